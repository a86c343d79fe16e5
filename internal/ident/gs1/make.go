package gs1

import "strings"

// NewMessage judges elements, as [Parse] does, and returns them. A value that
// ends in ? in place of its check digit gets the digit that makes it right. The
// error is an [*Error]; its offset counts in the value.
func NewMessage(elements ...Element) (Message, error) {
	if len(elements) == 0 {
		return nil, &Error{Code: Empty}
	}
	m := make(Message, len(elements))
	for i, e := range elements {
		r := rowOf(e.AI)
		if r == nil {
			return nil, unknownAI(e.AI, 0, clip(e.AI))
		}
		e.Offset = 0
		if body, asked := strings.CutSuffix(e.Value, "?"); asked && r.parts[0].set == setN {
			e.Value = r.complete(body)
		}
		if f := r.judge(e.Value); f.code != "" {
			return nil, e.fault(f, 0, r)
		}
		m[i] = e
	}
	return m, nil
}

// complete adds the digit that makes a value right.
func (r *row) complete(body string) string {
	for _, d := range digits {
		if r.judge(body+string(d)).code == "" {
			return body + string(d)
		}
	}
	return body + "?"
}

package gs1

import "fmt"

// Check judges what stands beside what: an element that is there twice with
// different values, one that excludes another, and one that asks for others
// which are missing (GenSpecs 4.13). Judge the elements of all symbols of a
// label together. All faults are returned, as Offset says in the elements'
// order of reading.
func (m Message) Check() []*Error {
	var found []*Error
	for i, e := range m {
		found = append(found, m.clashes(i)...)
		r := rowOf(e.AI)
		if r == nil || len(r.required) == 0 || m.beside(e).hasOneOf(r.required) {
			continue
		}
		found = append(found, &Error{
			Code: Unaccompanied, AI: e.AI, Offset: e.Offset, Length: len(e.AI),
			Detail: "it asks for " + choices(r.required) + " on the same label",
		})
	}
	return found
}

// beside is what may accompany an element. A digital signature (8030) signs one
// thing, so that a key without its serial component does not count.
func (m Message) beside(e Element) Message {
	if e.AI != "8030" {
		return m
	}
	var serialised Message
	for _, other := range m {
		r := rowOf(other.AI)
		if r != nil && r.parts[len(r.parts)-1].optional && len(other.Value) == r.shortest {
			continue
		}
		serialised = append(serialised, other)
	}
	return serialised
}

// clashes finds what an element excludes or repeats among those before it.
func (m Message) clashes(at int) []*Error {
	var found []*Error
	for i := range at {
		if err := clash(m[i], m[at]); err != nil {
			found = append(found, err)
			break
		}
	}
	return found
}

func clash(first, second Element) *Error {
	err := &Error{AI: second.AI, Offset: second.Offset, Length: len(second.AI)}
	switch {
	case first.AI == second.AI && first.Value != second.Value:
		err.Code, err.Detail = Repeated, fmt.Sprintf("it is there twice, as %s and as %s", first.Value, second.Value)
	case first.AI != second.AI && (excludes(first.AI, second.AI) || excludes(second.AI, first.AI)):
		err.Code, err.Detail = Excluded, fmt.Sprintf("it must not stand beside (%s)", first.AI)
	default:
		return nil
	}
	return err
}

func excludes(code, other string) bool {
	r := rowOf(code)
	if r == nil {
		return false
	}
	for _, pattern := range r.excluded {
		if fits(other, pattern) {
			return true
		}
	}
	return false
}

// fits reports whether an application identifier has the digits of a pattern,
// in which n stands for any.
func fits(code, pattern string) bool {
	if len(code) != len(pattern) {
		return false
	}
	for i := range len(code) {
		if code[i] != pattern[i] && pattern[i] != 'n' {
			return false
		}
	}
	return true
}

func (m Message) hasOneOf(groups [][]string) bool {
	for _, g := range groups {
		if m.hasAll(g) {
			return true
		}
	}
	return false
}

func (m Message) hasAll(patterns []string) bool {
	for _, p := range patterns {
		found := false
		for i := range m {
			found = found || fits(m[i].AI, p)
		}
		if !found {
			return false
		}
	}
	return true
}

func choices(groups [][]string) string {
	text := ""
	for i, g := range groups {
		if i > 0 {
			text += " or "
		}
		for j, code := range g {
			if j > 0 {
				text += " with "
			}
			text += "(" + code + ")"
		}
	}
	return text
}

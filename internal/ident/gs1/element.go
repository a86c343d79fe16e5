package gs1

import (
	"fmt"
	"strings"
)

// GS is the character that readers send for FNC1 between elements.
const GS = '\x1d'

// MaxMessage is the longest element string or link that is read, in bytes: more
// than the largest symbol holds.
const MaxMessage = 8192

// MaxElements is how many elements one code may have: more than any symbol with
// a meaning, and few enough to compare each with each.
const MaxElements = 64

// Element is an application identifier with its value.
type Element struct {
	AI     string
	Value  string
	Offset int // of the application identifier in what was read
}

// Message is the elements of a code, in its order.
type Message []Element

// Options says how strictly a code is read. The zero value is the standard.
type Options struct {
	// Unknown keeps application identifiers that the table lacks, with any value
	// of set 82, where their length can be told.
	Unknown bool
}

// Parse reads an element string as a reader sends it after the symbology
// identifier: elements, with GS after those of variable length. A GS in front,
// for the FNC1 that begins the symbol, and superfluous ones after an element
// are tolerated.
//
// The format and the content of each value are judged; what must or must not
// stand beside what is for [Message.Check], since the elements of a label may
// lie in several symbols. The error is an [*Error]; the elements before it are
// returned as well.
func Parse(data string, o Options) (Message, error) {
	if len(data) > MaxMessage {
		return nil, &Error{Code: Oversized, Offset: MaxMessage, Length: len(data) - MaxMessage}
	}
	at := 0
	if strings.HasPrefix(data, string(GS)) {
		at = 1
	}
	if at == len(data) {
		return nil, &Error{Code: Empty, Offset: at}
	}
	m := make(Message, 0, 8)
	for at < len(data) {
		e, next, err := parseElement(data, at, o)
		if err != nil {
			return m, err
		}
		if m = append(m, e); len(m) > MaxElements {
			return m[:MaxElements], tooMany(m)
		}
		if at = next; at < len(data) && data[at] == GS {
			at++
		}
	}
	return m, nil
}

// parseElement reads the element at an offset.
func parseElement(data string, at int, o Options) (e Element, next int, err error) {
	code, r := startOf(data[at:])
	if r == nil {
		if code == "" || !o.Unknown {
			return Element{}, 0, unknownAI(data, at, code)
		}
		r = unknown
	}
	from := at + len(code)
	to := from + fixedLength(code, r)
	if to == from || to > len(data) {
		to = len(data)
	}
	if end := strings.IndexByte(data[from:to], GS); end >= 0 {
		to = from + end
	}
	e = Element{AI: code, Value: data[from:to], Offset: at}
	if f := e.judge(r); f.code != "" {
		return Element{}, 0, e.fault(f, from, r)
	}
	return e, to, nil
}

// judge checks the value of an element of a row. What the table lacks must have
// the length that scanners take it to have.
func (e Element) judge(r *row) finding {
	if n := fixedLength(e.AI, r); r == unknown && n > 0 && len(e.Value) != n {
		return whole(e.Value, WrongLength)
	}
	return r.judge(e.Value)
}

// fixedLength is the length of a value that scanners know, or 0.
func fixedLength(code string, r *row) int {
	switch {
	case r.fixed:
		return r.longest
	case r == unknown:
		return int(byDigits.fixed[number(code[:2])])
	}
	return 0
}

func unknownAI(data string, at int, code string) *Error {
	if code == "" {
		code = data[at:min(at+4, len(data))]
	}
	return &Error{
		Code: UnknownAI, Offset: at, Length: len(code),
		Detail: fmt.Sprintf("no application identifier begins with %q", code),
	}
}

// fault makes the error of an element whose value begins at an offset.
func (e Element) fault(f finding, from int, r *row) *Error {
	err := &Error{Code: f.code, AI: e.AI, Offset: from + f.at, Length: f.length}
	switch f.code {
	case BadCheckDigit:
		if part := e.Value[:f.at+f.length]; len(part) > 1 {
			err.Detail = wrongCheckDigit(part, checkDigitOf(r, part)).Detail
		}
	case BadCheckPair:
		want, _ := CheckPair(e.Value[:f.at])
		err.Detail = fmt.Sprintf("the check characters are %s, and the others ask for %s", e.Value[f.at:f.at+f.length], want)
	case TooShort, TooLong:
		err.Detail = fmt.Sprintf("the value has %d characters, and %s are allowed", len(e.Value), span(r.shortest, r.longest))
	}
	return err
}

// checkDigitOf computes the check digit of a value whose key may follow another
// component, as in AI (8003).
func checkDigitOf(r *row, value string) byte {
	if len(r.parts) > 1 && r.parts[0].max == 1 {
		value = value[1:]
	}
	digit, _ := CheckDigit(value[:len(value)-1])
	return digit
}

func span(low, high int) string {
	if low == high {
		return fmt.Sprint(low)
	}
	return fmt.Sprintf("%d to %d", low, high)
}

// ParseBracketed reads the form that people write and labels print, with the
// application identifiers in round brackets: (01)09521234543213(10)A. A bracket
// that belongs to a value is written \(. Spaces beside an application
// identifier are dropped, since no value holds one.
func ParseBracketed(text string, o Options) (Message, error) {
	if len(text) > MaxMessage {
		return nil, &Error{Code: Oversized, Offset: MaxMessage, Length: len(text) - MaxMessage}
	}
	var m Message
	for at := 0; at < len(text) || at == 0; {
		end := strings.IndexByte(text[at:], ')')
		if !strings.HasPrefix(text[at:], "(") || end < 0 {
			return m, &Error{Code: NoBracket, Offset: at, Length: min(1, len(text)-at)}
		}
		code := text[at+1 : at+end]
		r := rowOf(code)
		if r == nil {
			if !o.Unknown || !mayBeUnknown(code) {
				return m, unknownAI(text[at+1:at+end], 0, code).shift(at + 1)
			}
			r = unknown
		}
		value, next := bracketedValue(text, at+end+1)
		e := Element{AI: code, Value: value, Offset: at}
		if f := e.judge(r); f.code != "" {
			return m, e.fault(f, at+end+1, r)
		}
		if m = append(m, e); len(m) > MaxElements {
			return m[:MaxElements], tooMany(m)
		}
		at = next
	}
	return m, nil
}

// tooMany blames the last element.
func tooMany(m Message) *Error {
	last := m[len(m)-1]
	return &Error{Code: TooMany, AI: last.AI, Offset: last.Offset, Length: len(last.AI)}
}

func (e *Error) shift(by int) *Error {
	e.Offset += by
	return e
}

// mayBeUnknown reports whether digits that the table lacks can be an application
// identifier: of a length that agrees with those that begin alike.
func mayBeUnknown(code string) bool {
	if len(code) < 2 || len(code) > 4 || setN.outside(code).code != "" {
		return false
	}
	length := int(byDigits.length[number(code[:2])])
	return length == 0 || length == len(code)
}

// bracketedValue reads up to the next bracket that is not escaped.
func bracketedValue(text string, from int) (value string, next int) {
	escaped := false
	to := from
	for ; to < len(text) && text[to] != '('; to++ {
		if text[to] == '\\' && to+1 < len(text) && text[to+1] == '(' {
			escaped = true
			to++
		}
	}
	value = strings.Trim(text[from:to], " ")
	if escaped {
		value = strings.ReplaceAll(value, `\(`, "(")
	}
	return value, to
}

// separated reports whether a separator follows the value of an application
// identifier that is not the last.
func separated(code string) bool {
	if r := rowOf(code); r != nil {
		return !r.fixed
	}
	return len(code) < 2 || setN.outside(code).code != "" || byDigits.fixed[number(code[:2])] == 0
}

// String is the element string as readers send it, without the FNC1 in front.
func (m Message) String() string {
	n := len(m)
	for _, e := range m {
		n += len(e.AI) + len(e.Value)
	}
	b := make([]byte, 0, n)
	for i, e := range m {
		b = append(append(b, e.AI...), e.Value...)
		if i < len(m)-1 && separated(e.AI) {
			b = append(b, GS)
		}
	}
	return string(b)
}

// Bracketed is the form that ParseBracketed reads.
func (m Message) Bracketed() string {
	var b strings.Builder
	for _, e := range m {
		b.WriteString("(" + e.AI + ")")
		b.WriteString(strings.ReplaceAll(e.Value, "(", `\(`))
	}
	return b.String()
}

// Text is the human readable interpretation, a line for each element (GenSpecs
// 4.14).
func (m Message) Text() []string {
	lines := make([]string, len(m))
	for i, e := range m {
		lines[i] = "(" + e.AI + ") " + e.Value
	}
	return lines
}

// Value returns the value of an application identifier; false when the message
// lacks it.
func (m Message) Value(code string) (value string, ok bool) {
	for i := range m {
		if m[i].AI == code {
			return m[i].Value, true
		}
	}
	return "", false
}

package query

import (
	"bytes"
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/tracewright/tracewright/internal/epcis"
)

// extensionsOf lists the extension fields of a part of an event.
func extensionsOf(e *epcis.Event, at string) [][]epcis.Extension {
	var all [][]epcis.Extension
	switch at {
	case "ILMD":
		return [][]epcis.Extension{e.ILMD}
	case "readPoint":
		return [][]epcis.Extension{e.ReadPointExtensions}
	case "bizLocation":
		return [][]epcis.Extension{e.BizLocationExtensions}
	case "ERROR_DECLARATION":
		if e.ErrorDeclaration != nil {
			all = append(all, e.ErrorDeclaration.Extensions)
		}
	case "SENSORELEMENT", "SENSORMETADATA", "SENSORREPORT":
		for i := range e.Sensors {
			s := &e.Sensors[i]
			switch at {
			case "SENSORELEMENT":
				all = append(all, s.Extensions)
			case "SENSORMETADATA":
				all = append(all, s.Metadata.Extensions)
			default:
				for k := range s.Reports {
					all = append(all, s.Reports[k].Extensions)
				}
			}
		}
	default:
		return [][]epcis.Extension{e.Extensions}
	}
	return all
}

// finder looks for a field with a value.
type finder struct {
	s          *subject
	uri, local string
	keeps      func(jsontext.Value) bool
}

// is reports whether a name is that of the field.
func (f *finder) is(name string) bool {
	uri, local := f.s.spaces().Split(name)
	return local == f.local && strings.TrimRight(uri, "#/:") == strings.TrimRight(f.uri, "#/:")
}

// in reports whether the field is among extensions, or with inner anywhere inside
// of them.
func (f *finder) in(list []epcis.Extension, inner bool) bool {
	for _, x := range list {
		if inner && f.inside(x.Value) || !inner && f.is(x.Name) && f.kept(x.Value) {
			return true
		}
	}
	return false
}

// inside looks at all members of a value, at any depth.
func (f *finder) inside(v jsontext.Value) bool {
	switch v.Kind() {
	case '{':
		found := false
		eachMember(v, func(name string, v jsontext.Value) bool {
			found = f.is(name) && f.kept(v) || f.inside(v)
			return !found
		})
		return found
	case '[':
		return eachElement(v, f.inside)
	}
	return false
}

// kept reports whether a value, or one of a list of values, is as it is asked
// for.
func (f *finder) kept(v jsontext.Value) bool {
	if v.Kind() == '[' {
		return eachElement(v, f.kept)
	}
	return f.keeps(v)
}

// eachMember calls f for the members of an object, until it returns false.
func eachMember(v jsontext.Value, f func(name string, v jsontext.Value) bool) {
	d := jsontext.NewDecoder(bytes.NewBuffer(v), jsontext.AllowDuplicateNames(true))
	if _, err := d.ReadToken(); err != nil {
		return
	}
	for d.PeekKind() != '}' {
		t, err := d.ReadToken()
		if err != nil {
			return
		}
		name := t.String()
		v, err := d.ReadValue()
		if err != nil || !f(name, v.Clone()) {
			return
		}
	}
}

// eachElement reports whether f says so of an element of a list.
func eachElement(v jsontext.Value, f func(jsontext.Value) bool) bool {
	d := jsontext.NewDecoder(bytes.NewBuffer(v), jsontext.AllowDuplicateNames(true))
	if _, err := d.ReadToken(); err != nil {
		return false
	}
	for d.PeekKind() != ']' {
		v, err := d.ReadValue()
		if err != nil {
			return false
		}
		if f(v.Clone()) {
			return true
		}
	}
	return false
}

// textOf is the text of a scalar; of an object that of its "@value" or "#text",
// as a typed value has it.
func textOf(v jsontext.Value) (text string, ok bool) {
	switch v.Kind() {
	case '"':
		b, err := jsontext.AppendUnquote(nil, v)
		return string(b), err == nil
	case '0', 't', 'f':
		return string(v), true
	case '{':
		eachMember(v, func(name string, v jsontext.Value) bool {
			if name == "@value" || name == "#text" {
				text, ok = textOf(v)
			}
			return !ok
		})
	}
	return text, ok
}

// comparison is the test of the values of a field. What looks like a number is
// compared as one, and so is a time.
func comparison(name string, op operation, values []string) (func(jsontext.Value) bool, error) {
	if op != "EQ" {
		v, err := single(name, values)
		if err != nil {
			return nil, err
		}
		_, isNumber := number(v)
		if _, isTime := epcis.ParseInstant(v); !isNumber && !isTime {
			return nil, refuse(name, strconv.Quote(v)+" is neither a number nor a time", "write it like 12, or like 2026-11-22T17:15:00Z")
		}
	}
	return func(v jsontext.Value) bool {
		text, ok := textOf(v)
		return ok && slices.ContainsFunc(values, func(want string) bool {
			order, same := compareTexts(text, want, op == "EQ")
			return same && op.holds(order)
		})
	}, nil
}

// compareTexts compares numbers or times, and texts only for being the same. It
// is not ok for things of different kinds.
func compareTexts(a, b string, texts bool) (order int, ok bool) {
	if m, isNumber := number(a); isNumber {
		if n, both := number(b); both {
			return m.Cmp(n), true
		}
	}
	if t, isTime := epcis.ParseInstant(a); isTime {
		if u, both := epcis.ParseInstant(b); both {
			return t.Compare(u), true
		}
	}
	if !texts {
		return 0, false
	}
	if Canonical(a) == Canonical(b) {
		return 0, true
	}
	return cmp.Compare(a, b), a != b
}

// SortKey is what an event is put in order by where that is an extension field:
// its first value. It is not ok for an event without the field, which comes last.
func (q *Query) SortKey(e *epcis.Event) (key Value, ok bool) {
	uri, local, _ := strings.Cut(string(q.OrderBy), " ")
	s := &subject{e: e}
	f := &finder{s: s, uri: uri, local: local, keeps: func(v jsontext.Value) bool {
		if text, is := textOf(v); is && !ok {
			key, ok = Value{text}, true
		}
		return ok
	}}
	f.in(e.Extensions, false)
	return key, ok
}

// Value is the value of an extension field.
type Value struct{ text string }

// Compare puts values in order: numbers and times as such, and before texts.
func (v Value) Compare(w Value) int {
	rank := func(text string) int {
		if _, is := number(text); is {
			return 0
		}
		if _, is := epcis.ParseInstant(text); is {
			return 1
		}
		return 2
	}
	if c := cmp.Compare(rank(v.text), rank(w.text)); c != 0 {
		return c
	}
	order, ok := compareTexts(v.text, w.text, true)
	if !ok {
		return 0
	}
	return order
}

package epcis

import (
	"cmp"
	"errors"
	"io"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
)

// Limits bounds what is read. A field that is not positive stands for
// the value that DefaultLimits gives it.
type Limits struct {
	Bytes    int // size of the input
	Depth    int // nesting of arrays and objects
	List     int // elements of one array
	Members  int // members of one object
	Text     int // bytes of one string, without escapes
	Events   int // events of one document
	Contexts int // entries of one "@context"
}

// DefaultLimits returns bounds that no sensible event reaches.
func DefaultLimits() Limits {
	return Limits{
		Bytes:    16 << 20,
		Depth:    32,
		List:     100_000,
		Members:  1_000,
		Text:     64 << 10,
		Events:   10_000,
		Contexts: 64,
	}
}

// OrDefault fills in the default values.
func (l Limits) OrDefault() Limits { return l.orDefault() }

func (l Limits) orDefault() Limits {
	d := DefaultLimits()
	or := func(limit, byDefault int) int {
		if limit > 0 {
			return limit
		}
		return byDefault
	}
	return Limits{
		Bytes:    or(l.Bytes, d.Bytes),
		Depth:    or(l.Depth, d.Depth),
		List:     or(l.List, d.List),
		Members:  or(l.Members, d.Members),
		Text:     or(l.Text, d.Text),
		Events:   or(l.Events, d.Events),
		Contexts: or(l.Contexts, d.Contexts),
	}
}

// Error says what is wrong with an event, where, and how to mend it.
type Error struct {
	Path   string // JSON pointer (RFC 6901) to the value; "" is the whole
	Rule   string // stable name of the rule that is broken, such as "number"
	Detail string // what is wrong, in words
	Fix    string // what to do about it
}

// Error returns path, detail and remedy in one line.
func (e *Error) Error() string {
	return cmp.Or(e.Path, "the whole") + " " + e.Detail + ": " + e.Fix
}

// faultOf tells an error of the JSON grammar.
func faultOf(err error) *Error {
	e := &Error{Rule: "json", Detail: err.Error(), Fix: "send one well-formed JSON value in UTF-8"}
	if s, ok := errors.AsType[*jsontext.SyntacticError](err); ok {
		e.Path = string(s.JSONPointer)
		e.Detail = s.Err.Error() + " at byte " + strconv.FormatInt(s.ByteOffset, 10)
	}
	switch {
	case errors.Is(err, jsontext.ErrDuplicateName):
		e.Rule, e.Detail, e.Fix = "duplicate", "occurs twice", "keep one of the two"
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		e.Detail, e.Fix = "ends too early", "send the whole of it"
	}
	return e
}

func missing(path, name string) *Error {
	return &Error{Path: path + "/" + name, Rule: "required", Detail: "is missing", Fix: "give " + name}
}

func misplaced(path, name string) *Error {
	return &Error{Path: path + "/" + name, Rule: "shape", Detail: "has no place in an event of this type", Fix: "leave " + name + " out or use another type"}
}

// remedy tells what to do about an unknown member.
func (l *layout[T]) remedy(name string) string {
	for i := range l.fields {
		if known := l.fields[i].name; strings.EqualFold(known, name) {
			return "write " + known
		}
	}
	if l.extensions == nil {
		return "leave it out"
	}
	return "leave it out, or give it a prefix that the context declares"
}

func count(n int) string { return strconv.Itoa(n) }

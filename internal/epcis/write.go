package epcis

import (
	"time"

	"github.com/go-json-experiment/json/jsontext"
)

// AppendJSON appends the event as a bare EPCIS 2.0 JSON event: compact, its
// members in one fixed order, so that equal events give equal bytes. It fails
// with an *Error when the event cannot be written so that ParseEvent reads the
// same event again: a member its shape needs is missing or one it cannot have
// is set, a text is not UTF-8, a number, time or extension is malformed. dst is
// returned unchanged then.
func (e *Event) AppendJSON(dst []byte) ([]byte, error) {
	w := writer{dst: dst}
	eventLayout.write(&w, e)
	if w.err != nil {
		return dst, w.err
	}
	return w.dst, nil
}

// writer appends JSON. The first error stays; its path grows on the way out.
type writer struct {
	dst     []byte
	err     *Error
	without string // a member of the outermost objects to leave out
}

func (w *writer) fail(rule, detail, fix string) {
	if w.err == nil {
		w.err = &Error{Rule: rule, Detail: detail, Fix: fix}
	}
}

// separate writes the comma before a member or element that is not the first.
func (w *writer) separate() {
	if c := w.dst[len(w.dst)-1]; c != '{' && c != '[' {
		w.dst = append(w.dst, ',')
	}
}

func (w *writer) text(s string) {
	if isPlain(s) {
		w.dst = append(w.dst, '"')
		w.dst = append(w.dst, s...)
		w.dst = append(w.dst, '"')
		return
	}
	var err error
	if w.dst, err = jsontext.AppendQuote(w.dst, s); err != nil {
		w.fail("utf-8", "is not valid UTF-8", "send text in UTF-8")
	}
}

// isPlain reports whether a string needs no escape in JSON and is ASCII.
func isPlain[S ~string | ~[]byte](s S) bool {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c == '"' || c == '\\' || c >= 0x7f {
			return false
		}
	}
	return true
}

func writeWord(w *writer, s *string) {
	if *s == "" {
		w.fail("empty", "is an empty string", "give a value or leave it out")
		return
	}
	w.text(*s)
}

func (w *writer) instant(t time.Time) {
	t = t.UTC()
	if y := t.Year(); y < 1 || y > 9999 {
		w.fail("date-time", "lies outside the years 1 to 9999", "check the clock of its source")
		return
	}
	w.dst = append(w.dst, '"')
	w.dst = t.AppendFormat(w.dst, time.RFC3339Nano)
	w.dst = append(w.dst, '"')
}

func (w *writer) decimal(d Decimal) {
	if !isNumber(d) || !d.bounded() {
		w.fail("number", "is not a number in JSON's form", numberBounds)
		return
	}
	w.dst = append(w.dst, d...)
}

func (w *writer) boolean(b bool) {
	if b {
		w.dst = append(w.dst, "true"...)
	} else {
		w.dst = append(w.dst, "false"...)
	}
}

// raw writes a value of any kind, normalised.
func (w *writer) raw(v jsontext.Value) {
	if isScalarAsWritten(v) {
		w.dst = append(w.dst, v...)
		return
	}
	var err error
	if w.dst, err = jsontext.AppendFormat(w.dst, v); err != nil {
		w.err = faultOf(err)
	}
}

func (w *writer) extensions(list []Extension) {
	for i := range list {
		x := &list[i]
		switch {
		case !isExtensionName(x.Name):
			w.fail("member", "is not a name of an extension", "give it a declared prefix, or a URI")
		case hasExtension(list[:i], x.Name):
			w.fail("duplicate", "name occurs twice", "keep one of the two extensions")
		default:
			w.separate()
			w.text(x.Name)
			w.dst = append(w.dst, ':')
			w.raw(x.Value)
		}
		if w.err != nil {
			w.err.Path = string(jsontext.Pointer("").AppendToken(x.Name)) + w.err.Path
			return
		}
	}
}

func writeList[E any](w *writer, list []E, one func(*writer, *E)) {
	w.dst = append(w.dst, '[')
	for i := range list {
		w.separate()
		if one(w, &list[i]); w.err != nil {
			w.err.Path = "/" + count(i) + w.err.Path
			return
		}
	}
	w.dst = append(w.dst, ']')
}

func (w *writer) offset(minutes int) {
	sign := byte('+')
	if minutes < 0 {
		sign, minutes = '-', -minutes
	}
	if minutes > maxOffset {
		w.fail("offset", "is not a zone offset", "keep within 14 hours")
		return
	}
	h, m := minutes/60, minutes%60
	w.dst = append(w.dst, '"', sign, '0'+byte(h/10), '0'+byte(h%10), ':', '0'+byte(m/10), '0'+byte(m%10), '"')
}

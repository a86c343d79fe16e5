package epcis

import (
	"bytes"
	"io"
	"time"

	"github.com/go-json-experiment/json/jsontext"
)

// ParseEvent reads one bare EPCIS 2.0 JSON event; a byte order mark before it
// is passed over. It takes what AppendJSON writes and whatever else the
// standard allows, and refuses with an *Error what is malformed, ambiguous
// (a name twice, other case, invalid UTF-8), unknown or beyond the limits.
func ParseEvent(b []byte, limits Limits) (*Event, error) {
	r, err := newReader(b, limits)
	if err != nil {
		return nil, err
	}
	e := new(Event)
	if err := eventLayout.read(r, e); err != nil {
		return nil, err
	}
	if err := r.end(); err != nil {
		return nil, err
	}
	if e.Context == nil {
		return nil, missing("", contextName)
	}
	e.Context = ownContext(e.Context)
	return e, nil
}

// reader reads JSON within limits. The path of an error is that of the value
// read last.
type reader struct {
	d      *jsontext.Decoder
	limits Limits
	above  string // the path of the value that d reads
}

func newReader(b []byte, limits Limits) (*reader, error) {
	limits = limits.orDefault()
	if len(b) > limits.Bytes {
		return nil, tooLarge(limits)
	}
	b = bytes.TrimPrefix(b, []byte("\xef\xbb\xbf"))
	// Names that occur twice are found below, without a set for each object.
	return &reader{d: jsontext.NewDecoder(bytes.NewBuffer(b), jsontext.AllowDuplicateNames(true)), limits: limits}, nil
}

func (r *reader) path() string { return r.above + string(r.d.StackPointer()) }

// fault tells an error of the JSON grammar.
func (r *reader) fault(err error) *Error {
	e := faultOf(err)
	e.Path = r.above + e.Path
	return e
}

func (r *reader) fail(rule, detail, fix string) error {
	return &Error{Path: r.path(), Rule: rule, Detail: detail, Fix: fix}
}

// tooMany refuses the list or object whose last allowed value has been read.
func (r *reader) tooMany(rule, what string, limit int) error {
	path := r.above + string(r.d.StackPointer().Parent())
	return &Error{Path: path, Rule: rule, Detail: "has too many " + what, Fix: "keep within " + count(limit)}
}

// end refuses anything after the value.
func (r *reader) end() error {
	_, err := r.d.ReadToken()
	if err == io.EOF {
		return nil
	}
	if err != nil {
		return r.fault(err)
	}
	return &Error{Rule: "json", Detail: "something follows the JSON value", Fix: "send one JSON value"}
}

// open reads the beginning of an object or array.
func (r *reader) open(kind jsontext.Kind, what string) error {
	if r.d.PeekKind() == kind {
		_, err := r.d.ReadToken()
		return err
	}
	v, err := r.d.ReadValue()
	if err != nil {
		return r.fault(err)
	}
	return r.kind(v, what)
}

// kind refuses a value for being of the wrong kind.
func (r *reader) kind(v jsontext.Value, want string) error {
	names := map[jsontext.Kind]string{
		'n': "null", 't': "a boolean", 'f': "a boolean", '"': "a string", '0': "a number",
		'{': "an object", '[': "a list",
	}
	return r.fail("kind", "is "+names[v.Kind()]+", not "+want, "write "+want)
}

// bytes reads a string, without quotes and escapes; it is good until the next
// read.
func (r *reader) bytes() ([]byte, error) {
	v, err := r.d.ReadValue()
	if err != nil {
		return nil, r.fault(err)
	}
	if v.Kind() != '"' {
		return nil, r.kind(v, "a string")
	}
	return r.unquote(v)
}

func (r *reader) unquote(v jsontext.Value) ([]byte, error) {
	b := []byte(v[1 : len(v)-1])
	if bytes.IndexByte(b, '\\') >= 0 {
		var err error
		if b, err = jsontext.AppendUnquote(nil, v); err != nil {
			return nil, r.fault(err)
		}
	}
	if len(b) > r.limits.Text {
		return nil, r.fail("text", "is too long", "keep within "+count(r.limits.Text)+" bytes")
	}
	return b, nil
}

// word reads a string that is not empty.
func (r *reader) word() (string, error) {
	b, err := r.bytes()
	if err == nil && len(b) == 0 {
		err = r.fail("empty", "is an empty string", "give a value or leave the member out")
	}
	return string(b), err
}

func readWord(r *reader, s *string) (err error) {
	*s, err = r.word()
	return err
}

func (r *reader) instant(t *time.Time) error {
	b, err := r.bytes()
	if err != nil {
		return err
	}
	var ok bool
	if *t, ok = parseInstant(b); !ok {
		return r.fail("date-time", "is not a date and time with an offset",
			`write it like "2026-11-22T17:15:00.250+01:00", with at most nine digits of a second`)
	}
	return nil
}

// decimal reads a number, or a string that holds one, as some peers write it.
func (r *reader) decimal(d *Decimal) error {
	v, err := r.d.ReadValue()
	if err != nil {
		return r.fault(err)
	}
	b := []byte(v)
	switch v.Kind() {
	case '0':
	case '"':
		if b, err = r.unquote(v); err != nil {
			return err
		}
	default:
		return r.kind(v, "a number")
	}
	if !isNumber(b) {
		return r.fail("number", "is not a number in JSON's form", `write it like 12 or -0.50`)
	}
	*d = Decimal(b)
	if !d.bounded() {
		return r.fail("number", "has too many digits", numberBounds)
	}
	return nil
}

func (r *reader) boolean(p **bool) error {
	v, err := r.d.ReadValue()
	if err != nil {
		return r.fault(err)
	}
	if k := v.Kind(); k != 't' && k != 'f' {
		return r.kind(v, "true or false")
	}
	*p = new(v.Kind() == 't')
	return nil
}

// raw reads any value and normalises white space and escapes.
func (r *reader) raw() (jsontext.Value, error) {
	v, err := r.d.ReadValue()
	if err != nil {
		return nil, r.fault(err)
	}
	if depth(v) > r.limits.Depth-r.d.StackDepth() {
		return nil, r.fail("depth", "is nested too deep", "keep within "+count(r.limits.Depth)+" levels")
	}
	if isScalarAsWritten(v) {
		return v.Clone(), nil
	}
	out, err := jsontext.AppendFormat(nil, v)
	if err != nil {
		e := faultOf(err)
		e.Path = r.path() + e.Path
		return nil, e
	}
	return out, nil
}

// isScalarAsWritten reports whether a valid value is one that normalising
// surely leaves as it is.
func isScalarAsWritten(v jsontext.Value) bool {
	n := len(v)
	return n >= 2 && v[0] == '"' && v[n-1] == '"' && isPlain(v[1:n-1]) || isNumber(v)
}

// depth returns how deep arrays and objects are nested in a valid value.
func depth(v jsontext.Value) int {
	deepest, now, quoted := 0, 0, false
	for i := 0; i < len(v); i++ {
		switch c := v[i]; {
		case c == '"':
			quoted = !quoted
		case quoted && c == '\\':
			i++
		case quoted:
		case c == '{' || c == '[':
			now++
			deepest = max(deepest, now)
		case c == '}' || c == ']':
			now--
		}
	}
	return deepest
}

func readList[E any](r *reader, list *[]E, one func(*reader, *E) error) error {
	if err := r.open('[', "a list"); err != nil {
		return err
	}
	for r.d.PeekKind() != ']' {
		if len(*list) == r.limits.List {
			return r.tooMany("list", "elements", r.limits.List)
		}
		var zero E
		*list = append(*list, zero)
		if err := one(r, &(*list)[len(*list)-1]); err != nil {
			return err
		}
	}
	if _, err := r.d.ReadToken(); err != nil {
		return r.fault(err)
	}
	return nil
}

func (r *reader) offset(minutes *int) error {
	b, err := r.bytes()
	if err != nil {
		return err
	}
	var ok bool
	if *minutes, ok = parseOffset(b); !ok {
		return r.fail("offset", "is not a zone offset", `write it like "+01:00", between "-14:00" and "+14:00"`)
	}
	return nil
}

// anyText reads a string that may be empty.
func (r *reader) anyText(p **string) error {
	b, err := r.bytes()
	if err == nil {
		*p = new(string(b))
	}
	return err
}

// readOneOrMore reads a string or a list of strings.
func readOneOrMore(r *reader, list *[]string) error {
	if r.d.PeekKind() == '[' {
		return readList(r, list, readWord)
	}
	s, err := r.word()
	*list = []string{s}
	return err
}

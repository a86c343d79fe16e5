package epcis

import (
	"bytes"
	"errors"
	"io"
	"math"

	"github.com/go-json-experiment/json/jsontext"
)

// Item is an event of a document that is being read.
type Item struct {
	Index    int       // of the event in its document, from 0
	Event    *Event    // nil where Err says what is wrong with it
	Err      error     // an *Error of this event alone; those after it can be read
	Document *Document // as far as it has been read
	Path     string    // of the event in its document
	Raw      []byte    // the event as it came, good until the next one is read
}

// stopped marks an error of the function that takes the events.
type stopped struct{ error }

// Read reads a JSON document, or a single event, from r and calls each with
// one event after the other, so that a document of any size needs no more
// memory than its largest event. Limits.Bytes bounds each event, and what
// stands before, between and after the events; Limits.Events their number.
//
// An error in one event is given to each, and reading goes on; an error that
// each returns ends it and is returned as it is. What breaks the document is
// returned, always an *Error but for the errors of r itself: the events before
// it have been given away by then.
//
// The members of a document may be in any order. Where the context comes after
// the events, r is read twice if it is an io.Seeker; else such events are kept
// in memory and have to fit into Limits.Bytes together.
func Read(r io.Reader, limits Limits, each func(Item) error) (*Document, error) {
	limits = limits.orDefault()
	s := &stream{doc: new(Document), each: each, limits: limits, source: &Bounded{R: r, Limit: limits.Bytes}}
	if seeker, ok := r.(io.Seeker); ok {
		if at, err := seeker.Seek(0, io.SeekCurrent); err == nil { // a pipe is a file, and cannot
			s.seeker, s.start = seeker, at
		}
	}
	err := s.read()
	if own, ok := errors.AsType[stopped](err); ok {
		return s.doc, own.error
	}
	if s.source.Over {
		if e, ok := errors.AsType[*Error](err); ok {
			return s.doc, &Error{Path: e.Path, Rule: "bytes", Detail: "is too large", Fix: tooLarge(limits).Fix}
		}
	}
	if s.source.Err != nil {
		return s.doc, s.source.Err
	}
	return s.doc, err
}

func tooLarge(l Limits) *Error {
	return &Error{Rule: "bytes", Detail: "is too large", Fix: "keep within " + count(l.Bytes) + " bytes"}
}

// stream reads a document.
type stream struct {
	doc    *Document
	each   func(Item) error
	limits Limits
	source *Bounded
	seeker io.Seeker // nil: r cannot go back
	start  int64     // where the JSON begins, for the seeker
	count  int       // of events so far
	one    *reader   // for the events
	bodied bool
	later  func() error // reads the body, where it came before the context
}

// Bounded reads from R, and fails when more than Limit bytes are read after a
// mark, so that no single value can fill the memory.
type Bounded struct {
	R     io.Reader
	Limit int
	Over  bool  // it has failed
	Err   error // the error of R, other than io.EOF

	left int
}

var errOver = errors.New("too large")

// Mark allows Limit further bytes.
func (b *Bounded) Mark() { b.left = b.Limit }

// Read reads what is there and allowed.
func (b *Bounded) Read(p []byte) (int, error) {
	if b.left <= 0 {
		b.Over = true
		return 0, errOver
	}
	n, err := b.R.Read(p[:min(len(p), b.left)])
	b.left -= n
	if err != nil && err != io.EOF {
		b.Err = err
	}
	return n, err
}

func (s *stream) read() error {
	s.source.Mark()
	head, single, err := s.sniff()
	if err != nil {
		return err
	}
	s.source.Mark()
	all := io.MultiReader(bytes.NewReader(head), s.source)
	if single {
		b, err := io.ReadAll(all)
		if err != nil {
			return &Error{Rule: "json", Detail: err.Error(), Fix: "send one JSON value"}
		}
		e, err := ParseEvent(b, s.limits)
		return s.give(Item{Event: e, Err: err, Raw: b})
	}
	r := &reader{d: jsontext.NewDecoder(all, jsontext.AllowDuplicateNames(true)), limits: s.limits}
	if err := documentLayout.read(r, s); err != nil {
		return err
	}
	if err := r.end(); err != nil {
		return err
	}
	if !s.bodied {
		return missing("", "epcisBody")
	}
	if s.later != nil {
		if err := s.later(); err != nil {
			return err
		}
	}
	s.doc.Context = ownContext(s.doc.Context)
	return nil
}

// sniff reads as far as it takes to tell a document from a single event, and
// returns what it has read, without a byte order mark.
func (s *stream) sniff() (head []byte, single bool, err error) {
	var seen bytes.Buffer
	mark := make([]byte, 3)
	n, err := io.ReadFull(s.source, mark)
	if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
		return nil, false, faultOf(err)
	}
	begin := bytes.TrimPrefix(mark[:n], []byte("\xef\xbb\xbf"))
	seen.Write(begin)
	s.start += int64(n - len(begin))
	d := jsontext.NewDecoder(io.MultiReader(bytes.NewReader(begin), io.TeeReader(s.source, &seen)), jsontext.AllowDuplicateNames(true))
	single = isSingle(d)
	return seen.Bytes(), single, nil
}

// isSingle looks at the first members of an object for one that only an event
// has. What is malformed counts as a document, whose reader will say so.
func isSingle(d *jsontext.Decoder) bool {
	if t, err := d.ReadToken(); err != nil || t.Kind() != '{' {
		return false
	}
	for {
		t, err := d.ReadToken()
		if err != nil || t.Kind() != '"' {
			return false
		}
		name := t.String()
		v, err := d.ReadValue()
		switch {
		case name == "type":
			return err == nil && v.Kind() == '"' && !isDocumentType(unquoted(v))
		case name == contextName || name == "id":
			if err != nil {
				return false
			}
		case documentLayout.hasMember(name):
			return false
		case eventLayout.hasMember(name):
			return true
		case err != nil:
			return false
		}
	}
}

// body reads the body now or, where the context is still to come, later.
func (s *stream) body(r *reader) error {
	s.bodied = true
	if s.doc.Context != nil {
		return bodyLayout.read(r, s)
	}
	if s.seeker == nil {
		v, err := r.d.ReadValue()
		if err != nil {
			return r.fault(err)
		}
		v = v.Clone()
		s.later = func() error { return s.bodyFrom(bytes.NewReader(v)) }
		return nil
	}
	at := s.start + r.d.InputOffset() // behind the name
	s.source.left = math.MaxInt       // what is passed over fills no memory
	if err := r.d.SkipValue(); err != nil {
		return r.fault(err)
	}
	s.source.Mark()
	s.later = func() error {
		if _, err := s.seeker.Seek(at, io.SeekStart); err != nil {
			return err
		}
		s.source.Mark()
		return s.bodyFrom(&pastColon{r: s.source})
	}
	return nil
}

func (s *stream) bodyFrom(from io.Reader) error {
	r := &reader{d: jsontext.NewDecoder(from, jsontext.AllowDuplicateNames(true)), limits: s.limits, above: "/epcisBody"}
	return bodyLayout.read(r, s)
}

// pastColon leaves out the colon between the name of a member and its value.
type pastColon struct {
	r    io.Reader
	past bool
}

func (p *pastColon) Read(b []byte) (int, error) {
	n, err := p.r.Read(b)
	if i := bytes.IndexByte(b[:n], ':'); !p.past && i >= 0 {
		b[i], p.past = ' ', true
	}
	return n, err
}

// events reads a list of events.
func (s *stream) events(r *reader) error {
	if s.count > 0 {
		return r.fail("duplicate", "is a second list of events", "send one list")
	}
	if err := r.open('[', "a list of events"); err != nil {
		return err
	}
	s.one = &reader{d: jsontext.NewDecoder(bytes.NewReader(nil)), limits: s.limits}
	for r.d.PeekKind() != ']' {
		if s.count == s.limits.Events {
			return r.tooMany("events", "events", s.limits.Events)
		}
		s.source.Mark()
		v, err := r.d.ReadValue()
		if err != nil {
			return r.fault(err)
		}
		path := r.path()
		e, err := s.event(v, path)
		if err := s.give(Item{Event: e, Err: err, Path: path, Raw: v}); err != nil {
			return err
		}
	}
	s.source.Mark()
	if _, err := r.d.ReadToken(); err != nil {
		return r.fault(err)
	}
	return nil
}

func (s *stream) event(v jsontext.Value, path string) (*Event, error) {
	s.one.above = path
	s.one.d.Reset(bytes.NewBuffer(v), jsontext.AllowDuplicateNames(true))
	e := new(Event)
	if err := eventLayout.read(s.one, e); err != nil {
		return nil, err
	}
	e.Context = ownContext(joinContexts(s.doc.Context, e.Context))
	return e, nil
}

func (s *stream) give(item Item) error {
	item.Index, item.Document = s.count, s.doc
	s.count++
	if err := s.each(item); err != nil {
		return stopped{err}
	}
	return nil
}

package epcis

import (
	"io"

	"github.com/go-json-experiment/json/jsontext"
)

// Writer writes a JSON document event by event.
type Writer struct {
	to     io.Writer
	doc    *Document
	buf    []byte
	outer  []jsontext.Value // the context of the document
	events int
}

// NewWriter writes the beginning of a document to w. It fails with an *Error
// when something that the document must have is missing. The version of the
// schema is 2.0 where the document names none.
func NewWriter(w io.Writer, d *Document) (*Writer, error) {
	out := &Writer{to: w, doc: d, outer: fullContext(d.Context)}
	frame := *d
	if d.SchemaVersion == "" {
		frame.SchemaVersion = "2.0"
	}
	if d.Type == QueryDocument {
		frame.MasterData = nil // it follows the events
	} else if d.CreationDate.IsZero() {
		return nil, missing("", "creationDate")
	}
	b := writer{}
	documentLayout.write(&b, &stream{doc: &frame})
	b.cut('}')
	b.open("epcisBody")
	if d.Type == QueryDocument {
		b.open("queryResults")
		b.member("queryName", d.QueryName)
		if d.SubscriptionID != "" {
			b.member("subscriptionID", d.SubscriptionID)
		}
		b.open("resultsBody")
	}
	b.key("eventList")
	b.dst = append(b.dst, '[')
	if b.err == nil && d.Type == QueryDocument && d.QueryName == "" {
		b.err = missing("/epcisBody/queryResults", "queryName")
	}
	if b.err != nil {
		return nil, b.err
	}
	_, err := w.Write(b.dst)
	return out, err
}

// Write writes an event. What its context has in common with that of the
// document is not repeated. It fails as AppendJSON does, and then nothing of
// the event has been written.
func (w *Writer) Write(e *Event) error {
	b := writer{dst: append(w.buf[:0], '\n')}
	if w.events > 0 {
		b.dst = append(w.buf[:0], ",\n"...)
	}
	inner := *e
	if inner.Context = besides(w.outer, e.Context); inner.Context == nil {
		b.without = contextName
	}
	eventLayout.write(&b, &inner)
	if b.err != nil {
		return b.err
	}
	w.buf = b.dst
	w.events++
	_, err := w.to.Write(w.buf)
	return err
}

// Close writes the end of the document. It does not close what is below.
func (w *Writer) Close() error {
	b := writer{dst: append(w.buf[:0], "\n]"...)}
	closing := "}}\n"
	if w.doc.Type == QueryDocument {
		closing = "}}}}\n"
		if len(w.doc.MasterData) > 0 {
			b.key("vocabularyList")
			writeList(&b, w.doc.MasterData, vocabularyLayout.write)
		}
	}
	b.extensions(w.doc.BodyExtensions)
	b.dst = append(b.dst, closing...)
	if b.err != nil {
		return b.err
	}
	_, err := w.to.Write(b.dst)
	return err
}

// cut takes a byte off the end, to write more members.
func (w *writer) cut(end byte) {
	if n := len(w.dst); n > 0 && w.dst[n-1] == end {
		w.dst = w.dst[:n-1]
	}
}

// key begins a member.
func (w *writer) key(name string) {
	if n := len(w.dst); n > 0 && w.dst[n-1] != '{' {
		w.dst = append(w.dst, ',')
	}
	w.text(name)
	w.dst = append(w.dst, ':')
}

func (w *writer) open(name string) {
	w.key(name)
	w.dst = append(w.dst, '{')
}

func (w *writer) member(name, value string) {
	w.key(name)
	w.text(value)
}

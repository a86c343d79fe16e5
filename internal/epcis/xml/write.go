package xml

import (
	"io"
	"slices"
	"strings"
	"time"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/tracewright/tracewright/internal/epcis"
)

// Vocabulary says how words of the vocabulary are written.
type Vocabulary uint8

// The three ways. Words that came with version 2.0 have no URN, and are written
// as web URIs in the second. The third writes them as they came, and as web URIs
// those that came in JSON, which XML cannot have as they were.
const (
	WebURI Vocabulary = iota
	URN
	AsRead
)

// Word writes a word of a list. spellings are those of the event that has it.
func (v Vocabulary) Word(t *epcis.Terms, text string, spellings []string) string {
	word := t.Word(text)
	switch {
	case v == URN:
		return t.URN(word)
	case v == WebURI:
		return t.URI(word)
	}
	for _, s := range spellings {
		if t.Word(s) == word {
			return s
		}
	}
	return t.URI(word)
}

// AppendEvent appends one event as an XML element with all its namespaces. It
// fails with an *epcis.Error when the event cannot be written so that Read
// reads one of the same meaning; dst is returned unchanged then.
func AppendEvent(dst []byte, e *epcis.Event, words Vocabulary) ([]byte, error) {
	p := &printer{dst: dst, words: words}
	p.event(e, true)
	if p.err != nil {
		return dst, p.err
	}
	return p.dst, nil
}

// Writer writes an XML document event by event.
type Writer struct {
	to  io.Writer
	p   printer
	doc *epcis.Document
}

// NewWriter writes the beginning of a document to w. It fails with an
// *epcis.Error when something that the document must have is missing.
func NewWriter(w io.Writer, d *epcis.Document, words Vocabulary) (*Writer, error) {
	out := &Writer{to: w, doc: d, p: printer{words: words, spaces: epcis.NamespacesOf(d.Context)}}
	p := &out.p
	root, space := "epcis:EPCISDocument", space2
	if d.Type == epcis.QueryDocument {
		root, space = "epcisq:EPCISQueryDocument", querySpace
	} else if d.Type != epcis.CaptureDocument {
		p.missing("type")
	}
	if d.CreationDate.IsZero() {
		p.missing("creationDate")
	}
	p.raw(`<?xml version="1.0" encoding="UTF-8"?>` + "\n")
	p.begin(root)
	p.declare(root[:strings.IndexByte(root, ':')], space)
	p.frame(d.Context)
	p.attribute("schemaVersion", "2.0")
	p.attribute("creationDate", p.instant(d.CreationDate))
	p.raw(">\n")
	p.header(d)
	p.start("EPCISBody")
	if d.Type == epcis.QueryDocument {
		p.start("epcisq:QueryResults")
		if d.QueryName == "" {
			p.missing("queryName")
		}
		p.leaf("queryName", d.QueryName)
		if d.SubscriptionID != "" {
			p.leaf("subscriptionID", d.SubscriptionID)
		}
		p.start("resultsBody")
	}
	p.start("EventList")
	p.raw("\n")
	if p.err != nil {
		return nil, p.err
	}
	return out, out.flush()
}

func (w *Writer) flush() error {
	_, err := w.to.Write(w.p.dst)
	w.p.dst = w.p.dst[:0]
	return err
}

// Write writes an event. It fails as AppendEvent does, and then nothing of the
// event has been written.
func (w *Writer) Write(e *epcis.Event) error {
	open, declared := len(w.p.open), len(w.p.declared)
	w.p.event(e, false)
	w.p.raw("\n")
	if err := w.p.err; err != nil {
		w.p.err, w.p.dst = nil, w.p.dst[:0]
		w.p.open, w.p.declared = w.p.open[:open], w.p.declared[:declared]
		return err
	}
	return w.flush()
}

// Close writes the end of the document. It does not close what is below.
func (w *Writer) Close() error {
	p := &w.p
	p.spaces = epcis.NamespacesOf(w.doc.Context)
	p.end("EventList")
	if w.doc.Type == epcis.QueryDocument {
		p.end("resultsBody")
		p.extensions(w.doc.BodyExtensions)
		p.end("epcisq:QueryResults")
	} else {
		p.extensions(w.doc.BodyExtensions)
	}
	p.end("EPCISBody")
	p.extensions(w.doc.Extensions)
	_, others := p.parted(w.doc)
	p.extensions(others)
	p.end(p.open[len(p.open)-1].tag)
	p.raw("\n")
	if p.err != nil {
		return p.err
	}
	return w.flush()
}

// parted are the extensions of the header: the standard business header, and
// those for which only the document has a place.
func (p *printer) parted(d *epcis.Document) (standard, others []epcis.Extension) {
	for _, x := range d.HeaderExtensions {
		if uri, local, _ := p.spaces.Expand(x.Name); uri == sbdhSpace && local == standardHeader {
			standard = append(standard, x)
		} else {
			others = append(others, x)
		}
	}
	return standard, others
}

// header writes the header, where the document has something for it.
func (p *printer) header(d *epcis.Document) {
	standard, _ := p.parted(d)
	sent := d.Sender + d.Receiver + d.InstanceIdentifier
	if len(standard)+len(d.MasterData) == 0 && sent == "" {
		return
	}
	p.start("EPCISHeader")
	if len(standard) > 0 {
		p.extensions(standard)
	} else if sent != "" {
		p.standard(d)
	}
	if len(d.MasterData) > 0 {
		p.start("extension")
		p.start("EPCISMasterData")
		writeVocabularies(p, d.MasterData)
		p.end("EPCISMasterData")
		p.end("extension")
	}
	p.end("EPCISHeader")
	p.raw("\n")
}

// standard writes the standard business header of a document that has but what
// JSON has of it.
func (p *printer) standard(d *epcis.Document) {
	p.begin("sbdh:" + standardHeader)
	p.declare("sbdh", sbdhSpace)
	p.raw(">")
	p.leaf("sbdh:HeaderVersion", "1.0")
	for _, party := range []struct{ tag, id string }{{"sbdh:Sender", d.Sender}, {"sbdh:Receiver", d.Receiver}} {
		p.start(party.tag)
		p.leaf("sbdh:Identifier", party.id)
		p.end(party.tag)
	}
	p.start("sbdh:DocumentIdentification")
	p.leaf("sbdh:Standard", "EPCglobal")
	p.leaf("sbdh:TypeVersion", "1.0")
	p.leaf("sbdh:InstanceIdentifier", d.InstanceIdentifier)
	p.leaf("sbdh:Type", "Events")
	p.leaf("sbdh:CreationDateAndTime", p.instant(d.CreationDate))
	p.end("sbdh:DocumentIdentification")
	p.end("sbdh:" + standardHeader)
}

// event writes an event; one that stands alone is in the namespace of EPCIS,
// and declares what it needs.
func (p *printer) event(e *epcis.Event, alone bool) {
	p.spaces, p.spellings = epcis.NamespacesOf(e.Context), e.Spellings
	tag, known := string(e.Type), codecs[string(e.Type)]
	wrapped := known == nil
	if wrapped {
		known = extendedCodecs
		if !alone {
			p.start("extension")
		}
		tag = p.beginNamed(tag)
	} else {
		if alone {
			tag = "epcis:" + tag
		}
		p.begin(tag)
	}
	if alone {
		p.declare("epcis", space2)
		p.frame(e.Context)
	} else {
		p.prefixes(e.Context)
	}
	p.raw(">")
	for _, c := range known {
		switch {
		case c.has(e):
			c.write(p, e)
		case c.must:
			p.missing(c.name)
		}
	}
	p.extensions(e.Extensions)
	for _, s := range e.Certification[min(1, len(e.Certification)):] {
		p.foreign(epcis.Namespace, "tw", certification.name, s)
	}
	p.end(tag)
	if wrapped && !alone {
		p.end("extension")
	}
	if p.err == nil {
		p.misplaced(e, known)
	}
}

// misplaced refuses an event with something that its type has no place for.
func (p *printer) misplaced(e *epcis.Event, known []codec) {
	for _, c := range extendedCodecs {
		if c.has(e) && !slices.ContainsFunc(known, func(k codec) bool { return k.name == c.name }) {
			p.fail(c.name, "shape", "has no place in an event of this type", "leave "+c.name+" out or use another type")
		}
	}
}

// plain is a decimal without an exponent, which xsd:decimal does not know.
func plain(d epcis.Decimal) string {
	s := string(d)
	i := strings.IndexAny(s, "eE")
	if i < 0 {
		return s
	}
	exponent := 0
	for _, c := range strings.TrimLeft(s[i+1:], "+-") {
		exponent = exponent*10 + int(c-'0')
	}
	if s[i+1] == '-' {
		exponent = -exponent
	}
	mantissa, minus := strings.CutPrefix(s[:i], "-")
	whole, fraction, _ := strings.Cut(mantissa, ".")
	switch {
	case exponent >= 0:
		fraction += strings.Repeat("0", max(0, exponent-len(fraction)))
		whole, fraction = whole+fraction[:exponent], fraction[exponent:]
	default:
		whole = strings.Repeat("0", max(0, 1-exponent-len(whole))) + whole
		cut := len(whole) + exponent
		whole, fraction = whole[:cut], whole[cut:]+fraction
	}
	if whole = strings.TrimLeft(whole, "0"); whole == "" {
		whole = "0"
	}
	if fraction != "" {
		whole += "." + fraction
	}
	if minus {
		return "-" + whole
	}
	return whole
}

func unquote(v jsontext.Value) string {
	b, err := jsontext.AppendUnquote(nil, v)
	if err != nil {
		return ""
	}
	return string(b)
}

func (p *printer) instant(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	if y := t.UTC().Year(); y < 1 || y > 9999 {
		p.fail("", "date-time", "has a time outside of the years 1 to 9999", "check the clock of its source")
	}
	return epcis.FormatInstant(t)
}

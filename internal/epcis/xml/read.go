package xml

import (
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/tracewright/tracewright/internal/epcis"
)

const (
	sbdhSpace  = "http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader"
	space2     = "urn:epcglobal:epcis:xsd:2"
	space1     = "urn:epcglobal:epcis:xsd:1"
	querySpace = "urn:epcglobal:epcis-query:xsd:2"
)

// Options says how XML is read.
type Options struct {
	Limits epcis.Limits
	// Lenient takes elements in any order, and those of EPCIS with or without a
	// namespace, as some senders write them.
	Lenient bool
}

// stopped marks an error of the function that takes the events.
type stopped struct{ error }

// Read reads an XML document, or a single event, from r and calls each with one
// event after the other, as [epcis.Read] does: an error in one event is given to
// each, and reading goes on. Item.Raw stays nil: an event of XML does not stand
// alone.
func Read(r io.Reader, o Options, each func(epcis.Item) error) (*epcis.Document, error) {
	ev := &events{
		p: newParser(r, o.Limits), lenient: o.Lenient, each: each, doc: &epcis.Document{}, prefixes: newPrefixes(nil),
	}
	err := ev.document()
	if own, ok := errors.AsType[stopped](err); ok {
		err = own.error
	}
	return ev.doc, err
}

// events reads the events of a document.
type events struct {
	p        *parser
	lenient  bool
	old      bool // version 1.x
	each     func(epcis.Item) error
	doc      *epcis.Document
	prefixes *prefixes // of the document or, inside an event, of that
	frame    *scope
	count    int
	bodied   bool
	spelled  []string // words of the event that are no web URIs
	body     object   // the extensions of the body
	outside  object   // and those of the document
}

func (ev *events) document() error {
	root, err := ev.p.next()
	if err == io.EOF {
		return &epcis.Error{Rule: "xml", Detail: "is empty", Fix: "send one XML document"}
	}
	if err != nil {
		return err
	}
	ev.frame = root.scope
	ev.prefixes.declare(root.scope, nil)
	ev.doc.Context = epcis.NewContext(ev.prefixes.added)
	switch {
	case !isEPCIS(root.space) && root.space != "":
		return ev.single(root)
	case root.local == epcis.CaptureDocument, root.local == epcis.QueryDocument:
	case codecs[root.local] != nil:
		return ev.single(root)
	default:
		return root.fail("root", "holds no events", "send an EPCISDocument, an EPCISQueryDocument or an event")
	}
	ev.old = strings.HasSuffix(root.space, ":1")
	ev.doc.Type = root.local
	if err := ev.attributes(root); err != nil {
		return err
	}
	err = ev.walk(root, map[string]func(*node) error{
		"EPCISHeader": ev.header,
		"EPCISBody":   ev.inBody,
		"extension":   ev.nothing,
	}, &ev.outside)
	if err != nil {
		return err
	}
	if !ev.bodied {
		return root.fail("required", "has no EPCISBody", "give EPCISBody")
	}
	ev.doc.Extensions, ev.doc.BodyExtensions = ev.outside.extensions(), ev.body.extensions()
	if added := ev.prefixes.added; len(added) > 0 {
		ev.doc.Context = epcis.NewContext(added) // with those of the header
	}
	return ev.atEnd()
}

// atEnd refuses what follows the root element.
func (ev *events) atEnd() error {
	switch _, err := ev.p.next(); err {
	case io.EOF:
		return nil
	case nil:
		return &epcis.Error{Rule: "xml", Detail: "has a second root element", Fix: "send one XML document"}
	default:
		return err
	}
}

func isEPCIS(space string) bool { return strings.HasPrefix(space, "urn:epcglobal:epcis") }

func (ev *events) attributes(root *node) error {
	for _, a := range root.attrs {
		if a.space != "" {
			continue
		}
		switch a.local {
		case "schemaVersion":
			ev.doc.SchemaVersion = strings.TrimSpace(a.value)
			if ev.old {
				ev.doc.SchemaVersion = "2.0" // what it is from here on
			}
		case "creationDate":
			if err := root.instantOf(a.value, &ev.doc.CreationDate); err != nil {
				return err
			}
		}
	}
	if !ev.lenient && (ev.doc.SchemaVersion == "" || ev.doc.CreationDate.IsZero()) {
		return root.fail("required", "has no schemaVersion or no creationDate", "give both attributes")
	}
	return nil
}

// walk reads the children of an element of the frame one by one. Those of
// another namespace are extensions.
func (ev *events) walk(n *node, known map[string]func(*node) error, x *object) error {
	foreign := false
	for {
		kid, err := ev.p.next()
		switch {
		case err != nil:
			return err
		case kid == nil:
			return nil
		case kid.local == "":
			if strings.TrimSpace(kid.text) != "" {
				return n.fail("member", "has a text between its elements", "leave it out")
			}
			continue
		}
		ev.p.source.Mark()
		read := known[kid.local]
		switch {
		case read != nil && foreign && !ev.lenient:
			err = kid.fail("order", "comes after an extension", "write extensions at the end")
		case read != nil && (kid.space == "" || isEPCIS(kid.space)):
			err = read(kid)
		case kid.space == "" || isEPCIS(kid.space) || x == nil:
			err = kid.fail("member", "is not expected inside "+n.local, "leave it out, or give it a namespace of your own")
		default:
			foreign = kid.space != sbdhSpace
			if err = ev.p.fill(kid); err != nil {
				return err
			}
			var v jsontext.Value
			if v, err = ev.prefixes.value(kid); err == nil {
				x.add(ev.prefixes.jsonName(kid.name), v)
			}
		}
		if err != nil {
			return err
		}
	}
}

// nothing reads an element that must be empty: one kept for later versions.
func (ev *events) nothing(n *node) error { return ev.walk(n, nil, nil) }

func (ev *events) inBody(n *node) error {
	if ev.bodied {
		return n.fail("duplicate", "occurs twice", "keep one of the two")
	}
	ev.bodied = true
	known := map[string]func(*node) error{"EventList": ev.list, "extension": ev.nothing}
	if ev.doc.Type == epcis.QueryDocument {
		known = map[string]func(*node) error{"QueryResults": ev.results}
	}
	return ev.walk(n, known, &ev.body)
}

func (ev *events) results(n *node) error {
	if n.space == "" && !ev.lenient {
		return n.fail("namespace", "lacks its namespace", "write it in the namespace "+querySpace)
	}
	leaf := func(at *string) func(*node) error {
		return func(k *node) (err error) {
			if err = ev.p.fill(k); err == nil {
				*at, err = k.content()
			}
			return err
		}
	}
	return ev.walk(n, map[string]func(*node) error{
		"queryName":      leaf(&ev.doc.QueryName),
		"subscriptionID": leaf(&ev.doc.SubscriptionID),
		"resultsBody": func(k *node) error {
			return ev.walk(k, map[string]func(*node) error{"EventList": ev.list, "VocabularyList": ev.vocabularies}, nil)
		},
		"extension": ev.nothing,
	}, &ev.body)
}

// list reads the events of a list. Version 1.x has those that came later in an
// element extension, and 2.0 there those of other namespaces.
func (ev *events) list(n *node) error {
	for {
		kid, err := ev.p.next()
		switch {
		case err != nil:
			return err
		case kid == nil:
			return nil
		case kid.local == "" && strings.TrimSpace(kid.text) != "":
			return n.fail("member", "has a text between its elements", "leave it out")
		case kid.local == "":
			continue
		case kid.local == "extension" && kid.space == "":
			if err := ev.list(kid); err != nil {
				return err
			}
			continue
		}
		if ev.count == ev.p.limits.Events {
			return n.fail("events", "has too many events", "send fewer in one document")
		}
		ev.p.source.Mark()
		kid.index = ev.count + 1
		if err := ev.p.fill(kid); err != nil {
			return err // the XML itself is broken
		}
		if err := ev.give(kid); err != nil {
			return err
		}
	}
}

func (ev *events) single(root *node) error {
	ev.old = strings.HasSuffix(root.space, ":1")
	if err := ev.p.fill(root); err != nil {
		return err
	}
	root.drop("schemaVersion") // some write them as for a document
	root.drop("creationDate")
	if isEPCIS(root.space) {
		root.space = "" // as inside a document
	} else if root.space != "" && !root.has("eventTime") {
		return root.fail("root", "is neither a document of EPCIS nor an event", "send an EPCISDocument, an EPCISQueryDocument or an event")
	}
	if err := ev.give(root); err != nil {
		return err
	}
	return ev.atEnd()
}

func (ev *events) give(n *node) error {
	item := epcis.Item{Index: ev.count, Document: ev.doc, Path: n.path()}
	ev.count++
	outer := ev.prefixes
	ev.prefixes = newPrefixes(outer)
	item.Event, item.Err = ev.event(n)
	ev.prefixes = outer
	if err := ev.each(item); err != nil {
		return stopped{err}
	}
	return nil
}

// event reads an event whose element has been filled.
func (ev *events) event(n *node) (*epcis.Event, error) {
	ev.prefixes.declare(n.scope, ev.frame)
	ev.spelled = nil
	e := &epcis.Event{Type: epcis.Type(n.local)}
	if ev.lenient {
		n.bare()
	}
	known := codecs[n.local]
	if n.local == quantityEvent && ev.old {
		e.Type, e.Action, known = epcis.Object, epcis.Observe, quantityCodecs
	}
	if n.space != "" && !isEPCIS(n.space) {
		e.Type = epcis.Type(ev.prefixes.jsonName(n.name))
		known = extendedCodecs
	} else if ev.old && !ev.lenient && e.Type == epcis.Transformation && n.up != nil && !isWrapper(n.up) {
		return nil, n.fail("order", "stands outside of an element extension", "in version 1.x, write <extension> around it")
	} else if known == nil || n.space != "" {
		return nil, n.fail("word", "is not an event", "write ObjectEvent, AggregationEvent, AssociationEvent, TransactionEvent or TransformationEvent")
	}
	if err := ev.members(e, n, known); err != nil {
		return nil, err
	}
	for _, c := range known {
		if c.must && c.name != "eventTimeZoneOffset" && !c.has(e) || c.must && !n.has(c.name) {
			return nil, n.fail("required", "has no "+c.name, "give "+c.name)
		}
	}
	if added := ev.prefixes.added; len(added) > 0 {
		e.Context = epcis.JoinContexts(ev.doc.Context, []jsontext.Value{epcis.PrefixEntry(added)})
	} else {
		e.Context = ev.doc.Context
	}
	slices.Sort(ev.spelled)
	e.Spellings = ev.spelled
	return e, nil
}

// term is the bare word for a word of the vocabulary in any form, and notes the form.
func (ev *events) term(t *epcis.Terms, text string) string {
	word := t.Word(text)
	if t.Has(word) && text != t.URI(word) && !slices.Contains(ev.spelled, text) {
		ev.spelled = append(ev.spelled, text)
	}
	return word
}

// bare takes the namespace of EPCIS off an element and all inside.
func (n *node) bare() {
	if isEPCIS(n.space) {
		n.space = ""
	}
	for _, k := range n.kids {
		k.bare()
	}
}

// has reports whether an element is among the children, or in a wrapper.
func (n *node) has(tag string) bool {
	return slices.ContainsFunc(n.kids, func(k *node) bool {
		return k.local == tag || (k.local == "extension" || k.local == "baseExtension") && k.has(tag)
	})
}

// members reads the children of an event by its codecs, in their order.
func (ev *events) members(e *epcis.Event, n *node, known []codec) error {
	r := sequence{ev: ev, known: known}
	if err := r.read(e, n); err != nil {
		return err
	}
	e.Extensions = r.rest.extensions()
	return n.only()
}

// sequence reads elements that have an order.
type sequence struct {
	ev    *events
	known []codec
	at    int // no codec before this one may come
	rest  object
}

func (r *sequence) read(e *epcis.Event, n *node) error {
	for _, k := range n.elements() {
		switch {
		case isEPCIS(k.space):
			return k.fail("namespace", "has a namespace, which the elements of an event do not have", "write "+k.local+" without one")
		case k.space == epcis.Namespace && k.local == certification.name: // those beyond the first
			s, err := k.word()
			if err != nil {
				return err
			}
			e.Certification = append(e.Certification, s)
		case k.space != "":
			v, err := r.ev.prefixes.value(k)
			if err != nil {
				return err
			}
			r.rest.add(r.ev.prefixes.jsonName(k.name), v)
			if !r.ev.lenient && !isWrapper(n) {
				r.at = len(r.known)
			}
		case isWrapper(k):
			if err := r.read(e, k); err != nil {
				return err
			}
		default:
			if err := r.element(e, n, k); err != nil {
				return err
			}
		}
	}
	return nil
}

// isNew reports whether version 1.x lacks an element. The association, which
// it lacks as well, was written by its drafts.
func isNew(t epcis.Type, tag string) bool {
	return t != epcis.Association && (tag == "sensorElementList" || tag == "persistentDisposition" || tag == "certificationInfo")
}

func isWrapper(n *node) bool { return n.local == "extension" || n.local == "baseExtension" }

// localSpace stands for the elements without a namespace that version 1.x
// allows inside of two wrappers.
const localSpace = epcis.Namespace + "local:"

func (r *sequence) element(e *epcis.Event, n, k *node) error {
	i := slices.IndexFunc(r.known, func(c codec) bool { return c.name == k.local })
	switch {
	case i < 0 && r.ev.old && isWrapper(n) && isWrapper(n.up):
		v, err := r.ev.prefixes.value(k)
		r.rest.add(r.ev.prefixes.jsonName(name{localSpace, k.local, "local"}), v)
		return err
	case i >= 0 && r.ev.old && !r.ev.lenient && isNew(e.Type, k.local) && !isWrapper(n):
		return k.fail("version", "came with version 2.0", "send the document in the namespace "+space2)
	case i < 0:
		return k.fail("member", "is not a member of "+n.local, "leave it out, or give it a namespace of your own")
	case !r.ev.lenient && i < r.at && (!r.ev.old || e.Type != epcis.Association):
		return k.fail("order", "comes too late: the order of elements is fixed", "move it to its place in the schema")
	case r.known[i].has(e) && k.local != "eventTimeZoneOffset":
		return k.fail("duplicate", "occurs twice", "keep one of the two")
	}
	r.at = i + 1
	return r.known[i].read(r.ev, e, k)
}

// children reads the children of an element in a fixed order: those that are
// known by the functions, and those of another namespace as extensions, also
// inside an element extension. A * at the end of a name lets it come again.
func (ev *events) children(n *node, known map[string]func(*node) error, order ...string) ([]epcis.Extension, error) {
	var x object
	at := 0
	if err := n.only(); err != nil {
		return nil, err
	}
	for _, k := range n.elements() {
		if k.space != "" {
			v, err := ev.prefixes.value(k)
			if err != nil {
				return nil, err
			}
			x.add(ev.prefixes.jsonName(k.name), v)
			continue
		}
		if k.local == "extension" {
			more, err := ev.children(k, nil)
			if err != nil {
				return nil, err
			}
			for _, m := range more {
				x.add(m.Name, m.Value)
			}
			continue
		}
		i := slices.IndexFunc(order, func(s string) bool { return strings.TrimSuffix(s, "*") == k.local })
		switch {
		case i < 0:
			return nil, k.fail("member", "is not expected inside "+n.local, "leave it out, or give it a namespace of your own")
		case i < at && !ev.lenient:
			return nil, k.fail("order", "comes too late, or a second time", "keep to the order "+strings.Join(order, ", "))
		}
		if at = i + 1; strings.HasSuffix(order[i], "*") {
			at = i
		}
		if err := known[k.local](k); err != nil {
			return nil, err
		}
	}
	return x.extensions(), nil
}

// only refuses attributes without a namespace other than those named, and those
// with one: the model has no place for them.
func (n *node) only(names ...string) error {
	for _, a := range n.attrs {
		if a.space == xsiSpace || a.space == xmlSpace || a.space == "" && slices.Contains(names, a.local) {
			continue
		}
		return n.fail("attribute", "has the attribute "+a.local+", for which there is no place", "make it an element of your own")
	}
	return nil
}

// each reads children that must all have one name.
func (n *node) each(one string, read func(*node) error) error {
	if err := n.only(); err != nil {
		return err
	}
	for _, k := range n.kids {
		switch {
		case k.local == "" && strings.TrimSpace(k.text) == "":
			continue
		case k.local != one || k.space != "":
			return n.fail("member", "holds something other than "+one, "leave it out")
		}
		if err := read(k); err != nil {
			return err
		}
	}
	return nil
}

// word is the text of an element, which must not be empty.
func (n *node) word() (string, error) {
	s, err := n.content()
	if err == nil && s == "" {
		err = n.fail("empty", "is empty", "give a value or leave it out")
	}
	return s, err
}

func (n *node) instant(t *time.Time) error {
	s, err := n.word()
	if err != nil {
		return err
	}
	return n.instantOf(s, t)
}

func (n *node) instantOf(s string, t *time.Time) error {
	var ok bool
	if *t, ok = epcis.ParseInstant(strings.Trim(s, " \t\r\n")); !ok {
		return n.fail("date-time", "has no date and time with an offset where one is due",
			`write it like "2026-11-22T17:15:00.250+01:00", with at most nine digits of a second`)
	}
	return nil
}

// decimal reads a number of XML in JSON's form.
func (n *node) decimal(s string) (epcis.Decimal, error) {
	s = jsonNumber(strings.Trim(s, " \t\r\n"))
	if len(s) > epcis.MaxDecimal {
		s = short(s)
	}
	d, err := epcis.ParseDecimal(s)
	if err != nil {
		return "", n.fail("number", "has no number where one is due", "write it like 12 or -0.50; NaN and INF are no measurements")
	}
	return d, nil
}

// jsonNumber is a number of XML, such as "+.5" or "007", as JSON writes it.
func jsonNumber(s string) string {
	s, minus := strings.CutPrefix(s, "-")
	if !minus {
		s = strings.TrimPrefix(s, "+")
	}
	mantissa, exponent, hasExponent := s, "", false
	if i := strings.IndexAny(s, "eE"); i >= 0 {
		mantissa, exponent, hasExponent = s[:i], s[i:], true
	}
	whole, fraction, point := strings.Cut(mantissa, ".")
	if whole == "" && fraction == "" {
		return "" // no digit at all
	}
	if whole = strings.TrimLeft(whole, "0"); whole == "" || whole[0] < '0' || whole[0] > '9' {
		if whole != "" {
			return ""
		}
		whole = "0"
	}
	if point && fraction != "" {
		whole += "." + fraction
	}
	if hasExponent {
		whole += exponent
	}
	if minus {
		return "-" + whole
	}
	return whole
}

// short is a long number with the zeros at its ends as an exponent.
func short(s string) string {
	if !epcis.IsNumber(s) || strings.ContainsAny(s, "eE") {
		return s
	}
	number, minus := strings.CutPrefix(s, "-")
	whole, fraction, _ := strings.Cut(number, ".")
	digits := strings.TrimLeft(whole+fraction, "0")
	significant := strings.TrimRight(digits, "0")
	if significant == "" {
		return "0"
	}
	exponent := len(digits) - len(significant) - len(fraction)
	number = significant + "e" + strconv.Itoa(exponent)
	if minus {
		return "-" + number
	}
	return number
}

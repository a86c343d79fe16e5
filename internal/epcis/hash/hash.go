package hash

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"time"

	"github.com/tracewright/tracewright/internal/epcis"
	"github.com/tracewright/tracewright/internal/epcis/form"
)

// Version names a version of the algorithm.
type Version string

// The versions.
const (
	CBV20 Version = "CBV2.0"
	CBV21 Version = "CBV2.1"
)

// Of returns the hash of an event as a URI of the scheme ni (RFC 6920), such as
// "ni:///sha-256;6ae9…39d7?ver=CBV2.0".
func Of(e *epcis.Event, v Version) string {
	sum := sha256.Sum256([]byte(Text(e, v)))
	return "ni:///sha-256;" + hex.EncodeToString(sum[:]) + "?ver=" + string(v)
}

// Text returns the canonical text of an event, whose digest the hash is.
func Text(e *epcis.Event, v Version) string {
	t := text{version: v, spaces: epcis.NamespacesOf(e.Context)}
	t.frame(e)
	t.things(e)
	t.add("action", string(e.Action))
	t.id("transformationID", e.TransformationID)
	t.term("bizStep", epcis.BizSteps, e.BizStep)
	t.term("disposition", epcis.Dispositions, e.Disposition)
	t.persistent(e.PersistentDisposition)
	t.place("readPoint", e.ReadPoint, e.ReadPointExtensions)
	t.place("bizLocation", e.BizLocation, e.BizLocationExtensions)
	transactions, sources, destinations := t.lists(e)
	master := t.nested("ilmd", e.ILMD)
	own := t.extensions(e.Extensions)
	if v == CBV21 {
		t.raw(transactions, sources, destinations)
		t.sensors(e.Sensors)
		t.raw(master)
		t.raw(own...)
		return t.b.String()
	}
	t.sensors(e.Sensors)
	rest := append(own, transactions, sources, destinations, master)
	slices.Sort(rest)
	t.raw(rest...)
	return t.b.String()
}

// text collects the canonical text.
type text struct {
	version Version
	spaces  epcis.Namespaces
	b       strings.Builder
}

func (t *text) raw(parts ...string) {
	for _, p := range parts {
		t.b.WriteString(p)
	}
}

// add writes a name with its value, if there is one.
func (t *text) add(name, value string) {
	if value != "" {
		t.raw(name, "=", value)
	}
}

func (t *text) frame(e *epcis.Event) {
	t.add("eventType", t.expanded(string(e.Type)))
	t.add("eventTime", instant(e.EventTime))
	t.add("eventTimeZoneOffset", epcis.FormatOffset(e.ZoneOffset))
	if t.version == CBV20 {
		var list []string
		for _, s := range e.Certification {
			list = append(list, "certificationInfo="+t.canonical(s))
		}
		slices.Sort(list)
		t.raw(list...)
	}
}

func (t *text) things(e *epcis.Event) {
	if t.version == CBV20 {
		t.id("parentID", e.ParentID)
		t.epcs("epcList", e.EPCs)
	} else {
		t.epcs("epcList", e.EPCs)
		t.id("parentID", e.ParentID)
	}
	t.epcs("inputEPCList", e.InputEPCs)
	t.epcs("childEPCs", e.ChildEPCs)
	t.quantities("quantityList", e.Quantities)
	t.quantities("childQuantityList", e.ChildQuantities)
	t.quantities("inputQuantityList", e.InputQuantities)
	t.epcs("outputEPCList", e.OutputEPCs)
	t.quantities("outputQuantityList", e.OutputQuantities)
}

// list writes a name and its elements in their order; nothing for no elements.
func (t *text) list(name string, elements []string) { t.raw(listText(name, elements)) }

func listText(name string, elements []string) string {
	if len(elements) == 0 {
		return ""
	}
	slices.Sort(elements)
	return name + strings.Join(elements, "")
}

func (t *text) epcs(name string, list []string) {
	elements := make([]string, len(list))
	for i, s := range list {
		elements[i] = "epc=" + t.identifier(s)
	}
	t.list(name, elements)
}

func (t *text) quantities(name string, list []epcis.Quantity) {
	elements := make([]string, len(list))
	for i, q := range list {
		var inner text
		inner.add("epcClass", t.identifier(q.Class))
		inner.add("quantity", number(string(q.Quantity)))
		inner.add("uom", q.UoM)
		elements[i] = "quantityElement" + inner.b.String()
	}
	t.list(name, elements)
}

func (t *text) id(name, value string) {
	if value != "" {
		t.add(name, t.identifier(value))
	}
}

func (t *text) term(name string, terms *epcis.Terms, word string) { t.add(name, t.uri(terms, word)) }

// uri is the web URI of a word, or of what stands in its place. Version 2.1
// has the address to which GS1 has moved its web vocabulary since.
func (t *text) uri(terms *epcis.Terms, word string) string {
	bare := terms.Word(word)
	uri := terms.URI(bare)
	if uri == bare {
		uri = t.expanded(word)
	}
	if local, ok := strings.CutPrefix(uri, "https://gs1.org/voc/"); ok && t.version == CBV21 {
		uri = "https://ref.gs1.org/voc/" + local
	}
	return uri
}

// expanded is a compact URI written out, by the prefixes of the event.
func (t *text) expanded(s string) string {
	if uri, local, ok := t.spaces.Expand(s); ok && !strings.HasPrefix(local, "//") {
		return uri + local
	}
	return s
}

func (t *text) persistent(d *epcis.PersistentDisposition) {
	if d == nil {
		return
	}
	var set, unset []string
	for _, s := range d.Set {
		set = append(set, "set="+t.uri(epcis.Dispositions, s))
	}
	for _, s := range d.Unset {
		unset = append(unset, "unset="+t.uri(epcis.Dispositions, s))
	}
	if len(set)+len(unset) > 0 {
		t.raw("persistentDisposition", listText("", set), listText("", unset))
	}
}

func (t *text) place(name, id string, x []epcis.Extension) {
	if id == "" && len(x) == 0 {
		return
	}
	t.raw(name)
	t.id("id", id)
	t.raw(t.extensions(x)...)
}

// lists are the texts of business transactions, sources and destinations.
func (t *text) lists(e *epcis.Event) (transactions, sources, destinations string) {
	pair := func(kind, name, id string, terms *epcis.Terms) string {
		var inner text
		inner.add("type", t.uri(terms, kind))
		inner.add(name, t.identifier(id))
		return inner.b.String()
	}
	var list []string
	for _, x := range e.Transactions {
		list = append(list, pair(x.Type, "bizTransaction", x.ID, epcis.TransactionTypes))
	}
	transactions = listText("bizTransactionList", list)
	list = nil
	for _, x := range e.Sources {
		list = append(list, pair(x.Type, "source", x.ID, epcis.PartyTypes))
	}
	sources = listText("sourceList", list)
	list = nil
	for _, x := range e.Destinations {
		list = append(list, pair(x.Type, "destination", x.ID, epcis.PartyTypes))
	}
	return transactions, sources, listText("destinationList", list)
}

// instant writes a time in UTC to the millisecond, the half rounded up.
func instant(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return at.UTC().Add(500 * time.Microsecond).Truncate(time.Millisecond).Format("2006-01-02T15:04:05.000Z")
}

// identifier is an identifier as a constrained canonical Digital Link, if it is
// one of GS1.
func (t *text) identifier(s string) string {
	s = t.expanded(s)
	if link, ok := form.Link(s); ok {
		return link
	}
	return s
}

// canonical is a value of any kind: words of the vocabulary as web URIs, numbers
// without zeros at their ends, identifiers as links.
func (t *text) canonical(s string) string {
	s = strings.TrimSpace(s)
	for _, terms := range []*epcis.Terms{
		epcis.BizSteps, epcis.Dispositions, epcis.TransactionTypes, epcis.PartyTypes, epcis.ErrorReasons,
	} {
		if word := terms.Word(s); word != s && strings.HasPrefix(s, "urn:") {
			return terms.URI(word)
		}
	}
	if !strings.ContainsAny(s, " \t\r\n") {
		s = t.expanded(s)
	}
	if link, ok := form.Link(s); ok {
		return link
	}
	return number(s)
}

// number is a number without a plus sign, an exponent, and zeros at its ends.
// Any other text stays as it is.
func number(s string) string {
	digits, minus := strings.CutPrefix(s, "-")
	if !minus {
		digits = strings.TrimPrefix(s, "+")
	}
	mantissa, exponent, ok := parted(digits)
	if !ok {
		return s
	}
	whole, fraction, _ := strings.Cut(mantissa, ".")
	point := len(whole) + exponent
	digits = whole + fraction
	if point < 0 {
		digits, point = strings.Repeat("0", -point)+digits, 0
	}
	if point > len(digits) {
		digits += strings.Repeat("0", point-len(digits))
	}
	whole, fraction = strings.TrimLeft(digits[:point], "0"), strings.TrimRight(digits[point:], "0")
	if whole == "" {
		whole = "0"
	}
	if fraction != "" {
		whole += "." + fraction
	}
	if minus && whole != "0" {
		return "-" + whole
	}
	return whole
}

// parted parts a number without a sign into its digits with their point, and
// the exponent, which is small.
func parted(s string) (mantissa string, exponent int, ok bool) {
	mantissa = s
	if i := strings.IndexAny(s, "eE"); i > 0 {
		mantissa = s[:i]
		power := strings.TrimPrefix(s[i+1:], "+")
		power, minus := strings.CutPrefix(power, "-")
		if power == "" || len(power) > 3 || strings.Trim(power, "0123456789") != "" {
			return "", 0, false
		}
		for _, c := range power {
			exponent = exponent*10 + int(c-'0')
		}
		if minus {
			exponent = -exponent
		}
	}
	digits := strings.Replace(mantissa, ".", "", 1)
	return mantissa, exponent, digits != "" && strings.Trim(digits, "0123456789") == ""
}

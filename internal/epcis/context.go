package epcis

import (
	"bytes"
	"maps"
	"slices"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
)

const contextName = "@context"

// The context of our own events, as it is written: the published one of EPCIS
// 2.0.0, and our prefix. A bare event is refused by the schema without one.
const (
	standardContext = `"https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"`
	prefixContext   = `{"tw":"` + Namespace + `"}`
	defaultContext  = "[" + standardContext + "," + prefixContext + "]"
)

// DefaultContext returns the entries that a nil Context stands for, for an
// event whose context is these and more.
func DefaultContext() []jsontext.Value {
	return []jsontext.Value{jsontext.Value(standardContext), jsontext.Value(prefixContext)}
}

// StandardContext is the entry of a context that names the published one.
func StandardContext() jsontext.Value { return jsontext.Value(standardContext) }

// ownContext returns nil for the entries that nil stands for.
func ownContext(entries []jsontext.Value) []jsontext.Value {
	if len(entries) == 2 && string(entries[0]) == standardContext && string(entries[1]) == prefixContext {
		return nil
	}
	return entries
}

// Prefix is a prefix of names with the namespace that it stands for.
type Prefix struct {
	Name string
	URI  string
}

// NewContext returns a context with the published one and further prefixes.
func NewContext(prefixes []Prefix) []jsontext.Value {
	entries := []jsontext.Value{StandardContext()}
	if len(prefixes) > 0 {
		entries = append(entries, PrefixEntry(prefixes))
	}
	return ownContext(entries)
}

// PrefixEntry is an entry of a context that declares prefixes.
func PrefixEntry(prefixes []Prefix) jsontext.Value {
	w := writer{dst: []byte{'{'}}
	for _, p := range prefixes {
		w.member(p.Name, p.URI)
	}
	return append(w.dst, '}')
}

// JoinContexts returns the context of an event inside a document: that of the
// document, then its own, no entry twice.
func JoinContexts(document, event []jsontext.Value) []jsontext.Value {
	return ownContext(joinContexts(fullContext(document), event))
}

// IsFreePrefix reports whether a context may declare a prefix: it is a name of
// no other thing in the standard.
func IsFreePrefix(name string) bool {
	_, fixed := standardNamespaces[name]
	return !fixed && isScheme(name) && !isStandardName(name)
}

func fullContext(entries []jsontext.Value) []jsontext.Value {
	if entries == nil {
		return DefaultContext()
	}
	return entries
}

// WithPrefixes returns a context that declares some prefixes, too. What it has for
// one of them itself stands.
func WithPrefixes(context []jsontext.Value, ns Namespaces) []jsontext.Value {
	var more []Prefix
	for _, name := range slices.Sorted(maps.Keys(ns)) {
		if !Declares(context, name) {
			more = append(more, Prefix{name, ns[name]})
		}
	}
	if len(more) == 0 {
		return context
	}
	return append(slices.Clip(fullContext(context)), PrefixEntry(more))
}

// joinContexts returns the context of an event inside a document: that of the
// document, then its own. No entry occurs twice.
func joinContexts(document, own []jsontext.Value) []jsontext.Value {
	if len(own) == 0 {
		return document
	}
	joined := slices.Clone(document)
	for _, v := range own {
		if !slices.ContainsFunc(joined, func(w jsontext.Value) bool { return bytes.Equal(v, w) }) {
			joined = append(joined, v)
		}
	}
	return joined
}

// besides returns the entries of an event that its document lacks.
func besides(document, event []jsontext.Value) (own []jsontext.Value) {
	for _, v := range fullContext(event) {
		if !slices.ContainsFunc(document, func(w jsontext.Value) bool { return bytes.Equal(v, w) }) {
			own = append(own, v)
		}
	}
	return own
}

func writeContext(w *writer, entries []jsontext.Value) {
	if entries == nil {
		w.dst = append(w.dst, defaultContext...)
		return
	}
	writeList(w, entries, func(w *writer, v *jsontext.Value) {
		if k := v.Kind(); k != '"' && k != '{' {
			w.fail("kind", "is neither an address nor prefixes", "write a string or an object")
			return
		}
		w.raw(*v)
	})
}

// readContext reads a context: one entry, or a list of them. What is read is
// never nil.
func readContext(r *reader, entries *[]jsontext.Value) error {
	// Our own events all have the same one: it need not be taken apart.
	if bytes.HasPrefix(r.d.UnreadBuffer(), []byte(":"+defaultContext)) {
		*entries = DefaultContext()
		return r.d.SkipValue()
	}
	*entries = []jsontext.Value{}
	if r.d.PeekKind() != '[' {
		v, err := readContextEntry(r)
		*entries = append(*entries, v)
		return err
	}
	return readList(r, entries, func(r *reader, v *jsontext.Value) (err error) {
		if len(*entries) > r.limits.Contexts {
			return r.tooMany("list", "entries", r.limits.Contexts)
		}
		*v, err = readContextEntry(r)
		return err
	})
}

func readContextEntry(r *reader) (jsontext.Value, error) {
	v, err := r.raw()
	if err != nil {
		return nil, err
	}
	switch v.Kind() {
	case '"':
	case '{':
		err = checkContext(r, v)
	default:
		err = r.kind(v, "an address or an object of prefixes")
	}
	return v, err
}

// checkContext refuses an entry that gives a word of the standard another
// meaning: the words are read by their names here, whatever a context says.
func checkContext(r *reader, entry jsontext.Value) (err error) {
	eachMember(entry, func(name string, v jsontext.Value) {
		uri, isPrefix := prefixValue(v)
		standard, known := standardNamespaces[name]
		switch {
		case err != nil:
		case known && name != "cbvmda":
			if !isPrefix || strings.TrimRight(uri, "/#:") != strings.TrimRight(standard, "/#:") && !isVoc(name, uri) {
				err = r.redefined(name, "leave it out: "+name+" stands for "+standard)
			}
		case strings.HasPrefix(name, "@"):
			if name != "@version" && name != "@protected" {
				err = r.redefined(name, "leave it out: the context of an event may add prefixes")
			}
		case isStandardName(name):
			err = r.redefined(name, "leave it out, and give what is your own a prefix")
		}
	})
	return err
}

// isVoc accepts the address to which GS1 has moved its web vocabulary.
func isVoc(prefix, uri string) bool { return prefix == "gs1" && uri == "https://ref.gs1.org/voc/" }

func (r *reader) redefined(name, fix string) error {
	e := &Error{Path: r.path(), Rule: "redefinition", Detail: "gives a name of the standard another meaning", Fix: fix}
	e.Path += string(jsontext.Pointer("").AppendToken(name))
	return e
}

// isStandardName reports whether a name is a member of some object, a type or
// a word of the standard.
func isStandardName(name string) bool {
	if _, ok := standardNames[name]; ok || Type(name).shape() != extended {
		return true
	}
	for _, t := range []*Terms{BizSteps, Dispositions, TransactionTypes, PartyTypes, ErrorReasons, Measurements, Alerts} {
		if t.Has(name) {
			return true
		}
	}
	return false
}

// standardNames are the members of all objects, and the types of documents.
var standardNames = setOf(`EPCISDocument EPCISQueryDocument id type schemaVersion creationDate instanceIdentifier sender
	receiver epcisHeader epcisMasterData vocabularyList vocabularyElementList attributes attribute children epcisBody
	eventList queryResults queryName subscriptionID resultsBody eventID eventTime eventTimeZoneOffset recordTime
	errorDeclaration declarationTime reason correctiveEventIDs certificationInfo action parentID epcList quantityList
	epcClass quantity uom childEPCs childQuantityList transformationID inputEPCList inputQuantityList outputEPCList
	outputQuantityList bizStep disposition persistentDisposition set unset readPoint bizLocation bizTransactionList
	bizTransaction sourceList source destinationList destination sensorElementList sensorMetadata sensorReport ilmd
	time startTime endTime deviceID deviceMetadata rawData dataProcessingMethod bizRules exception microorganism
	chemicalSubstance coordinateReferenceSystem value component stringValue booleanValue hexBinaryValue uriValue
	minValue maxValue meanValue sDev percRank percValue`)

func setOf(words string) map[string]struct{} {
	set := map[string]struct{}{}
	for _, w := range strings.Fields(words) {
		set[w] = struct{}{}
	}
	return set
}

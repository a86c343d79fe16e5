package epcis

import (
	"bytes"
	"slices"

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

// ownContext returns nil for the entries that nil stands for.
func ownContext(entries []jsontext.Value) []jsontext.Value {
	if len(entries) == 2 && string(entries[0]) == standardContext && string(entries[1]) == prefixContext {
		return nil
	}
	return entries
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
	if k := v.Kind(); k != '"' && k != '{' {
		return nil, r.kind(v, "an address or an object of prefixes")
	}
	return v, nil
}

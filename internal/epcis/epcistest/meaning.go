package epcistest

import (
	"bytes"
	"encoding/json"
	"strings"

	"github.com/tracewright/tracewright/internal/epcis"
)

// Fataler is what a helper needs of a test, also of one of rapid.
type Fataler interface {
	Helper()
	Fatal(args ...any)
}

// Meaning reduces an event to what both syntaxes say of it, for a comparison:
// names of extensions by their namespaces instead of prefixes, one value the
// same as a list of it, lists in lists flat, nothing for what is empty, and
// the bare words of the vocabulary for their URIs.
func Meaning(t Fataler, e *epcis.Event) any {
	t.Helper()
	b, err := e.AppendJSON(nil)
	if err != nil {
		t.Fatal(err)
	}
	return MeaningOf(t, b, epcis.NamespacesOf(e.Context))
}

// MeaningOf is Meaning for any JSON.
func MeaningOf(t Fataler, b []byte, spaces epcis.Namespaces) any {
	t.Helper()
	d := json.NewDecoder(bytes.NewReader(b))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		t.Fatal(err)
	}
	reducedValue := reduced(v, spaces)
	if m, ok := reducedValue.(map[string]any); ok {
		if name, ok := m["type"].(string); ok {
			if uri, local, ok := spaces.Expand(name); ok {
				m["type"] = uri + local // of an event of another kind
			}
		}
	}
	return reducedValue
}

func reduced(v any, spaces epcis.Namespaces) any {
	switch v := v.(type) {
	case map[string]any:
		out := map[string]any{}
		for name, member := range v {
			if name == "@context" {
				continue
			}
			bare, isAttribute := strings.CutPrefix(name, "@")
			if uri, local, ok := spaces.Expand(bare); ok {
				bare = uri + local
			}
			if name = bare; isAttribute {
				name = "@" + bare
			}
			if m := reduced(member, spaces); m != nil {
				out[name] = m
			}
		}
		return out
	case []any:
		var flat []any
		for _, element := range v {
			switch r := reduced(element, spaces).(type) {
			case nil:
			case []any:
				flat = append(flat, r...)
			default:
				flat = append(flat, r)
			}
		}
		switch len(flat) {
		case 0:
			return nil
		case 1:
			return flat[0]
		}
		return flat
	case string:
		for _, t := range []*epcis.Terms{
			epcis.BizSteps, epcis.Dispositions, epcis.TransactionTypes, epcis.PartyTypes, epcis.ErrorReasons,
			epcis.Components, epcis.Alerts, epcis.Measurements,
		} {
			if word := t.Word(v); word != v {
				return word
			}
		}
	}
	return v
}

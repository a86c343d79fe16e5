package query

import (
	"slices"
	"strings"

	"github.com/tracewright/tracewright/internal/epcis"
	"github.com/tracewright/tracewright/internal/epcis/form"
	"github.com/tracewright/tracewright/internal/ident/epc"
	"github.com/tracewright/tracewright/internal/ident/gs1"
)

// Canonical is the form in which identifiers are compared: the constrained
// canonical Digital Link of what is one of GS1, else the text as it is. A tag URI
// stands for the EPC in the tag.
func Canonical(id string) string {
	if rest, ok := strings.CutPrefix(id, "urn:epc:tag:"); ok {
		if tag, err := epc.ParseTagURI("urn:epc:tag:" + rest); err == nil {
			id = tag.EPC.URI()
		}
	}
	if link, ok := form.Link(id); ok {
		return link
	}
	return id
}

// canonical does so for an identifier of the event, whose prefix the event may
// declare.
func (s *subject) canonical(id string) string { return Canonical(s.expanded(id)) }

func (s *subject) expanded(id string) string {
	if uri, local, ok := s.spaces().Expand(id); ok && !strings.HasPrefix(local, "//") {
		return uri + local
	}
	return id
}

// wanted is an identifier that is asked for, or a pattern of EPCs.
type wanted struct {
	id      string // canonical
	pattern *epc.Pattern
}

// parseWanted reads an identifier or a pattern; grammar faults of a pattern are
// told.
func parseWanted(value string) (wanted, error) {
	if !strings.HasPrefix(value, "urn:epc:idpat:") {
		return wanted{id: Canonical(value)}, nil
	}
	p, err := epc.ParsePattern(value)
	if err != nil {
		return wanted{}, err
	}
	return wanted{id: Canonical(value), pattern: &p}, nil
}

// matches reports whether an identifier of an event is the one that is asked for.
func (w *wanted) matches(s *subject, id string) bool {
	id = s.expanded(id)
	return Canonical(id) == w.id || w.pattern != nil && w.fits(id)
}

// fits reports whether an identifier is one of the pattern. A link does not tell
// the length of its company prefix; the pattern does. A class has no serial
// number: it fits a pattern that leaves the serial number open.
func (w *wanted) fits(id string) bool {
	if code, err := epc.Parse(id); err == nil && code.Scheme == w.pattern.EPC.Scheme {
		return w.pattern.Match(code)
	}
	elements, ok := form.Elements(id)
	if !ok {
		return false
	}
	length := len(w.pattern.EPC.Parts[0])
	if w.pattern.Fixed == 0 {
		length = 7
	}
	code, err := epc.FromElements(elements, epc.Fixed(length))
	if err == nil && w.pattern.Match(code) {
		return true
	}
	if w.pattern.Fixed > 2 || w.pattern.EPC.Scheme != "sgtin" {
		return false
	}
	i := slices.IndexFunc(elements, func(e gs1.Element) bool { return e.AI == "01" })
	if i < 0 {
		return false
	}
	one, err := gs1.NewMessage(gs1.Element{AI: "01", Value: elements[i].Value}, gs1.Element{AI: "21", Value: "0"})
	if err != nil {
		return false
	}
	code, err = epc.FromElements(one, epc.Fixed(length))
	return err == nil && w.pattern.Match(code)
}

// anyWanted reports whether one of the identifiers is asked for.
func anyWanted(s *subject, all []wanted, lists ...[]string) bool {
	for _, list := range lists {
		for _, id := range list {
			for i := range all {
				if id != "" && all[i].matches(s, id) {
					return true
				}
			}
		}
	}
	return false
}

// place is where in an event things are named, and under which keys.
type place struct {
	fields []Field
	lists  func(*epcis.Event) [][]string
}

// things are the parameters that ask for things, by their names.
var things = map[string]place{
	"MATCH_epc": {[]Field{FieldEPC}, func(e *epcis.Event) [][]string { return [][]string{e.EPCs, e.ChildEPCs} }},
	"MATCH_parentID": {[]Field{FieldParent}, func(e *epcis.Event) [][]string {
		return [][]string{{e.ParentID}}
	}},
	"MATCH_inputEPC":  {[]Field{FieldInput}, func(e *epcis.Event) [][]string { return [][]string{e.InputEPCs} }},
	"MATCH_outputEPC": {[]Field{FieldOutput}, func(e *epcis.Event) [][]string { return [][]string{e.OutputEPCs} }},
	"MATCH_anyEPC": {[]Field{FieldEPC, FieldParent, FieldInput, FieldOutput}, func(e *epcis.Event) [][]string {
		return [][]string{e.EPCs, e.ChildEPCs, {e.ParentID}, e.InputEPCs, e.OutputEPCs}
	}},
	"MATCH_epcClass": {[]Field{FieldClass}, func(e *epcis.Event) [][]string {
		return [][]string{classes(e.Quantities), classes(e.ChildQuantities)}
	}},
	"MATCH_inputEPCClass":  {[]Field{FieldInputClass}, func(e *epcis.Event) [][]string { return [][]string{classes(e.InputQuantities)} }},
	"MATCH_outputEPCClass": {[]Field{FieldOutputClass}, func(e *epcis.Event) [][]string { return [][]string{classes(e.OutputQuantities)} }},
	"MATCH_anyEPCClass": {[]Field{FieldClass, FieldInputClass, FieldOutputClass}, func(e *epcis.Event) [][]string {
		return [][]string{classes(e.Quantities), classes(e.ChildQuantities), classes(e.InputQuantities), classes(e.OutputQuantities)}
	}},
	"EQ_transformationID": {[]Field{FieldTransformation}, func(e *epcis.Event) [][]string { return [][]string{{e.TransformationID}} }},
	"EQ_readPoint":        {[]Field{FieldReadPoint}, func(e *epcis.Event) [][]string { return [][]string{{e.ReadPoint}} }},
	"EQ_bizLocation":      {[]Field{FieldLocation}, func(e *epcis.Event) [][]string { return [][]string{{e.BizLocation}} }},
}

// identified is the condition that one of some identifiers stands in a place.
func identified(values []string, at place) (condition, error) {
	all := make([]wanted, len(values))
	keys, patterns := []Key{}, false
	for i, v := range values {
		var err error
		if all[i], err = parseWanted(v); err != nil {
			return condition{}, err
		}
		patterns = patterns || all[i].pattern != nil
		for _, f := range at.fields {
			keys = append(keys, Key{f, all[i].id})
		}
	}
	if patterns {
		keys = nil // what fits has other keys
	}
	return condition{func(s *subject) bool { return anyWanted(s, all, at.lists(s.e)...) }, keys}, nil
}

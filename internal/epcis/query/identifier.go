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

// wanted is what is asked for: identifiers, and patterns of EPCs.
type wanted struct {
	ids      map[string]bool // canonical
	patterns []*epc.Pattern
}

// add reads an identifier or a pattern; grammar faults of a pattern are told.
func (w *wanted) add(value string) (canonical string, err error) {
	if strings.HasPrefix(value, "urn:epc:idpat:") {
		p, err := epc.ParsePattern(value)
		if err != nil {
			return "", err
		}
		w.patterns = append(w.patterns, &p)
	}
	canonical = Canonical(value)
	w.ids[canonical] = true
	return canonical, nil
}

// among reports whether one of the identifiers of an event is asked for.
func (w *wanted) among(s *subject, lists ...[]string) bool {
	for _, list := range lists {
		for _, id := range list {
			if id == "" {
				continue
			}
			id = s.expanded(id)
			if w.ids[Canonical(id)] || slices.ContainsFunc(w.patterns, func(p *epc.Pattern) bool { return fits(p, id) }) {
				return true
			}
		}
	}
	return false
}

// fits reports whether an identifier is one of the pattern. A link does not tell
// the length of its company prefix; the pattern does. A class has no serial
// number: it fits a pattern that leaves the serial number open.
func fits(p *epc.Pattern, id string) bool {
	if code, err := epc.Parse(id); err == nil && code.Scheme == p.EPC.Scheme {
		return p.Match(code)
	}
	elements, ok := form.Elements(id)
	if !ok {
		return false
	}
	length := len(p.EPC.Parts[0])
	if p.Fixed == 0 {
		length = 7
	}
	code, err := epc.FromElements(elements, epc.Fixed(length))
	if err == nil && p.Match(code) {
		return true
	}
	if p.Fixed > 2 || p.EPC.Scheme != "sgtin" {
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
	return err == nil && p.Match(code)
}

// beginnings are how the canonical forms of all that fits a pattern begin: links, and
// the URNs of what has none.
func beginnings(p *epc.Pattern) []string {
	all := []string{"urn:epc:id:" + string(p.EPC.Scheme) + ":" + p.EPC.Parts[0]}
	if ai, values, ok := p.Beginnings(); ok {
		for _, v := range values {
			all = append(all, gs1.CanonicalStem+"/"+ai+"/"+v)
		}
	}
	return all
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
	all := &wanted{ids: map[string]bool{}}
	keys := []Key{}
	for _, v := range values {
		id, err := all.add(v)
		if err != nil {
			return condition{}, err
		}
		for _, f := range at.fields {
			keys = append(keys, Key{Field: f, Value: id})
		}
	}
	for _, p := range all.patterns {
		for _, f := range at.fields {
			for _, text := range beginnings(p) {
				keys = append(keys, Key{Field: f, Value: text, Begins: true})
			}
		}
	}
	return condition{match: func(s *subject) bool { return all.among(s, at.lists(s.e)...) }, keys: keys}, nil
}

package ident

import (
	"slices"
	"strings"
	"unicode"

	"github.com/tracewright/tracewright/internal/ident/gs1"
	"github.com/tracewright/tracewright/internal/ident/mh10"
	"github.com/tracewright/tracewright/internal/ident/refusal"
)

func isMessage(data string) bool { return mh10.Is(data) }

// readMessage reads a message of ISO/IEC 15434: strictly, and else with the
// defects that real labels have, each of which is told.
func (p *parser) readMessage() {
	m, err := mh10.Parse(p.data, mh10.Options{})
	confidence, reason := Certain, "it begins as a message of ISO/IEC 15434 does"
	if err != nil {
		var again error
		if m, again = mh10.Parse(p.data, lenient(p.options)); again != nil {
			p.refused(SchemeMH10, err)
			return
		}
		confidence, reason = Recovered, "it is a message of ISO/IEC 15434 with the defects that the faults name"
	}
	r := Reading{Scheme: SchemeMH10, Confidence: confidence, Reason: reason}
	for _, l := range m.Leniencies {
		r.Faults = append(r.Faults, Fault{Scheme: SchemeMH10, Code: "mh10." + string(l), Text: strings.ReplaceAll(string(l), "-", " "), Fix: "Have the label or the reader mended; the content is complete."})
	}
	for _, e := range m.Envelopes {
		if !p.addEnvelope(&r, e) {
			return
		}
	}
	if len(r.Elements) == 0 {
		p.refused(SchemeMH10, &refusal.Error{
			Code: "mh10.empty", Detail: "the message has a header and no data element",
			Fix: "read the code again; if it stays so, have the label printed anew",
		})
		return
	}
	p.finish(&r)
}

// lenient are the options for messages with the defects that real labels have.
func lenient(o Options) mh10.Options {
	opt := mh10.Options{Lenient: true}
	for _, s := range o.Separators {
		opt.Substitutes = append(opt.Substitutes, mh10.Substitute{Text: s, For: gs1.GS})
	}
	return opt
}

// addEnvelope adds the elements of an envelope; false when it is refused.
func (p *parser) addEnvelope(r *Reading, e mh10.Envelope) bool {
	if e.Format == mh10.FormatGS1 {
		m, err := gs1.Parse(e.Data, gs1.Options{})
		if err != nil {
			p.refused(SchemeGS1, err)
			return false
		}
		r.message = append(r.message, m...)
		r.Elements = append(r.Elements, gs1Elements(m)...)
		r.Identifiers = append(r.Identifiers, gs1Identifiers(m)...)
		return true
	}
	for _, element := range e.Elements {
		r.addElement(element)
	}
	if len(e.Elements) == 0 && e.Data != "" {
		r.Elements = append(r.Elements, Element{Name: "data of format " + e.Format, Role: mh10.RoleAttribute, Value: e.Data})
	}
	return true
}

// addElement adds a data element, and what it names.
func (r *Reading) addElement(e mh10.Element) {
	out := Element{ID: e.ID, Role: mh10.RoleAttribute, Value: e.Value}
	if meaning, ok := e.Meaning(); ok {
		out.Name, out.Role = meaning.Name, meaning.Role
	}
	r.Elements = append(r.Elements, out)
	if level, ok := levelOf(out.Role); ok && intact(e.Value) {
		id := Identifier{string(out.Role), level, e.Value}
		if !slices.Contains(r.Identifiers, id) {
			r.Identifiers = append(r.Identifiers, id)
		}
	}
}

// finish sets what follows from the elements of a message.
func (p *parser) finish(r *Reading) {
	var canonical strings.Builder
	for i := range r.Elements {
		e := &r.Elements[i]
		e.Value = visible(e.Value)
		r.Text = append(r.Text, "("+e.ID+") "+e.Value)
		canonical.WriteString("(" + e.ID + ")" + e.Value)
	}
	r.Canonical = canonical.String()
	sortIdentifiers(r.Identifiers)
	p.add(*r)
}

// levelOf is what an element of a role names; false for those that name nothing.
func levelOf(role mh10.Role) (Level, bool) {
	switch role {
	case mh10.RoleSerial, mh10.RolePackage, mh10.RoleContainer:
		return Instance, true
	case mh10.RoleLot:
		return Batch, true
	case mh10.RolePart:
		return Class, true
	}
	return "", false
}

// readDataElement reads one linear code of a label: a data identifier that has a
// name, and its value. Words and sentences are none.
func (p *parser) readDataElement() {
	e, _, err := mh10.ParseElement(p.data, mh10.Options{})
	if err != nil {
		return // any text may come here
	}
	if _, known := e.Meaning(); !known || strings.ContainsFunc(e.Value, func(r rune) bool { return r == ' ' || unicode.IsLower(r) }) {
		return
	}
	r := Reading{
		Scheme: SchemeMH10, Confidence: Possible, Reason: "it begins with the data identifier " + e.ID + " of ANSI MH10.8.2",
	}
	r.addElement(e)
	p.finish(&r)
}

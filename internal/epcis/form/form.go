package form

import (
	"slices"
	"strings"

	"github.com/tracewright/tracewright/internal/epcis"
	"github.com/tracewright/tracewright/internal/ident/epc"
	"github.com/tracewright/tracewright/internal/ident/gs1"
)

// Format is a value of the header GS1-EPC-Format.
type Format string

// The four values. The last two leave identifiers as they are; they differ in
// what a server keeps.
const (
	AlwaysLink   Format = "Always_GS1_Digital_Link"
	AlwaysURN    Format = "Always_EPC_URN"
	NoPreference Format = "No_Preference"
	Never        Format = "Never_Translates"
)

// ParseFormat takes a value of the header GS1-EPC-Format.
func ParseFormat(s string) (Format, error) {
	for _, f := range []Format{AlwaysLink, AlwaysURN, NoPreference, Never} {
		if string(f) == s {
			return f, nil
		}
	}
	return "", &epcis.Error{
		Rule: "format", Detail: "is not a form of identifiers",
		Fix: "use Always_GS1_Digital_Link, Always_EPC_URN, No_Preference or Never_Translates",
	}
}

// Link returns the constrained canonical GS1 Digital Link of an EPC URI, a class
// or pattern URI, or any Digital Link. It is not ok for anything else.
func Link(uri string) (link string, ok bool) {
	elements, ok := Elements(uri)
	if !ok {
		return "", false
	}
	l, err := gs1.NewLink("", elements)
	if err != nil {
		return "", false
	}
	return l.Constrained().String(), true
}

// URN returns the EPC URI, or that of a class, of a GS1 Digital Link; lengths
// knows the company prefixes, nil none. It is not ok where the length is not
// known, and for anything but a link.
func URN(uri string, lengths epc.Lengths) (urn string, ok bool) {
	if lengths == nil || !strings.HasPrefix(uri, "http") {
		return "", false
	}
	elements, ok := Elements(uri)
	if !ok {
		return "", false
	}
	if code, err := epc.FromElements(elements, lengths); err == nil {
		return code.URI(), true
	}
	if p, err := epc.PatternFromElements(elements, lengths); err == nil {
		return p.URI(), true
	}
	return "", false
}

// Elements reads the GS1 elements of an EPC URI, a class or pattern URI, or any
// Digital Link. It is not ok for anything else.
func Elements(uri string) (gs1.Message, bool) {
	switch {
	case strings.HasPrefix(uri, "urn:epc:idpat:"):
		p, err := epc.ParsePattern(uri)
		if err != nil {
			return nil, false
		}
		return p.Elements()
	case strings.HasPrefix(uri, "urn:epc:id:"), strings.HasPrefix(uri, "urn:epc:class:"):
		code, err := epc.Parse(uri)
		if err != nil {
			return nil, false
		}
		return code.Elements()
	case strings.HasPrefix(uri, "http"):
		l, err := gs1.ParseLink(uri, gs1.LinkOptions{Names: true, ShortGTIN: true, UnknownAttributes: true})
		return l.Path, err == nil
	}
	return nil, false
}

// Identifier returns an identifier in a form; one that is not known in it stays
// as it is. lengths knows the company prefixes, nil none.
func Identifier(uri string, f Format, lengths epc.Lengths) string {
	ok, other := false, ""
	switch f {
	case AlwaysLink:
		other, ok = Link(uri)
	case AlwaysURN:
		other, ok = URN(uri, lengths)
	}
	if !ok {
		return uri
	}
	return other
}

// Translate returns the event with its identifiers in a form; the event given
// stays as it is. What is not known in that form stays, too.
func Translate(e *epcis.Event, f Format, lengths epc.Lengths) *epcis.Event {
	if f != AlwaysLink && f != AlwaysURN {
		return e
	}
	out := *e
	one := func(s *string) { *s = Identifier(*s, f, lengths) }
	for _, list := range []*[]string{&out.EPCs, &out.ChildEPCs, &out.InputEPCs, &out.OutputEPCs} {
		*list = slices.Clone(*list)
		for i := range *list {
			one(&(*list)[i])
		}
	}
	for _, list := range []*[]epcis.Quantity{&out.Quantities, &out.ChildQuantities, &out.InputQuantities, &out.OutputQuantities} {
		*list = slices.Clone(*list)
		for i := range *list {
			one(&(*list)[i].Class)
		}
	}
	for _, s := range []*string{&out.ParentID, &out.TransformationID, &out.ReadPoint, &out.BizLocation} {
		one(s)
	}
	out.Transactions = slices.Clone(out.Transactions)
	for i := range out.Transactions {
		one(&out.Transactions[i].ID)
	}
	for _, list := range []*[]epcis.Party{&out.Sources, &out.Destinations} {
		*list = slices.Clone(*list)
		for i := range *list {
			one(&(*list)[i].ID)
		}
	}
	out.Sensors = slices.Clone(out.Sensors)
	for i := range out.Sensors {
		sensor(&out.Sensors[i], one)
	}
	return &out
}

func sensor(s *epcis.SensorElement, one func(*string)) {
	m := &s.Metadata
	for _, id := range []*string{&m.DeviceID, &m.DeviceMetadata, &m.RawData, &m.DataProcessingMethod, &m.BizRules} {
		one(id)
	}
	s.Reports = slices.Clone(s.Reports)
	for i := range s.Reports {
		r := &s.Reports[i]
		for _, id := range []*string{&r.DeviceID, &r.DeviceMetadata, &r.RawData, &r.DataProcessingMethod, &r.BizRules} {
			one(id)
		}
	}
}

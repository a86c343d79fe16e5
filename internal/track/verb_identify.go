package track

import (
	"slices"

	"github.com/tracewright/tracewright/internal/epcis"
)

// Reidentify gives an object further identifiers, or retires some.
type Reidentify struct {
	Object Ref        `json:"object"`
	Add    []NewIdent `json:"add,omitzero"`
	Retire []string   `json:"retire,omitzero"` // values
	Reason string     `json:"reason,omitzero"`
}

func (a Reidentify) decide(d *decider) {
	o, ok := d.object(a.Object)
	if !ok {
		return
	}
	d.subject = o.ID
	if len(a.Add)+len(a.Retire) == 0 || len(a.Add)+len(a.Retire) > 100 {
		d.refuse(CodeBadValue, Evidence{"field": "add", "value": "empty", "problem": "give from 1 to 100 identifiers to add or retire"})
		return
	}
	standing := d.s.NamesOf.Rows(o.ID)
	m := &Material{
		Shape: epcis.Object, Action: epcis.Observe, BizStep: epcis.StepEncoding, Items: []Item{d.as(o)}, Reason: a.Reason,
		Declared: []Declared{{Object: o.ID, Stub: true}},
	}
	for _, id := range a.Add {
		if !d.identifier("identifier", id.Value) {
			return
		}
		id.Scheme = Scheme(first(string(id.Scheme), string(SchemeAlias)))
		for _, other := range d.s.Named.Rows(id.Value) {
			if other.Object != o.ID && other.Scheme == id.Scheme && other.Issuer == id.Issuer {
				d.refuse(CodeTaken, Evidence{"code": id.Value, "object": string(other.Object)})
				return
			}
		}
		m.Declared[0].Identifiers = append(m.Declared[0].Identifiers, id)
	}
	for _, value := range a.Retire {
		i := slices.IndexFunc(standing, func(id Identifier) bool { return id.Value == value && id.ValidTo == 0 })
		if i < 0 {
			d.refuse(CodeUnknownCode, Evidence{"code": clip(value)})
			return
		}
		m.Retired = append(m.Retired, standing[i])
	}
	d.fact(m)
	d.permit(o.ID, o.name()+" has "+count(len(a.Add), "new identifier", "new identifiers")+".", "")
}

// SameAs says that two objects turn out to be one thing. A trace of either
// walks through both; the record can be corrected like any other.
type SameAs struct {
	Object Ref    `json:"object"`
	Other  Ref    `json:"other"`
	Reason string `json:"reason"`
}

func (a SameAs) decide(d *decider) {
	o, ok := d.object(a.Object)
	if !ok || !d.identifier("reason", a.Reason) {
		return
	}
	other, ok := d.object(a.Other)
	if !ok {
		return
	}
	d.subject = o.ID
	if o.ID == other.ID {
		d.refuse(CodeBadValue, Evidence{"field": "other", "value": other.name(), "problem": "both are one object already"})
		return
	}
	d.fact(&Material{
		Shape: epcis.Association, Action: epcis.Add, BizStep: epcis.StepOther, Parent: o.ID, Edge: EdgeSame,
		Items: []Item{{Object: other.ID}}, Reason: a.Reason,
	})
	d.permit(o.ID, o.name()+" and "+other.name()+" are one thing.", "")
}

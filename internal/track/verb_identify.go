package track

import (
	"slices"
	"strconv"

	"github.com/tracewright/tracewright/internal/epcis"
)

// Reidentify gives an object several identifiers, and takes several, in one act.
// Identify, Relabel and Withdraw are for one.
type Reidentify struct {
	Object Ref        `json:"object" doc:"a code, an identifier or the key of the object" eg:"SN000129"`
	Add    []NewIdent `json:"add,omitzero" doc:"identifiers that it has from now on" eg:"[{\"scheme\":\"alias\",\"value\":\"4711\"}]"`
	Retire []string   `json:"retire,omitzero" doc:"values of identifiers that it loses" eg:"4710"`
	Reason string     `json:"reason,omitzero" doc:"why" eg:"label was torn"`
}

func (a Reidentify) decide(d *decider) {
	o, ok := d.object(a.Object)
	if !ok {
		return
	}
	d.subject = o.ID
	if n := len(a.Add) + len(a.Retire); n == 0 || n > maxIdentifiers {
		d.bad("add", strconv.Itoa(n), "give from 1 to "+strconv.Itoa(maxIdentifiers)+" identifiers to add or retire")
		return
	}
	standing := d.s.names(o.ID)
	var retire []NewIdent
	for _, value := range a.Retire {
		i := slices.IndexFunc(standing, func(id Identifier) bool { return id.Value == value && !id.endedBy(d.now) })
		if i < 0 {
			d.refuse(CodeUnknownCode, Evidence{"code": clip(value)})
			return
		}
		id := standing[i]
		retire = append(retire, NewIdent{Scheme: id.Scheme, Issuer: id.Issuer, Value: id.Value})
	}
	d.reidentify(o, a.Reason, a.Add, retire)
}

// SameAs says that two objects turn out to be one thing. A trace of either
// walks through both; the record can be corrected like any other.
type SameAs struct {
	Object Ref    `json:"object" doc:"a code, an identifier or the key of the one" eg:"SN000129"`
	Other  Ref    `json:"other" doc:"a code, an identifier or the key of the other" eg:"4711"`
	Reason string `json:"reason" doc:"how that is known" eg:"two labels on one part"`
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
		d.bad("other", other.name(), "both are one object already")
		return
	}
	if d.same(o, other) || d.same(other, o) {
		d.bad("other", other.name(), "it is told already that it is one thing with "+o.name())
		return
	}
	d.fact(&Material{
		Shape: epcis.Association, Action: epcis.Add, BizStep: epcis.StepOther, Parent: o.ID, Edge: EdgeSame,
		Items: []Item{{Object: other.ID}}, Reason: a.Reason,
	})
	d.permit(o.ID, o.name()+" and "+other.name()+" are one thing.", "")
}

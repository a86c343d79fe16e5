package track

import (
	"slices"
	"strconv"
	"time"

	"github.com/tracewright/tracewright/internal/epcis"
)

// Identify gives an object one more identifier.
type Identify struct {
	Object Ref       `json:"object" doc:"a code, an identifier or the key of the object" eg:"SN000129"`
	Value  string    `json:"value" doc:"what it is called besides" eg:"4711"`
	Scheme Scheme    `json:"scheme,omitzero" doc:"kind of number: alias, gs1, or the name of another scheme; without it alias" eg:"customer"`
	Issuer string    `json:"issuer,omitzero" doc:"who gave the number" eg:"ACME"`
	From   time.Time `json:"from,omitzero" doc:"from when on it is called so; without it from when this happened" eg:"2026-01-05T06:00:00Z"`
	Until  time.Time `json:"until,omitzero" doc:"when it is no longer called so; without it for good" eg:"2026-02-01T00:00:00Z"`
	Reason string    `json:"reason,omitzero" doc:"why" eg:"serial number of the customer"`
}

func (a Identify) decide(d *decider) {
	add := NewIdent{Scheme: a.Scheme, Issuer: a.Issuer, Value: a.Value, From: a.From, Until: a.Until}
	o, ok := d.object(a.Object)
	if !ok {
		return
	}
	d.reidentify(o, a.Reason, []NewIdent{add}, nil)
}

// Relabel gives an object an identifier in place of another one, in one act.
type Relabel struct {
	Object Ref    `json:"object" doc:"a code, an identifier or the key of the object" eg:"SN000129"`
	Old    string `json:"old" doc:"what it is no longer called" eg:"4710"`
	Value  string `json:"value" doc:"what it is called instead" eg:"4711"`
	Scheme Scheme `json:"scheme,omitzero" doc:"kind of number; without it that of the old one" eg:"customer"`
	Issuer string `json:"issuer,omitzero" doc:"who gave the number; without it the issuer of the old one" eg:"ACME"`
	Reason string `json:"reason,omitzero" doc:"why" eg:"label was torn"`
}

func (a Relabel) decide(d *decider) {
	o, ok := d.object(a.Object)
	if !ok || !d.texts("scheme", string(a.Scheme), "issuer", a.Issuer) {
		return
	}
	old, ok := d.bears(o, a.Old, "", "")
	if !ok {
		return
	}
	add := NewIdent{Scheme: Scheme(first(string(a.Scheme), string(old.Scheme))), Issuer: first(a.Issuer, old.Issuer), Value: a.Value}
	if add.Value == old.Value && add.Scheme == old.Scheme && add.Issuer == old.Issuer {
		d.bad("value", a.Value, "it is what "+o.name()+" is called already")
		return
	}
	d.reidentify(o, a.Reason, []NewIdent{add}, []NewIdent{{Scheme: old.Scheme, Issuer: old.Issuer, Value: old.Value}})
}

// Withdraw takes an identifier from an object: nothing is called so any more, or
// something else may be.
type Withdraw struct {
	Object Ref       `json:"object" doc:"a code, an identifier or the key of the object" eg:"SN000129"`
	Value  string    `json:"value" doc:"what it is no longer called" eg:"4710"`
	Scheme Scheme    `json:"scheme,omitzero" doc:"kind of number, where it has the value in several" eg:"customer"`
	Issuer string    `json:"issuer,omitzero" doc:"who gave the number, where several gave it the value" eg:"ACME"`
	Until  time.Time `json:"until,omitzero" doc:"when it is no longer called so; without it when this happened" eg:"2026-02-01T00:00:00Z"`
	Reason string    `json:"reason,omitzero" doc:"why" eg:"lease has ended"`
}

func (a Withdraw) decide(d *decider) {
	o, ok := d.object(a.Object)
	if !ok || !d.texts("scheme", string(a.Scheme), "issuer", a.Issuer) {
		return
	}
	old, ok := d.bears(o, a.Value, a.Scheme, a.Issuer)
	if !ok {
		return
	}
	if until := MicrosOf(a.Until); until != 0 && until < old.ValidFrom {
		d.bad("until", a.Until.Format(time.RFC3339), "it is before the object was called so, on "+when(old.ValidFrom))
		return
	}
	d.reidentify(o, a.Reason, nil, []NewIdent{{Scheme: old.Scheme, Issuer: old.Issuer, Value: old.Value, Until: a.Until}})
}

// bears finds the identifier that an object bears, of a scheme and an issuer
// where they are given.
func (d *decider) bears(o Object, value string, scheme Scheme, issuer string) (Identifier, bool) {
	fit := slices.DeleteFunc(d.s.names(o.ID), func(id Identifier) bool {
		return id.Value != value || id.endedBy(d.now) || scheme != "" && id.Scheme != scheme || issuer != "" && id.Issuer != issuer
	})
	switch {
	case len(fit) == 1:
		return fit[0], true
	case len(fit) == 0:
		d.refuse(CodeUnknownCode, Evidence{"code": clip(value)})
	default:
		d.bad("value", value, o.name()+" bears it in "+strconv.Itoa(len(fit))+" schemes or by several issuers; name scheme and issuer")
	}
	return Identifier{}, false
}

// reidentify gives an object identifiers, and takes some.
func (d *decider) reidentify(o Object, reason string, add, retire []NewIdent) {
	d.subject = o.ID
	add, ok := d.identifiers(o.ID, o.Part, add)
	if !ok || !d.texts("reason", reason) {
		return
	}
	d.fact(&Material{
		Shape: epcis.Object, Action: epcis.Observe, BizStep: epcis.StepEncoding, Items: []Item{d.as(o)}, Reason: reason,
		Declared: []Declared{{Object: o.ID, Stub: true, Identifiers: add, Retired: retire}},
	})
	d.permit(o.ID, o.name()+" has "+count(len(add), "new identifier", "new identifiers")+", and "+count(len(retire), "is", "are")+" withdrawn.", "")
}

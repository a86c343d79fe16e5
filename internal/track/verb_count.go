package track

import (
	"github.com/tracewright/tracewright/internal/epcis"
)

// Count says how much of a lot or container is there. What the books have more
// or less is booked as a difference.
type Count struct {
	Object   Ref     `json:"object" doc:"the lot or container: a code, an identifier or its key" eg:"S-77"`
	Quantity Decimal `json:"quantity" doc:"how much is there, in the unit of uom" eg:"95"`
	UoM      string  `json:"uom,omitzero" doc:"unit of the quantity, as a UN/ECE code; left out: its own" eg:"KGM"`
	Second   Decimal `json:"second,omitzero" doc:"how much there is of its second quantity, such as its weight; left out: it changes in proportion" eg:"2.45"`
	Reason   string  `json:"reason" doc:"why it was counted, or why it differs" eg:"yearly stocktaking"`
}

func (a Count) decide(d *decider) {
	o, ok := d.object(a.Object, KindLot, KindContainer)
	if !ok || !d.identifier("reason", a.Reason) || !d.inUnitOf(o, a.UoM, &a.Quantity) {
		return
	}
	counted, ok := ParseDecimal(string(a.Quantity))
	if !ok || sign(counted) < 0 {
		d.bad("quantity", clip(string(a.Quantity)), "it must be a decimal number, zero or above")
		return
	}
	d.subject = o.ID
	unit, ok := d.second(o, &a.Second)
	if !ok {
		return
	}
	there := d.onHand(o)
	difference := add(counted, negate(there.Quantity))
	second := share(there, difference)
	if a.Second != "" {
		second = add(a.Second, negate(there.Second))
	}
	m := &Material{
		Shape: epcis.Object, Action: epcis.Observe, BizStep: epcis.StepCycleCounting, Items: []Item{d.as(o)}, Reason: a.Reason,
	}
	if sign(difference) != 0 || sign(second) != 0 {
		m.Booked = []Item{{
			Object: o.ID, Quantity: difference, UoM: first(o.UoM, pieces), Second: second, SecondUoM: first(unit, there.SecondUoM),
		}}
	}
	text, next := "as booked", ""
	if sign(difference) != 0 {
		text, next = amount(difference, o.UoM)+" more than booked", d.leftOver(o.Part)
		if sign(difference) < 0 {
			text, next = amount(negate(difference), o.UoM)+" less than booked", ""
		}
	}
	d.fact(m)
	d.permit(o.ID, o.name()+": "+amount(counted, o.UoM)+" counted, "+text+".", next)
}

// onHand is an object with what the books had of it when the command's facts
// occurred.
func (d *decider) onHand(o Object) Object {
	o.Quantity = Decimal(first(string(o.Quantity), "0"))
	if d.t.Now-d.now <= clockTolerance {
		return o
	}
	for _, mv := range d.s.MovementsOf.Rows(o.ID) {
		if mv.OccurredAt > d.now {
			o.Quantity = add(o.Quantity, negate(mv.Delta))
			if mv.Second != "" {
				o.Second, o.SecondUoM = add(o.Second, negate(mv.Second)), mv.SecondUoM
			}
		}
	}
	return o
}

package track

import (
	"github.com/tracewright/tracewright/internal/epcis"
)

// Backflush books what products have drawn from the positions of a station: of a
// unit or lot that was not scanned in there, or of a number of products that
// have no identity.
type Backflush struct {
	Object    Ref     `json:"object,omitzero" doc:"a unit or lot that passed the station" eg:"TRAVELER-12"`
	Part      string  `json:"part,omitzero" doc:"what was made, where it has no identity" eg:"PUMP-100"`
	Revision  string  `json:"revision,omitzero" doc:"revision of the part; left out: the current one" eg:"B"`
	Quantity  Decimal `json:"quantity,omitzero" doc:"how many were made; left out: the unit, or all of the lot" eg:"40"`
	Operation string  `json:"operation,omitzero" doc:"the operation; left out: what is due at the station" eg:"ASSEMBLE"`
}

func (a Backflush) decide(d *decider) {
	if !d.texts("part", a.Part, "revision", a.Revision, "operation", a.Operation) {
		return
	}
	if d.c.Station == "" {
		d.bad("station", "", "material is drawn from the positions of a station")
		return
	}
	if a.Quantity != "" && !d.quantity("quantity", &a.Quantity) {
		return
	}
	if a.Object == "" {
		a.ofPart(d)
		return
	}
	o, ok := d.object(a.Object, KindUnit, KindLot)
	if !ok {
		return
	}
	if v, working := d.inWork(o); working {
		d.bad("object", o.name(), "it is in work at "+v.Station+"; completing it books what it draws")
		return
	}
	d.subject = o.ID
	d.available(o)
	d.notHeld(o, BlockAdvance)
	v := d.nextVisit(o, first(a.Operation, d.due(o)))
	d.materialReady(o, v.Operation)
	d.fact(&Material{
		Shape: epcis.Object, Action: epcis.Observe, BizStep: epcis.StepDeparting, Disposition: epcis.DispInProgress,
		Items:  []Item{d.as(o)},
		Booked: d.draw(o, v.Operation, Decimal(first(string(a.Quantity), string(products(o))))),
		Visit:  &VisitMark{Object: o.ID, Number: v.Number, Operation: v.Operation, Attempt: v.Attempt, Ends: true, Outcome: OutcomePass},
	})
	d.permit(o.ID, o.name()+": "+v.Operation+" done.", sentences(d.after(o, v.Operation, OutcomePass), d.settle(o, v.Operation)))
}

// ofPart books what a number of products without identity has drawn.
func (a *Backflush) ofPart(d *decider) {
	uom := ""
	if !d.partOf(a.Part, &a.Revision, &uom) {
		return
	}
	if a.Quantity == "" {
		d.bad("quantity", "", "say how many were made")
		return
	}
	made := Object{Part: a.Part, Revision: a.Revision, Name: a.Part}
	operation := a.Operation
	if operation == "" {
		operation = d.anyOperation()
	}
	d.output = a.Quantity
	d.materialReady(made, operation)
	m := &Material{
		Shape: epcis.Object, Action: epcis.Observe, BizStep: epcis.StepAssembling, Booked: d.draw(made, operation, a.Quantity),
	}
	var ids []ObjectID
	for _, it := range m.Booked {
		ids = append(ids, it.Object)
	}
	for _, id := range once(ids) {
		m.Items = append(m.Items, Item{Object: id})
	}
	if len(m.Items) > 0 {
		d.fact(m)
	}
	d.permit("", amount(a.Quantity, uom)+" of "+a.Part+": what they draw is booked.", d.settle(made, operation))
}

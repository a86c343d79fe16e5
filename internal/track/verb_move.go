package track

import (
	"slices"

	"github.com/tracewright/tracewright/internal/epcis"
	"github.com/tracewright/tracewright/internal/plant"
)

// Move brings an object to another place of the site.
type Move struct {
	Object Ref    `json:"object"`
	To     string `json:"to"`
}

func (a Move) decide(d *decider) {
	o, ok := d.object(a.Object)
	if !ok || !d.identifier("to", a.To) {
		return
	}
	d.subject = o.ID
	d.available(o)
	d.free(o)
	d.fact(&Material{
		Shape: epcis.Object, Action: epcis.Observe, BizStep: epcis.StepStoring, Items: []Item{d.as(o)}, Location: a.To,
	})
	d.permit(o.ID, o.name()+" is at "+a.To+".", "")
}

// Purposes of a shipment.
const (
	PurposeSale      = "sale"
	PurposeOperation = "outside-operation" // worked on elsewhere, expected back
	PurposeReturn    = "return"            // back to the supplier
	PurposeTransfer  = "transfer"          // to another site of the company
)

// Ship sends objects away.
type Ship struct {
	Objects []Input `json:"objects"`
	Purpose string  `json:"purpose,omitzero"` // empty: sale
	To      string  `json:"to"`                // customer, supplier or site
	Order   string  `json:"order,omitzero"`
}

func (a Ship) decide(d *decider) {
	purpose := first(a.Purpose, PurposeSale)
	if !slices.Contains([]string{PurposeSale, PurposeOperation, PurposeReturn, PurposeTransfer}, purpose) {
		d.refuse(CodeBadValue, Evidence{"field": "purpose", "value": clip(purpose), "problem": "it is sale, outside-operation, return or transfer"})
		return
	}
	if len(a.Objects) == 0 || !d.identifier("to", a.To) {
		d.refuse(CodeBadValue, Evidence{"field": "objects", "value": "", "problem": "name what is shipped, and to whom"})
		return
	}
	items := d.inputs(a.Objects, BlockShip)
	if d.stopped() {
		return
	}
	for _, it := range items {
		o, _ := d.s.Objects.Get(it.Object)
		d.subject = o.ID
		d.free(o)
		if purpose == PurposeSale {
			d.routeDone(o)
		}
	}
	d.fact(&Material{
		Shape: epcis.Object, Action: epcis.Observe, BizStep: epcis.StepShipping, Disposition: epcis.DispInTransit,
		Items: items, Partner: Partner{ID: a.To, Purpose: purpose}, Order: a.Order, Away: purpose == PurposeOperation,
	})
	d.permit(items[0].Object, count(len(items), "object", "objects")+" shipped to "+a.To+".", "")
}

// ReceiveBack takes back what was sent away: from an outside operation, or
// returned by a customer.
type ReceiveBack struct {
	Objects  []Input `json:"objects"`
	From     string  `json:"from,omitzero"`
	Location string  `json:"location,omitzero"`
	Reason   string  `json:"reason,omitzero"`
}

func (a ReceiveBack) decide(d *decider) {
	if len(a.Objects) == 0 {
		d.refuse(CodeBadValue, Evidence{"field": "objects", "value": "empty", "problem": "name what comes back"})
		return
	}
	m := &Material{
		Shape: epcis.Object, Action: epcis.Observe, BizStep: epcis.StepReceiving, Disposition: epcis.DispReturned,
		Partner: Partner{ID: a.From}, Location: a.Location, Reason: a.Reason,
	}
	for _, in := range a.Objects {
		o, ok := d.object(in.Ref)
		if !ok {
			return
		}
		if o.Kind != KindLot && o.Life != LifeShipped && o.Life != LifeForwarded {
			d.judge(plant.RuleObjectState, CodeNotAway, o.ID, Evidence{"object": o.name(), "life": string(o.Life)})
		}
		if in.Quantity != "" && !d.quantity("quantity", &in.Quantity) {
			return
		}
		m.Items = append(m.Items, Item{Object: o.ID, Quantity: in.Quantity, UoM: o.UoM})
	}
	d.fact(m)
	d.permit(m.Items[0].Object, count(len(m.Items), "object", "objects")+" received back.", "Inspect before use.")
}

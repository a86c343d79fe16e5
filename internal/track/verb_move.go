package track

import (
	"slices"
	"strconv"

	"github.com/tracewright/tracewright/internal/epcis"
	"github.com/tracewright/tracewright/internal/plant"
)

// Move brings an object to another place of the site.
type Move struct {
	Object Ref    `json:"object" doc:"a code, an identifier or the key of what is moved" eg:"SN000129"`
	To     string `json:"to" doc:"code of an area, a line or a station" eg:"STORE"`
}

func (a Move) decide(d *decider) {
	o, ok := d.object(a.Object)
	if !ok || !d.identifier("to", a.To) {
		return
	}
	d.subject = o.ID
	if d.s.Plant != nil && !d.s.Plant.Place(a.To) {
		near := d.s.Plant.NearPlace(a.To)
		if near != "" {
			near = " (" + near + ")"
		}
		d.mistake(CodeUnknownPlace, o.ID, Evidence{"place": clip(a.To), "near": near})
	}
	m := &Material{Shape: epcis.Object, Action: epcis.Observe, BizStep: epcis.StepStoring, Location: a.To}
	for _, o := range append([]Object{o}, d.children(d.onto(o))...) {
		d.available(o)
		d.free(o)
		d.notHeld(o, BlockMove)
		m.Items = append(m.Items, d.as(o))
	}
	if on, ok := d.onCarrier(o); ok { // it goes without its carrier
		d.fact((*UnloadCarrier).off(nil, on.Parent, []Item{{Object: o.ID, Position: on.Position}}))
	}
	d.fact(m)
	text := o.name() + " is at " + a.To
	if n := len(m.Items) - 1; n > 0 {
		text += " with " + count(n, "object", "objects")
	}
	d.permit(o.ID, text+".", "")
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
	Objects []Input `json:"objects" doc:"what goes: units, lots or packages" eg:"[\"BX-1\"]"`
	Purpose string  `json:"purpose,omitzero" doc:"why it goes; left out: sale" eg:"return" enum:"sale,outside-operation,return,transfer"`
	To      string  `json:"to" doc:"customer, supplier or site, by the code that you use for them" eg:"CUSTOMER-9"`
	Order   string  `json:"order,omitzero" doc:"number of the order" eg:"SO-88"`
}

func (a Ship) decide(d *decider) {
	purpose := first(a.Purpose, PurposeSale)
	if !slices.Contains([]string{PurposeSale, PurposeOperation, PurposeReturn, PurposeTransfer}, purpose) {
		d.bad("purpose", purpose, "it is sale, outside-operation, return or transfer")
		return
	}
	if !d.identifier("to", a.To) || !d.texts("order", a.Order) {
		return
	}
	objects, items := d.inputs(d.withCarried(a.Objects), BlockShip, d.carry)
	if d.stopped() {
		return
	}
	d.subject = objects[0].ID
	for i, o := range objects {
		if items[i].Quantity == "" {
			d.free(o)
		}
		if purpose == PurposeSale {
			d.routeDone(o)
		}
	}
	d.fact(&Material{
		Shape: epcis.Object, Action: epcis.Observe, BizStep: epcis.StepShipping, Disposition: epcis.DispInTransit,
		Items: items, Partner: Partner{ID: a.To, Purpose: purpose}, Order: a.Order, Away: purpose == PurposeOperation,
	})
	d.permit(d.subject, count(len(items), "object", "objects")+" shipped to "+a.To+".", "")
}

// ReceiveBack takes back what was sent away: from an outside operation, or
// returned by a customer.
type ReceiveBack struct {
	Objects  []Input `json:"objects" doc:"what comes back" eg:"[\"SN000129\"]"`
	From     string  `json:"from,omitzero" doc:"who sends it back" eg:"CUSTOMER-9"`
	Location string  `json:"location,omitzero" doc:"where it is put" eg:"STORE-1"`
	Reason   string  `json:"reason,omitzero" doc:"why it comes back" eg:"leaks"`
}

func (a ReceiveBack) decide(d *decider) {
	if len(a.Objects) == 0 || len(a.Objects) > maxMade {
		d.bad("objects", strconv.Itoa(len(a.Objects)), "name from 1 to "+strconv.Itoa(maxMade))
		return
	}
	if !d.texts("from", a.From, "location", a.Location, "reason", a.Reason) {
		return
	}
	m := &Material{
		Shape: epcis.Object, Action: epcis.Observe, BizStep: epcis.StepReceiving, Disposition: epcis.DispReturned,
		Partner: Partner{ID: a.From}, Location: a.Location, Reason: a.Reason,
	}
	for _, in := range d.withCarried(a.Objects) {
		o, ok := d.object(in.Ref)
		if !ok || !d.inUnitOf(o, in.UoM, &in.Quantity) {
			return
		}
		switch {
		case o.Kind == KindLot:
			if !d.quantity("quantity of "+o.name(), &in.Quantity) {
				return
			}
		case in.Quantity != "":
			d.bad("quantity", string(in.Quantity), o.name()+" comes back whole")
			return
		case o.Life != LifeShipped && o.Life != LifeForwarded:
			d.judge(plant.RuleObjectState, CodeNotAway, o.ID, Evidence{"object": o.name(), "life": string(o.Life)})
		}
		m.Items = append(m.Items, Item{Object: o.ID, Quantity: in.Quantity, UoM: o.UoM})
	}
	d.fact(m)
	d.permit(m.Items[0].Object, count(len(m.Items), "object", "objects")+" received back.", sentences("Inspect before use.", d.leftOverOf(m.touches())))
}

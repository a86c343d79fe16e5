package track

import "github.com/tracewright/tracewright/internal/epcis"

// Scrap destroys a unit, or a quantity of a lot or container. What is inside a scrapped
// unit is not scrapped with it and may be recovered.
type Scrap struct {
	Object   Ref     `json:"object" doc:"a code, an identifier or the key of what is destroyed" eg:"SN000129"`
	Quantity Decimal `json:"quantity,omitzero" doc:"how much of a lot, in the unit of uom; left out: all that is left" eg:"5"`
	UoM      string  `json:"uom,omitzero" doc:"unit of the quantity, as a UN/ECE code; left out: that of the lot" eg:"KGM"`
	Second   Decimal `json:"second,omitzero" doc:"the second quantity of it, such as a weight; left out: its share" eg:"2.45"`
	Reason   string  `json:"reason" doc:"why" eg:"dropped"`
}

func (a Scrap) decide(d *decider) {
	o, ok := d.object(a.Object)
	if !ok || !d.identifier("reason", a.Reason) || !d.inUnitOf(o, a.UoM, &a.Quantity) {
		return
	}
	d.scrap(o, a)
}

// scrap judges whether an object, or a quantity of it, may be destroyed, and
// destroys it.
func (d *decider) scrap(o Object, a Scrap) {
	d.subject = o.ID
	d.available(o)
	d.notHeld(o, BlockScrap)
	if there := d.onto(o); len(there) > 0 {
		d.leftOn(o, there)
	}
	it, ok := d.take(o, a.Quantity)
	if !ok || !d.weighed(o, a.Second, &it) {
		return
	}
	d.fact(&Material{
		Shape: epcis.Object, Action: epcis.Delete, BizStep: epcis.StepDestroying, Disposition: destroyed(it),
		Items: []Item{it}, Reason: a.Reason,
	})
	d.permit(o.ID, o.name()+" is scrapped: "+a.Reason+".", "Mark it so that nobody can use it.")
}

// destroyed is the disposition after a scrap: a lot of which something is left
// keeps its own.
func destroyed(it Item) string {
	if it.Quantity != "" {
		return ""
	}
	return epcis.DispDestroyed
}

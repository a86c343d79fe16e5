package track

import (
	"strconv"

	"github.com/tracewright/tracewright/internal/epcis"
)

// ProduceUnit assigns serial numbers to new units of a part made here.
type ProduceUnit struct {
	Part        string     `json:"part"`
	Revision    string     `json:"revision,omitzero"`
	Serial      string     `json:"serial,omitzero"`
	Serials     []string   `json:"serials,omitzero"` // several at once
	Order       string     `json:"order,omitzero"`
	Identifiers []NewIdent `json:"identifiers,omitzero"` // further ones, of a single unit
}

func (a ProduceUnit) decide(d *decider) {
	uom := ""
	if _, ok := d.partOf(a.Part, &a.Revision, &uom); !ok {
		return
	}
	serials := a.Serials
	if a.Serial != "" {
		serials = append([]string{a.Serial}, serials...)
	}
	if len(serials) == 0 || len(serials) > maxMade {
		d.refuse(CodeBadValue, Evidence{
			"field": "serials", "value": strconv.Itoa(len(serials)), "problem": "give from 1 to " + strconv.Itoa(maxMade) + " serial numbers",
		})
		return
	}
	m := &Material{
		Shape: epcis.Object, Action: epcis.Add, BizStep: epcis.StepCommissioning, Disposition: epcis.DispActive, Order: a.Order,
	}
	seen := map[string]bool{}
	for _, serial := range serials {
		if !d.identifier("serial", serial) {
			return
		}
		id, known := d.serial(a.Part, "", serial)
		if known && !d.s.isStub(id) || seen[serial] {
			d.refuse(CodeTaken, Evidence{"code": serial, "object": a.Part + " " + serial})
			return
		}
		seen[serial] = true
		m.Items = append(m.Items, Item{Object: id})
		m.Declared = append(m.Declared, Declared{
			Object: id, Kind: KindUnit, Part: a.Part, Revision: a.Revision,
			Identifiers: []NewIdent{{Scheme: SchemeSerial, Value: serial}},
		})
	}
	if len(serials) == 1 {
		m.Declared[0].Identifiers = append(m.Declared[0].Identifiers, a.Identifiers...)
	}
	d.fact(m)
	d.permit(m.Items[0].Object, "Serial number assigned: "+serials[0]+more(len(serials))+".", d.firstStation(a.Part, a.Revision))
}

// more says how many others there are.
func more(n int) string {
	if n < 2 {
		return ""
	}
	return " and " + strconv.Itoa(n-1) + " more"
}

// firstStation says where a new object of a part goes.
func (d *decider) firstStation(number, revision string) string {
	if d.s.Plant == nil {
		return ""
	}
	part, ok := d.s.Plant.Part(number, revision)
	if !ok {
		return ""
	}
	route, ok := d.s.Plant.RouteOf(part)
	if !ok || len(route.Operations) == 0 {
		return ""
	}
	op := route.Operations[0]
	return "Next: " + first(op.Name, op.Code) + d.stationsFor(op.Code) + "."
}

// ProduceLot makes a quantity of a part as a lot. With inputs, their identity
// ends in it (mixing, moulding, cutting).
type ProduceLot struct {
	Part     string  `json:"part"`
	Revision string  `json:"revision,omitzero"`
	Lot      string  `json:"lot"`
	Quantity Decimal `json:"quantity"`
	UoM      string  `json:"uom,omitzero"`
	Order    string  `json:"order,omitzero"`
	Inputs   []Input `json:"inputs,omitzero"`
}

// Input is something that goes into a product.
type Input struct {
	Ref      Ref     `json:"ref"`
	Quantity Decimal `json:"quantity,omitzero"` // empty: the whole object
	// Possible says why it is not sure that this went in; empty when it is.
	Possible string `json:"possible,omitzero"`
}

func (a ProduceLot) decide(d *decider) {
	if _, ok := d.partOf(a.Part, &a.Revision, &a.UoM); !ok {
		return
	}
	if !d.identifier("lot", a.Lot) || !d.quantity("quantity", &a.Quantity) {
		return
	}
	lot, known := d.lot(a.Part, "", a.Lot)
	m := &Material{
		Shape: epcis.Object, Action: epcis.Add, BizStep: epcis.StepCreatingClassInstance, Disposition: epcis.DispActive, Order: a.Order,
		Items: []Item{{Object: lot, Quantity: a.Quantity, UoM: a.UoM}},
	}
	if !known || d.s.isStub(lot) {
		m.Declared = []Declared{{
			Object: lot, Kind: KindLot, Part: a.Part, Revision: a.Revision, UoM: a.UoM,
			Identifiers: []NewIdent{{Scheme: SchemeLot, Value: a.Lot}},
		}}
	}
	if len(a.Inputs) > 0 {
		m.Shape, m.Action, m.Edge = epcis.Transformation, "", EdgeConsumed
		m.Outputs = m.Items
		if m.Items = d.inputs(a.Inputs, BlockConsume); d.stopped() {
			return
		}
	}
	d.fact(m)
	d.permit(lot, "Made "+string(a.Quantity)+" "+a.UoM+" as lot "+a.Lot+".", d.firstStation(a.Part, a.Revision))
}

// inputs resolves what goes into a product, and judges whether it may.
func (d *decider) inputs(inputs []Input, act Block) []Item {
	if len(inputs) > maxMade {
		d.refuse(CodeBadValue, Evidence{"field": "inputs", "value": strconv.Itoa(len(inputs)), "problem": "at most " + strconv.Itoa(maxMade)})
		return nil
	}
	var items []Item
	for _, in := range inputs {
		o, ok := d.object(in.Ref)
		if !ok {
			return nil
		}
		it, ok := d.take(o, in.Quantity)
		if !ok {
			return nil
		}
		it.Possible = in.Possible
		d.available(o)
		d.notHeld(o, act)
		items = append(items, it)
	}
	return items
}

package track

import (
	"strconv"

	"github.com/tracewright/tracewright/internal/epcis"
)

// Split parts a quantity of a lot or container off into new lots or containers.
type Split struct {
	From  Ref         `json:"from"`
	Into  []SplitPart `json:"into"`
	Order string      `json:"order,omitzero"`
}

// SplitPart is one of the new lots or containers.
type SplitPart struct {
	Number   string  `json:"number"`
	Quantity Decimal `json:"quantity"`
	Kind     Kind    `json:"kind,omitzero"` // lot (also when empty) or container
}

func (a Split) decide(d *decider) {
	from, ok := d.object(a.From, KindLot, KindContainer)
	if !ok {
		return
	}
	if len(a.Into) == 0 || len(a.Into) > maxMade {
		d.refuse(CodeBadValue, Evidence{"field": "into", "value": strconv.Itoa(len(a.Into)), "problem": "give from 1 to " + strconv.Itoa(maxMade) + " parts"})
		return
	}
	m := &Material{
		Shape: epcis.Transformation, BizStep: epcis.StepCreatingClassInstance, Disposition: epcis.DispInProgress, Edge: EdgeSplit, Order: a.Order,
	}
	var total Decimal = "0"
	for _, p := range a.Into {
		if !d.unused(p.Number) || !d.quantity("quantity of "+p.Number, &p.Quantity) {
			return
		}
		kind, scheme := KindLot, SchemeLot
		if p.Kind == KindContainer {
			kind, scheme = KindContainer, SchemePackage
		}
		id := d.mint()
		total = add(total, p.Quantity)
		m.Declared = append(m.Declared, Declared{
			Object: id, Kind: kind, Part: from.Part, Revision: from.Revision, Maker: from.Maker, UoM: from.UoM,
			Identifiers: []NewIdent{{Scheme: scheme, Issuer: from.Maker, Value: p.Number}},
		})
		m.Outputs = append(m.Outputs, Item{Object: id, Quantity: p.Quantity, UoM: from.UoM})
	}
	d.available(from)
	d.notHeld(from, BlockConsume)
	it, ok := d.take(from, total)
	if !ok {
		return
	}
	m.Items = []Item{it}
	d.fact(m)
	d.permit(from.ID, string(total)+" "+from.UoM+" of "+from.name()+" split off.", "")
}

// Merge joins lots into one: into a new lot, or into one that exists.
type Merge struct {
	From     []Input `json:"from"`
	Into     string  `json:"into"` // lot text
	Part     string  `json:"part,omitzero"`
	Revision string  `json:"revision,omitzero"`
}

func (a Merge) decide(d *decider) {
	if len(a.From) == 0 || !d.identifier("into", a.Into) {
		d.refuse(CodeBadValue, Evidence{"field": "from", "value": "", "problem": "name the lots to merge and the lot they become"})
		return
	}
	items := d.inputs(a.From, BlockConsume)
	if d.stopped() {
		return
	}
	source, _ := d.s.Objects.Get(items[0].Object)
	part := first(a.Part, source.Part)
	into, known := d.lot(part, "", a.Into)
	m := &Material{
		Shape: epcis.Transformation, BizStep: epcis.StepCreatingClassInstance, Disposition: epcis.DispInProgress,
		Edge: EdgeMerged, Items: items,
	}
	if !known || d.s.isStub(into) {
		m.Declared = []Declared{{
			Object: into, Kind: KindLot, Part: part, Revision: first(a.Revision, source.Revision), UoM: source.UoM,
			Identifiers: []NewIdent{{Scheme: SchemeLot, Value: a.Into}},
		}}
	}
	var total Decimal = "0"
	for _, it := range items {
		if it.Object == into {
			d.refuse(CodeInsideItself, Evidence{"component": a.Into, "object": a.Into})
			return
		}
		total = add(total, Decimal(first(string(it.Quantity), "1")))
	}
	m.Outputs = []Item{{Object: into, Quantity: total, UoM: source.UoM}}
	d.fact(m)
	d.permit(into, count(len(items), "lot", "lots")+" merged into "+a.Into+".", "")
}

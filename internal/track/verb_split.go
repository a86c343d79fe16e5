package track

import (
	"slices"
	"strconv"

	"github.com/tracewright/tracewright/internal/epcis"
)

// Split parts a quantity of a lot or container off into new lots or containers.
type Split struct {
	From  Ref         `json:"from" doc:"a code, an identifier or the key of the lot or container" eg:"S-77"`
	Into  []SplitPart `json:"into" doc:"the new lots or containers" eg:"[{\"number\":\"S-77-A\",\"quantity\":\"20\"}]"`
	UoM   string      `json:"uom,omitzero" doc:"unit of the quantities, as a UN/ECE code; left out: that of the old one" eg:"KGM"`
	Order string      `json:"order,omitzero" doc:"number of the work order; left out: that of the lot" eg:"WO-17"`
}

// SplitPart is one of the new lots or containers.
type SplitPart struct {
	Number   string  `json:"number" doc:"number of the new lot or container" eg:"S-77-A"`
	Quantity Decimal `json:"quantity" doc:"how much it gets, in the unit of uom" eg:"20"`
	Second   Decimal `json:"second,omitzero" doc:"its second quantity, such as its weight; left out: its share" eg:"2.45"`
	Kind     Kind    `json:"kind,omitzero" doc:"what it is; left out: lot" eg:"container" enum:"lot,container"`
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
	if !d.texts("order", a.Order) {
		return
	}
	m := &Material{
		Shape: epcis.Transformation, BizStep: epcis.StepCreatingClassInstance, Disposition: epcis.DispInProgress, Edge: EdgeSplit,
		Order: first(a.Order, from.Order),
	}
	var total Decimal = "0"
	listed := map[string]bool{}
	for _, p := range a.Into {
		if !d.unused(p.Number) || !d.inUnitOf(from, a.UoM, &p.Quantity) || !d.quantity("quantity of "+p.Number, &p.Quantity) {
			return
		}
		if listed[p.Number] || p.Kind != "" && p.Kind != KindLot && p.Kind != KindContainer {
			d.bad("into", p.Number, "each part is a lot or a container, and is listed once")
			return
		}
		listed[p.Number] = true
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
		out := Item{Object: id, Quantity: p.Quantity, UoM: from.UoM, Second: share(from, p.Quantity), SecondUoM: from.SecondUoM}
		if !d.weighed(from, p.Second, &out) {
			return
		}
		m.Outputs = append(m.Outputs, out)
	}
	d.available(from)
	d.notHeld(from, BlockConsume)
	it, ok := d.take(from, total)
	if !ok {
		return
	}
	it.weigh(m.Outputs)
	m.Items = []Item{it}
	d.passOn(m, from)
	d.fact(m)
	d.permit(from.ID, amount(total, from.UoM)+" of "+from.name()+" split off.", "")
}

// Merge joins lots into one: into a new lot, or into one that exists.
type Merge struct {
	From     []Input `json:"from" doc:"the lots that are joined" eg:"[\"S-77-A\",\"S-77-B\"]"`
	Into     string  `json:"into" doc:"text of the lot that they become" eg:"S-78"`
	Part     string  `json:"part,omitzero" doc:"number of the part; left out: that of the first lot" eg:"SEAL-3"`
	Revision string  `json:"revision,omitzero" doc:"revision of the part; left out: that of the first lot" eg:"B"`
}

func (a Merge) decide(d *decider) {
	if !d.identifier("into", a.Into) || !d.texts("part", a.Part, "revision", a.Revision) {
		return
	}
	objects, items := d.inputs(a.From, BlockConsume, d.take)
	if d.stopped() {
		return
	}
	source := objects[0]
	maker := source.Maker
	for _, o := range objects {
		if o.Part != source.Part && o.Known && source.Known {
			d.bad("from", o.name(), "it is "+o.Part+", not "+source.Part+"; another part is made of both with produce-lot")
			return
		}
		if o.Maker != maker {
			maker = d.site()
		}
	}
	m := &Material{
		Shape: epcis.Transformation, BizStep: epcis.StepCreatingClassInstance, Disposition: epcis.DispInProgress, Edge: EdgeMerged,
	}
	var into ObjectID
	if i := slices.IndexFunc(objects, func(o Object) bool { return o.name() == a.Into }); i >= 0 {
		into = objects[i].ID
	} else {
		into = d.newLot(m, first(a.Part, source.Part), first(a.Revision, source.Revision), maker, source.UoM, a.Into)
	}
	var total Decimal = "0"
	for _, it := range items {
		if it.Object == into {
			continue
		}
		m.Items = append(m.Items, it)
		total = add(total, Decimal(first(string(it.Quantity), "1")))
	}
	if len(m.Items) == 0 {
		d.bad("from", a.Into, "a lot is not merged into itself alone")
		return
	}
	merged := Item{Object: into, Quantity: total, UoM: source.UoM}
	merged.weigh(m.Items)
	m.Outputs = []Item{merged}
	d.fact(m)
	d.permit(into, count(len(m.Items), "lot", "lots")+" merged into "+a.Into+".", "")
}

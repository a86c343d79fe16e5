package track

import (
	"slices"

	"github.com/tracewright/tracewright/internal/epcis"
	"github.com/tracewright/tracewright/internal/plant"
)

// Pack puts objects into a package. A package number that is not known yet
// becomes a new package.
type Pack struct {
	Package string  `json:"package" doc:"number of the package; one that is not known becomes a new one" eg:"BX-1"`
	Part    string  `json:"part,omitzero" doc:"number of the part of a new package" eg:"CARTON-4"`
	Items   []Input `json:"items" doc:"what goes in" eg:"[\"SN000129\",\"SN000130\"]"`
	Closed  bool    `json:"closed,omitzero" doc:"whether the package is closed now" eg:"true"`
}

func (a Pack) decide(d *decider) {
	if !d.identifier("package", a.Package) || !d.texts("part", a.Part) {
		return
	}
	m := &Material{
		Shape: epcis.Aggregation, Action: epcis.Add, BizStep: epcis.StepPacking, Disposition: epcis.DispInProgress, Edge: EdgePacked,
	}
	if a.Closed {
		m.Disposition = epcis.DispContainerClosed
	}
	box, ok := a.box(d, m)
	if !ok {
		return
	}
	d.subject = box.ID
	objects, items := d.inputs(d.withCarried(a.Items), BlockPack, d.carry)
	if d.stopped() {
		return
	}
	for i, o := range objects {
		if items[i].Quantity == "" {
			d.unusedElsewhere(o)
		}
		if d.holds(o, box) {
			d.judge(plant.RuleNotUsed, CodeInsideItself, o.ID, Evidence{"object": a.Package, "component": o.name()})
		}
		d.routeDone(o)
	}
	m.Parent, m.Items = box.ID, items
	d.fact(m)
	d.permit(box.ID, count(len(items), "object", "objects")+" packed into "+a.Package+".", "")
}

// box finds the package or makes it.
func (a *Pack) box(d *decider, m *Material) (Object, bool) {
	if len(d.find(Ref(a.Package))) > 0 {
		box, ok := d.object(Ref(a.Package), KindPackage, KindCarrier, KindContainer)
		if ok {
			d.available(box)
		}
		return box, ok
	}
	box := Object{ID: d.mint(), Kind: KindPackage, Life: LifeOpen, Name: a.Package}
	m.Declared = []Declared{{
		Object: box.ID, Kind: KindPackage, Part: a.Part, Identifiers: []NewIdent{{Scheme: SchemePackage, Value: a.Package}},
	}}
	return box, true
}

// routeDone judges that an object has passed its route, but for the operation
// it is packed at.
func (d *decider) routeDone(o Object) {
	st, ok := d.stageOf(o)
	if !ok || o.Kind != KindUnit {
		return
	}
	left := slices.IndexFunc(st.route.Operations, func(op plant.Operation) bool {
		here := d.station != nil && slices.Contains(d.station.Operations, op.Code)
		return !st.passed[op.Code] && !op.Optional && !here
	})
	if left < 0 {
		return
	}
	op := st.route.Operations[left]
	d.judge(plant.RuleRouteOrder, CodeWrongOperation, o.ID, Evidence{
		"object": o.name(), "expected": first(op.Name, op.Code), "at": d.stationsFor(op.Code),
	})
}

// Unpack takes objects out of a package; without items, all of them.
type Unpack struct {
	Package Ref     `json:"package" doc:"a code, an identifier or the key of the package" eg:"BX-1"`
	Items   []Input `json:"items,omitzero" doc:"what comes out; left out: everything" eg:"[\"SN000129\"]"`
}

func (a Unpack) decide(d *decider) {
	box, ok := d.object(a.Package, KindPackage, KindCarrier, KindContainer)
	if !ok {
		return
	}
	d.subject = box.ID
	d.available(box)
	m := &Material{
		Shape: epcis.Aggregation, Action: epcis.Delete, BizStep: epcis.StepUnpacking, Disposition: epcis.DispInProgress,
		Edge: EdgePacked, Parent: box.ID,
	}
	if len(a.Items) == 0 {
		for _, edge := range d.s.Contents.Rows(box.ID) {
			if edge.Kind == EdgePacked {
				m.Items = append(m.Items, Item{Object: edge.Child, Quantity: edge.Quantity, UoM: edge.UoM})
			}
		}
	}
	for _, in := range a.Items {
		o, ok := d.oneInside(in.Ref, box)
		if !ok || !d.inUnitOf(o, in.UoM, &in.Quantity) {
			return
		}
		edges := d.s.within(box.ID, o.ID, "", d.now)
		if len(edges) == 0 {
			d.notInside(box, o)
			edges = []Edge{{Kind: EdgePacked}}
		}
		out, ok := d.out(box, o, edges, in.Quantity)
		if !ok {
			return
		}
		m.Items = append(m.Items, out.Items...)
	}
	d.fact(m)
	d.permit(box.ID, count(len(m.Items), "object", "objects")+" unpacked from "+box.name()+".", "")
}

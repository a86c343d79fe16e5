package track

import (
	"strconv"

	"github.com/tracewright/tracewright/internal/epcis"
	"github.com/tracewright/tracewright/internal/plant"
)

// Pack puts objects into a package. A package number that is not known yet
// becomes a new package.
type Pack struct {
	Package string  `json:"package"`
	Part    string  `json:"part,omitzero"` // of a new package
	Items   []Input `json:"items"`
	Closed  bool    `json:"closed,omitzero"`
}

func (a Pack) decide(d *decider) {
	if !d.identifier("package", a.Package) {
		return
	}
	if len(a.Items) == 0 {
		d.refuse(CodeBadValue, Evidence{"field": "items", "value": "empty", "problem": "name what goes into the package"})
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
	items := d.inputs(a.Items, BlockPack)
	if d.stopped() {
		return
	}
	for _, it := range items {
		o, _ := d.s.Objects.Get(it.Object)
		if it.Quantity == "" {
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
	if len(d.s.find(Ref(a.Package))) > 0 {
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
	if !ok || st.next == nil || o.Kind != KindUnit {
		return
	}
	if d.station != nil {
		for _, op := range d.station.Operations {
			if op == st.next.Code {
				return
			}
		}
	}
	d.judge(plant.RuleRouteOrder, CodeWrongOperation, o.ID, Evidence{
		"object": o.name(), "expected": first(st.next.Name, st.next.Code), "at": d.stationsFor(st.next.Code),
	})
}

// Unpack takes objects out of a package; without items, all of them.
type Unpack struct {
	Package Ref     `json:"package"`
	Items   []Input `json:"items,omitzero"`
}

func (a Unpack) decide(d *decider) {
	box, ok := d.object(a.Package, KindPackage, KindCarrier, KindContainer)
	if !ok {
		return
	}
	d.subject = box.ID
	d.available(box)
	contents := d.s.Contents.Rows(box.ID)
	m := &Material{
		Shape: epcis.Aggregation, Action: epcis.Delete, BizStep: epcis.StepUnpacking, Disposition: epcis.DispInProgress,
		Edge: EdgePacked, Parent: box.ID,
	}
	for _, in := range a.Items {
		o, ok := d.oneInside(in.Ref, contents)
		if !ok {
			return
		}
		edge, packed := matching(contents, Item{Object: o.ID})
		if !packed {
			d.judge(plant.RuleBOM, CodeNotInside, o.ID, Evidence{
				"component": o.name(), "object": box.name(), "contents": strconv.Itoa(len(contents)) + " objects",
			})
		}
		m.Items = append(m.Items, Item{Object: o.ID, Quantity: Decimal(first(string(in.Quantity), string(edge.Quantity))), UoM: edge.UoM})
	}
	d.fact(m)
	n := len(a.Items)
	if n == 0 {
		n = len(contents)
	}
	d.permit(box.ID, count(n, "object", "objects")+" unpacked from "+box.name()+".", "")
}

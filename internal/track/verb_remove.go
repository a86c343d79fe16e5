package track

import (
	"slices"

	"github.com/tracewright/tracewright/internal/epcis"
	"github.com/tracewright/tracewright/internal/plant"
)

// Remove takes a component out of a unit.
type Remove struct {
	Object    Ref     `json:"object" doc:"what it is in: a code, an identifier or the key" eg:"SN000129"`
	Component Ref     `json:"component" doc:"what comes out: a code, an identifier or the key" eg:"H1"`
	Quantity  Decimal `json:"quantity,omitzero" doc:"how much of a lot, in the unit of uom; left out: all of it" eg:"1"`
	UoM       string  `json:"uom,omitzero" doc:"unit of the quantity, as a UN/ECE code; left out: that of the lot" eg:"KGM"`
	Second    Decimal `json:"second,omitzero" doc:"the second quantity, such as a weight, of what goes back to its lot" eg:"2.45"`
	Place     string  `json:"place,omitzero" doc:"reference designator in the product" eg:"R12"`
	Reason    string  `json:"reason,omitzero" doc:"why it comes out" eg:"cracked"`
	// Returned puts a removed quantity back to its lot.
	Returned bool `json:"returned,omitzero" doc:"whether a removed quantity goes back to its lot" eg:"true"`
}

func (a Remove) decide(d *decider) {
	if !d.texts("place", a.Place, "reason", a.Reason) {
		return
	}
	o, c, in, ok := d.inside(a.Object, a.Component, a.Place)
	if !ok || !d.inUnitOf(c, a.UoM, &a.Quantity) {
		return
	}
	d.available(o)
	m, ok := d.out(o, c, in, a.Quantity)
	if !ok {
		return
	}
	if a.Second != "" && !a.Returned {
		d.bad("second", string(a.Second), "it is booked where the quantity is returned")
		return
	}
	if !d.weighed(c, a.Second, &m.Items[0]) {
		return
	}
	m.Reason, m.Items[0].Position, m.Items[0].Returned = a.Reason, a.Place, a.Returned
	d.fact(m)
	d.permit(o.ID, c.name()+" is out of "+o.name()+".", sentences(d.afterRemoval(o, m), d.leftOverOf(m.comesBack())))
}

// inside resolves an object and something inside it, and finds the edges
// between them. At least one is returned.
func (d *decider) inside(object, component Ref, place string) (o, c Object, in []Edge, ok bool) {
	if o, ok = d.object(object); !ok {
		return
	}
	if c, ok = d.oneInside(component, o); !ok {
		return
	}
	d.subject = o.ID
	if in = d.s.within(o.ID, c.ID, place, d.now); len(in) > 0 {
		return
	}
	d.notInside(o, c)
	return o, c, []Edge{{Parent: o.ID, Child: c.ID, Kind: EdgeInstalled}}, true
}

// notInside judges that an object is not inside another.
func (d *decider) notInside(o, c Object) {
	var names []string
	for _, e := range d.s.Contents.Rows(o.ID) {
		held, _ := d.s.Objects.Get(e.Child)
		if names = append(names, held.name()); len(names) == 10 {
			break
		}
	}
	d.judge(plant.RuleBOM, CodeNotInside, c.ID, Evidence{
		"component": c.name(), "object": o.name(), "contents": first(all(names), "nothing"),
	})
}

// oneInside resolves a reference, where several objects have the code to the
// one that is inside.
func (d *decider) oneInside(ref Ref, o Object) (Object, bool) {
	found := d.find(ref)
	for _, c := range found {
		if len(found) > 1 && len(d.s.within(o.ID, c.ID, "", d.now)) > 0 {
			return c, true
		}
	}
	return d.object(ref)
}

// out is the fact that a component is taken out, all of it where no quantity
// is given.
func (d *decider) out(o, c Object, in []Edge, quantity Decimal) (*Material, bool) {
	it := Item{Object: c.ID, Quantity: quantity, UoM: in[0].UoM}
	total := Decimal("")
	for _, edge := range in {
		if edge.Quantity != "" {
			total = add(total, edge.Quantity)
		}
	}
	if it.Quantity == "" || c.Whole() && total == "" {
		it.Quantity = total
	}
	if it.Quantity != "" && !d.quantity("quantity", &it.Quantity) {
		return nil, false
	}
	if total != "" && compare(it.Quantity, total) > 0 {
		d.notInside(o, c)
	}
	return &Material{
		Shape: epcis.Association, Action: epcis.Delete, BizStep: epcis.StepRemoving, Disposition: epcis.DispInProgress,
		Parent: o.ID, Edge: in[0].Kind, Items: []Item{it}, Voids: d.voided(o, in[0]),
	}, true
}

// voided lists the visits that no longer stand once a component is out: those
// that passed the operation at which it went in, and those that its line of the
// bill names; where that names none, all later ones of the route.
func (d *decider) voided(o Object, in Edge) []int {
	if in.Operation == "" {
		return nil
	}
	undone := map[string]bool{in.Operation: true}
	if named := d.removalVoids(o, in); len(named) > 0 {
		for _, operation := range named {
			undone[operation] = true
		}
	} else if st, routed := d.stageOf(o); routed {
		from := slices.IndexFunc(st.route.Operations, func(op plant.Operation) bool { return op.Code == in.Operation })
		for i := max(from, 0); i < len(st.route.Operations) && from >= 0; i++ {
			undone[st.route.Operations[i].Code] = true
		}
	}
	var numbers []int
	for _, v := range d.s.visits(o.ID) {
		if undone[v.Operation] && v.Outcome == OutcomePass {
			numbers = append(numbers, v.Number)
		}
	}
	return numbers
}

// removalVoids are the operations whose results a component takes with it when
// it comes out, as its line of the bill of material names them.
func (d *decider) removalVoids(o Object, in Edge) []string {
	if in.BOMLine == "" {
		return nil
	}
	r, ok := d.recipe(o)
	if !ok {
		return nil
	}
	for _, line := range r.lines() {
		if line.Line == in.BOMLine {
			return line.RemovalVoids
		}
	}
	return nil
}

// afterRemoval says where an object goes with a component out.
func (d *decider) afterRemoval(o Object, m *Material) string {
	if len(m.Voids) == 0 {
		return ""
	}
	v, _ := d.s.visit(o.ID, m.Voids[0])
	at := ""
	if d.s.Plant != nil {
		at = d.stationsFor(v.Operation)
	}
	return "Back to " + v.Operation + at + "; what it passed from there on no longer stands."
}

// comesBack is what can be used again of what is taken out: what is whole, and
// what goes back to its lot.
func (m *Material) comesBack() []ObjectID {
	if it := m.Items[0]; it.Returned || it.Quantity == "" {
		return []ObjectID{it.Object}
	}
	return nil
}

// Recover takes a component out of something scrapped or used up, so that it
// can be used again.
type Recover struct {
	Object    Ref    `json:"object" doc:"what was scrapped: a code, an identifier or the key" eg:"SN000129"`
	Component Ref    `json:"component" doc:"what comes out: a code, an identifier or the key" eg:"M1"`
	Reason    string `json:"reason,omitzero" doc:"why it can be used again" eg:"motor is sound"`
}

func (a Recover) decide(d *decider) {
	o, c, in, ok := d.inside(a.Object, a.Component, "")
	if !ok || !d.texts("reason", a.Reason) {
		return
	}
	m, ok := d.out(o, c, in, "")
	if !ok {
		return
	}
	m.BizStep, m.Disposition, m.Reason, m.Items[0].Returned = epcis.StepDisassembling, "", a.Reason, true
	d.fact(m)
	d.permit(c.ID, c.name()+" is recovered from "+o.name()+".", sentences("Inspect it before it is used again.", d.leftOverOf(m.comesBack())))
}

// Replace swaps a component for another at the same place.
type Replace struct {
	Object Ref    `json:"object" doc:"what it is in: a code, an identifier or the key" eg:"SN000129"`
	Old    Ref    `json:"old" doc:"what comes out: a code, an identifier or the key" eg:"H1"`
	New    Ref    `json:"new" doc:"what goes in: a code, an identifier or the key" eg:"H2"`
	Place  string `json:"place,omitzero" doc:"reference designator in the product" eg:"R12"`
	Reason string `json:"reason,omitzero" doc:"why it is swapped" eg:"cracked"`
}

func (a Replace) decide(d *decider) {
	if !d.texts("place", a.Place, "reason", a.Reason) {
		return
	}
	o, old, in, ok := d.inside(a.Object, a.Old, a.Place)
	if !ok {
		return
	}
	c, ok := d.component(a.New, o)
	if !ok {
		return
	}
	d.available(o)
	d.usable(c, o)
	if lines := d.lines(o, c); d.s.Plant != nil && !fits(lines, in[0].BOMLine) {
		d.judge(plant.RuleBOM, CodeNotOnBOM, c.ID, Evidence{
			"component": c.name(), "part": first(c.Part, "no part"), "object": o.name(), "expected": first(old.Part, "the same part"),
		})
	}
	removed, ok := d.out(o, old, in, "")
	if !ok {
		return
	}
	quantity := removed.Items[0].Quantity
	if c.Kind != KindLot && c.Kind != KindContainer {
		quantity = ""
	}
	it, ok := d.take(c, Decimal(first(string(quantity), "1")))
	if !ok {
		return
	}
	removed.Reason, removed.Items[0].Position = a.Reason, a.Place
	it.Position, it.BOMLine = in[0].Position, in[0].BOMLine
	d.fact(removed)
	d.fact(&Material{
		Shape: epcis.Association, Action: epcis.Add, BizStep: epcis.StepReplacing, Disposition: epcis.DispInProgress,
		Parent: o.ID, Edge: in[0].Kind, Items: []Item{it}, Reason: a.Reason,
		Visit: &VisitMark{Object: o.ID, Operation: in[0].Operation},
	})
	d.permit(o.ID, c.name()+" is in "+o.name()+" in place of "+old.name()+".", d.afterRemoval(o, removed))
}

// fits reports whether a component's lines include the one to be filled.
func fits(lines []*plant.BOMLine, line string) bool {
	for _, l := range lines {
		if l.Line == line || line == "" {
			return true
		}
	}
	return false
}

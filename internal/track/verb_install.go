package track

import (
	"slices"
	"strconv"

	"github.com/tracewright/tracewright/internal/epcis"
	"github.com/tracewright/tracewright/internal/plant"
)

// Install builds a component into a unit so that it may come out again: a unit
// whole, or a quantity of a lot or container.
type Install struct {
	Object    Ref     `json:"object"`
	Component Ref     `json:"component"`
	Quantity  Decimal `json:"quantity,omitzero"` // of a lot; empty: what the bill of material asks for
	Place     string  `json:"place,omitzero"`    // reference designator in the product
	Possible  string  `json:"possible,omitzero"`
}

func (a Install) decide(d *decider) {
	d.buildIn(a.Object, a.Component, a.Quantity, a.Place, a.Possible, EdgeInstalled)
}

// Consume uses material up in a unit or lot: it will not come out again.
type Consume struct {
	Object    Ref     `json:"object"`
	Component Ref     `json:"component"`
	Quantity  Decimal `json:"quantity,omitzero"`
	Place     string  `json:"place,omitzero"`
	Possible  string  `json:"possible,omitzero"`
}

func (a Consume) decide(d *decider) {
	d.buildIn(a.Object, a.Component, a.Quantity, a.Place, a.Possible, EdgeConsumed)
}

func (d *decider) buildIn(into, component Ref, quantity Decimal, place, possible string, kind EdgeKind) {
	o, ok := d.object(into, KindUnit, KindLot)
	if !ok {
		return
	}
	c, ok := d.component(component, o)
	if !ok {
		return
	}
	d.build(o, c, quantity, place, possible, kind, epcis.StepInstalling)
}

// component resolves a component. Of several objects with the same code, the
// one that the product's bill of material asks for here is meant; of several
// such, the one received first.
func (d *decider) component(ref Ref, into Object) (Object, bool) {
	found := d.s.find(ref)
	if len(found) > 1 && d.s.Plant != nil {
		wanted := slices.DeleteFunc(slices.Clone(found), func(o Object) bool { return len(d.lines(into, o)) == 0 })
		if len(wanted) == 1 {
			return wanted[0], true
		}
	}
	return d.object(ref)
}

// lines are the lines of a product's bill of material that accept a component.
func (d *decider) lines(into, component Object) []*plant.BOMLine {
	if d.s.Plant == nil {
		return nil
	}
	part, ok := d.s.Plant.Part(into.Part, into.Revision)
	if !ok {
		return nil
	}
	return d.s.Plant.LinesFor(part, component.Part)
}

// build judges whether a component may go into an object, and builds it in.
func (d *decider) build(o, c Object, quantity Decimal, place, possible string, kind EdgeKind, step string) {
	d.subject = o.ID
	d.available(o)
	d.notHeld(o, BlockAdvance)
	if d.holds(c, o) {
		d.judge(plant.RuleNotUsed, CodeInsideItself, c.ID, Evidence{"object": o.name(), "component": c.name()})
	}
	d.unusedElsewhere(c)
	d.available(c)
	d.notHeld(c, BlockConsume)
	line := d.bomLine(o, c)
	if quantity == "" && line != nil {
		quantity = Decimal(first(string(line.Quantity), "1"))
	} else if quantity == "" {
		quantity = "1"
	}
	if c.Kind != KindLot && c.Kind != KindContainer {
		quantity = ""
	}
	it, ok := d.take(c, quantity)
	if !ok {
		return
	}
	it.Position, it.Possible = place, possible
	visit, working := d.inWork(o)
	m := &Material{
		Shape: epcis.Association, Action: epcis.Add, BizStep: step, Disposition: epcis.DispInProgress,
		Parent: o.ID, Edge: kind, Items: []Item{it},
	}
	if line != nil {
		m.Items[0].BOMLine = line.Line
	}
	if working {
		m.Visit = &VisitMark{Object: o.ID, Number: visit.Number, Operation: visit.Operation, Attempt: visit.Attempt}
	}
	d.fact(m)
	d.permit(o.ID, c.name()+" is in "+o.name()+".", d.afterBuild(o, line, it, visit.Operation))
}

// bomLine finds the line of the bill of material that a component fills, and
// judges whether there is one with room.
func (d *decider) bomLine(o, c Object) *plant.BOMLine {
	if d.s.Plant == nil {
		return nil
	}
	visit, working := d.inWork(o)
	lines := slices.DeleteFunc(slices.Clone(d.lines(o, c)), func(l *plant.BOMLine) bool {
		return working && l.Operation != "" && l.Operation != visit.Operation
	})
	if len(lines) == 0 {
		d.judge(plant.RuleBOM, CodeNotOnBOM, c.ID, Evidence{
			"component": c.name(), "part": first(c.Part, "no part"), "object": o.name(),
			"expected": first(join(d.missingComponents(o, visit.Operation)), "nothing more"),
		})
		return nil
	}
	inside := d.s.Contents.Rows(o.ID)
	for _, l := range lines {
		if compare(filled(inside, l), Decimal(first(string(l.Quantity), "1"))) < 0 {
			return l
		}
	}
	d.judge(plant.RuleBOM, CodeTooMany, c.ID, Evidence{
		"object": o.name(), "quantity": first(string(lines[0].Quantity), "1"), "part": lines[0].Part, "component": c.name(),
	})
	return lines[0]
}

// filled is how much of a line of the bill of material is inside.
func filled(inside []Edge, line *plant.BOMLine) Decimal {
	var total Decimal = "0"
	for _, e := range inside {
		if e.BOMLine == line.Line && e.Kind != EdgePacked {
			total = add(total, Decimal(first(string(e.Quantity), "1")))
		}
	}
	return total
}

// missingComponents lists what an operation still has to build in, as "2 SEAL-3".
func (d *decider) missingComponents(o Object, operation string) []string {
	if d.s.Plant == nil {
		return nil
	}
	part, ok := d.s.Plant.Part(o.Part, o.Revision)
	if !ok {
		return nil
	}
	inside := d.s.Contents.Rows(o.ID)
	var missing []string
	for _, l := range d.s.Plant.LinesAt(part, operation) {
		if l.Capture == plant.CaptureBackflush || l.Operation == "" {
			continue
		}
		left := add(Decimal(first(string(l.Quantity), "1")), negate(filled(inside, l)))
		switch {
		case sign(left) <= 0:
		case left == "1":
			missing = append(missing, l.Part)
		default:
			missing = append(missing, string(left)+" "+l.Part)
		}
	}
	return missing
}

// afterBuild says what to do next, counting the component just built in.
func (d *decider) afterBuild(o Object, line *plant.BOMLine, it Item, operation string) string {
	missing := d.missingComponents(o, operation)
	if line != nil {
		left := add(Decimal(first(string(line.Quantity), "1")), negate(filled(d.s.Contents.Rows(o.ID), line)))
		was := string(left) + " " + line.Part
		if left == "1" {
			was = line.Part
		}
		left = add(left, negate(Decimal(first(string(it.Quantity), "1"))))
		i := slices.Index(missing, was)
		switch {
		case i < 0:
		case sign(left) <= 0:
			missing = slices.Delete(missing, i, i+1)
		case left == "1":
			missing[i] = line.Part
		default:
			missing[i] = string(left) + " " + line.Part
		}
	}
	if len(missing) > 0 {
		return "Scan " + join(missing) + "."
	}
	if missing := d.unmeasured(o, operation); len(missing) > 0 {
		return "Measure " + join(missing) + "."
	}
	return "Complete the operation."
}

// unusedElsewhere judges that a whole component is inside nothing.
func (d *decider) unusedElsewhere(c Object) {
	if c.Parent == "" {
		return
	}
	parent, _ := d.s.Objects.Get(c.Parent)
	d.judge(plant.RuleNotUsed, CodeUsed, c.ID, Evidence{"component": c.name(), "parent": parent.name()})
}

// holds reports whether the outer object is, or is around, the inner one.
func (d *decider) holds(outer, inner Object) bool {
	at := inner
	for range maxDepth {
		if at.ID == outer.ID {
			return true
		}
		if at.Parent == "" {
			return false
		}
		at, _ = d.s.Objects.Get(at.Parent)
	}
	return true
}

// count words a number of things.
func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}

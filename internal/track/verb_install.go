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
	Object    Ref     `json:"object" doc:"what it goes into: a code, an identifier or the key" eg:"SN000129"`
	Component Ref     `json:"component" doc:"what goes in: a code, an identifier or the key" eg:"H1"`
	Quantity  Decimal `json:"quantity,omitzero" doc:"how much of a lot, in the unit of uom; left out: what the bill of material asks for" eg:"2"`
	UoM       string  `json:"uom,omitzero" doc:"unit of the quantity, as a UN/ECE code; left out: that of the lot" eg:"KGM"`
	Second    Decimal `json:"second,omitzero" doc:"the second quantity, such as a weight, of what goes in; left out: its share" eg:"2.45"`
	Place     string  `json:"place,omitzero" doc:"reference designator in the product" eg:"R12"`
	Possible  string  `json:"possible,omitzero" doc:"why it is not sure that this went in; left out when it is" eg:"one of two reels"`
}

func (a Install) decide(d *decider) {
	d.buildIn(a, EdgeInstalled)
}

// Consume uses material up in a unit or lot: it will not come out again.
type Consume struct {
	Object    Ref     `json:"object" doc:"what it goes into: a code, an identifier or the key" eg:"SN000129"`
	Component Ref     `json:"component" doc:"what goes in: a code, an identifier or the key" eg:"H1"`
	Quantity  Decimal `json:"quantity,omitzero" doc:"how much of a lot, in the unit of uom; left out: what the bill of material asks for" eg:"2"`
	UoM       string  `json:"uom,omitzero" doc:"unit of the quantity, as a UN/ECE code; left out: that of the lot" eg:"KGM"`
	Second    Decimal `json:"second,omitzero" doc:"the second quantity, such as a weight, of what goes in; left out: its share" eg:"2.45"`
	Place     string  `json:"place,omitzero" doc:"reference designator in the product" eg:"R12"`
	Possible  string  `json:"possible,omitzero" doc:"why it is not sure that this went in; left out when it is" eg:"one of two reels"`
}

func (a Consume) decide(d *decider) {
	d.buildIn(Install(a), EdgeConsumed)
}

func (d *decider) buildIn(a Install, kind EdgeKind) {
	o, ok := d.object(a.Object, KindUnit, KindLot)
	if !ok || !d.texts("place", a.Place, "possible", a.Possible) {
		return
	}
	c, ok := d.component(a.Component, o)
	if !ok || !d.inUnitOf(c, a.UoM, &a.Quantity) {
		return
	}
	d.build(o, c, a, kind)
}

// component resolves a component. Of several objects with the same code, the
// one that the product's bill of material asks for here is meant; of several
// such, the one received first.
func (d *decider) component(ref Ref, into Object) (Object, bool) {
	found := d.find(ref)
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
	r, ok := d.recipe(into)
	if !ok {
		return nil
	}
	return r.linesFor(component.Part)
}

// usable judges whether a component is to be had for an object.
func (d *decider) usable(c, o Object) {
	if d.holds(c, o) {
		d.judge(plant.RuleNotUsed, CodeInsideItself, c.ID, Evidence{"object": o.name(), "component": c.name()})
	}
	d.unusedElsewhere(c)
	d.available(c)
	d.alive(c)
	d.notHeld(c, BlockConsume)
}

// build judges whether a component may go into an object, and builds it in; of
// which kind it is then, the bill of material says where none is given.
func (d *decider) build(o, c Object, a Install, kind EdgeKind) {
	d.subject = o.ID
	d.notLockedOut(o.ID)
	d.available(o)
	d.notHeld(o, BlockAdvance)
	if a.Quantity == "" && (c.Kind == KindLot || c.Kind == KindContainer) {
		line, _ := d.lineWithRoom(o, c)
		a.Quantity = d.wanted(o, line)
	}
	c, ok := d.container(c, a.Quantity)
	if !ok {
		return
	}
	d.usable(c, o)
	line := d.bomLine(o, c)
	it, ok := d.take(c, a.Quantity)
	if !ok || !d.weighed(c, a.Second, &it) {
		return
	}
	it.Position, it.Possible = a.Place, a.Possible
	if kind == "" {
		kind = EdgeInstalled
		if line != nil && line.Use == plant.UseConsume {
			kind = EdgeConsumed
		}
	}
	if line != nil {
		it.BOMLine = line.Line
	}
	m := &Material{
		Shape: epcis.Association, Action: epcis.Add, BizStep: epcis.StepInstalling, Disposition: epcis.DispInProgress,
		Parent: o.ID, Edge: kind, Items: []Item{it},
	}
	visit, working := d.inWork(o)
	if working {
		m.Visit = &VisitMark{Object: o.ID, Number: visit.Number, Operation: visit.Operation, Attempt: visit.Attempt}
	}
	d.fact(m)
	next := ""
	if working {
		next = d.expected(o, visit, Edge{Child: c.ID, Kind: kind, Quantity: it.Quantity, BOMLine: it.BOMLine})
	} else if line != nil {
		next = d.settle(o, line.Operation)
	}
	d.permit(o.ID, c.name()+" is in "+o.name()+".", next)
}

// wanted is how much a line of a bill of material asks for.
func wanted(line *plant.BOMLine) Decimal {
	if line == nil {
		return "1"
	}
	return Decimal(first(string(line.Quantity), "1"))
}

// wanted is how much an object needs of a line: a panel as often as it has live
// positions, a lot as often as it has units.
func (d *decider) wanted(o Object, line *plant.BOMLine) Decimal {
	if o.Kind == KindLot && line != nil {
		return times(wanted(line), products(o))
	}
	if n := len(d.livePositions(o)); n > 1 {
		return times(wanted(line), Decimal(strconv.Itoa(n)))
	}
	return wanted(line)
}

// bomLine finds the line of the bill of material that a component fills, and
// judges whether there is one with room.
func (d *decider) bomLine(o, c Object) *plant.BOMLine {
	if d.s.Plant == nil {
		return nil
	}
	line, room := d.lineWithRoom(o, c)
	switch {
	case line == nil:
		visit, _ := d.inWork(o)
		d.judge(plant.RuleBOM, CodeNotOnBOM, c.ID, Evidence{
			"component": c.name(), "part": first(c.Part, "no part"), "object": o.name(),
			"expected": first(join(d.missingComponents(o, visit.Operation, d.s.Contents.Rows(o.ID))), "nothing more"),
		})
	case !room:
		d.judge(plant.RuleBOM, CodeTooMany, c.ID, Evidence{
			"object": o.name(), "quantity": string(d.wanted(o, line)), "part": line.Part, "component": c.name(),
		})
	}
	return line
}

// lineWithRoom finds the line that a component can fill at the operation that
// an object is in work at: the first with room, else the first of all.
func (d *decider) lineWithRoom(o, c Object) (line *plant.BOMLine, room bool) {
	lines := d.lines(o, c)
	if len(lines) == 0 {
		return nil, false
	}
	visit, working := d.inWork(o)
	inside := d.s.Contents.Rows(o.ID)
	for _, l := range lines {
		if working && l.Operation != "" && l.Operation != visit.Operation {
			continue
		}
		if compare(filled(inside, l), d.wanted(o, l)) < 0 {
			return l, true
		}
		if line == nil {
			line = l
		}
	}
	return line, false
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

// missingComponents lists what an operation still has to build in, as
// "2 SEAL-3", beside what is inside.
func (d *decider) missingComponents(o Object, operation string, inside []Edge) []string {
	r, ok := d.recipe(o)
	if !ok {
		return nil
	}
	var missing []string
	for _, l := range r.LinesAt(operation) {
		if l.Capture == plant.CaptureBackflush || l.Operation == "" || d.feeders(l) != nil {
			continue
		}
		left := add(d.wanted(o, l), negate(filled(inside, l)))
		switch {
		case sign(left) <= 0:
		case compare(left, "1") == 0:
			missing = append(missing, l.Part)
		default:
			missing = append(missing, string(left)+" "+l.Part)
		}
	}
	return missing
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

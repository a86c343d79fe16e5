package track

import (
	"github.com/tracewright/tracewright/internal/epcis"
	"github.com/tracewright/tracewright/internal/plant"
)

// Remove takes a component out of a unit.
type Remove struct {
	Object    Ref     `json:"object"`
	Component Ref     `json:"component"`
	Quantity  Decimal `json:"quantity,omitzero"` // of a lot; empty: all of it
	Place     string  `json:"place,omitzero"`
	Reason    string  `json:"reason,omitzero"`
	// Returned puts a removed quantity back to its lot.
	Returned bool `json:"returned,omitzero"`
}

func (a Remove) decide(d *decider) {
	o, c, edge, ok := d.inside(a.Object, a.Component, a.Place)
	if !ok {
		return
	}
	it := Item{Object: c.ID, Quantity: Decimal(first(string(a.Quantity), string(edge.Quantity))), UoM: edge.UoM, Position: a.Place, Returned: a.Returned}
	if it.Quantity != "" && !d.quantity("quantity", &it.Quantity) {
		return
	}
	d.fact(&Material{
		Shape: epcis.Association, Action: epcis.Delete, BizStep: epcis.StepRemoving, Disposition: epcis.DispInProgress,
		Parent: o.ID, Edge: edge.Kind, Items: []Item{it}, Reason: a.Reason, Voids: d.voided(o, edge),
	})
	d.permit(o.ID, c.name()+" is out of "+o.name()+".", d.s.nextAfterRemoval(edge))
}

// inside resolves an object and something inside it, and finds the edge
// between them.
func (d *decider) inside(object, component Ref, place string) (o, c Object, edge Edge, ok bool) {
	if o, ok = d.object(object); !ok {
		return
	}
	contents := d.s.Contents.Rows(o.ID)
	if c, ok = d.oneInside(component, contents); !ok {
		return
	}
	d.subject = o.ID
	if edge, ok = matching(contents, Item{Object: c.ID, Position: place}); ok {
		return
	}
	var names []string
	for _, e := range contents {
		held, _ := d.s.Objects.Get(e.Child)
		names = append(names, held.name())
	}
	d.judge(plant.RuleBOM, CodeNotInside, c.ID, Evidence{
		"component": c.name(), "object": o.name(), "contents": first(join(names), "nothing"),
	})
	return o, c, Edge{Parent: o.ID, Child: c.ID, Kind: EdgeInstalled}, true
}

// oneInside resolves a reference, where several objects have the code to the
// one that is inside.
func (d *decider) oneInside(ref Ref, contents []Edge) (Object, bool) {
	found := d.s.find(ref)
	for _, o := range found {
		if _, ok := matching(contents, Item{Object: o.ID}); ok && len(found) > 1 {
			return o, true
		}
	}
	return d.object(ref)
}

// voided lists the visits that no longer stand once a component is out: those
// that passed the operation at which it went in.
func (d *decider) voided(o Object, edge Edge) []int {
	var numbers []int
	for _, v := range d.s.VisitsOf.Rows(o.ID) {
		if edge.Operation != "" && v.Operation == edge.Operation && v.Outcome == OutcomePass {
			numbers = append(numbers, v.Number)
		}
	}
	return numbers
}

func (s *State) nextAfterRemoval(edge Edge) string {
	if edge.Operation == "" {
		return ""
	}
	return "Next: " + edge.Operation + ", which no longer stands."
}

// Recover takes a component out of something scrapped or used up, so that it
// can be used again.
type Recover struct {
	Object    Ref    `json:"object"`
	Component Ref    `json:"component"`
	Reason    string `json:"reason,omitzero"`
}

func (a Recover) decide(d *decider) {
	o, c, edge, ok := d.inside(a.Object, a.Component, "")
	if !ok {
		return
	}
	d.fact(&Material{
		Shape: epcis.Association, Action: epcis.Delete, BizStep: epcis.StepRemoving, Disposition: "",
		Parent: o.ID, Edge: edge.Kind, Items: []Item{{Object: c.ID, Quantity: edge.Quantity, UoM: edge.UoM, Returned: true}},
		Reason: ReasonRecovered,
	})
	d.permit(c.ID, c.name()+" is recovered from "+o.name()+".", "Inspect it before it is used again.")
}

// Replace swaps a component for another at the same place.
type Replace struct {
	Object Ref    `json:"object"`
	Old    Ref    `json:"old"`
	New    Ref    `json:"new"`
	Place  string `json:"place,omitzero"`
	Reason string `json:"reason,omitzero"`
}

func (a Replace) decide(d *decider) {
	o, old, edge, ok := d.inside(a.Object, a.Old, a.Place)
	if !ok {
		return
	}
	c, ok := d.component(a.New, o)
	if !ok {
		return
	}
	d.available(o)
	d.unusedElsewhere(c)
	d.available(c)
	d.notHeld(c, BlockConsume)
	if lines := d.lines(o, c); d.s.Plant != nil && !fits(lines, edge.BOMLine) {
		d.judge(plant.RuleBOM, CodeNotOnBOM, c.ID, Evidence{
			"component": c.name(), "part": first(c.Part, "no part"), "object": o.name(), "expected": first(old.Part, "the same part"),
		})
	}
	it, ok := d.take(c, edge.Quantity)
	if !ok {
		return
	}
	it.Position, it.BOMLine = edge.Position, edge.BOMLine
	d.fact(&Material{
		Shape: epcis.Association, Action: epcis.Delete, BizStep: epcis.StepRemoving, Disposition: epcis.DispInProgress,
		Parent: o.ID, Edge: edge.Kind, Items: []Item{{Object: old.ID, Quantity: edge.Quantity, UoM: edge.UoM, Position: edge.Position}}, Reason: a.Reason,
	})
	d.fact(&Material{
		Shape: epcis.Association, Action: epcis.Add, BizStep: epcis.StepReplacing, Disposition: epcis.DispInProgress,
		Parent: o.ID, Edge: edge.Kind, Items: []Item{it}, Reason: a.Reason,
	})
	d.permit(o.ID, c.name()+" is in "+o.name()+" in place of "+old.name()+".", "")
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

package track

import (
	"slices"

	"github.com/tracewright/tracewright/internal/plant"
)

// DesignedLine is one line of what an object is to be made of.
type DesignedLine struct {
	Line   *plant.BOMLine
	Wanted Decimal // in the unit of the component: all that the object needs of it
}

// Designed lists, in the order of its bill of material, what an object is to be
// made of: by the version and the options that its work order froze, and the
// changes that it was begun after; else by the present plant definition. It is
// false for an object whose part is not defined. When s.Missing is true
// afterwards, the answer means nothing until the missing rows are loaded.
func Designed(s *State, id ObjectID, now Micros) ([]DesignedLine, bool) {
	o, _ := s.Objects.Get(id)
	d := &decider{s: s, c: &Command{}, t: Tick{Now: now}, now: now}
	r, ok := d.recipe(o)
	if !ok || r.part == nil {
		return nil, false
	}
	stands := pickLines(r.lines(), r.needs)
	if operations := r.Operations(); len(operations) > 0 {
		stands = nil
		for _, op := range operations {
			stands = append(stands, r.LinesAt(op.Code)...)
		}
	}
	list := []DesignedLine{}
	for _, l := range r.whole() {
		if slices.ContainsFunc(stands, func(s *plant.BOMLine) bool { return s.Line == l.Line }) {
			list = append(list, DesignedLine{l, d.wanted(o, l)})
		}
	}
	return list, true
}

// Filled is how much of the line is inside, of what went into the object and of
// what was taken out again.
func (l *DesignedLine) Filled(edges []Edge) Decimal {
	return filled(slices.DeleteFunc(slices.Clone(edges), func(e Edge) bool { return !e.open() }), l.Line)
}

// Short reports whether a quantity is less than the line asks for.
func (l *DesignedLine) Short(quantity Decimal) bool { return compare(quantity, l.Wanted) < 0 }

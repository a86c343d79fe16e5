package track

import (
	"slices"
	"sort"

	"github.com/tracewright/tracewright/internal/plant"
)

// Recipe is by what an object is made: the part, the route and the bill of
// material that its work order froze, else those of the present plant
// definition. Everything else is judged by the present one.
type Recipe struct {
	index   *plant.Index
	part    *plant.Part
	bill    []*plant.BOMLine // where it is not that of the index
	own     bool             // bill is it
	options []string
	cut     plant.Cut // picks the lines that stand
}

// recipe finds by what an object is made now; false for a part that is not
// defined.
func (d *decider) recipe(o Object) (Recipe, bool) {
	r, ok := d.s.recipe(o, d.now)
	if ok {
		d.decidesRunOuts(o, &r)
	}
	return r, ok
}

func (s *State) recipe(o Object, now Micros) (Recipe, bool) {
	w, ok := s.orderOf(o)
	p, pinned := w.pin()
	if !ok || !pinned {
		return s.begun(o, now, s.Plant)
	}
	for i := range w.Pins[:len(w.Pins)-1] {
		// What was finished before a migration is not touched by it.
		r, known := s.pinned(o, now, &w, w.Pins[i])
		if c := (OrderCourse{Operations: r.Required(), Before: w.Pins[i+1].Entry}); known && len(c.Operations) > 0 && c.passedBy(s.way(o.ID)) {
			return r, true
		}
	}
	return s.pinned(o, now, &w, p)
}

// recipeIn finds by what an object was made in a visit, under the plant definition
// that was in force when that was recorded.
func (s *State) recipeIn(o Object, v *Visit, index *plant.Index) (Recipe, bool) {
	r, ok := s.recipeAt(o, v.StartSeq, index)
	if ok && len(r.index.RunOuts(r.part)) > 0 {
		r = r.AfterRunOuts(s.RunOutsOf.Rows(r.part.Number), v.Started, v.StartSeq)
	}
	return r, ok
}

// recipeAt does the same by the entry alone, as if no stock were used up.
func (s *State) recipeAt(o Object, entry int64, index *plant.Index) (Recipe, bool) {
	if w, ok := s.orderOf(o); ok {
		if p, pinned := w.PinAt(entry); pinned {
			if frozen := s.plantAt(p.Plant); frozen != nil {
				if r, ok := p.Recipe(frozen, &w, &o); ok {
					return r, true
				}
			}
		}
	}
	return s.begun(o, 0, index)
}

// begun is by what an object is made where no work order has frozen that: of the
// lines that a date cuts in, those that stood when it was begun, or now where it
// is not.
func (s *State) begun(o Object, now Micros, index *plant.Index) (Recipe, bool) {
	if index == nil {
		return Recipe{}, false
	}
	r, ok := Present(index, &o)
	if ok && r.CutIn() {
		if v, begun := s.visit(o.ID, 1); o.Visit > 0 && begun {
			now = v.Started
		}
		r = r.BegunAt(now)
	}
	return r, ok
}

func (s *State) present(o Object) (Recipe, bool) {
	if s.Plant == nil {
		return Recipe{}, false
	}
	return Present(s.Plant, &o)
}

// Present is by what an object is made where no work order has frozen that;
// false for a part that the plant definition does not have.
func Present(index *plant.Index, o *Object) (Recipe, bool) {
	part, ok := index.Part(o.Part, o.Revision)
	return Recipe{index: index, part: part, cut: plant.Cut{Serial: o.Name}}, ok
}

// CutIn reports whether a line of the bill of material stands for some of the
// products only.
func (r *Recipe) CutIn() bool { return r.part != nil && r.index.CutIn(r.part) }

// BegunAt is the recipe for a product that was begun at a time, where no work
// order has frozen by what it is made.
func (r Recipe) BegunAt(at Micros) Recipe {
	r.cut.At = at.Time()
	return r
}

func (s *State) pinned(o Object, now Micros, w *WorkOrder, p OrderPin) (Recipe, bool) {
	if index := s.plantAt(p.Plant); index != nil {
		if r, ok := p.Recipe(index, w, &o); ok {
			return r, true
		}
	}
	return s.begun(o, now, s.Plant)
}

// Recipe is by what an object is made for the work order, with the version of
// the plant definition that the pin names; false for a part that is not in it.
func (p *OrderPin) Recipe(index *plant.Index, w *WorkOrder, o *Object) (Recipe, bool) {
	r := Recipe{index: index, options: w.Options, cut: plant.Cut{At: p.At.Time(), Serial: o.Name}}
	var ok bool
	if r.part, ok = index.Part(o.Part, o.Revision); o.Revision == "" && p.At != 0 {
		r.part, ok = index.Current(o.Part, r.cut)
	}
	if !ok {
		return r, false
	}
	if p.bySerial(r.part) && o.Part == w.Part {
		r.own = true
		r.bill = pickLines(index.Bill(r.part), func(l *plant.BOMLine) bool { return r.needs(l) })
	}
	if p.Bill != nil && o.Part == w.Part && r.part.Revision == p.Revision {
		r.own = true
		for i := range p.Bill.Lines {
			r.bill = append(r.bill, &p.Bill.Lines[i])
		}
	}
	return r, true
}

// bySerial reports whether the pin leaves the revision to the serial number of each
// product.
func (p *OrderPin) bySerial(part *plant.Part) bool { return p.Revision == "" && part.Revision != "" }

// Recipes are those by which products of the work order are made: one, or that of
// each revision where their serial numbers tell which it is.
func (p *OrderPin) Recipes(index *plant.Index, w *WorkOrder) []Recipe {
	var all []Recipe
	for _, part := range index.Revisions(w.Part) {
		if p.Revision != "" && p.Revision != part.Revision {
			continue
		}
		if r, ok := p.Recipe(index, w, &Object{Part: w.Part, Revision: part.Revision}); ok {
			all = append(all, r)
		}
	}
	return all
}

// route is the path of the part; false for one that is bought.
func (r *Recipe) route() (*plant.Route, bool) { return r.index.RouteOf(r.part) }

// lines is the whole bill of material that stands for the product.
func (r *Recipe) lines() []*plant.BOMLine {
	return r.index.Effective(r.whole(), r.cut)
}

// whole is the bill of material with all lines that ever stand.
func (r *Recipe) whole() []*plant.BOMLine {
	if r.own {
		return r.bill
	}
	return r.index.Bill(r.part)
}

// LinesAt lists what goes into the part at an operation; of the options only
// what the work order chose.
func (r *Recipe) LinesAt(operation string) []*plant.BOMLine {
	if r.own || r.CutIn() {
		return pickLines(r.changedAt(operation).lines(), func(l *plant.BOMLine) bool {
			return (l.Operation == operation || l.Operation == "") && r.needs(l)
		})
	}
	lines := r.index.LinesAt(r.part, operation)
	if !slices.ContainsFunc(lines, func(l *plant.BOMLine) bool { return !r.needs(l) }) {
		return lines
	}
	return pickLines(lines, r.needs)
}

// linesFor lists the lines that accept a component.
func (r *Recipe) linesFor(component string) []*plant.BOMLine {
	if !r.own && !r.CutIn() {
		return r.index.LinesFor(r.part, component)
	}
	accepts := func(l *plant.BOMLine) bool { return l.Accepts(component) }
	if len(pickLines(r.whole(), accepts)) == 0 {
		return nil
	}
	return pickLines(r.lines(), accepts)
}

// changedAt is the recipe that asks for stock only where a change waits for it
// that goes in at an operation.
func (r *Recipe) changedAt(operation string) *Recipe {
	here := *r
	if over := r.cut.Over; over != nil {
		here.cut.Over = func(stock string) bool {
			c, _ := r.index.RunOut(r.part, stock)
			return (c.Operation == operation || c.Operation == "") && over(stock)
		}
	}
	return &here
}

func pickLines(lines []*plant.BOMLine, wanted func(*plant.BOMLine) bool) []*plant.BOMLine {
	var some []*plant.BOMLine
	for _, l := range lines {
		if wanted(l) {
			some = append(some, l)
		}
	}
	return some
}

// needs reports whether a line is to be filled. One with an option may be, but
// only a work order says that it must.
func (r *Recipe) needs(l *plant.BOMLine) bool {
	return l.Option == "" || slices.Contains(r.options, l.Option)
}

// Operations are those of the route, in their order; none for a part that is
// bought.
func (r *Recipe) Operations() []plant.Operation {
	if r.part == nil {
		return nil
	}
	if route, ok := r.route(); ok {
		return route.Operations
	}
	return nil
}

// Required lists the operations that must be passed before the route is
// complete.
func (r *Recipe) Required() []string {
	var codes []string
	for _, op := range r.Operations() {
		if !op.Optional {
			codes = append(codes, op.Code)
		}
	}
	return codes
}

// maxParsed bounds the versions of the plant definition that are kept ready
// beside the present one.
const maxParsed = 32

// parsedPlant is a version of the plant definition, ready to look things up.
type parsedPlant struct {
	definition string
	index      *plant.Index
}

// plantAt is a version of the plant definition; nil where there is none.
func (s *State) plantAt(version int64) *plant.Index {
	if version == s.PlantVersion {
		return s.Plant
	}
	row, ok := s.Versions.Get(version)
	if !ok {
		return nil
	}
	if p, kept := s.parsed[version]; kept && p.definition == row.Definition {
		return p.index
	}
	def, err := plant.Parse([]byte(row.Definition))
	if err != nil {
		return nil // it was checked before it was published
	}
	if s.parsed == nil || len(s.parsed) >= maxParsed {
		s.parsed = map[int64]parsedPlant{}
	}
	p := parsedPlant{row.Definition, def.Index()}
	s.parsed[version] = p
	return p.index
}

// plantWhen is the plant definition that was in force when an entry was recorded;
// nil before the first.
func (s *State) plantWhen(entry int64) *plant.Index {
	after := func(version int64) bool {
		row, _ := s.Versions.Get(version)
		return row.Seq > entry
	}
	if s.PlantVersion == 0 || !after(s.PlantVersion) {
		return s.Plant
	}
	n := sort.Search(int(s.PlantVersion), func(i int) bool { return after(int64(i) + 1) })
	return s.plantAt(int64(n))
}

// frozen lists the versions of the plant definition by which open work orders
// are made, but for the present one.
func (s *State) frozen() []*plant.Index {
	var versions []int64
	var all []*plant.Index
	for _, w := range s.OpenOrders.Rows(true) {
		p, pinned := w.pin()
		if !pinned || p.Plant == s.PlantVersion || slices.Contains(versions, p.Plant) {
			continue
		}
		versions = append(versions, p.Plant)
		if index := s.plantAt(p.Plant); index != nil {
			all = append(all, index)
		}
	}
	return all
}

// characteristics lists what is measured of the part at an operation.
func (r *Recipe) characteristics(operation string) []plant.Characteristic {
	route, ok := r.route()
	if !ok {
		return nil
	}
	op, _, ok := r.index.Operation(route.Code, operation)
	if !ok {
		return nil
	}
	return op.Characteristics
}

// limitsNow is a characteristic with the limits of the present plant
// definition, where that still has it: limits bind at once, whatever a work
// order froze.
func (s *State) limitsNow(o Object, operation string, frozen *plant.Characteristic) *plant.Characteristic {
	now, ok := s.present(o)
	if !ok {
		return frozen
	}
	all := now.characteristics(operation)
	for i := range all {
		if c := &all[i]; c.Code == frozen.Code && c.UoM == frozen.UoM {
			return c
		}
	}
	return frozen
}

package track

import (
	"slices"

	"github.com/tracewright/tracewright/internal/plant"
)

// StockAsked asks for the stock of a part, and how much of it work orders still
// need.
type StockAsked struct {
	Part string `json:"part"`
	// Courses are those of which one must be passed by what is made here; none
	// for what is bought.
	Courses []OrderCourse `json:"courses,omitzero"`
	Needs   []OrderNeed   `json:"needs,omitzero"`
}

// OrderNeed is a line of the bill of material of a work order; without one, of
// what has been made without a work order.
type OrderNeed struct {
	Order     string  `json:"order,omitzero"`
	Part      string  `json:"part"`              // that is ordered
	Revision  string  `json:"revision,omitzero"` // empty: any
	Line      string  `json:"line"`
	Operation string  `json:"operation,omitzero"` // where it goes in
	Each      Decimal `json:"each"`               // how much one product takes
	Ordered   Decimal `json:"ordered,omitzero"`   // products; empty without a work order
}

// Left is how much is still needed for products: some of them have passed the
// operation, and some have parts of it inside.
func (n *OrderNeed) Left(products, passed, inside Decimal) Decimal {
	left := add(times(n.Each, add(products, negate(passed))), negate(inside))
	if sign(left) < 0 {
		return "0"
	}
	return left
}

// onStock is what is there of a part, and what is promised of it.
type onStock struct {
	onHand Decimal // what can be used now
	orders Decimal // work orders still need
	inWork Decimal // products in work still need
}

func (s *onStock) free() Decimal { return add(s.onHand, negate(add(s.orders, s.inWork))) }

// spare is how much of the stock that a change waits for nobody else needs; it is
// looked for until there is as much as is asked for.
func (d *decider) spare(index *plant.Index, c *plant.RunOut, enough Decimal) Decimal {
	s := d.stock(index, c, enough)
	free := add(s.free(), negate(d.pledged[c.Stock]))
	if sign(free) < 0 {
		return "0"
	}
	return free
}

// stock finds the stock of a part, as far as there is enough, and what of it is
// promised.
func (d *decider) stock(index *plant.Index, c *plant.RunOut, enough Decimal) onStock {
	ask := &StockAsked{Part: c.Stock, Courses: d.coursesOf(c.Stock), Needs: d.orderNeeds(c.Stock)}
	for _, l := range c.Old {
		if c.Next != nil && l.Option == "" { // what is made has its revision already
			need := OrderNeed{Part: c.Before.Number, Revision: c.Before.Revision, Line: l.Line, Operation: l.Operation, Each: wanted(l)}
			ask.Needs = append(slices.Clip(ask.Needs), need)
		}
	}
	match := d.ask(&Question{Stock: ask})
	s := onStock{onHand: "0", orders: Decimal(first(string(match.Needed), "0")), inWork: d.inWorkNeeds(index, c, ask)}
	enough = add(add(enough, d.pledged[c.Stock]), add(s.orders, s.inWork))
	for i, id := range match.Objects {
		if compare(s.onHand, enough) >= 0 {
			break
		}
		if d.forUse(id) {
			s.onHand = add(s.onHand, Decimal(first(string(match.Quantities[i]), "1")))
		}
	}
	return s
}

// coursesOf are the routes by which a part is made.
func (d *decider) coursesOf(number string) []OrderCourse {
	var all []OrderCourse
	for _, part := range d.s.Plant.Revisions(number) {
		r := Recipe{index: d.s.Plant, part: part}
		if c := (OrderCourse{Operations: r.Required()}); len(c.Operations) > 0 {
			all = append(all, c)
		}
	}
	return all
}

// forUse reports whether stock may be used: it is not on hold for that, and has
// life left.
func (d *decider) forUse(id ObjectID) bool {
	if d.s.anyHeld() {
		w := walk{d: d, act: BlockConsume, from: id, sure: map[ObjectID]*walk{}}
		if w.run(); len(w.holds) > 0 {
			return false
		}
	}
	o := d.known(id)
	if until := d.expiry(o); until != 0 && d.now >= until {
		return false
	}
	part, ok := d.partNamed(o)
	if !ok || part.FloorLife == "" {
		return true
	}
	left, _, limited := FloorLife(part, d.s.ExposuresOf.Rows(id), d.now)
	return !limited || left > 0
}

// orderNeeds lists the lines of released work orders that take a part for all
// that is still to be made: not those that go over to another part themselves.
func (d *decider) orderNeeds(stock string) []OrderNeed {
	if needs, known := d.ordered[stock]; known {
		return needs
	}
	var needs []OrderNeed
	for _, w := range d.s.OpenOrders.Rows(true) {
		p, _ := w.pin()
		index := d.s.plantAt(p.Plant)
		if index == nil || w.Quantity == "" {
			continue
		}
		r, ok := p.Recipe(index, &w, &Object{Part: w.Part, Revision: w.Revision})
		if !ok {
			continue
		}
		c, _ := index.RunOut(r.part, stock)
		for _, l := range r.lines() {
			if l.Part == stock && r.needs(l) && !c.Ends(l.Line) {
				needs = append(needs, OrderNeed{w.Number, w.Part, "", l.Line, l.Operation, wanted(l), w.Quantity})
			}
		}
	}
	d.ordered = with(d.ordered, stock, needs)
	return needs
}

// inWorkNeeds is how much products in work at the operation of a change still
// take of its stock, but for those of the work orders that are counted.
func (d *decider) inWorkNeeds(index *plant.Index, c *plant.RunOut, but *StockAsked) Decimal {
	key := [2]string{c.Stock, c.Operation}
	if need, known := d.working[key]; known {
		return need
	}
	need := Decimal("0")
	for _, v := range d.openVisits(index, c.Operation) {
		o := d.known(v.Object)
		r, ok := d.s.recipe(o, d.now)
		counted := slices.ContainsFunc(but.Needs, func(n OrderNeed) bool {
			return n.Order == o.Order && n.Part == o.Part && (n.Revision == "" || n.Revision == o.Revision)
		})
		if !ok || counted {
			continue
		}
		r = r.AfterRunOuts(d.s.RunOutsOf.Rows(r.part.Number), v.Started, v.StartSeq)
		inside := d.s.Contents.Rows(o.ID)
		for _, l := range r.LinesAt(v.Operation) {
			if left := add(d.wanted(o, l), negate(filled(inside, l))); l.Part == c.Stock && sign(left) > 0 {
				need = add(need, left)
			}
		}
	}
	d.working = with(d.working, key, need)
	return need
}

// openVisits are those at the stations of an operation; of any operation where it
// is empty.
func (d *decider) openVisits(index *plant.Index, operation string) []Visit {
	var all []Visit
	for _, area := range index.Definition().Areas {
		for _, line := range area.Lines {
			for _, st := range line.Stations {
				if operation == "" || slices.Contains(st.Operations, operation) {
					all = append(all, d.s.InWork.Rows(st.Code)...)
				}
			}
		}
	}
	return all
}

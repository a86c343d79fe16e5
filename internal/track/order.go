package track

import (
	"cmp"
	"slices"
	"strconv"
	"time"

	"github.com/cockroachdb/apd/v3"

	"github.com/tracewright/tracewright/internal/plant"
)

// WorkOrder is what the plant was told to make. Its release freezes by what it
// is made.
type WorkOrder struct {
	Number string // the ERP's, kept as it is written
	OrderTerms
	State      OrderState
	Reason     string // why it is held, or was closed
	Created    int64  // entry that made it known
	CreatedAt  Micros
	Released   int64 // entry; 0 before
	ReleasedAt Micros
	Closed     int64 // entry; 0 before
	ClosedAt   Micros
	// Pins are by what it was made, the one in force last; none before the
	// release.
	Pins []OrderPin
}

// OrderTerms is what was ordered.
type OrderTerms struct {
	Part     string   `json:"part"`
	Revision string   `json:"revision,omitzero"` // empty: the newest at the release
	Quantity Decimal  `json:"quantity"`
	UoM      string   `json:"uom"`
	Due      Micros   `json:"due,omitzero"`
	Priority int      `json:"priority,omitzero"` // the higher the sooner
	Line     string   `json:"line,omitzero"`
	Options  []string `json:"options,omitzero"` // of the bill of material
	Customer string   `json:"customer,omitzero"`
	Sales    string   `json:"sales,omitzero"` // number of the sales order
}

// OrderState is how far a work order has come.
type OrderState string

// The states of a work order.
const (
	OrderMade     OrderState = "made"
	OrderReleased OrderState = "released"
	OrderHeld     OrderState = "held"
	OrderClosed   OrderState = "closed"
)

// OrderPin is by what a work order is made from an entry on: a version of the
// plant definition, and the resolved bill of material where it is not the one of
// that version.
type OrderPin struct {
	Entry    int64      `json:"entry"`
	Plant    int64      `json:"plant"`
	Revision string     `json:"revision,omitzero"`
	Bill     *OrderBill `json:"bill,omitzero"`
	// At is the time by which the lines are picked that a date cuts in; it is
	// given where the bill of material has lines that do not always stand.
	At Micros `json:"at,omitzero"`
}

// OrderBill is a bill of material with its options chosen and its phantoms
// resolved.
type OrderBill struct {
	Lines []plant.BOMLine `json:"lines"`
}

// pin is what a work order is made by; false before its release.
func (w *WorkOrder) pin() (OrderPin, bool) {
	if len(w.Pins) == 0 {
		return OrderPin{}, false
	}
	return w.Pins[len(w.Pins)-1], true
}

// PinAt is what the work order was made by when an entry was recorded; false
// before its release.
func (w *WorkOrder) PinAt(entry int64) (OrderPin, bool) {
	for _, p := range slices.Backward(w.Pins) {
		if p.Entry < entry {
			return p, true
		}
	}
	return OrderPin{}, false
}

// OrderCount is how much of a part has been made for a work order: units
// counted, of lots the quantity. It is kept for any number that somebody named,
// whether the order is known or not.
type OrderCount struct {
	Order    string
	Part     string
	Made     Decimal
	Scrapped Decimal // of what was made
	Begun    int     // units that have begun their route and are not scrapped
}

// OrderCountKey is the key of a count.
type OrderCountKey struct{ Order, Part string }

// OrderCourse is what an object of a work order must have passed to be finished,
// before an entry was recorded; 0: whenever. What was finished before the order
// was migrated stays so.
type OrderCourse struct {
	Operations []string `json:"operations"`
	Before     int64    `json:"before,omitzero"`
	Revision   string   `json:"revision,omitzero"` // that it is of; empty: any
}

// Courses are those of a work order, of which one is enough, with the present
// plant definition, which may be nil, and its earlier versions. There are none
// where the product has no route.
func (w *WorkOrder) Courses(present *plant.Index, version func(int64) *plant.Index) []OrderCourse {
	product := &Object{Part: w.Part, Revision: w.Revision}
	var all []OrderCourse
	for i := range w.Pins {
		index := version(w.Pins[i].Plant)
		if index == nil {
			continue
		}
		recipes := w.Pins[i].Recipes(index, w)
		for k := range recipes {
			c := OrderCourse{Operations: recipes[k].Required()}
			if i+1 < len(w.Pins) {
				c.Before = w.Pins[i+1].Entry
			}
			if len(recipes) > 1 {
				c.Revision = recipes[k].part.Revision
			}
			if len(c.Operations) > 0 {
				all = append(all, c)
			}
		}
	}
	if len(w.Pins) > 0 || present == nil {
		return all
	}
	if r, ok := Present(present, product); ok && len(r.Required()) > 0 {
		all = append(all, OrderCourse{Operations: r.Required()})
	}
	return all
}

// of reports whether the course is one for an object.
func (c *OrderCourse) of(o *Object) bool { return c.Revision == "" || c.Revision == o.Revision }

// passedBy reports whether visits have passed the whole course.
func (c *OrderCourse) passedBy(visits []Visit) bool {
	return !slices.ContainsFunc(c.Operations, func(operation string) bool {
		return !slices.ContainsFunc(visits, func(v Visit) bool {
			return v.Operation == operation && v.Ended != 0 && v.Outcome == OutcomePass && (c.Before == 0 || v.EndSeq < c.Before)
		})
	})
}

// OrderShare is some of what was made for a work order and has not come to the
// end of its route: objects of one sort.
type OrderShare struct {
	Begun    bool
	Quantity Decimal // of each lot; empty for units
	Objects  int64
}

// OrderProgress is how far a work order has come, in units, or in the unit of
// its quantity. Made is all of Waiting, Working, Good and Scrapped.
type OrderProgress struct {
	Made      Decimal
	Waiting   Decimal // made, and not begun
	Working   Decimal // begun, and not at the end of its route
	Good      Decimal // at the end of its route, or gone into something
	Scrapped  Decimal
	Remaining Decimal // still to be made; never below 0
}

// Progress is how far the work order has come, from the count of its part and
// what is under way of it.
func (w *WorkOrder) Progress(c OrderCount, under []OrderShare) OrderProgress {
	p := OrderProgress{Made: add(c.Made, ""), Scrapped: add(c.Scrapped, ""), Waiting: "0", Working: "0"}
	for _, share := range under {
		all := number(share.Quantity)
		if share.Quantity == "" {
			all = apd.New(1, 0)
		}
		_, _ = decimals().Mul(all, all, apd.New(share.Objects, 0))
		if share.Begun {
			p.Working = add(p.Working, Decimal(all.Text('f')))
		} else {
			p.Waiting = add(p.Waiting, Decimal(all.Text('f')))
		}
	}
	p.Good = add(add(p.Made, negate(p.Scrapped)), negate(add(p.Waiting, p.Working)))
	if p.Remaining = add(add(w.Quantity, negate(p.Made)), p.Scrapped); sign(p.Remaining) < 0 {
		p.Remaining = "0"
	}
	return p
}

// OrderAct is what became of a work order.
type OrderAct string

// The acts on work orders.
const (
	OrderCreates  OrderAct = "create"
	OrderChanges  OrderAct = "change"
	OrderReleases OrderAct = "release"
	OrderHolds    OrderAct = "hold"
	OrderResumes  OrderAct = "resume"
	OrderCloses   OrderAct = "close"
	OrderMigrates OrderAct = "migrate"
)

// Ordered is an act on a work order.
type Ordered struct {
	Order  string      `json:"order"`
	Act    OrderAct    `json:"act"`
	Terms  *OrderTerms `json:"terms,omitzero"` // created, changed: all of them
	Pin    *OrderPin   `json:"pin,omitzero"`   // released, migrated; its entry is this one
	Reason string      `json:"reason,omitzero"`
	// Objects are what was in work when it was closed or migrated.
	Objects []ObjectID `json:"objects,omitzero"`
}

// Kind returns the kind of entry that carries the fact.
func (*Ordered) Kind() EntryKind { return EntryOrder }

func (f *Ordered) touches() []ObjectID { return once(f.Objects) }

func (f *Ordered) apply(s *State, e *Entry) {
	w, known := s.Orders.Get(f.Order)
	if !known {
		w = WorkOrder{Number: f.Order, State: OrderMade, Created: e.Seq, CreatedAt: e.OccurredAt}
	}
	if f.Terms != nil {
		w.OrderTerms = *f.Terms
	}
	if f.Pin != nil {
		p := *f.Pin
		p.Entry = e.Seq
		w.Pins = append(slices.Clone(w.Pins), p)
		w.Revision = p.Revision
	}
	switch f.Act {
	case OrderReleases:
		w.State, w.Released, w.ReleasedAt, w.Reason = OrderReleased, e.Seq, e.OccurredAt, ""
	case OrderHolds:
		w.State, w.Reason = OrderHeld, f.Reason
	case OrderResumes:
		w.State, w.Reason = OrderMade, ""
		if w.Released != 0 {
			w.State = OrderReleased
		}
	case OrderCloses:
		w.State, w.Closed, w.ClosedAt, w.Reason = OrderClosed, e.Seq, e.OccurredAt, f.Reason
	}
	s.Orders.Put(w)
}

// tally keeps the counts of work orders in step with the units made for them,
// and with the part that a lot is of.
func (s *State) tally(old, now *Object) {
	if old != nil && old.Part != now.Part {
		s.recount(old, now)
	}
	type share struct{ made, scrapped, begun int }
	of := func(o *Object) share {
		switch {
		case o == nil || o.Order == "" || o.Kind != KindUnit || o.Life == LifeVoid:
			return share{}
		case o.Life == LifeScrapped:
			return share{made: 1, scrapped: 1}
		}
		return share{made: 1, begun: min(o.Visit, 1)}
	}
	was, is := of(old), of(now)
	if was == is && (was == share{} || old.Order == now.Order && old.Part == now.Part) {
		return
	}
	for _, c := range []struct {
		o    *Object
		n    share
		sign int
	}{{old, was, -1}, {now, is, 1}} {
		if c.n != (share{}) {
			s.count(c.o.Order, c.o.Part, Decimal(strconv.Itoa(c.sign*c.n.made)), Decimal(strconv.Itoa(c.sign*c.n.scrapped)), c.sign*c.n.begun)
		}
	}
}

// countMovement keeps them in step with the quantities of lots made for them,
// and with those scrapped.
func (s *State) countMovement(mv Movement, part string) {
	if made, scrapped := mv.counts(); mv.Order != "" {
		s.count(mv.Order, part, made, scrapped, 0)
	}
}

// counts is what a movement adds to what was made, and to what was scrapped.
// What takes a movement back has the other sign.
func (mv *Movement) counts() (made, scrapped Decimal) {
	if (sign(mv.Delta) < 0) != (mv.BizStep == stepCorrection) {
		return "0", negate(mv.Delta)
	}
	return mv.Delta, "0"
}

// recount counts what was made and scrapped of a lot as of the part that it is
// of now: it was known by a name alone before, or is so again.
func (s *State) recount(old, now *Object) {
	for _, mv := range s.MovementsOf.Rows(now.ID) {
		if made, scrapped := mv.counts(); mv.Order != "" {
			s.count(mv.Order, old.Part, negate(made), negate(scrapped), 0)
			s.count(mv.Order, now.Part, made, scrapped, 0)
		}
	}
}

// madeFor is the work order that a quantity was made for, or is scrapped of.
// What is split off or joined was made before.
func (s *State) madeFor(m *Material, it Item) string {
	if m.Edge == EdgeSplit || m.Edge == EdgeMerged {
		return ""
	}
	o, _ := s.Objects.Get(it.Object)
	return first(m.Order, o.Order)
}

// count adds to what has been made of a part for a work order.
func (s *State) count(order, part string, made, scrapped Decimal, begun int) {
	c := s.orderCount(order, part)
	c.Made, c.Scrapped, c.Begun = add(c.Made, made), add(c.Scrapped, scrapped), c.Begun+begun
	s.OrderCounts.Put(c)
}

// orderCount is how much of a part has been made for a work order.
func (s *State) orderCount(order, part string) OrderCount {
	for _, c := range s.CountsOf.Rows(order) {
		if c.Part == part {
			return c
		}
	}
	return OrderCount{Order: order, Part: part, Made: "0", Scrapped: "0"}
}

// orderOf is the work order that an object is made for; false where it has none
// or none is known by the number.
func (s *State) orderOf(o Object) (WorkOrder, bool) {
	if o.Order == "" {
		return WorkOrder{}, false
	}
	return s.Orders.Get(o.Order)
}

// orderOpen judges that something may be made for a work order, or begun: it is
// known, released, not on hold, and not closed.
func (d *decider) orderOpen(number string, object ObjectID) (WorkOrder, bool) {
	w, known := d.s.Orders.Get(number)
	var code Code
	switch {
	case !known:
		code = CodeNoOrder
	case w.State == OrderMade:
		code = CodeOrderNotReleased
	case w.State == OrderHeld:
		code = CodeOrderHeld
	case w.State == OrderClosed:
		code = CodeOrderClosed
	default:
		return w, true
	}
	d.judge(plant.RuleOrderOpen, code, object, Evidence{"order": number, "reason": first(w.Reason, "no reason is given")})
	return w, known
}

// orderRoom judges that a quantity more does not exceed what was ordered, beside
// what there is.
func (d *decider) orderRoom(w WorkOrder, object ObjectID, there, more Decimal) {
	if w.Quantity == "" || compare(add(there, more), w.Quantity) <= 0 {
		return
	}
	d.judge(plant.RuleOrderQuantity, CodeOrderFull, object, Evidence{
		"order": w.Number, "ordered": amount(w.Quantity, w.UoM), "made": amount(there, w.UoM), "more": string(more),
	})
}

// asOrdered fills in the part and the revision that a work order asks for,
// where none are given.
func (d *decider) asOrdered(number string, part, revision *string) bool {
	if number == "" {
		return true
	}
	if !d.identifier("order", number) {
		return false
	}
	if w, known := d.s.Orders.Get(number); known {
		if *part = first(*part, w.Part); *part == w.Part {
			*revision = first(*revision, w.Revision)
		}
	}
	return true
}

// producible judges that a quantity of a part may be made for a work order.
func (d *decider) producible(number, part string, quantity Decimal) {
	if number == "" {
		return
	}
	w, known := d.orderOpen(number, "")
	if !known || w.Part != part {
		return // what goes into the product may be made for the order too
	}
	c := d.s.orderCount(number, part)
	d.orderRoom(w, "", add(c.Made, negate(c.Scrapped)), quantity)
}

// beginnable judges that an object may go on for its work order. What has begun
// before the order was closed goes on to be finished.
func (d *decider) beginnable(o Object) {
	if o.Order == "" {
		return
	}
	if w, known := d.s.Orders.Get(o.Order); known && w.State == OrderClosed && o.Visit > 0 {
		return
	}
	w, known := d.orderOpen(o.Order, o.ID)
	if known && w.Part == o.Part && o.Kind == KindUnit && o.Visit == 0 {
		d.orderRoom(w, o.ID, Decimal(strconv.Itoa(d.s.orderCount(o.Order, o.Part).Begun)), "1")
	}
}

// order finds a work order that an act is on.
func (d *decider) order(number string) (WorkOrder, bool) {
	if !d.identifier("order", number) {
		return WorkOrder{}, false
	}
	w, ok := d.s.Orders.Get(number)
	if !ok {
		d.refuse(CodeNoOrder, Evidence{"order": clip(number)})
	}
	return w, ok
}

// inState finds a work order that is in one of some states.
func (d *decider) inState(number string, states ...OrderState) (WorkOrder, bool) {
	w, ok := d.order(number)
	if ok && !slices.Contains(states, w.State) {
		d.refuse(CodeOrderState, Evidence{"order": number, "state": string(w.State), "wanted": join(states)})
		return w, false
	}
	return w, ok
}

// unfinished lists what is in work for a work order: what has begun its route
// and neither reached its end nor gone.
func (d *decider) unfinished(w WorkOrder) []ObjectID {
	courses := w.Courses(d.s.Plant, d.s.plantAt)
	if len(courses) == 0 {
		return nil
	}
	return d.ask(&Question{Order: w.Number, Courses: courses}).Objects
}

// inWorkWords names some of what is in work: "SN1, SN2 and 3 more".
func (d *decider) inWorkWords(ids []ObjectID) string {
	const most = 5
	var names []string
	for _, id := range ids[:min(most, len(ids))] {
		o, _ := d.s.Objects.Get(id)
		names = append(names, o.name())
	}
	if more := len(ids) - most; more > 0 {
		names = append(names, strconv.Itoa(more)+" more")
	}
	return all(names)
}

// byOrder is the order in which counts are read.
func byOrder(a, b OrderCount) int {
	return cmp.Or(cmp.Compare(a.Order, b.Order), cmp.Compare(a.Part, b.Part))
}

// TermChange is one thing that differs in what was ordered, in words.
type TermChange struct{ Field, Old, New string }

// dueText is the time at which it is to be ready, as RFC 3339 has it; empty
// where there is none.
func (t *OrderTerms) dueText() string {
	if t.Due == 0 {
		return ""
	}
	return t.Due.Time().Format(time.RFC3339)
}

// Against lists in what the terms differ from earlier ones, named as in the
// verbs.
func (t *OrderTerms) Against(before *OrderTerms) []TermChange {
	var list []TermChange
	for _, c := range []TermChange{
		{"part", before.Part, t.Part},
		{"revision", before.Revision, t.Revision},
		{"quantity", string(before.Quantity), string(t.Quantity)},
		{"due", before.dueText(), t.dueText()},
		{"priority", strconv.Itoa(before.Priority), strconv.Itoa(t.Priority)},
		{"line", before.Line, t.Line},
		{"options", join(before.Options), join(t.Options)},
		{"customer", before.Customer, t.Customer},
		{"sales", before.Sales, t.Sales},
	} {
		if c.Old != c.New {
			list = append(list, c)
		}
	}
	return list
}

package track

import (
	"slices"
	"strconv"
	"time"

	"github.com/tracewright/tracewright/internal/plant"
)

// CreateOrder makes a work order known. One that is known already with the same
// terms is let be, so that an order that is sent again changes nothing.
type CreateOrder struct {
	Order    string    `json:"order" doc:"number of the work order, as the ERP writes it" eg:"WO-17"`
	Part     string    `json:"part" doc:"number of the part, as in the plant definition" eg:"PUMP-100"`
	Revision string    `json:"revision,omitzero" doc:"revision of the part; left out: the newest at the release" eg:"B"`
	Quantity Decimal   `json:"quantity" doc:"how much is ordered, in the unit of the part" eg:"40"`
	Due      time.Time `json:"due,omitzero" doc:"when it is to be ready" eg:"2026-02-01T14:00:00Z"`
	Priority int       `json:"priority,omitzero" doc:"from 0 to 1000000, the higher the sooner" eg:"5"`
	Line     string    `json:"line,omitzero" doc:"code of the line that is to make it" eg:"L1"`
	Options  []string  `json:"options,omitzero" doc:"options of the bill of material that are chosen" eg:"RADIO"`
	Customer string    `json:"customer,omitzero" doc:"for whom it is made" eg:"ACME"`
	Sales    string    `json:"sales,omitzero" doc:"number of the sales order" eg:"SO-9"`
}

func (a CreateOrder) decide(d *decider) {
	if !d.identifier("order", a.Order) {
		return
	}
	terms := OrderTerms{
		Part: a.Part, Revision: a.Revision, Quantity: a.Quantity, Due: MicrosOf(a.Due), Priority: a.Priority, Line: a.Line,
		Options: a.Options, Customer: a.Customer, Sales: a.Sales,
	}
	if !d.line(a.Line) || !d.terms(&terms) {
		return
	}
	if w, known := d.s.Orders.Get(a.Order); known {
		if w.asOrdered(&terms) {
			d.permit("", "Work order "+a.Order+" is known already.", "Nothing to do.")
		} else {
			d.refuse(CodeOrderTaken, Evidence{"order": a.Order, "ordered": w.words()})
		}
		return
	}
	d.fact(&Ordered{Order: a.Order, Act: OrderCreates, Terms: &terms})
	d.permit("", "Work order "+a.Order+" is made: "+terms.words()+".", "Release it when it is to begin.")
	d.info = Evidence{"order": a.Order}
}

// asOrdered reports whether a work order was made with these terms, whatever
// its release made of the revision.
func (w *WorkOrder) asOrdered(t *OrderTerms) bool {
	return w.Part == t.Part && (t.Revision == "" || w.Revision == t.Revision) && compare(w.Quantity, t.Quantity) == 0 &&
		w.UoM == t.UoM && w.Due == t.Due && w.Priority == t.Priority && w.Line == t.Line &&
		slices.Equal(w.Options, t.Options) && w.Customer == t.Customer && w.Sales == t.Sales
}

// words says what is ordered: "40 pieces of PUMP-100".
func (t *OrderTerms) words() string { return amount(t.Quantity, t.UoM) + " of " + t.Part }

const (
	maxPriority = 1_000_000
	maxOptions  = 100
)

// terms checks what is ordered, and fills in the unit of the quantity. A
// revision that is not given is left to the release.
func (d *decider) terms(t *OrderTerms) bool {
	revision := t.Revision
	if !d.partOf(t.Part, &revision, &t.UoM) || !d.planned(t) {
		return false
	}
	if len(t.Options) > maxOptions {
		d.bad("options", strconv.Itoa(len(t.Options)), "at most "+strconv.Itoa(maxOptions))
		return false
	}
	d.options(t)
	return !d.stopped()
}

// planned checks how much is ordered, until when and where.
func (d *decider) planned(t *OrderTerms) bool {
	if !d.quantity("quantity", &t.Quantity) || !d.texts("line", t.Line, "customer", t.Customer, "sales", t.Sales) {
		return false
	}
	switch {
	case t.Priority < 0 || t.Priority > maxPriority:
		d.bad("priority", strconv.Itoa(t.Priority), "it is a whole number from 0 to "+strconv.Itoa(maxPriority))
	case t.Due < 0 || t.Due > maxTime:
		d.bad("due", strconv.FormatInt(int64(t.Due), 10), "it lies from 1970 to 9998")
	}
	return !d.stopped()
}

// line checks that the plant definition has a line, where one is given.
func (d *decider) line(code string) bool {
	if code == "" || d.s.Plant == nil {
		return true
	}
	known := slices.ContainsFunc(d.s.Plant.Definition().Areas, func(a plant.Area) bool {
		return slices.ContainsFunc(a.Lines, func(l plant.Line) bool { return l.Code == code })
	})
	if !known {
		d.bad("line", code, "the plant definition has no such line")
	}
	return known
}

// options checks that the bill of material has the chosen options, and puts
// them in order.
func (d *decider) options(t *OrderTerms) {
	t.Options = slices.Compact(slices.Sorted(slices.Values(t.Options)))
	if d.s.Plant == nil {
		return
	}
	var known []string
	for _, part := range d.s.Plant.Revisions(t.Part) {
		if t.Revision != "" && t.Revision != part.Revision {
			continue
		}
		for _, l := range d.s.Plant.Bill(part) {
			if l.Option != "" && !slices.Contains(known, l.Option) {
				known = append(known, l.Option)
			}
		}
	}
	for _, option := range t.Options {
		if !slices.Contains(known, option) {
			d.bad("options", option, "the bill of material of "+t.Part+" has "+first(join(known), "no options"))
			return
		}
	}
}

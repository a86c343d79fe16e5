package track

import (
	"maps"
	"slices"
	"strconv"
	"time"

	"github.com/tracewright/tracewright/internal/plant"
)

// ImportOrders brings the work orders in line with a list of the ERP: all of
// them, or none. One that is not known is made, one that differs is changed, and
// the same list again changes nothing.
type ImportOrders struct {
	Orders []OrderRow `json:"orders" doc:"the orders, at most 5000, each at most once" eg:"[{\"order\":\"WO-17\",\"part\":\"PUMP-100\",\"quantity\":\"40\"}]"`
}

// OrderRow is one order of the list. What is left out stays as it is known; a
// new order needs part and quantity.
type OrderRow struct {
	Order    string    `json:"order" doc:"number of the work order, as the ERP writes it" eg:"WO-17"`
	Part     string    `json:"part,omitzero" doc:"number of the part, as in the plant definition" eg:"PUMP-100"`
	Revision string    `json:"revision,omitzero" doc:"revision of the part; of a new order: the newest at the release" eg:"B"`
	Quantity Decimal   `json:"quantity,omitzero" doc:"how much is ordered, in the unit of the part" eg:"40"`
	Due      time.Time `json:"due,omitzero" doc:"when it is to be ready" eg:"2026-02-01T14:00:00Z"`
	Priority *int      `json:"priority,omitzero" doc:"from 0 to 1000000, the higher the sooner" eg:"5"`
	Line     string    `json:"line,omitzero" doc:"code of the line that is to make it" eg:"L1"`
	Options  []string  `json:"options,omitzero" doc:"options of the bill of material that are chosen" eg:"RADIO"`
	Customer string    `json:"customer,omitzero" doc:"for whom it is made" eg:"ACME"`
	Sales    string    `json:"sales,omitzero" doc:"number of the sales order" eg:"SO-9"`
}

// MaxOrders bounds the orders of one list.
const MaxOrders = 5000

// maxRowFindings bounds what is told of the rows of a list.
const maxRowFindings = 500

func (a ImportOrders) decide(d *decider) {
	if len(a.Orders) == 0 || len(a.Orders) > MaxOrders {
		d.bad("orders", strconv.Itoa(len(a.Orders)), "give from 1 to "+strconv.Itoa(MaxOrders))
		return
	}
	rows := map[string]int{}
	made, changed := 0, 0
	for i := range a.Orders {
		o := &a.Orders[i]
		row := &decider{s: d.s, c: d.c, t: d.t, now: d.now, station: d.station}
		if before, twice := rows[o.Order]; twice {
			row.bad("order", o.Order, "it stands in row "+strconv.Itoa(before)+" already")
		} else {
			rows[o.Order] = i + 1
			row.importOrder(o)
		}
		for _, f := range row.facts {
			if ordered, ok := f.(*Ordered); ok && ordered.Act == OrderCreates {
				made++
			} else {
				changed++
			}
		}
		d.facts = append(d.facts, row.facts...)
		d.also = append(d.also, inRow(row.also, o.Order, i)...)
		d.against = append(d.against, inRow(row.against, o.Order, i)...)
	}
	d.against = d.against[:min(len(d.against), maxRowFindings)]
	same := len(a.Orders) - made - changed
	next := ""
	if made+changed == 0 {
		next = "Nothing to do."
	}
	d.permit("", "Of "+strconv.Itoa(len(a.Orders))+" work orders "+strconv.Itoa(made)+" are made, "+
		strconv.Itoa(changed)+" changed, and "+strconv.Itoa(same)+" as they were.", next)
	d.info = Evidence{"made": strconv.Itoa(made), "changed": strconv.Itoa(changed), "same": strconv.Itoa(same)}
}

// inRow adds to findings which row of a list they are about.
func inRow(findings []Finding, order string, row int) []Finding {
	for i := range findings {
		f := &findings[i]
		f.Evidence = maps.Clone(f.Evidence)
		f.Evidence["order"], f.Evidence["row"] = clip(order), strconv.Itoa(row+1)
	}
	return findings
}

// importOrder makes or changes one order of a list.
func (d *decider) importOrder(o *OrderRow) {
	if !d.identifier("order", o.Order) {
		return
	}
	w, known := d.s.Orders.Get(o.Order)
	if !known {
		create := CreateOrder{
			Order: o.Order, Part: o.Part, Revision: o.Revision, Quantity: o.Quantity, Due: o.Due, Line: o.Line,
			Options: o.Options, Customer: o.Customer, Sales: o.Sales,
		}
		if o.Priority != nil {
			create.Priority = *o.Priority
		}
		create.decide(d)
		return
	}
	terms := o.over(w.OrderTerms)
	if w.asOrdered(&terms) || !d.line(o.Line) || !d.reordered(&w, &terms) {
		return
	}
	if w.State == OrderClosed {
		d.refuse(CodeOrderState, Evidence{"order": w.Number, "state": string(w.State), "wanted": join([]OrderState{OrderMade, OrderReleased, OrderHeld})})
		return
	}
	d.enough(&w, terms.Quantity)
	d.fact(&Ordered{Order: w.Number, Act: OrderChanges, Terms: &terms})
}

// over lays what a row says over what was ordered.
func (o *OrderRow) over(t OrderTerms) OrderTerms {
	if o.Part != "" && o.Part != t.Part {
		t.Part, t.Revision, t.UoM, t.Options = o.Part, "", "", nil
	}
	t.Revision, t.Quantity = first(o.Revision, t.Revision), Decimal(first(string(o.Quantity), string(t.Quantity)))
	t.Line, t.Customer, t.Sales = first(o.Line, t.Line), first(o.Customer, t.Customer), first(o.Sales, t.Sales)
	if !o.Due.IsZero() {
		t.Due = MicrosOf(o.Due)
	}
	if o.Priority != nil {
		t.Priority = *o.Priority
	}
	if len(o.Options) > 0 {
		t.Options = slices.Compact(slices.Sorted(slices.Values(o.Options)))
	}
	return t
}

// reordered checks the new terms of a known order. By what it is made is open
// until its release.
func (d *decider) reordered(w *WorkOrder, t *OrderTerms) bool {
	if w.Released == 0 && w.State != OrderClosed {
		return d.terms(t)
	}
	const frozen = "the order is released, which froze it; close it, and make another"
	switch {
	case t.Part != w.Part:
		d.bad("part", t.Part, frozen)
	case t.Revision != w.Revision:
		d.bad("revision", t.Revision, frozen)
	case !slices.Equal(t.Options, w.Options):
		d.bad("options", join(t.Options), frozen)
	}
	return !d.stopped() && d.planned(t)
}

// enough judges that no more is made already than is ordered now.
func (d *decider) enough(w *WorkOrder, quantity Decimal) {
	c := d.s.orderCount(w.Number, w.Part)
	if good := add(c.Made, negate(c.Scrapped)); compare(good, quantity) > 0 {
		d.judge(plant.RuleOrderQuantity, CodeOrderFull, "", Evidence{
			"order": w.Number, "ordered": amount(quantity, w.UoM), "made": amount(good, w.UoM), "more": "0",
		})
	}
}

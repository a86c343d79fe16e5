package track

import "time"

// ChangeOrder changes how much is ordered, until when, how urgent it is, and
// where it is made. What it is made by stays as the release froze it.
type ChangeOrder struct {
	Order    string    `json:"order" doc:"number of the work order" eg:"WO-17"`
	Quantity Decimal   `json:"quantity,omitzero" doc:"how much is ordered now; left out: as before" eg:"60" usual:"true"`
	Due      time.Time `json:"due,omitzero" doc:"when it is to be ready now; left out: as before" eg:"2026-02-08T14:00:00Z"`
	// Priority is a pointer, since 0 is one too.
	Priority *int   `json:"priority,omitzero" doc:"from 0 to 1000000, the higher the sooner; left out: as before" eg:"9"`
	Line     string `json:"line,omitzero" doc:"code of the line that is to make it now; left out: as before" eg:"L2"`
	Customer string `json:"customer,omitzero" doc:"for whom it is made now; left out: as before" eg:"ACME"`
	Sales    string `json:"sales,omitzero" doc:"number of the sales order now; left out: as before" eg:"SO-10"`
}

func (a ChangeOrder) decide(d *decider) {
	w, ok := d.inState(a.Order, OrderMade, OrderReleased, OrderHeld)
	if !ok {
		return
	}
	terms := w.OrderTerms
	if a.Priority != nil {
		terms.Priority = *a.Priority
	}
	if !a.Due.IsZero() {
		terms.Due = MicrosOf(a.Due)
	}
	terms.Quantity = Decimal(first(string(a.Quantity), string(terms.Quantity)))
	terms.Line, terms.Customer, terms.Sales = first(a.Line, terms.Line), first(a.Customer, terms.Customer), first(a.Sales, terms.Sales)
	if !d.line(a.Line) || !d.planned(&terms) {
		return
	}
	if w.asOrdered(&terms) {
		d.permit("", "Work order "+w.Number+" says so already.", "Nothing to do.")
		return
	}
	d.enough(&w, terms.Quantity)
	d.fact(&Ordered{Order: w.Number, Act: OrderChanges, Terms: &terms})
	d.permit("", "Work order "+w.Number+" is changed: "+terms.words()+".", "")
	d.info = Evidence{"order": w.Number}
}

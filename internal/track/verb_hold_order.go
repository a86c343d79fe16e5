package track

// HoldOrder stops a work order: nothing is made or begun for it until it is
// resumed. What is at an operation may be completed.
type HoldOrder struct {
	Order  string `json:"order" doc:"number of the work order" eg:"WO-17"`
	Reason string `json:"reason" doc:"why" eg:"customer changes the drawing"`
}

func (a HoldOrder) decide(d *decider) {
	if !d.identifier("reason", a.Reason) {
		return
	}
	w, ok := d.inState(a.Order, OrderMade, OrderReleased)
	if !ok {
		return
	}
	d.fact(&Ordered{Order: w.Number, Act: OrderHolds, Reason: a.Reason})
	d.permit("", "Work order "+w.Number+" is on hold: "+a.Reason+".", "Nothing is begun for it until it is resumed.")
	d.info = Evidence{"order": w.Number}
}

// ResumeOrder lets a work order that is on hold go on. It is made by what its
// release froze, whatever was published since.
type ResumeOrder struct {
	Order string `json:"order" doc:"number of the work order" eg:"WO-17"`
}

func (a ResumeOrder) decide(d *decider) {
	w, ok := d.inState(a.Order, OrderHeld)
	if !ok {
		return
	}
	d.fact(&Ordered{Order: w.Number, Act: OrderResumes})
	next := ""
	if w.Released == 0 {
		next = "Release it when it is to begin."
	}
	d.permit("", "Work order "+w.Number+" goes on.", next)
	d.info = Evidence{"order": w.Number}
}

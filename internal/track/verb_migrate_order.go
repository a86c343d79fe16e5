package track

import "strconv"

// MigrateOrder brings a released work order to the present plant definition: its
// route and its bill of material. What is in work goes on by these, and what it
// has passed already stands.
type MigrateOrder struct {
	Order  string `json:"order" doc:"number of the work order" eg:"WO-17"`
	Reason string `json:"reason" doc:"why" eg:"change note CN-4 cuts in with this order"`
}

// maxPins bounds how often a work order is released and migrated.
const maxPins = 100

func (a MigrateOrder) decide(d *decider) {
	if !d.identifier("reason", a.Reason) {
		return
	}
	w, ok := d.inState(a.Order, OrderReleased, OrderHeld)
	if !ok {
		return
	}
	was, pinned := w.pin()
	switch {
	case !pinned:
		d.refuse(CodeOrderState, Evidence{"order": w.Number, "state": string(w.State), "wanted": string(OrderReleased)})
		return
	case len(w.Pins) >= maxPins:
		d.bad("order", w.Number, "it was migrated "+strconv.Itoa(maxPins)+" times; close it, and make another")
		return
	}
	working := d.unfinished(w)
	pin, ok := d.freeze(&w)
	if !ok {
		return
	}
	if pin.Plant == was.Plant {
		d.permit("", "Work order "+w.Number+" is made by version "+strconv.FormatInt(pin.Plant, 10)+" already.", "Nothing to do.")
		return
	}
	d.fact(&Ordered{Order: w.Number, Act: OrderMigrates, Pin: &pin, Reason: a.Reason, Objects: working[:min(len(working), MaxHeld)]})
	text := "Work order " + w.Number + " is made by version " + strconv.FormatInt(pin.Plant, 10) + " of the plant definition now, not by " + strconv.FormatInt(was.Plant, 10)
	if len(working) > 0 {
		text += "; in work are " + strconv.Itoa(len(working)) + ": " + d.inWorkWords(working)
	}
	d.permit("", text+".", "What has been passed stands; what is missing by the new definition is asked for.")
	d.info = Evidence{"order": w.Number, "version": strconv.FormatInt(pin.Plant, 10), "working": strconv.Itoa(len(working))}
}

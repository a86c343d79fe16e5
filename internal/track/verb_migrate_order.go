package track

import (
	"slices"
	"strconv"

	"github.com/tracewright/tracewright/internal/plant"
)

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
	version := strconv.FormatInt(pin.Plant, 10)
	text := "Work order " + w.Number + " is made by version " + version + " of the plant definition now, not by " + strconv.FormatInt(was.Plant, 10)
	if pin.Plant == was.Plant {
		changed := d.cutInSince(&w, was, pin)
		if len(changed) == 0 {
			d.permit("", "Work order "+w.Number+" is made by version "+version+" already.", "Nothing to do.")
			return
		}
		text = "Work order " + w.Number + " is made by version " + version + " of the plant definition as it stands now: " + all(changed)
	}
	d.fact(&Ordered{Order: w.Number, Act: OrderMigrates, Pin: &pin, Reason: a.Reason, Objects: working[:min(len(working), MaxHeld)]})
	if len(working) > 0 {
		text += "; in work are " + strconv.Itoa(len(working)) + ": " + d.inWorkWords(working)
	}
	d.permit("", text+".", "What has been passed stands; what is missing by the new definition is asked for.")
	d.info = Evidence{"order": w.Number, "version": version, "working": strconv.Itoa(len(working))}
}

// cutInSince words the lines of the bill of material that a date has cut in, or
// has ended, between two times at which a work order is made by one version.
func (d *decider) cutInSince(w *WorkOrder, was, pin OrderPin) []string {
	product := &Object{Part: w.Part, Revision: w.Revision}
	index := d.s.plantAt(pin.Plant)
	if index == nil {
		return nil
	}
	before, known := was.Recipe(index, w, product)
	after, _ := pin.Recipe(index, w, product)
	if !known {
		return nil
	}
	var changed []string
	for _, change := range []struct {
		word     string
		from, to *Recipe
	}{{"without", &after, &before}, {"with", &before, &after}} {
		for _, l := range change.to.lines() {
			stood := slices.ContainsFunc(change.from.lines(), func(other *plant.BOMLine) bool { return other.Line == l.Line })
			if !stood {
				changed = append(changed, change.word+" line "+l.Line+", "+l.Part)
			}
		}
	}
	return changed
}

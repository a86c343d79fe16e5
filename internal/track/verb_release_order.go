package track

import (
	"slices"
	"strconv"

	"github.com/tracewright/tracewright/internal/plant"
)

// ReleaseOrder lets a work order begin. What it is made by is frozen from then
// on: the revision of the part, its route, and its bill of material with the
// options chosen and the phantoms resolved.
type ReleaseOrder struct {
	Order string `json:"order" doc:"number of the work order" eg:"WO-17"`
}

func (a ReleaseOrder) decide(d *decider) {
	w, ok := d.inState(a.Order, OrderMade)
	if !ok {
		return
	}
	named := w.Revision
	pin, ok := d.freeze(&w)
	if !ok {
		return
	}
	d.fact(&Ordered{Order: w.Number, Act: OrderReleases, Pin: &pin})
	note := ""
	if named == "" {
		note = d.settleRevision("", w.Part, pin.Revision, w.Quantity)
	}
	text := "Work order " + w.Number + " is released: " + w.words()
	if pin.Revision != "" {
		text += " revision " + pin.Revision
	} else if d.bySerial(w.Part) {
		text += ", each of the revision that its serial number says"
	}
	d.permit("", text+", by version "+strconv.FormatInt(pin.Plant, 10)+" of the plant definition.", sentences(d.firstStation(w.Part, pin.Revision, ""), note))
	d.info = Evidence{"order": w.Number, "version": strconv.FormatInt(pin.Plant, 10)}
}

// asReleased fills in the revision that a work order is made by from its release
// on, where it names none. It reports whether that is left to the serial number of
// each product.
func (d *decider) asReleased(w *WorkOrder) (bySerial bool) {
	if w.Revision != "" || d.s.Plant == nil {
		return false
	}
	current, ok := d.currentOf("", w.Part, "", w.Quantity)
	if !ok {
		return false
	}
	revisions := d.s.Plant.Revisions(w.Part)
	if i := slices.Index(revisions, current) + 1; i < len(revisions) && revisions[i].Effective.FromSerial != "" {
		return true
	}
	w.Revision = current.Revision
	return false
}

// freeze is by what a work order is made by the present plant definition.
func (d *decider) freeze(w *WorkOrder) (OrderPin, bool) {
	bySerial := d.asReleased(w)
	r, ok := d.s.present(Object{Part: w.Part, Revision: w.Revision})
	if !ok {
		evidence := Evidence{"part": w.Part}
		if w.Revision != "" {
			evidence["part"] += " revision " + w.Revision
		}
		d.refuse(CodeUnknownPart, evidence)
		return OrderPin{}, false
	}
	d.options(&w.OrderTerms)
	pin := OrderPin{Plant: d.s.PlantVersion, Revision: r.part.Revision}
	if r.CutIn() {
		pin.At = d.now
	}
	if bySerial {
		pin.Revision, pin.At = "", d.now
		return pin, !d.stopped()
	}
	whole := r.index.Bill(r.part)
	chosen := pickLines(whole, func(l *plant.BOMLine) bool { return l.Option == "" || slices.Contains(w.Options, l.Option) })
	if len(chosen) != len(whole) {
		pin.Bill = &OrderBill{Lines: []plant.BOMLine{}}
		for _, l := range chosen {
			pin.Bill.Lines = append(pin.Bill.Lines, *l)
		}
	}
	return pin, !d.stopped()
}

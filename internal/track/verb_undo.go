package track

import (
	"slices"
	"strconv"
)

// UndoLimit is how long after it was recorded a booking can be taken back by
// undo: ten minutes. Later it takes a correction.
const UndoLimit = Micros(600e6)

// maxUndone bounds how many entries of one command are taken back.
const maxUndone = 100

// Undo takes back the last that whoever gives the command has booked at its
// station. It is a record correction: never of what a device has measured, nor of
// what others have built upon.
type Undo struct {
	Reason string `json:"reason,omitzero" doc:"why; left out: undo" eg:"wrong unit was scanned"`
}

func (a Undo) decide(d *decider) {
	if d.texts("reason", a.Reason) {
		d.takeBack(first(a.Reason, "undo"))
	}
}

// undo takes the last booking back, as the command code has it.
func (d *decider) undo() { d.takeBack("undo") }

func (d *decider) takeBack(reason string) {
	b, ok := d.lastBooking()
	entry := strconv.FormatInt(b.Last, 10)
	switch {
	case !ok:
		d.refuse(CodeNothingToUndo, Evidence{"place": first(d.c.Station, "this place")})
		return
	case b.Measured:
		d.refuse(CodeMeasured, Evidence{"entry": entry})
		return
	case d.t.Now-b.RecordedAt > UndoLimit:
		d.refuse(CodeTooLateToUndo, Evidence{"entry": entry, "time": span(d.t.Now - b.RecordedAt), "limit": span(UndoLimit)})
		return
	}
	d.subject = b.Object
	for seq := b.Last; seq >= max(b.First, b.Last-maxUndone); seq-- {
		d.takeBackEntry(&b, seq, reason)
	}
	if d.stopped() {
		return
	}
	if len(d.facts) == 0 {
		d.refuse(CodeNothingToUndo, Evidence{"place": first(d.c.Station, "this place")})
		return
	}
	o := d.known(b.Object)
	d.permit(b.Object, "The last booking of "+o.name()+" is taken back (entry "+entry+").", "Scan what really happened.")
}

// takeBackEntry declares an entry of a booking wrong, unless something has come
// upon it since.
func (d *decider) takeBackEntry(b *Booking, seq int64, reason string) {
	var ids []ObjectID
	for _, w := range d.s.SightingsBy.Rows(seq) {
		if w.VoidSeq != 0 {
			return // it was corrected already, or is none that can be
		}
		ids = append(ids, w.Object)
	}
	if len(ids) == 0 {
		return
	}
	for _, id := range ids {
		o := d.known(id)
		if o.Last > b.Last && d.changedBy(b, seq, &o) {
			d.refuse(CodeBuiltUpon, Evidence{"object": o.name(), "entry": strconv.FormatInt(seq, 10), "later": strconv.FormatInt(o.Last, 10)})
			return
		}
	}
	d.fact(&Corrected{Entry: seq, Reason: reason, Objects: ids})
}

// changedBy reports whether an entry changed more of an object than how much of
// it there is: what others take of the same lot meanwhile does not matter.
func (d *decider) changedBy(b *Booking, seq int64, o *Object) bool {
	if o.Kind != KindLot && o.Kind != KindContainer || o.Created >= b.First {
		return true
	}
	visited := func(v Visit) bool { return v.Object == o.ID }
	loaded := func(e Edge) bool { return e.Child == o.ID && e.Quantity == "" }
	return slices.ContainsFunc(d.s.VisitsBegun.Rows(seq), visited) || slices.ContainsFunc(d.s.VisitsEnded.Rows(seq), visited) ||
		slices.ContainsFunc(d.s.EdgesBy.Rows(seq), loaded)
}

package track

import (
	"strconv"

	"github.com/tracewright/tracewright/internal/epcis"
)

// Correct declares an entry of the journal wrong. It never cascades: what was
// recorded later stands. The wrong entry stays where it is.
type Correct struct {
	Entry  int64  `json:"entry" doc:"number of the entry, as unit and the journal show it" eg:"42"`
	Reason string `json:"reason" doc:"what is wrong with it" eg:"wrong unit was scanned"`
}

func (a Correct) decide(d *decider) {
	if !d.identifier("reason", a.Reason) {
		return
	}
	entry := strconv.FormatInt(a.Entry, 10)
	if a.Entry < 0 || a.Entry >= d.t.Seq {
		d.refuse(CodeNoEntry, Evidence{"entry": entry})
		return
	}
	if _, ok := d.s.Holds.Get(HoldID("H-" + entry)); ok {
		d.refuse(CodeNotCorrectable, Evidence{"entry": entry, "kind": "hold"})
		return
	}
	seen := d.s.SightingsBy.Rows(a.Entry)
	var ids []ObjectID
	for _, w := range seen {
		if w.VoidSeq != 0 {
			d.refuse(CodeCorrected, Evidence{"entry": entry})
			return
		}
		ids = append(ids, w.Object)
	}
	if len(ids) == 0 {
		d.refuse(CodeNoEntry, Evidence{"entry": entry})
		return
	}
	d.fact(&Corrected{Entry: a.Entry, Reason: a.Reason, Objects: ids})
	d.permit(ids[0], "Entry "+entry+" is declared wrong.", "Record what really happened, if anything did.")
}

// stepCorrection is the step of a movement that takes another back.
const stepCorrection = "correction"

// apply takes back what an entry did: its rows are closed, its quantities
// subtracted, and the current fields of what it touched computed again from
// what still stands.
func (f *Corrected) apply(s *State, e *Entry) {
	var ids []ObjectID
	for _, w := range s.SightingsBy.Rows(f.Entry) {
		w.VoidSeq = e.Seq
		s.Sightings.Put(w)
		ids = append(ids, w.Object)
	}
	for _, id := range ids {
		s.standAgain(id, f.Entry)
	}
	s.undoVisits(e, f.Entry)
	s.undoDefects(e, f.Entry)
	for _, r := range s.ResultsBy.Rows(f.Entry) {
		r.VoidSeq = e.Seq
		s.Results.Put(r)
	}
	for _, x := range s.ExposuresBy.Rows(f.Entry) {
		x.VoidSeq = e.Seq
		s.Exposures.Put(x)
	}
	if c, ok := s.Calibrations.Get(f.Entry); ok {
		c.VoidSeq = e.Seq
		s.Calibrations.Put(c)
	}
	for i, mv := range s.MovementsBy.Rows(f.Entry) {
		booked := Item{Object: mv.Object, Quantity: mv.Delta, UoM: mv.UoM, Second: mv.Second, SecondUoM: mv.SecondUoM}
		s.moveFor(mv.Order, e, i, booked.taken(), stepCorrection)
	}
	ids = append(ids, s.undoEdges(e, f.Entry)...)
	for _, id := range once(ids) {
		s.refold(e, id, f.Entry)
	}
}

// standAgain lets the visits and results of an object stand again that a wrong
// entry had voided.
func (s *State) standAgain(object ObjectID, wrong int64) {
	for _, v := range s.VisitsOf.Rows(object) {
		if v.VoidSeq == wrong {
			s.voidVisit(object, v.Number, wrong, 0)
		}
	}
}

// refold computes the current fields of an object again. An object that the
// wrong entry described is a stub again, under the name it was given, while
// other entries still speak of it; else it is void.
func (s *State) refold(e *Entry, id ObjectID, wrong int64) {
	o, known := s.Objects.Get(id)
	if !known {
		return
	}
	o.Last = e.Seq
	s.fold(&o)
	s.undoNames(e, o, wrong)
	if s.undescribed(id, wrong) {
		o.Known, o.Part, o.Revision, o.Maker, o.UoM, o.Order = false, "", "", "", "", ""
	}
	o.Name = first(s.nameOf(id), o.Name)
	o.Operation = s.operationOf(id)
	s.Objects.Put(o)
	s.settle(e, id)
}

// undoNames takes back the identifiers that a wrong entry gave, and makes
// those valid again that it retired.
func (s *State) undoNames(e *Entry, o Object, wrong int64) {
	for _, row := range s.NamesOf.Rows(o.ID) {
		switch {
		case row.KnownFrom == wrong && row.KnownTo == 0 && (o.Created != wrong || o.Life == LifeVoid):
			row.KnownTo = e.Seq
			s.bearsNoMore(e, &o, row)
			s.undrawn(e, o.ID, row)
		case row.KnownTo == wrong:
			row.KnownFrom, row.KnownTo = e.Seq, 0
		default:
			continue // among them the names by which later entries know what this one made
		}
		s.Identifiers.Put(row)
	}
}

// undescribed reports whether a wrong entry was the only one to say what an
// object is.
func (s *State) undescribed(id ObjectID, wrong int64) bool {
	was := false
	for _, w := range s.SightingsOf.Rows(id) {
		switch {
		case !w.describes():
		case w.VoidSeq == 0:
			return false
		case w.Entry == wrong:
			was = true
		}
	}
	return was
}

// describes reports whether the sighting is of an object that was made or came
// in, so that its part was told.
func (w *Sighting) describes() bool {
	switch w.BizStep {
	case epcis.StepCommissioning, epcis.StepCreatingClassInstance, epcis.StepReceiving:
		return w.Disposition == epcis.DispActive || w.Disposition == epcis.DispInProgress
	}
	return false
}

package track

import "strconv"

// Correct declares an entry of the journal wrong. It never cascades: what was
// recorded later stands. The wrong entry stays where it is.
type Correct struct {
	Entry  int64  `json:"entry"`
	Reason string `json:"reason"`
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

// apply takes back what an entry did: its rows are closed, its quantities
// subtracted, and the current fields of what it touched folded again from the
// sightings that still stand.
func (f *Corrected) apply(s *State, e *Entry) {
	for _, id := range s.NamesBy.Rows(f.Entry) {
		id.KnownTo = e.Seq
		s.Identifiers.Put(id)
	}
	for _, edge := range s.EdgesBy.Rows(f.Entry) {
		edge.KnownTo = e.Seq
		s.Edges.Put(edge)
	}
	for _, edge := range s.EdgesEnded.Rows(f.Entry) {
		s.supersede(e, edge, func(v *Edge) { v.OccurredTo, v.EndEntry = 0, 0 })
	}
	for _, v := range s.VisitsBegun.Rows(f.Entry) {
		v.VoidSeq = e.Seq
		s.Visits.Put(v)
	}
	for _, v := range s.VisitsEnded.Rows(f.Entry) {
		if v.VoidSeq == 0 {
			v.Ended, v.Outcome, v.EndSeq = 0, OutcomeNone, 0
			s.Visits.Put(v)
		}
	}
	s.voidResults(e.Seq, func(Result) bool { return true }, s.ResultsBy.Rows(f.Entry))
	for i, mv := range s.MovementsBy.Rows(f.Entry) {
		s.move(e, i, Item{Object: mv.Object, UoM: mv.UoM}, "correction", negate(mv.Delta))
	}
	var touched []ObjectID
	for _, w := range s.SightingsBy.Rows(f.Entry) {
		w.VoidSeq = e.Seq
		s.Sightings.Put(w)
		touched = append(touched, w.Object)
	}
	for _, id := range touched {
		s.refold(e, id, f.Entry)
	}
}

// refold computes the current fields of an object again from what still
// stands.
func (s *State) refold(e *Entry, id ObjectID, wrong int64) {
	o, known := s.Objects.Get(id)
	if !known {
		return
	}
	o.Last = e.Seq
	o.Life, o.Disposition, o.Station, o.Position, o.Location = LifeOpen, "", "", "", ""
	o.SeenAt, o.SeenSeq = 0, 0
	stands := false
	for _, w := range s.SightingsOf.Rows(id) {
		if w.VoidSeq == 0 {
			o.see(w)
			stands = true
		}
	}
	if !stands && o.Created == wrong {
		o.Life = LifeVoid
	}
	o.Parent, o.ParentKind = "", ""
	for _, edge := range s.Around.Rows(id) {
		if edge.open() {
			o.Parent, o.ParentKind = edge.Parent, edge.Kind
		}
	}
	o.Operation = ""
	for _, v := range s.VisitsOf.Rows(id) {
		if v.Ended == 0 {
			o.Operation = v.Operation
		}
	}
	if names := s.NamesOf.Rows(id); len(names) > 0 {
		o.Name = names[0].Value
	}
	s.Objects.Put(o)
}

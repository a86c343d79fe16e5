package track

import "strconv"

// CloseBreach answers a breach: somebody has looked at it and says what came of
// it.
type CloseBreach struct {
	Entry  int64  `json:"entry" doc:"entry of the breach" eg:"129"`
	Reason string `json:"reason" doc:"what was found, and what was done" eg:"scanned late, part was right"`
}

func (a CloseBreach) decide(d *decider) {
	if !d.identifier("reason", a.Reason) {
		return
	}
	rows := d.s.BreachesBy.Rows(a.Entry)
	if len(rows) == 0 || rows[0].Closed != 0 {
		d.refuse(CodeNoBreach, Evidence{"entry": strconv.FormatInt(a.Entry, 10)})
		return
	}
	d.fact(&BreachClosed{Entry: a.Entry, Reason: a.Reason, Object: rows[0].Object})
	d.permit(rows[0].Object, "Breach "+strconv.FormatInt(a.Entry, 10)+" is closed.", "")
}

// BreachClosed says that a breach has been answered.
type BreachClosed struct {
	Entry  int64    `json:"entry"`
	Reason string   `json:"reason"`
	Object ObjectID `json:"object,omitzero"`
}

// Kind returns the kind of entry that carries the fact.
func (*BreachClosed) Kind() EntryKind { return EntryBreachClosed }

func (f *BreachClosed) touches() []ObjectID { return once([]ObjectID{f.Object}) }

func (f *BreachClosed) apply(s *State, e *Entry) {
	for _, b := range s.BreachesBy.Rows(f.Entry) {
		b.Closed, b.ClosedAt, b.ClosedBy, b.ClosedNote = e.Seq, e.OccurredAt, e.Actor, f.Reason
		s.Breaches.Put(b)
	}
}

package track

import "slices"

// Booking is the last that somebody booked at a position of a station: what a
// command code acts on, and what undo takes back. A person without a session is
// known by their actor.
type Booking struct {
	Bench      string // see bench
	Position   string
	First      int64 // of the entries of the command
	Last       int64
	Object     ObjectID // what it was about
	Measured   bool     // a device gave it: it is repeated, not taken back
	RecordedAt Micros
}

// BookingKey is the key of a booking row.
type BookingKey struct{ Bench, Position string }

// bench is where somebody works: a station and who, in one text. Neither holds
// a line end.
func bench(station, session, actor string) string { return station + "\n" + first(session, actor) }

// booked notes a fact as the last booking at its place.
func (m *Material) booked(s *State, e *Entry) {
	if e.Station == "" && e.Session == "" && e.Actor == "" {
		return
	}
	b := Booking{
		Bench: bench(e.Station, e.Session, e.Actor), Position: e.Position, First: e.Seq, Last: e.Seq,
		Object: m.about(), RecordedAt: e.RecordedAt,
	}
	if a, ok := s.Answers.Get(e.CommandID); ok {
		b.First = a.Seq
	}
	for _, r := range m.Results {
		b.Measured = b.Measured || e.Device != "" || e.Source != "" || r.Equipment != ""
	}
	s.Bookings.Put(b)
}

// about is the object that a fact is about in the first place.
func (m *Material) about() ObjectID {
	if m.Visit != nil {
		return m.Visit.Object
	}
	if _, _, place := m.Parent.Place(); m.Parent != "" && !place {
		return m.Parent
	}
	if all := slices.Concat(m.Items, m.Outputs); len(all) > 0 {
		return all[0].Object
	}
	return ""
}

// lastBooking is the last that whoever gives the command booked at its station,
// and at its position where it names one.
func (d *decider) lastBooking() (last Booking, ok bool) {
	for _, b := range d.s.BookedAt.Rows(bench(d.c.Station, d.c.Session, d.c.Actor)) {
		if (d.c.Position == "" || b.Position == d.c.Position) && b.Last >= last.Last {
			last, ok = b, true
		}
	}
	return last, ok
}

package track

import (
	"cmp"
	"slices"
	"strconv"
	"time"
)

// ReservationID is the key of a reservation ("SR-129": the entry that made it).
type ReservationID string

// Reservation is serial numbers of a part that were set aside before there are
// units to bear them: for a work order, a station that works offline, a printer or a
// batch of labels.
type Reservation struct {
	ID       ReservationID
	Part     string
	Revision string
	Issuer   string // whose numbers they are: the site
	ReservedFor
	Count    int // numbers in all
	Used     int
	Returned int
	Lost     int
	Next     int // the first number, from 0 on, that may not be taken yet
	Station  string
	Actor    string
	Reserved int64
	At       Micros
}

// ReservedFor is what serial numbers are set aside for, and until when. What is
// empty does not bind.
type ReservedFor struct {
	Order   string `json:"order,omitzero"`
	Place   string `json:"place,omitzero"` // station
	Printer string `json:"printer,omitzero"`
	Batch   string `json:"batch,omitzero"` // of labels
	Until   Micros `json:"until,omitzero"` // from then on no unit takes one
}

// Left is how many numbers are still to be used, given back or written off.
func (r *Reservation) Left() int { return r.Count - r.Used - r.Returned - r.Lost }

// over reports whether the reservation has ended.
func (f *ReservedFor) over(now Micros) bool { return f.Until != 0 && now >= f.Until }

// words says what the numbers are for: "work order WO-17, station ST-10".
func (f *ReservedFor) words() string {
	text := ""
	for _, w := range [][2]string{{"work order ", f.Order}, {"station ", f.Place}, {"printer ", f.Printer}, {"batch ", f.Batch}} {
		if w[1] != "" {
			text += ", " + w[0] + w[1]
		}
	}
	return text[min(2, len(text)):]
}

// SerialState is what became of a serial number that was set aside.
type SerialState string

// The states of a serial number.
const (
	SerialReserved SerialState = "reserved"
	SerialUsed     SerialState = "used"     // a unit bears it
	SerialReturned SerialState = "returned" // given back: nobody's, and not given out again by itself
	SerialLost     SerialState = "lost"     // written off: no unit may bear it
	// SerialTakenBack is that of a number that was not set aside, and that a unit
	// bore by mistake.
	SerialTakenBack SerialState = "taken-back"
)

// SerialNumber is a serial number that was set aside, or taken back.
type SerialNumber struct {
	ID          string // reservation and line: "SR-129.17"; of what was taken back the object and the number
	Reservation ReservationID
	Line        int // in the reservation, from 0 on
	Part        string
	Issuer      string
	Serial      string
	State       SerialState
	Object      ObjectID // that bears it
	Reason      string   // why it was given back, written off or taken back
	Actor       string   // who did what changed last
	Changed     int64
	At          Micros
}

// serialID is the key of a number that was set aside.
func serialID(r ReservationID, line int) string { return string(r) + "." + strconv.Itoa(line) }

// SerialsReserved sets serial numbers aside.
type SerialsReserved struct {
	Reservation ReservationID `json:"reservation"`
	Part        string        `json:"part"`
	Revision    string        `json:"revision,omitzero"`
	Issuer      string        `json:"issuer,omitzero"`
	For         ReservedFor   `json:"for"`
	Serials     []string      `json:"serials"`
	Taken       *SerialsTaken `json:"taken,omitzero"`
}

// SerialsReturned takes serial numbers out of a reservation that no unit bears.
type SerialsReturned struct {
	Reservation ReservationID `json:"reservation"`
	State       SerialState   `json:"state"` // returned or lost
	Lines       []LineSpan    `json:"lines"`
	Reason      string        `json:"reason"`
}

// LineSpan is lines that follow each other, both ends among them.
type LineSpan struct {
	First int `json:"first"`
	Last  int `json:"last"`
}

// Kind returns the kind of entry that carries the fact.
func (*SerialsReserved) Kind() EntryKind { return EntrySerials }
func (*SerialsReturned) Kind() EntryKind { return EntrySerialsReturned }

func (*SerialsReserved) touches() []ObjectID { return nil }
func (*SerialsReturned) touches() []ObjectID { return nil }

func (f *SerialsReserved) apply(s *State, e *Entry) {
	f.Taken.apply(s)
	s.Reservations.Put(Reservation{
		ID: f.Reservation, Part: f.Part, Revision: f.Revision, Issuer: f.Issuer, ReservedFor: f.For, Count: len(f.Serials),
		Station: e.Station, Actor: e.Actor, Reserved: e.Seq, At: e.OccurredAt,
	})
	for i, serial := range f.Serials {
		s.Reserved.Put(SerialNumber{
			ID: serialID(f.Reservation, i), Reservation: f.Reservation, Line: i, Part: f.Part, Issuer: f.Issuer, Serial: serial,
			State: SerialReserved, Actor: e.Actor, Changed: e.Seq, At: e.OccurredAt,
		})
	}
}

func (f *SerialsReturned) apply(s *State, e *Entry) {
	for _, span := range f.Lines {
		for line := span.First; line <= span.Last; line++ {
			n, ok := s.Reserved.Get(serialID(f.Reservation, line))
			if !ok {
				break // nothing follows in the reservation, or the rest is missing
			}
			if n.State != SerialUsed {
				n.Reason = f.Reason
				s.become(e, n, f.State, "")
			}
		}
	}
}

// become changes the state of a number, and the counts of its reservation.
func (s *State) become(e *Entry, n SerialNumber, state SerialState, object ObjectID) {
	if r, known := s.Reservations.Get(n.Reservation); known {
		r.tally(n.State, -1)
		r.tally(state, 1)
		switch {
		case state == SerialReserved:
			r.Next = min(r.Next, n.Line)
		case n.Line == r.Next:
			r.Next++
		}
		s.Reservations.Put(r)
	}
	n.State, n.Object, n.Actor, n.Changed, n.At = state, object, e.Actor, e.Seq, e.OccurredAt
	s.Reserved.Put(n)
}

// tally counts numbers that come into a state, or leave it.
func (r *Reservation) tally(state SerialState, by int) {
	switch state {
	case SerialUsed:
		r.Used += by
	case SerialReturned:
		r.Returned += by
	case SerialLost:
		r.Lost += by
	case SerialReserved, SerialTakenBack:
	}
}

// bears notes that an object bears a serial number from now on, where that was
// set aside.
func (s *State) bears(e *Entry, o *Object, id NewIdent) {
	if id.Scheme != SchemeSerial {
		return
	}
	for _, n := range s.ReservedAs.Rows(id.Value) {
		if n.Part == o.Part && n.Issuer == id.Issuer {
			n.Reason = ""
			s.become(e, n, SerialUsed, o.ID)
		}
	}
}

// bearsNoMore notes that a wrong entry had given an object its number. One that was
// set aside is so again; another one made here is a gap from now on.
func (s *State) bearsNoMore(e *Entry, o *Object, name Identifier) {
	if name.Scheme != SchemeSerial {
		return
	}
	other, known := ObjectID(""), false
	for _, n := range s.Named.Rows(name.Value) {
		bearer, _ := s.Objects.Get(n.Object)
		if n.Scheme != name.Scheme || n.Issuer != name.Issuer || bearer.Known && bearer.Part != o.Part || n.KnownFrom == name.KnownFrom && n.Object == o.ID {
			continue
		}
		other = n.Object // the number was used again, or told again
	}
	for _, n := range s.ReservedAs.Rows(name.Value) {
		known = known || n.Part == o.Part
		if n.Object != o.ID || n.State != SerialUsed {
			continue
		}
		state := SerialReserved
		switch {
		case other != "":
			state = SerialUsed
		case n.Reservation == "":
			state, n.Reason = SerialTakenBack, e.reason()
		}
		s.become(e, n, state, other)
	}
	if !known && other == "" && s.numbers(o.Part, o.Revision, name) {
		s.become(e, SerialNumber{
			ID: string(o.ID) + " " + name.Value, Part: o.Part, Issuer: name.Issuer, Serial: name.Value, Reason: e.reason(),
		}, SerialTakenBack, "")
	}
}

// numbers reports whether a serial number is one that the plant gives to a part by
// its pattern.
func (s *State) numbers(part, revision string, name Identifier) bool {
	if s.Plant == nil || name.Issuer != s.Plant.Definition().Site.Code {
		return false
	}
	known, ok := s.Plant.Part(part, revision)
	if !ok {
		return false
	}
	p, ok := s.Plant.SerialPattern(known)
	if !ok {
		return false
	}
	_, ours := p.Match(name.Value)
	return ours
}

// byLine is the order in which the numbers of a reservation are read.
func byLine(a, b SerialNumber) int {
	return cmp.Or(cmp.Compare(a.Reservation, b.Reservation), cmp.Compare(a.Line, b.Line))
}

// notReserved judges that a serial number is not set aside for something else,
// nor written off.
func (d *decider) notReserved(id ObjectID, part, maker, serial, order string) {
	for _, n := range d.s.ReservedAs.Rows(serial) {
		if n.Part != part || n.Issuer != maker {
			continue
		}
		r, _ := d.s.Reservations.Get(n.Reservation)
		evidence := Evidence{"code": serial, "part": part, "reservation": string(r.ID), "for": r.words(), "reason": n.Reason}
		switch {
		case n.State == SerialLost:
			d.mistake(CodeSerialLost, id, evidence)
		case n.State != SerialReserved:
		case r.over(d.now):
			evidence["until"] = r.Until.Time().Format(time.RFC3339)
			d.mistake(CodeReservationOver, id, evidence)
		case r.Order != "" && r.Order != order, r.Place != "" && r.Place != d.c.Station:
			d.mistake(CodeSerialReserved, id, evidence)
		}
	}
}

// fromReservations are the next serial numbers that were set aside for a work order
// and the station: at most count of them. What lies on printed labels is scanned
// instead.
func (d *decider) fromReservations(part, order string, count int) []string {
	var serials []string
	for _, r := range d.s.ReservationsOf.Rows(part) {
		fits := r.Order != "" && r.Order == order && (r.Place == "" || r.Place == d.c.Station) ||
			r.Order == "" && r.Place != "" && r.Place == d.c.Station
		if fits && r.Printer == "" && r.Batch == "" && r.Issuer == d.site() && !r.over(d.now) {
			serials = append(serials, d.unusedOf(&r, count-len(serials))...)
		}
	}
	return serials
}

// unusedOf are the next numbers of a reservation that no unit bears.
func (d *decider) unusedOf(r *Reservation, count int) []string {
	var serials []string
	at := r.Next
	for window := count; len(serials) < count && at < r.Count; window *= 2 {
		for end := min(at+window, r.Count); at < end; at++ {
			n, ok := d.s.Reserved.Get(serialID(r.ID, at))
			if ok && n.State == SerialReserved && len(serials) < count {
				serials = append(serials, n.Serial)
			}
		}
		if d.s.Reserved.anyMissing() {
			break
		}
	}
	return serials
}

// spans puts lines that follow each other together. They are sorted.
func spans(lines []int) []LineSpan {
	slices.Sort(lines)
	var all []LineSpan
	for _, line := range slices.Compact(lines) {
		if n := len(all); n > 0 && all[n-1].Last == line-1 {
			all[n-1].Last = line
		} else {
			all = append(all, LineSpan{line, line})
		}
	}
	return all
}

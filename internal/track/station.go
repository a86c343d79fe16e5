package track

import (
	"cmp"
	"slices"

	"github.com/tracewright/tracewright/internal/plant"
)

// StateSource is where the state of a station is known from.
type StateSource string

// The sources of a state.
const (
	FromPerson StateSource = "person"
	FromDevice StateSource = "device"
	Derived    StateSource = "derived" // computed, such as from work that goes on
)

// StationNow is the present state of a station. No row: nobody has told it.
type StationNow struct {
	Station string
	Stretch
	Reason string // code of the plant definition
	Note   string
	Source StateSource
	Actor  string
	// Before are the states before it, the last first, at most maxStretches.
	Before []Stretch
}

// Stretch is a state that lasts from a time on, until the next one.
type Stretch struct {
	From  Micros             `json:"from"`
	Entry int64              `json:"entry"`
	State plant.StationState `json:"state"`
}

// maxStretches bounds the states before the present one by which late reports
// are judged.
const maxStretches = 16

// at is the state that a station was in at a time, as far as that is known.
func (n *StationNow) at(t Micros) plant.StationState {
	for _, s := range append([]Stretch{n.Stretch}, n.Before...) {
		if s.From <= t {
			return s.State
		}
	}
	return ""
}

// StateChange is one entry that told the state of a station. It lasts until the
// next of the station, by when they happened.
type StateChange struct {
	Entry   int64
	Station string
	State   plant.StationState
	Reason  string
	Note    string
	Source  StateSource
	Actor   string
	From    Micros
}

// StationChanged says what state a station is in.
type StationChanged struct {
	State  plant.StationState `json:"state"`
	Reason string             `json:"reason,omitzero"`
	Note   string             `json:"note,omitzero"`
	Source StateSource        `json:"source"`
}

// Kind returns the kind of entry that carries the fact.
func (*StationChanged) Kind() EntryKind { return EntryStation }

func (*StationChanged) touches() []ObjectID { return nil }

// apply notes the state. One that is told again changes nothing, unless there is
// something to say.
func (f *StationChanged) apply(s *State, e *Entry) {
	now, known := s.Stations.Get(e.Station)
	told := StationNow{
		Station: e.Station, Stretch: Stretch{e.OccurredAt, e.Seq, f.State}, Reason: f.Reason, Note: f.Note,
		Source: f.Source, Actor: e.Actor, Before: slices.Clone(now.Before),
	}
	late := known && !later(e.OccurredAt, e.Seq, now.From, now.Entry)
	if known && !late && told.State == now.State && told.Reason == now.Reason && told.Note == "" && told.Source == now.Source {
		return
	}
	s.StateChanges.Put(StateChange{
		Entry: e.Seq, Station: e.Station, State: f.State, Reason: f.Reason, Note: f.Note, Source: f.Source, Actor: e.Actor, From: e.OccurredAt,
	})
	past := now.Stretch
	if late {
		told, past = now, told.Stretch
		told.Before = slices.Clone(now.Before)
	}
	if known {
		told.Before = append(told.Before, past)
		slices.SortFunc(told.Before, func(a, b Stretch) int { return cmp.Or(cmp.Compare(b.From, a.From), cmp.Compare(b.Entry, a.Entry)) })
		told.Before = told.Before[:min(len(told.Before), maxStretches)]
	}
	s.Stations.Put(told)
}

// notLockedOut judges that work may be done at the station. A report goes by when
// it happened.
func (d *decider) notLockedOut(object ObjectID) {
	if d.c.Station == "" || d.s.Plant == nil || len(d.s.Plant.Definition().Lockouts) == 0 {
		return
	}
	at := d.t.Now
	if d.report() {
		at = d.now
	}
	now, _ := d.s.Stations.Get(d.c.Station)
	if state := now.at(at); d.s.Plant.LocksOut(state) {
		d.judge(plant.RuleStationState, CodeLockedOut, object, Evidence{
			"station": d.c.Station, "state": string(state), "reason": first(now.Note, now.Reason, "no reason is given"),
		})
	}
}

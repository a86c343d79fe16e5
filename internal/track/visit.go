package track

import (
	"math"
	"slices"

	"github.com/tracewright/tracewright/internal/epcis"
)

// applyVisit begins or ends a visit, and voids those that no longer stand.
func (m *Material) applyVisit(s *State, e *Entry) {
	if len(m.Voids) > 0 {
		m.applyVoids(s, e)
	}
	mark := m.Visit
	if mark == nil || m.Shape != epcis.Object || m.BizStep != epcis.StepArriving && m.BizStep != epcis.StepDeparting {
		return
	}
	v, known := s.visit(mark.Object, mark.Number)
	if !known {
		v = Visit{
			Object: mark.Object, Number: mark.Number, Operation: mark.Operation, Attempt: mark.Attempt,
			Station: e.Station, Position: e.Position, Started: e.OccurredAt, Actor: e.Actor, StartSeq: e.Seq,
			Tally: Tally{In: mark.Tally.In}, Run: mark.Run,
		}
		if mark.Begun != 0 {
			v.Started = min(mark.Begun, e.OccurredAt)
		}
		s.leaveVisits(v)
	}
	v.uses(mark.Equipment, e.Seq)
	if mark.Ends {
		v.Ended, v.Outcome, v.EndSeq = max(e.OccurredAt, v.Started), mark.Outcome, e.Seq
		v.Good, v.Scrap, v.Rework = mark.Tally.Good, mark.Tally.Scrap, mark.Tally.Rework
	} else {
		s.endByNext(&v)
	}
	s.Visits.Put(v)
	o := s.object(mark.Object, e)
	o.Visit = max(o.Visit, mark.Number)
	o.Operation = s.operationOf(mark.Object)
	s.Objects.Put(o)
}

// applyVoids voids visits, so that an object in work at one of them is so no
// more.
func (m *Material) applyVoids(s *State, e *Entry) {
	owner := m.Parent
	if owner == "" && len(m.Items) > 0 {
		owner = m.Items[0].Object
	}
	for _, of := range m.Disowned {
		s.disown(owner, of, e)
	}
	for _, n := range m.Voids {
		s.voidVisit(owner, n, 0, e.Seq)
	}
	o := s.object(owner, e)
	o.Operation = s.operationOf(owner)
	s.Objects.Put(o)
}

// disown gives an object a visit of its own that it had from what it was parted
// from, so that it can be void for this object alone.
func (s *State) disown(owner ObjectID, d Disowned, e *Entry) {
	for _, v := range s.VisitsOf.Rows(d.Of) {
		if v.Number != d.Visit {
			continue
		}
		v.Object, v.Number, v.VoidSeq, v.Run = owner, d.Number, 0, ""
		s.Visits.Put(v)
		o := s.object(owner, e)
		o.Visit = max(o.Visit, d.Number)
		s.Objects.Put(o)
	}
}

// disowned are the visits that do not count any more for an object as they did for
// what it was parted from, by the entry that they began with, as far as that was
// recorded until an entry.
func (s *State) disowned(id ObjectID, until int64) map[int64]bool {
	gone := map[int64]bool{}
	for _, v := range s.VisitsOf.Rows(id) {
		if v.VoidSeq != 0 && v.VoidSeq <= until {
			gone[v.StartSeq] = true
		}
	}
	return gone
}

// leaveVisits ends the visits that are open when another begins, since an
// object is in work at one place only: they were left without completing.
func (s *State) leaveVisits(next Visit) {
	for _, v := range s.visits(next.Object) {
		if v.Ended == 0 && !later(v.Started, v.StartSeq, next.Started, next.StartSeq) {
			v.Ended, v.EndSeq = next.Started, next.StartSeq
			s.Visits.Put(v)
		}
	}
}

// endByNext ends an open visit where the next one begins, if that is known
// already.
func (s *State) endByNext(v *Visit) {
	for _, next := range s.visits(v.Object) {
		if next.Number != v.Number && later(next.Started, next.StartSeq, v.Started, v.StartSeq) &&
			(v.Ended == 0 || next.Started < v.Ended) {
			v.Ended, v.EndSeq = next.Started, next.StartSeq
		}
	}
}

// operationOf is the operation that an object is in work at; empty between
// operations.
func (s *State) operationOf(object ObjectID) string {
	for _, v := range s.visits(object) {
		if v.Ended == 0 {
			return v.Operation
		}
	}
	return ""
}

// lastVisit is the number of the last visit of an object, whether it stands or not;
// 0 before the first of its own.
func (s *State) lastVisit(object ObjectID) int {
	last := 0
	for _, v := range s.VisitsOf.Rows(object) {
		last = max(last, v.Number)
	}
	return last
}

// visit finds a visit that stands.
func (s *State) visit(object ObjectID, number int) (Visit, bool) {
	for _, v := range s.visits(object) {
		if v.Number == number {
			return v, true
		}
	}
	return Visit{}, false
}

// voidVisit changes by which entry a visit and its results are void, where it
// was as told: 0 means that they stand.
func (s *State) voidVisit(object ObjectID, number int, was, by int64) {
	for _, v := range s.VisitsOf.Rows(object) {
		if v.Number == number && v.VoidSeq == was {
			v.VoidSeq = by
			s.Visits.Put(v)
		}
	}
	for _, r := range s.ResultsOf.Rows(object) {
		if r.Visit == number && r.VoidSeq == was {
			r.VoidSeq = by
			s.Results.Put(r)
		}
	}
}

// undoVisits takes back what a wrong entry did to visits. One that another
// entry has ended stands as far as that entry tells of it.
func (s *State) undoVisits(e *Entry, wrong int64) {
	for _, v := range s.VisitsBegun.Rows(wrong) {
		if v.Outcome != OutcomeNone && v.EndSeq != wrong {
			v.Started, v.StartSeq = v.Ended, v.EndSeq
			v.unuse(wrong)
		} else {
			v.VoidSeq = e.Seq
		}
		s.Visits.Put(v)
	}
	for _, v := range s.VisitsEnded.Rows(wrong) {
		if v.StartSeq != wrong {
			v.Ended, v.Outcome, v.EndSeq = 0, OutcomeNone, 0
			v.Tally = Tally{In: v.In}
			v.unuse(wrong)
			s.endByNext(&v)
			s.Visits.Put(v)
		}
	}
}

// way are the visits that stand of an object and of what it was parted from,
// as far as they ended before: the oldest first. By them goes where it may go
// next.
func (s *State) way(id ObjectID) []Visit {
	all := s.visits(id)
	at, until, seq := id, Micros(0), int64(0)
	gone := s.disowned(id, math.MaxInt64)
	for _, v := range all {
		gone[v.StartSeq] = true // it is told already
	}
	for range maxDepth {
		from, parted := s.partedFrom(at)
		if !parted {
			break
		}
		if until == 0 || later(until, seq, from.OccurredFrom, from.Entry) {
			until, seq = from.OccurredFrom, from.Entry
		}
		at = from.Child
		before := slices.DeleteFunc(s.visits(at), func(v Visit) bool {
			return gone[v.StartSeq] || v.Ended == 0 || later(v.Ended, v.EndSeq, until, seq)
		})
		all = append(before, all...)
		for began := range s.disowned(at, seq) {
			gone[began] = true
		}
		for _, v := range before {
			gone[v.StartSeq] = true
		}
	}
	return all
}

// partedFrom is the edge to what an object was parted from.
func (s *State) partedFrom(id ObjectID) (Edge, bool) {
	for _, e := range s.Contents.Find(id, func(e *Edge) bool { return e.Kind == EdgeSplit }) {
		return e, true
	}
	return Edge{}, false
}

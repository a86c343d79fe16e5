package track

import (
	"cmp"
	"slices"
)

// PlaceWeek is one week at a place, or on a carrier: the history of a place is loaded as far as it
// is asked for.
type PlaceWeek struct {
	Place ObjectID
	Week  int64 // counted from 1970
}

// week is the length of a PlaceWeek.
const week = Micros(7 * 24 * 3600 * 1e6)

// maxWeeks bounds the weeks that one load is in, or one question asks for: more
// than a century.
const maxWeeks = 6000

// Span is from when until just before when the week lasts.
func (w PlaceWeek) Span() (from, until Micros) { return Micros(w.Week) * week, Micros(w.Week+1) * week }

// weeksAt lists the weeks at a place from one time to another.
func weeksAt(place ObjectID, from, to Micros) []PlaceWeek {
	var weeks []PlaceWeek
	for w := int64(max(from, 0) / week); w <= int64(to/week) && len(weeks) < maxWeeks; w++ {
		weeks = append(weeks, PlaceWeek{place, w})
	}
	return weeks
}

// weeksLoaded lists the weeks in which a load lasted that has ended.
func (e *Edge) weeksLoaded() []PlaceWeek {
	if e.KnownTo != 0 || !e.stays() || e.OccurredTo == 0 {
		return nil
	}
	return weeksAt(e.Parent, e.OccurredFrom, e.OccurredTo)
}

// loadsAt lists what was loaded at a place, or on a carrier, at any time from one to another, both
// included, as it is believed now; further loads of the same weeks may be listed
// too.
func (s *State) loadsAt(place ObjectID, from, to Micros) []Edge {
	list := s.Contents.Find(place, (*Edge).stays)
	for _, w := range weeksAt(place, from, to) {
		list = append(list, s.LoadsIn.Rows(w)...)
	}
	slices.SortFunc(list, func(a, b Edge) int {
		return cmp.Or(cmp.Compare(a.Entry, b.Entry), cmp.Compare(a.Line, b.Line), cmp.Compare(a.KnownFrom, b.KnownFrom))
	})
	return slices.Compact(list)
}

// load sets material up at a place. Where it may have been there for some time
// already, that time is told as a line of its own: then both that and what was
// there are what the station may have drawn on.
func (m *Material) load(s *State, e *Entry) {
	s.Fed = true
	for i, it := range m.Items {
		edge := Edge{
			Entry: e.Seq, Line: i, KnownFrom: e.Seq, Parent: m.Parent, Child: it.Object, Kind: m.Edge,
			Position: it.Position, Station: e.Station, OccurredFrom: e.OccurredAt,
		}
		s.setUp(e, &edge)
		s.Edges.Put(edge)
		if m.Since == 0 || m.Since >= e.OccurredAt {
			continue
		}
		edge.Line += len(m.Items)
		edge.Possible = "it was changed without a scan"
		edge.OccurredFrom, edge.OccurredTo, edge.EndEntry = m.Since, e.OccurredAt, e.Seq
		s.Edges.Put(edge)
	}
}

// setUp ends an edge of material at a place where the next one takes its place,
// and ends those whose place it takes. A late report fits itself in.
func (s *State) setUp(e *Entry, edge *Edge) {
	others := s.loadsAt(edge.Parent, edge.OccurredFrom, e.RecordedAt+clockTolerance)
	if o, _ := s.Objects.Get(edge.Child); o.Whole() {
		for _, elsewhere := range s.LoadsOf.Rows(edge.Child) {
			if elsewhere.Parent != edge.Parent {
				others = append(others, elsewhere) // it cannot be at both
			}
		}
	}
	var earlier []Edge
	for _, other := range others {
		again := other.Child == edge.Child
		switch {
		case other.Possible != "" || other.Entry == edge.Entry && other.Line == edge.Line:
		case later(other.OccurredFrom, other.Entry, edge.OccurredFrom, edge.Entry):
			if again || other.Kind == EdgeLoaded {
				edge.endBy(other.OccurredFrom, other.Entry)
			}
		case (again || edge.Kind == EdgeLoaded) && other.lasts(edge.OccurredFrom):
			earlier = append(earlier, other)
			if again && other.OccurredTo != 0 {
				edge.endBy(other.OccurredTo, other.EndEntry) // it left then, and did so once
			}
		}
	}
	for _, other := range earlier {
		s.endEdge(e, other, edge.OccurredFrom)
	}
}

// unload takes material off a place: what is named, as far as it was there.
func (m *Material) unload(s *State, e *Entry) {
	for _, it := range m.Items {
		for _, edge := range s.loadsAt(m.Parent, e.OccurredAt, e.OccurredAt) {
			if edge.Child == it.Object && edge.Possible == "" && edge.OccurredFrom <= e.OccurredAt && edge.lasts(e.OccurredAt) {
				s.endEdge(e, edge, e.OccurredAt)
			}
		}
	}
}

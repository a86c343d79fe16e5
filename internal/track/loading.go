package track

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
	others := s.LoadsAt.Rows(edge.Parent)
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
		for _, edge := range s.LoadsAt.Rows(m.Parent) {
			if edge.Child == it.Object && edge.Possible == "" && edge.OccurredFrom <= e.OccurredAt && edge.lasts(e.OccurredAt) {
				s.endEdge(e, edge, e.OccurredAt)
			}
		}
	}
}

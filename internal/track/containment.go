package track

import "github.com/tracewright/tracewright/internal/epcis"

// ReasonRecovered marks a removal that makes the removed object usable again.
const ReasonRecovered = "recovered"

// join puts the children into the parent.
func (m *Material) join(s *State, e *Entry) {
	for i, it := range m.Items {
		if it.Object == m.Parent {
			continue
		}
		edge := Edge{
			Entry: e.Seq, Line: i, KnownFrom: e.Seq, Parent: m.Parent, Child: it.Object, Kind: m.Edge,
			Quantity: it.Quantity, UoM: it.UoM, BOMLine: it.BOMLine, Position: it.Position, Possible: it.Possible,
			Operation: m.operation(), Station: e.Station, OccurredFrom: e.OccurredAt,
		}
		if it.Quantity != "" {
			s.Edges.Put(edge)
			s.move(e, i, it, m.BizStep, negate(it.Quantity))
			continue
		}
		if edge.contains() {
			s.contain(e, edge)
			continue
		}
		s.leave(e, it.Object)
		s.Edges.Put(edge)
	}
}

// contain puts a whole object into another. An object is in one place at any
// instant, so whatever held it then is ended, and a later place already known
// ends this one: a late report fits itself into what is known.
func (s *State) contain(e *Entry, edge Edge) {
	s.breakLoop(e, edge.Parent, edge.Child)
	for _, other := range s.Around.Rows(edge.Child) {
		switch {
		case other.OccurredFrom > edge.OccurredFrom:
			if edge.OccurredTo == 0 || other.OccurredFrom < edge.OccurredTo {
				edge.OccurredTo, edge.EndEntry = other.OccurredFrom, other.Entry
			}
		case other.OccurredTo == 0 || other.OccurredTo > edge.OccurredFrom:
			s.endEdge(e, other, edge.OccurredFrom)
		}
	}
	s.Edges.Put(edge)
	if edge.OccurredTo == 0 {
		o := s.object(edge.Child, e)
		o.Parent, o.ParentKind = edge.Parent, edge.Kind
		s.Objects.Put(o)
	}
}

// breakLoop takes out of child whatever holds parent, so that containment is
// never cyclic at one instant.
func (s *State) breakLoop(e *Entry, parent, child ObjectID) {
	at := parent
	for range maxDepth {
		o, _ := s.Objects.Get(at)
		if o.Parent == "" {
			return
		}
		if o.Parent == child {
			s.leave(e, at)
			return
		}
		at = o.Parent
	}
}

// maxDepth bounds every walk from a child to what holds it.
const maxDepth = 64

// leave ends whatever holds an object now.
func (s *State) leave(e *Entry, child ObjectID) {
	for _, edge := range s.Around.Rows(child) {
		if edge.open() {
			s.endEdge(e, edge, e.OccurredAt)
		}
	}
}

// endEdge closes a version and puts the one that ends at the given time.
func (s *State) endEdge(e *Entry, edge Edge, at Micros) {
	s.supersede(e, edge, func(v *Edge) {
		v.OccurredTo, v.EndEntry = max(at, v.OccurredFrom), e.Seq
	})
	if !edge.contains() {
		return
	}
	if o := s.object(edge.Child, e); o.Parent == edge.Parent {
		o.Parent, o.ParentKind = "", ""
		s.Objects.Put(o)
	}
}

// supersede closes a version of an edge and puts a changed one. Within one
// entry there is one version only, so that one is changed in place.
func (s *State) supersede(e *Entry, edge Edge, change func(*Edge)) {
	next := edge
	change(&next)
	if edge.KnownFrom != e.Seq {
		edge.KnownTo = e.Seq
		s.Edges.Put(edge)
		next.KnownFrom = e.Seq
	}
	s.Edges.Put(next)
}

// part takes the children out of the parent; without children, all of them.
func (m *Material) part(s *State, e *Entry) {
	inside := s.Contents.Rows(m.Parent)
	if len(m.Items) == 0 {
		for i, edge := range inside {
			if edge.Kind == m.Edge {
				s.takeOut(e, i, edge, Item{Object: edge.Child, Quantity: edge.Quantity, UoM: edge.UoM, Returned: m.Shape == epcis.Aggregation})
			}
		}
		return
	}
	for i, it := range m.Items {
		it.Returned = it.Returned || m.Shape == epcis.Aggregation
		if edge, ok := matching(inside, it); ok {
			s.takeOut(e, i, edge, it)
		}
	}
}

// matching finds the edge that an item to be taken out came in by.
func matching(inside []Edge, it Item) (Edge, bool) {
	for _, edge := range inside {
		if edge.Child == it.Object && (it.Position == "" || it.Position == edge.Position) && edge.Kind != EdgeSplit && edge.Kind != EdgeMerged {
			return edge, true
		}
	}
	return Edge{}, false
}

// takeOut ends an edge, or the part of it that is taken out.
func (s *State) takeOut(e *Entry, line int, edge Edge, it Item) {
	if it.Quantity != "" && it.Returned {
		s.move(e, line, it, epcis.StepRemoving, it.Quantity)
	}
	if it.Quantity == "" || edge.Quantity == "" || compare(it.Quantity, edge.Quantity) >= 0 {
		s.endEdge(e, edge, e.OccurredAt)
		return
	}
	out := edge
	out.Entry, out.Line, out.KnownFrom, out.Quantity = e.Seq, line, e.Seq, it.Quantity
	out.OccurredTo, out.EndEntry = max(e.OccurredAt, edge.OccurredFrom), e.Seq
	s.supersede(e, edge, func(v *Edge) { v.Quantity = add(v.Quantity, negate(it.Quantity)) })
	s.Edges.Put(out)
}

// heldBy lists the objects that a hold still lies on.
func (s *State) heldBy(hold HoldID) []ObjectID {
	var ids []ObjectID
	for _, row := range s.HeldIn.Rows(hold) {
		ids = append(ids, row.Object)
	}
	return ids
}

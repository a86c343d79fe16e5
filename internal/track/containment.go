package track

import "github.com/tracewright/tracewright/internal/epcis"

// join puts the children into the parent.
func (m *Material) join(s *State, e *Entry) {
	if _, _, place := m.Parent.Place(); place {
		m.load(s, e)
		return
	}
	if m.Edge == EdgeCarried {
		m.put(s, e)
		return
	}
	for i, it := range m.Items {
		if it.Object == m.Parent {
			continue
		}
		edge := Edge{
			Entry: e.Seq, Line: i, KnownFrom: e.Seq, Parent: m.Parent, Child: it.Object, Kind: m.Edge,
			Quantity: it.Quantity, UoM: it.UoM, BOMLine: it.BOMLine, Position: it.Position, Possible: it.Possible,
			Operation: m.operation(), Station: e.Station, OccurredFrom: e.OccurredAt,
		}
		switch {
		case it.Quantity != "":
			s.Edges.Put(edge)
			if m.Told == nil {
				s.move(e, i, it.taken(), m.BizStep)
			}
		case edge.contains():
			s.contain(e, edge)
		case m.Edge == EdgeSame:
			s.Edges.Put(edge)
			edge.Line, edge.Parent, edge.Child = len(m.Items)+i, edge.Child, edge.Parent
			s.Edges.Put(edge)
		default:
			s.leave(e, it.Object)
			s.Edges.Put(edge)
		}
	}
}

// contain puts a whole object into another. An object is in one place at any
// instant, so whatever held it then is ended, and a later place already known
// ends this one: a late report fits itself into what is known.
func (s *State) contain(e *Entry, edge Edge) {
	s.fit(e, &edge)
	s.Edges.Put(edge)
	s.settle(e, edge.Child)
}

// fit ends an edge, and those that overlap it, so that its child is in one
// place at any instant and nothing is inside itself.
func (s *State) fit(e *Entry, edge *Edge) {
	var earlier []Edge
	for _, other := range s.Around.Rows(edge.Child) {
		switch {
		case other.Entry == edge.Entry && other.Line == edge.Line:
		case later(other.OccurredFrom, other.Entry, edge.OccurredFrom, edge.Entry):
			edge.endBy(other.OccurredFrom, other.Entry)
		case other.lasts(edge.OccurredFrom):
			earlier = append(earlier, other)
			if other.Parent == edge.Parent && other.OccurredTo != 0 {
				edge.endBy(other.OccurredTo, other.EndEntry) // it left this parent then, and did so once
			}
		}
	}
	s.breakLoop(e, edge)
	for _, other := range earlier {
		s.endEdge(e, other, edge.OccurredFrom)
	}
}

// endBy ends the edge at a time, unless it ends before.
func (e *Edge) endBy(at Micros, entry int64) {
	if e.lasts(at) {
		e.OccurredTo, e.EndEntry = max(at, e.OccurredFrom), entry
	}
}

// lasts reports whether the edge ends after a time.
func (e *Edge) lasts(at Micros) bool { return e.OccurredTo == 0 || e.OccurredTo > at }

// maxDepth bounds every walk from a child to what holds it.
const maxDepth = 64

// maxSteps bounds the search for loops through all that ever held an object.
const maxSteps = 4096

// breakLoop looks for an instant at which the edge's parent would be inside
// its child. Of the edges of such a loop the last one begun wins, and the edge
// that it contradicts ends then.
func (s *State) breakLoop(e *Entry, edge *Edge) {
	type step struct {
		at       ObjectID
		from, to Micros // while all edges of the path last; to is 0 for ever
		by       int64  // the entry of the path's edge that begins at from; 0: the edge itself
	}
	steps := []step{{edge.Parent, edge.OccurredFrom, edge.OccurredTo, 0}}
	for n := 0; n < len(steps) && n < maxSteps; n++ {
		for _, up := range s.Around.Rows(steps[n].at) {
			next := steps[n]
			next.at = up.Parent
			if up.OccurredFrom > next.from {
				next.from, next.by = up.OccurredFrom, up.Entry
			}
			if up.OccurredTo != 0 && (next.to == 0 || up.OccurredTo < next.to) {
				next.to = up.OccurredTo
			}
			switch {
			case next.to != 0 && next.from >= next.to:
			case up.Parent != edge.Child:
				steps = append(steps, next)
			case next.by != 0:
				edge.endBy(next.from, next.by)
			default:
				s.endEdge(e, up, edge.OccurredFrom)
				s.settle(e, up.Child)
			}
		}
	}
}

// leave ends whatever holds an object now.
func (s *State) leave(e *Entry, child ObjectID) {
	for _, edge := range s.Around.Rows(child) {
		if edge.open() {
			s.endEdge(e, edge, e.OccurredAt)
			s.settle(e, child)
		}
	}
}

// settle computes what an object is inside of now.
func (s *State) settle(e *Entry, child ObjectID) {
	o := s.object(child, e)
	o.Parent, o.ParentKind = "", ""
	for _, edge := range s.Around.Rows(child) {
		if edge.open() {
			o.Parent, o.ParentKind = edge.Parent, edge.Kind
		}
	}
	s.Objects.Put(o)
}

// endEdge ends an edge at a time.
func (s *State) endEdge(e *Entry, edge Edge, at Micros) {
	s.supersede(e, edge, func(v *Edge) { v.OccurredTo, v.EndEntry = max(at, v.OccurredFrom), e.Seq })
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

// part takes the children out of the parent; without children, all that were
// packed into it.
func (m *Material) part(s *State, e *Entry) {
	if _, _, place := m.Parent.Place(); place {
		m.unload(s, e)
		return
	}
	if m.Edge == EdgeCarried {
		m.takeOff(s, e)
		return
	}
	items := m.Items
	if len(items) == 0 {
		for _, edge := range s.Contents.Rows(m.Parent) {
			if edge.Kind == m.Edge {
				items = append(items, Item{Object: edge.Child, Quantity: edge.Quantity, UoM: edge.UoM, Position: edge.Position})
			}
		}
	}
	for i, it := range items {
		it.Returned = it.Returned || m.Shape == epcis.Aggregation && m.Told == nil
		s.takeOut(e, i, m.Parent, it)
	}
}

// within finds the edges by which a child is inside a parent at a time: one
// for a whole object, for a lot one for each act that put some of it in.
func (s *State) within(parent, child ObjectID, position string, at Micros) []Edge {
	fits := func(edge Edge) bool {
		return edge.Parent == parent && edge.Child == child && (position == "" || position == edge.Position)
	}
	var open []Edge
	for _, edge := range s.Contents.Rows(parent) {
		if fits(edge) && (edge.Kind == EdgeInstalled || edge.Kind == EdgeConsumed || edge.Kind == EdgePacked) {
			open = append(open, edge)
		}
	}
	if len(open) > 0 && (open[0].Quantity != "" || open[0].OccurredFrom <= at) {
		return open
	}
	for _, edge := range s.Around.Rows(child) {
		if fits(edge) && edge.OccurredFrom <= at && edge.lasts(at) {
			return []Edge{edge}
		}
	}
	return open
}

// takeOut ends the edges of what is taken out, or the part of them that is.
// Only what was inside goes back to its lot.
func (s *State) takeOut(e *Entry, line int, parent ObjectID, it Item) {
	left, taken := it.Quantity, Decimal("")
	for _, edge := range s.within(parent, it.Object, it.Position, e.OccurredAt) {
		if it.Quantity != "" && sign(left) <= 0 {
			break
		}
		out := edge.Quantity
		if it.Quantity == "" || out == "" || compare(left, out) >= 0 {
			s.endEdge(e, edge, e.OccurredAt)
		} else {
			out = left
			s.divide(e, edge, out)
		}
		left, taken = add(left, negate(out)), add(taken, out)
		if edge.contains() {
			s.settle(e, edge.Child)
		}
	}
	if it.Returned && sign(taken) > 0 {
		it.Quantity, it.UoM = taken, first(it.UoM, pieces)
		s.move(e, line, it, epcis.StepRemoving)
	}
}

// divide ends a part of an edge: the act that put it in is told as two lines
// from now on, of which one has ended.
func (s *State) divide(e *Entry, edge Edge, quantity Decimal) {
	out := edge
	for _, line := range s.EdgesBy.Rows(edge.Entry) {
		out.Line = max(out.Line, line.Line+1)
	}
	out.KnownFrom, out.Quantity = e.Seq, quantity
	out.OccurredTo, out.EndEntry = max(e.OccurredAt, edge.OccurredFrom), e.Seq
	s.supersede(e, edge, func(v *Edge) { v.Quantity = add(v.Quantity, negate(quantity)) })
	s.Edges.Put(out)
}

// undoEdges closes the edges that a wrong entry made and opens again those
// that it ended. It returns the children of both.
func (s *State) undoEdges(e *Entry, wrong int64) []ObjectID {
	var children []ObjectID
	for _, edge := range s.EdgesBy.Rows(wrong) {
		if edge.KnownTo == 0 {
			edge.KnownTo = e.Seq
			s.Edges.Put(edge)
			children = append(children, edge.Child)
		}
	}
	for _, edge := range s.EdgesEnded.Rows(wrong) {
		children = append(children, edge.Child)
		again := edge
		again.OccurredTo, again.EndEntry = s.endBefore(edge, wrong)
		if again.contains() {
			s.fit(e, &again)
		} else if again.loads() {
			s.setUp(e, &again)
		} else if again.Kind == EdgeCarried {
			s.seat(e, &again)
		}
		s.supersede(e, edge, func(v *Edge) { v.OccurredTo, v.EndEntry = again.OccurredTo, again.EndEntry })
	}
	return children
}

// endBefore is the end that an edge was believed to have before a wrong entry
// ended it, if the entry that said so still stands.
func (s *State) endBefore(edge Edge, wrong int64) (Micros, int64) {
	versions := s.EdgesBy.Rows(edge.Entry)
	for i := len(versions) - 1; i >= 0; i-- {
		v := versions[i]
		switch {
		case v.Line != edge.Line || v.EndEntry == wrong:
		case v.EndEntry == 0:
			return 0, 0
		case s.stands(v.EndEntry):
			return v.OccurredTo, v.EndEntry
		}
	}
	return 0, 0
}

// stands reports whether an entry has not been declared wrong.
func (s *State) stands(entry int64) bool {
	for _, w := range s.SightingsBy.Rows(entry) {
		if w.VoidSeq == 0 {
			return true
		}
	}
	return false
}

// heldBy lists the objects that a hold still lies on.
func (s *State) heldBy(hold HoldID) []ObjectID {
	var ids []ObjectID
	for _, row := range s.HeldIn.Rows(hold) {
		ids = append(ids, row.Object)
	}
	return ids
}

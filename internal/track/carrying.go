package track

import (
	"slices"
	"strconv"

	"github.com/tracewright/tracewright/internal/epcis"
)

// put sets the children on a carrier.
func (m *Material) put(s *State, e *Entry) {
	s.Carrying = true
	for i, it := range m.Items {
		if it.Object == m.Parent {
			continue
		}
		edge := Edge{
			Entry: e.Seq, Line: i, KnownFrom: e.Seq, Parent: m.Parent, Child: it.Object, Kind: EdgeCarried,
			Position: it.Position, Station: e.Station, OccurredFrom: e.OccurredAt,
		}
		s.seat(e, &edge)
		s.Edges.Put(edge)
	}
}

// seat ends a stay on a carrier where the next one begins, and ends the one that
// it follows: an object is on one carrier at any instant. A late report fits
// itself in.
func (s *State) seat(e *Entry, edge *Edge) {
	var earlier []Edge
	for _, other := range s.CarriersOf.Rows(edge.Child) {
		switch {
		case other.Entry == edge.Entry && other.Line == edge.Line:
		case later(other.OccurredFrom, other.Entry, edge.OccurredFrom, edge.Entry):
			edge.endBy(other.OccurredFrom, other.Entry)
		case other.lasts(edge.OccurredFrom):
			earlier = append(earlier, other)
			if other.Parent == edge.Parent && other.OccurredTo != 0 {
				edge.endBy(other.OccurredTo, other.EndEntry) // it left then, and did so once
			}
		}
	}
	for _, other := range earlier {
		s.endEdge(e, other, edge.OccurredFrom)
	}
}

// takeOff takes the children off a carrier.
func (m *Material) takeOff(s *State, e *Entry) {
	for _, it := range m.Items {
		s.off(e, it.Object, m.Parent)
	}
}

// off ends the stay of an object on a carrier; on any, if none is named.
func (s *State) off(e *Entry, id, carrier ObjectID) {
	for _, edge := range s.carriersOf(id) {
		if (carrier == "" || edge.Parent == carrier) && edge.OccurredFrom <= e.OccurredAt && edge.lasts(e.OccurredAt) {
			s.endEdge(e, edge, e.OccurredAt)
		}
	}
}

func (s *State) carriersOf(id ObjectID) []Edge {
	if !s.Carrying {
		return nil
	}
	return s.CarriersOf.Rows(id)
}

// offCarriers ends the stays of what has gone into something else, was destroyed,
// or left the site without its carrier.
func (m *Material) offCarriers(s *State, e *Entry) {
	var gone bool
	switch m.Shape {
	case epcis.Transformation:
		gone = true
	case epcis.Object:
		gone = m.Action == epcis.Delete || m.BizStep == epcis.StepShipping
	default:
		gone = m.Action == epcis.Add && (m.Edge == EdgeInstalled || m.Edge == EdgeConsumed || m.Edge == EdgePacked)
	}
	if !gone || !s.Carrying {
		return
	}
	for _, it := range m.Items {
		if it.Quantity != "" || m.BizStep == epcis.StepShipping && m.ships(s, it.Object) {
			continue
		}
		s.off(e, it.Object, "")
	}
}

// ships reports whether the carrier of an object is shipped with it.
func (m *Material) ships(s *State, id ObjectID) bool {
	return slices.ContainsFunc(s.CarriersOf.Rows(id), func(edge Edge) bool {
		return edge.open() && slices.ContainsFunc(m.Items, func(it Item) bool { return it.Object == edge.Parent })
	})
}

// onCarrier finds the carrier that an object was on when the command's facts
// occurred.
func (d *decider) onCarrier(o Object) (Edge, bool) {
	for _, edge := range d.s.carriersOf(o.ID) {
		if edge.OccurredFrom <= d.now && edge.lasts(d.now) {
			return edge, true
		}
	}
	return Edge{}, false
}

// onto lists what was on a carrier when the command's facts occurred, by place.
func (d *decider) onto(carrier Object) []Edge {
	if carrier.Kind != KindCarrier || !d.s.Carrying {
		return nil
	}
	var there []Edge
	if d.now < d.t.Now {
		there = d.s.loadsAt(carrier.ID, d.now, d.now)
	} else {
		there = d.s.Contents.Rows(carrier.ID)
	}
	there = slices.DeleteFunc(there, func(e Edge) bool {
		return e.Kind != EdgeCarried || e.OccurredFrom > d.now || !e.lasts(d.now)
	})
	slices.SortStableFunc(there, func(a, b Edge) int { return placeOf(a) - placeOf(b) })
	return there
}

// placeOf is the number of the place on a carrier; 0 for one without a number.
func placeOf(e Edge) int {
	n, _ := strconv.Atoi(e.Position)
	return n
}

// work lists the units and lots on a carrier. It reports whether the object is a
// carrier that stands for them; an empty one is refused, and a report of what was
// done with it is of the carrier alone.
func (d *decider) work(carrier Object) (all []Object, stands bool) {
	if carrier.Kind != KindCarrier {
		return nil, false
	}
	for _, e := range d.onto(carrier) {
		if o := d.known(e.Child); o.Kind == KindUnit || o.Kind == KindLot {
			all = append(all, o)
		}
	}
	if len(all) == 0 {
		d.subject = carrier.ID
		d.mistake(CodeCarrierEmpty, carrier.ID, Evidence{"carrier": carrier.name()})
		return nil, d.stopped()
	}
	return all, true
}

// each does one act with all that is on a carrier: it is permitted for all or for
// none, and the carrier has come to the station with it.
func (d *decider) each(carrier Object, all []Object, done string, act func(Object)) {
	next := ""
	for _, o := range all {
		if act(o); d.stopped() {
			return
		}
		next = first(next, d.next)
	}
	if carrier.Station != d.c.Station || carrier.Position != d.c.Position {
		d.fact(&Material{
			Shape: epcis.Object, Action: epcis.Observe, BizStep: epcis.StepTransporting, Items: []Item{d.as(carrier)},
		})
	}
	d.permit(carrier.ID, carrier.name()+": "+several(all)+" "+done+".", next)
}

// several words objects: their names, or how many there are.
func several(objects []Object) string {
	if len(objects) > maxNamed {
		return count(len(objects), "object", "objects")
	}
	names := make([]string, len(objects))
	for i := range objects {
		names[i] = objects[i].name()
	}
	return all(names)
}

// withCarried adds what is on each carrier among references to objects, unless it
// is named itself.
func (d *decider) withCarried(inputs []Input) []Input {
	var named []Object
	for _, in := range inputs {
		named = append(named, d.find(in.Ref)...)
	}
	inputs = slices.Clone(inputs)
	for _, carrier := range named {
		for _, e := range d.onto(carrier) {
			if !slices.ContainsFunc(named, func(o Object) bool { return o.ID == e.Child }) {
				inputs = append(inputs, Input{Ref: Ref(e.Child)})
			}
		}
	}
	return inputs
}

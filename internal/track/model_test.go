package track

import (
	"cmp"
	"slices"

	"pgregory.net/rapid"

	"github.com/tracewright/tracewright/internal/epcis"
)

// model is the plainest account of what has happened: a list of facts, which
// it looks through from the beginning for each question. It knows no rows, no
// versions and no corrections.
type model struct{ facts []told }

type told struct {
	at  Micros
	seq int64
	m   *Material
}

func (mo *model) learn(e *Entry) {
	if m, ok := e.Fact.(*Material); ok {
		mo.facts = append(mo.facts, told{e.OccurredAt, e.Seq, m})
	}
}

// inTime lists the facts in the order in which they happened.
func (mo *model) inTime() []told {
	facts := slices.Clone(mo.facts)
	slices.SortStableFunc(facts, func(a, b told) int { return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.seq, b.seq)) })
	return facts
}

// fate is the life of each object.
func (mo *model) fate() map[ObjectID]Life {
	life := map[ObjectID]Life{}
	for _, f := range mo.inTime() {
		m := f.m
		for _, id := range m.touches() {
			if life[id] == "" {
				life[id] = LifeOpen
			}
		}
		for _, it := range m.Items {
			if it.Quantity != "" {
				continue
			}
			switch {
			case m.Shape == epcis.Transformation, m.Shape == epcis.Association && m.Action == epcis.Add && m.Edge == EdgeConsumed:
				life[it.Object] = LifeConsumed
			case m.Shape == epcis.Object && m.Action == epcis.Delete:
				life[it.Object] = LifeScrapped
			case m.BizStep == epcis.StepShipping:
				life[it.Object] = LifeShipped
			case m.BizStep == epcis.StepReceiving, m.BizStep == epcis.StepCommissioning, m.BizStep == epcis.StepDisassembling:
				life[it.Object] = LifeOpen
			}
		}
	}
	return life
}

// balances is what should be on hand of each lot and container: what came in,
// less what went out or into something, in the order of recording. Of what
// comes back out of a parent, no more counts than is in it.
func (mo *model) balances() map[ObjectID]Decimal {
	onHand := map[ObjectID]Decimal{}
	type in struct{ parent, child ObjectID }
	inside := map[in]Decimal{}
	book := func(id ObjectID, q Decimal) { onHand[id] = add(onHand[id], q) }
	for _, f := range mo.facts {
		m := f.m
		for _, it := range m.Items {
			if it.Quantity == "" {
				continue
			}
			key := in{m.Parent, it.Object}
			switch {
			case m.Shape == epcis.Transformation, m.BizStep == epcis.StepShipping, m.Shape == epcis.Object && m.Action == epcis.Delete:
				book(it.Object, negate(it.Quantity))
			case m.Shape == epcis.Object:
				book(it.Object, it.Quantity)
			case m.Edge == EdgeLoaded, m.Edge == EdgeAdded:
			case m.Action == epcis.Add && it.Object != m.Parent:
				book(it.Object, negate(it.Quantity))
				inside[key] = add(inside[key], it.Quantity)
			case m.Action == epcis.Delete:
				out := it.Quantity
				if compare(out, inside[key]) > 0 {
					out = Decimal(first(string(inside[key]), "0"))
				}
				inside[key] = add(inside[key], negate(out))
				if it.Returned || m.Shape == epcis.Aggregation {
					book(it.Object, out)
				}
			}
		}
		for _, it := range append(slices.Clone(m.Outputs), m.Booked...) {
			book(it.Object, it.Quantity)
		}
	}
	return onHand
}

// compare compares the state with the model.
func (mo *model) compare(t rapid.TB, s *State) {
	t.Helper()
	life := mo.fate()
	onHand := mo.balances()
	for _, o := range allRows(s.Objects) {
		if compare(o.Quantity, onHand[o.ID]) != 0 {
			t.Errorf("%s %s: %s on hand, the model says %s", o.Kind, o.Name, o.Quantity, onHand[o.ID])
		}
		if o.Life != life[o.ID] {
			t.Errorf("%s %s is %s, the model says %s", o.Kind, o.Name, o.Life, life[o.ID])
		}
	}
}

package view

import (
	"github.com/tracewright/tracewright/internal/plant"
	"github.com/tracewright/tracewright/internal/track"
)

// either are the candidates of one consumption that is in doubt: a visit drew a
// line of its bill of material from one of them. What all of them descend from is
// in the product for sure, whichever it was.
type either struct {
	candidates int
	// reached are, forward, the candidates that hold something of the start for
	// sure, and from when on they were drawn.
	reached map[track.ObjectID]track.Micros
}

// drawKey is one line that a visit has drawn.
type drawKey struct {
	object track.ObjectID
	visit  int
	line   *plant.BOMLine
}

func (f *feeding) either(key drawKey, candidates int) *either {
	of := f.eithers[key]
	if of == nil {
		of = &either{candidates: candidates, reached: map[track.ObjectID]track.Micros{}}
		f.eithers[key] = of
	}
	return of
}

// agreed is, forward, the sure path that a possible one is a part of, once every
// candidate was reached by a sure one.
func (t *tracer) agreed(h hop) (hop, bool) {
	of := h.link.either
	if of == nil || !h.from.span.proven || t.ask.Direction == Back {
		return h, false
	}
	if _, again := of.reached[h.link.Child]; again {
		return h, false
	}
	of.reached[h.link.Child] = h.span.from
	if len(of.reached) < of.candidates {
		return h, false
	}
	for _, from := range of.reached {
		h.span.from = max(h.span.from, from)
	}
	h.span.proven, h.span.possible = true, ""
	return h, true
}

// maxAgreed bounds the steps that are taken to find what candidates agree in.
// Beyond it, the rest stays possible.
const maxAgreed = 1_000_000

// agreement finds, back, what every candidate descends from.
type agreement struct {
	*tracer
	known map[inside]map[track.ObjectID]bool
	steps int
}

// inside is a node at the time of a path.
type inside struct {
	id       track.ObjectID
	from, to track.Micros
}

// agree marks as proven what every candidate of a consumption holds for sure.
func (t *tracer) agree() {
	if t.fed == nil || len(t.fed.eithers) == 0 || t.ask.Direction == Forward {
		return
	}
	a := &agreement{tracer: t, known: map[inside]map[track.ObjectID]bool{}}
	for i := range t.nodes {
		for _, s := range t.spans[i] {
			if !s.proven {
				continue
			}
			for id := range a.common(t.nodes[i].Object.ID, s) {
				if node, reached := t.index[id]; reached {
					t.nodes[node].Proven = true
				}
			}
		}
	}
}

// common is what the candidates of each consumption of a node agree in.
func (a *agreement) common(id track.ObjectID, s span) map[track.ObjectID]bool {
	candidates := map[*either][]link{}
	for _, e := range a.edges[id] {
		if e.either != nil {
			candidates[e.either] = append(candidates[e.either], e)
		}
	}
	found := map[track.ObjectID]bool{}
	for of, links := range candidates {
		votes := map[track.ObjectID]int{}
		for _, e := range links {
			if next, to, ok := a.follow(step{span: s}, id, e); ok {
				next.proven = true
				for in := range a.within(to, next) {
					votes[in]++
				}
			}
		}
		for in, n := range votes {
			if n == of.candidates {
				found[in] = true
			}
		}
	}
	return found
}

// within is what is inside a node for sure, with the node itself.
func (a *agreement) within(id track.ObjectID, s span) map[track.ObjectID]bool {
	key := inside{id, s.from, s.to}
	if found, known := a.known[key]; known {
		return found
	}
	found := map[track.ObjectID]bool{id: true}
	a.known[key] = nil // a loop adds nothing
	for _, e := range a.edges[id] {
		next, to, ok := a.follow(step{span: s}, id, e)
		if a.steps++; !ok || !next.proven || a.steps > maxAgreed || a.passedOver(to) {
			continue
		}
		for in := range a.within(to, next) {
			found[in] = true
			a.steps++
		}
	}
	for in := range a.common(id, s) {
		found[in] = true
	}
	a.known[key] = found
	return found
}

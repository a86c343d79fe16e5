package view

import (
	"cmp"

	"github.com/tracewright/tracewright/internal/track"
)

// onCarrier is why a path over a carrier is only possible.
const onCarrier = "by contact: it was on the carrier"

// followCarrier goes, where carriers are asked for, from what was on a carrier to
// that, and from the carrier to what was on it then or later; back, then or
// earlier, with what was inside while it was there.
func (t *tracer) followCarrier(s span, at track.ObjectID, e *track.Edge) (next span, to track.ObjectID, ok bool) {
	from, until := e.OccurredFrom, cmp.Or(e.OccurredTo, forever)
	next, to = s, e.Parent
	if at == e.Parent {
		to = e.Child
	}
	next.proven, next.possible = false, onCarrier
	if t.ask.Direction == Back {
		last := s.to
		if s.instant() { // it counts itself
			last++
		}
		next.from, next.to = 0, min(until, last)
		if at == e.Parent {
			next.from = from // what had left it before touched nothing
		}
		return next, to, from < last
	}
	next.from, next.to = max(from, s.from), t.end
	return next, to, until > s.from && from < t.end && (at == e.Parent || from < s.to)
}

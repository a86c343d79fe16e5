package query

import (
	"time"

	"github.com/tracewright/tracewright/internal/epcis"
)

// Query is a question for events: what they must keep, and how the answer is
// given.
type Query struct {
	Controls
	// Recorded and Occurred bound the times of the events. They are kept by
	// Match as well.
	Recorded, Occurred Window

	conditions []condition
	reading    []func(*subject, *epcis.SensorMetadata, *epcis.SensorReport) bool
}

// Controls say how an answer is given. A number that is 0 was not asked for.
type Controls struct {
	OrderBy         Order
	Ascending       bool   // with OrderBy
	EventCountLimit int    // the first so many of the order, and no more
	MaxEventCount   int    // refuse an answer with more
	PerPage         int    // events of a page
	NextPageToken   string // of the page before
}

// Order is what events are put in order by: OrderEventTime, OrderRecordTime, or
// the name of an extension field. Empty: the order in which they came in.
type Order string

// The times that events can be put in order by.
const (
	OrderEventTime  Order = "eventTime"
	OrderRecordTime Order = "recordTime"
)

// Window is a span of time: From is in it, Until is not. A zero time is no bound.
type Window struct{ From, Until time.Time }

func (w *Window) holds(t time.Time) bool {
	return (w.From.IsZero() || !t.Before(w.From)) && (w.Until.IsZero() || t.Before(w.Until))
}

// narrow takes another bound in.
func (w *Window) narrow(from bool, t time.Time) {
	switch {
	case from && (w.From.IsZero() || t.After(w.From)):
		w.From = t
	case !from && (w.Until.IsZero() || t.Before(w.Until)):
		w.Until = t
	}
}

// condition is one thing that an event must keep.
type condition struct {
	match func(*subject) bool
	keys  []Key // of which an event that keeps it has one; nil: nothing is known
	// bind is the condition with what it asks of master data; nil: it asks nothing.
	bind func(MasterData) (condition, error)
}

// Match reports whether an event is asked for. Its RecordTime is when it was
// recorded.
func (q *Query) Match(e *epcis.Event) bool {
	if !q.Recorded.holds(e.RecordTime) || !q.Occurred.holds(e.EventTime) {
		return false
	}
	s := &subject{e: e}
	for i := range q.conditions {
		if !q.conditions[i].match(s) {
			return false
		}
	}
	return len(q.reading) == 0 || q.read(s)
}

// read reports whether one sensor report keeps all that is asked of a reading.
func (q *Query) read(s *subject) bool {
	for i := range s.e.Sensors {
		element := &s.e.Sensors[i]
		for k := range element.Reports {
			kept := true
			for _, keeps := range q.reading {
				if kept = keeps(s, &element.Metadata, &element.Reports[k]); !kept {
					break
				}
			}
			if kept {
				return true
			}
		}
	}
	return false
}

// Keys lists, for each condition that an index can help with, the keys of which
// an event must have one. The first list is likely to fit the fewest events.
func (q *Query) Keys() [][]Key {
	var all [][]Key
	for i := range q.conditions {
		if q.conditions[i].keys != nil {
			all = append(all, q.conditions[i].keys)
		}
	}
	sortBySelectivity(all)
	return all
}

// subject is an event that is looked at.
type subject struct {
	e  *epcis.Event
	ns epcis.Namespaces // nil until it is needed
}

func (s *subject) spaces() epcis.Namespaces {
	if s.ns == nil {
		s.ns = epcis.NamespacesOf(s.e.Context)
	}
	return s.ns
}

package demo

import (
	"container/heap"
	"maps"
	"time"
)

// Answer is what the plant looks at in the answer to a command.
type Answer struct {
	Permitted bool
	Code      string
	Hold      string // that the command has placed
}

// Act is one command that somebody gives.
type Act struct {
	At       time.Time // when it is given
	Occurred time.Time // when it happened
	Verb     string
	Station  string
	Operator int  // which of the people
	Report   bool // it happened while the network was away
	Args     map[string]any
	Expect   string // code of the refusal that is planned; empty: a permit

	given time.Duration // At, in hours of work
	from  time.Duration // Occurred, in hours of work
	unit  *unit         // nil: what becomes of the act changes nothing
	hold  *string       // that it places or releases
	about *int          // which of the people it is about; nil: none
}

// event is an act, or something that happens in the plant without a command.
type event struct {
	at    time.Duration
	order int // of events at one time
	act   *Act
	do    func()
}

// agenda is what is to come, the first first.
type agenda []event

func (a agenda) Len() int { return len(a) }

func (a agenda) Less(i, j int) bool {
	if a[i].at != a[j].at {
		return a[i].at < a[j].at
	}
	return a[i].order < a[j].order
}

func (a agenda) Swap(i, j int) { a[i], a[j] = a[j], a[i] }

// Push adds an event, for container/heap.
func (a *agenda) Push(x any) { *a = append(*a, x.(event)) }

// Pop takes the last event, for container/heap.
func (a *agenda) Pop() any {
	last := (*a)[len(*a)-1]
	*a = (*a)[:len(*a)-1]
	return last
}

// after lets something happen later.
func (f *Factory) after(d time.Duration, do func()) { f.plan(event{at: f.now + d, do: do}) }

func (f *Factory) plan(e event) {
	f.count++
	e.order = f.count
	heap.Push(&f.agenda, e)
}

// Next is the next act, in the order of time. There is always one.
func (f *Factory) Next() Act {
	for {
		e := heap.Pop(&f.agenda).(event)
		f.now = e.at
		if e.do != nil {
			e.do()
			continue
		}
		a := *e.act
		if a.unit != nil && a.unit.gone {
			continue
		}
		a.At, a.Occurred = f.wall(a.given), f.wall(a.from)
		if a.hold != nil && a.Verb == "release" {
			a.Args = maps.Clone(a.Args)
			a.Args["hold"] = *a.hold
		}
		if a.Verb == "produce-unit" || a.Verb == "produce-lot" {
			f.made++
		}
		return a
	}
}

// Answered tells the plant what came of an act. A unit that is refused without
// having been meant to is set aside.
func (f *Factory) Answered(a Act, answer Answer) {
	if a.hold != nil && a.Verb == "hold" {
		*a.hold = answer.Hold
	}
	if answer.Permitted == (a.Expect == "") && (answer.Permitted || answer.Code == a.Expect) {
		return
	}
	f.surprises = append(f.surprises, a.Station+" "+a.Verb+" "+answer.Code)
	f.surprises = f.surprises[max(0, len(f.surprises)-100):]
	if a.unit != nil && !answer.Permitted {
		a.unit.gone = true
	}
}

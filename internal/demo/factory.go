package demo

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"time"
)

// People who do what is done in the plant, as Act.Operator names them.
const (
	boards   = iota // M-10 to M-30
	motors          // M-40, M-50
	front           // D-10 to D-40
	back            // D-50 to D-90
	office          // goods in, shipping
	quality         // holds, dispositions, calibrations, certificates
	planning        // work orders
	lead            // answers calls
	People          // how many there are
)

// RoleOf is the role of one of the people, as docs/access.md names it.
func RoleOf(who int) string {
	switch who {
	case quality:
		return "quality"
	case planning:
		return "planner"
	case lead:
		return "lead"
	}
	return "operator"
}

// Times of the plant.
const (
	takt     = 270 * time.Second // between two drive units that are begun
	mostWait = 10                // drive units before the bottleneck, until no more are begun
	cutFor   = 2 * time.Hour     // how long the network is away
)

// bottleneck is the station that takes longer than the takt.
const bottleneck = "D-70"

// Factory is the demo plant at work. Next gives the acts of its people in the
// order of time, Answered takes in what came of each. The same seed gives the
// same acts.
type Factory struct {
	chance    *rand.Rand
	wall      func(time.Duration) time.Time
	agenda    agenda
	count     int
	now       time.Duration // hours of work since the beginning
	made      int           // units
	next      int           // number of the next drive unit
	stations  map[string]*bench
	stock     map[string]*stock
	began     map[int]time.Duration // when the boards of late came to M-10
	wear      float64               // of DRV-2, which drifts until it is set again
	cutUntil  time.Duration         // the network of the drive line is away until then
	box       []string              // drive units in the open box
	boxes     []string              // closed and not shipped
	surprises []string
	control   *Control       // nil: nobody watches
	open      map[string]int // drive units that are not finished, by work order

	floor // the drive works, or the machine shop
}

// floor is what is made, and how.
type floor interface {
	begin()                                                         // starts the next, and lets others follow
	run(station string, u *unit) (until time.Duration, next string) // plans the work on a unit
	ended(u *unit)                                                  // hears of a unit that goes nowhere else for now
	begins(station string)                                          // hears that a station begins to work
	stands(station string)                                          // hears that it has nothing to do
	leaves(end time.Duration)                                       // hears when its history is to end
}

// works is the drive works.
type works struct {
	*Factory
	told *telling
}

// bench is a station, with what waits before it.
type bench struct {
	busy  bool
	free  time.Duration // since when, where it is not busy
	queue []*unit
}

// stock is a lot that is being used up.
type stock struct {
	code string
	left int
}

// unit is something that is made.
type unit struct {
	number int
	part   string
	serial string
	drive  *drive // nil in the machine shop
	lot    *lot   // nil but there
	gone   bool   // it is made no further
	failed bool   // it has been sent back once
}

// drive is a drive unit with what is to go into it.
type drive struct {
	unit, motor, board unit
	ready              int    // of its modules
	bearing            string // lot in its motor
}

// NewFactory returns a plant that begins with the drive unit of a number, from
// 1. wall says when an hour of work lies on the clock.
func NewFactory(seed uint64, first int, wall func(time.Duration) time.Time) *Factory {
	f := newFactory(seed, first, wall)
	w := works{f, &telling{state: map[string]string{}, calls: map[string]bool{}}}
	f.floor = w
	f.after(0, w.records)
	f.after(0, f.begin)
	return f
}

func newFactory(seed uint64, first int, wall func(time.Duration) time.Time) *Factory {
	return &Factory{
		chance: rand.New(rand.NewPCG(seed, uint64(first))), wall: wall, next: first,
		stations: map[string]*bench{}, stock: map[string]*stock{}, began: map[int]time.Duration{}, open: map[string]int{},
	}
}

// Made is how many units have been begun: drive units, motors and boards. In the
// machine shop it is how many lots.
func (f *Factory) Made() int { return f.made }

// Now is when the next act may be.
func (f *Factory) Now() time.Time { return f.wall(f.now) }

// Surprises lists the last acts that were not answered as planned.
func (f *Factory) Surprises() []string { return f.surprises }

// begin starts the modules of the next drive unit, and lets the next follow.
func (w works) begin() {
	f := w.Factory
	if f.waiting(bottleneck) >= mostWait {
		w.queues()
		f.after(takt/3, f.begin)
		return
	}
	d := &drive{}
	part, motor := driveAt(f.next), "MM-36"
	if part == "DU-750" {
		motor = "MM-48"
	}
	f.order(f.next)
	d.unit = unit{number: f.next, part: part, serial: fmt.Sprintf("SN%06d", f.next), drive: d}
	d.motor = unit{number: f.next, part: motor, serial: fmt.Sprintf("MM%06d", f.next), drive: d}
	d.board = unit{number: f.next, part: "CB-3", serial: fmt.Sprintf("CB%06d", f.next), drive: d}
	f.next++
	f.arrive("M-10", &d.board)
	f.arrive("M-40", &d.motor)
	f.after(takt, f.begin)
}

// driveAt is which product the drive unit of a number is.
func driveAt(number int) string {
	switch number % 5 {
	case 0:
		return "DU-750"
	case 1, 3:
		return "DU-500"
	}
	return "DU-250"
}

// run plans the work on a unit at a station.
func (w works) run(station string, u *unit) (until time.Duration, next string) {
	j := &job{f: w.Factory, w: w, u: u, station: station, at: w.now}
	leaked := u.failed
	if next = j.run(); u.failed && !leaked {
		w.after(j.at-w.now, func() { w.leaked(u) })
	}
	return j.at, next
}

func (f *Factory) bench(station string) *bench {
	b := f.stations[station]
	if b == nil {
		b = &bench{}
		f.stations[station] = b
	}
	return b
}

// waiting is how many units wait before a station.
func (f *Factory) waiting(station string) int { return len(f.bench(station).queue) }

// arrive brings a unit to a station, which takes it when it is free.
func (f *Factory) arrive(station string, u *unit) {
	b := f.bench(station)
	b.queue = append(b.queue, u)
	f.work(station)
}

// work lets a free station take what waits there.
func (f *Factory) work(station string) {
	b := f.bench(station)
	for !b.busy && len(b.queue) > 0 {
		u := b.queue[0]
		b.queue = b.queue[1:]
		if u.gone {
			continue
		}
		b.busy = true
		f.begins(station)
		until, next := f.run(station, u)
		f.plan(event{at: until, do: func() {
			b.busy = false
			switch {
			case u.gone:
			case next != "":
				f.arrive(next, u)
			default:
				f.ended(u)
			}
			if f.work(station); !b.busy {
				b.free = f.now
				f.stands(station)
			}
		}})
	}
}

// ended begins a drive unit once both of its modules are ready, and closes its
// work order once all of that are finished.
func (w works) ended(u *unit) {
	d := u.drive
	if u == &d.unit {
		w.finished(u)
		return
	}
	if d.ready++; d.ready == 2 {
		w.arrive("D-10", &d.unit)
	}
}

// in reports whether this is the n-th of every 400 drive units: what goes wrong
// on purpose comes again.
func (u *unit) in(n int) bool { return u.number%400 == n }

// once is true once in n times.
func (f *Factory) once(n int) bool { return f.chance.IntN(n) == 0 }

// around is a value spread about a middle, with so many digits.
func (f *Factory) around(middle, spread float64, digits int) string {
	return strconv.FormatFloat(middle+spread*f.chance.NormFloat64(), 'f', digits, 64)
}

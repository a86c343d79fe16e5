package demo

import (
	"fmt"
	"strings"
	"time"
)

// What stations and people tell besides the work: it takes no time and leaves
// nothing to chance, so that the work goes as it would without.
const (
	standsFor = 2 * time.Minute  // without work, until a station beside the bottleneck says so
	callAgain = 6 * time.Hour    // at least between two calls for the queue before the bottleneck
	leaksLot  = 3                // seals that leak, until quality is called
	lastCall  = 10 * time.Minute // before the end of the history somebody calls for screws
)

// Stations beside the bottleneck, which stand because of it.
const (
	lineBegins = "M-10" // nothing more is begun while too many wait: it is blocked
	afterwards = "D-80" // nothing comes: it is starved
)

// telling is what the stations of the drive works have told.
type telling struct {
	state  map[string]string // by station
	calls  map[string]bool   // that stand, by station
	called time.Duration     // when somebody last called for the queue
	leaks  int               // since quality was called
}

// begins lets a station say that it works.
func (w works) begins(station string) { w.says(station, "running", "") }

// stands lets the station after the bottleneck say that nothing comes, if it
// still stands in a while.
func (w works) stands(station string) {
	if station != afterwards {
		return
	}
	since := w.now
	w.after(standsFor, func() {
		if b := w.bench(station); !b.busy && b.free == since {
			w.says(station, "starved", "nothing comes from "+bottleneck)
		}
	})
}

// queues says that too many drive units wait before the bottleneck: the line
// begins no more, and now and then somebody calls the lead, who gives the test
// rig time to catch up.
func (w works) queues() {
	if !w.bench(lineBegins).busy {
		w.says(lineBegins, "blocked", fmt.Sprintf("%d drive units wait before %s", mostWait, bottleneck))
	}
	if w.told.called == 0 || w.now-w.told.called >= callAgain {
		w.told.called = w.now
		w.call(bottleneck, back, lead, 4*time.Minute, 30*time.Minute, "no drive unit is begun until the rig has caught up", map[string]any{
			"kind": "help", "note": fmt.Sprintf("%d drive units wait before the end-of-line test", mostWait),
		})
	}
}

// leaked counts seals that leak. Quality is called for each few of them.
func (w works) leaked(u *unit) {
	if w.told.leaks++; w.told.leaks < leaksLot {
		return
	}
	w.told.leaks = 0
	w.call("D-60", back, quality, 8*time.Minute, time.Hour, "seals of the lot measured, they are right; the tool of the gear station is cleaned", map[string]any{
		"kind": "quality", "object": u.serial, "note": fmt.Sprintf("%d leaks at the shaft", leaksLot),
	})
}

// says tells the state of a station, where it is another than it was.
func (w works) says(station, state, note string) {
	if w.told.state[station] == state {
		return
	}
	w.told.state[station] = state
	args := map[string]any{"state": state, "source": "device"}
	if note != "" {
		args["note"] = note
	}
	w.tellAt(w.now, station, operatorAt(station), "station-state", args)
}

// breaksDown lets the station of a job stand until somebody has come and put it
// right.
func (w works) breaksDown(j *job) {
	w.tellAt(j.at, j.station, back, "station-state", map[string]any{"state": "down", "note": "torque driver is dead", "source": "device"})
	w.call(j.station, back, lead, deadComes, deadFor, "battery of the torque driver changed", map[string]any{
		"kind": "maintenance", "note": "torque driver is dead",
	})
	j.at += deadFor
	w.tellAt(j.at, j.station, back, "station-state", map[string]any{"state": "running", "source": "device"})
}

// leaves lets somebody call for screws just before the history ends, so that a call
// is open when people look.
func (w works) leaves(end time.Duration) {
	w.plan(event{at: max(0, end-lastCall), do: func() {
		w.call("D-50", back, lead, 2*lastCall, 4*lastCall, "the next lot of screws is at the station", map[string]any{
			"kind": "material", "note": "screws are short",
		})
	}})
}

// call lets somebody call for help at a station where no call stands, and somebody
// answer, who comes after a while and has put it right after another.
func (w works) call(station string, caller, answers int, comes, right time.Duration, note string, args map[string]any) {
	if w.told.calls[station] || w.now < w.cutUntil {
		return
	}
	w.told.calls[station] = true
	w.tellAt(w.now, station, caller, "andon", args)
	w.after(comes, func() { w.tellAt(w.now, station, answers, "acknowledge-andon", map[string]any{}) })
	w.after(right, func() {
		w.tellAt(w.now, station, answers, "resolve-andon", map[string]any{"note": note})
		w.told.calls[station] = false
	})
}

// tellAt plans an act at a station that leaves nothing to chance. While the
// network of the drive line is away, it is told when it is back.
func (f *Factory) tellAt(at time.Duration, station string, who int, verb string, args map[string]any) {
	a := &Act{Verb: verb, Station: station, Operator: who, Args: args, given: at, from: at}
	if strings.HasPrefix(station, "D-") && at < f.cutUntil {
		a.given, a.Report = f.cutUntil, true
	}
	f.plan(event{at: a.given, act: a})
}

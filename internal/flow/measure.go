package flow

import (
	"cmp"
	"slices"

	"github.com/tracewright/tracewright/internal/track"
)

// Pass is one visit of an object to a station, whether its result stands still or
// was undone by rework since. A visit that was recorded by mistake is none.
type Pass struct {
	Station string
	// Arrived is when the object had left the operation before; 0 where nothing
	// says that it had to wait.
	Arrived track.Micros
	Started track.Micros
	Ended   track.Micros // 0: in work
	Attempt int          // at the operation, from 1
	Outcome track.Outcome
}

// Stop is a time in which a station was kept from working by others: starved,
// blocked, or without work. Until is 0 while it lasts.
type Stop struct {
	Station     string
	From, Until track.Micros
}

// Window is the time that is looked at. Long is how far active periods are
// followed back; Short that of the numbers that are to be of now.
type Window struct {
	Long, Short, Until track.Micros
}

// Pace is how a station has worked in the short window, and since when it has
// not been made to wait.
type Pace struct {
	Busy    track.Micros // worked, on one thing or on several at once
	Passes  int          // that ended
	Cycle   track.Micros // Busy for each pass that ended; 0 where none did
	First   int          // first attempts that were judged
	Good    int          // of these, those that passed
	Running Period
}

// Period is a time in which a station has worked without being made to wait by
// others. The zero value is of a station that waits.
type Period struct {
	From   track.Micros
	Busy   track.Micros
	Passes int
	Cut    bool // it had begun before the window
}

// Measure computes the pace of each station that has worked in the window. waits
// tells whether something waits before a station at its end: without it, a
// station where nothing is in work has nothing to do.
func Measure(passes []Pass, stops []Stop, w Window, waits func(station string) bool) map[string]Pace {
	by := map[string][]Pass{}
	for _, p := range passes {
		if p.Started <= w.Until && (p.Ended == 0 || p.Ended > w.Long) {
			by[p.Station] = append(by[p.Station], p)
		}
	}
	halts := map[string][]Stop{}
	for _, s := range stops {
		halts[s.Station] = append(halts[s.Station], s)
	}
	paces := make(map[string]Pace, len(by))
	for station, list := range by {
		slices.SortFunc(list, func(a, b Pass) int { return cmp.Or(cmp.Compare(a.Started, b.Started), cmp.Compare(a.Ended, b.Ended)) })
		pace := recent(list, w)
		pace.Running = running(list, halts[station], w, waits(station))
		paces[station] = pace
	}
	return paces
}

// recent counts the passes of a station in the short window.
func recent(passes []Pass, w Window) Pace {
	p, reached := Pace{}, w.Short
	for _, v := range passes {
		ended := w.ends(v)
		if from := max(v.Started, reached); ended > from {
			p.Busy += ended - from
			reached = ended
		}
		if v.Ended == 0 || v.Ended <= w.Short || v.Ended > w.Until || v.Outcome == track.OutcomeNone {
			continue
		}
		p.Passes++
		if v.Attempt <= 1 {
			p.First++
			if v.Outcome == track.OutcomePass {
				p.Good++
			}
		}
	}
	if p.Passes > 0 {
		p.Cycle = p.Busy / track.Micros(p.Passes)
	}
	return p
}

// running is the active period at the end of the window: it began with the first
// pass since which the next one was always there when the one before ended.
func running(passes []Pass, stops []Stop, w Window, waits bool) Period {
	p, reached := Period{}, track.Micros(0)
	for i, v := range passes {
		start := max(v.Started, w.Long)
		if i == 0 || start > reached && (v.Arrived == 0 || v.Arrived > reached || halted(stops, reached, start)) {
			p, reached = Period{From: start, Cut: v.Started < w.Long}, start
		}
		if ended := w.ends(v); ended > reached {
			p.Busy += ended - max(start, reached)
			reached = ended
		}
		p.Passes++
	}
	if reached < w.Until && (!waits || halted(stops, reached, w.Until)) {
		return Period{}
	}
	return p
}

func (w Window) ends(v Pass) track.Micros {
	if v.Ended == 0 || v.Ended > w.Until {
		return w.Until
	}
	return v.Ended
}

func halted(stops []Stop, from, until track.Micros) bool {
	return slices.ContainsFunc(stops, func(s Stop) bool { return s.From < until && (s.Until == 0 || s.Until > from) })
}

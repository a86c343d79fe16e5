package flow

import (
	"cmp"
	"slices"

	"github.com/tracewright/tracewright/internal/plant"
	"github.com/tracewright/tracewright/internal/track"
)

// Place is a station as Bottleneck looks at it.
type Place struct {
	Code    string
	State   plant.StationState
	Waiting int          // objects that wait before it
	Oldest  track.Micros // since when the first of them waits
	Takt    track.Micros // 0: none is set
	Pace    Pace
}

// Bottleneck is the station that the others wait for, with what says so.
type Bottleneck struct {
	Station string
	Since   track.Micros // it has not been made to wait
	AtLeast bool         // it may be for longer: nobody looked further back
	Busy    track.Micros // worked since then
	Passes  int          // since then, with what is in work
	Waiting int
	Oldest  track.Micros
	Cycle   track.Micros
	Takt    track.Micros
	// Next is the station that comes second, and for how long it has worked
	// without waiting; empty where all others wait.
	Next     string
	NextBusy track.Micros
	// Blocked are the stations before it that cannot pass anything on, Starved
	// those after it that have nothing to do, in the order of the definition.
	Blocked []string
	Starved []string
}

// leastPasses is how many passes without a wait make a bottleneck: two or three
// in a row are chance.
const leastPasses = 4

// FindBottleneck names the station with the longest active period, by the work
// that was done in it: so a night or a break counts for nobody. It is not ok
// where no station stands out: all keep up with what comes.
func FindBottleneck(places []Place, links []Link) (b Bottleneck, ok bool) {
	longest := slices.Clone(places)
	slices.SortStableFunc(longest, func(x, y Place) int {
		return cmp.Or(cmp.Compare(y.Pace.Running.Busy, x.Pace.Running.Busy), cmp.Compare(y.Waiting, x.Waiting))
	})
	longest = slices.DeleteFunc(longest, func(p Place) bool { return p.Pace.Running.Passes < leastPasses || !p.strained() })
	if len(longest) == 0 {
		return Bottleneck{}, false
	}
	first := longest[0]
	b = Bottleneck{
		Station: first.Code, Since: first.Pace.Running.From, AtLeast: first.Pace.Running.Cut, Busy: first.Pace.Running.Busy,
		Passes: first.Pace.Running.Passes, Waiting: first.Waiting, Oldest: first.Oldest, Cycle: first.Pace.Cycle, Takt: first.Takt,
	}
	if len(longest) > 1 {
		b.Next, b.NextBusy = longest[1].Code, longest[1].Pace.Running.Busy
	}
	before, after := reach(links, first.Code, true), reach(links, first.Code, false)
	for _, p := range places {
		switch {
		case p.State == plant.StationBlocked && before[p.Code]:
			b.Blocked = append(b.Blocked, p.Code)
		case p.State == plant.StationStarved && after[p.Code]:
			b.Starved = append(b.Starved, p.Code)
		}
	}
	return b, true
}

// strained reports whether something waits before a station, or it takes longer
// than it may: without either it only has as much to do as it can.
func (p *Place) strained() bool {
	return p.Waiting > 0 || p.Takt > 0 && p.Pace.Cycle > p.Takt
}

// reach are the stations from which work comes to one, or to which it goes from
// there.
func reach(links []Link, from string, back bool) map[string]bool {
	found, next := map[string]bool{}, []string{from}
	for len(next) > 0 {
		at := next[0]
		next = next[1:]
		for _, l := range links {
			here, there := l.From, l.To
			if back {
				here, there = there, here
			}
			if here == at && there != from && !found[there] {
				found[there] = true
				next = append(next, there)
			}
		}
	}
	return found
}

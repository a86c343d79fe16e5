package flow_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/tracewright/tracewright/internal/flow"
	"github.com/tracewright/tracewright/internal/plant"
	"github.com/tracewright/tracewright/internal/track"
)

// always says that something waits before each station, never that nothing does.
func always(string) bool { return true }
func never(string) bool  { return false }

// work is passes of one station, one after the other, each of which had come a
// while before it was begun.
func work(from track.Micros, n int, cycle, waited track.Micros) []flow.Pass {
	var list []flow.Pass
	for i := range n {
		start := from + track.Micros(i)*cycle
		list = append(list, flow.Pass{Station: "S", Arrived: start - waited, Started: start, Ended: start + cycle, Attempt: 1, Outcome: track.OutcomePass})
	}
	return list
}

func TestPaceOfAStation(t *testing.T) {
	t.Parallel()
	w := flow.Window{Long: 100, Short: 900, Until: 1000}
	failed := work(900, 10, 10, 5)
	failed[3].Outcome = track.OutcomeFail
	failed[4].Attempt = 2
	parallel := []flow.Pass{
		{Station: "S", Arrived: 890, Started: 900, Ended: 950, Attempt: 1, Outcome: track.OutcomePass},
		{Station: "S", Arrived: 890, Started: 900, Ended: 950, Attempt: 1, Outcome: track.OutcomePass},
	}
	late := work(920, 4, 10, 5)
	late[2].Arrived = 945 // after the one before had ended at 940
	late[2].Started, late[2].Ended = 950, 960
	late[3].Started, late[3].Ended = 960, 970
	blocked := work(900, 5, 10, 50)
	blocked[3].Started, blocked[3].Ended, blocked[4].Started, blocked[4].Ended = 940, 950, 950, 960
	for name, test := range map[string]struct {
		passes []flow.Pass
		stops  []flow.Stop
		waits  func(string) bool
		want   flow.Pace
	}{
		"the next was always there": {
			work(900, 10, 10, 5), nil, always,
			flow.Pace{Busy: 100, Passes: 10, Cycle: 10, First: 10, Good: 10, Running: flow.Period{From: 900, Busy: 100, Passes: 10}},
		},
		"a failure and its second attempt": {
			failed, nil, always,
			flow.Pace{Busy: 100, Passes: 10, Cycle: 10, First: 9, Good: 8, Running: flow.Period{From: 900, Busy: 100, Passes: 10}},
		},
		"two at once count once": {
			parallel, nil, always,
			flow.Pace{Busy: 50, Passes: 2, Cycle: 25, First: 2, Good: 2, Running: flow.Period{From: 900, Busy: 50, Passes: 2}},
		},
		"it was made to wait for the third": {
			late, nil, always,
			flow.Pace{Busy: 40, Passes: 4, Cycle: 10, First: 4, Good: 4, Running: flow.Period{From: 950, Busy: 20, Passes: 2}},
		},
		"it could pass nothing on": {
			blocked,
			[]flow.Stop{{Station: "S", From: 932, Until: 938}},
			always,
			flow.Pace{Busy: 50, Passes: 5, Cycle: 10, First: 5, Good: 5, Running: flow.Period{From: 940, Busy: 20, Passes: 2}},
		},
		"nothing is left to do": {
			work(900, 5, 10, 5), nil, never,
			flow.Pace{Busy: 50, Passes: 5, Cycle: 10, First: 5, Good: 5},
		},
		"it stands because it is blocked": {
			work(900, 5, 10, 5),
			[]flow.Stop{{Station: "S", From: 960}},
			always,
			flow.Pace{Busy: 50, Passes: 5, Cycle: 10, First: 5, Good: 5},
		},
		"it began before anybody looked": {
			[]flow.Pass{{Station: "S", Started: 50}},
			nil, never,
			flow.Pace{Busy: 100, Running: flow.Period{From: 100, Busy: 900, Passes: 1, Cut: true}},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := flow.Measure(test.passes, test.stops, w, test.waits)["S"]
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("pace (-want +got):\n%s", diff)
			}
		})
	}
}

// TestPaceDoesNotDependOnTheOrder: what is found is the same however the passes
// are listed, and never more than there was time for.
func TestPaceDoesNotDependOnTheOrder(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		w := flow.Window{Long: 10, Short: 60, Until: 100}
		passes := rapid.SliceOfN(rapid.Custom(func(rt *rapid.T) flow.Pass {
			p := flow.Pass{Station: rapid.SampledFrom([]string{"A", "B"}).Draw(rt, "station"), Attempt: 1, Outcome: track.OutcomePass}
			p.Started = track.Micros(rapid.IntRange(1, 110).Draw(rt, "started"))
			p.Arrived = p.Started - track.Micros(rapid.IntRange(0, 9).Draw(rt, "waited"))
			if rapid.IntRange(0, 5).Draw(rt, "open") > 0 {
				p.Ended = p.Started + track.Micros(rapid.IntRange(1, 30).Draw(rt, "for"))
			}
			return p
		}), 0, 12).Draw(rt, "passes")
		got := flow.Measure(passes, nil, w, always)
		for station, p := range got {
			if p.Busy > w.Until-w.Short || p.Running.Busy > w.Until-w.Long || p.Good > p.First || p.First > p.Passes {
				rt.Fatalf("%s: %+v is more than there was time for", station, p)
			}
			if p.Running.Passes > 0 && p.Running.Busy > w.Until-p.Running.From {
				rt.Fatalf("%s: worked %d in the %d since %d", station, p.Running.Busy, w.Until-p.Running.From, p.Running.From)
			}
		}
		if diff := cmp.Diff(got, flow.Measure(rapid.Permutation(passes).Draw(rt, "another order"), nil, w, always)); diff != "" {
			rt.Fatalf("another order gives another pace:\n%s", diff)
		}
	})
}

func TestBottleneck(t *testing.T) {
	t.Parallel()
	ran := func(busy track.Micros, passes int) flow.Pace {
		return flow.Pace{Cycle: busy / track.Micros(max(1, passes)), Running: flow.Period{From: 7, Busy: busy, Passes: passes}}
	}
	links := []flow.Link{{From: "A", To: "B"}, {From: "B", To: "C"}, {From: "X", To: "B", Feeds: true}, {From: "C", To: "A"}}
	line := []flow.Place{
		{Code: "X", State: plant.StationBlocked, Pace: flow.Pace{}},
		{Code: "A", State: plant.StationRunning, Waiting: 1, Pace: ran(200, 5)},
		{Code: "B", State: plant.StationRunning, Waiting: 6, Oldest: 3, Takt: 90, Pace: ran(900, 9)},
		{Code: "C", State: plant.StationStarved, Pace: flow.Pace{}},
	}
	want := flow.Bottleneck{
		Station: "B", Since: 7, Busy: 900, Passes: 9, Waiting: 6, Oldest: 3, Cycle: 100, Takt: 90, Next: "A", NextBusy: 200,
		Blocked: []string{"X"}, Starved: []string{"C"},
	}
	got, ok := flow.FindBottleneck(line, links)
	if diff := cmp.Diff(want, got); !ok || diff != "" {
		t.Errorf("bottleneck (-want +got), found %v:\n%s", ok, diff)
	}
	for name, p := range map[string]flow.Place{
		"too few to tell":                  {Code: "A", Waiting: 4, Pace: ran(900, 3)},
		"it keeps up, and nothing waits":   {Code: "A", Takt: 200, Pace: ran(900, 9)},
		"it has just been made to wait":    {Code: "A", Waiting: 1, Pace: flow.Pace{Cycle: 100, Passes: 9}},
		"nothing waits and no takt is set": {Code: "A", Pace: ran(900, 9)},
	} {
		if got, ok := flow.FindBottleneck([]flow.Place{p}, nil); ok {
			t.Errorf("%s: %+v is the bottleneck", name, got)
		}
	}
}

const twoLines = `
site: {code: S}
areas:
  - code: A
    lines:
      - code: L1
        stations: [{code: A1, operations: [CUT]}, {code: A2, operations: [DRILL]}, {code: A3, operations: [DRILL]}]
      - {code: L2, stations: [{code: B1, operations: [CUT]}, {code: B2, operations: [DRILL, FIT]}]}
      - {code: L3, stations: [{code: C1, operations: [FIT]}]}
parts:
  - {number: LEG, route: LEG}
  - {number: TABLE, route: TABLE, bom: [{line: 10, part: LEG, operation: FIT}]}
routes:
  - {code: LEG, operations: [{code: CUT}, {code: DRILL}]}
  - {code: TABLE, operations: [{code: FIT}]}
`

func TestLinksStayOnTheLineWhereTheyCan(t *testing.T) {
	t.Parallel()
	d, err := plant.Parse([]byte(twoLines))
	if err != nil {
		t.Fatal(err)
	}
	want := []flow.Link{
		{From: "A1", To: "A2"},
		{From: "A1", To: "A3"},
		{From: "B1", To: "B2"},
		{From: "A2", To: "B2", Feeds: true},
		{From: "A2", To: "C1", Feeds: true},
		{From: "A3", To: "B2", Feeds: true},
		{From: "A3", To: "C1", Feeds: true},
	}
	got := flow.Links(d.Index())
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("links (-want +got):\n%s", diff)
	}
}

package engine_test

import (
	"fmt"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/tracewright/tracewright/internal/engine/enginetest"
	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/sqldb/sqldbtest"
	"github.com/tracewright/tracewright/internal/track"
	"github.com/tracewright/tracewright/internal/view"
)

// yieldPlant tries operations as often as anybody likes: its rules watch only.
const yieldPlant = `
site: {code: Y}
areas:
  - code: A
    lines:
      - code: L
        stations: [{code: S1, operations: [TURN]}, {code: S2, operations: [TURN]}, {code: S3, operations: [TEST]}]
routes: [{code: R, operations: [{code: TURN}, {code: TEST}], reworks: [{code: BACK, enter: TURN, voids: [TURN, TEST]}]}]
parts: [{number: UNIT, route: R}, {number: LOT, route: R, tracking: lot}]
`

// attempt is one pass through an operation, as people would tell of it.
type attempt struct {
	station, operation string
	begun, ended       int64 // entries; ended is 0 while it is under way
	outcome            track.Outcome
	defects            []int64 // entries of those found in it
	void               bool    // by a rework; it counts as it went all the same
}

// counts reports whether it is an attempt that went well or badly.
func (a *attempt) counts() bool {
	return a.outcome == track.OutcomePass || a.outcome == track.OutcomeFail
}

// thing is a unit or a lot with its history.
type thing struct {
	name     string
	part     string
	left     int // of a lot
	attempts []*attempt
	from     *thing // that it was parted from
	parted   int64  // entry
}

// open is the attempt that is under way; nil: none.
func (th *thing) open() *attempt {
	if n := len(th.attempts); n > 0 && th.attempts[n-1].ended == 0 && !th.attempts[n-1].void {
		return th.attempts[n-1]
	}
	return nil
}

// first reports whether an attempt is the first one of its operation: of the
// thing, and of what it was parted from until then.
func (th *thing) first(a *attempt) bool {
	for _, b := range th.attempts[:slices.Index(th.attempts, a)] {
		if b.counts() && b.operation == a.operation {
			return false
		}
	}
	until := th.parted
	for up := th.from; up != nil; up = up.from {
		for _, b := range up.attempts {
			if b.counts() && b.operation == a.operation && b.ended < until {
				return false
			}
		}
		until = min(until, up.parted)
	}
	return true
}

// history is what happens to a unit and a lot, and all that is parted from it.
type history struct {
	t      *testing.T
	r      *rapid.T
	p      *enginetest.Plant
	things []*thing
	n      *int // of commands and names
}

func (h *history) do(station string, args track.Args, verb track.Verb) int64 {
	h.t.Helper()
	*h.n++
	h.p.Clock.Advance(time.Second)
	a := h.p.Do(h.t, &track.Command{ID: "y" + strconv.Itoa(*h.n), Verb: verb, Station: station, Args: args})
	if a.Verdict.Answer != track.Permit {
		h.r.Fatalf("%s %+v: %s %s", verb, args, a.Verdict.Code, a.Verdict.Text)
	}
	return a.Seq
}

func (h *history) begin() {
	*h.n++
	u := &thing{name: fmt.Sprint("U", *h.n), part: "UNIT"}
	l := &thing{name: fmt.Sprint("L", *h.n), part: "LOT", left: 50}
	h.do("", &track.ProduceUnit{Part: u.part, Serial: u.name}, "produce-unit")
	h.do("", &track.ProduceLot{Part: l.part, Lot: l.name, Quantity: "50"}, "produce-lot")
	h.things = []*thing{u, l}
}

// act draws one thing to do, more often with what was parted last.
func (h *history) act() {
	th := h.things[max(0, len(h.things)-1-rapid.IntRange(0, 2).Draw(h.r, "thing"))]
	a := th.open()
	switch act := rapid.IntRange(0, 9).Draw(h.r, "act"); {
	case a == nil && act < 5:
		station := rapid.SampledFrom([]string{"S1", "S1", "S2", "S3"}).Draw(h.r, "station")
		a = &attempt{station: station, operation: map[bool]string{true: "TEST", false: "TURN"}[station == "S3"]}
		a.begun = h.do(station, &track.Start{Object: track.Ref(th.name), Operation: a.operation}, "start")
		th.attempts = append(th.attempts, a)
	case a == nil && act < 6:
		h.do("", &track.Rework{Object: track.Ref(th.name), Rework: "BACK", Reason: "again"}, "rework")
		for _, b := range th.attempts {
			b.void = true
		}
	case a == nil && act < 8 && th.left > 1:
		*h.n++
		child := &thing{name: fmt.Sprint("P", *h.n), part: th.part, left: 1, from: th}
		child.parted = h.do("", &track.Split{From: track.Ref(th.name), Into: []track.SplitPart{{Number: child.name, Quantity: "1"}}}, "split")
		th.left--
		h.things = append(h.things, child)
	case a == nil:
		h.forget(th)
	case act < 5:
		a.outcome = rapid.SampledFrom([]track.Outcome{track.OutcomePass, track.OutcomePass, track.OutcomeFail, track.OutcomeInvalid}).Draw(h.r, "outcome")
		a.ended = h.do(a.station, &track.Complete{Object: track.Ref(th.name), Outcome: a.outcome}, "complete")
	case act < 7:
		a.defects = append(a.defects, h.do(a.station, &track.ReportDefect{Object: track.Ref(th.name), Defect: "DENT"}, "report-defect"))
	case act < 8 && th.left > 1:
		h.moveOn(th, a)
	default:
		h.forget(th)
	}
}

// moveOn lets one of a lot pass alone, as a lot of its own.
func (h *history) moveOn(th *thing, a *attempt) {
	*h.n++
	child := &thing{name: fmt.Sprint("P", *h.n), part: th.part, left: 1, from: th}
	done := &track.Complete{
		Object: track.Ref(th.name), Partial: true,
		Quantities: []track.Portion{{Outcome: track.FateGood, Quantity: "1", Number: child.name}},
	}
	child.parted = h.do(a.station, done, "complete")
	passed := child.parted + 1 // the entry after that of the parting
	child.attempts = []*attempt{{station: a.station, operation: a.operation, begun: passed, ended: passed, outcome: track.OutcomePass}}
	th.left--
	h.things = append(h.things, child)
}

// forget declares a record wrong: a defect of the last attempt, else the end of
// the last one that has ended.
func (h *history) forget(th *thing) {
	for _, b := range slices.Backward(th.attempts) {
		if last := len(b.defects) - 1; last >= 0 {
			h.do("", &track.Correct{Entry: b.defects[last], Reason: "dirt"}, "correct")
			b.defects = b.defects[:last]
			return
		}
		if b.ended == 0 || b.outcome == track.OutcomeNone {
			continue
		}
		h.do("", &track.Correct{Entry: b.ended, Reason: "another one"}, "correct")
		alone, last := b.begun == b.ended, b == th.attempts[len(th.attempts)-1]
		if b.outcome = track.OutcomeNone; last && !b.void {
			b.ended = 0 // it is under way again
		}
		if alone { // nothing else tells of it
			th.attempts = slices.DeleteFunc(th.attempts, func(c *attempt) bool { return c == b })
		}
		return
	}
}

// yields are counted from the histories, by the words of the definition.
func (h *history) yields() map[string]view.Yield {
	all := map[string]view.Yield{}
	for _, th := range h.things {
		seen := map[string]bool{}
		for _, a := range th.attempts {
			if !a.counts() {
				continue
			}
			key := a.station + " " + a.operation + " " + th.part
			y := all[key]
			y.Station, y.Operation, y.Part = a.station, a.operation, th.part
			if y.Attempts++; !seen[key] {
				y.Objects++
			}
			seen[key] = true
			if a.outcome == track.OutcomeFail {
				y.Failed++
			} else if len(a.defects) == 0 && th.first(a) {
				y.FirstPass++
			}
			all[key] = y
		}
	}
	return all
}

// recorded are the yields that the views tell, less those of before.
func recorded(t *testing.T, p *enginetest.Plant, before map[string]view.Yield) map[string]view.Yield {
	t.Helper()
	var rows []view.Yield
	err := view.NewStore(p.DB).Read(t.Context(), func(q *view.Query) (err error) {
		rows, err = q.Yields(view.YieldFilter{})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]view.Yield{}
	for _, y := range rows {
		key := y.Station + " " + y.Operation + " " + y.Part
		was := before[key]
		y.Objects, y.FirstPass = y.Objects-was.Objects, y.FirstPass-was.FirstPass
		y.Attempts, y.Failed = y.Attempts-was.Attempts, y.Failed-was.Failed
		if y.Attempts != 0 || y.Objects != 0 || y.FirstPass != 0 || y.Failed != 0 {
			all[key] = y
		}
	}
	return all
}

// TestFirstPassYield draws histories of visits, attempts, retests, rework, defects,
// corrections and split lots, and compares the yield with a count by hand.
func TestFirstPassYield(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		p := enginetest.Start(t, db)
		p.Do(t, &track.Command{ID: "plant", Verb: "apply", Args: &track.ApplyPlant{Definition: yieldPlant}})
		n := 0
		rapid.Check(t, func(r *rapid.T) {
			before := recorded(t, p, nil)
			h := &history{t: t, r: r, p: p, n: &n}
			h.begin()
			for range rapid.IntRange(6, 12).Draw(r, "acts") {
				h.act()
			}
			if diff := cmp.Diff(h.yields(), recorded(t, p, before)); diff != "" {
				r.Fatalf("yield (-by hand +told):\n%s", diff)
			}
		})
	})
}

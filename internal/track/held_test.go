package track

import (
	"fmt"
	"testing"
)

// play judges commands on a state that holds everything, and fails the test
// for one that is not permitted.
type play struct {
	t    *testing.T
	s    *State
	tick Tick
	// station of the commands; none at first
	station string
}

func newPlay(t *testing.T) *play {
	p := &play{t: t, s: NewState(), tick: Tick{Now: 1_000_000, Store: "t"}}
	p.s.LoadEverything()
	return p
}

func (p *play) judge(args Args) Verdict {
	p.t.Helper()
	p.tick.Now++
	c := &Command{ID: fmt.Sprint(p.tick.Seq), Verb: verbOf(p.t, args), Station: p.station, Args: args}
	entries := Judge(p.s, c, p.tick)
	p.tick.Seq += int64(len(entries))
	return *entries[0].Verdict
}

func (p *play) do(args Args) {
	p.t.Helper()
	if v := p.judge(args); v.Answer != Permit {
		p.t.Fatalf("%T: %s %s", args, v.Code, v.Text)
	}
}

// A large package is looked at from what is on hold, which is less.
func TestHoldInLargePackage(t *testing.T) {
	t.Parallel()
	p := newPlay(t)
	p.do(&Receive{Part: "SCREW", Lot: "L", Quantity: "5"})
	p.do(&Receive{Part: "SCREW", Lot: "CLEAN", Quantity: "5"})
	var boxes []Input
	const size = fewInside/3 + 1
	for b := range 3 {
		var units []Input
		for u := range size {
			number := fmt.Sprintf("U%d-%d", b, u)
			p.do(&ProduceUnit{Part: "PUMP", Serial: number})
			units = append(units, Input{Ref: Ref(number)})
		}
		box := fmt.Sprint("BOX", b)
		p.do(&Pack{Package: box, Items: units})
		boxes = append(boxes, Input{Ref: Ref(box)})
	}
	p.do(&Install{Object: Ref(fmt.Sprintf("U2-%d", size-1)), Component: "L", Quantity: "1"})
	p.do(&Install{Object: "U1-7", Component: "CLEAN", Quantity: "1", Possible: "two lots in the bin"})
	p.do(&Pack{Package: "PALLET", Items: boxes})

	ship := &Ship{Objects: []Input{{Ref: "PALLET"}}, To: "CUSTOMER"}
	for _, c := range []struct {
		name string
		hold PlaceHold
		want Code
	}{
		{"what was used in one unit", PlaceHold{Objects: []Ref{"L"}}, CodeHeldInside},
		{"a unit", PlaceHold{Objects: []Ref{"U0-3"}}, CodeHeldInside},
		{"possibly used in one unit", PlaceHold{Objects: []Ref{"CLEAN"}}, CodeMaybeHeld},
		{"possibly used, and it asks", PlaceHold{Objects: []Ref{"CLEAN"}, Possible: "ask"}, CodeMaybeHeld},
	} {
		c.hold.Reason = "cracks"
		v := p.judge(&c.hold)
		if got := p.judge(ship); got.Code != c.want {
			t.Errorf("%s: %s %s, want %s", c.name, got.Code, got.Text, c.want)
		}
		p.do(&Release{Hold: HoldID(v.Evidence["hold"]), Reason: "good"})
	}
	p.do(&Receive{Part: "SCREW", Lot: "ELSEWHERE", Quantity: "5"})
	p.do(&PlaceHold{Objects: []Ref{"ELSEWHERE"}, Reason: "cracks"})
	p.do(ship)
}

// TestHoldInLargePackageOfWhatWasDrawn packs a unit whose visit drew on a reel
// among more than is looked at from above alone: it is found, although nothing on
// the way up from the reel tells of it. So it is when the plant definition has no
// such position any more.
func TestHoldInLargePackageOfWhatWasDrawn(t *testing.T) {
	t.Parallel()
	p := newPlay(t)
	definition := func(positions string) *ApplyPlant {
		return &ApplyPlant{Definition: `
site: {code: S}
areas: [{code: A, lines: [{code: L, stations: [{code: S1, operations: [OP]` + positions + `}]}]}]
parts:
  - {number: UNIT, route: R, bom: [{line: 10, part: CAP, operation: OP, use: consume, capture: backflush}]}
  - {number: CAP, tracking: lot}
routes: [{code: R, operations: [{code: OP}]}]
interlocks: {hold: enforce}
`}
	}
	p.do(definition(", positions: [{code: F1, kind: material}]"))
	p.do(&Receive{Part: "CAP", Lot: "C1", Quantity: "50"})
	p.do(&ProduceUnit{Part: "UNIT", Serial: "DRAWN"})
	p.station = "S1"
	p.do(&Load{Object: "C1"})
	p.do(&Start{Object: "DRAWN"})
	p.do(&Complete{Object: "DRAWN"})
	p.station = ""
	units := []Input{{Ref: "DRAWN"}}
	for u := range fewInside {
		number := fmt.Sprint("U", u)
		p.do(&ProduceUnit{Part: "UNIT", Serial: number})
		units = append(units, Input{Ref: Ref(number)})
	}
	var boxes []Input
	for i, some := range [][]Input{units[:1000], units[1000:]} {
		box := fmt.Sprint("BOX", i)
		p.do(&Pack{Package: box, Items: some})
		boxes = append(boxes, Input{Ref: Ref(box)})
	}
	p.do(&Pack{Package: "PALLET", Items: append(boxes[1:], boxes[0])})
	p.do(&PlaceHold{Objects: []Ref{"C1"}, Reason: "cracks"})
	ship := &Ship{Objects: []Input{{Ref: "PALLET"}}, To: "CUSTOMER"}
	if got := p.judge(ship); got.Code != CodeHeldInside {
		t.Errorf("%s %s, want %s", got.Code, got.Text, CodeHeldInside)
	}
	p.do(definition(""))
	if got := p.judge(ship); got.Code != CodeHeldInside {
		t.Errorf("without the position: %s %s, want %s", got.Code, got.Text, CodeHeldInside)
	}
}

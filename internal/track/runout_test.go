package track

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// runOutPlant makes pumps that take some old boards each until those are used
// up, and valves that take an old board always.
const runOutPlant = `
site: {code: S}
areas: [{code: A, lines: [{code: L, stations: [{code: S1, operations: [BUILD]}]}]}]
routes: [{code: R, operations: [{code: BUILD}]}]
parts:
  - number: PUMP
    route: R
    bom:
      - {line: 10, part: OLD, quantity: %d, operation: BUILD}
      - {line: 11, part: NEW, quantity: %[1]d, operation: BUILD, effective: {replaces: 10, runOut: OLD}}
  - {number: VALVE, route: R, bom: [{line: 10, part: OLD, operation: BUILD}]}
  - {number: OLD, tracking: lot}
  - {number: NEW, tracking: lot}
interlocks: {bom: enforce, quantity: enforce, hold: enforce, components: enforce}
`

// runOutModel says in plain numbers what must become of the stock.
type runOutModel struct {
	t       rapid.TB
	m       *machine
	each    int
	stock   int // of the lot L, of which nothing is on hold
	held    bool
	valves  int // ordered, and without a board yet
	over    bool
	waiting map[string]bool // pumps in work that get old boards, and have none yet
	n       int
}

func (r *runOutModel) do(args Args) *Verdict {
	r.t.Helper()
	r.n++
	c := &Command{ID: fmt.Sprint("r", r.n), Verb: verbOf(r.t, args), Station: "S1", Args: args}
	return r.m.do(r.t, c)[0].Verdict
}

func (r *runOutModel) must(args Args) {
	r.t.Helper()
	if v := r.do(args); v.Answer != Permit {
		r.t.Fatalf("%+v: %s %s", args, v.Code, v.Text)
	}
}

// free is what may be taken for another pump.
func (r *runOutModel) free() int {
	if r.held {
		return 0
	}
	return r.stock - r.valves - r.each*len(r.waiting)
}

// begin begins a pump, which gets the old boards as long as there are enough.
func (r *runOutModel) begin() {
	serial := fmt.Sprint("P", r.n)
	r.over = r.over || r.free() < r.each
	r.must(&ProduceUnit{Part: "PUMP", Serial: serial})
	r.must(&Start{Object: Ref(serial)})
	if wrong := r.do(&Install{Object: Ref(serial), Component: Ref(map[bool]string{true: "L", false: "N"}[r.over])}); wrong.Code != CodeNotOnBOM && (!r.held || wrong.Code != CodeHeld) {
		r.t.Fatalf("%s takes the wrong board: %s %s", serial, wrong.Code, wrong.Text)
	}
	if r.over {
		r.must(&Install{Object: Ref(serial), Component: "N"})
		r.must(&Complete{Object: Ref(serial)})
		return
	}
	r.waiting[serial] = true
}

// fit gives a pump that is in work what it was begun for, unless that is on hold.
func (r *runOutModel) fit(serial string) {
	if r.held || r.stock < r.each {
		return
	}
	r.must(&Install{Object: Ref(serial), Component: "L"})
	r.must(&Complete{Object: Ref(serial)})
	r.stock -= r.each
	delete(r.waiting, serial)
}

// valve makes a valve of the work order.
func (r *runOutModel) valve() {
	if r.held || r.valves == 0 || r.stock == 0 {
		return
	}
	serial := Ref(fmt.Sprint("V", r.n))
	r.must(&ProduceUnit{Order: "WO", Serial: string(serial)})
	r.must(&Start{Object: serial})
	r.must(&Install{Object: serial, Component: "L"})
	r.stock--
	r.valves--
	if rapid.Bool().Draw(r.t.(*rapid.T), "complete") {
		r.must(&Complete{Object: serial})
	}
}

// TestStockIsUsedUpFirst checks, whatever happens to the stock of an old part,
// that each product gets it as long as it does for it beside all that it is
// promised to, that what has begun with it is never sent to the new one, and that
// the change is made once.
func TestStockIsUsedUpFirst(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		r := &runOutModel{t: t, m: &machine{s: NewState(), tick: Tick{Now: 1_000_000 * second, Store: "t"}, corrected: map[int64]bool{}}, waiting: map[string]bool{}}
		r.m.s.LoadEverything()
		r.each = rapid.IntRange(1, 3).Draw(t, "each")
		r.must(&ApplyPlant{Definition: fmt.Sprintf(runOutPlant, r.each)})
		r.stock, r.valves = rapid.IntRange(1, 12).Draw(t, "stock"), rapid.IntRange(1, 3).Draw(t, "valves")
		quantity := func(n int) Decimal { return Decimal(strconv.Itoa(n)) }
		r.must(&Receive{Part: "OLD", Lot: "L", Quantity: quantity(r.stock)})
		r.must(&Receive{Part: "NEW", Lot: "N", Quantity: "1000"})
		r.must(&CreateOrder{Order: "WO", Part: "VALVE", Quantity: quantity(r.valves)})
		r.must(&ReleaseOrder{Order: "WO"})
		hold := HoldID("")
		for range rapid.IntRange(1, 12).Draw(t, "acts") {
			switch rapid.IntRange(0, 6).Draw(t, "act") {
			case 0, 1:
				r.begin()
			case 2:
				for _, serial := range slices.Sorted(maps.Keys(r.waiting))[:min(1, len(r.waiting))] {
					r.fit(serial)
				}
			case 3:
				r.valve()
			case 4:
				more := rapid.IntRange(1, 4).Draw(t, "more")
				r.must(&Receive{Part: "OLD", Lot: "L", Quantity: quantity(more)})
				r.stock += more
			case 5:
				if r.held = !r.held; !r.held {
					r.must(&Release{Hold: hold, Reason: "good"})
					break
				}
				v := r.do(&PlaceHold{Objects: []Ref{"L"}, Reason: "look", Blocks: []Block{BlockConsume}})
				hold = HoldID(v.Evidence["hold"])
			case 6:
				r.over = !rapid.Bool().Draw(t, "back")
				r.must(&CutIn{Part: "PUMP", Back: !r.over, Reason: "drawn"})
			}
		}
		for _, now := range RunOuts(r.m.s, "PUMP", r.m.tick) {
			if now.Over != r.over {
				t.Fatalf("over is %v, want %v", now.Over, r.over)
			}
		}
	})
}

// TestCountdownOfStock checks what is said at a station when stock runs short.
func TestCountdownOfStock(t *testing.T) {
	t.Parallel()
	d := &decider{s: &State{}}
	key := &RunOutKey{Part: "PUMP", Stock: "OLD", To: "NEW"}
	for _, tc := range []struct{ need, free, want Decimal }{
		{"2", "24", ""},
		{"2", "21", "OLD does for 9 more, then NEW takes its place."},
		{"2", "4.5", "OLD does for 1 more, then NEW takes its place."},
		{"2", "3", "This is the last with OLD: NEW takes its place."},
	} {
		if got := d.countdown(key, tc.need, tc.free); got != string(tc.want) {
			t.Errorf("%s of %s: %q, want %q", tc.need, tc.free, got, tc.want)
		}
	}
	if got, want := d.usedUp(key, "1.5"), "OLD is used up but for 1.5 pieces left over: NEW takes its place from here on."; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// Whatever brings stock back that was gone over from, the answer says so.
func TestLeftOverStockIsTold(t *testing.T) {
	t.Parallel()
	p := newPlay(t)
	p.do(&ApplyPlant{Definition: fmt.Sprintf(runOutPlant, 2)})
	p.do(&Receive{Part: "OLD", Lot: "L", Quantity: "8"})
	p.do(&ProduceUnit{Part: "VALVE", Serials: []string{"V1"}})
	p.station = "S1"
	p.do(&Start{Object: "V1"})
	p.do(&Install{Object: "V1", Component: "L", Quantity: "1"})
	p.do(&Ship{Objects: []Input{{Ref: "L", Quantity: "2"}}, To: "SHOP"})
	v := p.judge(&PlaceHold{Reason: "dust", Objects: []Ref{"L"}})
	p.do(&CutIn{Part: "PUMP", Reason: "now"})
	const told = "PUMP has gone over to NEW, so that this OLD is left over: cut-in with back uses it up."
	for _, args := range []Args{
		&Receive{Part: "OLD", Lot: "L2", Quantity: "8"},
		&Count{Object: "L2", Quantity: "9", Reason: "recount"},
		&Remove{Object: "V1", Component: "L", Returned: true, Reason: "noisy"},
		&ReceiveBack{Objects: []Input{{Ref: "L", Quantity: "1"}}, From: "SHOP"},
		&Release{Hold: HoldID(v.Evidence["hold"]), Reason: "clean"},
	} {
		if v := p.judge(args); v.Answer != Permit || !strings.HasSuffix(v.Next, told) {
			t.Errorf("%T: %s %s next %q", args, v.Code, v.Text, v.Next)
		}
	}
}

package track

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/tracewright/tracewright/internal/plant"
)

// machine drives random commands through the domain and compares what it does
// with a model (see model) and with itself: judged on a working set that is
// loaded row by row, and replayed from the bodies of the entries.
type machine struct {
	s         *State
	tick      Tick
	model     model
	bodies    []storedBody
	corrected map[int64]bool
}

type storedBody struct {
	entry Entry // the envelope
	kind  EntryKind
	body  []byte
}

const second = Micros(1e6)

func newMachine(t rapid.TB) *machine {
	t.Helper()
	src := smallPlant(t)
	m := &machine{s: NewState(), tick: Tick{Now: 1_000_000 * second, Store: "t"}, corrected: map[int64]bool{}}
	m.s.LoadEverything()
	m.do(t, &Command{ID: "plant", Verb: "apply", Args: &ApplyPlant{Definition: src}})
	for i, serial := range []string{"P1", "P2"} {
		m.do(t, &Command{ID: fmt.Sprint("p", i), Verb: "produce-unit", Args: &ProduceUnit{Part: "PUMP", Serial: serial}})
		m.do(t, &Command{ID: fmt.Sprint("m", i), Verb: "receive", Args: &Receive{Part: "MOTOR", Maker: "ACME", Serial: motors[i]}})
	}
	for _, tray := range trays {
		m.do(t, &Command{ID: tray, Verb: "describe", Args: &Describe{Object: NewIdent{Scheme: SchemeCarrier, Issuer: "", Value: tray}, Kind: KindCarrier}})
	}
	m.do(t, &Command{ID: "l", Verb: "receive", Args: &Receive{Part: "SCREW", Maker: "BOLT", Lot: "L1", Quantity: "20"}})
	return m
}

// smallPlant is the small plant, with a screw that another one follows once it is
// used up.
func smallPlant(t rapid.TB) string {
	t.Helper()
	src, err := os.ReadFile("../../testdata/plant/small.yaml")
	if err != nil {
		t.Fatal(err)
	}
	const last = "      - {line: 30, part: PASTE"
	return strings.Replace(string(src), last, "      - {line: 21, part: BOLT, quantity: 2, operation: BUILD, effective: {replaces: 20, runOut: SCREW}}\n"+last, 1)
}

// do judges a command and checks everything that must hold of it.
func (m *machine) do(t rapid.TB, c *Command) []Entry {
	t.Helper()
	m.tick.Now += second
	before := m.snapshot()
	part, lazily := judgeLazily(t, m.s, c, m.tick)
	for _, match := range part.Matches.All() {
		m.s.Matches.Load(match)
	}
	first := Decide(m.s, c, m.tick)
	if diff := gocmp.Diff(before, m.snapshot()); diff != "" {
		t.Fatalf("deciding changed the state:\n%s", diff)
	}
	entries := Judge(m.s, c, m.tick)
	same(t, "deciding twice", first, entries)
	same(t, "deciding on a working set loaded as it is missed", lazily, entries)
	for _, o := range part.Objects.Dirty() {
		if now, _ := m.s.Objects.Get(o.ID); now != o {
			t.Fatalf("object on a partial working set:\n%s", gocmp.Diff(now, o))
		}
	}
	for _, e := range part.Edges.Dirty() {
		if now, _ := m.s.Edges.Get(EdgeKey{e.Entry, e.Line, e.KnownFrom}); now != e {
			t.Fatalf("edge on a partial working set:\n%s", gocmp.Diff(now, e))
		}
	}
	v := entries[0].Verdict
	if c.Verb == "scan" && v.Next == "" {
		t.Fatalf("nobody says what comes after %s %s", v.Code, v.Text)
	}
	if v.Answer != Permit {
		before["answers"], before["refusals"] = nil, nil
		after := m.snapshot()
		after["answers"], after["refusals"] = nil, nil
		if diff := gocmp.Diff(before, after); diff != "" {
			t.Fatalf("a command that was not permitted changed the state:\n%s", diff)
		}
		if c.Mode == ModeReport && v.Code != CodeBadValue && !slices.Contains(refusable, c.Verb) {
			t.Fatalf("a report was refused: %s %s", v.Code, v.Text)
		}
	}
	m.record(t, entries)
	m.tick.Seq += int64(len(entries))
	return entries
}

func same(t rapid.TB, what string, a, b []Entry) {
	t.Helper()
	one, two := wireOf(t, a), wireOf(t, b)
	if diff := gocmp.Diff(one, two); diff != "" {
		t.Fatalf("%s:\n%s", what, diff)
	}
}

func wireOf(t rapid.TB, entries []Entry) []string {
	t.Helper()
	var all []string
	for i := range entries {
		b, err := entries[i].AppendBody(nil)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, fmt.Sprint(entries[i].Seq, entries[i].OccurredAt, entries[i].Fact.Kind(), string(b)))
	}
	return all
}

func (m *machine) record(t rapid.TB, entries []Entry) {
	t.Helper()
	for i := range entries {
		e := entries[i]
		body, err := e.AppendBody(nil)
		if err != nil {
			t.Fatal(err)
		}
		if f, ok := e.Fact.(*Corrected); ok {
			m.corrected[f.Entry] = true
			defer m.checkStanding(t)
		}
		m.model.learn(&e)
		bare := e
		bare.Command, bare.Verdict, bare.Fact = nil, nil, nil
		m.bodies = append(m.bodies, storedBody{bare, e.Fact.Kind(), body})
	}
}

// snapshot is every row of every table.
func (m *machine) snapshot() map[string]any { return snapshot(m.s) }

func snapshot(s *State) map[string]any {
	return map[string]any{
		"objects":     sorted(s.Objects, func(r *Object) string { return string(r.ID) }),
		"identifiers": sorted(s.Identifiers, func(r *Identifier) string { return fmt.Sprint(*r) }),
		"edges":       sorted(s.Edges, func(r *Edge) string { return fmt.Sprintf("%09d %09d %09d", r.Entry, r.Line, r.KnownFrom) }),
		"visits":      sorted(s.Visits, func(r *Visit) string { return fmt.Sprintf("%s %09d", r.Object, r.Number) }),
		"results":     sorted(s.Results, func(r *Result) string { return fmt.Sprintf("%09d %09d", r.Entry, r.Line) }),
		"sightings":   sorted(s.Sightings, func(r *Sighting) string { return fmt.Sprintf("%s %09d", r.Object, r.Entry) }),
		"movements":   sorted(s.Movements, func(r *Movement) string { return fmt.Sprintf("%09d %09d", r.Entry, r.Line) }),
		"exposures":   sorted(s.Exposures, func(r *Exposure) string { return fmt.Sprintf("%09d %09d", r.Entry, r.Line) }),
		"calibrated":  sorted(s.Calibrations, func(r *Calibration) string { return fmt.Sprintf("%09d", r.Entry) }),
		"queries":     sorted(s.Queries, func(r *NamedQuery) string { return r.Name }),
		"subscribed":  sorted(s.Subscriptions, func(r *Subscription) string { return string(r.Subscription) }),
		"certified":   sorted(s.Certificates, func(r *Certificate) string { return string(r.ID) }),
		"holds":       sorted(s.Holds, func(r *Hold) string { return string(r.ID) }),
		"held":        sorted(s.Held, func(r *HeldObject) string { return fmt.Sprint(*r) }),
		"run-outs":    sorted(s.RunOuts, func(r *RunOut) string { return fmt.Sprintf("%09d", r.Entry) }),
		"breaches":    sorted(s.Breaches, func(r *Breach) string { return fmt.Sprintf("%09d", r.Entry) }),
		"refusals":    sorted(s.Refusals, func(r *Refusal) string { return fmt.Sprintf("%09d", r.Entry) }),
		"answers":     sorted(s.Answers, func(r *Answered) string { return r.Command }),
		"orders":      sorted(s.Orders, func(r *WorkOrder) string { return r.Number }),
		"counts":      sorted(s.OrderCounts, func(r *OrderCount) string { return r.Order + " " + r.Part }),
		"stations":    sorted(s.Stations, func(r *StationNow) string { return r.Station }),
		"states":      sorted(s.StateChanges, func(r *StateChange) string { return fmt.Sprintf("%09d", r.Entry) }),
		"andons":      sorted(s.Andons, func(r *Andon) string { return string(r.ID) }),
		"pools":       sorted(s.Pools, func(r *PoolCount) string { return r.Pool }),
		"ranges":      sorted(s.PoolRanges, func(r *PoolRange) string { return r.ID }),
		"pooled":      sorted(s.PoolNumbers, func(r *PoolNumber) string { return r.ID }),
		"reserved":    sorted(s.Reservations, func(r *Reservation) string { return string(r.ID) }),
		"serials":     sorted(s.Reserved, func(r *SerialNumber) string { return r.ID }),
		"versions":    sorted(s.Versions, func(r *PlantVersion) string { return fmt.Sprint(r.Version) }),
	}
}

// replayed is the state made again from the bodies alone.
func (m *machine) replayed(t rapid.TB) *State {
	t.Helper()
	s := NewState()
	s.LoadEverything()
	for _, b := range m.bodies {
		e := b.entry
		if err := e.ReadFact(b.kind, b.body); err != nil {
			t.Fatal(err)
		}
		Apply(s, &e)
	}
	return s
}

// checkRedacted checks that a rebuild after everything was erased makes the
// same state, but for texts, and that redacting again changes nothing.
func (m *machine) checkRedacted(t rapid.TB) {
	t.Helper()
	s := NewState()
	s.LoadEverything()
	for _, b := range m.bodies {
		e := b.entry
		body := redacted(t, &e, b.kind, b.body)
		if again := redacted(t, &e, b.kind, body); string(again) != string(body) {
			t.Fatalf("redacted once, and again:\n%s\n%s", body, again)
		}
		if err := e.ReadFact(b.kind, body); err != nil {
			t.Fatal(err)
		}
		Apply(s, &e)
	}
	erased := gocmp.FilterValues(func(a, b string) bool { return a == Blanked || b == Blanked }, gocmp.Ignore())
	if diff := gocmp.Diff(m.snapshot(), snapshot(s), erased); diff != "" {
		t.Fatalf("the state replayed from redacted bodies differs (-step by step +redacted):\n%s", diff)
	}
}

// redacted is the body that is left of one.
func redacted(t rapid.TB, e *Entry, kind EntryKind, body []byte) []byte {
	t.Helper()
	if err := e.ReadBody(kind, body); err != nil {
		t.Fatal(err)
	}
	e.Redact(false)
	left, err := e.AppendBody(nil)
	if err != nil {
		t.Fatal(err)
	}
	return left
}

// checkStanding checks that what other entries than the corrected ones said
// still stands.
func (m *machine) checkStanding(t rapid.TB) {
	t.Helper()
	for _, w := range allRows(m.s.Sightings) {
		if (w.VoidSeq != 0) != m.corrected[w.Entry] {
			t.Fatalf("corrected are %v, and yet %+v", m.corrected, w)
		}
	}
	stands := map[[2]int64]bool{}
	for _, e := range allRows(m.s.Edges) {
		key := [2]int64{e.Entry, int64(e.Line)}
		stands[key] = stands[key] || e.KnownTo == 0
	}
	for key, standing := range stands {
		if standing == m.corrected[key[0]] {
			t.Fatalf("corrected are %v, and yet the edge %v stands: %t", m.corrected, key, standing)
		}
	}
	for _, r := range allRows(m.s.Results) {
		if m.corrected[r.Entry] && r.VoidSeq == 0 {
			t.Fatalf("corrected are %v, and yet %+v stands", m.corrected, r)
		}
	}
}

// check checks what must hold of the state at any time.
func (m *machine) check(t rapid.TB) {
	t.Helper()
	if diff := gocmp.Diff(m.snapshot(), snapshot(m.replayed(t))); diff != "" {
		t.Fatalf("the state replayed from the bodies differs (-step by step +replayed):\n%s", diff)
	}
	m.checkRedacted(t)
	m.checkPlaces(t)
	m.checkLoads(t)
	m.checkCarriers(t)
	m.checkCounts(t)
	m.checkStations(t)
	moved := map[ObjectID]Decimal{}
	for _, mv := range allRows(m.s.Movements) {
		moved[mv.Object] = add(moved[mv.Object], mv.Delta)
	}
	for _, o := range allRows(m.s.Objects) {
		if (o.Second == "") != (o.SecondUoM == "") {
			t.Fatalf("%s has a second quantity of %q %q", o.Name, o.Second, o.SecondUoM)
		}
		if compare(o.Quantity, moved[o.ID]) != 0 {
			t.Fatalf("%s has %s and its movements sum up to %s", o.Name, o.Quantity, moved[o.ID])
		}
	}
	for _, v := range allRows(m.s.Visits) {
		for _, w := range allRows(m.s.Visits) {
			if v.Object == w.Object && v.Number < w.Number && v.VoidSeq+w.VoidSeq == 0 && v.Ended+w.Ended == 0 {
				t.Fatalf("an object is in work twice: %+v %+v", v, w)
			}
		}
	}
}

// checkStations checks that the present state of each station is the last that
// was told of it, by when it happened, and that those before it are in order.
func (m *machine) checkStations(t rapid.TB) {
	t.Helper()
	last := map[string]StateChange{}
	for _, c := range sorted(m.s.StateChanges, func(r *StateChange) string { return fmt.Sprintf("%020d %020d", r.From, r.Entry) }) {
		last[c.Station] = c
	}
	if len(last) != len(allRows(m.s.Stations)) {
		t.Fatalf("told are %v, known are %v", last, allRows(m.s.Stations))
	}
	for _, n := range allRows(m.s.Stations) {
		c := last[n.Station]
		if n.Stretch != (Stretch{c.From, c.Entry, c.State}) || n.Source != c.Source {
			t.Fatalf("told last is %+v, present is %+v", c, n)
		}
		next := n.Stretch
		for _, b := range n.Before {
			if !later(next.From, next.Entry, b.From, b.Entry) {
				t.Fatalf("out of order: %+v", n)
			}
			next = b
		}
	}
}

// checkCounts checks that the counts of work orders are those of the units that
// there are for them, and of the quantities made for them.
func (m *machine) checkCounts(t rapid.TB) {
	t.Helper()
	type counts struct {
		made, scrapped Decimal
		begun          int
	}
	want := map[OrderCountKey]counts{}
	for _, o := range allRows(m.s.Objects) {
		if o.Order == "" || o.Kind != KindUnit || o.Life == LifeVoid {
			continue
		}
		c := want[OrderCountKey{o.Order, o.Part}]
		c.made = add(c.made, "1")
		if o.Life == LifeScrapped {
			c.scrapped = add(c.scrapped, "1")
		} else if o.Visit > 0 {
			c.begun++
		}
		want[OrderCountKey{o.Order, o.Part}] = c
	}
	for _, mv := range allRows(m.s.Movements) {
		o, _ := m.s.Objects.Get(mv.Object)
		if mv.Order == "" || m.corrected[mv.Entry] || mv.BizStep == stepCorrection {
			continue
		}
		c := want[OrderCountKey{mv.Order, o.Part}]
		if sign(mv.Delta) > 0 {
			c.made = add(c.made, mv.Delta)
		} else {
			c.scrapped = add(c.scrapped, negate(mv.Delta))
		}
		want[OrderCountKey{mv.Order, o.Part}] = c
	}
	for _, c := range allRows(m.s.OrderCounts) {
		w := want[OrderCountKey{c.Order, c.Part}]
		if compare(c.Made, w.made) != 0 || compare(c.Scrapped, w.scrapped) != 0 || c.Begun != w.begun {
			t.Fatalf("counted are %+v, there are %+v", c, w)
		}
	}
}

// checkPlaces checks that a whole object is in one place at any instant and
// never inside itself, by looking at every instant at which anything changes.
func (m *machine) checkPlaces(t rapid.TB) {
	t.Helper()
	var edges []Edge
	instants := map[Micros]bool{m.tick.Now + second: true}
	for _, e := range allRows(m.s.Edges) {
		if e.KnownTo == 0 && e.contains() {
			edges = append(edges, e)
			instants[e.OccurredFrom] = true
		}
	}
	for at := range instants {
		parent := map[ObjectID]ObjectID{}
		for _, e := range edges {
			if e.OccurredFrom > at || !e.lasts(at) {
				continue
			}
			if other, twice := parent[e.Child]; twice {
				t.Fatalf("%s is in %s and %s at %d", e.Child, other, e.Parent, at)
			}
			parent[e.Child] = e.Parent
		}
		for child := range parent {
			steps := 0
			for up := parent[child]; up != ""; up = parent[up] {
				if steps++; up == child || steps > len(parent) {
					t.Fatalf("%s is inside itself at %d", child, at)
				}
			}
		}
		if at > m.tick.Now {
			for _, o := range allRows(m.s.Objects) {
				if o.Parent != parent[o.ID] {
					t.Fatalf("%s says it is in %q, its edges say %q", o.Name, o.Parent, parent[o.ID])
				}
			}
		}
	}
}

// checkLoads checks that what is loaded in place of others leaves none of them
// there, and that a whole object is loaded at one place at any instant.
func (m *machine) checkLoads(t rapid.TB) {
	t.Helper()
	var loads []Edge
	for _, e := range allRows(m.s.Edges) {
		if e.KnownTo == 0 && e.loads() && e.Possible == "" {
			loads = append(loads, e)
		}
	}
	for _, e := range loads {
		o, _ := m.s.Objects.Get(e.Child)
		for _, other := range loads {
			if other.Entry == e.Entry && other.Line == e.Line || later(other.OccurredFrom, other.Entry, e.OccurredFrom, e.Entry) || !other.lasts(e.OccurredFrom) {
				continue
			}
			if other.Parent == e.Parent && (e.Kind == EdgeLoaded || other.Child == e.Child) {
				t.Fatalf("%+v\nis there still when it is replaced by\n%+v", other, e)
			}
			if other.Child == e.Child && o.Whole() {
				t.Fatalf("%s is loaded twice:\n%+v\n%+v", o.Name, other, e)
			}
		}
	}
}

// checkCarriers checks that an object is on one carrier at any instant, and on
// none once it is inside something or gone.
func (m *machine) checkCarriers(t rapid.TB) {
	t.Helper()
	var stays []Edge
	for _, e := range allRows(m.s.Edges) {
		if e.KnownTo == 0 && e.Kind == EdgeCarried {
			stays = append(stays, e)
		}
	}
	for _, e := range stays {
		for _, other := range stays {
			if other.Child != e.Child || other.Entry == e.Entry || later(other.OccurredFrom, other.Entry, e.OccurredFrom, e.Entry) {
				continue
			}
			if other.lasts(e.OccurredFrom) {
				t.Fatalf("it is on two carriers:\n%+v\n%+v", other, e)
			}
		}
	}
}

// refusable are the verbs that are no reports of what has happened to objects.
var refusable = []Verb{
	"return-serials", "fill-pool", "draw-number", "return-numbers",
	"undo", "revoke-certificate", "drop-query", "subscribe", "unsubscribe",
	"release", "re-identify", "correct", "override", "countersign", "revoke", "close-breach",
	"create-order", "release-order", "hold-order", "resume-order", "change-order", "migrate-order", "close-order",
}

var (
	pumps    = []string{"P1", "P2", "P3"}
	motors   = []string{"M1", "M2", "M3"}
	lots     = []string{"L1", "L2"}
	trays    = []string{"TR1", "TR2"}
	boxes    = []string{"B1", "B2", "B3"}
	reels    = []string{"C1", "C2"}
	feeders  = []string{"F1", "F2"}
	stations = []string{"S1", "S2", "S3"}
	anything = slices.Concat(pumps, motors, lots, boxes, reels, []string{"X1", "X2"})
)

func pick(t *rapid.T, from ...[]string) string {
	return rapid.SampledFrom(slices.Concat(from...)).Draw(t, "code")
}

func tools(t *rapid.T) []Ref {
	return rapid.SampledFrom([][]Ref{nil, {"T-1"}, {"T-1", "T-2"}}).Draw(t, "equipment")
}

func some(t *rapid.T) Decimal {
	return Decimal(rapid.SampledFrom([]string{"1", "2", "2.5", "10", "0.25"}).Draw(t, "quantity"))
}

// inputs draws what is taken: always with a quantity, since a lot needs one.
func drawInputs(t *rapid.T, from ...[]string) []Input {
	var all []Input
	for range rapid.IntRange(1, 3).Draw(t, "inputs") {
		code := pick(t, from...)
		in := Input{Ref: Ref(code)}
		if slices.Contains(lots, code) {
			in.Quantity = some(t)
		}
		all = append(all, in)
	}
	return all
}

var orders = []string{"WO1", "WO2"}

// drawOrder draws a work order, or none.
func drawOrder(t *rapid.T) string { return pick(t, orders, []string{"", "WO9"}) }

// drawOrderAct draws an act on a work order, or a new plant definition.
func drawOrderAct(t *rapid.T) (Verb, Args) {
	n := pick(t, orders)
	switch rapid.SampledFrom([]Verb{"create-order", "release-order", "hold-order", "resume-order", "change-order", "migrate-order", "close-order", "apply", "cut-in"}).Draw(t, "act") {
	case "create-order":
		return "create-order", &CreateOrder{Order: n, Part: rapid.SampledFrom([]string{"PUMP", "PASTE"}).Draw(t, "part"), Quantity: some(t)}
	case "release-order":
		return "release-order", &ReleaseOrder{n}
	case "hold-order":
		return "hold-order", &HoldOrder{n, "waits"}
	case "resume-order":
		return "resume-order", &ResumeOrder{n}
	case "change-order":
		return "change-order", &ChangeOrder{Order: n, Quantity: some(t)}
	case "migrate-order":
		return "migrate-order", &MigrateOrder{n, "cut in"}
	case "close-order":
		return "close-order", &CloseOrder{n, "done"}
	case "cut-in":
		return "cut-in", &CutIn{Part: "PUMP", Back: rapid.Bool().Draw(t, "back"), Reason: "spares"}
	}
	motor := rapid.SampledFrom([]string{"MOTOR", "SCREW"}).Draw(t, "motor")
	return "apply", &ApplyPlant{Definition: strings.Replace(smallPlant(t), "line: 10, part: MOTOR", "line: 10, part: "+motor, 1)}
}

// drawArgs draws a verb with its arguments; without corrections.
func drawArgs(t *rapid.T) (Verb, Args) {
	ref := func(from ...[]string) Ref { return Ref(pick(t, from...)) }
	choices := []func() (Verb, Args){
		func() (Verb, Args) { return "scan", &Scan{Code: ref(pumps, motors, lots)} },
		func() (Verb, Args) { return "scan", &Scan{Code: ref(pumps, motors, lots, reels)} },
		func() (Verb, Args) {
			return "scan", &Scan{Code: Ref(pick(t, []string{CommandComplete, CommandFail + ":LEAKS", CommandScrap, CommandScrap + ":DROPPED"}))}
		},
		func() (Verb, Args) {
			return "produce-unit", &ProduceUnit{Part: "PUMP", Serial: pick(t, pumps), Order: drawOrder(t)}
		},
		func() (Verb, Args) { return drawOrderAct(t) },
		func() (Verb, Args) { return drawOrderAct(t) },
		func() (Verb, Args) { return "receive", &Receive{Part: "MOTOR", Maker: "ACME", Serial: pick(t, motors)} },
		func() (Verb, Args) {
			a := &Receive{Part: "SCREW", Maker: "BOLT", Lot: pick(t, lots), Quantity: some(t)}
			if rapid.Bool().Draw(t, "containers") {
				a.Containers = []ReceivedContainer{{Number: pick(t, reels), Quantity: "0.25"}}
			}
			if rapid.Bool().Draw(t, "weighed") {
				a.Second = "2.50"
			}
			return "receive", a
		},
		func() (Verb, Args) {
			return "produce-lot", &ProduceLot{Part: "PASTE", Lot: "PA1", Quantity: some(t), Order: drawOrder(t), Inputs: drawInputs(t, lots, motors)}
		},
		func() (Verb, Args) { return "start", &Start{Object: ref(pumps), Equipment: tools(t)} },
		func() (Verb, Args) {
			outcome := rapid.SampledFrom([]Outcome{"", "fail", "invalid"}).Draw(t, "outcome")
			return "complete", &Complete{Object: ref(pumps), Outcome: outcome, Equipment: tools(t)}
		},
		func() (Verb, Args) { return "start", &Start{Object: ref(lots)} },
		func() (Verb, Args) { return "produce-unit", &ProduceUnit{Part: "BOARD", Serial: "PN1"} },
		func() (Verb, Args) {
			return "cross-out", &CrossOut{Object: ref(pumps, []string{"PN1"}), Positions: []string{"1"}, Reason: "bridge"}
		},
		func() (Verb, Args) {
			return "part-panel", &PartPanel{Object: ref(pumps, []string{"PN1"}), Serials: []string{"BD1", "BD2"}[:rapid.IntRange(1, 2).Draw(t, "live")]}
		},
		func() (Verb, Args) {
			return "start-run", &StartRun{Run: rapid.SampledFrom([]string{"", "R1", "R2"}).Draw(t, "run"), Objects: []Ref{ref(pumps), ref(pumps, lots)}, Equipment: []Ref{"OVEN"}}
		},
		func() (Verb, Args) {
			a := &EndRun{Run: rapid.SampledFrom([]string{"", "R1", "R2"}).Draw(t, "run"), Outcome: rapid.SampledFrom([]Outcome{"", "invalid"}).Draw(t, "outcome")}
			if rapid.Bool().Draw(t, "one") {
				a.Objects = []Ref{ref(pumps)}
			}
			return "end-run", a
		},
		func() (Verb, Args) {
			return "measure", &Measure{Run: rapid.SampledFrom([]string{"R1", "R2"}).Draw(t, "run"), Characteristic: "TORQUE", Value: "5"}
		},
		func() (Verb, Args) {
			a := &Complete{Object: ref(lots, pumps), Partial: rapid.Bool().Draw(t, "partial")}
			for _, fate := range []Fate{FateGood, FateScrap, FateRework} {
				if rapid.Bool().Draw(t, string(fate)) {
					a.Quantities = append(a.Quantities, Portion{Outcome: fate, Quantity: some(t), Reason: "counted"})
				}
			}
			return "complete", a
		},
		func() (Verb, Args) {
			return "install", &Install{Object: ref(pumps, boxes), Component: ref(motors, lots, pumps), Place: rapid.SampledFrom([]string{"", "A"}).Draw(t, "place")}
		},
		func() (Verb, Args) { return "consume", &Consume{Object: ref(pumps), Component: ref(motors, lots)} },
		func() (Verb, Args) {
			a := &Remove{Object: ref(pumps), Component: ref(motors, lots, pumps), Returned: rapid.Bool().Draw(t, "returned")}
			if slices.Contains(lots, string(a.Component)) {
				a.Quantity = some(t)
			}
			return "remove", a
		},
		func() (Verb, Args) {
			return "replace", &Replace{Object: ref(pumps), Old: ref(motors), New: ref(motors)}
		},
		func() (Verb, Args) { return "recover", &Recover{Object: ref(pumps), Component: ref(motors)} },
		func() (Verb, Args) {
			return "measure", &Measure{Object: ref(pumps), Characteristic: "TORQUE", Value: "5"}
		},
		func() (Verb, Args) {
			return "inspect", &Inspect{Object: ref(pumps), Characteristic: "LOOK", Outcome: OutcomePass}
		},
		func() (Verb, Args) {
			in := drawInputs(t, pumps, motors, lots)[0]
			return "scrap", &Scrap{Object: in.Ref, Quantity: in.Quantity, Reason: "broken"}
		},
		func() (Verb, Args) {
			return "split", &Split{From: ref(lots), Into: []SplitPart{{Number: pick(t, reels), Quantity: "0.25", Kind: KindContainer}}}
		},
		func() (Verb, Args) {
			a := &Load{Object: ref(lots, reels, motors), Position: pick(t, feeders), Splice: rapid.Bool().Draw(t, "splice")}
			a.Emptied = !a.Splice && rapid.Bool().Draw(t, "emptied")
			return "load", a
		},
		func() (Verb, Args) {
			a := &Unload{Position: pick(t, feeders), Empty: rapid.Bool().Draw(t, "empty")}
			if rapid.Bool().Draw(t, "one") {
				a.Object = ref(lots, reels, motors)
			}
			return "unload", a
		},
		func() (Verb, Args) {
			return "count", &Count{Object: ref(lots, reels), Quantity: some(t), Reason: "stock"}
		},
		func() (Verb, Args) { return "backflush", &Backflush{Object: ref(pumps)} },
		func() (Verb, Args) {
			return "certify", &Certify{Person: "a", Skill: rapid.SampledFrom([]string{"ESD", "GLUE"}).Draw(t, "skill")}
		},
		func() (Verb, Args) {
			judged := rapid.SampledFrom([]Outcome{OutcomePass, OutcomeFail})
			return "calibrate", &Calibrate{Equipment: ref([]string{"T-1", "T-2"}), Found: judged.Draw(t, "found"), Left: judged.Draw(t, "left")}
		},
		func() (Verb, Args) {
			return "backflush", &Backflush{Part: "PUMP", Quantity: some(t), Operation: "TEST"}
		},
		func() (Verb, Args) { return "load", &Load{Object: "PA1", Position: pick(t, feeders)} },
		func() (Verb, Args) { return "open", &Open{ref(lots, reels)} },
		func() (Verb, Args) { return "seal", &Seal{ref(lots, reels)} },
		func() (Verb, Args) { return "bake", &Bake{ref(lots, reels)} },
		func() (Verb, Args) { return "extend-life", &ExtendLife{ref(lots, reels), "2001-01-01", "tested"} },
		func() (Verb, Args) { return "merge", &Merge{From: drawInputs(t, lots), Into: pick(t, lots)} },
		func() (Verb, Args) {
			return "pack", &Pack{Package: pick(t, boxes), Items: drawInputs(t, pumps, boxes, lots, reels)}
		},
		func() (Verb, Args) { return "unpack", &Unpack{Package: ref(boxes)} },
		func() (Verb, Args) {
			return "unpack", &Unpack{Package: ref(boxes), Items: drawInputs(t, pumps, boxes, lots)}
		},
		func() (Verb, Args) { return "move", &Move{ref(anything), "STORE"} },
		func() (Verb, Args) { return "ship", &Ship{Objects: drawInputs(t, boxes, lots, pumps), To: "CUSTOMER"} },
		func() (Verb, Args) { return "receive-back", &ReceiveBack{Objects: drawInputs(t, boxes, pumps, lots)} },
		func() (Verb, Args) { return "hold", &PlaceHold{Objects: []Ref{ref(anything)}, Reason: "check"} },
		func() (Verb, Args) {
			return "hold", &PlaceHold{Where: &Scope{Equipment: "T-2"}, Standing: true, Reason: "drift"}
		},
		func() (Verb, Args) {
			return "release", &Release{Hold: HoldID(fmt.Sprintf("H-%d", rapid.IntRange(1, 30).Draw(t, "hold"))), Reason: "good"}
		},
		func() (Verb, Args) {
			return "re-identify", &Reidentify{Object: ref(anything), Add: []NewIdent{{Value: rapid.SampledFrom([]string{"X1", "X2", "X3"}).Draw(t, "alias")}}}
		},
		func() (Verb, Args) {
			code := pick(t, anything)
			return "re-identify", &Reidentify{Object: Ref(code), Retire: []string{code}}
		},
		func() (Verb, Args) { return "same-as", &SameAs{ref(pumps), ref(motors), "found"} },
	}
	often := []func() (Verb, Args){
		func() (Verb, Args) {
			return "install", &Install{Object: "P1", Component: Ref(pick(t, []string{"M1", "M2", "L1", "P2"})), Quantity: ""}
		},
		func() (Verb, Args) {
			return "remove", &Remove{Object: "P1", Component: Ref(pick(t, []string{"M1", "M2", "P2"})), Returned: true}
		},
		func() (Verb, Args) {
			return "remove", &Remove{Object: "P1", Component: "L1", Quantity: some(t), Returned: rapid.Bool().Draw(t, "returned")}
		},
		func() (Verb, Args) {
			return "pack", &Pack{Package: pick(t, []string{"B1", "B2"}), Items: []Input{{Ref: ref(pumps)}}}
		},
		func() (Verb, Args) {
			return "load", &Load{Object: Ref(pick(t, []string{"M1", "M2", "L1"})), Position: pick(t, feeders), Splice: rapid.Bool().Draw(t, "splice")}
		},
		func() (Verb, Args) { return "unload", &Unload{Position: pick(t, feeders)} },
		func() (Verb, Args) {
			return "station-state", &SetStationState{State: rapid.SampledFrom(plant.StationStates()).Draw(t, "state"), Note: pick(t, []string{"", "jam", "bit"})}
		},
		func() (Verb, Args) {
			return "andon", &RaiseAndon{Kind: rapid.SampledFrom(plant.CallKinds()).Draw(t, "kind"), Object: ref(pumps, lots, []string{"", "NOBODY"})}
		},
		func() (Verb, Args) { return "acknowledge-andon", &AcknowledgeAndon{} },
		func() (Verb, Args) { return "resolve-andon", &ResolveAndon{} },
		func() (Verb, Args) {
			return "load-carrier", &LoadCarrier{Carrier: ref(trays), Objects: []Ref{ref(pumps, motors, lots), ref(pumps, reels, boxes)}}
		},
		func() (Verb, Args) { return "unload-carrier", &UnloadCarrier{Carrier: ref(trays)} },
		func() (Verb, Args) { return "unload-carrier", &UnloadCarrier{Objects: []Ref{ref(pumps, lots)}} },
		func() (Verb, Args) { return "scan", &Scan{Code: ref(trays)} },
		func() (Verb, Args) { return "start", &Start{Object: ref(trays)} },
		func() (Verb, Args) { return "complete", &Complete{Object: ref(trays)} },
		func() (Verb, Args) { return "move", &Move{Object: ref(trays), To: "STORE"} },
		func() (Verb, Args) {
			return "ship", &Ship{Objects: []Input{{Ref: ref(trays)}}, To: "CUSTOMER"}
		},
		func() (Verb, Args) { return "start", &Start{Object: "P1"} },
		func() (Verb, Args) { return "complete", &Complete{Object: "P1"} },
	}
	if rapid.Bool().Draw(t, "often") {
		choices = often
	}
	return rapid.SampledFrom(choices).Draw(t, "verb")()
}

func (m *machine) draw(t *rapid.T) *Command {
	c := &Command{ID: fmt.Sprint("c", m.tick.Seq), Station: rapid.SampledFrom(stations).Draw(t, "station")}
	c.Verb, c.Args = drawArgs(t)
	if a, ok := c.Args.(*Load); ok && rapid.Bool().Draw(t, "unseen") {
		a.Since = (m.tick.Now - Micros(rapid.IntRange(1, 20).Draw(t, "since"))*second).Time()
	}
	if rapid.IntRange(0, 2).Draw(t, "report") > 0 {
		c.Mode = ModeReport
		c.OccurredAt = m.tick.Now - Micros(rapid.IntRange(0, 12).Draw(t, "late"))*second
	}
	if rapid.Bool().Draw(t, "confirm") {
		c.Confirm = []Code{CodeShort}
	}
	return c
}

// TestRandomCommands checks the domain's invariants on random commands.
func TestRandomCommands(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		m := newMachine(t)
		for range rapid.IntRange(5, 40).Draw(t, "commands") {
			m.do(t, m.draw(t))
		}
		m.check(t)
		m.model.compare(t, m.s)
	})
}

// TestRandomCorrections checks that correcting the last entries, the last
// first, brings back what was before them, and that correcting any entry keeps
// the invariants.
func TestRandomCorrections(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		m := newMachine(t)
		for range rapid.IntRange(3, 25).Draw(t, "commands") {
			if rapid.IntRange(0, 4).Draw(t, "correct") == 0 {
				m.do(t, m.correct(rapid.Int64Range(1, m.tick.Seq).Draw(t, "entry")))
			}
			if rapid.IntRange(0, 4).Draw(t, "undo") == 0 {
				m.undo(t)
			}
			m.do(t, m.draw(t))
		}
		before := current(m.s)
		entries := m.do(t, m.draw(t))
		for i := len(entries) - 1; i >= 0; i-- {
			if _, ok := entries[i].Fact.(*Material); ok {
				m.do(t, m.correct(entries[i].Seq))
			}
		}
		if _, ok := entries[0].Fact.(*Material); ok {
			if diff := gocmp.Diff(before, current(m.s)); diff != "" {
				t.Fatalf("correcting the last entries of %s did not bring back what was (-before +after):\n%s", entries[0].Command.Verb, diff)
			}
		}
		m.check(t)
	})
}

// undo takes back the last booking at a station: then everything is as it was
// before that, unless it is refused.
func (m *machine) undo(t *rapid.T) {
	station := rapid.SampledFrom(stations).Draw(t, "undone at")
	before := current(m.s)
	entries := m.do(t, m.draw(t))
	c := &Command{ID: fmt.Sprint("c", m.tick.Seq), Verb: "undo", Station: station, Args: &Undo{}}
	if v := m.do(t, c)[0].Verdict; v.Answer != Permit || entries[0].Station != station || !isMaterial(entries[0]) {
		return
	}
	if diff := gocmp.Diff(before, current(m.s)); diff != "" {
		t.Fatalf("undoing %s did not bring back what was (-before +after):\n%s", entries[0].Command.Verb, diff)
	}
}

func isMaterial(e Entry) bool {
	_, ok := e.Fact.(*Material)
	return ok
}

func (m *machine) correct(entry int64) *Command {
	return &Command{ID: fmt.Sprint("c", m.tick.Seq), Verb: "correct", Args: &Correct{entry, "wrong"}}
}

// current is what the state says of the present: objects but for their
// counters, what is open, and what stands.
func current(s *State) map[string]any {
	objects := map[string]Object{}
	var inside, visits []string
	for _, o := range allRows(s.Objects) {
		if o.Life == LifeVoid {
			continue
		}
		o.Last, o.Visit, o.Quantity = 0, 0, add(o.Quantity, "0.00")
		if !o.Known {
			o.Kind = ""
		}
		objects[string(o.ID)] = o
	}
	within := map[[3]string]Decimal{}
	for _, e := range allRows(s.Edges) {
		if e.open() {
			key := [3]string{string(e.Parent), string(e.Child), string(e.Kind) + e.Position}
			within[key] = add(within[key], Decimal(first(string(e.Quantity), "1")))
		}
	}
	for key, q := range within {
		inside = append(inside, fmt.Sprint(key, add(q, "0.00")))
	}
	for _, v := range allRows(s.Visits) {
		if v.VoidSeq == 0 {
			visits = append(visits, fmt.Sprint(v))
		}
	}
	slices.Sort(inside)
	slices.Sort(visits)
	return map[string]any{"objects": objects, "inside": inside, "visits": visits}
}

package demo_test

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tracewright/tracewright/internal/engine"
	"github.com/tracewright/tracewright/internal/plant"
	"github.com/tracewright/tracewright/internal/sqldb/sqldbtest"
	"github.com/tracewright/tracewright/internal/track"
	"github.com/tracewright/tracewright/internal/view"
)

// What went wrong on purpose is found by the question that a quality engineer
// would ask.
func TestPlantedFaultsAreFound(t *testing.T) {
	t.Parallel()
	p, f := past(t, sqldbtest.SQLite(t), 7, 450)
	if f.Made() < 450 {
		t.Fatalf("%d units", f.Made())
	}
	err := view.NewStore(p.DB).Read(t.Context(), func(q *view.Query) error {
		t.Run("drifting tool", func(t *testing.T) { drifts(t, q) })
		t.Run("bad lot", func(t *testing.T) { badLot(t, q) })
		t.Run("bottleneck", func(t *testing.T) { bottleneck(t, q) })
		t.Run("refusals", func(t *testing.T) { refusals(t, q) })
		t.Run("network cut", func(t *testing.T) { networkCut(t, q) })
		t.Run("reel change", func(t *testing.T) { reelChange(t, q) })
		t.Run("overdue calibration", func(t *testing.T) { overdue(t, q) })
		t.Run("lapsed certificate", func(t *testing.T) { lapsed(t, q) })
		t.Run("rework", func(t *testing.T) { rework(t, q) })
		t.Run("hold", func(t *testing.T) { openHold(t, q) })
		t.Run("station states", func(t *testing.T) { states(t, q) })
		t.Run("andon calls", func(t *testing.T) { andonCalls(t, q) })
		t.Run("work orders", func(t *testing.T) { ordersDone(t, q) })
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// all gathers the pages of a list.
func all[R any](t *testing.T, list func(view.Page) ([]R, string, error)) []R {
	t.Helper()
	var rows []R
	for page := (view.Page{Limit: 1000}); ; {
		more, next, err := list(page)
		if err != nil {
			t.Fatal(err)
		}
		if rows = append(rows, more...); next == "" {
			return rows
		}
		page.After = next
	}
}

// drifts looks at the torques of each tool, the last first: the mean of the
// second driver climbs, that of the first does not.
func drifts(t *testing.T, q *view.Query) {
	byTool := map[string][]float64{}
	for _, r := range all(t, func(p view.Page) ([]track.Result, string, error) {
		return q.Results(view.ResultFilter{Characteristic: "TORQUE"}, p)
	}) {
		v, err := strconv.ParseFloat(string(r.Value), 64)
		if err != nil {
			t.Fatal(err)
		}
		byTool[r.Equipment] = append(byTool[r.Equipment], v)
	}
	climb := func(tool string) float64 {
		values := byTool[tool]
		if len(values) < 100 {
			t.Fatalf("%d torques of %s", len(values), tool)
		}
		return mean(values[:50]) - mean(values[len(values)-50:])
	}
	if steady, drift := climb("DRV-1"), climb("DRV-2"); drift < 0.03 || steady > 0.02 || steady < -0.02 {
		t.Errorf("DRV-1 climbs by %.3f, DRV-2 by %.3f", steady, drift)
	}
}

func mean(values []float64) float64 {
	sum := 0.0
	for _, v := range values {
		sum += v
	}
	return sum / float64(len(values))
}

// badLot traces the lot of bearings forward: forty motors, and drive units of
// which some have gone to customers.
func badLot(t *testing.T, q *view.Query) {
	trace, err := q.Trace(view.TraceQuestion{Start: []track.ObjectID{resolve(t, q, "BR-0041")}, Direction: view.Forward})
	if err != nil {
		t.Fatal(err)
	}
	drives, shipped, scrapped := 0, 0, 0
	customers := map[string]bool{}
	for _, n := range trace.Nodes {
		if n.Object.Kind == track.KindPackage {
			customers[shippedTo(t, q, n.Object.ID)] = true
		}
		if !strings.HasPrefix(n.Object.Part, "DU-") {
			continue
		}
		drives++
		switch n.Object.Life {
		case track.LifeShipped:
			shipped++
		case track.LifeScrapped:
			scrapped++
		}
	}
	delete(customers, "")
	if drives != 40 || shipped < 20 || scrapped < 2 || len(customers) < 2 {
		t.Errorf("%d drive units, %d shipped, %d scrapped, to %v", drives, shipped, scrapped, customers)
	}
}

// shippedTo is who got a package; empty when nobody did.
func shippedTo(t *testing.T, q *view.Query, id track.ObjectID) string {
	t.Helper()
	history, err := q.History(id, -1, 100)
	if err != nil {
		t.Fatal(err)
	}
	for i := range history {
		e, _, err := engine.ReadEntry(&history[i])
		if err != nil {
			t.Fatal(err)
		}
		if e.Command == nil {
			continue
		}
		if ship, ok := e.Command.Args.(*track.Ship); ok {
			return ship.To
		}
	}
	return ""
}

// bottleneck counts what waits: most of it has left the station before the
// end-of-line test and is not in work.
func bottleneck(t *testing.T, q *view.Query) {
	wip, err := q.WIP("")
	if err != nil {
		t.Fatal(err)
	}
	waits := map[string]int{}
	for _, w := range wip {
		if w.Operation == "" {
			waits[w.Station] += w.Objects
		}
	}
	for station, n := range waits {
		if station != "D-60" && n >= waits["D-60"] {
			t.Errorf("%d wait after %s, and %d after D-60", n, station, waits["D-60"])
		}
	}
	if waits["D-60"] < 5 {
		t.Errorf("%d wait for the end-of-line test", waits["D-60"])
	}
}

// refusals reads the journal: units at the wrong station, and wrong components.
func refusals(t *testing.T, q *view.Query) {
	seen := map[track.Code]int{}
	for from := int64(0); from < q.Size; from += 1000 {
		page, err := q.Entries(from, 1000)
		if err != nil {
			t.Fatal(err)
		}
		for i := range page {
			e, ours, err := engine.ReadEntry(&page[i])
			if err != nil {
				t.Fatal(err)
			}
			if ours && e.Verdict != nil && e.Verdict.Answer == track.Refuse {
				seen[e.Verdict.Code]++
			}
		}
	}
	if seen[track.CodeWrongOperation] < 2 || seen[track.CodeNotOnBOM] < 2 || seen[track.CodeHeld] != 1 {
		t.Errorf("refusals: %v", seen)
	}
}

// networkCut finds the drive unit that passed the leak test by while nobody
// could be told, and that what happened then was recorded hours later.
func networkCut(t *testing.T, q *view.Query) {
	breaches := all(t, func(p view.Page) ([]track.Breach, string, error) { return q.Breaches(view.BreachFilter{}, p) })
	at := slices.IndexFunc(breaches, func(b track.Breach) bool {
		return b.Code == track.CodeWrongOperation && name(t, q, b.Object) == "SN000098"
	})
	if at < 0 || len(breaches) > 8 {
		t.Fatalf("breaches: %+v", breaches)
	}
	entry, err := q.Entry(breaches[at].Entry)
	if err != nil {
		t.Fatal(err)
	}
	if late := entry.RecordedAt.Sub(entry.OccurredAt); late.Minutes() < 10 {
		t.Errorf("it was recorded %s later", late)
	}
}

// reelChange traces both reels of the change that was not scanned: the forty
// boards before it may have capacitors of either, and of no other is that so.
func reelChange(t *testing.T, q *view.Query) {
	for reel, proven := range map[string]int{"CA-0001": 20, "CA-0061": 60} {
		trace, err := q.Trace(view.TraceQuestion{Start: []track.ObjectID{resolve(t, q, reel)}, Direction: view.Forward, Depth: 1})
		if err != nil {
			t.Fatal(err)
		}
		sure := 0
		var maybe []string
		for _, n := range trace.Nodes {
			switch {
			case n.Object.Part != "CB-3":
			case n.Proven:
				sure++
			default:
				maybe = append(maybe, n.Object.Name)
			}
		}
		slices.Sort(maybe)
		if sure != proven || len(maybe) != 40 || maybe[0] != "CB000021" || maybe[39] != "CB000060" {
			t.Errorf("%s: %d proven, %d possible: %v", reel, sure, len(maybe), maybe)
		}
	}
}

// rework finds the seals that leaked: a defect for each, a first pass yield
// below one, and all of them good in the end.
func rework(t *testing.T, q *view.Query) {
	leaks := all(t, func(p view.Page) ([]track.Defect, string, error) {
		return q.Defects(view.DefectFilter{Code: "LEAKS"}, p)
	})
	yields, err := q.Yields(view.YieldFilter{Operation: "LEAK-TEST"})
	if err != nil {
		t.Fatal(err)
	}
	objects, first, failed := int64(0), int64(0), int64(0)
	for _, y := range yields {
		objects, first, failed = objects+y.Objects, first+y.FirstPass, failed+y.Failed
	}
	if len(leaks) < 3 || failed != int64(len(leaks)) || objects-first != failed {
		t.Errorf("%d leaks, %d failed, %d of %d good at once", len(leaks), failed, first, objects)
	}
}

// states finds the station after the bottleneck without work again and again, and
// the beginning of the line stopped by what waits before it.
func states(t *testing.T, q *view.Query) {
	told := map[string]map[plant.StationState]int{}
	for _, station := range []string{"M-10", "D-70", "D-80"} {
		told[station] = map[plant.StationState]int{}
		for _, s := range all(t, func(p view.Page) ([]view.StateStretch, string, error) { return q.StationStates(station, p) }) {
			told[station][s.State]++
		}
	}
	if told["D-80"][plant.StationStarved] < 20 || told["M-10"][plant.StationBlocked] < 2 || told["D-70"][plant.StationRunning] != 1 {
		t.Errorf("states: %v", told)
	}
}

// andonCalls finds the lead called to the bottleneck, who comes in time, quality
// called for leaks, and a call that nobody has answered yet.
func andonCalls(t *testing.T, q *view.Query) {
	open, answered := map[string]plant.CallKind{}, map[string]int{}
	for _, c := range all(t, func(p view.Page) ([]track.Andon, string, error) { return q.Andons(view.AndonFilter{}, p) }) {
		if c.Resolved == 0 {
			open[c.Station] = c.Kind
		} else {
			answered[c.Station+" "+string(c.Kind)+" "+c.ResolvedBy]++
		}
	}
	if open["D-50"] != plant.CallMaterial || answered["D-70 help "+person(7)] < 1 || answered["D-60 quality "+person(5)] < 1 {
		t.Errorf("open calls: %v, answered: %v", open, answered)
	}
}

// ordersDone finds the first orders closed, with all that was ordered made, and
// the last ones at work.
func ordersDone(t *testing.T, q *view.Query) {
	orders := all(t, func(p view.Page) ([]track.WorkOrder, string, error) { return q.Orders(view.OrderFilter{Line: "DL"}, p) })
	progress, err := q.Progress(orders)
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range orders {
		p := progress[w.Number]
		if w.State == track.OrderClosed && (p.Made != w.Quantity || p.Working != "0" || p.Waiting != "0") {
			t.Errorf("%s is closed: %s of %s, %+v", w.Number, w.Part, w.Quantity, p)
		}
	}
	if len(orders) < 12 || orders[0].State != track.OrderClosed || orders[len(orders)-1].State != track.OrderReleased {
		t.Errorf("%d work orders: %+v", len(orders), orders)
	}
}

// openHold finds the seals whose papers nobody has found.
func openHold(t *testing.T, q *view.Query) {
	holds := all(t, func(p view.Page) ([]track.Hold, string, error) { return q.Holds(view.HoldOpen, p) })
	if len(holds) != 1 || !strings.Contains(holds[0].Reason, "certificate") {
		t.Errorf("open holds: %+v", holds)
	}
}

func resolve(t *testing.T, q *view.Query, code string) track.ObjectID {
	t.Helper()
	found, err := q.Resolve(track.Ref(code), 0)
	if err != nil || len(found) != 1 {
		t.Fatalf("%s is %d objects, %v", code, len(found), err)
	}
	return found[0].ID
}

func name(t *testing.T, q *view.Query, id track.ObjectID) string {
	t.Helper()
	o, err := q.Object(id)
	if err != nil {
		t.Fatal(err)
	}
	return o.Name
}

// overdue finds what was tightened with a driver after its calibration had run
// out, and all that is in doubt since that was found bad.
func overdue(t *testing.T, q *view.Query) {
	made := all(t, func(p view.Page) ([]track.Calibration, string, error) { return q.Calibrations("DRV-1", p) })
	i := slices.IndexFunc(made, func(c track.Calibration) bool { return c.Found == track.OutcomeFail })
	if len(made) != 2 || i < 0 {
		t.Fatalf("calibrations: %+v", made)
	}
	bad, good := made[i], made[1-i]
	late, doubted := 0, map[string]bool{}
	for _, r := range torquesOf(t, q, "DRV-1") {
		if r.OccurredAt < bad.At {
			doubted[name(t, q, r.Object)] = true
			if r.OccurredAt >= good.Due {
				late++
			}
		}
	}
	breaches := breachesOf(t, q, plant.RuleCalibrated)
	if b := breaches[0]; len(breaches) != 1 || b.Code != track.CodeCalibrationDue || b.Station != "D-50" ||
		name(t, q, b.Object) != "DRV-1" ||
		b.LastAt > bad.At {
		t.Errorf("breaches: %+v", breaches)
	}
	facts := factsOf(t, q, breaches[0])
	if late < 100 || len(facts) < late || len(facts) > late+20 {
		t.Errorf("%d facts of the breach, and %d torques after the end of the calibration", len(facts), late)
	}
	for _, b := range facts {
		if !doubted[name(t, q, b.On)] {
			t.Errorf("%s is not in doubt", name(t, q, b.On))
		}
	}
	found := map[string]bool{}
	ids, err := q.Matching(&track.Scope{Equipment: "DRV-1", Since: "check"}, track.MaxHeld)
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range ids {
		found[name(t, q, id)] = true
	}
	if diff := cmp.Diff(doubted, found); diff != "" || len(found) < 50 || !found["SN000001"] {
		t.Errorf("%d in doubt (-measured, +found): %s", len(found), diff)
	}
}

// lapsed finds the drive units on which somebody worked whose certificate had
// run out: some in a row, until it was renewed.
func lapsed(t *testing.T, q *view.Query) {
	given := all(t, func(p view.Page) ([]track.Certificate, string, error) {
		return q.Certificates(view.CertificateFilter{Person: person(2), Skill: "ESD"}, p)
	})
	if len(given) != 2 {
		t.Fatalf("certificates: %+v", given)
	}
	units := map[string]bool{}
	for _, b := range breachesOf(t, q, plant.RuleCertified) {
		if b.Code != track.CodeCertificateLapsed && b.Code != track.CodeLapsedInWork || b.Station != "D-30" || !strings.Contains(b.Text, given[0].Person) {
			t.Errorf("breach: %+v", b)
		}
		for _, b := range factsOf(t, q, b) {
			units[name(t, q, b.Object)] = true
		}
	}
	if open := len(breachesOf(t, q, plant.RuleCertified)); open > 2 {
		t.Errorf("%d breaches of one certificate", open)
	}
	if len(units) < 5 || len(units) > 15 {
		t.Errorf("under the lapsed certificate: %v", slices.Sorted(maps.Keys(units)))
	}
}

func breachesOf(t *testing.T, q *view.Query, rule plant.Rule) []track.Breach {
	t.Helper()
	return all(t, func(p view.Page) ([]track.Breach, string, error) {
		return q.Breaches(view.BreachFilter{BreachScope: track.BreachScope{Rule: rule}}, p)
	})
}

// factsOf lists what a breach stands for.
func factsOf(t *testing.T, q *view.Query, b track.Breach) []track.Breach {
	t.Helper()
	facts := all(t, func(p view.Page) ([]track.Breach, string, error) { return q.BreachFacts(b.Entry, p) })
	if len(facts) != b.Facts {
		t.Errorf("%d facts of %+v", len(facts), b)
	}
	return facts
}

func torquesOf(t *testing.T, q *view.Query, tool string) []track.Result {
	t.Helper()
	torques := all(t, func(p view.Page) ([]track.Result, string, error) {
		return q.Results(view.ResultFilter{Characteristic: "TORQUE"}, p)
	})
	return slices.DeleteFunc(torques, func(r track.Result) bool { return r.Equipment != tool })
}

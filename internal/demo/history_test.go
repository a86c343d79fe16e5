package demo_test

import (
	"bytes"
	"context"
	"strconv"
	"sync"
	"testing"

	"github.com/go-json-experiment/json"
	"github.com/google/go-cmp/cmp"

	"github.com/tracewright/tracewright/internal/demo"
	"github.com/tracewright/tracewright/internal/engine"
	"github.com/tracewright/tracewright/internal/engine/enginetest"
	"github.com/tracewright/tracewright/internal/journal"
	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/sqldb/sqldbtest"
	"github.com/tracewright/tracewright/internal/track"
	"github.com/tracewright/tracewright/internal/view"
)

// past is a plant with a history of so many units that ends at a fixed time.
func past(t testing.TB, db *sqldb.DB, seed uint64, units int) (*enginetest.Plant, *demo.Factory) {
	t.Helper()
	return pastOf(t, db, demo.Plants()[0], seed, units)
}

func pastOf(t testing.TB, db *sqldb.DB, works demo.Plant, seed uint64, units int) (*enginetest.Plant, *demo.Factory) {
	t.Helper()
	p := enginetest.Start(t, db)
	p.Do(t, &track.Command{ID: "plant", Verb: "apply", Args: track.ApplyPlant{Definition: works.Definition}})
	f := works.Past(seed, units, enginetest.Epoch.AddDate(0, 0, 60))
	clock := demo.NewClock(enginetest.Epoch)
	give := func(n int, a demo.Act) (func(context.Context) (demo.Answer, error), error) {
		p.Clock.Advance(clock.Now().Sub(p.Clock.Now()))
		wait, err := p.Engine.Enqueue(engine.Stations, command(t, a, n))
		return func(ctx context.Context) (demo.Answer, error) {
			answer, err := wait(ctx)
			v := answer.Verdict
			return demo.Answer{Permitted: v.Answer == track.Permit, Code: string(v.Code), Hold: v.Evidence["hold"]}, err
		}, err
	}
	if err := f.History(t.Context(), units, clock, give, func(int) {}); err != nil {
		t.Fatal(err)
	}
	if s := f.Surprises(); len(s) > 0 {
		t.Errorf("%d acts were not answered as planned: %q", len(s), s)
	}
	return p, f
}

func person(who int) string { return "p-" + strconv.Itoa(who) }

func command(t testing.TB, a demo.Act, n int) *track.Command {
	t.Helper()
	mode := track.ModeAsk
	if a.Report {
		mode = track.ModeReport
	}
	b, err := json.Marshal(map[string]any{
		"id": "c" + strconv.Itoa(n), "verb": a.Verb, "mode": mode, "station": a.Station,
		"occurredAt": a.Occurred.UnixMicro(), "actor": person(a.Operator), "roles": []string{demo.RoleOf(a.Operator)}, "args": a.ArgsFor(person),
	})
	if err != nil {
		t.Fatal(err)
	}
	c := &track.Command{}
	if err := json.Unmarshal(b, c); err != nil {
		t.Fatal(err)
	}
	return c
}

// A day of each plant obeys the law: the views equal what the journal says, and
// are the same on both databases.
func TestADayObeysTheLaw(t *testing.T) {
	t.Parallel()
	for _, works := range demo.Plants() {
		t.Run(works.Name, func(t *testing.T) {
			t.Parallel()
			day := map[string]int{"e-bike": 260, "shop": 20}[works.Name]
			var mu sync.Mutex
			var views []string
			t.Cleanup(func() { // once both have come to their end
				if len(views) == 2 && views[0] != views[1] {
					t.Errorf("the views differ between the databases:\n%s", cmp.Diff(views[0], views[1]))
				}
			})
			sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
				pastOf(t, db, works, 1, day)
				before := dump(t, db)
				mu.Lock()
				views = append(views, before)
				mu.Unlock()
				if err := engine.Rebuild(t.Context(), db, nil); err != nil {
					t.Fatal(err)
				}
				if before != dump(t, db) {
					t.Error("the views differ from those made again")
				}
				report, err := journal.Verify(t.Context(), db, journal.VerifyOptions{})
				if err != nil || report.Wrong != nil {
					t.Errorf("verify: %v, %v", report.Wrong, err)
				}
			})
		})
	}
}

// TestShopFindsTheCrackedBar: of all bars, most pieces that were cut from one are
// scrapped at the inspection, and none of the others is.
func TestShopFindsTheCrackedBar(t *testing.T) {
	t.Parallel()
	p, _ := pastOf(t, sqldbtest.SQLite(t), demo.Plants()[1], 7, 60)
	err := view.NewStore(p.DB).Read(t.Context(), func(q *view.Query) error {
		cracked := map[string]bool{} // lots, by number
		for _, v := range all(t, func(page view.Page) ([]track.Visit, string, error) {
			return q.Visits(view.VisitFilter{Operation: "INSPECT"}, page)
		}) {
			if v.Scrap != "" && v.Scrap != "0" {
				cracked[name(t, q, v.Object)] = true
			}
		}
		trace, err := q.Trace(view.TraceQuestion{Start: []track.ObjectID{resolve(t, q, "H-0009")}, Direction: view.Forward})
		if err != nil {
			return err
		}
		from := map[string]bool{}
		for _, n := range trace.Nodes {
			from[n.Object.Name] = true
		}
		if len(cracked) == 0 {
			t.Error("no lot has cracks")
		}
		for lot := range cracked {
			if !from[lot] {
				t.Errorf("%s has cracks, and is not from H-0009", lot)
			}
		}
		breaches, _, err := q.Breaches(view.BreachFilter{}, view.Page{})
		if err != nil {
			return err
		}
		if b := breaches[0]; len(breaches) != 1 || b.Code != track.CodeCalibrationDue || b.Station != "QC" || b.Facts < 20 {
			t.Errorf("of the forgotten micrometer: %+v", breaches)
		}
		orders, _, err := q.Orders(view.OrderFilter{State: track.OrderClosed}, view.Page{})
		if len(orders) < 5 {
			t.Errorf("%d orders are closed", len(orders))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestSameSeedGivesTheSameHistory(t *testing.T) {
	t.Parallel()
	checkpoint := func(seed uint64) (root string) {
		p, _ := past(t, sqldbtest.SQLite(t), seed, 60)
		err := p.DB.Read(t.Context(), func(tx *sqldb.Tx) (err error) {
			root, err = journal.Checkpoint(t.Context(), tx)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return root
	}
	first := checkpoint(1)
	if again := checkpoint(1); again != first {
		t.Errorf("the same seed gave\n%s\nand\n%s", first, again)
	}
	if other := checkpoint(2); other == first {
		t.Error("another seed gave the same history")
	}
}

func dump(t *testing.T, db *sqldb.DB) string {
	t.Helper()
	var b bytes.Buffer
	err := db.Read(t.Context(), func(tx *sqldb.Tx) error { return view.Dump(t.Context(), tx, &b) })
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

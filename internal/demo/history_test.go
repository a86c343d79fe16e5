package demo_test

import (
	"bytes"
	"context"
	"strconv"
	"testing"

	"github.com/go-json-experiment/json"

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
	p := enginetest.Start(t, db)
	p.Do(t, &track.Command{ID: "plant", Verb: "apply", Args: track.ApplyPlant{Definition: demo.Definition()}})
	f := demo.Past(seed, units, enginetest.Epoch.AddDate(0, 0, 60))
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

func command(t testing.TB, a demo.Act, n int) *track.Command {
	t.Helper()
	mode := track.ModeAsk
	if a.Report {
		mode = track.ModeReport
	}
	b, err := json.Marshal(map[string]any{
		"id": "c" + strconv.Itoa(n), "verb": a.Verb, "mode": mode, "station": a.Station,
		"occurredAt": a.Occurred.UnixMicro(), "actor": "p-" + strconv.Itoa(a.Operator), "args": a.Args,
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

// The demo's history obeys the law: the views equal what the journal says.
func TestHistoryObeysTheLaw(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		past(t, db, 1, 60)
		before := dump(t, db)
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

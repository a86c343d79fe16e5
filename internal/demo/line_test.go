package demo_test

import (
	"bytes"
	"context"
	"strconv"
	"testing"
	"time"

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

// The demo's history obeys the law: the views equal what the journal says.
func TestHistoryObeysTheLaw(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		p := enginetest.Start(t, db)
		p.Do(t, &track.Command{ID: "plant", Verb: "apply", Args: track.ApplyPlant{Definition: demo.Definition()}})
		seen := map[string]int{}
		n := 0
		l := &demo.Line{First: 1}
		l.Wait = func(_ context.Context, d time.Duration) error {
			p.Clock.Advance(d)
			return nil
		}
		l.Do = func(_ context.Context, a demo.Act) (demo.Answer, error) {
			n++
			answer := p.Do(t, command(t, a, n))
			v := answer.Verdict
			seen[a.Verb+" "+string(v.Answer)]++
			return demo.Answer{Permitted: v.Answer == track.Permit, Code: string(v.Code), Hold: v.Evidence["hold"]}, nil
		}
		if err := l.Build(t.Context(), 30); err != nil {
			t.Fatal(err)
		}
		for _, want := range []string{
			"scan permit", "scan refuse", "receive permit", "measure permit", "complete permit", "replace permit",
			"pack permit", "ship permit", "receive-back permit", "hold permit", "release permit", "inspect permit",
		} {
			if seen[want] == 0 {
				t.Errorf("the history has no %s", want)
			}
		}
		if seen["scrap permit"] > 5 {
			t.Errorf("%d of 30 pumps were given up", seen["scrap permit"])
		}
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

func command(t *testing.T, a demo.Act, n int) *track.Command {
	t.Helper()
	b, err := json.Marshal(map[string]any{
		"id": "c" + strconv.Itoa(n), "verb": a.Verb, "station": a.Station, "actor": "p-" + strconv.Itoa(a.Operator), "args": a.Args,
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

func dump(t *testing.T, db *sqldb.DB) string {
	t.Helper()
	var b bytes.Buffer
	err := db.Read(t.Context(), func(tx *sqldb.Tx) error { return view.Dump(t.Context(), tx, &b) })
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

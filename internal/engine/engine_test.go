package engine_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/tracewright/tracewright/internal/engine"
	"github.com/tracewright/tracewright/internal/engine/enginetest"
	"github.com/tracewright/tracewright/internal/feed"
	"github.com/tracewright/tracewright/internal/journal"
	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/sqldb/sqldbtest"
	"github.com/tracewright/tracewright/internal/track"
)

func TestRepeatedCommandGetsItsFirstAnswer(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		p := enginetest.Start(t, db)
		var together sync.WaitGroup
		seqs := make([]int64, 50)
		for i := range seqs {
			together.Go(func() { seqs[i] = p.Do(t, receive("c1", "L1")).Seq })
		}
		together.Wait()
		for _, seq := range seqs {
			if seq != seqs[0] {
				t.Fatalf("answers name different entries: %v", seqs)
			}
		}
		later := p.Do(t, receive("c1", "L1"))
		if !later.Repeated || later.Seq != seqs[0] || later.Verdict.Text != "Received 10 pieces of lot L1." {
			t.Errorf("the repeat got %+v", later)
		}
		if next := p.Log.Next(); next != seqs[0]+1 {
			t.Errorf("the journal has %d entries, want %d", next, seqs[0]+1)
		}
	})
}

func TestUsedIDWithAnotherBodyIsRefused(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		p := enginetest.Start(t, db)
		p.Do(t, receive("c1", "L1"))
		v := p.Do(t, receive("c1", "L2")).Verdict
		if v.Code != track.CodeDuplicate || v.Answer != track.Refuse {
			t.Fatalf("got %s %s", v.Answer, v.Code)
		}
		if !strings.Contains(v.Evidence["first"], `"L1"`) || !strings.Contains(v.Evidence["sent"], `"L2"`) {
			t.Errorf("the evidence does not show both commands: %v", v.Evidence)
		}
	})
}

func TestPoisonCommandFailsAlone(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		p := enginetest.Start(t, db)
		p.Do(t, receive("c0", "L0"))
		var together sync.WaitGroup
		errs := make([]error, 20)
		for i := range errs {
			together.Go(func() {
				c := receive(fmt.Sprint("c", i+1), fmt.Sprint("L", i+1))
				if i == 7 { // a reason that cannot be written as JSON
					c = &track.Command{ID: "poison", Verb: "move", Args: &track.Move{Object: "L0", To: "SHELF"}, Confirm: []track.Code{"\xff"}}
				}
				_, errs[i] = p.Engine.Submit(t.Context(), engine.Stations, c)
			})
		}
		together.Wait()
		for i, err := range errs {
			if (err != nil) != (i == 7) {
				t.Errorf("command %d: %v", i, err)
			}
		}
		checkLaw(t, p)
	})
}

func TestFullQueueIsBusy(t *testing.T) {
	t.Parallel()
	e := engine.New(engine.Config{Feed: &feed.Feed{}, Log: &journal.Log{}, Queue: 2})
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for i := range 2 {
		if _, err := e.Submit(ctx, engine.Stations, receive(fmt.Sprint(i), "L")); !errors.Is(err, context.Canceled) {
			t.Fatalf("command %d: %v", i, err)
		}
	}
	if _, err := e.Submit(ctx, engine.Stations, receive("3", "L")); !errors.Is(err, engine.ErrBusy) {
		t.Errorf("got %v, want ErrBusy", err)
	}
	if _, err := e.Submit(ctx, engine.Bulk, receive("4", "L")); !errors.Is(err, context.Canceled) {
		t.Errorf("the bulk lane is full too: %v", err)
	}
}

func TestLostConnectionCostsNothing(t *testing.T) {
	t.Parallel()
	p := enginetest.Start(t, sqldbtest.Postgres(t))
	p.Do(t, receive("c1", "L1"))
	var writer []int64
	err := p.DB.Write(t.Context(), func(tx *sqldb.Tx) (err error) {
		writer, err = sqldb.Select(t.Context(), tx, func(v *int64) []any { return []any{v} }, "select pg_backend_pid()::bigint")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	err = p.DB.Read(t.Context(), func(tx *sqldb.Tx) error {
		_, err := tx.Exec(t.Context(), "select pg_terminate_backend($1::integer)", writer[0])
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	p.Do(t, receive("c2", "L2"))
	checkLaw(t, p)
}

func TestFullDiskRefusesAndResumes(t *testing.T) {
	t.Parallel()
	p := enginetest.Start(t, sqldbtest.SQLite(t))
	p.Do(t, receive("c1", "L1"))
	limit := func(pages int) {
		t.Helper()
		err := p.DB.Write(t.Context(), func(tx *sqldb.Tx) error {
			rows, err := tx.Query(t.Context(), fmt.Sprintf("pragma max_page_count = %d", pages))
			if err != nil {
				return err
			}
			return rows.Close()
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	limit(1)
	var full error
	for i := 0; full == nil && i < 5000; i++ {
		_, full = p.Engine.Submit(t.Context(), engine.Stations, receive(fmt.Sprint("f", i), fmt.Sprint("F", i)))
	}
	if !errors.Is(full, sqldb.ErrFull) {
		t.Fatalf("got %v, want ErrFull", full)
	}
	limit(1 << 30)
	p.Do(t, receive("c2", "L2"))
	checkLaw(t, p)
}

func TestErasedBodyIsGoneAndTheJournalVerifies(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		p := enginetest.Start(t, db)
		wrong := p.Do(t, &track.Command{ID: "c1", Verb: "move", Args: &track.Move{Object: "Anna Smith, by mistake", To: "SHELF"}})
		p.Do(t, receive("c2", "L2"))
		if err := p.Engine.Erase(t.Context(), "p-1", "a person's name in a code", []int64{wrong.Seq}); err != nil {
			t.Fatal(err)
		}
		err := p.DB.Read(t.Context(), func(tx *sqldb.Tx) error {
			e, err := journal.Get(t.Context(), tx, wrong.Seq)
			if err == nil && (!e.Erased || e.Body != nil) {
				t.Errorf("the body is still there: %s", e.Body)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		p.Do(t, receive("c3", "L3"))
		report, err := journal.Verify(t.Context(), p.DB, journal.VerifyOptions{})
		if err != nil || report.Wrong != nil || report.Erased != 1 {
			t.Errorf("verify: %+v %v", report, err)
		}
	})
}

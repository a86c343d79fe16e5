package engine_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
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
	if got := e.Stats().Failures[engine.FailedBusy]; got != 1 {
		t.Errorf("%d commands were counted as turned away, want 1", got)
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

// overRelay starts an engine whose connection to PostgreSQL can fail.
func overRelay(t *testing.T) (*enginetest.Plant, *sqldbtest.Relay) {
	t.Helper()
	db, relay := sqldbtest.PostgresOverRelay(t)
	return enginetest.Start(t, db), relay
}

// Whether or not PostgreSQL had committed when the connection was lost, each
// command is answered and stands in the journal once.
func TestConnectionLostAtTheCommitCostsNothing(t *testing.T) {
	t.Parallel()
	for name, done := range map[string]bool{"not committed": false, "committed": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p, relay := overRelay(t)
			p.Do(t, receive("c0", "L0"))
			before := p.Log.Next()
			relay.CutAtCommit(done)
			var together sync.WaitGroup
			answers := make([]engine.Answer, 20)
			for i := range answers {
				together.Go(func() { answers[i] = p.Do(t, receive(fmt.Sprint("c", i+1), fmt.Sprint("L", i+1))) })
			}
			together.Wait()
			if relay.Cuts() != 1 {
				t.Fatalf("%d commits were cut, want 1", relay.Cuts())
			}
			repeated, seqs := 0, map[int64]bool{}
			for _, a := range answers {
				if a.Verdict.Answer != track.Permit {
					t.Errorf("entry %d: %s %s", a.Seq, a.Verdict.Answer, a.Verdict.Code)
				}
				if seqs[a.Seq] = true; a.Repeated {
					repeated++
				}
			}
			if (repeated > 0) != done {
				t.Errorf("%d answers were found in the journal", repeated)
			}
			if grown := p.Log.Next() - before; grown != 20 || len(seqs) != 20 {
				t.Errorf("the journal grew by %d entries, and the answers name %d", grown, len(seqs))
			}
			checkLaw(t, p)
		})
	}
}

// The checkpoint file is what tells of a lost tail: it knows of every entry
// that was acknowledged, also of one whose commit was found only afterwards.
func TestCheckpointFileKnowsOfACommitThatWasFound(t *testing.T) {
	t.Parallel()
	p, relay := overRelay(t)
	p.Do(t, receive("c1", "L1"))
	relay.CutAtCommit(true)
	if a := p.Do(t, receive("c2", "L2")); !a.Repeated {
		t.Fatalf("not found: %+v", a)
	}
	text, err := os.ReadFile(filepath.Join(p.Dir, "checkpoint"))
	if err != nil {
		t.Fatal(err)
	}
	c, err := journal.ParseCheckpoint(string(text))
	if err != nil || c.Size != p.Log.Next() {
		t.Errorf("it knows of %d entries, want %d (%v)", c.Size, p.Log.Next(), err)
	}
}

// A full disk takes nothing from what was acknowledged, answers reads, and as
// soon as there is room takes the same command.
func TestFullDiskRefusesAndResumes(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		p := enginetest.Start(t, db)
		p.Do(t, receive("c1", "L1"))
		free := sqldbtest.FillDisk(t, db)
		var refused *track.Command
		var err error
		for i := 0; err == nil && i < 5000; i++ {
			refused = receive(fmt.Sprint("f", i), fmt.Sprint("F", i))
			_, err = p.Engine.Submit(t.Context(), engine.Stations, refused)
		}
		if !errors.Is(err, sqldb.ErrFull) || p.Engine.Stats().Failures[engine.FailedFull] != 1 {
			t.Fatalf("got %v, want ErrFull; counted: %v", err, p.Engine.Stats().Failures)
		}
		before := p.Log.Next()
		report, err := journal.Verify(t.Context(), db, journal.VerifyOptions{Dir: p.Dir})
		if err != nil || report.Wrong != nil || report.Entries != before {
			t.Errorf("reads on a full disk: %+v %v", report, err)
		}
		free()
		if a := p.Do(t, refused); a.Repeated || a.Seq != before || a.Verdict.Answer != track.Permit {
			t.Errorf("the refused command, sent again: %+v", a)
		}
		checkLaw(t, p)
	})
}

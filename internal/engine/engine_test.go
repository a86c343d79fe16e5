package engine_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/tracewright/tracewright/internal/engine"
	"github.com/tracewright/tracewright/internal/engine/enginetest"
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

func TestErasedBodyIsGoneAndTheJournalVerifies(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		p := enginetest.Start(t, db)
		wrong := p.Do(t, &track.Command{ID: "c1", Verb: "move", Args: &track.Move{Object: "Anna Smith, by mistake", To: "SHELF"}})
		p.Do(t, receive("c2", "L2"))
		if err := p.Engine.Erase(t.Context(), "p-1", engine.Erasure{Reason: "a person's name in a code", Entries: []int64{wrong.Seq}}); err != nil {
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

package sqldb_test

import (
	"errors"
	"testing"
	"time"

	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/sqldb/sqldbtest"
)

func TestSilentServerDoesNotHoldTheWriter(t *testing.T) {
	t.Parallel()
	address, relay := sqldbtest.PostgresRelay(t)
	db := openURL(t, address)
	createParts(t, db)

	err := db.Write(t.Context(), func(tx *sqldb.Tx) error {
		if err := insertParts(1)(t.Context(), tx); err != nil {
			return err
		}
		if got := count(t, tx); got != 1 {
			t.Errorf("%d rows before the commit, want 1", got)
		}
		relay.FallSilent()
		sqldb.SetPatience(db, 10*time.Millisecond)
		return nil
	})
	if !errors.Is(err, sqldb.ErrUnknownOutcome) {
		t.Errorf("silent at the commit: got %v, want ErrUnknownOutcome", err)
	}

	sqldb.SetPatience(db, time.Minute)
	write(t, db, insertParts(2))
	relay.FallSilent()
	sqldb.SetPatience(db, time.Second)
	if err := db.Write(t.Context(), insertIn(t, 3)); err != nil {
		t.Errorf("silent at the begin: got %v, want a new connection", err)
	}
	if got := countParts(t, db); got != 3 {
		t.Errorf("%d rows, want 3", got)
	}
}

// A connection that ends at the commit leaves open what became of it, and
// either may have happened.
func TestConnectionLostAtCommitLeavesTheOutcomeOpen(t *testing.T) {
	t.Parallel()
	address, relay := sqldbtest.PostgresRelay(t)
	db := openURL(t, address)
	createParts(t, db)
	for i, done := range []bool{false, true} {
		relay.CutAtCommit(done)
		if err := db.Write(t.Context(), insertIn(t, 1)); !errors.Is(err, sqldb.ErrUnknownOutcome) {
			t.Errorf("committed %v: got %v, want ErrUnknownOutcome", done, err)
		}
		if got := relay.Cuts(); got != int64(i+1) {
			t.Fatalf("committed %v: %d commits were cut, want %d", done, got, i+1)
		}
		if got := countParts(t, db); got != int64(i) {
			t.Errorf("committed %v: %d rows, want %d", done, got, i)
		}
	}
}

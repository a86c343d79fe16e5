package sqldb_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/sqldb/sqldbtest"
)

func TestWriteKeepsAllOrNothing(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		createParts(t, db)
		stop := errors.New("stop")
		err := db.Write(t.Context(), func(tx *sqldb.Tx) error {
			if err := insertParts(3)(t.Context(), tx); err != nil {
				return err
			}
			return stop
		})
		if !errors.Is(err, stop) {
			t.Errorf("got error %v, want that of the function", err)
		}
		if got := countParts(t, db); got != 0 {
			t.Errorf("%d rows after an error, want 0", got)
		}
		func() {
			defer func() {
				if got := recover(); got != "broken" {
					t.Errorf("recovered %v, want the panic of the function", got)
				}
			}()
			_ = db.Write(t.Context(), func(tx *sqldb.Tx) error {
				if err := insertParts(3)(t.Context(), tx); err != nil {
					return err
				}
				panic("broken")
			})
		}()
		if got := countParts(t, db); got != 0 {
			t.Errorf("%d rows after a panic, want 0", got)
		}
		write(t, db, insertParts(3))
		if got := countParts(t, db); got != 3 {
			t.Errorf("%d rows after a commit, want 3", got)
		}
	})
}

func TestReadSeesOneSnapshotAndNeverWaits(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		createParts(t, db)
		write(t, db, func(ctx context.Context, tx *sqldb.Tx) error {
			if err := insertParts(3)(ctx, tx); err != nil {
				return err
			}
			if got := countParts(t, db); got != 0 {
				t.Errorf("a read sees %d rows that are not committed", got)
			}
			return nil
		})
		err := db.Read(t.Context(), func(tx *sqldb.Tx) error {
			if got := count(t, tx); got != 3 {
				t.Errorf("a read sees %d rows, want 3", got)
			}
			write(t, db, insertParts(5))
			if got := count(t, tx); got != 3 {
				t.Errorf("the snapshot changed to %d rows, want 3", got)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if got := countParts(t, db); got != 5 {
			t.Errorf("a new read sees %d rows, want 5", got)
		}
	})
}

func TestReadCannotWrite(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		createParts(t, db)
		err := db.Read(t.Context(), func(tx *sqldb.Tx) error { return insertParts(1)(t.Context(), tx) })
		if err == nil {
			t.Error("a row was written in a read")
		}
	})
}

func TestBeforeWriteRunsInTheTransaction(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		createParts(t, db)
		lost := errors.New("lease lost")
		db.BeforeWrite = func(ctx context.Context, tx *sqldb.Tx) error {
			if count(t, tx) == 2 {
				return lost
			}
			return insertParts(1)(ctx, tx)
		}
		write(t, db, insertParts(2))
		err := db.Write(t.Context(), insertIn(t, 5))
		if !errors.Is(err, lost) {
			t.Errorf("got error %v, want that of BeforeWrite", err)
		}
		if got := countParts(t, db); got != 2 {
			t.Errorf("%d rows, want 2", got)
		}
	})
}

func insertIn(t *testing.T, n int) func(*sqldb.Tx) error {
	return func(tx *sqldb.Tx) error { return insertParts(n)(t.Context(), tx) }
}

func TestWriteGivesUpWaitingWhenTheContextEnds(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		createParts(t, db)
		write(t, db, func(context.Context, *sqldb.Tx) error {
			ctx, cancel := context.WithCancel(t.Context())
			waiting := make(chan error)
			go func() { waiting <- db.Write(ctx, insertIn(t, 1)) }()
			cancel()
			if err := <-waiting; !errors.Is(err, context.Canceled) {
				t.Errorf("a waiting write got %v, want that it was canceled", err)
			}
			return nil
		})
	})
}

func TestContextThatEndsInAWriteUndoesIt(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		createParts(t, db)
		ctx, cancel := context.WithCancel(t.Context())
		err := db.Write(ctx, func(tx *sqldb.Tx) error {
			if err := insertParts(1)(ctx, tx); err != nil {
				return err
			}
			cancel()
			return insertParts(2)(ctx, tx)
		})
		if !errors.Is(err, context.Canceled) {
			t.Errorf("got error %v, want that it was canceled", err)
		}
		if got := countParts(t, db); got != 0 {
			t.Errorf("%d rows, want 0", got)
		}
		write(t, db, insertParts(3))
	})
}

func TestClosedStoreRefuses(t *testing.T) {
	t.Parallel()
	db, err := sqldb.Open(t.Context(), sqldb.Config{Dir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
	}
	nothing := func(*sqldb.Tx) error { return nil }
	if err := db.Write(t.Context(), nothing); !errors.Is(err, sqldb.ErrClosed) {
		t.Errorf("Write gave %v, want ErrClosed", err)
	}
	if err := db.Read(t.Context(), nothing); !errors.Is(err, sqldb.ErrClosed) {
		t.Errorf("Read gave %v, want ErrClosed", err)
	}
}

func TestSecondOpenerIsToldWhoHoldsTheStore(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "a folder, 100% odd?#")
	db, err := sqldb.Open(t.Context(), sqldb.Config{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	createParts(t, db)
	_, err = sqldb.Open(t.Context(), sqldb.Config{Dir: dir})
	if !errors.Is(err, sqldb.ErrTaken) || !strings.Contains(err.Error(), "held by process ") {
		t.Errorf("second Open gave %v, want ErrTaken and the holder", err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	db, err = sqldb.Open(t.Context(), sqldb.Config{Dir: dir})
	if err != nil {
		t.Fatalf("open after close: %v", err)
	}
	defer db.Close()
	if got := countParts(t, db); got != 0 {
		t.Errorf("%d rows, want 0", got)
	}
	if _, err := os.Stat(filepath.Join(dir, "tracewright.db")); err != nil {
		t.Error(err)
	}
}

func TestOpenRefusesABadAddress(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, url, want string }{
		{"not a URL", "host=localhost", "is not a URL of the form postgres://"},
		{"schema", "postgres://localhost/db?schema=a-b", `schema "a-b" of the database address`},
		{"nobody there", "postgres://me:hidden@127.0.0.1:1/db", "the connection to the database was lost"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			_, err := sqldb.Open(t.Context(), sqldb.Config{URL: c.url})
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q in it", err, c.want)
			}
			if err != nil && strings.Contains(err.Error(), "hidden") {
				t.Errorf("%v shows the password", err)
			}
		})
	}
}

func TestSettingsThatProtectTheData(t *testing.T) {
	t.Parallel()
	db := sqldbtest.SQLite(t)
	settings := func(tx *sqldb.Tx) map[string]string {
		got := map[string]string{}
		for _, name := range []string{"journal_mode", "synchronous", "foreign_keys", "mmap_size", "query_only"} {
			list, err := sqldb.Select(t.Context(), tx, func(s *string) []any { return []any{s} }, "pragma "+name)
			if err != nil {
				t.Fatal(err)
			}
			got[name] = strings.Join(list, " ")
		}
		return got
	}
	write(t, db, func(_ context.Context, tx *sqldb.Tx) error {
		want := map[string]string{
			"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1", "mmap_size": "0", "query_only": "0",
		}
		if diff := cmp.Diff(want, settings(tx)); diff != "" {
			t.Errorf("writer (-want +got):\n%s", diff)
		}
		return nil
	})
	err := db.Read(t.Context(), func(tx *sqldb.Tx) error {
		if got := settings(tx); got["query_only"] != "1" || got["mmap_size"] != "0" {
			t.Errorf("reader has %v", got)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestDataFolderIsPrivate(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("Windows has access lists instead")
	}
	db := sqldbtest.SQLite(t)
	dir := filepath.Join(db.Dir, "a", "b")
	inner, err := sqldb.Open(t.Context(), sqldb.Config{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	defer inner.Close()
	info, err := os.Stat(dir)
	if err != nil {
		t.Fatal(err)
	}
	if got := info.Mode().Perm(); got != 0o700 {
		t.Errorf("the folder has mode %o, want 700", got)
	}
}

// TestSideFileLiesBesideTheStore: what can be made again has a file of its own,
// in a folder that the store has taken, and its writes wait for nobody.
func TestSideFileLiesBesideTheStore(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	store, err := sqldb.Open(t.Context(), sqldb.Config{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	side, err := sqldb.Open(t.Context(), sqldb.Config{Dir: dir, Side: "side.db"})
	if err != nil {
		t.Fatal(err)
	}
	defer side.Close()
	err = store.Write(t.Context(), func(*sqldb.Tx) error {
		return side.Write(t.Context(), func(tx *sqldb.Tx) error {
			_, err := tx.Exec(t.Context(), "create table t (a integer not null) strict")
			return err
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	err = store.Read(t.Context(), func(tx *sqldb.Tx) error {
		_, err := tx.Query(t.Context(), "select a from t")
		return err
	})
	if err == nil {
		t.Error("the store has the table of the other file")
	}
}

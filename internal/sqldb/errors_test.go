package sqldb_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"
	"modernc.org/sqlite"

	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/sqldb/sqldbtest"
)

func TestUniqueError(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		createParts(t, db)
		write(t, db, insertParts(1))
		insert := partUpsert()
		insert.Key = nil
		err := db.Write(t.Context(), func(tx *sqldb.Tx) error {
			return insert.Exec(t.Context(), tx, partRows(2))
		})
		if !errors.Is(err, sqldb.ErrUnique) {
			t.Errorf("got %v, want ErrUnique", err)
		}
		if !carriesDriverError(db, err) {
			t.Errorf("%v lost the driver's error", err)
		}
		if got := countParts(t, db); got != 1 {
			t.Errorf("%d rows, want 1", got)
		}
	})
}

func carriesDriverError(db *sqldb.DB, err error) bool {
	if db.Dialect == sqldb.SQLite {
		_, ok := errors.AsType[*sqlite.Error](err)
		return ok
	}
	_, ok := errors.AsType[*pgconn.PgError](err)
	return ok
}

func TestBusyErrorSQLite(t *testing.T) {
	t.Parallel()
	db := sqldbtest.SQLite(t)
	createParts(t, db)
	// Another program at the same file, which does not know our lock.
	other, err := sql.Open("sqlite", filepath.Join(db.Dir, "tracewright.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	write(t, db, func(ctx context.Context, tx *sqldb.Tx) error {
		_, err := tx.Exec(ctx, "pragma busy_timeout = 1") // for the next write
		return err
	})
	conn, err := other.Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if _, err := conn.ExecContext(t.Context(), "begin immediate"); err != nil {
		t.Fatal(err)
	}
	if err := db.Write(t.Context(), insertIn(t, 1)); !errors.Is(err, sqldb.ErrBusy) {
		t.Errorf("got %v, want ErrBusy", err)
	}
	if _, err := conn.ExecContext(t.Context(), "rollback"); err != nil {
		t.Fatal(err)
	}
	write(t, db, insertParts(1))
}

func TestBusyErrorPostgres(t *testing.T) {
	t.Parallel()
	url := sqldbtest.PostgresURL(t)
	db, other := openURL(t, url), openURL(t, url)
	createParts(t, db)
	write(t, db, insertParts(1))
	write(t, db, func(ctx context.Context, tx *sqldb.Tx) error {
		if err := insertParts(1)(ctx, tx); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, "select 1"); err != nil { // what was sent has arrived then
			return err
		}
		err := other.Write(ctx, func(tx *sqldb.Tx) error {
			if _, err := tx.Exec(ctx, "set local lock_timeout = '1ms'"); err != nil {
				return err
			}
			return insertParts(1)(ctx, tx)
		})
		if !errors.Is(err, sqldb.ErrBusy) {
			t.Errorf("got %v, want ErrBusy", err)
		}
		return nil
	})
	if err := other.Write(t.Context(), insertIn(t, 2)); err != nil {
		t.Errorf("write after the lock was free: %v", err)
	}
}

func TestFullError(t *testing.T) {
	t.Parallel()
	db := sqldbtest.SQLite(t)
	createParts(t, db)
	write(t, db, insertParts(1))
	write(t, db, func(ctx context.Context, tx *sqldb.Tx) error {
		_, err := tx.Query(ctx, "pragma max_page_count = 1") // it never goes below what is used
		return err
	})
	err := db.Write(t.Context(), func(tx *sqldb.Tx) error {
		return partUpsert().Exec(t.Context(), tx, [][]any{{7, "big", make([]byte, 1<<20), true, nil}})
	})
	if !errors.Is(err, sqldb.ErrFull) {
		t.Errorf("got %v, want ErrFull", err)
	}
	if got := countParts(t, db); got != 1 {
		t.Errorf("%d rows, want 1", got)
	}
	write(t, db, insertParts(2))
}

func openURL(t *testing.T, url string) *sqldb.DB {
	t.Helper()
	db, err := sqldb.Open(t.Context(), sqldb.Config{URL: url})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

// backend returns the id of the server process of the connection.
func backend(t *testing.T, tx *sqldb.Tx) int64 {
	t.Helper()
	list, err := sqldb.Select(t.Context(), tx, func(n *int64) []any { return []any{n} }, "select pg_backend_pid()")
	if err != nil {
		t.Fatal(err)
	}
	return list[0]
}

// kill ends a server process and returns when it is gone.
func kill(t *testing.T, url string, pid int64) {
	t.Helper()
	write(t, openURL(t, url), func(ctx context.Context, tx *sqldb.Tx) error {
		_, err := tx.Exec(ctx, fmt.Sprintf("select pg_terminate_backend(%d, 10000)", pid))
		return err
	})
}

func TestLostConnection(t *testing.T) {
	t.Parallel()
	url := sqldbtest.PostgresURL(t)
	db := openURL(t, url)
	createParts(t, db)

	err := db.Write(t.Context(), func(tx *sqldb.Tx) error {
		kill(t, url, backend(t, tx))
		return insertParts(1)(t.Context(), tx)
	})
	if !errors.Is(err, sqldb.ErrGone) || errors.Is(err, sqldb.ErrUnknownOutcome) {
		t.Errorf("lost before a statement: got %v, want ErrGone", err)
	}

	var pid int64
	write(t, db, func(ctx context.Context, tx *sqldb.Tx) error {
		pid = backend(t, tx)
		return nil
	})
	kill(t, url, pid)
	if err := db.Write(t.Context(), insertIn(t, 2)); err != nil {
		t.Errorf("lost between two writes: %v", err)
	}

	err = db.Write(t.Context(), func(tx *sqldb.Tx) error {
		if err := insertParts(3)(t.Context(), tx); err != nil {
			return err
		}
		kill(t, url, backend(t, tx))
		return nil
	})
	if !errors.Is(err, sqldb.ErrUnknownOutcome) {
		t.Errorf("lost at the commit: got %v, want ErrUnknownOutcome", err)
	}
	if got := countParts(t, db); got != 2 {
		t.Errorf("%d rows, want 2", got)
	}
}

func TestLostReadConnection(t *testing.T) {
	t.Parallel()
	url := sqldbtest.PostgresURL(t)
	db := openURL(t, url)
	createParts(t, db)
	err := db.Read(t.Context(), func(tx *sqldb.Tx) error {
		kill(t, url, backend(t, tx))
		_, err := sqldb.Select(t.Context(), tx, func(n *int64) []any { return []any{n} }, "select count(*) from part")
		return err
	})
	if !errors.Is(err, sqldb.ErrGone) {
		t.Errorf("got %v, want ErrGone", err)
	}
	if got := countParts(t, db); got != 0 {
		t.Errorf("%d rows, want 0", got)
	}
}

func TestSwallowedErrorIsNotACommit(t *testing.T) {
	t.Parallel()
	db := sqldbtest.Postgres(t)
	createParts(t, db)
	err := db.Write(t.Context(), func(tx *sqldb.Tx) error {
		if err := insertParts(1)(t.Context(), tx); err != nil {
			return err
		}
		_, _ = tx.Exec(t.Context(), "select wrong")
		return nil
	})
	if err == nil || errors.Is(err, sqldb.ErrUnknownOutcome) {
		t.Errorf("got %v, want an error with a known outcome", err)
	}
	if got := countParts(t, db); got != 0 {
		t.Errorf("%d rows, want 0", got)
	}
}

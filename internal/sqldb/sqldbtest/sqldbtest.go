package sqldbtest

import (
	"context"
	"crypto/rand"
	"database/sql"
	"net/url"
	"os"
	"strings"
	"testing"

	"github.com/tracewright/tracewright/internal/schema"
	"github.com/tracewright/tracewright/internal/sqldb"
)

// Each runs fn as parallel subtests "sqlite" and "postgres", each with a new
// store.
func Each(t *testing.T, fn func(t *testing.T, db *sqldb.DB)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) {
		t.Parallel()
		fn(t, SQLite(t))
	})
	if os.Getenv("TRACEWRIGHT_TEST_DB") == "sqlite" {
		t.Log("TRACEWRIGHT_TEST_DB=sqlite: not run on PostgreSQL")
		return
	}
	t.Run("postgres", func(t *testing.T) {
		t.Parallel()
		fn(t, Postgres(t))
	})
}

// SQLite opens a new store in a temporary folder. It is closed when the test
// ends.
func SQLite(t testing.TB) *sqldb.DB {
	t.Helper()
	return open(t, sqldb.Config{Dir: t.TempDir(), ReadConns: 4})
}

// Postgres opens a new store in a schema of its own, which is dropped when the
// test ends.
func Postgres(t testing.TB) *sqldb.DB {
	t.Helper()
	return open(t, sqldb.Config{URL: PostgresURL(t), ReadConns: 4})
}

func open(t testing.TB, cfg sqldb.Config) *sqldb.DB {
	t.Helper()
	db, err := sqldb.Open(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Errorf("close the store: %v", err)
		}
	})
	if err := schema.Migrate(t.Context(), db); err != nil {
		t.Fatal(err)
	}
	return db
}

// PostgresURL returns the address of a schema that does not exist yet, for a
// test that opens the store itself. The schema is dropped when the test ends.
func PostgresURL(t testing.TB) string {
	t.Helper()
	base := os.Getenv("TRACEWRIGHT_TEST_POSTGRES")
	if base == "" {
		if os.Getenv("TRACEWRIGHT_TEST_DB") == "sqlite" {
			t.Skip("TRACEWRIGHT_TEST_DB=sqlite: not run on PostgreSQL")
		}
		t.Fatal(`no PostgreSQL to test on: run make test, or eval "$(scripts/postgres start)" first; ` +
			`TRACEWRIGHT_TEST_DB=sqlite leaves these tests out`)
	}
	address, err := url.Parse(base)
	if err != nil {
		t.Fatalf("TRACEWRIGHT_TEST_POSTGRES: %v", err)
	}
	schema := "test_" + strings.ToLower(rand.Text())
	query := address.Query()
	query.Set("schema", schema)
	address.RawQuery = query.Encode()
	t.Cleanup(func() { drop(t, address.String(), schema) })
	return address.String()
}

func drop(t testing.TB, address, schema string) {
	t.Helper()
	ctx := context.Background() // the test's own has ended
	db, err := sqldb.Open(ctx, sqldb.Config{URL: address})
	if err != nil {
		t.Errorf("drop schema %s: %v", schema, err)
		return
	}
	defer db.Close()
	err = db.Maintain(ctx, func(conn *sql.DB) error {
		_, err := conn.ExecContext(ctx, "drop schema if exists "+schema+" cascade")
		return err
	})
	if err != nil {
		t.Errorf("drop schema %s: %v", schema, err)
	}
}

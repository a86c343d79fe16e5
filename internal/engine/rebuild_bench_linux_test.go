package engine_test

import (
	"context"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/tracewright/tracewright/internal/engine"
	"github.com/tracewright/tracewright/internal/journal"
	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/sqldb/sqldbtest"
)

// BenchmarkRebuild seeds a store through the engine with 256 waiting clients,
// makes the views again from the journal, and verifies the journal: entries a
// second for each, and bytes on disk for an entry with all of its view rows.
func BenchmarkRebuild(b *testing.B) {
	for name, open := range map[string]func(testing.TB) *sqldb.DB{"sqlite": sqldbtest.SQLite, "postgres": sqldbtest.Postgres} {
		b.Run(name, func(b *testing.B) {
			db := open(b)
			c := engineContestant(b, name, db)
			const commands = 40_000
			began := time.Now()
			var next atomic.Int64
			var together sync.WaitGroup
			for range 256 {
				together.Go(func() {
					for n := next.Add(1); n <= commands; n = next.Add(1) {
						if err := c.do(b.Context(), 0, n); err != nil {
							b.Error(err)
							return
						}
					}
				})
			}
			together.Wait()
			b.ReportMetric(commands/time.Since(began).Seconds(), "seeded/s")
			entries := size(b, db)
			began = time.Now()
			if err := engine.Rebuild(b.Context(), db, nil); err != nil {
				b.Fatal(err)
			}
			b.ReportMetric(float64(entries)/time.Since(began).Seconds(), "rebuilt/s")
			began = time.Now()
			if report, err := journal.Verify(b.Context(), db, journal.VerifyOptions{}); err != nil || report.Wrong != nil {
				b.Fatal(report.Wrong, err)
			}
			b.ReportMetric(float64(entries)/time.Since(began).Seconds(), "verified/s")
			if bytes := stored(b, db); bytes > 0 {
				b.ReportMetric(float64(bytes)/float64(entries), "B/entry")
			}
			b.ReportMetric(0, "ns/op")
		})
	}
}

func size(tb testing.TB, db *sqldb.DB) (n int64) {
	tb.Helper()
	err := db.Read(tb.Context(), func(tx *sqldb.Tx) (err error) {
		n, err = journal.Size(tb.Context(), tx)
		return err
	})
	if err != nil {
		tb.Fatal(err)
	}
	return n
}

// stored is what a store takes on disk, indexes included.
func stored(tb testing.TB, db *sqldb.DB) (bytes int64) {
	tb.Helper()
	if db.Dialect == sqldb.SQLite {
		info, err := os.Stat(filepath.Join(db.Dir, "tracewright.db"))
		if err != nil {
			tb.Fatal(err)
		}
		return info.Size()
	}
	err := db.Read(tb.Context(), func(tx *sqldb.Tx) error {
		rows, err := sqldb.Select(context.WithoutCancel(tb.Context()), tx, func(v *int64) []any { return []any{v} },
			"select coalesce(sum(pg_total_relation_size(c.oid)), 0)::bigint from pg_class c where c.relkind = 'r' and c.relnamespace = current_schema()::regnamespace")
		if len(rows) == 1 {
			bytes = rows[0]
		}
		return err
	})
	if err != nil {
		tb.Fatal(err)
	}
	return bytes
}

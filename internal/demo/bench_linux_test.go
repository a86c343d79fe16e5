package demo_test

import (
	"testing"
	"time"

	"github.com/tracewright/tracewright/internal/benchtest"
	"github.com/tracewright/tracewright/internal/engine"
	"github.com/tracewright/tracewright/internal/journal"
	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/sqldb/sqldbtest"
)

// BenchmarkDemo fills a store with the history of 2,000 units, as the first
// start of the demo does, and makes its views again from the journal: seconds
// by the clock and of the processors, and entries a second. The limit is the
// time that the plant takes to plan the same acts without a store.
func BenchmarkDemo(b *testing.B) {
	const units = 2000
	for name, open := range map[string]func(testing.TB) *sqldb.DB{"sqlite": sqldbtest.SQLite, "postgres": sqldbtest.Postgres} {
		b.Run(name, func(b *testing.B) {
			db := open(b)
			began, cpu := time.Now(), benchtest.Processor(b)
			past(b, db, 7, units)
			b.ReportMetric(time.Since(began).Seconds(), "seed-s")
			b.ReportMetric((benchtest.Processor(b) - cpu).Seconds(), "seed-cpu-s")
			var entries int64
			err := db.Read(b.Context(), func(tx *sqldb.Tx) (err error) {
				entries, err = journal.Size(b.Context(), tx)
				return err
			})
			if err != nil {
				b.Fatal(err)
			}
			b.ReportMetric(float64(entries), "entries")
			began, cpu = time.Now(), benchtest.Processor(b)
			if err := engine.Rebuild(b.Context(), db, nil); err != nil {
				b.Fatal(err)
			}
			b.ReportMetric(float64(entries)/time.Since(began).Seconds(), "rebuilt/s")
			b.ReportMetric((benchtest.Processor(b) - cpu).Seconds(), "rebuild-cpu-s")
			b.ReportMetric(0, "ns/op")
		})
	}
}

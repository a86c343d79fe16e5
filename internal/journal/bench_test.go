package journal_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/tracewright/tracewright/internal/journal"
	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/sqldb/sqldbtest"
)

// BenchmarkAppend commits batches of entries with two links each.
func BenchmarkAppend(b *testing.B) {
	for _, size := range []int{1, 32, 500} {
		b.Run(fmt.Sprintf("sqlite/batch=%d", size), func(b *testing.B) { benchmarkAppend(b, sqldbtest.SQLite(b), size) })
		b.Run(fmt.Sprintf("postgres/batch=%d", size), func(b *testing.B) { benchmarkAppend(b, sqldbtest.Postgres(b), size) })
	}
}

func benchmarkAppend(b *testing.B, db *sqldb.DB, size int) {
	f := open(b, db, testConfig(b, 60))
	entries := 0
	for b.Loop() {
		f.append(b, benchDrafts(entries, size)...)
		entries += size
	}
	b.ReportMetric(float64(entries)/b.Elapsed().Seconds(), "entries/s")
}

// benchDrafts are n entries of a usual size: 200 bytes of envelope, 400 of
// body; units are many, orders few.
func benchDrafts(from, n int) []journal.Draft {
	list := make([]journal.Draft, n)
	for i := range list {
		id := from + i
		list[i] = journal.Draft{
			Envelope: journal.Envelope{
				Kind: "observe", Version: 1, Station: "S10", Session: "s-0042", Actor: "op-17", Device: "scanner-3",
				Command: fmt.Sprintf("01JD%022d", id), Plant: 12,
			},
			Body:  fmt.Appendf(nil, `{"type":"ObjectEvent","id":%d,"note":"%0360d"}`, id, id),
			Links: []string{fmt.Sprintf("k3v5qd2a-%08d", id/5), fmt.Sprintf("k3v5qd2a-o%04d", id/400)},
		}
	}
	return list
}

// BenchmarkVerify checks 100,000 entries in each round.
func BenchmarkVerify(b *testing.B) {
	b.Run("sqlite", func(b *testing.B) { benchmarkVerify(b, sqldbtest.SQLite(b)) })
	b.Run("postgres", func(b *testing.B) { benchmarkVerify(b, sqldbtest.Postgres(b)) })
}

func benchmarkVerify(b *testing.B, db *sqldb.DB) {
	const entries = 100_000
	f := open(b, db, testConfig(b, 61))
	bytes := 0
	for i := 0; i < entries; i += 500 {
		list := benchDrafts(i, 500)
		for _, d := range list {
			bytes += len(d.Body)
		}
		f.append(b, list...)
	}
	rounds := 0
	for b.Loop() {
		if r := f.verify(b); r.Wrong != nil {
			b.Fatal(r.Wrong)
		}
		rounds++
	}
	b.ReportMetric(float64(rounds*entries)/b.Elapsed().Seconds(), "entries/s")
	if db.Dialect == sqldb.SQLite {
		info, err := os.Stat(filepath.Join(db.Dir, "tracewright.db"))
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(info.Size())/entries, "file-bytes/entry")
		b.ReportMetric(float64(bytes)/entries, "body-bytes/entry")
	}
}

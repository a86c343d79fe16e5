package sqldb_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/sqldb/sqldbtest"
)

// BenchmarkUpsert writes batches of rows, each with one durable commit.
func BenchmarkUpsert(b *testing.B) {
	for _, db := range []*sqldb.DB{sqldbtest.SQLite(b), sqldbtest.Postgres(b)} {
		createParts(b, db)
		for _, size := range []int{1, 64, 1000} {
			b.Run(fmt.Sprintf("%s/batch=%d", db.Dialect.Name, size), func(b *testing.B) {
				u := partUpsert()
				next := 0
				for b.Loop() {
					rows := make([][]any, size)
					for i := range rows {
						rows[i] = partRow(next % 100_000)
						next++
					}
					write(b, db, func(ctx context.Context, tx *sqldb.Tx) error { return u.Exec(ctx, tx, rows) })
				}
				b.ReportMetric(float64(b.N*size)/b.Elapsed().Seconds(), "rows/s")
			})
		}
	}
}

// BenchmarkSelect reads rows by key, one snapshot for each list.
func BenchmarkSelect(b *testing.B) {
	for _, db := range []*sqldb.DB{sqldbtest.SQLite(b), sqldbtest.Postgres(b)} {
		createParts(b, db)
		write(b, db, func(ctx context.Context, tx *sqldb.Tx) error {
			return partUpsert().Exec(ctx, tx, partRows(100_000))
		})
		for _, size := range []int{1, 64, 1000} {
			b.Run(fmt.Sprintf("%s/keys=%d", db.Dialect.Name, size), func(b *testing.B) {
				next := 0
				for b.Loop() {
					keys := make([]int64, size)
					for i := range keys {
						next = (next + 7919) % 100_000
						keys[i] = int64(next)
					}
					err := db.Read(b.Context(), func(tx *sqldb.Tx) error {
						_, err := sqldb.SelectIn(b.Context(), tx, scanPart, selectParts, keys)
						return err
					})
					if err != nil {
						b.Fatal(err)
					}
				}
				b.ReportMetric(float64(b.N*size)/b.Elapsed().Seconds(), "rows/s")
			})
		}
	}
}

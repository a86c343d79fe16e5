package sqldb_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/tracewright/tracewright/internal/sqldb"
)

// part is the row of the table that most tests here use.
type part struct {
	ID   int64
	Name string
	Code []byte
	Good bool
	Note *string
}

func scanPart(p *part) []any { return []any{&p.ID, &p.Name, &p.Code, &p.Good, &p.Note} }

const selectParts = "select id, name, code, good, note from part where id in (?) order by id"

func createParts(t testing.TB, db *sqldb.DB) {
	t.Helper()
	number, text, bytes := "integer", "text", "blob"
	end := " strict"
	if db.Dialect == sqldb.Postgres {
		number, text, bytes, end = "bigint", `text collate "C"`, "bytea", ""
	}
	ddl := fmt.Sprintf(`create table part (
		id %[1]s not null primary key,
		name %[2]s not null,
		code %[3]s,
		good %[1]s not null,
		note %[2]s
	)%[4]s`, number, text, bytes, end)
	write(t, db, func(ctx context.Context, tx *sqldb.Tx) error {
		_, err := tx.Exec(ctx, ddl)
		return err
	})
}

func partUpsert() *sqldb.Upsert {
	return &sqldb.Upsert{
		Table:   "part",
		Key:     []string{"id"},
		Columns: []string{"id", "name", "code", "good", "note"},
	}
}

func partRow(i int) []any {
	return []any{int64(i), fmt.Sprintf("part %d", i), []byte{byte(i), 0}, i%2 == 0, nil}
}

func partRows(n int) [][]any {
	rows := make([][]any, n)
	for i := range rows {
		rows[i] = partRow(i)
	}
	return rows
}

func insertParts(n int) func(context.Context, *sqldb.Tx) error {
	return func(ctx context.Context, tx *sqldb.Tx) error {
		return partUpsert().Exec(ctx, tx, partRows(n))
	}
}

func write(t testing.TB, db *sqldb.DB, fn func(context.Context, *sqldb.Tx) error) {
	t.Helper()
	if err := db.Write(t.Context(), func(tx *sqldb.Tx) error { return fn(t.Context(), tx) }); err != nil {
		t.Fatal(err)
	}
}

// countParts counts the rows in a snapshot of its own.
func countParts(t testing.TB, db *sqldb.DB) (n int64) {
	t.Helper()
	err := db.Read(t.Context(), func(tx *sqldb.Tx) error {
		n = count(t, tx)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func count(t testing.TB, tx *sqldb.Tx) int64 {
	t.Helper()
	list, err := sqldb.Select(t.Context(), tx, func(n *int64) []any { return []any{n} }, "select count(*) from part")
	if err != nil {
		t.Fatal(err)
	}
	return list[0]
}

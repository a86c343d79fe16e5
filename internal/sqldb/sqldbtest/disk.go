package sqldbtest

import (
	"fmt"
	"testing"

	"github.com/tracewright/tracewright/internal/sqldb"
)

// FillDisk leaves a migrated store no room for more entries, as a full disk
// does, and returns what makes room again. SQLite may still take some, until
// the pages that it has are full. On PostgreSQL, where only the machine's own
// disk could be filled, the table of entries answers as it does then.
func FillDisk(t testing.TB, db *sqldb.DB) (free func()) {
	t.Helper()
	run := func(statements ...string) {
		t.Helper()
		err := db.Write(t.Context(), func(tx *sqldb.Tx) error {
			for _, s := range statements {
				rows, err := tx.Query(t.Context(), s)
				if err != nil {
					return err
				}
				if err := rows.Close(); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if db.Dialect == sqldb.SQLite {
		pages := func(n int) { run(fmt.Sprintf("pragma max_page_count = %d", n)) }
		pages(1) // it never goes below what is used
		return func() { pages(1 << 30) }
	}
	run(`
create function disk_full() returns trigger language plpgsql as $$
begin
	raise exception using errcode = 'disk_full', message = 'could not extend file: No space left on device';
end $$`, `
create trigger disk_full before insert on entry for each statement execute function disk_full()`)
	return func() { run("drop trigger disk_full on entry", "drop function disk_full()") }
}

package backup

import (
	"testing"

	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/sqldb/sqldbtest"
	"github.com/tracewright/tracewright/internal/view"
)

// A backup holds every table that neither the journal nor a rebuild gives back.
func TestBackupLeavesNoTableOut(t *testing.T) {
	t.Parallel()
	db := sqldbtest.SQLite(t)
	known := map[string]bool{}
	for _, table := range append(keptTables(),
		"head", "entry", "body", "link", "chain", "tile", // the journal
		"schema_version", "view_state",
		"session", // left out on purpose
	) {
		known[table] = true
	}
	derived := map[string]bool{}
	for _, table := range view.Tables() {
		derived[table] = true
	}
	err := db.Read(t.Context(), func(tx *sqldb.Tx) error {
		tables, err := sqldb.Select(t.Context(), tx, func(s *string) []any { return []any{s} },
			"select name from sqlite_master where type = 'table' and name not like 'sqlite_%' order by name")
		for _, table := range tables {
			if !known[table] && !derived[table] {
				t.Errorf("table %s is neither kept by a backup nor made again: say which in tables.go", table)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

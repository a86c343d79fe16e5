package sqldbtest_test

import (
	"testing"

	"github.com/tracewright/tracewright/internal/schema"
	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/sqldb/sqldbtest"
)

func TestEachGivesMigratedStores(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		if err := schema.Migrate(t.Context(), db); err != nil {
			t.Errorf("migrate again: %v", err)
		}
		if _, err := schema.Version(t.Context(), db); err != nil {
			t.Error(err)
		}
	})
}

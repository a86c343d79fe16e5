package view

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/sqldb/sqldbtest"
	"github.com/tracewright/tracewright/internal/track"
)

// TestWhatFitsIsFoundByIndexes: a question about what was done reads no history
// from end to end, now or by what was known at another time.
func TestWhatFitsIsFoundByIndexes(t *testing.T) {
	t.Parallel()
	from := time.Date(2026, 1, 5, 6, 0, 0, 0, time.UTC)
	until := from.Add(8 * time.Hour)
	cases := map[string]struct {
		scope track.Scope
		uses  []string
	}{
		"supplier's lot": {track.Scope{Maker: "SEALCO", Lot: "S-77"}, []string{"identifier_value"}},
		"tool":           {track.Scope{Equipment: "TQ-3", From: from, Until: until}, []string{"result_equipment", "visit_equipment"}},
		"operator":       {track.Scope{Operator: "p-1", From: from, Until: until}, []string{"result_actor", "visit_actor"}},
		"station":        {track.Scope{Station: "S1", From: from, Until: until}, []string{"result_station", "visit_station|visit_at"}},
		"time":           {track.Scope{From: from, Until: until}, []string{"sighting_made"}},
		"values":         {track.Scope{Characteristic: "TORQUE", AtLeast: "5", AtMost: "6"}, []string{"result_characteristic"}},
		"failures":       {track.Scope{Outcome: track.OutcomeFail, From: from}, []string{"result_outcome"}},
		"order":          {track.Scope{Order: "WO-1"}, []string{"object_order"}},
		"part":           {track.Scope{Part: "PUMP", Kind: track.KindUnit}, []string{"object_part"}},
	}
	now := moment{forever, 1000, true}
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		err := db.Read(t.Context(), func(tx *sqldb.Tx) error {
			if db.Dialect.Name == "postgres" { // its tables are small, and would be read whole
				if _, err := tx.Exec(t.Context(), "set local enable_seqscan = off"); err != nil {
					return err
				}
			}
			for name, c := range cases {
				for _, at := range []moment{now, {asOf: track.MicrosOf(until), known: 500}} {
					plan, err := planOf(t, tx, db.Dialect.Name, fitting(&c.scope, at, ""))
					if err != nil {
						return err
					}
					for _, scan := range []string{"SCAN result", "SCAN visit", "SCAN sighting", "SCAN identifier", "Seq Scan"} {
						if strings.Contains(plan, scan) {
							t.Errorf("%s, now %v: the plan has a %s:\n%s", name, at.now, scan, plan)
						}
					}
					for _, index := range c.uses {
						if !slices.ContainsFunc(strings.Split(index, "|"), func(i string) bool { return strings.Contains(plan, i) }) {
							t.Errorf("%s, now %v: the plan is without %s:\n%s", name, at.now, index, plan)
						}
					}
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

// planOf is how a database finds what may fit.
func planOf(t *testing.T, tx *sqldb.Tx, dialect string, f *filter) (string, error) {
	t.Helper()
	query := "select id from object " + f.where("id", scopePage-1)
	var id, parent, unused int64
	explain, dest := "explain ", func(s *string) []any { return []any{s} }
	if dialect == "sqlite" {
		explain, dest = "explain query plan ", func(s *string) []any { return []any{&id, &parent, &unused, s} }
	}
	lines, err := sqldb.Select(t.Context(), tx, dest, explain+query, f.args...)
	return strings.Join(lines, "\n"), err
}

package httpapi_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tracewright/tracewright/api"
	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/sqldb/sqldbtest"
	"github.com/tracewright/tracewright/internal/track"
)

// way is a small plant with units at every point of its route.
const way = `site: {code: WAY}
areas: [{code: A, lines: [{code: L, stations: [{code: S1, operations: [SAW]}, {code: S2, operations: [DRILL]}]}]}]
parts: [{number: PLATE, revision: A, route: PLATE}, {number: ROD, route: ROD}]
routes:
- {code: PLATE, operations: [{code: SAW}, {code: DRILL}]}
- {code: ROD, operations: [{code: SAW}, {code: DRILL, optional: true}]}
interlocks: {route-order: enforce}
`

// TestDiffTellsWhatWorkItTouches: an edit of a route with units on it.
func TestDiffTellsWhatWorkItTouches(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		s := start(t, db)
		n := 0
		do := func(verb track.Verb, station string, args track.Args) {
			t.Helper()
			n++
			s.Do(t, &track.Command{ID: "c" + string(rune('a'+n)), Verb: verb, Station: station, Args: args})
		}
		do("apply", "", &track.ApplyPlant{Definition: way})
		do("produce-unit", "", &track.ProduceUnit{Part: "PLATE", Serials: []string{"P1", "P2", "P3", "P4", "P5"}})
		do("produce-unit", "", &track.ProduceUnit{Part: "ROD", Serials: []string{"R1"}})
		for _, serial := range []track.Ref{"P1", "P2", "P3", "R1"} { // P4 and P5 have not begun
			do("start", "S1", &track.Start{Object: serial})
		}
		for _, serial := range []track.Ref{"P1", "P2"} {
			do("complete", "S1", &track.Complete{Object: serial, Outcome: track.OutcomePass})
		}
		do("start", "S2", &track.Start{Object: "P1"})

		at := func(operation, next, then string) api.PlantPoint {
			return api.PlantPoint{Part: "PLATE", Revision: "A", Operation: operation, Next: next, Then: then}
		}
		tests := map[string]struct {
			old, new string
			want     []api.PlantWork
		}{
			"another part": {"{number: ROD, route: ROD}", "{number: ROD, route: ROD, name: Rod}", nil},
			"an operation between": {"{code: DRILL}]}\n", "{code: WASH}, {code: DRILL}]}\n", []api.PlantWork{
				{PlantPoint: at("DRILL", "DRILL", "WASH"), Route: true, Objects: 1, Names: []string{"P1"}, How: "It finishes DRILL, and then goes to WASH."},
				{PlantPoint: at("", "DRILL", "WASH"), Route: true, Objects: 1, Names: []string{"P2"}, How: "It goes to WASH instead of DRILL."},
				{PlantPoint: at("SAW", "SAW", "SAW"), Route: true, Objects: 1, Names: []string{"P3"}, How: "It goes on as before, judged by the new definition from its next scan."},
			}},
			"its operation gone": {"{code: SAW}, {code: DRILL}]}\n", "{code: SAW}]}\n", []api.PlantWork{
				{PlantPoint: at("DRILL", "DRILL", ""), Route: true, Objects: 1, Names: []string{"P1"}, How: "It is in work at DRILL, which is no longer on its route. Complete it before, or keep the operation."},
				{PlantPoint: at("", "DRILL", ""), Route: true, Objects: 1, Names: []string{"P2"}, How: "It has reached the end of its route instead of DRILL."},
				{PlantPoint: at("SAW", "SAW", "SAW"), Route: true, Objects: 1, Names: []string{"P3"}, How: "It goes on as before, judged by the new definition from its next scan."},
			}},
			"another revision": {"revision: A", "revision: B", []api.PlantWork{
				{PlantPoint: at("DRILL", "DRILL", ""), Route: true, Bill: true, Objects: 1, Names: []string{"P1"}, How: "The definition no longer has its part and revision, so no station takes it. Keep the revision until all is finished."},
				{PlantPoint: at("", "DRILL", ""), Route: true, Bill: true, Objects: 1, Names: []string{"P2"}, How: "The definition no longer has its part and revision, so no station takes it. Keep the revision until all is finished."},
				{PlantPoint: at("SAW", "SAW", ""), Route: true, Bill: true, Objects: 1, Names: []string{"P3"}, How: "The definition no longer has its part and revision, so no station takes it. Keep the revision until all is finished."},
			}},
		}
		for name, test := range tests {
			diff, err := s.client("engineer").DiffPlant(t.Context(), strings.Replace(way, test.old, test.new, 1))
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			if len(diff.Changes) == 0 || len(diff.Faults) > 0 {
				t.Errorf("%s: %d changes, faults %v", name, len(diff.Changes), diff.Faults)
			}
			if d := cmp.Diff(test.want, nonEmpty(diff.Work)); d != "" {
				t.Errorf("%s (-want +got):\n%s", name, d)
			}
		}
	})
}

func nonEmpty(work []api.PlantWork) []api.PlantWork {
	if len(work) == 0 {
		return nil
	}
	return work
}

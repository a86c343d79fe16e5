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

// TestDiffTellsWhatOrdersKeep: a released order, and what is made for it, keeps
// the version of its release; one that is not released takes the new one.
func TestDiffTellsWhatOrdersKeep(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		s := start(t, db)
		n := 0
		do := func(verb track.Verb, station string, args track.Args) {
			t.Helper()
			n++
			if a := s.Do(t, &track.Command{ID: "c" + string(rune('a'+n)), Verb: verb, Station: station, Args: args, Confirm: []track.Code{track.CodeOrderInWork}}); a.Verdict.Answer != track.Permit {
				t.Fatalf("%s: %s", verb, a.Verdict.Text)
			}
		}
		wash := strings.Replace(way, "{code: DRILL}]}\n", "{code: WASH}, {code: DRILL}]}\n", 1)
		do("apply", "", &track.ApplyPlant{Definition: way})
		for _, order := range []string{"WO-1", "WO-2", "WO-3", "WO-4"} {
			do("create-order", "", &track.CreateOrder{Order: order, Part: "PLATE", Quantity: "5"})
		}
		do("create-order", "", &track.CreateOrder{Order: "WO-5", Part: "ROD", Quantity: "5"})
		do("release-order", "", &track.ReleaseOrder{Order: "WO-1"})
		do("release-order", "", &track.ReleaseOrder{Order: "WO-4"})
		do("produce-unit", "", &track.ProduceUnit{Order: "WO-1", Serials: []string{"P1", "P2"}})
		do("produce-unit", "", &track.ProduceUnit{Order: "WO-4", Serials: []string{"P4"}})
		do("produce-unit", "", &track.ProduceUnit{Part: "PLATE", Serials: []string{"P3"}})
		for _, serial := range []track.Ref{"P1", "P3", "P4"} {
			do("start", "S1", &track.Start{Object: serial})
		}
		do("close-order", "", &track.CloseOrder{Order: "WO-4"}) // P4 goes on all the same
		do("apply", "", &track.ApplyPlant{Definition: wash})
		do("release-order", "", &track.ReleaseOrder{Order: "WO-2"})

		const keep, release = "All that is made for them keeps it. The verb migrate-order brings one to the new definition.", "Their release takes the new definition."
		gone := "The new definition no longer has their part and revision, so they cannot be released. Keep it until they are made, or close them."
		for name, test := range map[string]struct {
			new  string
			want []api.PlantOrders
		}{
			"another operation": {strings.Replace(wash, "{code: DRILL}]}\n", "{code: DRILL}, {code: PACK}]}\n", 1), []api.PlantOrders{
				{Version: 1, Orders: 2, Objects: 2, Names: []string{"WO-1", "WO-4"}, How: keep},
				{Version: 2, Orders: 1, Names: []string{"WO-2"}, How: keep},
				{Orders: 1, Names: []string{"WO-3"}, How: release},
			}},
			"another part": {wash + "reasons: [{code: OLD, for: scrap}]\n", []api.PlantOrders{}},
		} {
			diff, err := s.client("engineer").DiffPlant(t.Context(), test.new)
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			if d := cmp.Diff(test.want, diff.Orders); d != "" {
				t.Errorf("%s (-want +got):\n%s", name, d)
			}
			if inWork := nonEmpty(diff.Work); name == "another operation" && (len(inWork) != 1 || inWork[0].Names[0] != "P3") {
				t.Errorf("%s: work without a release %+v", name, diff.Work)
			}
		}
		do("create-order", "", &track.CreateOrder{Order: "WO-6", Part: "PLATE", Revision: "A", Quantity: "5"})
		diff, err := s.client("engineer").DiffPlant(t.Context(), strings.Replace(wash, "revision: A", "revision: B", 1))
		if err != nil {
			t.Fatal(err)
		}
		if last := diff.Orders[len(diff.Orders)-1]; last.How != gone || last.Names[0] != "WO-6" {
			t.Errorf("a revision that is gone: %+v", diff.Orders)
		}
	})
}

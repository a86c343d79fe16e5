package show_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tracewright/tracewright/api"
	"github.com/tracewright/tracewright/internal/cli/show"
)

func TestWorkSaysHowManyAndHowTheyGoOn(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		diff api.PlantDiff
		want string
	}{
		"none": {api.PlantDiff{}, ""},
		"some": {
			api.PlantDiff{More: true, Work: []api.PlantWork{
				{PlantPoint: api.PlantPoint{Part: "P", Revision: "B", Operation: "SAW"}, Objects: 3, Names: []string{"P1", "P2"}, How: "It goes on."},
				{PlantPoint: api.PlantPoint{Part: "Q"}, Objects: 1, Names: []string{"Q1"}, How: "It goes to DRILL."},
			}},
			`
Work in progress that this touches:
  P rev B, 3 in work at SAW: P1, P2, …
    It goes on.
  Q, 1 waiting: Q1
    It goes to DRILL.
  There is more than is counted here.
`,
		},
	}
	tests["changes that wait for stock"] = struct {
		diff api.PlantDiff
		want string
	}{api.PlantDiff{RunOuts: []api.PlantRunOut{
		{Part: "P", Revision: "B", Stock: "OLD", To: "NEW", Old: []string{"10"}, New: []string{"11"}, UoM: "C62", OnHand: "14", Orders: "2", InWork: "4", Free: "8", Products: 4},
		{
			Part: "Q", Stock: "OIL", To: "FAT", Old: []string{"10", "20"}, New: []string{"11"}, UoM: "KGM", Unit: "kg", Over: true,
			Since: time.Date(2026, 1, 5, 8, 0, 0, 0, time.UTC), Entry: 7, Left: "0.4", Reason: "smells", OnHand: "5.4",
		},
	}}, `
Changes that wait for stock:
  P rev B, line 10 -> 11: OLD, then NEW
    8 free, for 4 products: 14 on hand, less 2 for other work orders and 4 for products in work.
  Q, line 10, 20 -> 11: OIL, then FAT
    Made on 2026-01-05 08:00Z (smells) with 0.4 kg left over; 5.4 kg of OIL may be used now.
`}
	for name, test := range tests {
		var got strings.Builder
		show.Work(&got, &test.diff)
		if diff := cmp.Diff(test.want, got.String()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

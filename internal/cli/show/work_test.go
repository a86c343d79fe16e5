package show_test

import (
	"strings"
	"testing"

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
	for name, test := range tests {
		var got strings.Builder
		show.Work(&got, &test.diff)
		if diff := cmp.Diff(test.want, got.String()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

package show_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tracewright/tracewright/api"
	"github.com/tracewright/tracewright/internal/cli/show"
)

func TestSummarySaysHowMuchChangesAndWhere(t *testing.T) {
	t.Parallel()
	changes := []api.PlantChange{
		{Path: "site.name", Op: "changed", Old: "A", New: "B"},
		{Path: "areas[ASSEMBLY].lines[L1].stations[ST-10].operations", Op: "changed"},
		{Path: "areas[ASSEMBLY].lines[L1].stations[ST-70]", Op: "added"},
		{Path: "areas[ASSEMBLY].lines[L2]", Op: "removed"},
		{Path: "parts[PUMP-100 rev B].bom[20].quantity", Op: "changed"},
		{Path: "parts[PUMP-100 rev B].name", Op: "changed"},
		{Path: "parts[SEAL-4]", Op: "added"},
	}
	var out strings.Builder
	if err := show.Summary(&out, changes); err != nil {
		t.Fatal(err)
	}
	want := `  site      1 changed           
  stations  1 added, 1 changed  ST-10, ST-70
  lines     1 removed           L2
  parts     1 added, 2 changed  PUMP-100 rev B, SEAL-4
`
	if diff := cmp.Diff(want, out.String()); diff != "" {
		t.Errorf("summary (-want +got):\n%s", diff)
	}
}

package plant

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestChangedPartsAreThoseMadeInAnotherWay(t *testing.T) {
	t.Parallel()
	src := everything(t)
	tests := map[string]struct {
		old, new string
		want     []string
	}{
		"nothing":     {"", "", nil},
		"name":        {"name: Controller works", "name: Works", nil},
		"limit":       {"upper: 1.30", "upper: 1.25", []string{"MC-200 route"}},
		"operation":   {"- {code: SOLDER, name", "- {code: WASH}\n      - {code: SOLDER, name", []string{"BOARD-5 route"}},
		"quantity":    {"quantity: 2.5", "quantity: 2.4", []string{"MC-200 bill"}},
		"phantom":     {"{line: 10, part: HOUSING-10}", "{line: 10, part: HOUSING-10, use: consume}", []string{"MC-200 bill"}},
		"route":       {"route: BOARD\n", "route: CONTROLLER\n", []string{"BOARD-5 route"}},
		"revision":    {"revision: A\n", "revision: B\n", []string{"MC-200 gone"}},
		"bought part": {"shelfLife: P365D", "shelfLife: P300D", nil},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if !strings.Contains(src, test.old) {
				t.Fatalf("the definition has no %q", test.old)
			}
			var got []string
			for _, c := range ChangedParts(parsed(t, src).Index(), parsed(t, strings.Replace(src, test.old, test.new, 1)).Index()) {
				what := "gone"
				if c.New != nil {
					what = strings.TrimSpace(map[bool]string{true: "route"}[c.Route] + " " + map[bool]string{true: "bill"}[c.Bill])
				}
				got = append(got, fmt.Sprint(c.Old.Number, " ", what))
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("changed parts (-want +got):\n%s", diff)
			}
		})
	}
}

func TestNextIsWhatIsNotPassedYet(t *testing.T) {
	t.Parallel()
	x := parsed(t, everything(t)).Index()
	part, _ := x.Part("MC-200", "")
	bought, _ := x.Part("RADIO-2", "")
	tests := map[string]struct {
		part   *Part
		passed string
		want   string
	}{
		"first":                {part, "", "GLUE"},
		"second":               {part, "GLUE", "ASSEMBLE"},
		"voided in the middle": {part, "GLUE TIGHTEN TEST", "ASSEMBLE"},
		"optional is skipped":  {part, "GLUE ASSEMBLE TIGHTEN TEST", "PACK"},
		"end":                  {part, "GLUE ASSEMBLE TIGHTEN TEST PACK", ""},
		"bought":               {bought, "", ""},
	}
	for name, test := range tests {
		got := ""
		if o, ok := x.Next(test.part, func(code string) bool { return strings.Contains(" "+test.passed+" ", " "+code+" ") }); ok {
			got = o.Code
		}
		if got != test.want {
			t.Errorf("%s: got %q, want %q", name, got, test.want)
		}
	}
}

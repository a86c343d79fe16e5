package plant

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func lineNumbers(lines []*BOMLine) (numbers []string) {
	for _, l := range lines {
		numbers = append(numbers, l.Line)
	}
	return numbers
}

func TestIndexFindsWhatAScanNeeds(t *testing.T) {
	t.Parallel()
	x := parsed(t, small).Index()
	station, line, area, ok := x.Station("ST-20")
	if !ok || station.Code != "ST-20" || line.Code != "L1" || area.Code != "ASSY" {
		t.Errorf("Station: got %v %v %v %v", station, line, area, ok)
	}
	if _, _, _, ok := x.Station("ST-99"); ok {
		t.Error("a station that is not there was found")
	}
	pump, ok := x.PartByGTIN("04006381333931")
	if !ok || pump.Number != "PUMP" {
		t.Fatalf("PartByGTIN: got %v %v", pump, ok)
	}
	route, ok := x.RouteOf(pump)
	if !ok || route.Code != "PUMP" {
		t.Errorf("RouteOf: got %v %v", route, ok)
	}
	operation, ordinal, ok := x.Operation("PUMP", "ASSEMBLE")
	if !ok || ordinal != 1 || operation.Characteristics[0].Code != "TORQUE" {
		t.Errorf("Operation: got %v %d %v", operation, ordinal, ok)
	}
	motor, _ := x.Part("MOTOR", "")
	if _, ok := x.RouteOf(motor); ok {
		t.Error("a bought part has a route")
	}
	tests := map[string]struct{ got, want []string }{
		"at its operation":  {lineNumbers(x.LinesAt(pump, "ASSEMBLE")), []string{"10", "20", "30"}},
		"at another":        {lineNumbers(x.LinesAt(pump, "PREP")), []string{"20", "30"}},
		"for the component": {lineNumbers(x.LinesFor(pump, "MOTOR")), []string{"10"}},
		"for the alternate": {lineNumbers(x.LinesFor(pump, "MOTOR-X")), []string{"10"}},
		"for a stranger":    {lineNumbers(x.LinesFor(pump, "PUMP")), nil},
		"of a bought part":  {lineNumbers(x.LinesAt(motor, "PREP")), nil},
	}
	for name, test := range tests {
		if diff := cmp.Diff(test.want, test.got); diff != "" {
			t.Errorf("lines %s (-want +got):\n%s", name, diff)
		}
	}
}

func TestIndexTakesLastRevisionAsNewest(t *testing.T) {
	t.Parallel()
	x := parsed(t, "parts:\n- {number: P, revision: C}\n- {number: Q}\n- {number: P, revision: B}\n").Index()
	for revision, want := range map[string]string{"": "B", "B": "B", "C": "C"} {
		if p, ok := x.Part("P", revision); !ok || p.Revision != want {
			t.Errorf("Part(P, %q): got %v %v, want revision %s", revision, p, ok, want)
		}
	}
	if p, ok := x.Part("P", "D"); ok {
		t.Errorf("Part(P, D): got %v, want none", p)
	}
	if got := len(x.Revisions("P")); got != 2 {
		t.Errorf("got %d revisions, want 2", got)
	}
}

func TestModeComesFromStationThenPlantThenWatch(t *testing.T) {
	t.Parallel()
	x := parsed(t, small).Index()
	tests := []struct {
		station string
		rule    Rule
		want    Mode
	}{
		{"ST-10", RuleBOM, ModeAsk},
		{"ST-20", RuleBOM, ModeWatch},
		{"ST-10", RuleHold, ModeEnforce},
		{"ST-99", RuleHold, ModeEnforce},
		{"ST-99", RuleLimits, ModeWatch},
	}
	for _, test := range tests {
		if got := x.ModeOf(test.station, test.rule); got != test.want {
			t.Errorf("ModeOf(%s, %s): got %s, want %s", test.station, test.rule, got, test.want)
		}
	}
}

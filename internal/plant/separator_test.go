package plant

import (
	"slices"
	"testing"
)

func TestSeparatorsOfTheStationStandBeforeThoseOfThePlant(t *testing.T) {
	t.Parallel()
	d := &Definition{
		Site: Site{Code: "S"}, Separators: []string{"~"},
		Areas: []Area{{Code: "A", Lines: []Line{{Code: "L", Stations: []Station{{Code: "S1", Separators: []string{"{GS}", "%"}}, {Code: "S2"}}}}}},
	}
	x := d.Index()
	for station, want := range map[string][]string{"S1": {"{GS}", "%"}, "S2": {"~"}, "": {"~"}, "S9": {"~"}} {
		if got := x.Separators(station); !slices.Equal(got, want) {
			t.Errorf("%s: got %q", station, got)
		}
	}
	if errs := d.Check(); len(errs) > 0 {
		t.Error(errs)
	}
	d.Separators = []string{"", "GS", "7", "\x1d", "~", "~", "a separator that is long"}
	if errs := d.Check(); len(errs) != 6 {
		t.Errorf("got %v", errs)
	}
}

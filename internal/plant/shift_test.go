package plant_test

import (
	"testing"
	"time"

	"github.com/tracewright/tracewright/internal/plant"
)

func TestShiftAtFollowsTheClockOnTheWall(t *testing.T) {
	t.Parallel()
	d := plant.Definition{
		Site: plant.Site{Code: "X", Zone: "Europe/Berlin"},
		Shifts: []plant.Shift{
			{Code: "EARLY", Start: "06:00", End: "14:00", Days: []plant.Day{"mon", "tue"}},
			{Code: "NIGHT", Start: "22:00", End: "06:00"},
		},
	}
	x := d.Index()
	for at, want := range map[string]string{
		"2026-01-05T05:00:00Z": "EARLY", // Monday 06:00
		"2026-01-05T04:59:00Z": "NIGHT",
		"2026-01-05T13:00:00Z": "", // 14:00, between shifts
		"2026-01-07T06:00:00Z": "", // Wednesday
		"2026-01-05T21:00:00Z": "NIGHT",
		"2026-03-29T00:30:00Z": "NIGHT", // 01:30, before the clock goes forward
		"2026-03-29T03:59:00Z": "NIGHT", // 05:59 summer time
		"2026-03-29T04:00:00Z": "",      // 06:00 summer time, Sunday
	} {
		instant, err := time.Parse(time.RFC3339, at)
		if err != nil {
			t.Fatal(err)
		}
		if got := x.ShiftAt(instant); got != want {
			t.Errorf("%s: %q, want %q", at, got, want)
		}
	}
}

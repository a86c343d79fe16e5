package demo_test

import (
	"testing"
	"time"

	"github.com/tracewright/tracewright/internal/demo"
	"github.com/tracewright/tracewright/internal/plant"
)

func TestDefinitionIsSound(t *testing.T) {
	t.Parallel()
	for _, p := range demo.Plants() {
		if _, err := plant.Parse([]byte(p.Definition)); err != nil {
			t.Errorf("%s: %v", p.Name, err)
		}
	}
}

// A history is made in working hours, in the order of time, and ends when it is
// to, also where the clocks were changed meanwhile.
func TestPastKeepsWorkingHoursOverTheChangeOfTheClocks(t *testing.T) {
	t.Parallel()
	zone, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	for _, end := range []time.Time{
		time.Date(2026, time.October, 27, 10, 30, 0, 0, zone), // after summer time
		time.Date(2026, time.March, 31, 5, 0, 0, 0, zone),     // after winter time, before work
		time.Date(2026, time.March, 29, 12, 0, 0, 0, zone),    // on that Sunday
	} {
		const units = 1000
		f := demo.Plants()[0].Past(7, units, end)
		last := f.Now()
		if end.Sub(last) < 72*time.Hour {
			t.Errorf("the history from %s to %s is short", last, end)
		}
		for f.Made() < units {
			a := f.Next()
			f.Answered(a, demo.Answer{Permitted: true})
			if a.At.Before(last) {
				t.Fatalf("%s at %s follows %s", a.Verb, a.At, last)
			}
			last = a.At
			clock := a.At.Hour()*60 + a.At.Minute()
			if day := a.At.Weekday(); day == time.Saturday || day == time.Sunday || clock < 6*60 || clock > 14*60 {
				t.Fatalf("%s at %s is outside of working hours", a.Verb, a.At)
			}
		}
		if open := end.Sub(last); open < 0 || end.Weekday() != time.Sunday && open > 24*time.Hour || open > 72*time.Hour {
			t.Errorf("the last act is at %s, not before %s", last, end)
		}
	}
}

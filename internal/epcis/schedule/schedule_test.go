package schedule_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/tracewright/tracewright/internal/epcis/schedule"
)

func TestNextTimeFitsEveryField(t *testing.T) {
	t.Parallel()
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	at := func(text string) time.Time {
		when, err := time.ParseInLocation(time.DateTime, text, berlin)
		if err != nil {
			t.Fatal(err)
		}
		return when
	}
	for _, c := range []struct {
		name        string
		fields      schedule.Fields
		after, want string
	}{
		{"once a day", schedule.Fields{Hour: "1", Minute: "5"}, "2026-11-23 01:05:00", "2026-11-24 01:05:00"},
		{"the same day", schedule.Fields{Hour: "1", Minute: "5"}, "2026-11-23 01:04:59", "2026-11-23 01:05:00"},
		{"every minute of an hour", schedule.Fields{Hour: "8", Minute: "[0-59]"}, "2026-11-23 08:30:10", "2026-11-23 08:31:00"},
		{"every half minute", schedule.Fields{Second: "0,30"}, "2026-11-23 08:30:10", "2026-11-23 08:30:30"},
		{"by steps", schedule.Fields{Second: "0/30"}, "2026-11-23 08:30:30", "2026-11-23 08:31:00"},
		{"Sundays", schedule.Fields{DayOfWeek: "7"}, "2026-11-23 08:00:00", "2026-11-29 00:00:00"},
		{"Mondays to Fridays at 6", schedule.Fields{DayOfWeek: "[1-5]", Hour: "6"}, "2026-11-27 06:00:00", "2026-11-30 06:00:00"},
		{"the last day of some months", schedule.Fields{DayOfMonth: "31"}, "2026-11-01 00:00:00", "2026-12-31 00:00:00"},
		{"a leap day on a Sunday", schedule.Fields{DayOfMonth: "29", Month: "2", DayOfWeek: "7"}, "2026-11-01 00:00:00", "2032-02-29 00:00:00"},
		{"an hour that the clock skips", schedule.Fields{Hour: "2", Minute: "30"}, "2027-03-28 00:00:00", "2027-03-29 02:30:00"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s, err := schedule.Parse(c.fields)
			if err != nil {
				t.Fatal(err)
			}
			if got := s.Next(at(c.after)); !got.Equal(at(c.want)) {
				t.Errorf("after %s it is due at %s, want %s", c.after, got, c.want)
			}
		})
	}
}

func TestWrongFieldIsNamed(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		fields schedule.Fields
		field  string
	}{
		{schedule.Fields{}, ""},
		{schedule.Fields{Second: "60"}, "second"},
		{schedule.Fields{Minute: "-1"}, "minute"},
		{schedule.Fields{Hour: "24"}, "hour"},
		{schedule.Fields{Hour: "+1"}, "hour"},
		{schedule.Fields{Hour: "1-5"}, "hour"},
		{schedule.Fields{Hour: "[5-1]"}, "hour"},
		{schedule.Fields{Hour: "[1-5"}, "hour"},
		{schedule.Fields{Hour: "0/0"}, "hour"},
		{schedule.Fields{DayOfMonth: "0"}, "dayOfMonth"},
		{schedule.Fields{DayOfMonth: "30", Month: "2"}, "dayOfMonth"},
		{schedule.Fields{Month: "13"}, "month"},
		{schedule.Fields{DayOfWeek: "0"}, "dayOfWeek"},
		{schedule.Fields{DayOfWeek: "1,,2"}, "dayOfWeek"},
		{schedule.Fields{Minute: "*"}, "minute"},
	} {
		_, err := schedule.Parse(c.fields)
		e, ok := errors.AsType[*schedule.Error](err)
		if !ok || e.Field != c.field || e.Fix == "" {
			t.Errorf("%+v: %v, want an error of %q", c.fields, err, c.field)
		}
	}
}

// TestNextIsTheFirstThatFits holds Next against looking at every second.
func TestNextIsTheFirstThatFits(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		second, minute, hour := rapid.IntRange(0, 59).Draw(t, "second"), rapid.IntRange(0, 59).Draw(t, "minute"), rapid.IntRange(0, 2).Draw(t, "hour")
		s, err := schedule.Parse(schedule.Fields{Second: fmt.Sprint(second), Minute: fmt.Sprintf("[%d-%d]", minute, min(minute+3, 59)), Hour: fmt.Sprintf("0,%d", hour)})
		if err != nil {
			t.Fatal(err)
		}
		after := time.Date(2026, 11, 23, rapid.IntRange(0, 23).Draw(t, "now hour"), rapid.IntRange(0, 59).Draw(t, "now"), 7, 0, time.UTC)
		want := after.Add(time.Second)
		for want.Second() != second || want.Minute() < minute || want.Minute() > minute+3 || want.Hour() != 0 && want.Hour() != hour {
			want = want.Add(time.Second)
		}
		if got := s.Next(after); !got.Equal(want) {
			t.Fatalf("after %s it is due at %s, want %s", after, got, want)
		}
	})
}

func FuzzParse(f *testing.F) {
	f.Add("0,30", "[1-5]", "0/2")
	f.Fuzz(func(t *testing.T, second, hour, day string) {
		s, err := schedule.Parse(schedule.Fields{Second: second, Hour: hour, DayOfWeek: day})
		if err != nil {
			return
		}
		after := time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)
		if next := s.Next(after); !next.After(after) {
			t.Errorf("%q %q %q: after %s comes %s", second, hour, day, after, next)
		}
	})
}

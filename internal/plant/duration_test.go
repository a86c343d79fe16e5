package plant

import "testing"

func TestDurationIsExact(t *testing.T) {
	t.Parallel()
	tests := map[Duration]int64{ // 0: refused
		"PT1S": 1e6, "PT0.000001S": 1, "PT1.5S": 1_500_000, "PT30M": 1800e6, "PT168H": 604_800e6, "P7D": 604_800e6, "P1W": 604_800e6,
		"P180D": 15_552_000e6, "P1DT12H": 129_600e6, "PT1H1M1.25S": 3_661_250_000, "P36500D": MaxDuration, "PT0H1M": 60e6,
		"": 0, "P": 0, "PT": 0, "P1DT": 0, "PT0S": 0, "P1Y": 0, "P1M": 0, "P1Y6M": 0, "P1W1D": 0, "-PT1S": 0, "PT-1S": 0, "PT1.5M": 0,
		"PT1.0000001S": 0, "1h": 0, "24:00": 0, "pt1s": 0, "PT1S ": 0, "P36501D": 0, "PT9999999999S": 0, "P1D1H": 0, "PT1S1M": 0,
	}
	for d, want := range tests {
		if got, ok := d.Micros(); ok != (want > 0) || ok && got != want {
			t.Errorf("%q: got %d %v, want %d", d, got, ok, want)
		}
	}
}

func TestOverrideLastsAShiftByDefault(t *testing.T) {
	t.Parallel()
	for valid, want := range map[Duration]int64{"": 8 * microsOfHour, "PT1H": microsOfHour} {
		if got := (Override{Valid: valid}).Lasts(); got != want {
			t.Errorf("%q: got %d, want %d", valid, got, want)
		}
	}
}

func TestShiftEndsAfterItsStart(t *testing.T) {
	t.Parallel()
	tests := []struct {
		start, end         string
		wantStart, wantEnd int
		ok                 bool
	}{
		{"06:00", "14:00", 360, 840, true},
		{"22:00", "06:30", 1320, 1830, true},
		{"00:00", "00:00", 0, 1440, true},
		{"6:00", "14:00", 0, 0, false},
		{"06:00", "24:00", 0, 0, false},
		{"", "", 0, 0, false},
	}
	for _, test := range tests {
		start, end, ok := Shift{Start: test.start, End: test.end}.Minutes()
		if start != test.wantStart || end != test.wantEnd || ok != test.ok {
			t.Errorf("%s-%s: got %d %d %v", test.start, test.end, start, end, ok)
		}
	}
}

package plant

import (
	"strings"
	"testing"
)

func TestDecimalIsPlain(t *testing.T) {
	t.Parallel()
	tests := map[Decimal]bool{
		"0": true, "-0": true, "4.80": true, "-273.15": true, "0.001": true,
		"": false, "-": false, ".5": false, "5.": false, "+5": false, "1e3": false, "4,80": false, "01": false,
		"1_000": false, "0x1F": false, "NaN": false, "--1": false, "1.2.3": false, "٣": false,
		Decimal(strings.Repeat("9", 30)):               true,
		Decimal("0." + strings.Repeat("9", 30)):        false,
		Decimal("-0." + strings.Repeat("9", 29)):       true,
		Decimal(strings.Repeat("9", 1<<16)):            false,
		Decimal("1." + strings.Repeat("0", 29) + "\n"): false,
	}
	for d, want := range tests {
		if got := d.Valid(); got != want {
			t.Errorf("%.40q: got %v, want %v", d, got, want)
		}
	}
}

func TestDecimalsCompareByValue(t *testing.T) {
	t.Parallel()
	tests := []struct {
		a, b Decimal
		want int
	}{
		{"4.8", "4.80", 0},
		{"-1", "1", -1},
		{"10", "9", 1},
		{"0", "-0", 0},
		{"0.30000000000000000000000000001", "0.3", 1},
	}
	for _, test := range tests {
		if got := test.a.Cmp(test.b); got != test.want {
			t.Errorf("%s with %s: got %d, want %d", test.a, test.b, got, test.want)
		}
	}
}

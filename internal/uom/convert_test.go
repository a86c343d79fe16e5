package uom_test

import (
	"math/big"
	"testing"

	"github.com/tracewright/tracewright/internal/uom"
)

func TestAmountsInDifferentUnitsAreCompared(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		code, amount, quantity, want string
	}{
		{"CEL", "26", "temperature", "299.15"},
		{"FAH", "212", "temperature", "373.15"},
		{"KEL", "0.5", "temperature", "0.5"},
		{"HN", "1", "pressure", "133.3224"},
		{"F79", "1", "pressure", "3386.39"},
		{"F78", "1", "pressure", "249.089"},
		{"GRM", "1500", "mass", "1.5"},
		{"LBR", "2", "mass", "0.90718474"},
		{"KMH", "36", "speed", "10"},
	} {
		amount, _ := new(big.Rat).SetString(c.amount)
		want, _ := new(big.Rat).SetString(c.want)
		quantity, got, ok := uom.SI(c.code, amount)
		if !ok || quantity != c.quantity || got.Cmp(want) != 0 {
			t.Errorf("%s %s is %v of %s (%v), want %s of %s", c.amount, c.code, got, quantity, ok, c.want, c.quantity)
		}
	}
	if _, _, ok := uom.SI("XYZ", big.NewRat(1, 1)); ok {
		t.Error("an unknown unit was converted")
	}
}

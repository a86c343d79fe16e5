package uom_test

import (
	"testing"

	"github.com/tracewright/tracewright/internal/uom"
)

func TestSymbolIsWhatPeopleWrite(t *testing.T) {
	t.Parallel()
	for code, want := range map[string]string{"41": "ml/min", "NU": "N·m", "MTK": "m²", "CEL": "°C", "C62": "pcs", "XYZ": "XYZ", "": ""} {
		if got := uom.Symbol(code); got != want {
			t.Errorf("%q is written %q, want %q", code, got, want)
		}
	}
}

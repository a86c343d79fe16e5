package uom_test

import (
	"encoding/csv"
	"math"
	"math/big"
	"os"
	"path/filepath"
	"testing"

	"github.com/go-json-experiment/json"

	"github.com/tracewright/tracewright/internal/uom"
)

// The symbols are those of Recommendation 20, revision 17, but for what it has
// none for or writes otherwise than people do.
func TestSymbolsAreThoseOfTheRecommendation(t *testing.T) {
	t.Parallel()
	dir := os.Getenv("CONFORMANCE_DIR")
	if dir == "" {
		t.Skip("NOT RUN: set CONFORMANCE_DIR to the folder of public test vectors to run this test")
	}
	f, err := os.Open(filepath.Join(dir, "units", "unece-rec20-rev17.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	standard := map[string]string{}
	for _, row := range rows {
		standard[row[1]] = row[5]
	}
	ours := map[string]bool{"C62": true, "P1": true, "DZN": true, "GLL": true, "KNM": true}
	for _, code := range uom.Codes() {
		symbol, known := standard[code]
		switch {
		case !known:
			t.Errorf("there is no unit %s", code)
		case symbol != "" && symbol != uom.Symbol(code) && !ours[code]:
			t.Errorf("%s is %q, want %q", code, uom.Symbol(code), symbol)
		}
	}
}

// The factors are those of Recommendation 20, as far as it gives digits.
func TestFactorsAreThoseOfTheRecommendation(t *testing.T) {
	t.Parallel()
	dir := os.Getenv("CONFORMANCE_DIR")
	if dir == "" {
		t.Skip("NOT RUN: set CONFORMANCE_DIR to the folder of public test vectors to run this test")
	}
	b, err := os.ReadFile(filepath.Join(dir, "units", "rec20-conversion-factors.json"))
	if err != nil {
		t.Fatal(err)
	}
	var rows []struct {
		Code   string `json:"commonCode"`
		Factor *struct {
			Factor float64 `json:"factor"`
		} `json:"conversionFactor"`
	}
	if err := json.Unmarshal(b, &rows); err != nil {
		t.Fatal(err)
	}
	compared := 0
	for _, row := range rows {
		_, zero, ok := uom.SI(row.Code, new(big.Rat))
		if !ok || row.Factor == nil {
			continue
		}
		_, one, _ := uom.SI(row.Code, big.NewRat(1, 1))
		got, _ := one.Sub(one, zero).Float64()
		if math.Abs(got/row.Factor.Factor-1) > 5e-5 { // some are rounded there
			t.Errorf("1 %s is %v, want %v", row.Code, got, row.Factor.Factor)
		}
		compared++
	}
	if compared < 100 {
		t.Errorf("only %d units were compared", compared)
	}
}

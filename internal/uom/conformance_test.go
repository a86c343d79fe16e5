package uom_test

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"testing"

	"github.com/tracewright/tracewright/internal/uom"
)

// The symbols are those of Recommendation 20, revision 17, but for what it has
// none for or writes otherwise than people do.
func TestSymbolsAreThoseOfTheRecommendation(t *testing.T) {
	t.Parallel()
	dir := os.Getenv("CONFORMANCE_DIR")
	if dir == "" {
		t.Skip("CONFORMANCE_DIR is not set")
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

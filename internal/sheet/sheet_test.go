package sheet

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
)

var noon = time.Date(2026, 1, 5, 12, 0, 0, 0, time.FixedZone("CET", 3600))

// hostile are texts that somebody may print on a label.
var hostile = []string{"=1+1", "+1", "-1", "@SUM(A1)", "\tx", `=HYPERLINK("http://example.com")`, "a\x00b\x1d", "Größe \u202e", strings.Repeat("ü", maxText+1), ""}

func TestTextsOfAWorkbookAreNoFormulas(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	w, err := XLSX(&b, "trace", "text", "number", "time", "yes")
	if err != nil {
		t.Fatal(err)
	}
	for i, text := range hostile {
		if err := w.Row(text, i, noon, true); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Row("last", 1, time.Time{}, false); err != nil {
		t.Fatal(err)
	}
	if err := w.Close("not whole"); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	for i, text := range hostile {
		at, _ := excelize.CoordinatesToCellName(1, i+2)
		if formula, err := f.GetCellFormula("trace", at); formula != "" || err != nil {
			t.Errorf("%s is the formula %q, %v", at, formula, err)
		}
		if got, err := f.GetCellValue("trace", at); got != clean(text) || err != nil {
			t.Errorf("%s is %.40q, %v", at, got, err)
		}
	}
	rows, err := f.GetRows("trace")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([][]string{{"text", "number", "time", "yes"}, {"=1+1", "0", "2026-01-05 11:00:00", "TRUE"}}, rows[:2]); diff != "" {
		t.Errorf("rows (-want +got):\n%s", diff)
	}
	if last := rows[len(rows)-1]; last[0] != "not whole" {
		t.Errorf("the last row is %q", last)
	}
}

func TestTextsOfCommasAreNoFormulas(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	w, err := CSV(&b, "text", "time")
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range hostile {
		if err := w.Row(text, noon); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close("not whole"); err != nil {
		t.Fatal(err)
	}
	in := csv.NewReader(&b)
	in.FieldsPerRecord = -1
	rows, err := in.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		if row[0] != "" && strings.ContainsRune("=+-@\t\r", rune(row[0][0])) {
			t.Errorf("%.40q is a formula", row[0])
		}
	}
	if len(rows) != len(hostile)+2 || rows[1][1] != "2026-01-05T11:00:00Z" {
		t.Errorf("%d rows, the first %q", len(rows), rows[1])
	}
}

func TestACellOfAnotherKindIsRefused(t *testing.T) {
	t.Parallel()
	for _, begin := range []func() (Writer, error){
		func() (Writer, error) { return CSV(&bytes.Buffer{}, "a") },
		func() (Writer, error) { return XLSX(&bytes.Buffer{}, "s", "a") },
	} {
		w, err := begin()
		if err != nil {
			t.Fatal(err)
		}
		if err := w.Row(1.5); err == nil {
			t.Error("a float is taken")
		}
	}
}

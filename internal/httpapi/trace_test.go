package httpapi_test

import (
	"encoding/csv"
	"net/http"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/tracewright/tracewright/internal/sqldb/sqldbtest"
)

// TestATraceIsGivenInEveryForm: the same objects in each of them, by a parameter
// and by a header.
func TestATraceIsGivenInEveryForm(t *testing.T) {
	t.Parallel()
	s := shop(t, sqldbtest.SQLite(t))
	const path = "/api/v1/trace?object=SN1"
	table, err := csv.NewReader(strings.NewReader(s.send(http.MethodGet, path+"&format=csv", "operator", "").body)).ReadAll()
	if err != nil || len(table) < 3 || table[1][3] != "SN1" {
		t.Fatalf("%v in %v", err, table)
	}
	res := s.send(http.MethodGet, path, "operator", "", "Accept: text/html, application/vnd.openxmlformats-officedocument.spreadsheetml.sheet;q=0.9")
	book, err := excelize.OpenReader(strings.NewReader(res.body))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = book.Close() }()
	rows, err := book.GetRows("trace")
	if err != nil || len(rows) != len(table) {
		t.Fatalf("%v, %d rows, want %d", err, len(rows), len(table))
	}
	for i := range rows {
		if rows[i][1] != table[i][1] {
			t.Errorf("row %d is of %s, want %s", i, rows[i][1], table[i][1])
		}
	}
	if got := res.header.Get("Content-Disposition"); got != `attachment; filename="trace-back-SN1.xlsx"` {
		t.Errorf("the file is %s", got)
	}
	report := s.send(http.MethodGet, path+"&format=pdf", "operator", "")
	if report.status != http.StatusOK || report.header.Get("Content-Type") != "application/pdf" || !strings.HasPrefix(report.body, "%PDF") {
		t.Errorf("the report is %s, status %d", report.header.Get("Content-Type"), report.status)
	}
	told := eventsIn(t, s.send(http.MethodGet, path+"&format=epcis", "operator", ""))
	same := eventsIn(t, s.send(http.MethodGet, "/api/v1/objects/SN1/epcis?trace=back", "operator", ""))
	if len(told) == 0 || len(told) != len(same) {
		t.Errorf("%d events, want %d", len(told), len(same))
	}
	if res := s.send(http.MethodGet, path+"&format=doc", "operator", ""); res.status != http.StatusUnprocessableEntity {
		t.Errorf("another format has status %d", res.status)
	}
}

// TestACutTraceSaysSoInItsFile: whoever opens the file must not take it for all.
func TestACutTraceSaysSoInItsFile(t *testing.T) {
	t.Parallel()
	s := shop(t, sqldbtest.SQLite(t))
	const path = "/api/v1/trace?object=SN1&maxNodes=1"
	if res := s.send(http.MethodGet, path+"&format=csv", "operator", ""); !strings.Contains(res.body, "THE ANSWER IS NOT WHOLE: ") {
		t.Errorf("the file says nothing: %s", res.body)
	}
	if res := s.send(http.MethodGet, path+"&format=epcis", "operator", ""); res.status == http.StatusOK {
		t.Error("events of a part of it are given as all")
	}
}

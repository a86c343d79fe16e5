package httpapi_test

import (
	"net/http"
	"strconv"
	"strings"
	"testing"

	"github.com/go-json-experiment/json"

	"github.com/tracewright/tracewright/api"
	"github.com/tracewright/tracewright/internal/sqldb/sqldbtest"
)

// TestARecordIsWholeAndProven: it has what the lists of the object have, and its
// proof is that of the journal.
func TestARecordIsWholeAndProven(t *testing.T) {
	t.Parallel()
	s := shop(t, sqldbtest.SQLite(t))
	var r api.Record
	if err := json.Unmarshal([]byte(s.send(http.MethodGet, "/api/v1/objects/SN1/record", "operator", "").body), &r); err != nil {
		t.Fatal(err)
	}
	var history api.List[api.Event]
	if err := json.Unmarshal([]byte(s.send(http.MethodGet, "/api/v1/objects/SN1/history", "operator", "").body), &history); err != nil {
		t.Fatal(err)
	}
	if len(r.History) == 0 || len(r.History) != len(history.Items) || len(r.Visits) == 0 || len(r.Built.Parts) != 2 || len(r.Cut) > 0 {
		t.Errorf("%d of %d events, %d visits, %d parts, cut %v", len(r.History), len(history.Items), len(r.Visits), len(r.Built.Parts), r.Cut)
	}
	var last api.Entry
	if err := json.Unmarshal([]byte(s.send(http.MethodGet, "/api/v1/journal/entries/"+strconv.FormatInt(r.Proof.Last, 10), "auditor", "").body), &last); err != nil {
		t.Fatal(err)
	}
	checkpoint := s.send(http.MethodGet, "/api/v1/journal/checkpoint", "auditor", "").body
	if r.Proof.Leaf == "" || r.Proof.Leaf != last.Leaf || r.Proof.Last != r.History[len(r.History)-1].Seq || r.Proof.Checkpoint != checkpoint {
		t.Errorf("the proof %+v is not that of entry %d, leaf %s, %s", r.Proof, last.Seq, last.Leaf, checkpoint)
	}
	for _, object := range []string{"SN1", "S-77", "SN2"} {
		report := s.send(http.MethodGet, "/api/v1/objects/"+object+"/record?format=pdf", "operator", "")
		if report.header.Get("Content-Type") != "application/pdf" || !strings.HasPrefix(report.body, "%PDF") {
			t.Errorf("%s: status %d, %s", object, report.status, report.header.Get("Content-Type"))
		}
	}
}

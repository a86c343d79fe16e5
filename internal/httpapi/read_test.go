package httpapi_test

import (
	"net/http"
	"net/url"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/tracewright/tracewright/internal/golden"
	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/sqldb/sqldbtest"
	"github.com/tracewright/tracewright/internal/track"
)

// TestReads keeps what each read answers: the same on both databases.
func TestReads(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name string // of the golden file
		path string
		as   string
	}{
		{"object", "/api/v1/objects/SN1", "operator"},
		{"object-inside", "/api/v1/objects/H1", "operator"},
		{"object-held", "/api/v1/objects/S-77", "operator"},
		{"object-unknown", "/api/v1/objects/NOSUCH", "operator"},
		{"objects-of-part", "/api/v1/objects?part=MOTOR-20", "operator"},
		{"objects-by-text", "/api/v1/objects?text=BOX-&limit=1", "operator"},
		{"objects-next-page", "/api/v1/objects?text=BOX-&limit=1&after=3gdx5ttn-0000005-1", "operator"},
		{"history", "/api/v1/objects/SN1/history?limit=2", "operator"},
		{"history-next-page", "/api/v1/objects/SN1/history?limit=2&after=1", "operator"},
		{"trace-back", "/api/v1/objects/SN1/trace", "operator"},
		{"trace-forward", "/api/v1/objects/S-77/trace?direction=forward&depth=2&kinds=installed&kinds=consumed", "operator"},
		{"trace-of-named", "/api/v1/trace?object=S-77&object=SN1&direction=forward", "operator"},
		{"trace-of-station", "/api/v1/trace?station=ST-20&part=PUMP-100&until=2026-01-05T07:00:00Z&depth=1", "operator"},
		{"trace-of-value", "/api/v1/trace?characteristic=TORQUE&atLeast=1&atMost=100&direction=forward", "operator"},
		{"trace-of-nothing", "/api/v1/trace?direction=forward", "operator"},
		{"trace-of-unknown", "/api/v1/trace?object=NOSUCH", "operator"},
		{"trace-of-bad-range", "/api/v1/trace?characteristic=TORQUE&atLeast=much", "operator"},
		{"trace-graph", "/api/v1/trace/graph?object=SN1", "operator"},
		{"trace-cut", "/api/v1/trace?part=PUMP-100&maxNodes=1", "operator"},
		{"tree", "/api/v1/objects/SN1/tree", "operator"},
		{"tree-earlier", "/api/v1/objects/SN1/tree?asOf=2026-01-05T06:00:07Z", "operator"},
		{"object-measurements", "/api/v1/objects/SN2/measurements?limit=2", "operator"},
		{"object-holds", "/api/v1/objects/S-77/holds", "operator"},
		{"identifiers", "/api/v1/objects/BOX-2/identifiers", "operator"},
		{"called", "/api/v1/identifiers?value=SN1&at=2026-01-05T07:00:00Z", "operator"},
		{"called-before", "/api/v1/identifiers?value=SN1&scheme=alias", "operator"},
		{"called-without-value", "/api/v1/identifiers", "operator"},
		{"lots", "/api/v1/lots?maker=BOLT&limit=2", "operator"},
		{"wip", "/api/v1/wip", "operator"},
		{"map", "/api/v1/map?asOf=2026-01-05T06:00:16Z", "operator"},
		{"map-bad-time", "/api/v1/map?asOf=noon", "operator"},
		{"station", "/api/v1/stations/ST-20", "operator"},
		{"station-queue", "/api/v1/stations/ST-20/queue", "operator"},
		{"station-queue-unknown", "/api/v1/stations/ST-99/queue", "operator"},
		{"station-unknown", "/api/v1/stations/ST-99", "operator"},
		{"station-material", "/api/v1/stations/ST-20/material", "operator"},
		{"station-material-unknown", "/api/v1/stations/ST-99/material", "operator"},
		{"stock", "/api/v1/stock?part=SCREW-M6", "operator"},
		{"stock-of-lot", "/api/v1/stock?lot=SC-1&place=ST-20", "operator"},
		{"holds", "/api/v1/holds?state=open", "operator"},
		{"hold", "/api/v1/holds/H-16", "operator"},
		{"held-objects", "/api/v1/holds/H-16/objects", "operator"},
		{"hold-unknown", "/api/v1/holds/H-1", "operator"},
		{"breaches", "/api/v1/breaches", "operator"},
		{"breach-facts", "/api/v1/breaches/18/facts", "operator"},
		{"breach-facts-of-none", "/api/v1/breaches/3/facts", "operator"},
		{"breach-counts", "/api/v1/breaches/counts?owner=lead", "operator"},
		{"refusals", "/api/v1/refusals?answer=refuse", "operator"},
		{"refusal-counts", "/api/v1/refusals/counts", "operator"},
		{"visits", "/api/v1/visits?limit=1", "operator"},
		{"visits-next-page", "/api/v1/visits?limit=1&open=true", "operator"},
		{"measurements", "/api/v1/measurements?outcome=fail", "operator"},
		{"plant-versions", "/api/v1/plant/versions", "operator"},
		{"plant-changes", "/api/v1/plant/versions/1/changes", "operator"},
		{"plant-changes-unknown", "/api/v1/plant/versions/99/changes?from=1", "operator"},
		{"label-starter", "/api/v1/labels/unit", "operator"},
		{"entry", "/api/v1/journal/entries/3", "auditor"},
		{"entry-unknown", "/api/v1/journal/entries/99999", "auditor"},
		{"proof-unknown", "/api/v1/journal/proofs/inclusion?seq=99&size=10", "auditor"},
		{"bad-limit", "/api/v1/objects?limit=0", "operator"},
		{"bad-parameter", "/api/v1/objects?colour=red", "operator"},
		{"bad-cursor", "/api/v1/visits?after=x", "operator"},
		{"bad-time", "/api/v1/objects/SN1/tree?asOf=yesterday", "operator"},
		{"too-far", "/api/v1/wip?minSeq=99999", "operator"},
	}
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		s := shop(t, db)
		for _, c := range cases {
			t.Run(c.name, func(t *testing.T) {
				res := s.send(http.MethodGet, c.path, c.as, "")
				golden.Check(t, filepath.Join("testdata", "read", c.name+".golden"), res.text())
			})
		}
	})
}

// text is the response as it is kept: the status, and the body indented.
func (r response) text() []byte {
	body := jsontext.Value(r.body)
	if strings.Contains(r.header.Get("Content-Type"), "json") {
		if err := body.Indent(jsontext.WithIndent("  ")); err != nil {
			body = append(body, err.Error()...)
		}
	}
	head := http.StatusText(r.status) + "\n"
	for _, name := range []string{"Content-Type", "Tracewright-Seq", "Retry-After", "Allow"} {
		if v := r.header.Get(name); v != "" {
			head += name + ": " + v + "\n"
		}
	}
	return append([]byte(head+"\n"), stable.ReplaceAll(append(body, '\n'), []byte(`"$1": "…"`))...)
}

// stable leaves out hashes, which change with whatever they cover, and how long an
// answer took.
var stable = regexp.MustCompile(`"(leaf|tookMicros)": ("[^"]*"|\d+)`)

// TestAmbiguousCodeListsItsCandidates: two makers with the same lot text.
func TestAmbiguousCodeListsItsCandidates(t *testing.T) {
	t.Parallel()
	s := shop(t, sqldbtest.SQLite(t))
	s.Do(t, receive("r1", "SEAL-3", "OTHER", "S-77"))
	res := s.send(http.MethodGet, "/api/v1/objects/S-77/trace", "operator", "")
	golden.Check(t, "testdata/ambiguous.golden", res.text())
}

// TestHostileCodesAreNotFound: what no object is called is not found, however
// it is written, and nothing of it comes back as markup.
func TestHostileCodesAreNotFound(t *testing.T) {
	t.Parallel()
	s := shop(t, sqldbtest.SQLite(t))
	for name, code := range map[string]string{
		"long":        strings.Repeat("A", 4096),
		"too long":    strings.Repeat("A", 10_000),
		"control":     "A\x1d\x04\r\nB",
		"nul":         "A\x00B",
		"not utf-8":   "A\xffB",
		"markup":      "<script>alert(1)</script>",
		"label":       "^XA^FDx^FS^XZ",
		"sql":         "' or 1=1 --",
		"dots":        "..",
		"slashes":     "a/b//c",
		"percent":     "%2e%2e%2f",
		"bidi":        "\u202eABC",
		"object like": "aaaaaaaa-0000001-0",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			res := s.send(http.MethodGet, "/api/v1/objects/"+url.PathEscape(code)+"/history", "operator", "")
			if res.status < 400 || res.status >= 500 {
				t.Errorf("status %d: %s", res.status, res.body)
			}
			if ct := res.header.Get("Content-Type"); ct != "application/problem+json" {
				t.Errorf("Content-Type %s", ct)
			}
			if strings.Contains(res.body, "<script") {
				t.Errorf("the markup came back: %s", res.body)
			}
		})
	}
}

// TestARelabelledObjectIsFoundByItsOldLabel, but what is called so today comes
// first.
func TestARelabelledObjectIsFoundByItsOldLabel(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		s := shop(t, db)
		sn1, err := s.client("operator").Object(t.Context(), "SN1")
		if err != nil {
			t.Fatal(err)
		}
		s.Do(t, &track.Command{ID: "new-label", Verb: "re-identify", Args: &track.Reidentify{
			Object: "SN1", Add: []track.NewIdent{{Scheme: track.SchemeSerial, Value: "SN1-B"}}, Retire: []string{"SN1"}, Reason: "label torn",
		}})
		for _, code := range []string{"SN1", "SN1-B", sn1.ID, sn1.URI} {
			if o, err := s.client("operator").Object(t.Context(), code); err != nil || o.ID != sn1.ID {
				t.Errorf("%s: %+v, %v", code, o, err)
			}
		}
		s.Do(t, &track.Command{ID: "again", Verb: "produce-unit", Args: &track.ProduceUnit{Part: "PUMP-100", Serial: "SN1"}})
		if o, err := s.client("operator").Object(t.Context(), "SN1"); err != nil || o.ID == sn1.ID {
			t.Errorf("the number was given again: %+v, %v", o, err)
		}
	})
}

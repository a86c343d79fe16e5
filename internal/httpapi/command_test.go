package httpapi_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tracewright/tracewright/api"
	"github.com/tracewright/tracewright/internal/engine"
	"github.com/tracewright/tracewright/internal/engine/enginetest"
	"github.com/tracewright/tracewright/internal/golden"
	"github.com/tracewright/tracewright/internal/httpapi"
	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/sqldb/sqldbtest"
)

// TestOneUnitThroughTheClient is the first hour with the API: publish a plant,
// make a unit, scan it, look at it.
func TestOneUnitThroughTheClient(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		s := start(t, db)
		engineer, operator := s.client("engineer"), s.client("operator")
		do := func(a *api.Answer, err error) *api.Answer {
			t.Helper()
			if err != nil {
				t.Fatal(err)
			}
			if !a.Permitted() {
				t.Fatalf("%s: %s", a.Verdict.Code, a.Verdict.Text)
			}
			return a
		}
		do(engineer.Do(t.Context(), api.Command{Verb: "apply", Args: map[string]any{"definition": plantYAML(t)}}))
		do(operator.Do(t.Context(), api.Command{Verb: "produce-unit", Args: map[string]any{"part": "PUMP-100", "serial": "SN1"}}))
		a := do(operator.Scan(t.Context(), "ST-10", api.Scan{Code: "SN1"}))
		o, err := operator.MinSeq(a.Seq).Object(t.Context(), "SN1")
		if err != nil {
			t.Fatal(err)
		}
		if o.ID != a.Object.ID || o.Operation != "PREP" || o.InWork == nil || o.InWork.Actor != "p-operator" {
			t.Errorf("got %+v", o)
		}
	})
}

// TestCommands keeps what commands are answered, and how many entries each
// leaves.
func TestCommands(t *testing.T) {
	t.Parallel()
	const commands, batch, scans = "/api/v1/commands", "/api/v1/commands:batch", "/api/v1/stations/ST-10/scans"
	cases := []struct {
		name    string // of the golden file
		as      string
		path    string
		body    string
		header  string
		entries int64
	}{
		{name: "permitted", as: "operator", path: commands, entries: 1, body: `{"id":"x","verb":"produce-unit","args":{"part":"PUMP-100","serial":"SN9"},"occurredAt":"2026-01-05T07:00:10.5+01:00"}`},
		{name: "refused", as: "operator", path: "/api/v1/stations/ST-30/scans", entries: 1, body: `{"id":"x","code":"SN1"}`},
		{name: "reported", as: "device", path: commands, entries: 3, body: `{"id":"x","mode":"report","verb":"start","station":"ST-60","args":{"object":"SN2"}}`},
		{name: "repeated", as: "operator", path: commands, entries: 0, body: `{"id":"c6","verb":"scan","station":"ST-10","args":{"code":"SN1"}}`},
		{name: "id-of-another", as: "operator", path: commands, entries: 0, body: `{"id":"c6","verb":"scan","station":"ST-20","args":{"code":"SN1"}}`},
		{name: "for-a-badge", as: "device", path: scans, entries: 1, body: `{"id":"x","code":"SN2","operator":"4711"}`},
		{name: "unknown-badge", as: "device", path: scans, body: `{"id":"x","code":"SN2","operator":"0815"}`},
		{name: "for-somebody-else", as: "operator", path: scans, body: `{"id":"x","code":"SN2","operator":"4711"}`},
		{name: "empty", as: "operator", path: commands, body: ` `},
		{name: "not-json", as: "operator", path: commands, body: "{\"verb\": \"scan\",\n  \"args\": {code: 1}}"},
		{name: "cut-off", as: "operator", path: commands, body: `{"verb": "scan", "args": {"code": "S`},
		{name: "two-values", as: "operator", path: commands, body: `{"verb":"scan"} {}`},
		{name: "doubled-member", as: "operator", path: commands, body: `{"verb":"scan","args":{"code":"A","code":"B"}}`},
		{name: "other-case", as: "operator", path: commands, body: `{"Verb":"scan"}`},
		{name: "unknown-member", as: "operator", path: commands, body: `{"verb":"scan","args":{"kode":"A"}}`},
		{name: "wrong-type", as: "operator", path: commands, body: `{"verb":"pack","args":{"package":"B","items":[{"ref":"A","quantity":2}]}}`},
		{name: "bad-time", as: "operator", path: commands, body: `{"verb":"scan","occurredAt":"noon","args":{"code":"A"}}`},
		{name: "unknown-verb", as: "operator", path: commands, body: `{"verb":"teleport"}`},
		{name: "no-verb", as: "operator", path: commands, body: `{}`},
		{name: "bad-zone", as: "operator", path: commands, body: `{"verb":"scan","zoneOffset":9999,"args":{"code":"A"}}`},
		{name: "actor-is-not-taken", as: "admin", path: commands, body: `{"verb":"scan","actor":"p-other","args":{"code":"A"}}`},
		{name: "deep", as: "operator", path: commands, body: `{"verb":"scan","args":` + strings.Repeat("[", 100) + strings.Repeat("]", 100) + `}`},
		{name: "large", as: "operator", path: commands, body: `{"verb":"scan","args":{"code":"` + strings.Repeat("A", 1<<20) + `"}}`},
		{name: "not-utf-8", as: "operator", path: scans, body: "{\"code\":\"A\xff\"}"},
		{name: "hostile-code", as: "operator", path: scans, entries: 1, body: `{"id":"x","code":"<script>^XA\u0000\u001d</script>"}`},
		{name: "long-code", as: "operator", path: scans, entries: 1, body: `{"id":"x","code":"` + strings.Repeat("A", 10_000) + `"}`},
		{name: "text-plain", as: "operator", path: scans, header: "Content-Type: text/plain", body: `{"code":"SN2"}`},
		{name: "deflate", as: "operator", path: scans, header: "Content-Encoding: deflate", body: `{"code":"SN2"}`},
		{name: "not-gzip", as: "operator", path: scans, header: "Content-Encoding: gzip", body: `{"code":"SN2"}`},
		{name: "cross-site", as: "operator", path: scans, header: "Sec-Fetch-Site: cross-site", body: `{"code":"SN2"}`},
		{name: "verb-above-the-role", as: "operator", path: commands, body: `{"verb":"release","args":{"hold":"H-16","reason":"fine"}}`},
		{name: "other-station", as: "operator@ST-20", path: scans, body: `{"code":"SN2"}`},
		{name: "nobody", path: scans, body: `{"code":"SN2"}`},
		{name: "batch", as: "quality", path: batch, entries: 2, body: `[
			{"id":"b1","verb":"produce-unit","args":{"part":"PUMP-100","serial":"SN8"}},
			{"id":"b2","verb":"scan","station":"ST-10","args":{"kode":"SN8"}},
			{"verb":"scan","zoneOffset":1000,"args":{"code":"SN8"}},
			{"verb":"apply","args":{"definition":""}},
			{"id":"b3","verb":"scan","station":"ST-10","args":{"code":"SN8"}}]`},
		{name: "batch-of-none", as: "operator", path: batch, body: `[]`},
		{name: "batch-not-a-list", as: "operator", path: batch, body: `{"verb":"scan"}`},
		{name: "objects-match", as: "operator", path: "/api/v1/objects:match?limit=2", body: `{"part":"SEAL-3","kind":"lot","until":"2030-01-01T00:00:00Z"}`},
		{name: "objects-match-nothing", as: "operator", path: "/api/v1/objects:match", body: `{"until":"2020-01-01T00:00:00Z","from":"2021-01-01T00:00:00Z"}`},
		{name: "plant-diff", as: "engineer", path: "/api/v1/plant:diff", body: `{"definition":"site: {code: DEMO, name: Demo}\nroutes:\n  - {code: R, operations: [{code: A}, {code: A}]}\n"}`},
		{name: "plant-diff-broken", as: "engineer", path: "/api/v1/plant:diff", body: `{"definition":"site: [\n"}`},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := shop(t, sqldbtest.SQLite(t))
			before := s.Log.Next()
			var headers []string
			if c.header != "" {
				headers = append(headers, c.header)
			}
			res := s.send(http.MethodPost, c.path, c.as, c.body, headers...)
			golden.Check(t, filepath.Join("testdata", "command", c.name+".golden"), res.text())
			if wrote := s.Log.Next() - before; wrote != c.entries {
				t.Errorf("%d entries were written, want %d", wrote, c.entries)
			}
		})
	}
}

// TestCompressedBodyIsBounded: what is small on the wire may be large in memory.
func TestCompressedBodyIsBounded(t *testing.T) {
	t.Parallel()
	s := shop(t, sqldbtest.SQLite(t))
	for _, c := range []struct {
		name   string
		body   string
		status int
	}{
		{"as large as it may be", `{"id":"x","code":"SN2"` + strings.Repeat(" ", 1<<19) + `}`, http.StatusOK},
		{"a bomb", `{"code":"` + strings.Repeat("A", 64<<20) + `"}`, http.StatusRequestEntityTooLarge},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			var b bytes.Buffer
			z := gzip.NewWriter(&b)
			if _, err := z.Write([]byte(c.body)); err != nil {
				t.Fatal(err)
			}
			if err := z.Close(); err != nil {
				t.Fatal(err)
			}
			res := s.send(http.MethodPost, "/api/v1/stations/ST-10/scans", "operator", b.String(), "Content-Encoding: gzip")
			if res.status != c.status {
				t.Errorf("status %d: %s", res.status, res.body)
			}
		})
	}
}

// TestFullQueueAnswersBusy: nothing is dropped, and the client is told when to
// try again.
func TestFullQueueAnswersBusy(t *testing.T) {
	t.Parallel()
	p := enginetest.Start(t, sqldbtest.SQLite(t))
	stopped := engine.New(engine.Config{DB: p.DB, Log: p.Log, Feed: p.Feed, Queue: 1})
	cfg := config(t, p)
	cfg.Engine = stopped
	web := httptest.NewServer(httpapi.New(cfg))
	t.Cleanup(web.Close)
	s := &site{Plant: p, t: t, url: web.URL, web: web}

	gone, cancel := context.WithCancel(t.Context())
	cancel() // whoever waits for the command has left; it keeps its place
	if _, err := stopped.Submit(gone, engine.Stations, receive("c1", "SEAL-3", "A", "B")); !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	res := s.send(http.MethodPost, "/api/v1/stations/ST-10/scans", "operator", `{"code":"SN1"}`)
	golden.Check(t, "testdata/busy.golden", res.text())
}

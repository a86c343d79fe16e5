package httpapi_test

import (
	"cmp"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/go-json-experiment/json"

	"github.com/tracewright/tracewright/internal/auth"
	"github.com/tracewright/tracewright/internal/golden"
	"github.com/tracewright/tracewright/internal/sqldb/sqldbtest"
	"github.com/tracewright/tracewright/internal/track"
)

// TestAccess walks every described route as every role and as nobody, and
// every verb as every role: who may what is a file to be reviewed.
func TestAccess(t *testing.T) {
	t.Parallel()
	s := shop(t, sqldbtest.SQLite(t))
	roles := []string{""}
	for _, r := range auth.Roles() {
		roles = append(roles, string(r))
	}
	var out strings.Builder
	row := func(name string, ask func(role string) int) {
		fmt.Fprintf(&out, "%-52s", name)
		for _, role := range roles {
			word := "yes"
			switch ask(role) {
			case http.StatusUnauthorized:
				word = "401"
			case http.StatusForbidden:
				word = "403"
			}
			fmt.Fprintf(&out, " %-8s", word)
		}
		out.WriteString("\n")
	}
	fmt.Fprintf(&out, "%-52s %s\n", "", strings.Join(columns(roles), " "))
	for _, route := range described(t, s) {
		method, path, _ := strings.Cut(route, " ")
		if path == "/api/v1/feed" {
			path += "?from=x" // an answer that ends
		}
		row(route, func(role string) int {
			// Not from this machine: /metrics would let it in.
			return s.send(method, strings.NewReplacer("{", "", "}", "").Replace(path), role, "", "X-Forwarded-For: 192.0.2.1").status
		})
	}
	for _, v := range track.Verbs() {
		row("verb "+string(v.Verb), func(role string) int {
			return s.send(http.MethodPost, "/api/v1/commands", role, `{"verb":"`+string(v.Verb)+`","mode":"neither"}`).status
		})
	}
	golden.Check(t, "testdata/access.golden", []byte(out.String()))
}

func columns(roles []string) []string {
	var names []string
	for _, r := range roles {
		if r == "" {
			r = "nobody"
		}
		names = append(names, fmt.Sprintf("%-8s", r))
	}
	return names
}

// described lists the routes of the description.
func described(t *testing.T, s *site) []string {
	t.Helper()
	var doc struct {
		Paths map[string]map[string]any `json:"paths"`
	}
	if err := json.Unmarshal([]byte(s.send(http.MethodGet, "/api/openapi.json", "", "").body), &doc); err != nil {
		t.Fatal(err)
	}
	var routes []string
	for path, methods := range doc.Paths {
		for method := range methods {
			routes = append(routes, strings.ToUpper(method)+" "+path)
		}
	}
	slices.SortFunc(routes, func(a, b string) int {
		methodA, pathA, _ := strings.Cut(a, " ")
		methodB, pathB, _ := strings.Cut(b, " ")
		return cmp.Or(strings.Compare(pathA, pathB), strings.Compare(methodA, methodB))
	})
	return routes
}

// TestMetricsForThisMachine: a monitor on the same machine needs no token, but
// what came through a proxy does.
func TestMetricsForThisMachine(t *testing.T) {
	t.Parallel()
	s := shop(t, sqldbtest.SQLite(t))
	res := s.send(http.MethodGet, "/metrics", "", "")
	for _, want := range []string{
		`tracewright_engine_verdicts_total{answer="refuse",verb="scan"} 1`, `tracewright_journal_size_entries 19`, "tracewright_engine_leads 1",
	} {
		if !strings.Contains(res.body, want+"\n") {
			t.Errorf("%s is missing in:\n%s", want, res.body)
		}
	}
	if res := s.send(http.MethodGet, "/metrics", "", "", "X-Forwarded-For: 192.0.2.1"); res.status != http.StatusUnauthorized {
		t.Errorf("through a proxy: status %d", res.status)
	}
}

// TestWhatIsNotInTheTable is not found, and what is there takes its own methods
// only.
func TestWhatIsNotInTheTable(t *testing.T) {
	t.Parallel()
	s := start(t, sqldbtest.SQLite(t))
	for _, c := range []struct {
		method, path string
		status       int
		allow        string
	}{
		{http.MethodGet, "/api/v1/nothing", http.StatusNotFound, ""},
		{http.MethodGet, "/", http.StatusNotFound, ""},
		{http.MethodGet, "/api/reference/../../httpapi.go", http.StatusNotFound, ""},
		{http.MethodGet, "/api/reference/secrets", http.StatusNotFound, ""},
		{http.MethodGet, "/api/v1/commands", http.StatusMethodNotAllowed, "POST"},
		{http.MethodDelete, "/api/v1/objects/SN1", http.StatusMethodNotAllowed, "GET"},
		{http.MethodPost, "/healthz", http.StatusMethodNotAllowed, "GET"},
		{http.MethodGet, "/healthz", http.StatusOK, ""},
		{http.MethodGet, "/readyz", http.StatusOK, ""},
		{http.MethodGet, "/api/openapi.yaml", http.StatusOK, ""},
		{http.MethodGet, "/api/reference", http.StatusOK, ""},
		{http.MethodGet, "/api/reference/reference.js", http.StatusOK, ""},
	} {
		res := s.send(c.method, c.path, "", "")
		if res.status != c.status || res.header.Get("Allow") != c.allow {
			t.Errorf("%s %s: status %d, Allow %q", c.method, c.path, res.status, res.header.Get("Allow"))
		}
		if csp := res.header.Get("Content-Security-Policy"); !strings.HasPrefix(csp, "default-src 'self'") || strings.Contains(csp, "unsafe") {
			t.Errorf("%s %s: Content-Security-Policy %q", c.method, c.path, csp)
		}
		if res.header.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s %s: the type may be guessed", c.method, c.path)
		}
	}
}

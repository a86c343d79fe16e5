package httpapi_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/tracewright/tracewright/api"
	"github.com/tracewright/tracewright/client"
	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/sqldb/sqldbtest"
)

func TestADefectIsShownByItsPhoto(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		s := shop(t, db)
		c := s.client("operator")
		photo, err := c.Upload(t.Context(), []byte("2 mm, beside the logo"))
		if err != nil {
			t.Fatal(err)
		}
		a, err := c.Do(t.Context(), api.Command{Verb: "report-defect", Args: map[string]any{
			"object": "SN1", "defect": "SCRATCH", "attachments": []string{photo.SHA256},
		}})
		if err != nil || a.Verdict.Answer != "permit" {
			t.Fatalf("report-defect: %+v %v", a, err)
		}
		later := c.MinSeq(a.Seq)
		defects, err := later.Defects(t.Context(), client.DefectFilter{})
		if err != nil {
			t.Fatal(err)
		}
		if got := defects.Items[0].Attachments; len(got) != 1 || got[0] != *photo || photo.MediaType != "text/plain; charset=utf-8" || photo.Size != 21 {
			t.Errorf("the defect is shown by %+v, want %+v", got, photo)
		}
		history, err := later.History(t.Context(), "SN1", client.Page{})
		if err != nil {
			t.Fatal(err)
		}
		last := history.Items[len(history.Items)-1]
		if len(last.Attachments) != 1 || last.Attachments[0] != *photo {
			t.Errorf("the last event is shown by %+v", last.Attachments)
		}
	})
}

// TestAFileIsServedHarmlessly: whatever a file says, a browser does nothing but
// show it.
func TestAFileIsServedHarmlessly(t *testing.T) {
	t.Parallel()
	s := start(t, sqldbtest.SQLite(t))
	for _, c := range []struct{ file, mediaType, policy string }{
		{"<!doctype html><script>alert(1)</script>", "text/plain; charset=utf-8", "; sandbox"},
		{"<svg onload='alert(1)'/>", "text/plain; charset=utf-8", "; sandbox"},
		{"%PDF-1.7\n", "application/pdf", "frame-ancestors 'self'"},
	} {
		f, err := s.client("engineer").Upload(t.Context(), []byte(c.file))
		if err != nil {
			t.Fatal(err)
		}
		path := "/api/v1/attachments/" + f.SHA256
		res := s.send(http.MethodGet, path, "auditor", "")
		if res.status != http.StatusOK || res.body != c.file {
			t.Errorf("%q: status %d, body %q", c.file, res.status, res.body)
		}
		h := res.header
		for name, want := range map[string]string{
			"Content-Type": c.mediaType, "X-Content-Type-Options": "nosniff", "Cache-Control": "private, max-age=31536000, immutable",
			"X-Frame-Options": "SAMEORIGIN", "Etag": `"` + f.SHA256 + `"`,
		} {
			if got := h.Get(name); got != want {
				t.Errorf("%q: %s: %q, want %q", c.file, name, got, want)
			}
		}
		policy := h.Get("Content-Security-Policy")
		if !strings.HasPrefix(policy, "default-src 'none'") || !strings.HasSuffix(policy, c.policy) || strings.Contains(policy, "script-src") {
			t.Errorf("%q: policy %q", c.file, policy)
		}
		if got := h.Get("Content-Disposition"); !strings.HasPrefix(got, `inline; filename="`+f.SHA256[:16]+".") {
			t.Errorf("%q: disposition %q", c.file, got)
		}
		if res := s.send(http.MethodGet, path, "auditor", "", "If-None-Match: "+h.Get("Etag")); res.status != http.StatusNotModified {
			t.Errorf("%q: status %d for a file that the browser has", c.file, res.status)
		}
	}
}

// TestWhoMayKeepAFile: those who report, decide and define; those who may only look
// may not, and nobody without a sign-in sees one.
func TestWhoMayKeepAFile(t *testing.T) {
	t.Parallel()
	s := start(t, sqldbtest.SQLite(t))
	const digest = "/api/v1/attachments/9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08" // of "test"
	for _, c := range []struct {
		method, path, token, body string
		status                    int
		code                      string
	}{
		{http.MethodPost, "/api/v1/attachments", "", "test", http.StatusUnauthorized, "H401"},
		{http.MethodPost, "/api/v1/attachments", "auditor", "test", http.StatusForbidden, "H403"},
		{http.MethodPost, "/api/v1/attachments", "planner", "test", http.StatusForbidden, "H403"},
		{http.MethodPost, "/api/v1/attachments", "partner", "test", http.StatusForbidden, "H403"},
		{http.MethodGet, digest, "operator", "", http.StatusNotFound, "H451"},
		{http.MethodPost, "/api/v1/attachments", "device", "test", http.StatusOK, ""},
		{http.MethodGet, digest, "", "", http.StatusUnauthorized, "H401"},
		{http.MethodGet, digest, "partner", "", http.StatusForbidden, "H403"},
		{http.MethodGet, "/api/v1/attachments/TEST", "operator", "", http.StatusUnprocessableEntity, "H422"},
		{http.MethodPost, "/api/v1/attachments", "operator", "", http.StatusUnsupportedMediaType, "H470"},
		{http.MethodPost, "/api/v1/attachments", "operator", "PK\x03\x04", http.StatusUnsupportedMediaType, "H470"},
		{http.MethodPost, "/api/v1/attachments", "operator", strings.Repeat("x", 10<<20+1), http.StatusRequestEntityTooLarge, "H413"},
	} {
		res := s.send(c.method, c.path, c.token, c.body)
		if res.status != c.status || c.code != "" && !strings.Contains(res.body, `"`+c.code+`"`) {
			t.Errorf("%s %.30s as %q: status %d, body %.200s, want %d %s", c.method, c.path, c.token, res.status, res.body, c.status, c.code)
		}
	}
}

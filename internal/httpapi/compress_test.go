package httpapi_test

import (
	"compress/gzip"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/tracewright/tracewright/internal/sqldb/sqldbtest"
)

// TestWhatIsReadComesCompressed: the same answer, shorter, where it is taken and
// worth it; never a feed, and never the answer to what was sent.
func TestWhatIsReadComesCompressed(t *testing.T) {
	t.Parallel()
	s := shop(t, sqldbtest.SQLite(t))
	whole := s.send(http.MethodGet, "/api/v1/plant", "operator", "")
	packed := s.send(http.MethodGet, "/api/v1/plant", "operator", "", "Accept-Encoding: gzip")
	if got := packed.header.Get("Content-Encoding"); got != "gzip" || len(packed.body)*2 > len(whole.body) {
		t.Fatalf("encoding %q: %d bytes of %d", got, len(packed.body), len(whole.body))
	}
	z, err := gzip.NewReader(strings.NewReader(packed.body))
	if err != nil {
		t.Fatal(err)
	}
	if b, err := io.ReadAll(z); err != nil || string(b) != whole.body {
		t.Errorf("unpacked (%v): %s", err, b)
	}
	for _, c := range []struct{ method, path, body string }{
		{http.MethodGet, "/api/v1/me", ""},
		{http.MethodPost, "/api/v1/codes/parse", `{"code":"` + strings.Repeat("1", 2000) + `"}`},
	} {
		res := s.send(c.method, c.path, "operator", c.body, "Accept-Encoding: gzip")
		if got := res.header.Get("Content-Encoding"); got != "" || res.status != http.StatusOK {
			t.Errorf("%s %s: status %d, encoding %q", c.method, c.path, res.status, got)
		}
	}
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.url+"/api/v1/feed?from=1", nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer operator")
	req.Header.Set("Accept-Encoding", "gzip")
	res, err := s.web.Client().Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	begin := make([]byte, 3000) // of many entries: nothing waits for more
	if _, err := io.ReadFull(res.Body, begin); err != nil || !strings.HasPrefix(string(begin), ": tracewright\n\nid: 1\n") {
		t.Errorf("the feed (%v): %.80q", err, begin)
	}
}

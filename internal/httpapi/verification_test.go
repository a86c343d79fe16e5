package httpapi_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tracewright/tracewright/api"
	"github.com/tracewright/tracewright/internal/httpapi"
	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/sqldb/sqldbtest"
)

// TestJournalIsSearched: by kind, station, person and object, the last first, page
// by page, and each entry once.
func TestJournalIsSearched(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		s := shop(t, db)
		search := func(query string) (seqs []string, next string) {
			t.Helper()
			list := answer[api.List[api.Event]](t, s, "/api/v1/journal/search?"+query, "auditor")
			for _, e := range list.Items {
				seqs = append(seqs, e.Kind+" "+e.Station+" "+e.Actor)
			}
			return seqs, list.Next
		}
		got, _ := search("station=ST-20&actor=p-2")
		if diff := cmp.Diff([]string{"material ST-20 p-2", "judged ST-20 p-2", "material ST-20 p-2"}, got); diff != "" {
			t.Errorf("at a station by a person (-want +got):\n%s", diff)
		}
		if got, _ := search("kind=hold&object=S-77"); len(got) != 1 {
			t.Errorf("the hold on S-77: %v", got)
		}
		if got, next := search("until=2000-01-01T00:00:00Z"); len(got) != 0 || next != "" {
			t.Errorf("before the plant was: %v %q", got, next)
		}
		all, _ := search("limit=500")
		var paged []string
		for next := "0"; next != ""; {
			var page []string
			page, next = search("limit=3&before=" + next)
			paged = append(paged, page...)
		}
		if diff := cmp.Diff(all, paged); diff != "" || len(all) < 15 {
			t.Errorf("in pages (-whole +pages):\n%s", diff)
		}
	})
}

// TestVerificationTellsHowFarItIs: steps as lines, at last what was found.
func TestVerificationTellsHowFarItIs(t *testing.T) {
	t.Parallel()
	s := shop(t, sqldbtest.SQLite(t))
	cfg := config(t, s.Plant)
	cfg.Verify = func(_ context.Context, views bool, progress func(string, int64, int64)) (*api.Verified, error) {
		progress("journal", 7, 7)
		return &api.Verified{Sound: views, Entries: 7, Views: "equal"}, nil
	}
	web := httptest.NewServer(httpapi.New(cfg))
	t.Cleanup(web.Close)
	s.url, s.web = web.URL, web
	res := s.send(http.MethodPost, "/api/v1/journal/verification?views=true", "auditor", "")
	lines := strings.Split(strings.TrimSpace(res.body), "\n")
	want := []string{
		`{"stage":"journal","done":7,"total":7}`,
		`{"found":{"sound":true,"origin":"","entries":7,"erased":0,"attachments":0,"views":"equal"}}`,
	}
	if diff := cmp.Diff(want, lines); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if res := s.send(http.MethodPost, "/api/v1/journal/verification", "operator", ""); res.status != http.StatusForbidden {
		t.Errorf("an operator gets %d", res.status)
	}
}

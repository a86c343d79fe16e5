package httpapi_test

import (
	"bufio"
	"context"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tracewright/tracewright/api"
	"github.com/tracewright/tracewright/client"
	"github.com/tracewright/tracewright/internal/engine"
	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/sqldb/sqldbtest"
)

// TestFeedResumesWithoutAGap: the connection breaks after each few entries;
// each entry comes once and in order all the same.
func TestFeedResumesWithoutAGap(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		s := shop(t, db)
		c := s.client("operator")
		c.HTTP = &http.Client{Transport: breaking{}}
		var got []int64
		var owners []string
		for e, err := range c.Feed(t.Context(), client.FeedFilter{From: 1}) {
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, e.Seq)
			if e.Kind == "breach" {
				owners = append(owners, e.Rule+" "+e.Owner)
			}
			if e.Seq == 18 {
				s.Do(t, receive("late", "SEAL-3", "A", "LATE"))
			}
			if e.Seq == 19 {
				break
			}
		}
		var want []int64
		for seq := int64(1); seq <= 19; seq++ {
			want = append(want, seq)
		}
		if diff := cmp.Diff(got, want); diff != "" {
			t.Errorf("the feed (-got +want):\n%s", diff)
		}
		if !slices.Equal(owners, []string{"route-order lead"}) {
			t.Errorf("who answers for the breaches: %q", owners)
		}
	})
}

// breaking cuts each answer after 4,000 bytes.
type breaking struct{}

// RoundTrip implements http.RoundTripper.
func (breaking) RoundTrip(r *http.Request) (*http.Response, error) {
	res, err := http.DefaultTransport.RoundTrip(r)
	if err == nil {
		res.Body = http.MaxBytesReader(nil, res.Body, 4000)
	}
	return res, err
}

// TestFeedOfAStation: only its entries come, with what they were answered and
// the names of their objects.
func TestFeedOfAStation(t *testing.T) {
	t.Parallel()
	s := shop(t, sqldbtest.SQLite(t))
	for e, err := range s.client("operator").Feed(t.Context(), client.FeedFilter{From: 1, Station: "ST-20", Kind: "judged"}) {
		if err != nil {
			t.Fatal(err)
		}
		if e.Verb != "scan" || e.Verdict.Code != "T301" && e.Verdict.Answer != api.Refuse || len(e.Objects) == 0 || e.Objects[0].Name == "" {
			t.Errorf("got %+v", e)
		}
		return
	}
}

// TestFeedBeginsNow: without a place to begin at, only what comes later is told;
// while nothing comes there are signs of life.
func TestFeedBeginsNow(t *testing.T) {
	t.Parallel()
	s := shop(t, sqldbtest.SQLite(t))
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, s.url+"/api/v1/feed", http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer operator")
	res, err := s.web.Client().Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	lines := bufio.NewScanner(res.Body)
	beats := 0
	for lines.Scan() {
		if strings.HasPrefix(lines.Text(), ": 19") {
			if beats++; beats == 2 {
				s.Do(t, receive("late", "SEAL-3", "A", "LATE"))
			}
		}
		if id, ok := strings.CutPrefix(lines.Text(), "id: "); ok {
			if id != "19" {
				t.Errorf("the first event is %s", id)
			}
			return
		}
	}
	t.Fatal(lines.Err())
}

// TestFeedFromNowhere: a bad place to begin at is a problem, not an empty feed.
func TestFeedFromNowhere(t *testing.T) {
	t.Parallel()
	s := start(t, sqldbtest.SQLite(t))
	for e, err := range s.client("nobody").Feed(t.Context(), client.FeedFilter{}) {
		if err == nil || e != nil {
			t.Fatalf("got %+v", e)
		}
	}
	if res := s.send(http.MethodGet, "/api/v1/feed", "operator", "", "Last-Event-ID: abc"); res.status != http.StatusUnprocessableEntity {
		t.Errorf("status %d: %s", res.status, res.body)
	}
}

// TestFeedPassesWhatItCannotRead: an entry of a kind that this version does not
// know comes with its envelope, and the feed goes on.
func TestFeedPassesWhatItCannotRead(t *testing.T) {
	t.Parallel()
	s := shop(t, sqldbtest.SQLite(t))
	if _, err := s.Engine.Record(t.Context(), engine.Note{Kind: "future", Actor: "p-1", Body: map[string]string{"new": "thing"}}); err != nil {
		t.Fatal(err)
	}
	s.Do(t, receive("late", "SEAL-3", "A", "LATE"))
	var kinds []string
	for e, err := range s.client("operator").Feed(t.Context(), client.FeedFilter{From: 19}) {
		if err != nil {
			t.Fatal(err)
		}
		if kinds = append(kinds, e.Kind); len(kinds) == 2 {
			break
		}
	}
	if diff := cmp.Diff(kinds, []string{"future", "material"}); diff != "" {
		t.Errorf("the feed (-got +want):\n%s", diff)
	}
}

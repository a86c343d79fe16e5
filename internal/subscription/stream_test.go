package subscription_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tracewright/tracewright/internal/epcis"
	"github.com/tracewright/tracewright/internal/epcis/query"
	"github.com/tracewright/tracewright/internal/epcis/schedule"
	"github.com/tracewright/tracewright/internal/epcisview"
	"github.com/tracewright/tracewright/internal/sqldb/sqldbtest"
	"github.com/tracewright/tracewright/internal/subscription"
)

// TestStreamKeepsItsSchedule: what was recorded is sent at the next time and not
// before, and nothing where that was asked for.
func TestStreamKeepsItsSchedule(t *testing.T) {
	t.Parallel()
	s := open(t, sqldbtest.SQLite(t))
	q, err := query.Parse(map[string][]string{"EQ_bizStep": {"shipping"}}, query.Options{})
	if err != nil {
		t.Fatal(err)
	}
	times, err := schedule.Parse(schedule.Fields{Hour: "6"})
	if err != nil {
		t.Fatal(err)
	}
	looked, sent := make(chan struct{}), make(chan string)
	ctx, cancel := context.WithCancel(t.Context())
	st := &subscription.Stream{
		Events: s.events, Query: q, Times: times, ReportIfEmpty: true, Most: 2, Zone: time.UTC, Look: time.Millisecond, Now: s.Clock.Now,
		Sight: func(ctx context.Context) (epcisview.Sight, error) {
			select {
			case looked <- struct{}{}:
			case <-ctx.Done():
			}
			return epcisview.Everything(), nil
		},
		Send: func(ctx context.Context, id string, events []*epcis.Event) error {
			said := ""
			for _, e := range events {
				said += " " + strings.TrimSuffix(strings.TrimPrefix(e.EventID, "urn:x:"), ":shipping")
			}
			if behind, err := subscription.Behind(id); err != nil || behind.Entry == 0 {
				t.Errorf("%s: %+v, %v", id, behind, err)
			}
			select {
			case sent <- said:
			case <-ctx.Done():
			}
			return nil
		},
	}
	done := make(chan error, 1)
	go func() { done <- st.Run(ctx) }()
	<-looked // it has begun
	for _, id := range []string{"0", "1", "2"} {
		s.ship(id)
		<-looked // and sends nothing: it is not the time
	}
	var got []string
	receive := func() {
		for {
			select {
			case <-looked:
			case text := <-sent:
				got = append(got, text)
				return
			}
		}
	}
	s.Clock.Advance(24 * time.Hour)
	receive()
	receive()
	s.Clock.Advance(72 * time.Hour)
	receive()
	s.ship("3")
	s.Clock.Advance(24 * time.Hour)
	receive()
	cancel()
	<-done
	if diff := cmp.Diff([]string{" 0 1", " 2", "", " 3"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestPlaceBehindADelivery(t *testing.T) {
	t.Parallel()
	for id, want := range map[string]string{
		"urn:tracewright:delivery:12.3": "12.3", "12.0": "12.0", "urn:tracewright:delivery:12.0.1767225600000000": "12.0",
		"": "", "12": "", "urn:tracewright:delivery:-1.0": "", "12.0.1.1": "", "12.99999999999": "", "urn:tracewright:delivery:x.y": "",
	} {
		c, err := subscription.Behind(id)
		if (err == nil) != (want != "") {
			t.Errorf("%q: %v, %v", id, c, err)
		}
	}
}

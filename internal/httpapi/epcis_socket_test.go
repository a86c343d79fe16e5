package httpapi_test

import (
	"bytes"
	"context"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/coder/websocket"

	"github.com/tracewright/tracewright/internal/epcis"
	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/sqldb/sqldbtest"
)

// socket is a client that follows a named query.
type socket struct {
	t    *testing.T
	ctx  context.Context
	conn *websocket.Conn
}

// follow opens a socket.
func (s *site) follow(at, as string) *socket {
	s.t.Helper()
	ctx, cancel := context.WithTimeout(s.t.Context(), 20*time.Second)
	s.t.Cleanup(cancel)
	conn, res, err := websocket.Dial(ctx, "ws"+strings.TrimPrefix(s.url, "http")+at, &websocket.DialOptions{HTTPHeader: http.Header{"Authorization": {"Bearer " + as}}})
	if err != nil {
		s.t.Fatal(err)
	}
	if res.Header.Get("GS1-EPCIS-Version") != "2.0.0" || res.Header.Get("GS1-Query-Min-Record-Time") == "" {
		s.t.Errorf("headers %v", res.Header)
	}
	s.t.Cleanup(func() { _ = conn.CloseNow() })
	return &socket{s.t, ctx, conn}
}

// next reads a message: its id and the ids of its events.
func (k *socket) next() (id string, events []string) {
	k.t.Helper()
	_, message, err := k.conn.Read(k.ctx)
	if err != nil {
		k.t.Fatal(err)
	}
	each := func(i epcis.Item) error {
		if i.Err == nil {
			events = append(events, strings.TrimPrefix(i.Event.EventID, "urn:event:"))
		}
		return i.Err
	}
	d, err := epcis.Read(bytes.NewReader(message), epcis.Limits{}, each)
	if err != nil || d.QueryName != "q" || d.SubscriptionID == "" {
		k.t.Fatalf("%v in %s", err, message)
	}
	return d.ID, events
}

// ended waits until the server closes the socket, and says why it did.
func (k *socket) ended() websocket.StatusCode {
	for {
		if _, _, err := k.conn.Read(k.ctx); err != nil {
			return websocket.CloseStatus(err)
		}
	}
}

// TestSocketGoesOnWithoutAGap: whoever comes back after what they have got, gets
// the rest, each event once, and only what they may see.
func TestSocketGoesOnWithoutAGap(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		s := shop(t, db)
		acme, _ := s.partner("ACME", "EQ_bizStep=shipping")
		const at = "/epcis/queries/q/events"
		if res := s.send(http.MethodPost, "/epcis/queries", acme, `{"name":"q","query":{"eventType":["ObjectEvent"],"@context":{"ex":"https://ns.example.com/epcis/"},"EXISTS_ex:rank":null}}`); res.status != http.StatusCreated {
			t.Fatalf("status %d: %s", res.status, res.body)
		}
		s.handIn("planner", told("a", "shipping", "", ""), told("b", "storing", "", ""), told("c", "shipping", "", ""))
		now, since := s.follow(at+"?stream=true", acme), s.follow(at+"?stream=true&perPage=1&initialRecordTime=2020-01-01T00:00:00Z", acme)
		first, got := since.next()
		if !slices.Equal(got, []string{"a"}) {
			t.Errorf("the first message has %v", got)
		}
		_ = since.conn.CloseNow()
		s.handIn("planner", told("d", "storing", "", ""), told("e", "shipping", "", ""))
		if _, got := now.next(); !slices.Equal(got, []string{"e"}) {
			t.Errorf("from then on: %v", got)
		}
		again := s.follow(at+"?stream=true&initialRecordTime=2020-01-01T00:00:00Z&after="+first, acme)
		last, got := again.next()
		for len(got) < 2 {
			var more []string
			last, more = again.next()
			got = append(got, more...)
		}
		if !slices.Equal(got, []string{"c", "e"}) {
			t.Errorf("behind the first message: %v", got)
		}
		// A second reader of the same place gets what comes now, and nothing before.
		third := s.follow(at+"?stream=true&after="+last, acme)
		s.handIn("planner", told("f", "shipping", "", ""))
		for _, k := range []*socket{again, third, now} {
			if id, got := k.next(); !slices.Equal(got, []string{"f"}) || !strings.HasPrefix(id, "urn:tracewright:delivery:") {
				t.Errorf("%s has %v", id, got)
			}
		}
	})
}

// TestSocketEndsWithTheRights: with the token, with the query, and with a client
// that sends what nobody asked for.
func TestSocketEndsWithTheRights(t *testing.T) {
	t.Parallel()
	s := shop(t, sqldbtest.SQLite(t))
	acme, id := s.partner("ACME")
	if res := s.send(http.MethodPost, "/epcis/queries", "planner", `{"name":"q","query":{"EQ_bizStep":["shipping"]}}`); res.status != http.StatusCreated {
		t.Fatalf("status %d: %s", res.status, res.body)
	}
	if res := s.send(http.MethodPost, "/epcis/queries", acme, `{"name":"own","query":{"EQ_bizStep":["shipping"]}}`); res.status != http.StatusCreated {
		t.Fatalf("status %d: %s", res.status, res.body)
	}
	theirs, ours, rude := s.follow("/epcis/queries/own/events?stream=true", acme), s.follow("/epcis/queries/q/events?stream=true", "operator"), s.follow("/epcis/queries/q/events?stream=true", "operator")
	if err := rude.conn.Write(rude.ctx, websocket.MessageText, []byte("hello")); err != nil {
		t.Fatal(err)
	}
	if status := rude.ended(); status != websocket.StatusPolicyViolation {
		t.Errorf("a client that speaks: %v", status)
	}
	if _, err := s.people.RevokeToken(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	if res := s.send(http.MethodDelete, "/epcis/queries/q", "planner", ""); res.status != http.StatusNoContent { // it wakes both
		t.Fatalf("status %d: %s", res.status, res.body)
	}
	for name, k := range map[string]*socket{"without its token": theirs, "without its query": ours} {
		if status := k.ended(); status != websocket.StatusPolicyViolation {
			t.Errorf("%s it ends with %v", name, status)
		}
	}
}

// TestSocketIsRefusedBeforeItOpens: with the problems of the standard.
func TestSocketIsRefusedBeforeItOpens(t *testing.T) {
	t.Parallel()
	s := shop(t, sqldbtest.SQLite(t))
	if res := s.send(http.MethodPost, "/epcis/queries", "planner", `{"name":"q","query":{"EQ_bizStep":["shipping"]}}`); res.status != http.StatusCreated {
		t.Fatalf("status %d: %s", res.status, res.body)
	}
	handshake := []string{"Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="}
	for _, c := range []struct {
		query, as string
		header    []string
		want      int
		say       string
	}{
		{"q/events", "operator", nil, http.StatusBadRequest, "SubscriptionControlsException"},
		{"q/events?stream=false", "operator", nil, http.StatusBadRequest, "SubscriptionControlsException"},
		{"q/events?stream=true&hour=1", "operator", nil, http.StatusBadRequest, "one of the two"},
		{"q/events?hour=25", "operator", nil, http.StatusBadRequest, "SubscriptionControlsException"},
		{"q/events?stream=true&after=x", "operator", nil, http.StatusBadRequest, "query.after"},
		{"q/events?stream=true&after=urn:tracewright:delivery:999999.0", "operator", nil, http.StatusBadRequest, "query.after"},
		{"q/events?stream=true&perPage=0", "operator", nil, http.StatusBadRequest, "query.perPage"},
		{"q/events?stream=true&initialRecordTime=today", "operator", nil, http.StatusBadRequest, "query.initialRecordTime"},
		{"q/events?stream=true&EQ_action=ADD", "operator", nil, http.StatusBadRequest, "query.EQ_action"},
		{"none/events?stream=true", "operator", nil, http.StatusNotFound, "NoSuchNameException"},
		{"q/events?stream=true", "partner", nil, http.StatusNotFound, "NoSuchNameException"},
		{"q/events?stream=true", "", nil, http.StatusUnauthorized, "SecurityException"},
		{"q/events?stream=true", "operator", []string{"Accept: application/xml"}, http.StatusNotAcceptable, "NotAcceptableException"},
		{"q/events?stream=true", "operator", []string{"Origin: https://evil.example"}, http.StatusForbidden, ""},
	} {
		res := s.send(http.MethodGet, "/epcis/queries/"+c.query, c.as, "", append(c.header, handshake...)...)
		if res.status != c.want || !strings.Contains(res.body, c.say) {
			t.Errorf("%s as %s: status %d, want %d and %q: %s", c.query, c.as, res.status, c.want, c.say, res.body)
		}
	}
	for range 16 {
		s.follow("/epcis/queries/q/events?stream=true", "operator")
	}
	if res := s.send(http.MethodGet, "/epcis/queries/q/events?stream=true", "operator", "", handshake...); res.status != http.StatusServiceUnavailable || res.header.Get("Retry-After") == "" {
		t.Errorf("one socket too many: status %d: %s", res.status, res.body)
	}
}

package httpapi_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/sqldb/sqldbtest"
)

const form = "Content-Type: application/x-www-form-urlencoded"

// TestNamedQueryIsKeptAndRun: a query is kept under a name, in any of its forms,
// answers what it asks, and is never changed.
func TestNamedQueryIsKeptAndRun(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		s := shop(t, db)
		for _, event := range []string{shippedElsewhere, storedElsewhere} {
			if res := s.send(http.MethodPost, "/epcis/events", "partner", bare(event)); res.status != http.StatusCreated {
				t.Fatalf("status %d: %s", res.status, res.body)
			}
		}
		for name, c := range map[string]struct {
			body   string
			header []string
		}{
			"by object":  {`{"name":"by object","query":{"EQ_bizStep":["storing"],"@context":{"ex":"https://ns.example.com/epcis/"},"GE_ex:shelf":12.5}}`, nil},
			"by text":    {`{"name":"by text","query":"EQ_bizStep=storing%7Cteleporting&GE_ex:shelf=12.5"}`, []string{"GS1-Extensions: ex=https://ns.example.com/epcis/"}},
			"by form/1":  {"name=by+form%2F1&EQ_bizStep=storing&EQ_action=OBSERVE", []string{form}},
			"by header ": {`{"name":"by header ","query":{"GE_ex:shelf":12.5}}`, []string{"GS1-Extensions: ex=https://ns.example.com/epcis/"}},
		} {
			res := s.send(http.MethodPost, "/epcis/queries", "partner", c.body, c.header...)
			at := res.header.Get("Location")
			if res.status != http.StatusCreated || !strings.HasPrefix(at, "/epcis/queries/by%20") {
				t.Errorf("%s: status %d, Location %q: %s", name, res.status, at, res.body)
				continue
			}
			if events := eventsIn(t, s.send(http.MethodGet, at+"/events", "operator", "")); len(events) != 1 {
				t.Errorf("%s: %d events", name, len(events))
			}
			if res := s.send(http.MethodGet, at, "partner", ""); res.status != http.StatusOK || !strings.Contains(res.body, `"name":"`+name+`"`) {
				t.Errorf("%s: status %d: %s", name, res.status, res.body)
			}
			res = s.send(http.MethodPost, "/epcis/queries", "quality", c.body, c.header...)
			if res.status != http.StatusConflict || !strings.Contains(res.body, "epcisException:ResourceAlreadyExistsException") {
				t.Errorf("%s, again: status %d: %s", name, res.status, res.body)
			}
		}
		first := s.send(http.MethodGet, "/epcis/queries?perPage=3", "operator", "")
		if strings.Count(first.body, `"name"`) != 3 || !strings.Contains(first.header.Get("Link"), `nextPageToken=by+`) {
			t.Errorf("Link %q: %s", first.header.Get("Link"), first.body)
		}
	})
}

// TestNamedQueryIsDroppedByItsOwner: others' are no business of a partner.
func TestNamedQueryIsDroppedByItsOwner(t *testing.T) {
	t.Parallel()
	s := shop(t, sqldbtest.SQLite(t))
	for as, name := range map[string]string{"partner": "theirs", "quality": "ours"} {
		if res := s.send(http.MethodPost, "/epcis/queries", as, `{"name":"`+name+`","query":{"EQ_action":["ADD"]}}`); res.status != http.StatusCreated {
			t.Fatalf("status %d: %s", res.status, res.body)
		}
	}
	if res := s.send(http.MethodGet, "/epcis/queries", "partner", ""); strings.Contains(res.body, "ours") || !strings.Contains(res.body, "theirs") {
		t.Errorf("a partner is told of %s", res.body)
	}
	for _, c := range []struct {
		method, at, as, body string
		want                 int
		say                  string
	}{
		{http.MethodGet, "/epcis/queries/ours", "partner", "", http.StatusNotFound, "NoSuchNameException"},
		{http.MethodDelete, "/epcis/queries/ours", "partner", "", http.StatusNotFound, "NoSuchNameException"},
		{http.MethodGet, "/epcis/queries/none/events", "operator", "", http.StatusNotFound, "NoSuchNameException"},
		{http.MethodGet, "/epcis/queries/ours/events?EQ_action=ADD", "operator", "", http.StatusBadRequest, "QueryParameterException"},
		{http.MethodGet, "/epcis/queries?perPage=0", "operator", "", http.StatusBadRequest, "QueryParameterException"},
		{http.MethodPost, "/epcis/queries", "operator", `{"name":"x","query":{}}`, http.StatusForbidden, "SecurityException"},
		{http.MethodPost, "/epcis/queries", "partner", `{"name":"x","query":{"EQ_bizStop":["shipping"]}}`, http.StatusBadRequest, "QueryValidationException"},
		{http.MethodPost, "/epcis/queries", "partner", `{"name":"x","query":{"perPage":5}}`, http.StatusBadRequest, "QueryValidationException"},
		{http.MethodPost, "/epcis/queries", "partner", `{"name":"","query":{"EQ_action":["ADD"]}}`, http.StatusBadRequest, "epcisException"},
		{http.MethodPost, "/epcis/queries", "partner", `{"name":"x"}`, http.StatusBadRequest, "QueryValidationException"},
		{http.MethodDelete, "/epcis/queries/theirs", "partner", "", http.StatusNoContent, ""},
		{http.MethodDelete, "/epcis/queries/theirs", "partner", "", http.StatusNotFound, "NoSuchNameException"},
		{http.MethodDelete, "/epcis/queries/ours", "planner", "", http.StatusNoContent, ""},
	} {
		if res := s.send(c.method, c.at, c.as, c.body); res.status != c.want || !strings.Contains(res.body, c.say) {
			t.Errorf("%s %s as %s: status %d, want %d and %q: %s", c.method, c.at, c.as, res.status, c.want, c.say, res.body)
		}
	}
	if res := s.send(http.MethodPost, "/epcis/queries", "partner", "<query/>", "Content-Type: application/xml"); res.status != http.StatusUnsupportedMediaType {
		t.Errorf("XML: status %d", res.status)
	}
}

// TestSubscriptionIsToldWithoutItsSecret: whoever subscribed reads it and ends it,
// and nobody reads its secret.
func TestSubscriptionIsToldWithoutItsSecret(t *testing.T) {
	t.Parallel()
	s := shop(t, sqldbtest.SQLite(t))
	if res := s.send(http.MethodPost, "/epcis/queries", "planner", `{"name":"q","query":{"EQ_action":["ADD"]}}`); res.status != http.StatusCreated {
		t.Fatalf("status %d: %s", res.status, res.body)
	}
	const at = "/epcis/queries/q/subscriptions"
	res := s.send(http.MethodPost, at, "planner", `{"dest":"https://erp.example.com/in","signatureToken":"hush","reportIfEmpty":true,"schedule":{"hour":"1","minute":5}}`, "GS1-EPC-Format: Never_Translates")
	one := res.header.Get("Location")
	if res.status != http.StatusCreated || !strings.HasPrefix(one, at+"/SU-") || !strings.Contains(res.body, `"minute":"5"`) {
		t.Fatalf("status %d, Location %q: %s", res.status, one, res.body)
	}
	for _, read := range []string{one, at} {
		got := s.send(http.MethodGet, read, "planner", "")
		if got.status != http.StatusOK || strings.Contains(res.body+got.body, "hush") || !strings.Contains(got.body, `"epcFormat":"Never_Translates"`) || !strings.Contains(got.body, `"tw:signed":true`) {
			t.Errorf("%s: status %d: %s", read, got.status, got.body)
		}
	}
	for _, c := range []struct {
		method, at, as, body string
		want                 int
		say                  string
	}{
		{http.MethodGet, one, "operator", "", http.StatusNotFound, "NoSuchResourceException"},
		{http.MethodGet, at, "operator", "", http.StatusOK, "[]"},
		{http.MethodDelete, one, "partner", "", http.StatusNotFound, "epcisException"},
		{http.MethodPost, at, "operator", `{"dest":"https://erp.example.com","stream":true}`, http.StatusForbidden, "SecurityException"},
		{http.MethodPost, at, "planner", `{"dest":"https://erp.example.com"}`, http.StatusBadRequest, "SubscriptionControlsException"},
		{http.MethodPost, at, "planner", `{"dest":"https://erp.example.com","stream":true,"schedule":{"hour":1}}`, http.StatusBadRequest, "SubscriptionControlsException"},
		{http.MethodPost, at, "planner", `{"dest":"https://erp.example.com","schedule":{"hour":25}}`, http.StatusBadRequest, "SubscriptionControlsException"},
		{http.MethodPost, at, "planner", `{"dest":"https://erp.example.com","schedule":{"hours":5}}`, http.StatusBadRequest, "SubscriptionControlsException"},
		{http.MethodPost, at, "planner", `{"dest":"https://other.example.com","stream":true}`, http.StatusBadRequest, "webhook-hosts"},
		{http.MethodPost, at, "planner", `{"dest":"https://127.0.0.1","stream":true}`, http.StatusBadRequest, "webhook-hosts"},
		{http.MethodPost, "/epcis/queries/none/subscriptions", "planner", `{"dest":"https://erp.example.com","stream":true}`, http.StatusNotFound, "NoSuchNameException"},
		{http.MethodDelete, one, "planner", "", http.StatusNoContent, ""},
		{http.MethodGet, one, "planner", "", http.StatusNotFound, "NoSuchResourceException"},
	} {
		if res := s.send(c.method, c.at, c.as, c.body); res.status != c.want || !strings.Contains(res.body, c.say) {
			t.Errorf("%s %s as %s: status %d, want %d and %q: %s", c.method, c.at, c.as, res.status, c.want, c.say, res.body)
		}
	}
}

package httpapi_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tracewright/tracewright/internal/auth"
	"github.com/tracewright/tracewright/internal/epcis"
	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/sqldb/sqldbtest"
)

// partner makes a token that sees what its grants ask for.
func (s *site) partner(name string, grants ...string) (token, id string) {
	s.t.Helper()
	secret, t, _, err := s.people.CreateToken(s.t.Context(), auth.NewToken{Profile: auth.Profile{Name: name, Roles: []auth.Role{auth.RolePartner}}, Grants: grants})
	if err != nil {
		s.t.Fatal(err)
	}
	return secret.Reveal(), t.ID
}

// told is an event of somebody else, in words of its own so that nothing of it is
// in another one.
func told(id, step, destination, place string) string {
	e := `{"type":"ObjectEvent","eventID":"urn:event:` + id + `","eventTime":"2026-01-05T05:30:00Z","eventTimeZoneOffset":"+01:00","action":"OBSERVE",
		"epcList":["urn:thing:` + id + `"],"bizStep":"` + step + `","disposition":"urn:disposition:` + id + `","readPoint":{"id":"urn:gate:` + id + `"},"ex:rank":"` + id + `"`
	if destination != "" {
		e += `,"destinationList":[{"type":"owning_party","destination":"` + destination + `"}]`
	}
	if place != "" {
		e += `,"bizLocation":{"id":"` + place + `"}`
	}
	return e + "}"
}

func idsOf(events []*epcis.Event) (ids []string) {
	for _, e := range events {
		ids = append(ids, e.EventID)
	}
	return ids
}

// every asks page by page.
func (s *site) every(at, as string) (events []*epcis.Event) {
	s.t.Helper()
	for at != "" {
		res := s.send(http.MethodGet, at, as, "", "GS1-Extensions: ex=https://ns.example.com/epcis/")
		events = append(events, eventsIn(s.t, res)...)
		at = next(res)
	}
	return events
}

// TestPartnersSeeWhatTheyAreGranted: of all that there is, a partner finds what it
// has reported itself and what its grants ask for, and no sign of the rest.
func TestPartnersSeeWhatTheyAreGranted(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		s := shop(t, db)
		acme, id := s.partner("ACME", "EQ_destination_owning_party=urn:party:acme", "EQ_bizLocation=urn:yard:1&EQ_bizStep=storing")
		other, _ := s.partner("Other")
		s.handIn("planner", told("a", "shipping", "urn:party:acme", ""), told("b", "shipping", "urn:party:other", ""), told("c", "storing", "", "urn:yard:1"),
			told("d", "receiving", "", "urn:yard:1"), told("e", "storing", "", "urn:yard:2"))
		s.handIn(acme, told("f", "urn:step:f", "", "urn:yard:2"))
		s.handIn(other, told("g", "shipping", "", ""), told("h", "urn:step:h", "", ""))

		for _, c := range []struct {
			query string
			want  string
		}{
			{"", "a c f"},
			{"&EQ_bizStep=shipping", "a"},
			{"&EQ_bizStep=receiving", ""},
			{"&MATCH_anyEPC=urn:thing:a|urn:thing:b", "a"},
			{"&EQ_bizLocation=urn:yard:1|urn:yard:2", "c f"},
			{"&EQ_destination_owning_party=urn:party:other", ""},
			{"&eventType=ObjectEvent&EXISTS_ex:rank=", "a c f"},
			{"&GE_recordTime=2026-01-01T00:00:00Z&orderBy=recordTime&orderDirection=DESC", "f c a"},
			{"&orderBy=recordTime&eventCountLimit=2&orderDirection=ASC", "a c"},
			{"&orderBy=ex:rank", "f c a"},
			{"&maxEventCount=3", "a c f"},
		} {
			want := strings.Fields("urn:event:" + strings.ReplaceAll(c.want, " ", " urn:event:"))
			if c.want == "" {
				want = nil
			}
			for _, perPage := range []string{"1", "1000"} {
				if diff := cmp.Diff(want, idsOf(s.every("/epcis/events?perPage="+perPage+c.query, acme))); diff != "" {
					t.Errorf("%s (-want +got):\n%s", c.query, diff)
				}
			}
		}
		if got := idsOf(s.every("/epcis/events", other)); !slices.Equal(got, []string{"urn:event:g", "urn:event:h"}) {
			t.Errorf("without a grant: %v", got)
		}
		full := s.send(http.MethodGet, "/epcis/events?perPage=3", acme, "")
		if full.header.Get("Link") != "" {
			t.Errorf("a page that has all that is seen leads on: %s", full.header.Get("Link"))
		}
		s.seesOnly(acme, "acf", "bdegh")

		if _, err := s.people.Grant(t.Context(), id, nil); err != nil {
			t.Fatal(err)
		}
		if got := idsOf(s.every("/epcis/events", acme)); !slices.Equal(got, []string{"urn:event:f"}) {
			t.Errorf("once the grants are taken back: %v", got)
		}
	})
}

// seesOnly walks all lists and addresses as a partner: what is hidden is answered
// as what does not exist.
func (s *site) seesOnly(as, seen, hidden string) {
	s.t.Helper()
	var all strings.Builder
	for _, name := range members(s.t, s.send(http.MethodGet, "/epcis", as, "")) {
		if slices.Contains([]string{"events", "capture", "queries"}, name) {
			continue
		}
		for at := "/epcis/" + name + "?perPage=1"; at != ""; {
			res := s.send(http.MethodGet, at, as, "")
			for _, v := range members(s.t, res) {
				all.WriteString(" " + v + "\n")
			}
			at = next(res)
		}
	}
	for _, kind := range []string{"thing", "gate", "disposition"} {
		for _, id := range seen {
			if !strings.Contains(all.String(), " urn:"+kind+":"+string(id)+"\n") {
				s.t.Errorf("urn:%s:%c is not in the lists", kind, id)
			}
		}
		for _, id := range hidden {
			if strings.Contains(all.String(), " urn:"+kind+":"+string(id)+"\n") {
				s.t.Errorf("urn:%s:%c is in the lists", kind, id)
			}
		}
	}
	if strings.Contains(all.String(), "tracewright") || strings.Contains(all.String(), "urn:step:h") || !strings.Contains(all.String(), "urn:step:f") {
		s.t.Errorf("the lists: %s", all.String())
	}
	for _, at := range []string{"/epcis/events/urn:event:%s", "/epcis/epcs/urn:thing:%s", "/epcis/epcs/urn:thing:%s/events", "/epcis/readPoints/urn:gate:%s", "/epcis/dispositions/urn:disposition:%s/events"} {
		never := s.send(http.MethodGet, strings.ReplaceAll(at, "%s", "never"), as, "")
		for _, id := range hidden {
			if res := s.send(http.MethodGet, strings.ReplaceAll(at, "%s", string(id)), as, ""); res.status != http.StatusNotFound || res.body != never.body {
				s.t.Errorf("%s of %c: status %d: %s", at, id, res.status, res.body)
			}
		}
		for _, id := range seen {
			if res := s.send(http.MethodGet, strings.ReplaceAll(at, "%s", string(id)), as, ""); res.status != http.StatusOK {
				s.t.Errorf("%s of %c: status %d: %s", at, id, res.status, res.body)
			}
		}
	}
	for _, at := range []string{
		"/api/v1/objects", "/api/v1/objects/SN1", "/api/v1/objects/" + url.PathEscape("urn:thing:b"), "/api/v1/objects/SN1/trace?direction=back",
		"/api/v1/objects/SN1/epcis?trace=back", "/api/v1/objects/" + url.PathEscape("urn:thing:a") + "/epcis", "/api/v1/journal/entries", "/api/v1/feed?from=x", "/metrics",
	} {
		if res := s.send(http.MethodGet, at, as, "", "X-Forwarded-For: 192.0.2.1"); res.status != http.StatusForbidden {
			s.t.Errorf("%s: status %d: %s", at, res.status, res.body)
		}
	}
}

// TestGrantsByPattern: of all that there is, a partner sees the things of a pattern in
// any of their forms, by queries, counts, pages, lists and resources alike.
func TestGrantsByPattern(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		s := shop(t, db)
		acme, _ := s.partner("ACME", "MATCH_anyEPC=urn:epc:idpat:sgtin:0614141.107346.*")
		none, _ := s.partner("None", "MATCH_anyEPC=urn:epc:idpat:sgtin:0614142.*.*&EQ_bizStep=shipping")
		s.handIn("planner", shippedElsewhere, storedElsewhere, packedElsewhere, told("a", "shipping", "", ""),
			strings.NewReplacer("urn:uuid:11", "urn:uuid:21", "107346", "107347").Replace(shippedElsewhere))
		for path, want := range map[string]int{
			"/epcis/events": 3, "/epcis/events?perPage=1": 3, "/epcis/events?maxEventCount=3": 3, "/epcis/events?EQ_bizStep=shipping": 1,
			"/epcis/events?orderBy=eventTime&orderDirection=DESC&perPage=2": 3, "/epcis/events?MATCH_anyEPC=urn:epc:idpat:sgtin:0614141.*.*": 3,
			"/epcis/events?MATCH_anyEPC=urn:epc:id:sgtin:0614141.107347.2017": 0, "/epcis/bizSteps/shipping/events": 1,
		} {
			if got := len(s.every(path, acme)); got != want {
				t.Errorf("%s: %d events, want %d", path, got, want)
			}
			if got := len(s.every(path, none)); got != 0 {
				t.Errorf("%s: %d events for who is granted none of them", path, got)
			}
		}
		if res := s.send(http.MethodGet, "/epcis/events?maxEventCount=2", acme, ""); res.status != http.StatusRequestEntityTooLarge {
			t.Errorf("a count of two: status %d", res.status)
		}
		epcs := members(t, s.send(http.MethodGet, "/epcis/epcs?perPage=1000", acme, ""))
		if want := []string{"https://id.gs1.org/00/106141412345678908", "https://id.gs1.org/01/10614141073464/21/2017"}; !slices.Equal(epcs, want) {
			t.Errorf("listed are %v", epcs)
		}
		if res := s.send(http.MethodGet, "/epcis/epcs/"+url.PathEscape("urn:epc:id:sgtin:0614141.107347.2017"), acme, ""); res.status != http.StatusNotFound {
			t.Errorf("another's thing: status %d", res.status)
		}
	})
}

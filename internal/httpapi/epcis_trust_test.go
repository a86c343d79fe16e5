package httpapi_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/sqldb/sqldbtest"
)

// declaredWrong is an event with an error declaration.
func declaredWrong(event string) string {
	return strings.Replace(event, `"action"`, `"errorDeclaration":{"declarationTime":"2026-01-05T06:00:00Z","reason":"did_not_occur"},"action"`, 1)
}

// TestWhoMayDeclareAnEventWrong: whoever has reported it, and the plant; what the
// line has recorded is corrected there alone.
func TestWhoMayDeclareAnEventWrong(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		s := shop(t, db)
		acme, _ := s.partner("ACME")
		rival, _ := s.partner("Rival")
		s.handIn(acme, told("a", "shipping", "", ""), told("b", "shipping", "", ""))
		line := s.send(http.MethodGet, "/epcis/events?EQ_bizStep=commissioning&perPage=1", "operator", "")
		id := eventsIn(t, line)[0].EventID
		own := s.send(http.MethodGet, "/epcis/events/"+id, "operator", "").body
		for _, c := range []struct {
			name, as, event string
			status          int
			says            string
		}{
			{"a rival's", rival, bare(declaredWrong(told("a", "shipping", "", ""))), 403, "T753: It was not you"},
			{"a rival's again", rival, bare(declaredWrong(told("a", "shipping", "", ""))), 403, "SecurityException"},
			{"one's own", acme, bare(declaredWrong(told("a", "shipping", "", ""))), 201, ""},
			{"one's own again", acme, bare(declaredWrong(told("a", "shipping", "", ""))), 409, ""},
			{"the plant", "planner", bare(declaredWrong(told("b", "shipping", "", ""))), 201, ""},
			{"a rival's before it comes", rival, bare(declaredWrong(told("c", "shipping", "", ""))), 201, ""},
			{"which comes", acme, bare(told("c", "shipping", "", "")), 201, ""},
			{"and is one's own", acme, bare(declaredWrong(told("c", "shipping", "", ""))), 201, ""},
			{"the line's, sent back", "planner", own, 409, ""},
			{"the line's, by a partner", acme, declaredWrong(own), 403, "do correct entry="},
			{"the line's, by the plant", "planner", declaredWrong(own), 403, "T754: The event " + id},
		} {
			res := s.send(http.MethodPost, "/epcis/events", c.as, c.event)
			if res.status != c.status || !strings.Contains(res.body, c.says) {
				t.Errorf("%s: status %d: %s", c.name, res.status, res.body)
			}
		}
		res := s.send(http.MethodPost, "/epcis/capture", rival, captureDocument(declaredWrong(told("a", "shipping", "", "")), told("d", "shipping", "", "")))
		s.work()
		if job := s.job(res.header.Get("Location"), rival); job.Success || job.Recorded != 1 || len(job.Errors) != 1 || job.Errors[0].Rule != "T753" || job.Errors[0].Event != "urn:event:a" {
			t.Errorf("by a job: %+v", job)
		}
		declared := eventsIn(t, s.send(http.MethodGet, "/epcis/events?EXISTS_errorDeclaration=&orderBy=recordTime&orderDirection=ASC", "operator", ""))
		if got := strings.Join(idsOf(declared), " "); got != "urn:event:a urn:event:b urn:event:c urn:event:c" {
			t.Errorf("declared wrong are %s", got)
		}
		// No other way leads past it.
		for _, body := range []string{`{"verb":"capture","args":{"event":"{}"}}`, `{"id":"epcis:AAAA","verb":"scrap","args":{"object":"x","reason":"y"}}`} {
			if res := s.send(http.MethodPost, "/api/v1/commands", "planner", body); res.status != http.StatusUnprocessableEntity && res.status != http.StatusForbidden {
				t.Errorf("%s: status %d: %s", body, res.status, res.body)
			}
		}
	})
}

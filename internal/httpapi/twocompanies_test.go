package httpapi_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/tracewright/tracewright/internal/engine/enginetest"
	"github.com/tracewright/tracewright/internal/sqldb/sqldbtest"
	"github.com/tracewright/tracewright/internal/track"
)

// happens reports what has happened at a site, one command a line.
func (s *site) happens(lines string) {
	s.t.Helper()
	for line := range strings.Lines(strings.TrimSpace(lines)) {
		c := &track.Command{}
		if err := c.UnmarshalJSON([]byte(line)); err != nil {
			s.t.Fatalf("%s: %v", line, err)
		}
		s.Clock.Advance(time.Minute)
		if a := s.Do(s.t, c); a.Verdict.Answer != track.Permit {
			s.t.Fatalf("%s: %s", line, a.Verdict.Text)
		}
	}
}

// hand gives what one site tells of an object, with its history, to another.
func (s *site) hand(of string, to *site, syntax string) {
	s.t.Helper()
	told := s.send(http.MethodGet, "/api/v1/objects/"+url.PathEscape(of)+"/epcis?trace=back", "operator", "", "Accept: "+syntax)
	if told.status != http.StatusOK {
		s.t.Fatalf("status %d: %s", told.status, told.body)
	}
	partner, _ := to.partner("the other company")
	res := to.send(http.MethodPost, "/epcis/capture", partner, told.body, "Content-Type: "+syntax)
	if res.status != http.StatusAccepted {
		s.t.Fatalf("status %d: %s", res.status, res.body)
	}
	to.work()
	if job := to.job(res.header.Get("Location"), partner); !job.Success || job.Running || job.Recorded == 0 {
		s.t.Fatalf("job %+v", job)
	}
}

// traced is a trace as it is answered.
func (s *site) traced(of, direction string) string {
	s.t.Helper()
	res := s.send(http.MethodGet, "/api/v1/objects/"+url.PathEscape(of)+"/trace?direction="+direction, "operator", "")
	if res.status != http.StatusOK {
		s.t.Fatalf("status %d: %s", res.status, res.body)
	}
	return res.body
}

// TestGenealogyGoesThroughTwoCompanies: a motor works ships motors, a pump works
// builds them in. Each captures what the other tells, and traces through both.
func TestGenealogyGoesThroughTwoCompanies(t *testing.T) {
	t.Parallel()
	for _, syntax := range []string{"application/ld+json", "application/xml"} {
		t.Run(syntax, func(t *testing.T) {
			t.Parallel()
			motors, pumps := start(t, sqldbtest.SQLite(t)), serve(t, enginetest.StartOther(t, sqldbtest.SQLite(t)))
			for _, s := range []*site{motors, pumps} {
				s.Do(t, &track.Command{ID: "plant", Verb: "apply", Actor: "p-engineer", Args: &track.ApplyPlant{Definition: plantYAML(t)}})
			}
			motors.happens(`
{"id":"m1","verb":"receive","args":{"part":"SEAL-3","maker":"SEALCO","lot":"WIRE-7","quantity":"50"}}
{"id":"m2","mode":"report","verb":"produce-unit","args":{"part":"MOTOR-20","serial":"M77"}}
{"id":"m3","mode":"report","verb":"consume","args":{"object":"M77","component":"WIRE-7","quantity":"2"}}
{"id":"m4","mode":"report","verb":"pack","args":{"package":"095212340000000174","items":[{"ref":"M77"}]}}
{"id":"m5","mode":"report","verb":"ship","args":{"objects":[{"ref":"095212340000000174"}],"to":"PUMPS"}}`)
			pumps.Clock.Advance(time.Hour)
			motors.hand("095212340000000174", pumps, syntax)
			pumps.happens(`
{"id":"p1","verb":"receive","args":{"part":"MOTOR-20","maker":"MOTORS","serial":"M77"}}
{"id":"p2","verb":"produce-unit","args":{"part":"PUMP-100","serial":"SN900"}}
{"id":"p3","mode":"report","verb":"install","station":"ST-20","args":{"object":"SN900","component":"M77"}}
{"id":"p4","mode":"report","verb":"ship","args":{"objects":[{"ref":"SN900"}],"to":"CUSTOMER"}}`)
			wire := motors.send(http.MethodGet, "/api/v1/objects/WIRE-7/epcis", "operator", "").body
			_, key, _ := strings.Cut(wire, `"urn:tracewright:obj:`)
			key, _, _ = strings.Cut(key, `"`)
			if key == "" {
				t.Fatalf("the wire has no name outside: %s", wire)
			}
			if back := pumps.traced("SN900", "back"); !strings.Contains(back, "M77") || !strings.Contains(back, key) {
				t.Errorf("back from the pump, without the wire %s of the other works: %s", key, back)
			}

			motors.Clock.Advance(2 * time.Hour)
			pumps.hand("SN900", motors, syntax)
			if forward := motors.traced("WIRE-7", "forward"); !strings.Contains(forward, "M77") || !strings.Contains(forward, "SN900") {
				t.Errorf("forward from the wire, without the pump of the other works: %s", forward)
			}
			// What they told each other came back to them, and was theirs already.
			if n := len(motors.every("/epcis/events?EQ_bizStep=shipping&MATCH_epc=https://id.gs1.org/00/095212340000000174", "operator")); n != 1 {
				t.Errorf("one shipment is told of %d times", n)
			}
		})
	}
}

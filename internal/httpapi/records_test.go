package httpapi_test

import (
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tracewright/tracewright/api"
	"github.com/tracewright/tracewright/client"
	"github.com/tracewright/tracewright/internal/auth"
	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/sqldb/sqldbtest"
	"github.com/tracewright/tracewright/internal/track"
)

// works starts a site with the plant of the scenarios of calibrations and
// certificates.
func works(t *testing.T, db *sqldb.DB) *site {
	t.Helper()
	s := start(t, db)
	definition, err := os.ReadFile("../../testdata/plant/records.yaml")
	if err != nil {
		t.Fatal(err)
	}
	s.Do(t, &track.Command{ID: "plant", Verb: "apply", Args: &track.ApplyPlant{Definition: string(definition)}})
	return s
}

// Of two people at one station each acts by their own certificates. A badge names
// its person as long as it is good, and never stands in the journal.
func TestCertificatesAtAStation(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		s := works(t, db)
		tablet, _ := s.device("tablet", auth.Scope{Stations: []string{"S2"}})
		ada := s.hire("Ada Moreau", "BADGE-1", "", auth.RoleOperator)
		s.hire("Ben Okafor", "BADGE-2", "", auth.RoleOperator)
		s.Do(t, &track.Command{ID: "made", Verb: "produce-unit", Args: &track.ProduceUnit{Part: "FRAME", Serials: []string{"F1", "F2"}}})
		scan := func(code, operator, want string) {
			t.Helper()
			a, err := s.client(tablet).Scan(t.Context(), "S2", api.Scan{Code: code, Operator: operator})
			if err != nil {
				t.Fatal(err)
			}
			if a.Verdict.Code != want {
				t.Errorf("%s by %q: %s %s, want %s", code, operator, a.Verdict.Code, a.Verdict.Text, want)
			}
		}
		certify := func(person, skill string) response {
			t.Helper()
			return s.send(http.MethodPost, "/api/v1/commands", "quality", `{"verb":"certify","args":{"person":"`+person+`","skill":"`+skill+`"}}`)
		}

		scan("F1", "", "T670")
		scan("BADGE-1", "", "T901")
		scan("F1", "", "T671")
		from := s.Log.Next()
		for _, res := range []response{certify("BADGE-1", "ESD"), certify(ada, "WELDING")} {
			if !strings.Contains(res.body, ada+" is certified for") {
				t.Errorf("%d %s", res.status, res.body)
			}
		}
		if _, text := s.entries(from); strings.Contains(text, "BADGE") {
			t.Errorf("the journal has the badge: %s", text)
		}
		if res := certify("p-nobody", "ESD"); res.status != http.StatusUnprocessableEntity {
			t.Errorf("nobody is certified: %d %s", res.status, res.body)
		}
		scan("F1", "", "T000")
		scan("BADGE-2", "", "T901")
		scan("F2", "BADGE-2", "T671")
		scan("F2", "BADGE-1", "T000")

		list, err := s.client("operator").Certificates(t.Context(), client.CertificateFilter{Person: ada, Page: client.Page{Limit: 1}})
		if err != nil || len(list.Items) != 1 || list.Items[0].Skill != "WELDING" || list.Next == "" {
			t.Fatalf("%+v %v", list, err)
		}
		for role, name := range map[string]string{"operator": "Ada Moreau", "auditor": "Ada Moreau", "planner": ""} {
			if seen, err := s.client(role).Certificates(t.Context(), client.CertificateFilter{Person: ada}); err != nil || seen.Items[0].Name != name {
				t.Errorf("a %s sees the name %q (%v), want %q", role, seen.Items[0].Name, err, name)
			}
		}
		list, err = s.client("operator").Certificates(t.Context(), client.CertificateFilter{Skill: "WELDING", LapsesBefore: list.Items[0].Until.Add(time.Second)})
		if err != nil || len(list.Items) != 1 {
			t.Fatalf("lapsing: %+v %v", list, err)
		}

		people, err := s.people.ListPeople(t.Context(), "", 100)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range people {
			if p.ID == ada {
				if _, err := s.people.RevokeBadge(t.Context(), p.Badges[0].ID); err != nil {
					t.Fatal(err)
				}
			}
		}
		scan("BADGE-1", "", "T904")
		if res := certify("BADGE-1", "ESD"); res.status != http.StatusUnprocessableEntity || strings.Contains(res.body, "BADGE-1") {
			t.Errorf("a revoked badge is certified: %d %s", res.status, res.body)
		}
		scan("F1", "", "T671") // only Ben is there now
	})
}

// What the office asks of equipment: what is due, how one was calibrated, and what
// is in doubt since one was found bad.
func TestEquipment(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		s := works(t, db)
		due := time.Date(2999, 1, 1, 0, 0, 0, 0, time.UTC)
		for _, c := range []*track.Command{
			{ID: "c1", Verb: "produce-unit", Args: &track.ProduceUnit{Part: "PUMP", Serials: []string{"P1", "P2"}}},
			{ID: "c2", Verb: "start", Station: "BLIND", Args: &track.Start{Object: "P1"}},
			{ID: "c3", Verb: "complete", Station: "BLIND", Args: &track.Complete{Object: "P1"}},
			{ID: "c4", Verb: "calibrate", Args: &track.Calibrate{Equipment: "DRV-1", Found: "pass", Certificate: "K-1", Due: due}},
			{ID: "c5", Verb: "start", Station: "BLIND", Args: &track.Start{Object: "P2"}},
			{ID: "c6", Verb: "complete", Station: "BLIND", Args: &track.Complete{Object: "P2"}},
			{ID: "c7", Verb: "calibrate", Args: &track.Calibrate{
				Equipment: "DRV-1", Found: "fail", Left: "pass", Certificate: "K-2", Due: due,
				Readings: []track.CalibrationReading{{Nominal: "5", Found: "5.2", Left: "5.0", UoM: "NU"}},
			}},
		} {
			s.Clock.Advance(time.Minute)
			if a := s.Do(t, c); a.Verdict.Answer != track.Permit {
				t.Fatalf("%s: %s", c.ID, a.Verdict.Text)
			} else if c.ID == "c7" && (len(a.Verdict.Choices) != 1 || a.Verdict.Choices[0].Verb != "hold" || a.Verdict.Evidence["objects"] != "1") {
				t.Errorf("found bad: %+v", a.Verdict)
			}
		}
		c := s.client("operator")
		state := func(f client.EquipmentFilter) map[string]string {
			t.Helper()
			list, err := c.EquipmentList(t.Context(), f)
			if err != nil {
				t.Fatal(err)
			}
			states := map[string]string{}
			for _, e := range list.Items {
				states[e.Code] = e.State
			}
			return states
		}
		all := map[string]string{"DRV-1": "good", "DRV-2": "missing", "HAMMER": "unneeded"}
		for _, test := range []struct {
			filter client.EquipmentFilter
			want   map[string]string
		}{
			{client.EquipmentFilter{}, all},
			{client.EquipmentFilter{Kind: "tool"}, all},
			{client.EquipmentFilter{Kind: "gauge"}, map[string]string{}},
			{client.EquipmentFilter{State: "missing"}, map[string]string{"DRV-2": "missing"}},
			{client.EquipmentFilter{DueBefore: due.Add(time.Second)}, map[string]string{"DRV-1": "good"}},
			{client.EquipmentFilter{DueBefore: due}, map[string]string{}},
			{client.EquipmentFilter{Page: client.Page{Limit: 1, After: "DRV-1"}}, map[string]string{"DRV-2": "missing"}},
		} {
			if diff := cmp.Diff(test.want, state(test.filter)); diff != "" {
				t.Errorf("%+v:\n%s", test.filter, diff)
			}
		}
		e, err := c.Equipment(t.Context(), "DRV-1")
		if err != nil || e.Doubt == nil || e.Doubt.Objects != 1 || e.Doubt.From.IsZero() || e.Doubt.Until != e.Last.At || e.Object == nil {
			t.Fatalf("%+v %+v %v", e, e.Doubt, err)
		}
		if len(e.Last.Readings) != 1 || e.Last.Readings[0] != (api.CalibrationPoint{Nominal: "5", Found: "5.2", Left: "5.0", UoM: "NU", Unit: "N·m"}) {
			t.Errorf("%+v", e.Last.Readings)
		}
		page, err := c.Calibrations(t.Context(), "DRV-1", client.Page{Limit: 1})
		if err != nil || len(page.Items) != 1 || page.Items[0].Certificate != "K-2" {
			t.Fatalf("%+v %v", page, err)
		}
		page, err = c.Calibrations(t.Context(), "DRV-1", client.Page{Limit: 1, After: page.Next})
		if err != nil || len(page.Items) != 1 || page.Items[0].Certificate != "K-1" || page.Next != "" {
			t.Fatalf("%+v %v", page, err)
		}
		found, err := c.Match(t.Context(), api.Selection{Equipment: "DRV-1", Since: "check"}, 10)
		if err != nil || len(found.Items) != 1 || found.Items[0].Name != "P2" {
			t.Errorf("%+v %v", found, err)
		}
		if res := s.send(http.MethodGet, "/api/v1/equipment/NOTHING", "operator", ""); res.status != http.StatusNotFound {
			t.Errorf("%d %s", res.status, res.body)
		}
	})
}

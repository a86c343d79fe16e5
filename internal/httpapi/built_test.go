package httpapi_test

import (
	"net/http"
	"strconv"
	"testing"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/google/go-cmp/cmp"

	"github.com/tracewright/tracewright/api"
	"github.com/tracewright/tracewright/internal/auth"
	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/sqldb/sqldbtest"
	"github.com/tracewright/tracewright/internal/track"
)

func answer[T any](t *testing.T, s *site, path, as string) T {
	t.Helper()
	res := s.send(http.MethodGet, path, as, "")
	var out T
	if err := json.Unmarshal([]byte(res.body), &out); err != nil || res.status != http.StatusOK {
		t.Fatalf("%s: %d %s %v", path, res.status, res.body, err)
	}
	return out
}

// TestBuiltBesideTheBill: what is missing, what stands in for another part, what
// nobody asked for, and what was taken out again.
func TestBuiltBesideTheBill(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		s := shop(t, db)
		report := func(id, station string, args track.Args, verb track.Verb) {
			t.Helper()
			s.Do(t, &track.Command{ID: id, Verb: verb, Mode: track.ModeReport, Station: station, Args: args})
		}
		for id, c := range map[string][2]string{"m2": {"MOTOR-20", "M2"}, "b1": {"CTRL-BOARD-5", "B1"}, "x": {"HOUSING-10", "H9"}} {
			report("r-"+id, "", &track.Receive{Part: c[0], Maker: "VOLT", Serial: c[1]}, "receive")
		}
		report("r-alt", "", &track.Receive{Part: "SEAL-3A", Maker: "OTHER", Lot: "A-1", Quantity: "5"}, "receive")
		report("i1", "ST-20", &track.Install{Object: "SN1", Component: "M1"}, "install")
		report("out", "ST-20", &track.Remove{Object: "SN1", Component: "M1", Reason: "noisy"}, "remove")
		report("i2", "ST-20", &track.Install{Object: "SN1", Component: "M2"}, "install")
		report("i3", "ST-20", &track.Install{Object: "SN1", Component: "A-1"}, "install")
		report("i4", "ST-20", &track.Install{Object: "SN1", Component: "H9"}, "install")

		got := answer[api.Built](t, s, "/api/v1/objects/SN1/built", "operator")
		lines := map[string]string{}
		for _, l := range got.Lines {
			lines[l.Part] = l.Built + "/" + l.Wanted + " " + strconv.FormatBool(l.Due) + " " + strconv.FormatBool(l.Missing)
		}
		want := map[string]string{
			"HOUSING-10": "1/1 true false", "MOTOR-20": "1/1 false false", "CTRL-BOARD-5": "0/1 false false", "IMPELLER-7": "0/1 false false",
			"SEAL-3": "2/1 false false", "SCREW-M6": "0/4 false false", "LABEL": "0/1 false false", "CARTON": "0/1 false false",
		}
		if diff := cmp.Diff(want, lines); diff != "" {
			t.Errorf("lines (-want +got):\n%s", diff)
		}
		parts := map[string]string{}
		for _, p := range got.Parts {
			parts[p.Object.Name] = p.Edge.BOMLine + " out=" + strconv.FormatBool(!p.Edge.To.IsZero()) + " alternate=" + strconv.FormatBool(p.Alternate) + " extra=" + strconv.FormatBool(p.Extra)
		}
		if diff := cmp.Diff(map[string]string{
			"H1": "10 out=false alternate=false extra=false", "S-77": "50 out=false alternate=false extra=false",
			"M1": "20 out=true alternate=false extra=false", "M2": "20 out=false alternate=false extra=false",
			"A-1": "50 out=false alternate=true extra=false", "H9": " out=false alternate=false extra=true",
		}, parts); diff != "" {
			t.Errorf("parts (-want +got):\n%s", diff)
		}
	})
}

// TestDrawnAgainIsTold: an operation that is done again draws again, and what
// it drew the first time is told apart.
func TestDrawnAgainIsTold(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		s := shop(t, db)
		report := func(id, station string, verb track.Verb, args track.Args) {
			t.Helper()
			s.Clock.Advance(time.Minute)
			s.Do(t, &track.Command{ID: id, Verb: verb, Mode: track.ModeReport, Station: station, Args: args})
		}
		report("a", "ST-20", "load", &track.Load{Object: "SC-1", Position: "BIN-1"})
		report("b", "ST-20", "start", &track.Start{Object: "SN2"})
		report("c", "ST-20", "complete", &track.Complete{Object: "SN2"})
		report("d", "", "rework", &track.Rework{Object: "SN2", Enter: "ASSEMBLE", Reason: "seal pinched"})
		drawn := func() (all []string) {
			for _, p := range answer[api.Built](t, s, "/api/v1/objects/SN2/built", "operator").Parts {
				all = append(all, p.Object.Name+" voided="+strconv.FormatBool(p.Voided))
			}
			return all
		}
		if diff := cmp.Diff([]string{"SC-1 voided=true"}, drawn()); diff != "" {
			t.Errorf("to be done again (-want +got):\n%s", diff)
		}
		report("e", "ST-20", "start", &track.Start{Object: "SN2"})
		report("f", "ST-20", "complete", &track.Complete{Object: "SN2"})
		if diff := cmp.Diff([]string{"SC-1 voided=true", "SC-1 voided=false"}, drawn()); diff != "" {
			t.Errorf("done again (-want +got):\n%s", diff)
		}
	})
}

// TestNeighboursAreOfTheSamePart: values of the same characteristic, before and
// after, of other units of the part.
func TestNeighboursAreOfTheSamePart(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		s := shop(t, db)
		measure := func(id, object, value string) {
			t.Helper()
			s.Do(t, &track.Command{ID: id, Verb: "measure", Mode: track.ModeReport, Station: "ST-30", Args: &track.Measure{
				Object: track.Ref(object), Characteristic: "TORQUE", Value: track.Decimal(value),
			}})
		}
		measure("t1", "SN1", "5.0")
		s.Do(t, &track.Command{ID: "sn3", Verb: "produce-unit", Args: &track.ProduceUnit{Part: "PUMP-100", Serials: []string{"SN3"}}})
		measure("t3", "SN3", "5.1")
		measure("other", "M1", "9.9")
		list := answer[api.List[api.Neighbours]](t, s, "/api/v1/objects/SN1/neighbours", "operator")
		if len(list.Items) != 1 || list.Items[0].Characteristic != "TORQUE" {
			t.Fatalf("got %+v", list.Items)
		}
		var got []string
		for _, m := range list.Items[0].Measurements {
			got = append(got, m.Object.Name+" "+m.Value)
		}
		if diff := cmp.Diff([]string{"SN2 5.31", "SN3 5.1"}, got); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
}

// TestPeopleAreNamedToWhoMaySeeThem: an id that nobody has is left out.
func TestPeopleAreNamedToWhoMaySeeThem(t *testing.T) {
	t.Parallel()
	s := start(t, sqldbtest.SQLite(t))
	ada := s.hire("Ada Moreau", "4711", "", auth.RoleOperator)
	path := "/api/v1/people?id=p-nobody&id=" + ada
	if res := s.send(http.MethodGet, path, "engineer", ""); res.status != http.StatusForbidden {
		t.Errorf("an engineer gets %d %s", res.status, res.body)
	}
	got := answer[api.List[api.Person]](t, s, path, "auditor")
	if diff := cmp.Diff([]api.Person{{ID: ada, Name: "Ada Moreau"}}, got.Items); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

package httpapi_test

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"github.com/tracewright/tracewright/internal/epcisview"
	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/sqldb/sqldbtest"
)

const yards = `{"type":"urn:epcglobal:epcis:vtype:BusinessLocation","vocabularyElementList":[
	{"id":"urn:yard","attributes":[{"id":"cbvmda:city","attribute":"Bonn"},{"id":"ex:owner","attribute":"ACME"}],"children":["urn:yard:north","urn:epc:id:sgln:0614141.00888.0"]},
	{"id":"urn:yard:north","attributes":[{"id":"https://ns.example.com/epcis/owner","attribute":"BOLT"}],"children":["urn:yard:dock","urn:yard"]}]}`

// described is a document with master data in its header.
func describing(vocabulary string, events ...string) string {
	return strings.Replace(captureDocument(events...), `,"epcisBody"`, `,"epcisHeader":{"epcisMasterData":{"vocabularyList":[`+vocabulary+`]}},"epcisBody"`, 1)
}

// TestMasterDataAreKeptAndAsked: what a document's header says of places answers
// queries, also once the index is made anew, and what is said last stands.
func TestMasterDataAreKeptAndAsked(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		s := shop(t, db)
		capture := func(document string) {
			t.Helper()
			res := s.send(http.MethodPost, "/epcis/capture", "planner", document)
			if res.status != http.StatusAccepted {
				t.Fatalf("status %d: %s", res.status, res.body)
			}
			s.work()
			if job := s.job(res.header.Get("Location"), "planner"); !job.Success || job.Running {
				t.Fatalf("job %+v", job)
			}
		}
		check := func(answers map[string]string) {
			t.Helper()
			for query, want := range answers {
				got := strings.ReplaceAll(strings.Join(idsOf(s.every("/epcis/events?"+query, "operator")), " "), "urn:event:", "")
				if got != want {
					t.Errorf("%s finds %q and not %q", query, got, want)
				}
			}
		}
		capture(describing(yards, told("yard", "storing", "", "urn:yard"), told("dock", "storing", "", "urn:yard:dock"),
			told("link", "storing", "", "https://id.gs1.org/414/0614141008889"), told("else", "storing", "", "urn:elsewhere"), told("north", "storing", "", "urn:yard:north")))
		first := map[string]string{
			"WD_bizLocation=urn:yard":                                            "yard dock link north",
			"WD_bizLocation=urn:yard:north|urn:elsewhere":                        "yard dock link else north",
			"WD_bizLocation=urn:yard:dock":                                       "dock",
			"EQ_bizLocation=urn:yard":                                            "yard",
			"HASATTR_bizLocation=urn:epcglobal:cbv:mda%23city":                   "yard",
			"HASATTR_bizLocation=cbvmda:city|ex:owner":                           "yard north",
			"HASATTR_readPoint=ex:owner":                                         "",
			"EQATTR_bizLocation_ex:owner=ACME":                                   "yard",
			"EQATTR_bizLocation_ex:owner=ACME|BOLT":                              "yard north",
			"EQ_ATTR_bizLocation_https://ns.example.com/epcis/owner=BOLT":        "north",
			"EQATTR_bizLocation_ex:owner=CUT":                                    "",
			"WD_bizLocation=urn:yard&EQATTR_bizLocation_ex:owner=BOLT&perPage=1": "north",
			"HASATTR_ex:rank=ex:owner":                                           "",
		}
		check(first)
		anew := &epcisview.Index{Journal: s.DB, Open: func(context.Context) (*sqldb.DB, error) { return s.DB, nil }}
		if err := anew.Reset(t.Context()); err != nil {
			t.Fatal(err)
		}
		check(first)

		got := s.send(http.MethodGet, "/api/v1/master-data?perPage=1", "operator", "")
		rest := s.send(http.MethodGet, next(got), "operator", "")
		for _, want := range []string{`"id":"urn:yard"`, `"attribute":"Bonn"`, `"https://ns.example.com/epcis/owner"`, `"children":["urn:yard:north","urn:epc:id:sgln:0614141.00888.0"]`} {
			if !strings.Contains(got.body, want) {
				t.Errorf("%s is missing in %s", want, got.body)
			}
		}
		if !strings.Contains(rest.body, `"id":"urn:yard:north"`) || next(rest) != "" {
			t.Errorf("the page after: %s", rest.body)
		}
		if one := s.send(http.MethodGet, "/api/v1/master-data?EQ_name=urn:yard:north|urn:x", "operator", "", "Accept: application/xml"); !strings.Contains(one.body, "urn:yard:north") || strings.Contains(one.body, "Bonn") {
			t.Errorf("one: %s", one.body)
		}

		capture(describing(`{"type":"urn:epcglobal:epcis:vtype:BusinessLocation","vocabularyElementList":[{"id":"urn:yard","attributes":[{"id":"ex:owner","attribute":"CUT"}],"children":["urn:yard:dock"]}]}`))
		check(map[string]string{
			"WD_bizLocation=urn:yard":                          "yard dock",
			"EQATTR_bizLocation_ex:owner=CUT":                  "yard",
			"EQATTR_bizLocation_ex:owner=ACME":                 "",
			"HASATTR_bizLocation=urn:epcglobal:cbv:mda%23city": "",
		})
		capture(describing(yards)) // said again, it stands again
		check(first)

		partner, _ := s.partner("ACME", "WD_bizLocation=urn:yard:north")
		if got := len(s.every("/epcis/events", partner)); got != 4 {
			t.Errorf("a grant of a place covers %d events", got)
		}
		if res := s.send(http.MethodGet, "/api/v1/master-data", partner, ""); res.status != http.StatusForbidden {
			t.Errorf("master data as a partner: %d", res.status)
		}
		wrong := describing(strings.Replace(yards, "urn:yard:dock", "no uri", 1), told("not", "storing", "", "urn:yard"))
		if res := s.send(http.MethodPost, "/epcis/capture", "planner", wrong); res.status != http.StatusBadRequest || !strings.Contains(res.body, "/epcisHeader/epcisMasterData") {
			t.Errorf("wrong master data: %d: %s", res.status, res.body)
		}
	})
}

package httpapi_test

import (
	"net/http"
	"net/url"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/go-json-experiment/json"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/tracewright/tracewright/internal/golden"
	"github.com/tracewright/tracewright/internal/plant"
	"github.com/tracewright/tracewright/internal/sqldb/sqldbtest"
	"github.com/tracewright/tracewright/internal/track"
)

// TestOpenAPI keeps the description of the API: clients are made from it.
func TestOpenAPI(t *testing.T) {
	t.Parallel()
	s := start(t, sqldbtest.SQLite(t))
	res := s.send(http.MethodGet, "/api/openapi.json", "", "")
	if res.status != http.StatusOK {
		t.Fatalf("status %d: %s", res.status, res.body)
	}
	golden.Check(t, "../../docs/openapi.json", []byte(res.body))
}

// handedIn captures a document, and returns the id of its job.
func handedIn(t *testing.T, s *site) string {
	t.Helper()
	res := s.send(http.MethodPost, "/epcis/capture", "admin", captureDocument(shippedElsewhere))
	if res.status != http.StatusAccepted {
		t.Fatalf("status %d: %s", res.status, res.body)
	}
	return strings.TrimPrefix(res.header.Get("Location"), "/epcis/capture/")
}

// firstEvent is the id of the first event that there is, as a path has it.
func firstEvent(s *site) string {
	body := s.send(http.MethodGet, "/epcis/events?perPage=1", "operator", "").body
	_, rest, _ := strings.Cut(body, `"eventID":"`)
	id, _, _ := strings.Cut(rest, `"`)
	return url.PathEscape(id)
}

// TestAnswersMatchTheDescription: each read answers what the description says,
// and takes what it says.
func TestAnswersMatchTheDescription(t *testing.T) {
	t.Parallel()
	s := shop(t, sqldbtest.SQLite(t))
	s.Do(t, &track.Command{ID: "order", Verb: "create-order", Args: &track.CreateOrder{Order: "WO-1", Part: "PUMP-100", Quantity: "1"}})
	s.Do(t, &track.Command{ID: "calibrate", Verb: "calibrate", Mode: track.ModeReport, Args: &track.Calibrate{
		Equipment: "DRV-4", Found: track.OutcomeFail, Left: track.OutcomePass,
		Readings: []track.CalibrationReading{{Nominal: "5", Found: "5.2", Left: "5", UoM: "NU"}},
	}})
	s.Do(t, &track.Command{ID: "certify", Verb: "certify", Args: &track.Certify{Person: "p-1", Skill: "ESD"}})
	s.Do(t, &track.Command{ID: "state", Verb: "station-state", Station: "ST-20", Args: &track.SetStationState{State: plant.StationFault}})
	call := s.Do(t, &track.Command{ID: "call", Verb: "andon", Station: "ST-20", Args: &track.RaiseAndon{Kind: plant.CallHelp, Object: "SN1"}})
	labelled(t, s, "serial")
	printed := s.Do(t, &track.Command{ID: "print", Verb: "print", Args: &track.Print{Label: "ALL", Object: "SN1", Printer: "ZD"}})
	s.Do(t, &track.Command{ID: "query", Verb: "name-query", Args: &track.NameQuery{Name: "added", Query: `{"EQ_action":["ADD"]}`}})
	s.Do(t, &track.Command{ID: "subscribe", Verb: "subscribe", Args: &track.Subscribe{Subscription: "SU-1", Query: "added", Dest: "https://erp.example.com", Hour: "6"}})
	reserved := reservedNumbers(t, s)
	labelled(t, s, "serial")
	photo, err := s.client("operator").Upload(t.Context(), []byte("2 mm"))
	if err != nil {
		t.Fatal(err)
	}
	var doc any
	if err := json.Unmarshal([]byte(s.send(http.MethodGet, "/api/openapi.json", "", "").body), &doc); err != nil {
		t.Fatal(err)
	}
	schemas := jsonschema.NewCompiler()
	if err := schemas.AddResource("openapi.json", doc); err != nil {
		t.Fatal(err)
	}
	check := func(pointer, body string) {
		t.Helper()
		schema, err := schemas.Compile("openapi.json#" + pointer)
		if err != nil {
			t.Fatalf("%s: %v", pointer, err)
		}
		value, err := jsonschema.UnmarshalJSON(strings.NewReader(body))
		if err != nil {
			t.Fatalf("%s: %v in %s", pointer, err, body)
		}
		if err := schema.Validate(value); err != nil {
			t.Errorf("%s: %v", pointer, err)
		}
	}
	fill := strings.NewReplacer("{id}", "SN1", "{station}", "ST-20", "{hold}", "H-16", "{seq}", "3", "{entry}", "18", "{version}", "1", "{order}", "WO-1", "{label}", "unit", "{equipment}", "DRV-4", "{call}", call.Verdict.Evidence["call"], "{job}", printed.Verdict.Evidence["job"], "{eventID}", firstEvent(s), "{captureID}", handedIn(t, s),
		"{eventType}", "ObjectEvent", "{epc}", url.PathEscape("https://id.gs1.org/00/106141412345678908"), "{bizStep}", "shipping", "{disposition}", "active", "{readPoint}", "urn:epc:id:sgln:0614141.00777.0", "{bizLocation}", "urn:epc:id:sgln:0614141.00888.0", "{queryName}", "added", "{subscriptionID}", "SU-1", "{sha256}", photo.SHA256)
	s.handIn("admin", packedElsewhere)
	for _, route := range described(t, s) {
		method, path, _ := strings.Cut(route, " ")
		if method != http.MethodGet || path == "/api/v1/feed" {
			continue
		}
		at := fill.Replace(reserved.Replace(path))
		if strings.Contains(path, "/proofs/") {
			at += map[bool]string{true: "?seq=3", false: "?old=3"}[strings.HasSuffix(path, "inclusion")]
		}
		if strings.HasSuffix(path, "/symbols") {
			at += "?text=TW:UNDO"
		}
		if strings.HasSuffix(path, "/preview") {
			at += "?object=SN1"
		}
		if strings.HasPrefix(path, "/api/v1/trace") {
			at += "?object=SN1"
		}
		if strings.HasSuffix(path, "/identifiers") && !strings.Contains(path, "{") {
			at += "?value=SN1"
		}
		res := s.send(method, at, "admin", "")
		if res.status != http.StatusOK {
			t.Errorf("%s: status %d: %s", at, res.status, res.body)
		}
		pointer := "/paths/" + strings.ReplaceAll(path, "/", "~1") + "/get/responses/"
		if res.header.Get("Content-Type") == "application/json" {
			check(pointer+"200/content/application~1json/schema", res.body)
		}
		wrong := s.send(method, at, "", "")
		if wrong.status == http.StatusUnauthorized {
			check(pointer+"default/content/application~1problem+json/schema", wrong.body)
		}
	}
	commands, err := os.ReadFile("testdata/shop.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	actor := regexp.MustCompile(`"actor":"[^"]*",`)
	for line := range strings.Lines(string(commands)) {
		check("/components/schemas/Command", actor.ReplaceAllString(line, ""))
	}
}

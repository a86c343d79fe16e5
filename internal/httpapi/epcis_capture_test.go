package httpapi_test

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/go-json-experiment/json"

	"github.com/tracewright/tracewright/api"
	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/sqldb/sqldbtest"
)

const epcisContext = `"@context":["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",{"ex":"https://ns.example.com/epcis/"}]`

// Events of partners, without their context.
const (
	shippedElsewhere = `{"type":"ObjectEvent","eventID":"urn:uuid:11","eventTime":"2026-01-05T05:00:00.123Z","eventTimeZoneOffset":"+01:00","action":"OBSERVE",
		"epcList":["urn:epc:id:sgtin:0614141.107346.2017"],"bizStep":"shipping","disposition":"in_transit","ex:truck":{"ex:plate":"B-TW 1"}}`
	storedElsewhere = `{"type":"ObjectEvent","eventTime":"2026-01-05T05:30:00Z","eventTimeZoneOffset":"+01:00","action":"OBSERVE",
		"epcList":["https://id.gs1.org/01/10614141073464/21/2017"],"bizStep":"storing","ex:shelf":12.50}`
	unheardOf = `{"type":"ObjectEvent","eventTime":"2026-01-05T05:30:00Z","eventTimeZoneOffset":"+01:00","action":"OBSERVE",
		"epcList":["urn:epc:id:sgtin:0614141.107346.2018"],"bizStep":"teleporting"}`
)

func captureDocument(events ...string) string {
	return `{` + epcisContext + `,"type":"EPCISDocument","schemaVersion":"2.0","creationDate":"2026-01-05T06:00:00Z","epcisBody":{"eventList":[` +
		strings.Join(events, ",") + `]}}`
}

func bare(event string) string { return `{` + epcisContext + `,` + strings.TrimPrefix(event, "{") }

// work does the capture jobs that wait.
func (s *site) work() {
	s.t.Helper()
	for {
		more, err := s.captures.Step(s.t.Context())
		if err != nil {
			s.t.Fatal(err)
		}
		if !more {
			return
		}
	}
}

func (s *site) job(at, as string) api.CaptureJob {
	s.t.Helper()
	var job api.CaptureJob
	res := s.send(http.MethodGet, at, as, "")
	if err := json.Unmarshal([]byte(res.body), &job); err != nil || res.status != http.StatusOK {
		s.t.Fatalf("status %d: %s: %v", res.status, res.body, err)
	}
	return job
}

// TestOneEventIsCapturedOnce: what is handed in is given back under its id, and
// never changed.
func TestOneEventIsCapturedOnce(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		s := shop(t, db)
		res := s.send(http.MethodPost, "/epcis/events", "partner", bare(shippedElsewhere))
		if res.status != http.StatusCreated || res.header.Get("Location") != "/epcis/events/urn:uuid:11" {
			t.Fatalf("status %d, Location %q: %s", res.status, res.header.Get("Location"), res.body)
		}
		got := s.send(http.MethodGet, "/epcis/events/urn:uuid:11", "operator", "", "GS1-EPC-Format: Never_Translates")
		for _, want := range []string{`"urn:epc:id:sgtin:0614141.107346.2017"`, `"2026-01-05T05:00:00.123Z"`, `"+01:00"`, `"ex:truck":{"ex:plate":"B-TW 1"}`, `"recordTime"`} {
			if !strings.Contains(got.body, want) {
				t.Errorf("%s is missing in %s", want, got.body)
			}
		}
		if res := s.send(http.MethodPost, "/epcis/events", "partner", bare(shippedElsewhere)); res.status != http.StatusConflict || !strings.Contains(res.body, "ResourceAlreadyExistsException") {
			t.Errorf("again: status %d: %s", res.status, res.body)
		}
		// One without an id gets its hash.
		res = s.send(http.MethodPost, "/epcis/events", "partner", bare(storedElsewhere))
		if at := res.header.Get("Location"); res.status != http.StatusCreated || !strings.HasPrefix(at, "/epcis/events/ni:%2F%2F%2Fsha-256%3B") {
			t.Errorf("status %d, Location %q", res.status, at)
		} else if got := s.send(http.MethodGet, at, "operator", ""); got.status != http.StatusOK || !strings.Contains(got.body, `"ex:shelf":12.50`) {
			t.Errorf("status %d: %s", got.status, got.body)
		}
		// Both are of one thing, which the plant knows now.
		for _, name := range []string{"urn:epc:id:sgtin:0614141.107346.2017", "https://id.gs1.org/01/10614141073464/21/2017"} {
			if events := eventsIn(t, s.send(http.MethodGet, "/epcis/events?MATCH_anyEPC="+name, "operator", "")); len(events) != 2 {
				t.Errorf("%s: %d events", name, len(events))
			}
		}
		if events := eventsIn(t, s.send(http.MethodGet, "/api/v1/objects/https:%2F%2Fid.gs1.org%2F01%2F10614141073464%2F21%2F2017/epcis", "operator", "")); len(events) != 2 {
			t.Errorf("%d events of the object", len(events))
		}
		// It may be declared wrong, once.
		wrong := strings.Replace(bare(shippedElsewhere), `"action"`, `"errorDeclaration":{"declarationTime":"2026-01-05T06:00:00Z","reason":"did_not_occur"},"action"`, 1)
		if res := s.send(http.MethodPost, "/epcis/events", "partner", wrong); res.status != http.StatusCreated {
			t.Errorf("declared wrong: status %d: %s", res.status, res.body)
		}
		if events := eventsIn(t, s.send(http.MethodGet, "/epcis/events?EXISTS_errorDeclaration=", "operator", "")); len(events) != 1 {
			t.Errorf("%d events are declared wrong", len(events))
		}
	})
}

// TestDocumentsAreCapturedByJobs: a document is judged whole before it is
// answered, and is recorded whatever happens afterwards.
func TestDocumentsAreCapturedByJobs(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		s := shop(t, db)
		count := func() int {
			return len(eventsIn(t, s.send(http.MethodGet, "/epcis/events?perPage=1000", "operator", "")))
		}
		before := count()
		doc := captureDocument(shippedElsewhere, unheardOf, storedElsewhere)
		res := s.send(http.MethodPost, "/epcis/capture", "partner", doc)
		if res.status != http.StatusBadRequest || !strings.Contains(res.body, "/epcisBody/eventList/1/bizStep") || !strings.Contains(res.body, "epcisException:ValidationException") {
			t.Errorf("rollback: status %d: %s", res.status, res.body)
		}
		if s.work(); count() != before {
			t.Error("something of a refused document is recorded")
		}
		res = s.send(http.MethodPost, "/epcis/capture", "partner", doc, "GS1-Capture-Error-Behaviour: proceed")
		if res.status != http.StatusAccepted {
			t.Fatalf("proceed: status %d: %s", res.status, res.body)
		}
		at := res.header.Get("Location")
		if job := s.job(at, "partner"); !job.Running || job.FinishedAt != nil || job.Success || len(job.Errors) != 1 || job.Events != 2 {
			t.Errorf("waiting: %+v", job)
		}
		s.work()
		if job := s.job(at, "partner"); job.Running || job.FinishedAt == nil || job.Success || job.Recorded != 2 {
			t.Errorf("done: %+v", job)
		}
		if got := count(); got != before+2 {
			t.Errorf("%d events are recorded, want 2", got-before)
		}
		// The same document again changes nothing, and says so.
		if job := s.job(at, "partner"); job.Known != 0 {
			t.Errorf("%d events of the first document are known", job.Known)
		}
		s.Clock.Advance(time.Second)
		res = s.send(http.MethodPost, "/epcis/capture", "partner", captureDocument(shippedElsewhere, storedElsewhere))
		s.work()
		if job := s.job(res.header.Get("Location"), "partner"); !job.Success || job.Recorded != 2 || job.Known != 2 || count() != before+2 {
			t.Errorf("again: %+v, %d events", job, count()-before)
		}
		// Another event under a known id is told.
		other := strings.Replace(shippedElsewhere, "shipping", "receiving", 1)
		res = s.send(http.MethodPost, "/epcis/capture", "partner", captureDocument(other))
		s.work()
		if job := s.job(res.header.Get("Location"), "partner"); job.Success || len(job.Errors) != 1 || job.Errors[0].Event != "urn:uuid:11" {
			t.Errorf("another event: %+v", job)
		}
		// Who did not send it does not see it; an auditor does.
		if res := s.send(http.MethodGet, at, "planner", ""); res.status != http.StatusNotFound {
			t.Errorf("somebody else's job: status %d", res.status)
		}
		var mine, all []api.CaptureJob
		_ = json.Unmarshal([]byte(s.send(http.MethodGet, "/epcis/capture?perPage=2", "partner", "").body), &mine)
		_ = json.Unmarshal([]byte(s.send(http.MethodGet, "/epcis/capture", "quality", "").body), &all)
		if len(mine) != 2 || len(all) != 3 {
			t.Errorf("%d jobs of a page, %d of all", len(mine), len(all))
		}
	})
}

// TestAJobGoesOnAfterACrash: what was recorded before the crash, and not noted,
// is recorded once.
func TestAJobGoesOnAfterACrash(t *testing.T) {
	t.Parallel()
	s := shop(t, sqldbtest.SQLite(t))
	var events []string
	for i := range 150 {
		events = append(events, fmt.Sprintf(`{"type":"ObjectEvent","eventTime":"2026-01-05T05:00:00Z","eventTimeZoneOffset":"+00:00","action":"OBSERVE","epcList":["urn:epc:id:sgtin:0614141.107346.%d"]}`, i))
	}
	at := s.send(http.MethodPost, "/epcis/capture", "partner", captureDocument(events...)).header.Get("Location")
	if _, err := s.captures.Step(t.Context()); err != nil {
		t.Fatal(err)
	}
	err := s.DB.Write(t.Context(), func(tx *sqldb.Tx) error {
		_, err := tx.Exec(t.Context(), "update capture_job set next = 0, done = 0")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	s.work()
	if job := s.job(at, "partner"); !job.Success || job.Recorded != 150 || job.Known != 0 || job.Running {
		t.Errorf("%+v", job)
	}
	if got := eventsIn(t, s.send(http.MethodGet, "/epcis/events?perPage=1000&MATCH_epc=urn:epc:idpat:sgtin:0614141.107346.*", "operator", "")); len(got) != 150 {
		t.Errorf("%d events, want 150", len(got))
	}
}

// TestWhatCannotBeCapturedIsRefused: each with the status and the type of the
// standard, and nothing is recorded.
func TestWhatCannotBeCapturedIsRefused(t *testing.T) {
	t.Parallel()
	s := shop(t, sqldbtest.SQLite(t))
	one := `{"type":"ObjectEvent","eventTime":"2026-01-05T05:00:00Z","eventTimeZoneOffset":"+00:00","action":"OBSERVE","epcList":["urn:a:b"]}`
	var bomb bytes.Buffer
	z := gzip.NewWriter(&bomb)
	_, _ = z.Write(bytes.Repeat([]byte(" "), 40<<20))
	_ = z.Close()
	for name, c := range map[string]struct {
		path, as, body, header string
		status                 int
		kind                   string
	}{
		"nobody":         {"/epcis/capture", "", captureDocument(one), "", 401, "SecurityException"},
		"an operator":    {"/epcis/capture", "operator", captureDocument(one), "", 403, "SecurityException"},
		"text":           {"/epcis/capture", "partner", "hello", "Content-Type: text/plain", 415, "UnsupportedMediaTypeException"},
		"broken off":     {"/epcis/capture", "partner", captureDocument(one)[:200], "", 400, "ValidationException"},
		"twice a name":   {"/epcis/events", "partner", `{` + epcisContext + `,"type":"ObjectEvent","type":"ObjectEvent"}`, "", 400, "ValidationException"},
		"a doctype":      {"/epcis/capture", "partner", `<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>`, "Content-Type: application/xml", 400, "ValidationException"},
		"two events":     {"/epcis/events", "partner", captureDocument(one, one), "", 400, "ValidationException"},
		"a behaviour":    {"/epcis/capture", "partner", captureDocument(one), "GS1-Capture-Error-Behaviour: process", 400, "ValidationException"},
		"too many":       {"/epcis/capture", "partner", captureDocument(strings.Repeat(one+",", 10_000) + one), "", 413, "CaptureLimitExceededException"},
		"a gzip bomb":    {"/epcis/capture", "partner", bomb.String(), "Content-Encoding: gzip", 400, "ValidationException"},
		"a large event":  {"/epcis/events", "partner", bare(strings.Replace(one, `"urn:a:b"`, `"urn:a:`+strings.Repeat("b", 600<<10)+`"`, 1)), "", 400, "ValidationException"},
		"a vast event":   {"/epcis/capture", "partner", captureDocument(strings.Replace(one, `"action"`, `"ex:a":"`+strings.Repeat("x", 10<<20)+`","action"`, 1)), "", 400, "ValidationException"},
		"vast and wrong": {"/epcis/capture", "partner", strings.Repeat("x", 10<<20), "Content-Type: text/plain", 415, "UnsupportedMediaTypeException"},
		"100,000 EPCs":   {"/epcis/events", "partner", bare(strings.Replace(one, `"urn:a:b"`, `"urn:a:b"`+strings.Repeat(`,"a:b"`, 100_000), 1)), "", 400, "ValidationException"},
		"NaN":            {"/epcis/events", "partner", bare(strings.Replace(one, `"action"`, `"ex:a":NaN,"action"`, 1)), "", 400, "ValidationException"},
		"another case":   {"/epcis/events", "partner", bare(strings.Replace(one, `"action"`, `"Action"`, 1)), "", 400, "ValidationException"},
		"laughs":         {"/epcis/events", "partner", `<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><ObjectEvent>&b;</ObjectEvent>`, "Content-Type: text/xml", 400, "ValidationException"},
		"a bare word":    {"/epcis/events", "partner", bare(unheardOf), "", 400, "ValidationException"},
		"deep extension": {"/epcis/events", "partner", bare(strings.Replace(one, `"action"`, `"ex:a":`+strings.Repeat(`{"ex:a":`, 40)+`1`+strings.Repeat(`}`, 40)+`,"action"`, 1)), "", 400, "ValidationException"},
	} {
		var header []string
		if c.header != "" {
			header = []string{c.header}
		}
		res := s.send(http.MethodPost, c.path, c.as, c.body, header...)
		if res.status != c.status || !strings.Contains(res.body, `"epcisException:`+c.kind+`"`) {
			t.Errorf("%s: status %d: %.400s", name, res.status, res.body)
		}
		if res.status == http.StatusRequestEntityTooLarge && (res.header.Get("GS1-EPCIS-Capture-Limit") == "" || res.header.Get("GS1-EPCIS-Capture-File-Size-Limit") == "") {
			t.Errorf("%s: the limits are not told", name)
		}
	}
	s.work()
	if got := eventsIn(t, s.send(http.MethodGet, "/epcis/events?MATCH_epc=urn:a:b", "operator", "")); len(got) != 0 {
		t.Errorf("%d events are recorded", len(got))
	}
}

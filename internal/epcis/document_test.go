package epcis_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/google/go-cmp/cmp"

	"github.com/tracewright/tracewright/internal/epcis"
)

const member = `{"type":"ObjectEvent","action":"ADD","eventTime":"2026-11-22T17:15:00Z","eventTimeZoneOffset":"+00:00","epcList":["urn:x:1"]CONTEXT}`

func TestDocumentGivesEachEventItsContext(t *testing.T) {
	t.Parallel()
	own := strings.Replace(member, "CONTEXT", `,"@context":["urn:a",{"y":"urn:y:"}]`, 1)
	plain := strings.Replace(member, "CONTEXT", "", 1)
	body := `{"type":"EPCISQueryDocument","epcisBody":{"queryResults":{"queryName":"q","subscriptionID":"s","resultsBody":{"eventList":[` +
		plain + "," + own + `]}}},"@context":["urn:a",{"x":"urn:x:"}],"creationDate":"2026-11-22T18:15:00+01:00"}`
	got, events, err := epcis.ParseDocument([]byte(body), epcis.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2026, 11, 22, 17, 15, 0, 0, time.UTC)
	a, x, y := jsontext.Value(`"urn:a"`), jsontext.Value(`{"x":"urn:x:"}`), jsontext.Value(`{"y":"urn:y:"}`)
	event := epcis.Event{Type: epcis.Object, Action: epcis.Add, EventTime: at, EPCs: []string{"urn:x:1"}, Context: []jsontext.Value{a, x}}
	other := event
	other.Context = []jsontext.Value{a, x, y}
	want := &epcis.Document{
		Type: epcis.QueryDocument, CreationDate: at, QueryName: "q", SubscriptionID: "s",
		Context: []jsontext.Value{a, x},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("document (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]epcis.Event{event, other}, events); diff != "" {
		t.Errorf("events (-want +got):\n%s", diff)
	}
}

func TestParseDocumentRefuses(t *testing.T) {
	t.Parallel()
	event := strings.Replace(member, "CONTEXT", "", 1)
	document := `{"@context":"urn:a","type":"EPCISDocument","epcisHeader":{"x:a":1},"epcisBody":{"eventList":[` + event + `]}}`
	tests := []struct{ name, body, path, rule string }{
		{"an event of its own", with(""), "/type", "word"},
		{"no context", strings.Replace(document, `"@context":"urn:a",`, "", 1), "/@context", "required"},
		{"no body", `{"@context":"urn:a","type":"EPCISDocument"}`, "/epcisBody", "required"},
		{"a bad event", strings.Replace(document, "+00:00", "00:00", 1), "/epcisBody/eventList/0/eventTimeZoneOffset", "offset"},
		{"an unknown member", strings.Replace(document, `"eventList"`, `"events"`, 1), "/epcisBody/events", "member"},
		{"too many events", strings.Replace(document, event, event+","+event+","+event, 1), "/epcisBody/eventList", "events"},
		{"a header too deep", strings.Replace(document, `"x:a":1`, `"x:a":`+strings.Repeat("[", 40)+strings.Repeat("]", 40), 1), "/epcisHeader/x:a", "depth"},
		{
			"an attribute that is a list", strings.Replace(document, `"x:a":1`, `"epcisMasterData":{"vocabularyList":[{"type":"urn:t","vocabularyElementList":[`+
				`{"id":"urn:i","attributes":[{"id":"urn:a","attribute":[1]}]}]}]}`, 1),
			"/epcisHeader/epcisMasterData/vocabularyList/0/vocabularyElementList/0/attributes/0/attribute", "kind",
		},
		{"a word redefined", strings.Replace(document, `"urn:a"`, `{"action":"urn:evil:"}`, 1), "/@context/action", "redefinition"},
		{"a prefix redefined", strings.Replace(document, `"urn:a"`, `["urn:a",{"gs1":"urn:evil:"}]`, 1), "/@context/1/gs1", "redefinition"},
		{"a base", strings.Replace(document, `"urn:a"`, `{"@base":"urn:evil:"}`, 1), "/@context/@base", "redefinition"},
		{"a list too many", strings.Replace(document, `"eventList"`, `"eventList":[`+event+`],"x:b":1,"eventList"`, 1), "/epcisBody/eventList", "duplicate"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, _, err := epcis.ParseDocument([]byte(tt.body), epcis.Limits{Events: 2})
			e, ok := errors.AsType[*epcis.Error](err)
			if !ok {
				t.Fatalf("got %v, want an *Error", err)
			}
			if e.Path != tt.path || e.Rule != tt.rule {
				t.Errorf("got %s at %q (%v), want %s at %q", e.Rule, e.Path, err, tt.rule, tt.path)
			}
		})
	}
}

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

// frame is an event with a place for more members.
const frame = `{"@context":["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"],"type":"ObjectEvent",` +
	`"action":"OBSERVE","eventTime":"2026-11-22T17:15:00+01:00","eventTimeZoneOffset":"+01:00",MORE"epcList":["urn:x:1"]}`

func with(members string) string { return strings.Replace(frame, "MORE", members, 1) }

func TestParseEventRefuses(t *testing.T) {
	t.Parallel()
	small := epcis.Limits{Bytes: 2000, Depth: 4, List: 3, Members: 12, Text: 80, Contexts: 2}
	tests := []struct{ name, body, path, rule, fix string }{
		{"nothing", "", "", "json", "whole"},
		{"no object", `[1]`, "", "kind", "an event"},
		{"half an event", with("")[:200], "", "json", "whole"},
		{"two events", with("") + with(""), "", "json", "one JSON value"},
		{"a name twice", with(`"bizStep":"packing","bizStep":"packing",`), "/bizStep", "duplicate", "keep one"},
		{"an extension twice", with(`"tw:a":1,"tw:a":1,`), "/tw:a", "duplicate", "keep one"},
		{"a name twice inside an extension", with(`"tw:a":{"b":[{"c":1,"c":2}]},`), "/tw:a/b/0/c", "duplicate", "keep one"},
		{"a name twice in a part", with(`"readPoint":{"id":"urn:x:1","id":"urn:x:1"},`), "/readPoint/id", "duplicate", "keep one"},
		{"a name twice, once with escapes", with(`"bizStep":"packing","biz\u0053tep":"packing",`), "/bizStep", "member", "bizStep as it is"},
		{"another case", with(`"BizStep":"packing",`), "/BizStep", "member", "write bizStep"},
		{"an unknown member", with(`"colour":"red",`), "/colour", "member", "prefix"},
		{"an unknown member of a quantity", with(`"quantityList":[{"epcClass":"urn:x:1","tw:a":1}],`), "/quantityList/0/tw:a", "member", "leave it out"},
		{"a prefix that is no scheme", with(`"my_x:a":1,`), "/my_x:a", "member", "prefix"},
		{"invalid UTF-8", with("\"bizStep\":\"\xff\","), "/bizStep", "json", "UTF-8"},
		{"half a surrogate pair", with(`"bizStep":"\ud800",`), "/bizStep", "json", "UTF-8"},
		{"no type", strings.Replace(with(""), `"type":"ObjectEvent",`, "", 1), "/type", "required", "type"},
		{"no time", strings.Replace(with(""), `"eventTime"`, `"recordTime"`, 1), "/eventTime", "required", "eventTime"},
		{"no offset", strings.Replace(with(""), `"eventTimeZoneOffset":"+01:00",`, "", 1), "/eventTimeZoneOffset", "required", "eventTimeZoneOffset"},
		{"no action", strings.Replace(with(""), `"action":"OBSERVE",`, "", 1), "/action", "required", "action"},
		{"no context", strings.Replace(with(""), `"@context":["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"],`, "", 1), "/@context", "required", "@context"},
		{"an action of another kind", strings.Replace(with(""), `OBSERVE`, "observe", 1), "/action", "word", "OBSERVE"},
		{"an unknown type", strings.Replace(with(""), `ObjectEvent`, "SubjectEvent", 1), "/type", "word", "ObjectEvent"},
		{"a member of another shape", with(`"parentID":"urn:x:2",`), "/parentID", "shape", "another type"},
		{"an object for a string", with(`"bizLocation":"urn:x:2",`), "/bizLocation", "kind", "a business location"},
		{"a number for a string", with(`"bizStep":7,`), "/bizStep", "kind", "a string"},
		{"null", with(`"disposition":null,`), "/disposition", "kind", "a string"},
		{"an empty string", with(`"disposition":"",`), "/disposition", "empty", "leave"},
		{"a word for a truth", with(`"sensorElementList":[{"sensorReport":[{"type":"Count","booleanValue":"true"}]}],`), "/sensorElementList/0/sensorReport/0/booleanValue", "kind", "true or false"},
		{"a number in words", with(`"quantityList":[{"epcClass":"urn:x:1","quantity":"ten"}],`), "/quantityList/0/quantity", "number", "12"},
		{"a number with a plus", with(`"quantityList":[{"epcClass":"urn:x:1","quantity":"+1"}],`), "/quantityList/0/quantity", "number", "12"},
		{"a number beyond reckoning", with(`"quantityList":[{"epcClass":"urn:x:1","quantity":1e99999}],`), "/quantityList/0/quantity", "number", "exponent"},
		{"a number too long", with(`"quantityList":[{"epcClass":"urn:x:1","quantity":1` + strings.Repeat("0", 64) + `}],`), "/quantityList/0/quantity", "number", "64"},
		{"a number for nothing", with(`"quantityList":[{"epcClass":"urn:x:1","quantity":true}],`), "/quantityList/0/quantity", "kind", "a number"},
		{"a second too many", with(`"recordTime":"2026-11-22T17:15:60Z",`), "/recordTime", "date-time", "nine digits"},
		{"a day too many", with(`"recordTime":"2026-02-29T17:15:00Z",`), "/recordTime", "date-time", "nine digits"},
		{"a time without offset", with(`"recordTime":"2026-11-22T17:15:00",`), "/recordTime", "date-time", "nine digits"},
		{"a time in lower case", with(`"recordTime":"2026-11-22t17:15:00z",`), "/recordTime", "date-time", "nine digits"},
		{"ten digits of a second", with(`"recordTime":"2026-11-22T17:15:00.0123456789Z",`), "/recordTime", "date-time", "nine digits"},
		{"an offset of a day", strings.Replace(with(""), `"+01:00"`, `"+24:00"`, 1), "/eventTimeZoneOffset", "offset", "14:00"},
		{"an offset without sign", strings.Replace(with(""), `"+01:00"`, `"01:00"`, 1), "/eventTimeZoneOffset", "offset", "14:00"},
		{"a context that is a number", strings.Replace(with(""), `["https`, `[1,"https`, 1), "/@context/0", "kind", "prefixes"},
		{"too many contexts", strings.Replace(with(""), `["https`, `["urn:a","urn:b","https`, 1), "/@context", "list", "within 2"},
		{"too large", with(`"tw:a":"` + strings.Repeat("a", 2000) + `",`), "", "bytes", "2000 bytes"},
		{"too deep", with(`"tw:a":[[[[]]]],`), "/tw:a", "depth", "within 4"},
		{"too long a list", with(`"quantityList":[{"epcClass":"u:1"},{"epcClass":"u:1"},{"epcClass":"u:1"},{"epcClass":"u:1"}],`), "/quantityList", "list", "within 3"},
		{"too long a text", with(`"bizStep":"` + strings.Repeat("a", 81) + `",`), "/bizStep", "text", "80 bytes"},
		{"too many members", with(`"tw:a":1,"tw:b":1,"tw:c":1,"tw:d":1,"tw:e":1,"tw:f":1,"tw:g":1,`), "", "members", "within 12"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, err := epcis.ParseEvent([]byte(tt.body), small)
			e, ok := errors.AsType[*epcis.Error](err)
			if !ok {
				t.Fatalf("got %v, want an *Error", err)
			}
			if e.Rule != tt.rule || tt.name != "half an event" && e.Path != tt.path || !strings.Contains(e.Fix, tt.fix) {
				t.Errorf("got %s at %q (%v)\nwant %s at %q with a remedy that says %q", e.Rule, e.Path, err, tt.rule, tt.path, tt.fix)
			}
		})
	}
}

func TestParseEventTakesWhatPeersWrite(t *testing.T) {
	t.Parallel()
	body := "\xef\xbb\xbf \n" + strings.Replace(with(`"certificationInfo":"urn:x:c","quantityList":[{"quantity":"1.50","epcClass":"urn:x:1"}],
		"tw:a" : { "x" : [ 1.0, "\u00e9\/" ] },"sourceList":[],"ilmd":{},`),
		`["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"]`, `"https://ref.gs1.org/standards/epcis/epcis-context.jsonld"`, 1)
	got, err := epcis.ParseEvent([]byte(body), epcis.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	want := &epcis.Event{
		Type:          epcis.Object,
		Action:        epcis.Observe,
		EventTime:     time.Date(2026, 11, 22, 16, 15, 0, 0, time.UTC),
		ZoneOffset:    60,
		EPCs:          []string{"urn:x:1"},
		Quantities:    []epcis.Quantity{{Class: "urn:x:1", Quantity: "1.50"}},
		Certification: []string{"urn:x:c"},
		Context:       []jsontext.Value{jsontext.Value(`"https://ref.gs1.org/standards/epcis/epcis-context.jsonld"`)},
		Extensions:    []epcis.Extension{{Name: "tw:a", Value: jsontext.Value(`{"x":[1.0,"é/"]}`)}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("event (-want +got):\n%s", diff)
	}
}

func TestAppendRefusesWhatCouldNotBeRead(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, path, rule string
		change           func(*epcis.Event)
	}{
		{"no type", "/type", "required", func(e *epcis.Event) { e.Type = "" }},
		{"an unknown type", "/type", "word", func(e *epcis.Event) { e.Type = "objectEvent" }},
		{"no time", "/eventTime", "required", func(e *epcis.Event) { e.EventTime = time.Time{} }},
		{"a time before all time", "/recordTime", "date-time", func(e *epcis.Event) { e.RecordTime = time.Date(-1, 1, 1, 0, 0, 0, 0, time.UTC) }},
		{"an offset of a day", "/eventTimeZoneOffset", "offset", func(e *epcis.Event) { e.ZoneOffset = 1440 }},
		{"no action", "/action", "required", func(e *epcis.Event) { e.Action = "" }},
		{"an unknown action", "/action", "word", func(e *epcis.Event) { e.Action = "add" }},
		{"a member of another shape", "/childEPCs", "shape", func(e *epcis.Event) { e.ChildEPCs = []string{"urn:x:1"} }},
		{"an empty element", "/epcList/1", "empty", func(e *epcis.Event) { e.EPCs = []string{"urn:x:1", ""} }},
		{"invalid UTF-8", "/bizStep", "utf-8", func(e *epcis.Event) { e.BizStep = "\xff" }},
		{"a number in words", "/quantityList/0/quantity", "number", func(e *epcis.Event) { e.Quantities = []epcis.Quantity{{Class: "urn:x:1", Quantity: "ten"}} }},
		{"a quantity of nothing", "/quantityList/0/epcClass", "required", func(e *epcis.Event) { e.Quantities = make([]epcis.Quantity, 1) }},
		{"an extension without prefix", "/verdict", "member", func(e *epcis.Event) { e.Extensions = []epcis.Extension{{Name: "verdict", Value: jsontext.Value("1")}} }},
		{"an extension without value", "/tw:a", "json", func(e *epcis.Event) { e.Extensions = []epcis.Extension{{Name: "tw:a"}} }},
		{"an extension twice", "/ilmd/tw:a", "duplicate", func(e *epcis.Event) {
			e.ILMD = []epcis.Extension{{Name: "tw:a", Value: jsontext.Value("1")}, {Name: "tw:a", Value: jsontext.Value("1")}}
		}},
		{"a malformed extension", "/tw:a~1b/c", "json", func(e *epcis.Event) {
			e.Extensions = []epcis.Extension{{Name: "tw:a/b", Value: jsontext.Value(`{"c":tru}`)}}
		}},
		{"a context that is a number", "/@context/0", "kind", func(e *epcis.Event) { e.Context = []jsontext.Value{jsontext.Value("1")} }},
		{"an extension of no place", "/readPoint/id", "required", func(e *epcis.Event) {
			e.ReadPointExtensions = []epcis.Extension{{Name: "tw:a", Value: jsontext.Value("1")}}
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			event := epcis.Event{Type: epcis.Object, Action: epcis.Add, EventTime: time.Unix(0, 0), EPCs: []string{"urn:x:1"}}
			tt.change(&event)
			got, err := event.AppendJSON([]byte("before"))
			e, ok := errors.AsType[*epcis.Error](err)
			if !ok {
				t.Fatalf("got %v, want an *Error", err)
			}
			if e.Path != tt.path || e.Rule != tt.rule {
				t.Errorf("got %s at %q (%v), want %s at %q", e.Rule, e.Path, err, tt.rule, tt.path)
			}
			if string(got) != "before" {
				t.Errorf("the buffer is %q, want it as it was", got)
			}
		})
	}
}

func TestAppendKeepsOneOrder(t *testing.T) {
	t.Parallel()
	e := epcis.Event{
		Type: epcis.Object, EventID: "urn:x:e", EventTime: time.Unix(0, 5e8), ZoneOffset: -570, Action: epcis.Observe,
		BizStep: epcis.StepHolding, ReadPoint: "urn:x:p",
		Extensions: []epcis.Extension{{Name: "tw:b", Value: jsontext.Value(` { "y" : 1 } `)}, {Name: "tw:a", Value: jsontext.Value("2")}},
	}
	got, err := e.AppendJSON(nil)
	if err != nil {
		t.Fatal(err)
	}
	want := `{"@context":["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",{"tw":"urn:tracewright:ns:"}],` +
		`"type":"ObjectEvent","eventID":"urn:x:e","eventTime":"1970-01-01T00:00:00.5Z","eventTimeZoneOffset":"-09:30",` +
		`"action":"OBSERVE","epcList":[],"bizStep":"holding","readPoint":{"id":"urn:x:p"},"tw:b":{"y":1},"tw:a":2}`
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Errorf("bytes (-want +got):\n%s", diff)
	}
}

func TestParseDecimalTakesOnlyBoundedNumbers(t *testing.T) {
	t.Parallel()
	for s, ok := range map[string]bool{
		"0": true, "-0.50": true, "12": true, "1e3": true, "1E-999": true, "1e0000000001": true,
		"": false, "01": false, "-": false, "1.": false, ".5": false, "+1": false, "1e": false, "1e1000": false,
		"NaN": false, "0x1": false, "1 ": false, strings.Repeat("9", 65): false,
	} {
		if d, err := epcis.ParseDecimal(s); (err == nil) != ok || ok && string(d) != s {
			t.Errorf("ParseDecimal(%q) = %q, %v; want ok %v", s, d, err, ok)
		}
	}
}

func FuzzParseEvent(f *testing.F) {
	f.Add([]byte(with("")))
	f.Add([]byte(with(`"quantityList":[{"epcClass":"urn:x:1","quantity":-1.50e2,"uom":"KGM"}],"tw:a":{"x":[1,null]},`)))
	f.Add([]byte(with(`"sensorElementList":[{"sensorMetadata":{"time":"2026-11-22T17:15:00.5Z"},"sensorReport":[{"type":"Count","booleanValue":true,"stringValue":""}]}],`)))
	f.Add([]byte(with(`"errorDeclaration":{"declarationTime":"2026-11-22T17:15:00Z","reason":"did_not_occur"},"persistentDisposition":{"set":["recalled"]},`)))
	f.Add([]byte(strings.Replace(with(`"outputEPCList":["urn:x:2"],"certificationInfo":"urn:x:c",`), "ObjectEvent", "example:Other", 1)))
	f.Fuzz(func(t *testing.T, b []byte) {
		e, err := epcis.ParseEvent(b, epcis.Limits{})
		if err != nil {
			return
		}
		first, err := e.AppendJSON(nil)
		if err != nil {
			t.Fatalf("read, but not written: %v", err)
		}
		again, err := epcis.ParseEvent(first, epcis.Limits{})
		if err != nil {
			t.Fatalf("written, but not read: %v\n%s", err, first)
		}
		second, err := again.AppendJSON(nil)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(first), string(second)); diff != "" {
			t.Fatalf("bytes (-first +second):\n%s", diff)
		}
	})
}

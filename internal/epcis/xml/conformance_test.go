package xml_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/tracewright/tracewright/internal/epcis"
	"github.com/tracewright/tracewright/internal/epcis/epcistest"
	"github.com/tracewright/tracewright/internal/epcis/xml"
)

// refused are the documents that are not read, with the rule that refuses them,
// by the end of their names. Those without a reason the XML schema refuses too.
var refused = map[string]struct{ rule, reason string }{
	"Capture/Documents/Namespace_document.xml":                                    {"word", ""},
	"Invalid/ObjectEvent_with_invalid_eventTime_format.xml":                       {"date-time", ""},
	"Invalid/ObjectEvent_with_unknown_element.xml":                                {"member", ""},
	"Invalid/ObjectEvent_with_wrong_element_order.xml":                            {"order", ""},
	"Invalid/ObjectEvent_without_eventTime.xml":                                   {"required", ""},
	"Query/Combination_of_different_event.xml":                                    {"required", ""},
	"Query/JumbledFieldsOrder.xml":                                                {"namespace", ""},
	"Query/ObjectEventWithAllPossibleFields.xml":                                  {"namespace", ""},
	"Query/SensorData_with_combined_events.xml":                                   {"namespace", ""},
	"Query/TransformationEvent_with_error_declaration.xml":                        {"namespace", ""},
	"Query/Invalid/QueryDocument_with_invalid_action.xml":                         {"namespace", ""},
	"Query/Invalid/QueryDocument_with_invalid_eventType.xml":                      {"namespace", ""},
	"Queries/Invalid/Query_without_queryName.xml":                                 {"member", ""},
	"1.2/EPCIS/XML/Capture/Documents/Document_with_namespace.xml":                 {"word", ""},
	"1.2/EPCIS/XML/Capture/Documents/Jumbled_attributes_order.xml":                {"order", ""},
	"1.2/EPCIS/XML/Capture/Documents/TransformationEvent_all_possible_fields.xml": {"order", ""},
	"Invalid/ObjectEvent_bare_event_without_action.xml":                           {"required", ""},
	"2.0/Events_ObjectEvent_StringCertificationInfo.xml":                          {"order", ""},
	"1.2/Events_ObjectEvent_Full.xml":                                             {"order", ""},
	"oliot/AggregationEvent.xml":                                                  {"doctype", ""},
	"oliot/ObjectEvent.xml":                                                       {"doctype", ""},
	"oliot/TransactionEvent.xml":                                                  {"doctype", ""},
	"Capture/Events/Namespace_event.xml":                                          {"namespace", ""},
	"Documents/Single_event_with_namespace.xml":                                   {"namespace", ""},
	"fastnt/1.2/MasterData_ValidMasterdataElement.xml":                            {"root", ""},
	"fastnt/1.2/Requests_InvalidRequest.xml":                                      {"member", ""},
	"examples/SensorDataExamples.xml":                                             {"order", ""},
	"examples/epcisQueryDocument.xml":                                             {"namespace", ""},
	"examples/epcisXmlDocHavingEventWithIgnoreFields.xml":                         {"order", ""},
	"expected-equal/differentRepresentationsOfAggregationEvent.xml":               {"order", ""},
	"expected-equal/differentRepresentationsOfTransformationEvent.xml":            {"order", ""},
	"expected-equal/numberPrecision.xml":                                          {"version", ""},
	"expected-equal/timestampPrecision.xml":                                       {"order", ""},
	"expected-equal/timestampTimeZone2.xml":                                       {"order", ""},
	"expected-equal/timestampTimeZone3.xml":                                       {"order", ""},

	"WithFullCombinationOfFields/masterdata_all_possible_fields.xml":           {"doctype", "a DOCTYPE, which is refused always"},
	"WithFullCombinationOfFields/object_event_all_possible_fields.xml":         {"doctype", "a DOCTYPE, which is refused always"},
	"WithFullCombinationOfFields/transformation_event_all_possible_fields.xml": {"doctype", "a DOCTYPE, which is refused always"},
	"CaptureJob/Example-CaptureJobSuccess.xml":                                 {"root", "no events: the state of a capture job"},
	"CaptureJob/Example-CaptureJobWithErrorFile.xml":                           {"root", "no events: the state of a capture job"},
	"CBV/CBV-11.4-2020-06-16a.xml":                                             {"root", "no events: master data alone, which the 2.0 interface does not take"},
	"Mimasu/Example-masterData.xml":                                            {"root", "no events: master data alone, which the 2.0 interface does not take"},
	"Query/Queries/SimpleEventQuery.xml":                                       {"member", "no events: a question of SOAP"},
	"1.2/CallbackRequests_ImplementationExceptionRequest.xml":                  {"member", "no events: an answer of SOAP"},
	"1.2/CallbackRequests_QueryTooLargeRequest.xml":                            {"member", "no events: an answer of SOAP"},
	"1.2/Queries_GetQueryNames.xml":                                            {"root", "no events: a question of SOAP"},
	"1.2/Queries_GetSubscriptionIDs.xml":                                       {"root", "no events: a question of SOAP"},
	"1.2/Queries_GetVendorVersion.xml":                                         {"root", "no events: a question of SOAP"},
	"1.2/Queries_Unsubscribe.xml":                                              {"root", "no events: a question of SOAP"},
	"XML-1.2/AssociationEvent.xml":                                             {"member", "names of a draft of 2.0 (sensorMetaData), which the schema of 1.2 does not look at"},
}

// untyped are documents with sensor reports that have an exception but no type,
// which XML allows and JSON does not.
var untyped = []string{"SensorData_with_combined_events.xml", "WithSensorData/SensorDataExamples.xml"}

// repeated is a document with an EPC twice in a list, which JSON does not allow.
const repeated = "epcisDocWithAllGS1Keys.xml"

func refusal(file string) (rule, reason string) {
	for name, r := range refused {
		if strings.HasSuffix(file, "/"+name) {
			return r.rule, r.reason
		}
	}
	return "", ""
}

func isOneOf(file string, names []string) bool {
	for _, name := range names {
		if strings.HasSuffix(file, "/"+name) {
			return true
		}
	}
	return false
}

type vector struct {
	File   string         `json:"file"`
	Format string         `json:"format"`
	Root   string         `json:"root"`
	Events map[string]int `json:"events"`
	Valid  *bool          `json:"valid_xsd"`
	Schema bool           `json:"valid_ratified_json_schema"`
}

func vectors(t *testing.T, format string) []vector {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(epcistest.Dir(t), "epcis-docs-manifest.json"))
	if err != nil {
		t.Fatal(err)
	}
	var all, found []vector
	if err := json.Unmarshal(b, &all); err != nil {
		t.Fatal(err)
	}
	for _, v := range all {
		if v.Format == format {
			found = append(found, v)
		}
	}
	return found
}

func file(t *testing.T, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(epcistest.Dir(t), name))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestPublicXMLIsReadAndWritten(t *testing.T) {
	t.Parallel()
	xsd, schema := epcistest.XSD(t), epcistest.Schema(t)
	documents, events, no, other := 0, 0, 0, 0
	for _, v := range vectors(t, "xml") {
		d, list, err := read(file(t, v.File), xml.Options{})
		rule, reason := refusal(v.File)
		if v.Valid != nil && *v.Valid == (rule != "" && reason == "") {
			t.Errorf("%s: valid %v, but listed as refused by %q, reason %q", v.File, *v.Valid, rule, reason)
		}
		if got := ruleOf(err); got != rule {
			t.Errorf("%s: refused by %q (%v), want %q", v.File, got, err, rule)
		}
		if err != nil {
			if no++; reason != "" {
				other++
			}
			t.Logf("refused: %s: %v", filepath.Base(v.File), err)
			continue
		}
		documents++
		events += len(list)
		want := 0
		for _, n := range v.Events {
			want += n
		}
		if len(list) != want {
			t.Errorf("%s: %d events, want %d", v.File, len(list), want)
		}
		if d.Type != "" {
			checkXML(t, v.File, d, list, xsd)
		}
		for i := range list {
			checkJSON(t, v.File, &list[i], schema)
		}
	}
	t.Logf("%d documents with %d events read, written and accepted; %d refused, %d of these against the schema", documents, events, no, other)
}

func ruleOf(err error) string {
	if e, ok := errors.AsType[*epcis.Error](err); ok {
		return e.Rule
	}
	return ""
}

// checkXML writes a document again, has it judged, and reads it again.
func checkXML(t *testing.T, file string, d *epcis.Document, list []epcis.Event, xsd func([]byte) error) {
	t.Helper()
	for _, words := range []xml.Vocabulary{xml.URN, xml.WebURI, xml.AsRead} {
		out, err := written(d, list, words)
		if err != nil {
			t.Errorf("%s: %v", file, err)
			return
		}
		if err := xsd(out); err != nil {
			t.Errorf("%s: %v\n%s", file, err, out)
		}
		_, again, err := read(out, xml.Options{})
		if err != nil {
			t.Errorf("%s: %v\n%s", file, err, out)
		}
		compare := spellings
		if words == xml.AsRead {
			compare = cmp.Options{}
		}
		if diff := cmp.Diff(list, again, compare); diff != "" {
			t.Errorf("%s: events (-first +again):\n%s", file, diff)
		}
	}
}

// spellings leaves out how words were written, which only XML that is written as
// it was read keeps.
var spellings = cmp.Options{cmpopts.IgnoreFields(epcis.Event{}, "Spellings")}

func written(d *epcis.Document, list []epcis.Event, words xml.Vocabulary) ([]byte, error) {
	var b bytes.Buffer
	w, err := xml.NewWriter(&b, d, words)
	if err != nil {
		return nil, err
	}
	for i := range list {
		if err := w.Write(&list[i]); err != nil {
			return nil, err
		}
	}
	err = w.Close()
	return b.Bytes(), err
}

// checkJSON writes an event as JSON, has it judged, and reads it again.
func checkJSON(t *testing.T, file string, e *epcis.Event, schema func([]byte) error) {
	t.Helper()
	b, err := e.AppendJSON(nil)
	if isOneOf(file, untyped) && ruleOf(err) == "required" {
		return
	}
	if err != nil {
		t.Errorf("%s: %v", file, err)
		return
	}
	if err := schema(b); err != nil && !strings.HasSuffix(file, "/"+repeated) {
		t.Errorf("%s: %v\n%s", file, err, b)
	}
	again, err := epcis.ParseEvent(b, epcis.Limits{})
	if err != nil {
		t.Errorf("%s: %v\n%s", file, err, b)
		return
	}
	if diff := cmp.Diff(e, again, spellings); diff != "" {
		t.Errorf("%s: event (-xml +json):\n%s", file, diff)
	}
}

func TestPublicJSONKeepsItsMeaningThroughXML(t *testing.T) {
	t.Parallel()
	xsd := epcistest.XSD(t)
	events := 0
	for _, v := range vectors(t, "json") {
		if !v.Schema || !strings.HasSuffix(v.Root, "Document") {
			continue
		}
		d, list, err := epcis.ParseDocument(file(t, v.File), epcis.Limits{})
		if err != nil {
			continue // which package epcis answers for
		}
		if d.CreationDate.IsZero() && len(list) > 0 {
			d.CreationDate = list[0].EventTime
		}
		out, err := written(d, list, xml.WebURI)
		if err != nil {
			t.Errorf("%s: %v", v.File, err)
			continue
		}
		if err := xsd(out); err != nil {
			t.Errorf("%s: %v\n%s", v.File, err, out)
		}
		_, again, err := read(out, xml.Options{})
		if err != nil || len(again) != len(list) {
			t.Errorf("%s: %d events of %d, %v", v.File, len(again), len(list), err)
			continue
		}
		for i := range list {
			events++
			if diff := cmp.Diff(epcistest.Meaning(t, &list[i]), epcistest.Meaning(t, &again[i])); diff != "" {
				t.Errorf("%s: meaning (-json +through XML):\n%s\n%s", v.File, diff, out)
			}
		}
	}
	t.Logf("%d events went through XML", events)
}

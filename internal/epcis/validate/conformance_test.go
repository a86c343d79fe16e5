package validate_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tracewright/tracewright/internal/epcis"
	"github.com/tracewright/tracewright/internal/epcis/epcistest"
	"github.com/tracewright/tracewright/internal/epcis/validate"
	"github.com/tracewright/tracewright/internal/epcis/xml"
)

type vector struct {
	File   string `json:"file"`
	Format string `json:"format"`
	Schema bool   `json:"valid_ratified_json_schema"`
	XSD    bool   `json:"valid_xsd"`
}

// ofSchema are the codes of the rules that the JSON schema has.
func ofSchema() map[string]bool {
	codes := map[string]bool{}
	for _, r := range validate.Rules() {
		codes[r.Code] = r.Schema
	}
	return codes
}

// invalid are the documents that the JSON schema refuses, by the end of their
// names, with the first rule that they break here.
var invalid = map[string]string{
	"Capture/Documents/SensorData_with_combined_events.json":              "cbv-word",
	"Capture/Documents/TransactionEvent_with_userExtensions.json":         "cbv-word",
	"Invalid/Combination_of_multiple_invalid_fields.json":                 "cbv-word",
	"Invalid/Combination_of_non_standard_bizStep_and_disposition.json":    "cbv-word",
	"Invalid/ObjectEvent_with_ilmd_field_without_namespace.json":          "member",
	"Invalid/ObjectEvent_with_invalid_certificationInfo.json":             "kind",
	"Invalid/ObjectEvent_with_invalid_eventTime_format.json":              "date-time",
	"Invalid/ObjectEvent_with_non_standard_bizStep.json":                  "cbv-word",
	"Invalid/ObjectEvent_with_non_standard_bizStep_in_second_event.json":  "cbv-word",
	"Invalid/ObjectEvent_with_quantity_as_text.json":                      "number",
	"Invalid/ObjectEvent_without_action_and_eventTime.json":               "required",
	"Query/SensorData_with_combined_events.json":                          "cbv-word",
	"Invalid/QueryDocument_with_invalid_action.json":                      "word",
	"Invalid/QueryDocument_with_invalid_eventType.json":                   "word",
	"Queries/SimpleEventQuery.json":                                       "member",
	"Queries/Invalid/Query_with_invalid_values.json":                      "member",
	"fastnt/2.0/Requests_Request_ObjectEvent_WithMultipleMasterdata.json": "name",
}

// TestPublicDocumentsAreJudgedAsTheSchemaDoes compares the verdicts. Valid
// documents break further rules alone: those that the schemas cannot express.
func TestPublicDocumentsAreJudgedAsTheSchemaDoes(t *testing.T) {
	t.Parallel()
	b, err := os.ReadFile(filepath.Join(epcistest.Dir(t), "epcis-docs-manifest.json"))
	if err != nil {
		t.Fatal(err)
	}
	var all []vector
	if err := json.Unmarshal(b, &all); err != nil {
		t.Fatal(err)
	}
	schema := ofSchema()
	valid, no, further := 0, 0, map[string]int{}
	for _, v := range all {
		faults := judged(t, v)
		var broken []string
		for _, f := range faults {
			known, isRule := schema[f.Rule]
			switch {
			case !isRule || known:
				broken = append(broken, f.Rule)
			default:
				further[f.Rule]++
			}
		}
		if v.Format == "xml" {
			for _, f := range faults { // JSON alone has the two rules; package xml answers for the rest
				if v.XSD && schema[f.Rule] && f.Rule != "unique" && f.Rule != "report" {
					t.Errorf("%s: %v", v.File, f)
				}
			}
			continue
		}
		want := ""
		for name, rule := range invalid {
			if strings.HasSuffix(v.File, "/"+name) {
				want = rule
			}
		}
		switch {
		case v.Schema && strings.HasSuffix(v.File, "AssociationEvent-h.jsonld"): // a name twice, which package epcis tells of
		case v.Schema && len(broken) == 0:
			valid++
		case v.Schema || want == "" || len(broken) == 0 || broken[0] != want:
			t.Errorf("%s: valid %v, want %v, got %v", v.File, v.Schema, want, faults)
		default:
			no++
			t.Logf("refused: %s: %v", filepath.Base(v.File), faults[0])
		}
	}
	t.Logf("%d valid JSON documents, %d invalid; rules that the schemas lack: %v", valid, no, further)
}

// judged reads and validates a document.
func judged(t *testing.T, v vector) (faults []*epcis.Error) {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(epcistest.Dir(t), v.File))
	if err != nil {
		t.Fatal(err)
	}
	keep := func(err error) {
		if e, ok := err.(*epcis.Error); ok {
			faults = append(faults, e)
		}
	}
	each := func(i epcis.Item) error {
		if i.Err != nil {
			keep(i.Err)
			return nil
		}
		faults = append(faults, validate.Event(i.Event)...)
		return nil
	}
	var d *epcis.Document
	if v.Format == "xml" {
		d, err = xml.Read(bytes.NewReader(b), xml.Options{}, each)
	} else {
		d, err = epcis.Read(bytes.NewReader(b), epcis.Limits{}, each)
	}
	if keep(err); err == nil && d.Type != "" {
		faults = append(faults, validate.Document(d)...)
	}
	return faults
}

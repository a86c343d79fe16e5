package validate_test

import (
	"strings"
	"testing"
	"time"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/tracewright/tracewright/internal/epcis"
	"github.com/tracewright/tracewright/internal/epcis/epcistest"
	"github.com/tracewright/tracewright/internal/epcis/validate"
	"github.com/tracewright/tracewright/internal/golden"
)

var at = time.Date(2026, 11, 22, 16, 15, 0, 0, time.UTC)

// good is an event that keeps all rules.
func good() *epcis.Event {
	return &epcis.Event{
		Type: epcis.Object, EventID: "urn:uuid:0193546c-7a52-7e0c-b7d5-2f6d3a9c1e44", EventTime: at, Action: epcis.Add,
		EPCs:       []string{"urn:epc:id:sgtin:9521234.054321.7", "https://example.org/01/09521234543213/21/8"},
		Quantities: []epcis.Quantity{{Class: "urn:epc:idpat:sgtin:9521234.054321.*", Quantity: "1", UoM: "KGM"}},
		BizStep:    epcis.StepCommissioning, Disposition: epcis.DispActive, ReadPoint: "urn:epc:id:sgln:9521234.00001.7",
		Transactions: []epcis.BizTransaction{{Type: epcis.TxProductionOrder, ID: "urn:x:o"}},
		Sensors: []epcis.SensorElement{{
			Metadata: epcis.SensorMetadata{Time: at, DeviceID: "urn:x:d"},
			Reports:  []epcis.SensorReport{{Type: "Temperature", Value: "20", UoM: "CEL"}, {Type: "tw:odd", HexBinaryValue: "0aF"}},
		}},
		ILMD:       []epcis.Extension{{Name: "cbvmda:lotNumber", Value: jsontext.Value(`"7"`)}},
		Extensions: []epcis.Extension{{Name: "tw:a", Value: jsontext.Value(`{"tw:b":[{"plain":1}]}`)}},
	}
}

func TestGoodEventKeepsAllRules(t *testing.T) {
	t.Parallel()
	if faults := validate.Event(good()); faults != nil {
		t.Errorf("got %v", faults)
	}
}

func TestEachRuleIsFoundBroken(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, rule, path string
		change           func(*epcis.Event)
	}{
		{"an id that is no URI", "uri", "/eventID", func(e *epcis.Event) { e.EventID = "17" }},
		{"an EPC that is no URI", "uri", "/epcList/1", func(e *epcis.Event) { e.EPCs[1] = "a b" }},
		{"a certificate that is no URI", "uri", "/certificationInfo/0", func(e *epcis.Event) { e.Certification = []string{"c"} }},
		{"a device that is no URI", "uri", "/sensorElementList/0/sensorMetadata/deviceID", func(e *epcis.Event) { e.Sensors[0].Metadata.DeviceID = "d" }},
		{"an EPC that lacks a part", "identifier", "/epcList/0", func(e *epcis.Event) { e.EPCs[0] = "urn:epc:id:sgtin:9521234.054321" }},
		{"a wrong check digit", "identifier", "/epcList/1", func(e *epcis.Event) { e.EPCs[1] = "https://id.gs1.org/01/09521234543214/21/8" }},
		{"a wrong check digit elsewhere", "identifier", "/epcList/1", func(e *epcis.Event) { e.EPCs[1] = "https://example.org/x/01/09521234543214/21/8" }},
		{"an unknown application identifier", "identifier", "/readPoint/id", func(e *epcis.Event) { e.ReadPoint = "https://id.gs1.org/999/1" }},
		{"a wrong pattern", "identifier", "/quantityList/0/epcClass", func(e *epcis.Event) { e.Quantities[0].Class = "urn:epc:idpat:sgtin:*.1.*" }},
		{"an unknown word", "cbv-word", "/bizStep", func(e *epcis.Event) { e.BizStep = "transforming" }},
		{"a word that the vocabulary never had", "cbv-word", "/disposition", func(e *epcis.Event) { e.Disposition = "urn:epcglobal:cbv:disp:odd" }},
		{"a URN for a word", "cbv-uri", "/bizStep", func(e *epcis.Event) { e.BizStep = "urn:epcglobal:cbv:bizstep:shipping" }},
		{"a URI for a type", "cbv-uri", "/sensorElementList/0/sensorReport/0/type", func(e *epcis.Event) { e.Sensors[0].Reports[0].Type = "https://gs1.org/voc/Temperature" }},
		{"an unknown transaction type", "cbv-word", "/bizTransactionList/0/type", func(e *epcis.Event) { e.Transactions[0].Type = "order" }},
		{"nothing named", "what", "", func(e *epcis.Event) { e.EPCs, e.Quantities, e.ReadPoint = nil, nil, "" }},
		{"master data of what exists", "ilmd-action", "/ilmd", func(e *epcis.Event) { e.Action = epcis.Observe }},
		{"a thing twice", "unique", "/epcList/2", func(e *epcis.Event) { e.EPCs = append(e.EPCs, e.EPCs[0]) }},
		{"a unit in small letters", "unit", "/quantityList/0/uom", func(e *epcis.Event) { e.Quantities[0].UoM = "kg" }},
		{"a negative amount", "quantity", "/quantityList/0/quantity", func(e *epcis.Event) { e.Quantities[0].Quantity = "-1" }},
		{"nothing set", "persistent", "/persistentDisposition", func(e *epcis.Event) { e.PersistentDisposition = &epcis.PersistentDisposition{} }},
		{"set and unset", "persistent", "/persistentDisposition/set/0", func(e *epcis.Event) {
			e.PersistentDisposition = &epcis.PersistentDisposition{Set: []string{"recalled"}, Unset: []string{"recalled"}}
		}},
		{"a correction of what did not occur", "reason", "/errorDeclaration/correctiveEventIDs", func(e *epcis.Event) {
			e.ErrorDeclaration = &epcis.ErrorDeclaration{DeclarationTime: at, Reason: epcis.ReasonDidNotOccur, CorrectiveEventIDs: []string{"urn:x:e"}}
		}},
		{"no report", "report", "/sensorElementList/0/sensorReport", func(e *epcis.Event) { e.Sensors[0].Reports = nil }},
		{"a report without a type", "report", "/sensorElementList/0/sensorReport/1/type", func(e *epcis.Event) { e.Sensors[0].Reports[1].Type = "" }},
		{"a reading from the future", "sensor-time", "/sensorElementList/0/sensorMetadata/time", func(e *epcis.Event) { e.Sensors[0].Metadata.Time = at.Add(1) }},
		{"a report from the future", "sensor-time", "/sensorElementList/0/sensorReport/1/time", func(e *epcis.Event) {
			e.Sensors[0].Metadata.Time = time.Time{}
			e.Sensors[0].Reports[1].Time = at.Add(1)
		}},
		{"an interval backwards", "interval", "/sensorElementList/0/sensorMetadata/endTime", func(e *epcis.Event) {
			e.Sensors[0].Metadata.StartTime, e.Sensors[0].Metadata.EndTime = at, at.Add(-1)
		}},
		{"a device twice", "twice", "/sensorElementList/0/sensorReport/1/deviceID", func(e *epcis.Event) { e.Sensors[0].Reports[1].DeviceID = "urn:x:e" }},
		{"a time twice", "twice", "/sensorElementList/0/sensorReport/0/time", func(e *epcis.Event) { e.Sensors[0].Reports[0].Time = at }},
		{"letters in hexadecimal", "hex", "/sensorElementList/0/sensorReport/1/hexBinaryValue", func(e *epcis.Event) { e.Sensors[0].Reports[1].HexBinaryValue = "0g" }},
		{"an undeclared prefix", "prefix", "/y:a", func(e *epcis.Event) { e.Extensions[0].Name = "y:a" }},
		{"an undeclared prefix inside", "prefix", "/tw:a/tw:b/0/y:c", func(e *epcis.Event) {
			e.Extensions[0].Value = jsontext.Value(`{"tw:b":[{"y:c":1}]}`)
		}},
		{"an undeclared prefix of a place", "prefix", "/readPoint/y:a", func(e *epcis.Event) {
			e.ReadPointExtensions = []epcis.Extension{{Name: "y:a", Value: jsontext.Value("1")}}
		}},
		{"a pack without its package", "parent", "/parentID", func(e *epcis.Event) { reshape(e, epcis.Aggregation); e.ParentID = "" }},
		{"an empty pack", "children", "/childEPCs", func(e *epcis.Event) { reshape(e, epcis.Aggregation); e.ChildEPCs = nil }},
		{"nothing built in", "children", "/childEPCs", func(e *epcis.Event) { reshape(e, epcis.Association); e.ChildEPCs = nil }},
		{"no transaction", "transaction", "/bizTransactionList", func(e *epcis.Event) { e.Type, e.ILMD, e.Transactions = epcis.Transaction, nil, nil }},
		{"a transaction of nothing", "objects", "", func(e *epcis.Event) { e.Type, e.ILMD, e.EPCs, e.Quantities = epcis.Transaction, nil, nil, nil }},
		{"a change without a result", "sides", "", func(e *epcis.Event) {
			reshape(e, epcis.Transformation)
			e.InputEPCs = []string{"urn:x:1"}
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			e := good()
			tt.change(e)
			faults := validate.Event(e)
			if len(faults) != 1 || faults[0].Rule != tt.rule || faults[0].Path != tt.path || faults[0].Fix == "" || faults[0].Detail == "" {
				t.Errorf("got %v, want %s at %q alone", faults, tt.rule, tt.path)
			}
		})
	}
}

// reshape makes a good event of another type.
func reshape(e *epcis.Event, to epcis.Type) {
	e.Type, e.EPCs, e.Quantities, e.ILMD = to, nil, nil, nil
	if to == epcis.Transformation {
		e.Action = ""
		return
	}
	e.ParentID, e.ChildEPCs = "urn:x:p", []string{"urn:x:c"}
}

func TestFaultsAreBounded(t *testing.T) {
	t.Parallel()
	e := good()
	e.EPCs = make([]string, 100_000)
	for i := range e.EPCs {
		e.EPCs[i] = "no uri"
	}
	if n := len(validate.Event(e)); n != 50 {
		t.Errorf("got %d faults", n)
	}
}

func TestAnotherContextMayDeclareAnyPrefix(t *testing.T) {
	t.Parallel()
	e := good()
	e.Extensions[0].Name = "hc:a"
	e.Context = append(epcis.DefaultContext(), jsontext.Value(`"https://example.org/hc-context.jsonld"`))
	if faults := validate.Event(e); faults != nil {
		t.Errorf("got %v", faults)
	}
}

func TestDocumentRules(t *testing.T) {
	t.Parallel()
	d := epcis.Document{Type: epcis.CaptureDocument, ID: "17", SchemaVersion: "two", MasterData: []epcis.Vocabulary{{
		Type: "place", Elements: []epcis.VocabularyElement{{
			ID: "urn:epc:id:sgln:1", Children: []string{"below"}, Attributes: []epcis.Attribute{{ID: "name", Value: jsontext.Value(`"x"`)}},
		}},
	}}}
	var got []string
	for _, f := range validate.Document(&d) {
		got = append(got, f.Rule+" "+f.Path)
	}
	want := []string{
		"uri /id", "dated ", "version /schemaVersion", "uri /epcisHeader/epcisMasterData/vocabularyList/0/type",
		"identifier /epcisHeader/epcisMasterData/vocabularyList/0/vocabularyElementList/0/id",
		"name /epcisHeader/epcisMasterData/vocabularyList/0/vocabularyElementList/0/attributes/0/id",
		"uri /epcisHeader/epcisMasterData/vocabularyList/0/vocabularyElementList/0/children/0",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("faults (-want +got):\n%s", diff)
	}
}

// TestAnyEventIsJudgedAsTheSchemaDoes breaks random events in random ways and
// compares the verdict with that of the published schema.
func TestAnyEventIsJudgedAsTheSchemaDoes(t *testing.T) {
	t.Parallel()
	schema, rules := epcistest.Schema(t), ofSchema()
	words := []string{
		"", "shipping", "recalled", "po", "owning_party", "Temperature", "x", "transforming", "example:x", "no uri", "17",
		"urn:epcglobal:cbv:bizstep:shipping", "urn:epcglobal:cbv:disp:odd", "https://ns.gs1.org/cbv/BTT-po", "https://gs1.org/voc/Count", "https://ref.gs1.org/cbv/BizStep-odd",
	}
	rapid.Check(t, func(t *rapid.T) {
		e := epcistest.Events().Draw(t, "event")
		word := func() string { return rapid.SampledFrom(words).Draw(t, "word") }
		for range rapid.IntRange(0, 3).Draw(t, "changes") {
			switch rapid.IntRange(0, 11).Draw(t, "change") {
			case 0:
				e.BizStep = word()
			case 1:
				e.Disposition = word()
			case 2:
				e.EventID = word()
			case 3:
				e.EPCs = append(e.EPCs, "urn:x:1", "urn:x:1")
			case 4:
				e.Quantities = append(e.Quantities, epcis.Quantity{Class: "urn:x:1", UoM: word()})
			case 5:
				e.ChildEPCs, e.ChildQuantities = nil, nil
			case 6:
				e.InputEPCs, e.InputQuantities, e.TransformationID = nil, nil, ""
			case 7:
				e.ILMD = []epcis.Extension{{Name: "tw:a", Value: jsontext.Value("1")}}
			case 8:
				if e.Type != epcis.Object && e.Type != epcis.Transformation {
					continue // where the schema lets it stand, but does not look at it
				}
				e.PersistentDisposition = &epcis.PersistentDisposition{Set: []string{"recalled", "recalled"}}
			case 9:
				e.Transactions = append(e.Transactions, epcis.BizTransaction{Type: word(), ID: "urn:x:1"})
			case 10:
				for i := range e.Sensors {
					r := &e.Sensors[i].Reports[0]
					r.Exception, r.Component, r.HexBinaryValue = word(), word(), rapid.SampledFrom([]string{"", "0a", "xyz"}).Draw(t, "hex")
				}
			case 11:
				for i := range e.Sensors {
					if w := word(); w != "" {
						e.Sensors[i].Reports[0].Type = w
					}
				}
			}
		}
		b, err := e.AppendJSON(nil)
		if err != nil || e.Type == "example:Other" {
			return // not even writable, or of a kind that the schema looks at from outside
		}
		var broken []*epcis.Error
		for _, f := range validate.Event(&e) {
			if rules[f.Rule] {
				broken = append(broken, f)
			}
		}
		if err := schema(b); (err == nil) != (len(broken) == 0) {
			t.Fatalf("the schema: %v\nhere: %v\n%s", err, broken, b)
		}
	})
}

func TestRulesAreDocumented(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	b.WriteString("# EPCIS: what events are judged by\n\nMade from `internal/epcis/validate/rules.go`. An error names the place, the rule and the remedy. *Schema* says whether the\n" +
		"published JSON schema has the rule as well; the others are rules of the standard that it cannot express.\n\n" +
		"| rule | meaning | remedy | schema |\n|---|---|---|---|\n")
	seen := map[string]bool{}
	for _, r := range validate.Rules() {
		if seen[r.Code] {
			t.Errorf("the code %s stands for two rules", r.Code)
		}
		seen[r.Code] = true
		schema := "no"
		if r.Schema {
			schema = "yes"
		}
		b.WriteString("| `" + r.Code + "` | " + r.Meaning + " | " + r.Remedy + " | " + schema + " |\n")
	}
	golden.Check(t, "../../../docs/epcis-rules.md", []byte(b.String()))
}

package query_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/tracewright/tracewright/internal/epcis"
	"github.com/tracewright/tracewright/internal/epcis/query"
)

// parse reads a query from "name=value" parameters.
func parse(t *testing.T, parameters ...string) (*query.Query, error) {
	t.Helper()
	values := map[string][]string{}
	for _, p := range parameters {
		name, value, _ := strings.Cut(p, "=")
		values[name] = append(values[name], value)
	}
	q, err := query.Parse(values, query.Options{
		Namespaces: epcis.Namespaces{"ex": "https://ns.example.com/epcis/", "ex1": "https://ns.example.com/epcis1/"},
	})
	if err != nil {
		return nil, err
	}
	return q.With(query.MasterData{
		Below: func(places []string) ([]string, error) {
			return map[string][]string{"https://id.gs1.org/414/9521321000018": {"https://id.gs1.org/414/9521321000025"}}[places[0]], nil
		},
		Having: func(attributes, values []string) ([]string, error) {
			if attributes[0] != "urn:epcglobal:cbv:mda city" || values != nil && values[0] != "Bonn" {
				return nil, nil
			}
			return []string{"https://id.gs1.org/414/9521321000025", "urn:epcglobal:cbv:bizstep:shipping", "red"}, nil
		},
	})
}

const context = `"@context":["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",{"acme":"https://ns.example.com/epcis/"}],
	"eventTime":"2026-11-22T10:00:00.000+01:00","recordTime":"2026-11-22T10:00:05Z","eventTimeZoneOffset":"+01:00"`

// object is an observation with all that can be asked for.
const object = `{` + context + `,"type":"ObjectEvent","action":"OBSERVE","eventID":"urn:uuid:1",
	"epcList":["urn:epc:id:sgtin:9521321.012345.4711"],
	"quantityList":[{"epcClass":"urn:epc:class:lgtin:9521321.012345.L1","quantity":1.5,"uom":"KGM"},{"epcClass":"urn:epc:idpat:sgtin:9521321.054321.*","quantity":3}],
	"bizStep":"shipping","disposition":"in_transit","persistentDisposition":{"set":["completeness_verified"],"unset":["recalled"]},
	"readPoint":{"id":"urn:epc:id:sgln:9521321.00001.0","acme:gate":"7","acme:dock":{"acme:lane":3}},
	"bizLocation":{"id":"https://id.gs1.org/414/9521321000025"},
	"bizTransactionList":[{"type":"po","bizTransaction":"urn:epc:id:gdti:9521321.00001.88"},{"bizTransaction":"urn:acme:x"}],
	"sourceList":[{"type":"owning_party","source":"urn:epc:id:pgln:9521321.00001"}],
	"destinationList":[{"type":"location","destination":"https://id.gs1.org/414/9521321000025"}],
	"sensorElementList":[
		{"sensorMetadata":{"time":"2026-11-22T08:59:00Z","startTime":"2026-11-22T08:00:00Z","endTime":"2026-11-22T08:58:00Z","deviceID":"urn:epc:id:giai:9521321.9","bizRules":"urn:acme:rule","acme:room":"cold"},
		 "sensorReport":[{"type":"Temperature","value":26.0,"minValue":25.5,"maxValue":27,"meanValue":26.2,"sDev":0.5,"uom":"CEL","acme:probe":"B"},{"type":"RelativeHumidity","value":12.1,"uom":"A93","percRank":50,"percValue":12,"stringValue":"dry","booleanValue":true,"hexBinaryValue":"a0f1","uriValue":"urn:acme:v","chemicalSubstance":"urn:acme:c","microorganism":"urn:acme:m","dataProcessingMethod":"urn:acme:d"}],
		 "acme:element":"e"}],
	"acme:colour":"red","acme:weight":12.50,"acme:until":"2027-01-01T00:00:00Z","acme:box":{"acme:lid":{"acme:screws":4}},"acme:tags":["a","b"]}`

const made = `{` + context + `,"type":"TransformationEvent","transformationID":"urn:acme:t1",
	"inputEPCList":["https://id.gs1.org/01/09521321123458/21/1"],"outputEPCList":["https://id.gs1.org/01/09521321123458/21/2"],
	"inputQuantityList":[{"epcClass":"https://id.gs1.org/01/09521321123458/10/L1"}],"outputQuantityList":[{"epcClass":"https://id.gs1.org/01/09521321123458/10/L2"}],
	"ilmd":{"acme:grade":"A","acme:heat":{"acme:furnace":"F1"}}}`

const packed = `{` + context + `,"type":"AggregationEvent","action":"ADD","parentID":"urn:epc:id:sscc:9521321.0000000001","childEPCs":["urn:epc:id:sgtin:9521321.012345.4712"],
	"errorDeclaration":{"declarationTime":"2026-11-23T10:00:00Z","reason":"incorrect_data","correctiveEventIDs":["urn:uuid:2"],"acme:by":"ada"}}`

// TestEachParameterFindsWhatItAsksFor takes the parameters of the simple event
// query one by one: each finds the event, and with another value does not.
func TestEachParameterFindsWhatItAsksFor(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ event, yes, no string }{
		{object, "eventType=ObjectEvent|AggregationEvent", "eventType=TransactionEvent"},
		{object, "GE_eventTime=2026-11-22T09:00:00Z", "GE_eventTime=2026-11-22T09:00:00.001Z"},
		{object, "LT_eventTime=2026-11-22T09:00:01Z", "LT_eventTime=2026-11-22T10:00:00+01:00"},
		{object, "GE_recordTime=2026-11-22T10:00:05Z", "GE_recordTime=2026-11-22T10:00:06Z"},
		{object, "LT_recordTime=2026-11-22T10:00:06Z", "LT_recordTime=2026-11-22T10:00:05Z"},
		{object, "EQ_action=ADD|OBSERVE", "EQ_action=DELETE"},
		{object, "EQ_bizStep=https://ref.gs1.org/cbv/BizStep-shipping", "EQ_bizStep=receiving"},
		{object, "EQ_bizStep=urn:epcglobal:cbv:bizstep:shipping", "EQ_bizStep=urn:epcglobal:cbv:bizstep:receiving"},
		{object, "EQ_disposition=in_transit", "EQ_disposition=active"},
		{object, "EQ_persistentDisposition_set=completeness_verified", "EQ_persistentDisposition_set=recalled"},
		{object, "EQ_persistentDisposition_unset=recalled", "EQ_persistentDisposition_unset=completeness_verified"},
		{object, "EQ_readPoint=https://id.gs1.org/414/9521321000018", "EQ_readPoint=https://id.gs1.org/414/9521321000025"},
		{object, "WD_readPoint=https://id.gs1.org/414/9521321000018", "WD_readPoint=https://id.gs1.org/414/9521321000025"},
		{object, "WD_bizLocation=https://id.gs1.org/414/9521321000018", "EQ_bizLocation=https://id.gs1.org/414/9521321000018"},
		{object, "HASATTR_bizLocation=cbvmda:city", "HASATTR_bizLocation=cbvmda:street"},
		{object, "HASATTR_destination=urn:epcglobal:cbv:mda#city", "HASATTR_readPoint=urn:epcglobal:cbv:mda#city"},
		{object, "HASATTR_bizStep=cbvmda:city", "HASATTR_disposition=cbvmda:city"},
		{object, "HASATTR_ex:colour=cbvmda:city", "HASATTR_ex:weight=cbvmda:city"},
		{object, "EQATTR_bizLocation_cbvmda:city=Bonn", "EQATTR_bizLocation_cbvmda:city=Ulm"},
		{object, "EQ_ATTR_ex:colour_cbvmda:city=Bonn", "EQ_ATTR_ex:weight_cbvmda:city=Bonn"},
		{object, "EQ_bizLocation=urn:epc:id:sgln:9521321.00002.0", "EQ_bizLocation=urn:acme:nowhere"},
		{object, "EQ_readPoint_ex:gate=7", "EQ_readPoint_ex:gate=8"},
		{object, "EQ_INNER_readPoint_ex:lane=3", "EQ_INNER_readPoint_ex:gate=7"},
		{object, "EQ_bizTransaction_po=urn:epc:id:gdti:9521321.00001.88", "EQ_bizTransaction_desadv=urn:epc:id:gdti:9521321.00001.88"},
		{object, "EQ_bizTransaction_unknown=urn:acme:x", "EQ_bizTransaction_unknown=urn:acme:y"},
		{object, "EQ_source_owning_party=https://id.gs1.org/417/9521321000018", "EQ_source_location=https://id.gs1.org/417/9521321000018"},
		{object, "EQ_destination_location=urn:epc:id:sgln:9521321.00002.0", "EQ_destination_location=urn:epc:id:sgln:9521321.00001.0"},
		{object, "EQ_eventID=urn:uuid:1", "EQ_eventID=urn:uuid:2"},
		{object, "MATCH_epc=https://id.gs1.org/01/09521321123458/21/4711", "MATCH_epc=https://id.gs1.org/01/09521321123458/21/4712"},
		{object, "MATCH_epc=https://example.com/gtin/9521321123458/ser/4711", "MATCH_parentID=urn:epc:id:sgtin:9521321.012345.4711"},
		{object, "MATCH_epc=urn:epc:idpat:sgtin:9521321.012345.*", "MATCH_epc=urn:epc:idpat:sgtin:9521321.012346.*"},
		{object, "MATCH_anyEPC=urn:epc:idpat:sgtin:9521321.*.*", "MATCH_anyEPC=urn:epc:idpat:sgtin:952132.*.*"},
		{object, "MATCH_epcClass=urn:epc:class:lgtin:9521321.012345.L1", "MATCH_epcClass=urn:epc:class:lgtin:9521321.012345.L2"},
		{object, "MATCH_epcClass=https://id.gs1.org/01/09521321543218", "MATCH_epcClass=https://id.gs1.org/01/09521321123458"},
		{object, "MATCH_anyEPCClass=urn:epc:idpat:sgtin:9521321.012345.*", "MATCH_anyEPCClass=urn:epc:idpat:sgtin:9521321.099999.*"},
		{object, "EQ_quantity=3.0", "EQ_quantity=1.5"},
		{object, "GT_quantity_GRM=1499", "GT_quantity_GRM=1500"},
		{object, "LE_quantity_KGM=1.5", "LT_quantity_KGM=1.5"},
		{object, "EXISTS_sensorElementList=", "EXISTS_errorDeclaration="},
		{object, "GE_time=2026-11-22T08:59:00Z", "LT_time=2026-11-22T08:59:00Z"},
		{object, "GE_startTime=2026-11-22T08:00:00Z", "LT_startTime=2026-11-22T08:00:00Z"},
		{object, "LT_endTime=2026-11-22T08:59:00Z", "GE_endTime=2026-11-22T08:59:00Z"},
		{object, "EQ_type=https://gs1.org/voc/Temperature", "EQ_type=Pressure"},
		{object, "EQ_deviceID=https://id.gs1.org/8004/95213219", "EQ_deviceID=urn:acme:none"},
		{object, "EQ_dataProcessingMethod=urn:acme:d", "EQ_dataProcessingMethod=urn:acme:rule"},
		{object, "EQ_bizRules=urn:acme:rule", "EQ_bizRules=urn:acme:d"},
		{object, "EQ_microorganism=urn:acme:m", "EQ_microorganism=urn:acme:c"},
		{object, "EQ_chemicalSubstance=urn:acme:c", "EQ_chemicalSubstance=urn:acme:m"},
		{object, "EQ_stringValue=dry", "EQ_stringValue=wet"},
		{object, "EQ_booleanValue=true", "EQ_booleanValue=false"},
		{object, "EQ_hexBinaryValue=A0F1", "EQ_hexBinaryValue=A0F2"},
		{object, "EQ_uriValue=urn:acme:v", "EQ_uriValue=urn:acme:w"},
		{object, "EQ_value_KEL=299.15", "EQ_value_KEL=299.1"},
		{object, "GE_value_FAH=78.8", "GT_value_FAH=78.8"},
		{object, "GT_minValue_CEL=25", "GT_minValue_CEL=26"},
		{object, "LT_maxValue_CEL=28", "LT_maxValue_CEL=27"},
		{object, "EQ_meanValue_CEL=26.20", "EQ_meanValue_CEL=26"},
		{object, "EQ_sDev_FAH=0.9", "EQ_sDev_FAH=0.5"},
		{object, "GE_percRank=50", "GT_percRank=50"},
		{object, "LE_percValue_A93=12", "LT_percValue_A93=12"},
		{object, "EQ_ex:colour=green|red", "EQ_ex1:colour=red"},
		{object, "EQ_https://ns.example.com/epcis/colour=red", "EQ_https://ns.example.com/epcis2/colour=red"},
		{object, "EQ_ex:tags=b", "EQ_ex:tags=c"},
		{object, "EQ_ex:weight=12.5", "EQ_ex:weight=12.51"},
		{object, "GT_ex:weight=9", "GT_ex:weight=12.5"},
		{object, "LT_ex:until=2027-01-02T00:00:00Z", "GE_ex:until=2027-01-02T00:00:00Z"},
		{object, "EXISTS_ex:colour=", "EXISTS_ex:shape="},
		{object, "EXISTS_ex:shape=false", "EXISTS_ex:colour=false"},
		{object, "EQ_INNER_ex:screws=4", "EQ_INNER_ex:colour=red"},
		{object, "EXISTS_INNER_ex:lid=", "EXISTS_ex:lid="},
		{object, "EQ_SENSORELEMENT_ex:element=e", "EQ_SENSORELEMENT_ex:room=cold"},
		{object, "EQ_SENSORMETADATA_ex:room=cold", "EQ_SENSORMETADATA_ex:element=e"},
		{object, "EQ_SENSORREPORT_ex:probe=B", "EQ_SENSORREPORT_ex:probe=A"},
		{made, "EQ_ILMD_ex:grade=A", "EQ_ex:grade=A"},
		{made, "EQ_INNER_ILMD_ex:furnace=F1", "EQ_ILMD_ex:furnace=F1"},
		{made, "EQ_transformationID=urn:acme:t1", "EQ_transformationID=urn:acme:t2"},
		{made, "MATCH_inputEPC=urn:epc:id:sgtin:9521321.012345.1", "MATCH_inputEPC=urn:epc:id:sgtin:9521321.012345.2"},
		{made, "MATCH_outputEPC=urn:epc:id:sgtin:9521321.012345.2", "MATCH_epc=urn:epc:id:sgtin:9521321.012345.2"},
		{made, "MATCH_anyEPC=urn:epc:id:sgtin:9521321.012345.1", "MATCH_anyEPC=urn:epc:id:sgtin:9521321.012345.3"},
		{made, "MATCH_inputEPCClass=urn:epc:class:lgtin:9521321.012345.L1", "MATCH_inputEPCClass=urn:epc:class:lgtin:9521321.012345.L2"},
		{made, "MATCH_outputEPCClass=urn:epc:class:lgtin:9521321.012345.L2", "MATCH_epcClass=urn:epc:class:lgtin:9521321.012345.L2"},
		{packed, "MATCH_parentID=https://id.gs1.org/00/095213210000000018", "MATCH_epc=https://id.gs1.org/00/095213210000000018"},
		{packed, "MATCH_epc=urn:epc:id:sgtin:9521321.012345.4712", "MATCH_epc=urn:epc:id:sgtin:9521321.012345.4711"},
		{packed, "EXISTS_errorDeclaration=", "EXISTS_sensorElementList="},
		{packed, "GE_errorDeclarationTime=2026-11-23T10:00:00Z", "LT_errorDeclarationTime=2026-11-23T10:00:00Z"},
		{packed, "LT_errorDeclaration_Time=2026-11-23T10:00:01Z", "GE_errorDeclaration_Time=2026-11-23T10:00:01Z"},
		{packed, "EQ_errorReason=incorrect_data", "EQ_errorReason=did_not_occur"},
		{packed, "EQ_correctiveEventID=urn:uuid:2", "EQ_correctiveEventID=urn:uuid:3"},
		{packed, "EQ_ERROR_DECLARATION_ex:by=ada", "EQ_ERROR_DECLARATION_ex:by=bob"},
	} {
		e, err := epcis.ParseEvent([]byte(c.event), epcis.Limits{})
		if err != nil {
			t.Fatal(err)
		}
		for parameter, want := range map[string]bool{c.yes: true, c.no: false} {
			q, err := parse(t, parameter)
			if err != nil {
				t.Errorf("%s: %v", parameter, err)
				continue
			}
			if q.Match(e) != want {
				t.Errorf("%s: found is %v", parameter, !want)
			}
			if want && !indexed(q, e) {
				t.Errorf("%s: an index by its keys would not find the event", parameter)
			}
		}
	}
}

// indexed reports whether the keys of a query lead to an event.
func indexed(q *query.Query, e *epcis.Event) bool {
	for _, keys := range q.Keys() {
		has := func(k query.Key) bool {
			return slices.ContainsFunc(query.KeysOf(e), func(one query.Key) bool {
				return one == k || k.Begins && one.Field == k.Field && strings.HasPrefix(one.Value, k.Value)
			})
		}
		if !slices.ContainsFunc(keys, has) {
			return false
		}
	}
	return true
}

// TestOneReadingKeepsAllThatIsAskedOfIt: a temperature above a limit is one
// reading, and not a temperature here and another value there.
func TestOneReadingKeepsAllThatIsAskedOfIt(t *testing.T) {
	t.Parallel()
	e, err := epcis.ParseEvent([]byte(object), epcis.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		parameters []string
		want       bool
	}{
		{[]string{"EQ_type=Temperature", "GE_value_CEL=26"}, true},
		{[]string{"EQ_type=RelativeHumidity", "GE_value_CEL=26"}, false},
		{[]string{"EQ_type=RelativeHumidity", "EQ_deviceID=urn:epc:id:giai:9521321.9", "EQ_stringValue=dry"}, true},
		{[]string{"EQ_bizStep=shipping", "MATCH_epc=urn:epc:id:sgtin:9521321.012345.4712"}, false},
	} {
		q, err := parse(t, c.parameters...)
		if err != nil {
			t.Fatal(err)
		}
		if q.Match(e) != c.want {
			t.Errorf("%v: found is %v", c.parameters, !c.want)
		}
	}
}

// TestMistakesAreRefusedByName: nothing that is not understood is passed over.
func TestMistakesAreRefusedByName(t *testing.T) {
	t.Parallel()
	for _, parameter := range []string{
		"EQ_bizstep=shipping", "MATCH_EPC=urn:a:b", "colour=red", "EQ_colour=red", "EQ_unknown:colour=red", "GE_eventTime=2026-11-22",
		"GE_eventTime=2026-11-22T09:00:00", "EQ_action=add", "eventType=Object", "EQ_bizStep=", "GE_quantity=many", "GE_quantity=1|2",
		"EQ_value=3", "GE_value_celsius=3", "EQ_value_CEL=1e9999999", "EQ_booleanValue=yes", "EXISTS_errorDeclaration=maybe", "orderBy=colour",
		"orderDirection=up", "perPage=0", "perPage=1001", "eventCountLimit=-1", "maxEventCount=x", "MATCH_epc=urn:epc:idpat:sgtin:95213.*",
		"EQ_bizTransaction_order=urn:a:b", "GT_ex:colour=red", "GT_readPoint_ex:gate=7", "eventCountLimit=5", "orderDirection=ASC", "EQ_=x", "_=x", "=x",
		"HASATTR_colour=red", "HASATTR_unknown:colour=red", "EQATTR_bizLocation=red", "EQATTR_bizLocation_=red",
	} {
		_, err := parse(t, parameter)
		name, _, _ := strings.Cut(parameter, "=")
		e, ok := err.(*epcis.Error)
		if !ok || e.Path != name || e.Detail == "" || e.Fix == "" {
			t.Errorf("%s: %#v", parameter, err)
		}
	}
}

// FuzzParse: whatever is sent is a query or an error, and a query can be asked.
func FuzzParse(f *testing.F) {
	for _, seed := range []string{"MATCH_epc", "EQ_INNER_ILMD_ex:a", "GE_value_CEL", "EQ_bizTransaction_po", "orderBy", "EXISTS_ex:a"} {
		f.Add(seed, "urn:epc:idpat:sgtin:9521321.*.*|26")
	}
	e, err := epcis.ParseEvent([]byte(object), epcis.Limits{})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, name, value string) {
		q, err := query.Parse(map[string][]string{name: {value}}, query.Options{Namespaces: epcis.Namespaces{"ex": "urn:ex:"}})
		if err != nil {
			if _, ok := err.(*epcis.Error); !ok {
				t.Fatalf("%v is no error of a query", err)
			}
			return
		}
		if q.Match(e) && !indexed(q, e) {
			t.Errorf("%s=%s: an index by its keys would not find the event", name, value)
		}
		q.SortKey(e)
	})
}

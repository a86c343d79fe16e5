package httpapi_test

import (
	"bytes"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tracewright/tracewright/internal/epcis"
	"github.com/tracewright/tracewright/internal/epcis/epcistest"
	"github.com/tracewright/tracewright/internal/epcis/xml"
	"github.com/tracewright/tracewright/internal/sqldb/sqldbtest"
)

// The documents that the draft conformance test case TCR-53 asks for.
const (
	// tcrReadings is a reading with every number, in its metadata too.
	tcrReadings = `{"type":"ObjectEvent","eventID":"urn:tcr:readings","eventTime":"2026-01-05T05:30:00Z","eventTimeZoneOffset":"+01:00","action":"OBSERVE",
		"epcList":["urn:epc:id:sgtin:0614141.107346.1"],"sensorElementList":[{"ex:batch":12,
		"sensorMetadata":{"time":"2026-01-05T05:00:00Z","deviceID":"urn:epc:id:giai:4000001.111","deviceMetadata":"https://id.gs1.org/8004/4000001111","rawData":"https://example.org/8004/401234599999",
			"dataProcessingMethod":"https://example.com/gdti/4012345000054987","bizRules":"https://example.com/gdti/4012345000054988","ex:zone":7},
		"sensorReport":[{"type":"Temperature","value":26.0,"minValue":25.5,"maxValue":27,"meanValue":26.2,"sDev":0.5,"percRank":50,"percValue":12,"uom":"CEL","component":"x","ex:probe":3}]}]}`
	// tcrTexts is one with every other value.
	tcrTexts = `{"type":"ObjectEvent","eventID":"urn:tcr:texts","eventTime":"2026-01-05T05:30:00Z","eventTimeZoneOffset":"+01:00","action":"OBSERVE",
		"epcList":["urn:epc:id:sgtin:0614141.107346.2"],"sensorElementList":[{
		"sensorMetadata":{"startTime":"2026-01-05T04:00:00Z","endTime":"2026-01-05T04:30:00Z"},
		"sensorReport":[{"type":"Dimensionless","exception":"ALARM_CONDITION","microorganism":"https://www.ncbi.nlm.nih.gov/taxonomy/1126011","chemicalSubstance":"https://identifiers.org/inchikey:CZMRCDWAGMRECN-UGDNZRGBSA-N",
			"stringValue":"SomeString","booleanValue":true,"hexBinaryValue":"f0f0f0","uriValue":"https://id.gs1.org/8004/4000001222","time":"2026-01-05T04:15:00Z",
			"deviceID":"urn:epc:id:giai:4000001.333","coordinateReferenceSystem":"https://gs1.github.io/WebVoc/current/#CRS-WGS84"}]}]}`
	// tcrPlain has no sensor element.
	tcrPlain = `{"type":"ObjectEvent","eventID":"urn:tcr:plain","eventTime":"2026-01-05T05:30:00Z","eventTimeZoneOffset":"+01:00","action":"OBSERVE","epcList":["urn:epc:id:sgtin:0614141.107346.3"]}`
	// tcrAbove and tcrInline have the same attributes, in the metadata and in the report.
	tcrAbove = `{"type":"ObjectEvent","eventID":"urn:tcr:above","eventTime":"2026-01-05T05:30:00Z","eventTimeZoneOffset":"+01:00","action":"OBSERVE","epcList":["urn:epc:id:sgtin:0614141.107346.4"],
		"sensorElementList":[{"sensorMetadata":{` + tcrAttributes + `"time":"2026-01-05T03:00:00Z"},"sensorReport":[{"type":"Mass","value":1,"uom":"KGM"}]}]}`
	tcrInline = `{"type":"ObjectEvent","eventID":"urn:tcr:inline","eventTime":"2026-01-05T05:30:00Z","eventTimeZoneOffset":"+01:00","action":"OBSERVE","epcList":["urn:epc:id:sgtin:0614141.107346.5"],
		"sensorElementList":[{"sensorReport":[{` + tcrAttributes + `"time":"2026-01-05T03:00:00Z","type":"Mass","value":1,"uom":"KGM"}]}]}`
	tcrAttributes = `"deviceID":"urn:epc:id:giai:4000001.555","deviceMetadata":"https://id.gs1.org/8004/4000001555","rawData":"https://example.org/raw/555","dataProcessingMethod":"https://example.com/gdti/555",`
	// tcrBoth has them in both places.
	tcrBoth = `{"type":"ObjectEvent","eventID":"urn:tcr:both","eventTime":"2026-01-05T05:30:00Z","eventTimeZoneOffset":"+01:00","action":"OBSERVE","epcList":["urn:epc:id:sgtin:0614141.107346.6"],
		"sensorElementList":[{"sensorMetadata":{"deviceID":"urn:epc:id:giai:4000001.555"},"sensorReport":[{"type":"Mass","value":1,"uom":"KGM","deviceID":"urn:epc:id:giai:4000001.556"}]}]}`
)

// tcrSteps are steps 2 to 28 of TCR-53: a query, what it finds, and one of the
// same parameters that finds nothing.
var tcrSteps = []struct{ step, yes, want, no string }{
	{"2", "GE_recordTime=2026-01-05T00:00:00Z", "readings texts plain", "LT_recordTime=2026-01-05T00:00:00Z"},
	{"3", "EXISTS_sensorElement=", "readings texts", "EXISTS_sensorElement=&EQ_eventID=urn:tcr:plain"},
	{"3", "EXISTS_sensorElementList=", "readings texts", "EXISTS_sensorElementList=&EQ_eventID=urn:tcr:plain"},
	{"4", "GE_time=2026-01-05T05:00:00Z&LT_time=2026-01-05T05:00:01Z", "readings", "GE_time=2026-01-05T05:00:01Z"},
	{"5", "GE_startTime=2026-01-05T04:00:00Z&LT_startTime=2026-01-05T04:00:01Z", "texts", "GE_startTime=2026-01-05T04:00:01Z"},
	{"5", "GE_endTime=2026-01-05T04:30:00Z&LT_endTime=2026-01-05T04:30:01Z", "texts", "LT_endTime=2026-01-05T04:30:00Z"},
	{"6", "EQ_type=Temperature", "readings", "EQ_type=Pressure"},
	{"7", "EQ_deviceID=urn:epc:id:giai:4000001.111", "readings", "EQ_deviceID=urn:epc:id:giai:4000001.112"},
	{"8", "EQ_dataProcessingMethod=https://example.com/gdti/4012345000054987", "readings", "EQ_dataProcessingMethod=https://example.com/other"},
	{"9", "EQ_microorganism=https://www.ncbi.nlm.nih.gov/taxonomy/1126011", "texts", "EQ_microorganism=https://www.ncbi.nlm.nih.gov/taxonomy/1"},
	{"10", "EQ_chemicalSubstance=https://identifiers.org/inchikey:CZMRCDWAGMRECN-UGDNZRGBSA-N", "texts", "EQ_chemicalSubstance=https://identifiers.org/inchikey:X"},
	{"11", "EQ_bizRules=https://example.com/gdti/4012345000054988", "readings", "EQ_bizRules=https://example.com/gdti/4012345000054987"},
	{"12", "EQ_value_CEL=26", "readings", "EQ_value_CEL=26.1"},
	{"12", "GE_value_CEL=26&LT_value_CEL=26.1", "readings", "LT_value_CEL=26"},
	{"13", "GE_minValue_CEL=25.5&LT_minValue_CEL=26", "readings", "LT_minValue_CEL=25.5"},
	{"14", "GE_maxValue_CEL=27&LT_maxValue_CEL=28", "readings", "GE_maxValue_CEL=27.1"},
	{"15", "GE_meanValue_CEL=26.2&LT_meanValue_CEL=26.3", "readings", "GE_meanValue_CEL=26.3"},
	{"16", "EQ_stringValue=SomeString", "texts", "EQ_stringValue=somestring"},
	{"17", "EQ_booleanValue=true", "texts", "EQ_booleanValue=false"},
	{"18", "EQ_hexBinaryValue=F0F0F0", "texts", "EQ_hexBinaryValue=f0f0f1"},
	{"19", "EQ_uriValue=https://id.gs1.org/8004/4000001222", "texts", "EQ_uriValue=https://id.gs1.org/8004/4000001223"},
	{"20", "EQ_SENSORELEMENT_ex:batch=12", "readings", "EQ_SENSORELEMENT_ex:batch=13"},
	{"20", "GT_SENSORELEMENT_ex:batch=11&GE_SENSORELEMENT_ex:batch=12&LT_SENSORELEMENT_ex:batch=13&LE_SENSORELEMENT_ex:batch=12", "readings", "GT_SENSORELEMENT_ex:batch=12"},
	{"21", "EQ_SENSORMETADATA_ex:zone=7", "readings", "EQ_SENSORMETADATA_ex:batch=12"},
	{"21", "GT_SENSORMETADATA_ex:zone=6&GE_SENSORMETADATA_ex:zone=7&LT_SENSORMETADATA_ex:zone=8&LE_SENSORMETADATA_ex:zone=7", "readings", "LT_SENSORMETADATA_ex:zone=7"},
	{"22", "EQ_SENSORREPORT_ex:probe=3", "readings", "EQ_SENSORREPORT_ex:zone=7"},
	{"22", "GT_SENSORREPORT_ex:probe=2&GE_SENSORREPORT_ex:probe=3&LT_SENSORREPORT_ex:probe=4&LE_SENSORREPORT_ex:probe=3", "readings", "LE_SENSORREPORT_ex:probe=2"},
	{"23", "GE_sDev_CEL=0.5&LT_sDev_CEL=0.6", "readings", "LT_sDev_CEL=0.5"},
	{"24", "GE_percRank=50&LT_percRank=51", "readings", "LT_percRank=50"},
	{"25", "GE_percValue_CEL=12&LT_percValue_CEL=13", "readings", "GE_percValue_CEL=13"},
	{"26", "EQ_type=gs1:Temperature&GE_value_KEL=299.15", "readings", "EQ_type=gs1:Temperature&GE_value_KEL=299.16"},
}

// tcrLater are the queries of step 28, on two events more.
var tcrLater = []struct{ step, yes, want, no string }{
	{"28", "EQ_dataProcessingMethod=https://example.com/gdti/555", "above inline", "EQ_dataProcessingMethod=https://example.com/gdti/556"},
	{"28", "EQ_deviceID=urn:epc:id:giai:4000001.555", "above inline", "EQ_deviceID=urn:epc:id:giai:4000001.556"},
	{"28", "EQ_deviceMetadata=https://id.gs1.org/8004/4000001555", "above inline", "EQ_deviceMetadata=https://id.gs1.org/8004/4000001556"},
	{"28", "EQ_rawData=https://example.org/raw/555", "above inline", "EQ_rawData=https://example.org/raw/556"},
	{"28", "EQ_time=2026-01-05T03:00:00Z", "above inline", "EQ_time=2026-01-05T03:00:00.000000001Z"},
	{"28", "GE_time=2026-01-05T03:00:00Z&LT_time=2026-01-05T03:00:01Z", "above inline", "LT_time=2026-01-05T03:00:00Z"},
}

// TestTCR53 is the draft conformance test case of sensor elements, step by step
// and in both syntaxes.
func TestTCR53(t *testing.T) {
	t.Parallel()
	for _, syntax := range []string{"application/ld+json", "application/xml"} {
		t.Run(syntax, func(t *testing.T) {
			t.Parallel()
			s := start(t, sqldbtest.SQLite(t))
			s.tcrCapture(syntax, tcrReadings, tcrTexts, tcrPlain) // step 1
			s.tcrQueries(syntax, tcrSteps)
			s.tcrCapture(syntax, tcrAbove, tcrInline) // step 27
			s.tcrQueries(syntax, tcrLater)
			res := s.send(http.MethodPost, "/epcis/capture", "planner", tcrDocument(t, syntax, tcrBoth), "Content-Type: "+syntax) // step 29
			if res.status != http.StatusBadRequest || !strings.Contains(res.body, "ValidationException") {
				t.Errorf("step 29: status %d: %s", res.status, res.body)
			}
		})
	}
}

// tcrDocument writes events as a document.
func tcrDocument(t *testing.T, syntax string, events ...string) string {
	t.Helper()
	text := captureDocument(events...)
	if syntax != "application/xml" {
		return text
	}
	d, parsed, err := epcis.ParseDocument([]byte(text), epcis.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	w, err := xml.NewWriter(&b, d, xml.URN)
	for i := range parsed {
		if err == nil {
			err = w.Write(&parsed[i])
		}
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// tcrCapture captures events, and confirms that they are there with all that they
// had.
func (s *site) tcrCapture(syntax string, events ...string) {
	s.t.Helper()
	res := s.send(http.MethodPost, "/epcis/capture", "planner", tcrDocument(s.t, syntax, events...), "Content-Type: "+syntax)
	if res.status != http.StatusAccepted {
		s.t.Fatalf("status %d: %s", res.status, res.body)
	}
	s.work()
	if job := s.job(res.header.Get("Location"), "planner"); !job.Success || job.Running {
		s.t.Fatalf("job %+v", job)
	}
	for _, text := range events {
		want, err := epcis.ParseEvent([]byte(bare(text)), epcis.Limits{})
		if err != nil {
			s.t.Fatal(err)
		}
		got := eventsIn(s.t, s.send(http.MethodGet, "/epcis/events?EQ_eventID="+want.EventID, "operator", "", "GS1-EPC-Format: Never_Translates"))
		if len(got) != 1 {
			s.t.Fatalf("%s: %d events", want.EventID, len(got))
		}
		got[0].RecordTime = want.RecordTime
		if diff := cmp.Diff(epcistest.Meaning(s.t, want), epcistest.Meaning(s.t, got[0])); diff != "" {
			s.t.Errorf("%s (-captured +given back):\n%s", want.EventID, diff)
		}
	}
}

func (s *site) tcrQueries(syntax string, steps []struct{ step, yes, want, no string }) {
	s.t.Helper()
	ask := func(q string) string {
		res := s.send(http.MethodGet, "/epcis/events?"+q, "operator", "", "GS1-Extensions: ex=https://ns.example.com/epcis/", "Accept: "+syntax)
		ids := strings.Join(idsOf(eventsIn(s.t, res)), " ")
		return strings.ReplaceAll(ids, "urn:tcr:", "")
	}
	for _, c := range steps {
		if got := ask(c.yes); got != c.want {
			s.t.Errorf("step %s: %s finds %q and not %q", c.step, c.yes, got, c.want)
		}
		if got := ask(c.no); got != "" {
			s.t.Errorf("step %s: %s finds %q", c.step, c.no, got)
		}
	}
}

// TestTCR54 is the draft conformance test case of association events.
func TestTCR54(t *testing.T) {
	t.Parallel()
	const event = `{"type":"AssociationEvent","eventID":"urn:tcr:assoc","eventTime":"2026-01-05T05:30:00Z","eventTimeZoneOffset":"+01:00",`
	const where = `"bizStep":"installing","readPoint":{"id":"urn:epc:id:sgln:0614141.00777.0"}}`
	s := start(t, sqldbtest.SQLite(t))
	s.tcrCapture("application/ld+json", event+`"action":"ADD","parentID":"urn:epc:id:sgln:4012345.00000.0","childEPCs":["urn:epc:id:giai:4000001.12345"],`+where) // step 2
	if got := len(s.every("/epcis/events?MATCH_parentID=urn:epc:id:sgln:4012345.00000.0", "operator")); got != 1 {
		t.Errorf("step 2: %d events", got)
	}
	child := `"childEPCs":["urn:epc:id:giai:4000001.12345"],`
	parent := `"parentID":"urn:epc:id:grai:4012345.55555.987",`
	for _, c := range []struct{ step, members, xml string }{
		{"3", `"action":"ADD",` + child, `<childEPCs><epc>urn:epc:id:giai:4000001.12345</epc></childEPCs><action>ADD</action>`},
		{"3", `"action":"DELETE",` + child, `<childEPCs><epc>urn:epc:id:giai:4000001.12345</epc></childEPCs><action>DELETE</action>`},
		{"4", `"action":"ADD",` + parent, `<parentID>urn:epc:id:grai:4012345.55555.987</parentID><action>ADD</action>`},
		{"4", `"action":"OBSERVE",` + parent, `<parentID>urn:epc:id:grai:4012345.55555.987</parentID><action>OBSERVE</action>`},
	} {
		asXML := `<?xml version="1.0"?><epcis:EPCISDocument xmlns:epcis="urn:epcglobal:epcis:xsd:2" schemaVersion="2.0" creationDate="2026-01-05T06:00:00Z"><EPCISBody><EventList>` +
			`<AssociationEvent><eventTime>2026-01-05T05:30:00Z</eventTime><eventTimeZoneOffset>+01:00</eventTimeZoneOffset>` + c.xml +
			`</AssociationEvent></EventList></EPCISBody></epcis:EPCISDocument>`
		for syntax, body := range map[string]string{"application/json": captureDocument(event + c.members + where), "application/xml": asXML} {
			res := s.send(http.MethodPost, "/epcis/capture", "planner", body, "Content-Type: "+syntax)
			if res.status != http.StatusBadRequest || !strings.Contains(res.body, "ValidationException") {
				t.Errorf("step %s, %s: status %d: %s", c.step, syntax, res.status, res.body)
			}
		}
	}
}

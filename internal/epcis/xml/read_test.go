package xml_test

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/google/go-cmp/cmp"

	"github.com/tracewright/tracewright/internal/epcis"
	"github.com/tracewright/tracewright/internal/epcis/xml"
)

const (
	document = `<?xml version="1.0" encoding="UTF-8"?>
<epcis:EPCISDocument xmlns:epcis="urn:epcglobal:epcis:xsd:2" xmlns:x="urn:x:" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xmlns:xsd="http://www.w3.org/2001/XMLSchema" schemaVersion="2.0" creationDate="2026-11-22T17:15:00Z"><!-- a -->
<EPCISBody><EventList>EVENT</EventList></EPCISBody></epcis:EPCISDocument>`

	event = `<ObjectEvent><eventTime>2026-11-22T17:15:00.250+01:00</eventTime><eventTimeZoneOffset>+01:00</eventTimeZoneOffset>` +
		`<epcList><epc>urn:x:1</epc></epcList><action>OBSERVE</action>MORE</ObjectEvent>`
)

func with(more string) string {
	return strings.Replace(document, "EVENT", strings.Replace(event, "MORE", more, 1), 1)
}

func base() epcis.Event {
	return epcis.Event{
		Type: epcis.Object, EventTime: time.Date(2026, 11, 22, 16, 15, 0, 250e6, time.UTC), ZoneOffset: 60,
		EPCs: []string{"urn:x:1"}, Action: epcis.Observe,
		Context: []jsontext.Value{epcis.StandardContext(), jsontext.Value(`{"x":"urn:x:"}`)},
	}
}

func TestReadUnderstandsExtensions(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, xml, want string }{
		{"text", `<x:a> one </x:a>`, `" one "`},
		{"nothing", `<x:a/>`, `""`},
		{"CDATA and a comment", `<x:a>a<![CDATA[<b>]]><!-- c -->d</x:a>`, `"a<b>d"`},
		{"elements", `<x:a><b>1</b><x:c>2</x:c></x:a>`, `{"b":"1","x:c":"2"}`},
		{"a list", `<x:a><b>1</b><b>2</b></x:a>`, `{"b":["1","2"]}`},
		{"a list at the top", `<x:a>1</x:a><x:a>2</x:a>`, `["1","2"]`},
		{"attributes", `<x:a b="1" x:c="2">t</x:a>`, `{"@b":"1","@x:c":"2","@value":"t"}`},
		{"an integer", `<x:a xsi:type="xsd:integer"> 10 </x:a>`, `10`},
		{"a number that keeps its text", `<x:a xsi:type="xsd:double">1.50</x:a>`, `1.50`},
		{"a truth", `<x:a xsi:type="xsd:boolean">true</x:a>`, `true`},
		{"another type", `<x:a xsi:type="xsd:dateTime">2026-11-22T17:15:00Z</x:a>`, `{"@type":"xsd:dateTime","@value":"2026-11-22T17:15:00Z"}`},
		{"nil", `<x:a xsi:nil="true"/>`, `null`},
		{"a mixture", `<x:a>one <b>two</b> three</x:a>`, `{"#content":["one ",{"b":"two"}," three"]}`},
		{"names that come back", `<x:a><b>1</b><c>2</c><b>3</b></x:a>`, `{"#content":[{"b":"1"},{"c":"2"},{"b":"3"}]}`},
		{"another prefix for the same", `<y:a xmlns:y="urn:x:">1</y:a>`, `"1"`},
		{"in a wrapper", `<extension><x:a>1</x:a></extension>`, `"1"`},
		{"an escaped name", `<x:a><_x31_/></x:a>`, `{"1":""}`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, got, err := read([]byte(with(tt.xml)), xml.Options{})
			if err != nil {
				t.Fatal(err)
			}
			want := base()
			want.Extensions = []epcis.Extension{{Name: "x:a", Value: jsontext.Value(tt.want)}}
			if diff := cmp.Diff([]epcis.Event{want}, got); diff != "" {
				t.Fatalf("event (-want +got):\n%s", diff)
			}
			b, err := xml.AppendEvent(nil, &got[0], xml.URN)
			if err != nil {
				t.Fatal(err)
			}
			_, again, err := read(b, xml.Options{})
			if err != nil {
				t.Fatalf("%v\n%s", err, b)
			}
			if diff := cmp.Diff(got, again); diff != "" {
				t.Errorf("event (-first +again):\n%s\n%s", diff, b)
			}
		})
	}
}

func TestReadGivesPrefixesThatJSONAllows(t *testing.T) {
	t.Parallel()
	more := `<action xmlns="urn:y:">1</action><time:a xmlns:time="urn:z:">2</time:a><my_x:a xmlns:my_x="urn:m:">3</my_x:a><x:a xmlns:x="urn:other:">4</x:a>`
	_, got, err := read([]byte(with(more)), xml.Options{})
	if err != nil {
		t.Fatal(err)
	}
	want := []epcis.Extension{
		{Name: "ns:action", Value: jsontext.Value(`"1"`)},
		{Name: "ns1:a", Value: jsontext.Value(`"2"`)},
		{Name: "my-x:a", Value: jsontext.Value(`"3"`)},
		{Name: "x1:a", Value: jsontext.Value(`"4"`)},
	}
	if diff := cmp.Diff(want, got[0].Extensions); diff != "" {
		t.Errorf("extensions (-want +got):\n%s", diff)
	}
	b, err := got[0].AppendJSON(nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := epcis.ParseEvent(b, epcis.Limits{}); err != nil {
		t.Errorf("%v\n%s", err, b)
	}
}

func TestReadTakesNumbersAsXMLWritesThem(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"12": "12", "+012.50": "12.50", ".5": "0.5", "5.": "5", "-.5E+3": "-0.5E+3", " 7 ": "7", "-0": "-0",
		"1" + strings.Repeat("0", 70): "1e70", "0." + strings.Repeat("0", 70) + "12": "12e-72",
		"": "", "NaN": "", "INF": "", ".": "", "1,5": "", "0x1": "", "1 2": "", "--1": "",
	} {
		more := `<sensorElementList><sensorElement><sensorReport type="gs1:Temperature" value="` + in + `"/></sensorElement></sensorElementList>`
		_, got, err := read([]byte(with(more)), xml.Options{})
		switch {
		case want == "" && ruleOf(err) != "number":
			t.Errorf("%q: got %v", in, err)
		case want != "" && (err != nil || string(got[0].Sensors[0].Reports[0].Value) != want):
			t.Errorf("%q: got %v, %v, want %s", in, got, err, want)
		}
	}
	for in, want := range map[epcis.Decimal]string{
		"1e3": "1000", "1e70": "1" + strings.Repeat("0", 70), "1.5e1": "15", "1.234e2": "123.4", "-12e-3": "-0.012", "0e5": "0", "120e-1": "12.0", "1.50": "1.50",
	} {
		if got := xml.Plain(in); got != want {
			t.Errorf("%s is written as %s, want %s", in, got, want)
		}
	}
}

func TestReadTakesTheFormsOfVersion1(t *testing.T) {
	t.Parallel()
	doc := `<e:EPCISDocument xmlns:e="urn:epcglobal:epcis:xsd:1" xmlns:x="urn:x:" schemaVersion="1.2" creationDate="2026-11-22T17:15:00Z"><EPCISBody><EventList>` +
		`<ObjectEvent><eventTime>2026-11-22T16:15:00.250Z</eventTime><eventTimeZoneOffset>+01:00</eventTimeZoneOffset>` +
		`<baseExtension><eventID>urn:x:e</eventID><errorDeclaration><declarationTime>2026-11-23T16:15:00Z</declarationTime>` +
		`<reason>urn:epcglobal:cbv:er:did_not_occur</reason></errorDeclaration></baseExtension>` +
		`<epcList><epc>urn:x:1</epc></epcList><action>OBSERVE</action><bizStep>urn:epcglobal:cbv:bizstep:shipping</bizStep>` +
		`<extension><quantityList><quantityElement><epcClass>urn:x:c</epcClass><quantity>2.0</quantity></quantityElement></quantityList>` +
		`<ilmd><x:lot>7</x:lot></ilmd><extension><plain>1</plain></extension></extension><x:a>1</x:a></ObjectEvent>` +
		`<QuantityEvent><eventTime>2026-11-22T16:15:00.250Z</eventTime><eventTimeZoneOffset>+01:00</eventTimeZoneOffset>` +
		`<epcClass>urn:x:c</epcClass><quantity>3</quantity><bizStep>urn:epcglobal:cbv:bizstep:stocking</bizStep></QuantityEvent>` +
		`</EventList></EPCISBody></e:EPCISDocument>`
	_, got, err := read([]byte(doc), xml.Options{})
	if err != nil {
		t.Fatal(err)
	}
	want := base()
	want.EventID, want.BizStep = "urn:x:e", epcis.StepShipping
	want.ErrorDeclaration = &epcis.ErrorDeclaration{DeclarationTime: time.Date(2026, 11, 23, 16, 15, 0, 0, time.UTC), Reason: epcis.ReasonDidNotOccur}
	want.Quantities = []epcis.Quantity{{Class: "urn:x:c", Quantity: "2.0"}}
	want.ILMD = []epcis.Extension{{Name: "x:lot", Value: jsontext.Value(`"7"`)}}
	want.Extensions = []epcis.Extension{{Name: "local:plain", Value: jsontext.Value(`"1"`)}, {Name: "x:a", Value: jsontext.Value(`"1"`)}}
	want.Context = append(want.Context, jsontext.Value(`{"local":"urn:tracewright:ns:local:"}`))
	want.Spellings = []string{"urn:epcglobal:cbv:bizstep:shipping", "urn:epcglobal:cbv:er:did_not_occur"}
	amount := base()
	amount.EPCs, amount.BizStep = nil, epcis.StepStocking
	amount.Quantities = []epcis.Quantity{{Class: "urn:x:c", Quantity: "3"}}
	amount.Spellings = []string{"urn:epcglobal:cbv:bizstep:stocking"}
	if diff := cmp.Diff([]epcis.Event{want, amount}, got); diff != "" {
		t.Errorf("events (-want +got):\n%s", diff)
	}
}

func TestReadTakesTheHeader(t *testing.T) {
	t.Parallel()
	header := `<EPCISHeader><s:StandardBusinessDocumentHeader xmlns:s="http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader">` +
		`<s:HeaderVersion>1.0</s:HeaderVersion><s:Sender><s:Identifier Authority="GLN">4012345000009</s:Identifier></s:Sender>` +
		`<s:Receiver><s:Identifier>urn:r</s:Identifier></s:Receiver><s:DocumentIdentification><s:Standard>EPCglobal</s:Standard><s:TypeVersion>1.0</s:TypeVersion>` +
		`<s:InstanceIdentifier>17</s:InstanceIdentifier><s:Type>Events</s:Type><s:CreationDateAndTime>2026-11-22T17:15:00Z</s:CreationDateAndTime></s:DocumentIdentification></s:StandardBusinessDocumentHeader>` +
		`<extension><EPCISMasterData><VocabularyList><Vocabulary type="urn:t"><VocabularyElementList><VocabularyElement id="urn:p">` +
		`<attribute id="urn:a">text</attribute><attribute id="urn:b"><x:c>1</x:c></attribute><children><id>urn:p:1</id></children>` +
		`</VocabularyElement></VocabularyElementList></Vocabulary></VocabularyList></EPCISMasterData></extension></EPCISHeader><EPCISBody>`
	doc := strings.Replace(with(""), "<EPCISBody>", header, 1)
	d, list, err := read([]byte(doc), xml.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if d.Sender != "4012345000009" || d.Receiver != "urn:r" || d.InstanceIdentifier != "17" {
		t.Errorf("got %q, %q, %q", d.Sender, d.Receiver, d.InstanceIdentifier)
	}
	want := []epcis.Vocabulary{{Type: "urn:t", Elements: []epcis.VocabularyElement{{
		ID: "urn:p", Children: []string{"urn:p:1"},
		Attributes: []epcis.Attribute{{ID: "urn:a", Value: jsontext.Value(`"text"`)}, {ID: "urn:b", Value: jsontext.Value(`{"x:c":"1"}`)}},
	}}}}
	if diff := cmp.Diff(want, d.MasterData); diff != "" {
		t.Errorf("master data (-want +got):\n%s", diff)
	}
	out, err := written(d, list, xml.URN)
	if err != nil {
		t.Fatal(err)
	}
	again, _, err := read(out, xml.Options{})
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if diff := cmp.Diff(d, again); diff != "" {
		t.Errorf("document (-first +again):\n%s\n%s", diff, out)
	}
}

func TestReadRefuses(t *testing.T) {
	t.Parallel()
	small := epcis.Limits{Bytes: 4000, Depth: 12, List: 20, Members: 8, Text: 200, Events: 3}
	laughs := `<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>`
	tests := []struct{ name, body, rule, path string }{
		{"nothing", "", "xml", ""},
		{"a document type", strings.Replace(with(""), "<epcis:EPCISDocument", laughs+"<epcis:EPCISDocument", 1), "doctype", ""},
		{"an entity", with(`<x:a>&b;</x:a>`), "xml", "x:a"},
		{"another encoding", strings.Replace(with(""), "UTF-8", "ISO-8859-1", 1), "xml", ""},
		{"half of it", with("")[:300], "xml", ""},
		{"a wrong end", strings.Replace(with(""), "</EPCISBody>", "</EPCISHead>", 1), "xml", ""},
		{"two roots", with("") + "<a/>", "xml", ""},
		{"text behind", with("") + "a", "xml", ""},
		{"an undeclared prefix", with(`<y:a/>`), "namespace", ""},
		{"an attribute twice", with(`<x:a b="1" b="2"/>`), "duplicate", "a"},
		{"too deep", with(`<x:a>` + strings.Repeat("<b>", 30) + strings.Repeat("</b>", 30) + `</x:a>`), "depth", ""},
		{"too many elements", with(`<x:a>` + strings.Repeat("<b/>", 30) + `</x:a>`), "list", "a"},
		{"too many attributes", with(`<x:a a="" b="" c="" d="" e="" f="" g="" h="" i=""/>`), "members", ""},
		{"too long a text", with(`<x:a>` + strings.Repeat("a", 300) + `</x:a>`), "text", ""},
		{"too long an attribute", with(`<x:a b="` + strings.Repeat("a", 300) + `"/>`), "text", ""},
		{"too large", with(strings.Repeat(`<x:a>`+strings.Repeat("<!-- -->a", 100)+`</x:a>`, 15)), "bytes", ""},
		{"too many events", strings.Replace(document, "EVENT", strings.Repeat(strings.Replace(event, "MORE", "", 1), 4), 1), "events", "EventList"},
		{"another root", "<html/>", "root", "/html"},
		{"no version", strings.Replace(with(""), `schemaVersion="2.0"`, "", 1), "required", "/epcis:EPCISDocument"},
		{"no body", strings.Replace(strings.Replace(with(""), "<EPCISBody>", "<EPCISHeader/><x:a>", 1), "</EPCISBody>", "</x:a>", 1), "required", "/epcis:EPCISDocument"},
		{"a text in between", strings.Replace(with(""), "<EventList>", "<EventList>a", 1), "member", "EventList"},
		{"no event", strings.Replace(document, "EVENT", "<SubjectEvent/>", 1), "word", "*[1]"},
		{"no time", strings.Replace(with(""), "<eventTime>2026-11-22T17:15:00.250+01:00</eventTime>", "", 1), "required", "*[1]"},
		{"no offset", strings.Replace(with(""), "<eventTimeZoneOffset>+01:00</eventTimeZoneOffset>", "", 1), "required", "*[1]"},
		{"a bad time", strings.Replace(with(""), "17:15:00.250+01:00", "17:15", 1), "date-time", "eventTime"},
		{"a bad offset", strings.Replace(with(""), ">+01:00<", ">01:00<", 1), "offset", "eventTimeZoneOffset"},
		{"a bad action", strings.Replace(with(""), "OBSERVE", "observe", 1), "word", "action"},
		{"a member of another type", with(`<parentID>urn:x:2</parentID>`), "member", "parentID"},
		{"an element too late", with(`<disposition>urn:d</disposition><bizStep>urn:b</bizStep>`), "order", "bizStep"},
		{"an element behind an extension", with(`<x:a/><bizStep>urn:b</bizStep>`), "order", "bizStep"},
		{"an element twice", with(`<bizStep>urn:b</bizStep><bizStep>urn:b</bizStep>`), "order", "bizStep[2]"},
		{"an empty element", with(`<bizStep> </bizStep>`), "empty", "bizStep"},
		{"an unknown attribute of a report", with(`<sensorElementList><sensorElement><sensorReport colour="red"/></sensorElement></sensorElementList>`), "member", "sensorReport"},
		{"a wrong truth", with(`<sensorElementList><sensorElement><sensorReport booleanValue="maybe"/></sensorElement></sensorElementList>`), "kind", "sensorReport"},
		{"a source without a type", with(`<sourceList><source>urn:s</source></sourceList>`), "required", "source"},
		{"an attribute of an event", strings.Replace(with(""), "<ObjectEvent>", `<ObjectEvent x:a="1">`, 1), "attribute", "*[1]"},
		{"a place without its id", with(`<readPoint><x:a/></readPoint>`), "required", "readPoint"},
		{"an amount without a class", with(`<quantityList><quantityElement><quantity>1</quantity></quantityElement></quantityList>`), "required", "quantityElement"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, _, err := read([]byte(tt.body), xml.Options{Limits: small})
			e, ok := errors.AsType[*epcis.Error](err)
			if !ok {
				t.Fatalf("got %v, want an *Error", err)
			}
			if e.Rule != tt.rule || !strings.HasSuffix(e.Path, tt.path) || e.Fix == "" {
				t.Errorf("got %s at %q (%v), want %s at %q", e.Rule, e.Path, err, tt.rule, tt.path)
			}
		})
	}
}

func TestLenientReadTakesAnyOrder(t *testing.T) {
	t.Parallel()
	more := `<x:a>1</x:a><disposition>urn:d</disposition><epcis:bizStep>urn:b</epcis:bizStep>`
	_, got, err := read([]byte(with(more)), xml.Options{Lenient: true})
	if err != nil {
		t.Fatal(err)
	}
	if got[0].BizStep != "urn:b" || got[0].Disposition != "urn:d" || len(got[0].Extensions) != 1 {
		t.Errorf("got %+v", got[0])
	}
}

func TestReadGoesOnAfterABadEvent(t *testing.T) {
	t.Parallel()
	good := strings.Replace(event, "MORE", "", 1)
	doc := strings.Replace(document, "EVENT", good+strings.Replace(good, "OBSERVE", "observe", 1)+good, 1)
	var bad []int
	n := 0
	_, err := xml.Read(strings.NewReader(doc), xml.Options{}, func(i epcis.Item) error {
		if n++; i.Err != nil {
			bad = append(bad, i.Index)
		}
		return nil
	})
	if err != nil || n != 3 || len(bad) != 1 || bad[0] != 1 {
		t.Errorf("got %d events, bad %v, %v", n, bad, err)
	}
	full := errors.New("the disk is full")
	if _, err := xml.Read(strings.NewReader(doc), xml.Options{}, func(epcis.Item) error { return full }); err != full {
		t.Errorf("got %v", err)
	}
	broken := errors.New("the line is cut")
	r := io.MultiReader(strings.NewReader(doc[:500]), errReader{broken})
	if _, err := xml.Read(r, xml.Options{}, func(epcis.Item) error { return nil }); err != broken {
		t.Errorf("got %v", err)
	}
}

type errReader struct{ err error }

func (r errReader) Read([]byte) (int, error) { return 0, r.err }

func TestAppendRefusesWhatXMLCannotHold(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		rule   string
		change func(*epcis.Event)
	}{
		"a control character": {"xml", func(e *epcis.Event) { e.BizStep = "urn:\x01" }},
		"invalid UTF-8":       {"utf-8", func(e *epcis.Event) { e.BizStep = "urn:\xff" }},
		"no time":             {"required", func(e *epcis.Event) { e.EventTime = time.Time{} }},
		"no action":           {"required", func(e *epcis.Event) { e.Action = "" }},
		"another shape":       {"shape", func(e *epcis.Event) { e.ChildEPCs = []string{"urn:x:1"} }},
		"a plain name":        {"member", func(e *epcis.Event) { e.Extensions = []epcis.Extension{{Name: "a", Value: jsontext.Value("1")}} }},
		"a name in two spellings": {"duplicate", func(e *epcis.Event) {
			e.Context = []jsontext.Value{jsontext.Value(`{"ex":"https://example.org/ns#"}`)}
			e.Sensors = []epcis.SensorElement{{Reports: []epcis.SensorReport{{Type: "Temperature", Value: "1", UoM: "CEL", Extensions: []epcis.Extension{
				{Name: "ex:a", Value: jsontext.Value("1")}, {Name: "https://example.org/ns#a", Value: jsontext.Value("2")},
			}}}}}
		}},
	} {
		e := base()
		tt.change(&e)
		got, err := xml.AppendEvent([]byte("before"), &e, xml.URN)
		if ruleOf(err) != tt.rule || string(got) != "before" {
			t.Errorf("%s: got %v, %s; want %s", name, err, got, tt.rule)
		}
	}
}

func TestHostileXMLNeedsLittleMemory(t *testing.T) {
	t.Parallel()
	for _, head := range []string{`<a b="`, `<a><b>`, `<!-- `, `<?p `, strings.Split(document, "EVENT")[0] + "<ObjectEvent><eventTime>"} {
		e := &endless{head: head, more: strings.Repeat("a ", 1<<15), left: 1 << 12}
		_, err := xml.Read(e, xml.Options{Limits: epcis.Limits{Bytes: 1 << 20}}, func(i epcis.Item) error { return i.Err })
		if rule := ruleOf(err); rule != "bytes" && rule != "text" && rule != "root" {
			t.Errorf("%s…: got %v", head, err)
		}
		if e.read > 4<<20 {
			t.Errorf("%s…: %d bytes were read", head, e.read)
		}
	}
}

type endless struct {
	head, more string
	left, read int
}

func (e *endless) Read(b []byte) (int, error) {
	if e.head == "" {
		if e.left--; e.left < 0 {
			return 0, io.EOF
		}
		e.head = e.more
	}
	n := copy(b, e.head)
	e.head = e.head[n:]
	e.read += n
	return n, nil
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(with(`<x:a b="1">t<c xsi:type="xsd:int">5</c></x:a>`)))
	f.Add([]byte(with(`<sensorElementList><sensorElement><sensorMetadata time="2026-11-22T17:15:00Z" x:b="1"/><sensorReport type="gs1:Count" value="+.5"/></sensorElement></sensorElementList>`)))
	f.Add([]byte(strings.Replace(event, "MORE", "<extension><x:a xmlns:x='urn:x:'/></extension>", 1)))
	f.Add([]byte(`<q:EPCISQueryDocument xmlns:q="urn:epcglobal:epcis-query:xsd:1" schemaVersion="1.2" creationDate="2026-11-22T17:15:00Z"><EPCISBody>` +
		`<q:QueryResults><queryName>q</queryName><resultsBody><EventList/></resultsBody></q:QueryResults></EPCISBody></q:EPCISQueryDocument>`))
	f.Fuzz(func(t *testing.T, b []byte) {
		for _, lenient := range []bool{false, true} {
			d, list, err := read(b, xml.Options{Lenient: lenient})
			if err != nil {
				continue
			}
			for i := range list {
				if _, err := list[i].AppendJSON(nil); err != nil && ruleOf(err) != "required" {
					t.Fatalf("read, but not written as JSON: %v", err)
				}
			}
			if d.Type == "" || d.CreationDate.IsZero() || d.Type == epcis.QueryDocument && d.QueryName == "" {
				continue
			}
			first, err := written(d, list, xml.URN)
			if err != nil {
				t.Fatalf("read, but not written: %v", err)
			}
			if _, _, err := read(first, xml.Options{}); err != nil && ruleOf(err) != "bytes" {
				t.Fatalf("written, but not read: %v\n%s", err, bytes.TrimSpace(first))
			}
		}
	})
}

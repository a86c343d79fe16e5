package httpapi_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/sqldb/sqldbtest"
	"github.com/tracewright/tracewright/internal/track"
)

// mixedForms is a document in XML with one event in URNs, and one in web URIs and
// links that are not canonical.
const mixedForms = `<epcis:EPCISDocument xmlns:epcis="urn:epcglobal:epcis:xsd:2" schemaVersion="2.0" creationDate="2026-01-05T06:00:00Z"><EPCISBody><EventList>
<ObjectEvent><eventTime>2026-01-05T05:00:00Z</eventTime><eventTimeZoneOffset>+01:00</eventTimeZoneOffset><eventID>urn:form:urns</eventID>
	<epcList><epc>urn:epc:id:sgtin:4012345.000001.71</epc></epcList><action>OBSERVE</action>
	<bizStep>urn:epcglobal:cbv:bizstep:staging_outbound</bizStep><disposition>urn:epcglobal:cbv:disp:container_closed</disposition>
	<bizTransactionList><bizTransaction type="urn:epcglobal:cbv:btt:po">urn:epc:id:gdti:4012345.00002.4711</bizTransaction></bizTransactionList>
	<sourceList><source type="urn:epcglobal:cbv:sdt:owning_party">urn:epc:id:pgln:4012345.00005</source></sourceList>
	<sensorElementList><sensorElement><sensorReport type="gs1:Temperature" value="21" uom="CEL"/></sensorElement></sensorElementList>
	<persistentDisposition><unset>urn:epcglobal:cbv:disp:recalled</unset><set>https://ref.gs1.org/cbv/Disp-stolen</set></persistentDisposition></ObjectEvent>
<ObjectEvent><eventTime>2026-01-05T05:01:00Z</eventTime><eventTimeZoneOffset>+01:00</eventTimeZoneOffset><eventID>urn:form:uris</eventID>
	<epcList><epc>https://shop.example.com/gtin/4012345000016/ser/72</epc></epcList><action>OBSERVE</action>
	<bizStep>https://ref.gs1.org/cbv/BizStep-staging_outbound</bizStep><disposition>https://ref.gs1.org/cbv/Disp-container_open</disposition></ObjectEvent>
</EventList></EPCISBody></epcis:EPCISDocument>`

// TestEventsAreGivenInTheFormThatIsAskedFor: by every way to an event, in both
// syntaxes and all values of the headers, and as it came where nothing is to be
// translated.
func TestEventsAreGivenInTheFormThatIsAskedFor(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		s := shop(t, db)
		s.Do(t, &track.Command{ID: "prefixes", Verb: "apply", Actor: "p-engineer", Args: &track.ApplyPlant{Definition: plantYAML(t) + "\ncompanyPrefixes: ['4012345']\n"}})
		if res := s.send(http.MethodPost, "/epcis/capture", "planner", mixedForms, "Content-Type: application/xml"); res.status != http.StatusAccepted {
			t.Fatalf("status %d: %s", res.status, res.body)
		}
		s.work()
		if res := s.send(http.MethodPost, "/epcis/queries", "planner", `{"name":"staged","query":{"EQ_eventID":["urn:form:urns","urn:form:uris"]}}`); res.status != http.StatusCreated {
			t.Fatalf("status %d: %s", res.status, res.body)
		}
		const urn1, link1, own1 = "urn:epc:id:sgtin:4012345.000001.71", "https://id.gs1.org/01/04012345000016/21/71", "urn:epc:id:sgtin:4012345.000001.71"
		const urn2, link2, own2 = "urn:epc:id:sgtin:4012345.000001.72", "https://id.gs1.org/01/04012345000016/21/72", "https://shop.example.com/gtin/4012345000016/ser/72"
		epcs := map[string][2]string{
			"Always_GS1_Digital_Link": {link1, link2}, "Always_EPC_URN": {urn1, urn2}, "Never_Translates": {own1, own2}, "No_Preference": {own1, own2}, "": {link1, link2},
		}
		const stepURN, stepURI = ">urn:epcglobal:cbv:bizstep:staging_outbound<", ">https://ref.gs1.org/cbv/BizStep-staging_outbound<"
		asCame := [2][]string{
			{stepURN, ">urn:epcglobal:cbv:disp:container_closed<", "<unset>urn:epcglobal:cbv:disp:recalled<", "<set>https://ref.gs1.org/cbv/Disp-stolen<", `"urn:epcglobal:cbv:btt:po"`, `"urn:epcglobal:cbv:sdt:owning_party"`, `"gs1:Temperature"`},
			{stepURI, ">https://ref.gs1.org/cbv/Disp-container_open<"},
		}
		asURIs := [2][]string{
			{stepURI, ">https://ref.gs1.org/cbv/Disp-container_closed<", `"https://ref.gs1.org/cbv/BTT-po"`, `"https://ref.gs1.org/cbv/SDT-owning_party"`, `"https://gs1.org/voc/Temperature"`},
			{stepURI, ">https://ref.gs1.org/cbv/Disp-container_open<"},
		}
		asURNs := [2][]string{{stepURN, ">urn:epcglobal:cbv:disp:container_closed<", "<set>urn:epcglobal:cbv:disp:stolen<", `"urn:epcglobal:cbv:btt:po"`}, {stepURN, ">urn:epcglobal:cbv:disp:container_open<"}}
		words := map[string][2][]string{"Always_Web_URI": asURIs, "Always_URN": asURNs, "Never_Translates": asCame, "No_Preference": asCame, "": asURIs}
		ask := func(path, accept, epc, word string) string {
			header := []string{"Accept: " + accept}
			if epc != "" {
				header = append(header, "GS1-EPC-Format: "+epc)
			}
			if word != "" {
				header = append(header, "GS1-CBV-XML-Format: "+word)
			}
			res := s.send(http.MethodGet, path, "operator", "", header...)
			if res.status != http.StatusOK {
				t.Fatalf("%s %v: status %d: %s", path, header, res.status, res.body)
			}
			return res.body
		}
		ways := [2][]string{}
		for i, id := range []string{"urn:form:urns", "urn:form:uris"} {
			ways[i] = []string{
				"/epcis/events?EQ_eventID=" + id, "/epcis/events/" + id, "/epcis/queries/staged/events", "/epcis/bizSteps/staging_outbound/events",
				"/epcis/epcs/" + url.PathEscape([]string{link1, link2}[i]) + "/events", "/api/v1/objects/" + url.PathEscape([]string{link1, link2}[i]) + "/epcis",
			}
		}
		for i := range ways {
			for _, path := range ways[i] {
				for epc, want := range epcs {
					if got := ask(path, "application/ld+json", epc, ""); !strings.Contains(got, `"`+want[i]+`"`) || !strings.Contains(got, `"staging_outbound"`) {
						t.Errorf("%s %s in JSON: no %s in %s", path, epc, want[i], got)
					}
				}
				for word, wants := range words {
					got := ask(path, "application/xml", "Never_Translates", word)
					for _, want := range append([]string{"<epc>" + []string{own1, own2}[i] + "<"}, wants[i]...) {
						if !strings.Contains(got, want) {
							t.Errorf("%s %s in XML: no %s in %s", path, word, want, got)
						}
					}
				}
			}
		}
		for path, want := range map[string]string{
			"/epcis/dispositions?perPage=1000": "<member>urn:epcglobal:cbv:disp:container_closed</member>",
			"/epcis/bizSteps?perPage=1000":     "<member>urn:epcglobal:cbv:bizstep:staging_outbound</member>",
			"/epcis/epcs?perPage=1000":         "<member>https://shop.example.com/gtin/4012345000016/ser/72</member>",
		} {
			if got := ask(path, "application/xml", "Never_Translates", "Never_Translates"); !strings.Contains(got, want) {
				t.Errorf("%s: no %s in %s", path, want, got)
			}
		}
	})
}

// TestTheLinesOwnEventsHaveTheirNativeForm where nothing is to be translated: the
// names that the plant gives them, and web URIs in XML.
func TestTheLinesOwnEventsHaveTheirNativeForm(t *testing.T) {
	t.Parallel()
	s := shop(t, sqldbtest.SQLite(t))
	for _, c := range []struct{ accept, format, want string }{
		{"application/xml", "Never_Translates", "<bizStep>https://ref.gs1.org/cbv/BizStep-commissioning</bizStep>"},
		{"application/xml", "No_Preference", "<bizStep>https://ref.gs1.org/cbv/BizStep-commissioning</bizStep>"},
		{"application/ld+json", "Never_Translates", `"bizStep":"commissioning"`},
	} {
		all := s.send(http.MethodGet, "/epcis/events?EQ_bizStep=commissioning", "operator", "", "Accept: "+c.accept, "GS1-EPC-Format: "+c.format, "GS1-CBV-XML-Format: "+c.format)
		if all.status != http.StatusOK || !strings.Contains(all.body, c.want) {
			t.Errorf("%s %s: status %d: %s", c.accept, c.format, all.status, all.body)
		}
		if c.accept == "application/xml" && strings.Contains(all.body, "urn:epcglobal:cbv") {
			t.Errorf("%s: a URN that nobody has written: %s", c.format, all.body)
		}
	}
}

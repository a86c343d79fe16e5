package httpapi_test

import (
	"encoding/xml"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/go-json-experiment/json"
	"github.com/google/go-cmp/cmp"

	"github.com/tracewright/tracewright/internal/epcis"
	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/sqldb/sqldbtest"
	"github.com/tracewright/tracewright/internal/track"
)

// members reads a list.
func members(t *testing.T, res response) []string {
	t.Helper()
	var list struct {
		Type   string   `json:"type"`
		Member []string `json:"member" xml:"member"`
	}
	var err error
	if strings.HasPrefix(res.body, "<") {
		err = xml.Unmarshal([]byte(res.body), &list)
	} else {
		err = json.Unmarshal([]byte(res.body), &list, json.RejectUnknownMembers(false))
	}
	if err != nil || res.status != http.StatusOK {
		t.Fatalf("status %d: %v in %s", res.status, err, res.body)
	}
	return list.Member
}

// next is the address of the page after; empty: there is none.
func next(res response) string {
	at, _, _ := strings.Cut(strings.TrimPrefix(res.header.Get("Link"), "<"), ">")
	return at
}

// handIn captures events of partners.
func (s *site) handIn(as string, events ...string) {
	s.t.Helper()
	for _, e := range events {
		if res := s.send(http.MethodPost, "/epcis/events", as, bare(e)); res.status != http.StatusCreated {
			s.t.Fatalf("status %d: %s", res.status, res.body)
		}
	}
}

// packedElsewhere names an extension, places and a parent.
const packedElsewhere = `{"type":"AggregationEvent","eventID":"urn:uuid:12","eventTime":"2026-01-05T05:10:00Z","eventTimeZoneOffset":"+01:00","action":"ADD",
	"parentID":"urn:epc:id:sscc:0614141.1234567890","childEPCs":["urn:epc:id:sgtin:0614141.107346.2017"],"bizStep":"https://example.com/steps/wrapping","disposition":"in_progress",
	"readPoint":{"id":"urn:epc:id:sgln:0614141.00777.0"},"bizLocation":{"id":"urn:epc:id:sgln:0614141.00888.0"}}`

// TestResourcesLeadToTheirEvents walks from the root to the events of every
// value, as a client does that knows nothing but links.
func TestResourcesLeadToTheirEvents(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		s := shop(t, db)
		s.handIn("planner", packedElsewhere, shippedElsewhere)
		all := len(eventsIn(t, s.send(http.MethodGet, "/epcis/events?perPage=1000", "operator", "")))
		for _, name := range members(t, s.send(http.MethodGet, "/epcis", "operator", "")) {
			if slices.Contains([]string{"events", "capture", "queries"}, name) {
				continue
			}
			whole := members(t, s.send(http.MethodGet, "/epcis/"+name+"?perPage=1000", "operator", ""))
			var paged []string
			for at := "/epcis/" + name + "?perPage=2"; at != ""; {
				res := s.send(http.MethodGet, at, "operator", "")
				paged = append(paged, members(t, res)...)
				at = next(res)
			}
			if diff := cmp.Diff(whole, paged); diff != "" || len(whole) == 0 {
				t.Errorf("%s: pages differ (-whole +pages):\n%s", name, diff)
			}
			found := map[string]bool{}
			for _, value := range whole {
				at := "/epcis/" + name + "/" + url.PathEscape(value)
				if got := members(t, s.send(http.MethodGet, at, "operator", "")); !slices.Equal(got, []string{"events"}) {
					t.Errorf("%s: %v", at, got)
				}
				for _, e := range eventsIn(t, s.send(http.MethodGet, at+"/events?perPage=1000", "operator", "")) {
					found[e.EventID] = true
				}
			}
			if len(found) == 0 || name == "eventTypes" && len(found) != all {
				t.Errorf("%s leads to %d of %d events", name, len(found), all)
			}
		}
	})
}

// TestAValueIsFoundInAllItsForms asks for one thing, step and place by every
// spelling that the standard has for it.
func TestAValueIsFoundInAllItsForms(t *testing.T) {
	t.Parallel()
	s := shop(t, sqldbtest.SQLite(t))
	s.handIn("planner", packedElsewhere, shippedElsewhere)
	for _, c := range []struct{ kind, value string }{
		{"epcs", "urn:epc:id:sgtin:0614141.107346.2017"},
		{"epcs", "https://id.gs1.org/01/10614141073464/21/2017"},
		{"epcs", "https://example.com/gtin/10614141073464/ser/2017?17=271231"},
		{"epcs", "urn:epc:id:sscc:0614141.1234567890"},
		{"bizSteps", "shipping"},
		{"bizSteps", "urn:epcglobal:cbv:bizstep:shipping"},
		{"bizSteps", "https://ref.gs1.org/cbv/BizStep-shipping"},
		{"bizSteps", "https://example.com/steps/wrapping"},
		{"dispositions", "urn:epcglobal:cbv:disp:in_transit"},
		{"readPoints", "https://id.gs1.org/414/0614141007776"},
		{"bizLocations", "urn:epc:id:sgln:0614141.00888.0"},
		{"eventTypes", "AggregationEvent"},
	} {
		at := "/epcis/" + c.kind + "/" + url.PathEscape(c.value) + "/events"
		events := eventsIn(t, s.send(http.MethodGet, at, "operator", ""))
		if !slices.ContainsFunc(events, func(e *epcis.Event) bool { return strings.HasPrefix(e.EventID, "urn:uuid:") }) {
			t.Errorf("%s: the event is not among %d", at, len(events))
		}
		first := eventsIn(t, s.send(http.MethodGet, at+"?perPage=1&GE_eventTime=2026-01-05T05:10:00Z", "operator", ""))
		if len(first) > 1 {
			t.Errorf("%s: %d events of one", at, len(first))
		}
	}
	for _, c := range []struct {
		path   string
		status int
		names  string
	}{
		{"/epcis/epcs/urn:epc:id:sgtin:0614141.107346.9999", 404, "NoSuchResourceException"},
		{"/epcis/epcs/urn:epc:id:sgtin:0614141.107346.9999/events", 404, "NoSuchResourceException"},
		{"/epcis/epcs/" + url.PathEscape("urn:epc:idpat:sgtin:0614141.107346.*") + "/events", 404, "NoSuchResourceException"},
		{"/epcis/epcs/" + url.PathEscape("urn:a|urn:b"), 404, "NoSuchResourceException"},
		{"/epcis/bizSteps/teleporting/events", 404, "NoSuchResourceException"},
		{"/epcis/bizSteps/retail_selling/events", 200, `"eventList":[`},
		{"/epcis/bizSteps/shipping/events?EQ_bizStep=receiving", 400, "EQ_bizStep is given by the path"},
		{"/epcis/epcs?EQ_bizStep=receiving", 400, "EQ_bizStep"},
		{"/epcis/epcs?nextPageToken=%21", 400, "nextPageToken"},
		{"/epcis?perPage=3", 400, "perPage"},
		{"/epcis/nothing", 404, "NoSuchResourceException"},
		{"/epcis/events?EQ_eventID=" + strings.Repeat("x", 65<<10), 414, "URITooLongException"},
	} {
		if res := s.send(http.MethodGet, c.path, "operator", ""); res.status != c.status || !strings.Contains(res.body, c.names) {
			t.Errorf("%.80s: status %d: %s", c.path, res.status, res.body)
		}
	}
	if res := s.send(http.MethodDelete, "/epcis/nextPageToken/abc", "operator", ""); res.status != http.StatusNotImplemented {
		t.Errorf("a token is let go of: %d", res.status)
	}
}

// TestListsHaveTheFormThatIsAskedFor: identifiers and words are written as the
// headers say, with the company prefixes that the plant knows.
func TestListsHaveTheFormThatIsAskedFor(t *testing.T) {
	t.Parallel()
	s := shop(t, sqldbtest.SQLite(t))
	s.Do(t, &track.Command{ID: "prefixes", Verb: "apply", Actor: "p-engineer", Args: &track.ApplyPlant{Definition: plantYAML(t) + "\ncompanyPrefixes: ['4012345']\n"}})
	linked := strings.NewReplacer("urn:uuid:12", "urn:uuid:13", "urn:epc:id:sscc:0614141.1234567890", "https://id.gs1.org/00/106141412345678908",
		"urn:epc:id:sgtin:0614141.107346.2017", "https://id.gs1.org/01/04012345000016/21/77", "urn:epc:id:sgln:0614141.00777.0", "https://id.gs1.org/414/4012345000016").Replace(packedElsewhere)
	s.handIn("planner", packedElsewhere, linked)
	for _, c := range []struct {
		path, header string
		has, not     string
	}{
		{"/epcis/epcs?perPage=1000", "GS1-EPC-Format: Always_GS1_Digital_Link", "https://id.gs1.org/01/10614141073464/21/2017", "urn:epc:"},
		{"/epcis/epcs?perPage=1000", "", "https://id.gs1.org/01/10614141073464/21/2017", "urn:epc:"},
		{"/epcis/epcs?perPage=1000", "GS1-EPC-Format: Never_Translates", "urn:epc:id:sgtin:0614141.107346.2017", "https://id.gs1.org/01/10614141073464/21/2017"},
		{"/epcis/epcs?perPage=1000", "GS1-EPC-Format: No_Preference", "https://id.gs1.org/01/04012345000016/21/77", "urn:epc:id:sgtin:4012345"},
		{"/epcis/epcs?perPage=1000", "GS1-EPC-Format: Always_EPC_URN", "urn:epc:id:sgtin:4012345.000001.77", "id.gs1.org/01/04012345000016"},
		{"/epcis/readPoints", "GS1-EPC-Format: Always_EPC_URN", "urn:epc:id:sgln:4012345.00001.0", "id.gs1.org/414/4012345000016"},
		{"/epcis/events?EQ_eventID=urn:uuid:13", "GS1-EPC-Format: Always_EPC_URN", "urn:epc:id:sgtin:4012345.000001.77", "id.gs1.org/01"},
		{"/epcis/events/urn:uuid:13", "GS1-EPC-Format: Always_EPC_URN", "urn:epc:id:sgln:4012345.00001.0", "id.gs1.org/01"},
		{"/epcis/bizSteps?perPage=1000", "", `"shipping"`, "urn:epcglobal"},
		{"/epcis/bizSteps?perPage=1000", "Accept: application/xml", "https://ref.gs1.org/cbv/BizStep-shipping", "urn:epcglobal"},
	} {
		var header []string
		if c.header != "" {
			header = []string{c.header}
		}
		res := s.send(http.MethodGet, c.path, "operator", "", header...)
		if res.status != http.StatusOK || !strings.Contains(res.body, c.has) || strings.Contains(res.body, c.not) {
			t.Errorf("%s %s: status %d: %s", c.path, c.header, res.status, res.body)
		}
	}
	res := s.send(http.MethodGet, "/epcis/bizSteps?perPage=1000", "operator", "", "Accept: text/xml", "GS1-CBV-XML-Format: Always_URN")
	if got := members(t, res); !slices.Contains(got, "urn:epcglobal:cbv:bizstep:shipping") || !slices.Contains(got, "https://example.com/steps/wrapping") {
		t.Errorf("as URNs: %v", got)
	}
}

// TestEveryAddressIsDiscovered: OPTIONS says of each address what it takes, and in
// which versions.
func TestEveryAddressIsDiscovered(t *testing.T) {
	t.Parallel()
	s := shop(t, sqldbtest.SQLite(t))
	fill := strings.NewReplacer("{eventType}", "ObjectEvent", "{epc}", "urn:x:1", "{bizStep}", "shipping", "{bizLocation}", "urn:x:2", "{readPoint}", "urn:x:3",
		"{disposition}", "active", "{eventID}", "urn:x:4", "{captureID}", "abc", "{token}", "abc")
	paths := map[string]bool{}
	for _, route := range described(t, s) {
		method, path, _ := strings.Cut(route, " ")
		if path != "/epcis" && !strings.HasPrefix(path, "/epcis/") {
			continue
		}
		paths[path] = true
		res := s.send(http.MethodOptions, fill.Replace(path), "admin", "")
		if res.status != http.StatusNoContent || !strings.Contains(res.header.Get("Allow"), method) || !strings.Contains(res.header.Get("Allow"), "OPTIONS") || res.body != "" {
			t.Errorf("%s: status %d, Allow %q: %s", path, res.status, res.header.Get("Allow"), res.body)
		}
		for _, name := range []string{"GS1-EPCIS-Version", "GS1-EPCIS-Min", "GS1-EPCIS-Max", "GS1-CBV-Version", "GS1-CBV-Min", "GS1-CBV-Max", "GS1-EPC-Format", "GS1-CBV-XML-Format", "GS1-Extensions", "GS1-Vendor-Version"} {
			if res.header.Get(name) == "" {
				t.Errorf("%s does not tell %s", path, name)
			}
		}
		if wrong := s.send(http.MethodOptions, fill.Replace(path), "", ""); wrong.status != http.StatusUnauthorized {
			t.Errorf("%s tells anybody: %d", path, wrong.status)
		}
	}
	if len(paths) < 24 {
		t.Errorf("%d addresses", len(paths))
	}
	at := s.send(http.MethodOptions, "/epcis/capture", "planner", "")
	if at.header.Get("GS1-EPCIS-Capture-Limit") == "" || at.header.Get("GS1-EPCIS-Capture-File-Size-Limit") == "" || at.header.Get("GS1-Capture-Error-Behaviour") != "all" {
		t.Errorf("limits of capture: %v", at.header)
	}
}

// TestVersionsAreNegotiated: who takes none of our versions gets nothing that they
// could not read.
func TestVersionsAreNegotiated(t *testing.T) {
	t.Parallel()
	s := shop(t, sqldbtest.SQLite(t))
	for _, c := range []struct {
		header []string
		status int
	}{
		{[]string{"GS1-EPCIS-Version: 2.0.0", "GS1-CBV-Version: 2.0"}, 200},
		{[]string{"GS1-EPCIS-Min: 1.2.0", "GS1-EPCIS-Max: 2.0.0"}, 200},
		{[]string{"GS1-EPCIS-Min: 1.2", "GS1-EPCIS-Max: 3"}, 200},
		{[]string{"GS1-EPCIS-Min: 2.0.1"}, 406},
		{[]string{"GS1-EPCIS-Max: 1.2.0"}, 406},
		{[]string{"GS1-EPCIS-Version: 1.2"}, 406},
		{[]string{"GS1-CBV-Min: 2.1"}, 406},
		{[]string{"GS1-CBV-Max: 1.2.2"}, 406},
		{[]string{"GS1-EPCIS-Min: two"}, 406},
		{[]string{"GS1-EPCIS-Min: 2.0.0.0"}, 406},
	} {
		for _, path := range []string{"/epcis/events", "/epcis/epcs", "/epcis"} {
			res := s.send(http.MethodGet, path, "operator", "", c.header...)
			if res.status != c.status || c.status == 406 && !strings.Contains(res.body, "NotAcceptableException") || res.header.Get("GS1-EPCIS-Version") != "2.0.0" {
				t.Errorf("%s %v: status %d: %s", path, c.header, res.status, res.body)
			}
		}
	}
	if res := s.send(http.MethodPost, "/epcis/capture", "planner", captureDocument(shippedElsewhere), "GS1-EPCIS-Version: 1.2"); res.status != http.StatusAccepted {
		t.Errorf("capture of another version: %d: %s", res.status, res.body)
	}
}

// TestPrefixesMayComeBesideTheDocument: the header GS1-Extensions declares what a
// document uses, and is a part of it from then on.
func TestPrefixesMayComeBesideTheDocument(t *testing.T) {
	t.Parallel()
	s := shop(t, sqldbtest.SQLite(t))
	event := strings.Replace(shippedElsewhere, `"ex:truck"`, `"acme:dock":"7","ex:truck"`, 1)
	if res := s.send(http.MethodPost, "/epcis/events", "planner", bare(event)); res.status != http.StatusBadRequest || !strings.Contains(res.body, "acme") {
		t.Fatalf("undeclared: %d: %s", res.status, res.body)
	}
	// What the document says itself stands.
	header := "GS1-Extensions: acme=https://acme.example.com/, ex=https://other.example.com/"
	res := s.send(http.MethodPost, "/epcis/capture", "planner", captureDocument(event), header)
	if res.status != http.StatusAccepted {
		t.Fatalf("status %d: %s", res.status, res.body)
	}
	s.work()
	for _, query := range []string{"EQ_https://acme.example.com/dock=7", "EXISTS_https://ns.example.com/epcis/truck="} {
		if got := idsOf(s.every("/epcis/events?"+query, "operator")); !slices.Equal(got, []string{"urn:uuid:11"}) {
			t.Errorf("%s finds %v", query, got)
		}
	}
	for _, wrong := range []string{"acme", "acme=", "=https://acme.example.com/", "cbv=https://acme.example.com/", "acme=nothing"} {
		if res := s.send(http.MethodPost, "/epcis/events", "planner", bare(event), "GS1-Extensions: "+wrong); res.status != http.StatusBadRequest || !strings.Contains(res.body, "GS1-Extensions") {
			t.Errorf("%s: status %d: %s", wrong, res.status, res.body)
		}
	}
}

// TestProblemsComeInTheSyntaxOfTheAnswer: who reads XML gets its problems in XML.
func TestProblemsComeInTheSyntaxOfTheAnswer(t *testing.T) {
	t.Parallel()
	s := shop(t, sqldbtest.SQLite(t))
	for _, c := range []struct {
		path, as, kind string
		status         int
	}{
		{"/epcis/events?EQ_bizstep=%3Cshipping%3E", "operator", "QueryParameterException", 400},
		{"/epcis/events", "", "SecurityException", 401},
		{"/epcis/epcs/urn:nothing", "operator", "NoSuchResourceException", 404},
		{"/epcis/nothing", "operator", "NoSuchResourceException", 404},
	} {
		res := s.send(http.MethodGet, c.path, c.as, "", "Accept: application/xml;q=0.9, application/problem+xml")
		var p struct {
			XMLName xml.Name `xml:"urn:ietf:rfc:7807 problem"`
			Type    string   `xml:"type"`
			Status  int      `xml:"status"`
			Code    string   `xml:"code"`
			Errors  []struct {
				Location string `xml:"location"`
			} `xml:"errors>i"`
		}
		if err := xml.Unmarshal([]byte(res.body), &p); err != nil {
			t.Fatalf("%s: %v in %s", c.path, err, res.body)
		}
		if res.header.Get("Content-Type") != "application/problem+xml" || p.Type != "epcisException:"+c.kind || p.Status != c.status || res.status != c.status || p.Code == "" {
			t.Errorf("%s: %s %s", c.path, res.header.Get("Content-Type"), res.body)
		}
		if c.status == 400 && (len(p.Errors) != 1 || p.Errors[0].Location != "query.EQ_bizstep") {
			t.Errorf("errors %v", p.Errors)
		}
		plain := s.send(http.MethodGet, c.path, c.as, "")
		if plain.header.Get("Content-Type") != "application/problem+json" || !strings.Contains(plain.body, `"type":"epcisException:`+c.kind) {
			t.Errorf("%s: %s %s", c.path, plain.header.Get("Content-Type"), plain.body)
		}
	}
	if res := s.send(http.MethodGet, "/epcis/events", "operator", "", "Accept: text/html"); res.status != http.StatusNotAcceptable || res.header.Get("Content-Type") != "application/problem+json" {
		t.Errorf("HTML: %d %s", res.status, res.header.Get("Content-Type"))
	}
}

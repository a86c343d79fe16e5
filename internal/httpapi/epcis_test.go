package httpapi_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tracewright/tracewright/internal/epcis"
	"github.com/tracewright/tracewright/internal/epcis/xml"
	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/sqldb/sqldbtest"
)

// eventsIn reads the events of a document, in either syntax.
func eventsIn(t *testing.T, res response) []*epcis.Event {
	t.Helper()
	if res.status != http.StatusOK {
		t.Fatalf("status %d: %s", res.status, res.body)
	}
	var events []*epcis.Event
	each := func(i epcis.Item) error {
		events = append(events, i.Event)
		return i.Err
	}
	var err error
	if strings.HasPrefix(res.body, "<") {
		_, err = xml.Read(strings.NewReader(res.body), xml.Options{}, each)
	} else {
		_, err = epcis.Read(strings.NewReader(res.body), epcis.Limits{}, each)
	}
	if err != nil {
		t.Fatalf("%v in %s", err, res.body)
	}
	return events
}

// steps are the business steps of events, in their order.
func steps(events []*epcis.Event) (steps []string) {
	for _, e := range events {
		steps = append(steps, e.BizStep)
	}
	return steps
}

// TestPartnersAskWhatTheLineDid: what stations record is found by EPCIS queries,
// page by page, in both syntaxes.
func TestPartnersAskWhatTheLineDid(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		s := shop(t, db)
		all := eventsIn(t, s.send(http.MethodGet, "/epcis/events?perPage=1000", "operator", ""))
		var paged []*epcis.Event
		for at := "/epcis/events?perPage=2"; at != ""; {
			res := s.send(http.MethodGet, at, "operator", "")
			paged = append(paged, eventsIn(t, res)...)
			at, _, _ = strings.Cut(strings.TrimPrefix(res.header.Get("Link"), "<"), ">")
		}
		if diff := cmp.Diff(all, paged); diff != "" || len(all) < 3 {
			t.Errorf("%d events; pages differ (-all +pages):\n%s", len(all), diff)
		}
		asXML := eventsIn(t, s.send(http.MethodGet, "/epcis/events?perPage=1000", "operator", "", "Accept: application/xml"))
		if diff := cmp.Diff(steps(all), steps(asXML)); diff != "" {
			t.Errorf("XML differs (-JSON +XML):\n%s", diff)
		}
		one := all[0]
		got := s.send(http.MethodGet, "/epcis/events/"+url.PathEscape(one.EventID), "operator", "")
		if e, err := epcis.ParseEvent([]byte(got.body), epcis.Limits{}); err != nil || cmp.Diff(one, e) != "" {
			t.Errorf("one event: %v %s", err, got.body)
		}
		of := eventsIn(t, s.send(http.MethodGet, "/api/v1/objects/SN1/epcis?trace=back", "operator", ""))
		own := eventsIn(t, s.send(http.MethodGet, "/api/v1/objects/SN1/epcis", "operator", ""))
		if len(own) == 0 || len(of) < len(own) {
			t.Errorf("%d events of SN1, %d with what went into it", len(own), len(of))
		}
	})
}

func TestEPCISProblemsHaveTheTypesOfTheStandard(t *testing.T) {
	t.Parallel()
	s := shop(t, sqldbtest.SQLite(t))
	for _, c := range []struct {
		path, as, header string
		status           int
		kind, names      string
	}{
		{"/epcis/events?EQ_bizstep=shipping", "operator", "", 400, "QueryParameterException", "EQ_bizstep"},
		{"/epcis/events?EQ_action=MOVE", "operator", "", 400, "QueryParameterException", "EQ_action"},
		{"/epcis/events?GE_eventTime=yesterday", "operator", "", 400, "QueryParameterException", "GE_eventTime"},
		{"/epcis/events?EQ_acme:colour=red", "operator", "", 400, "QueryParameterException", "GS1-Extensions"},
		{"/epcis/events?nextPageToken=AAAA", "operator", "", 400, "QueryParameterException", "nextPageToken"},
		{"/epcis/events?eventCountLimit=1&maxEventCount=1&orderBy=eventTime", "operator", "", 400, "QueryParameterException", "maxEventCount"},
		{"/epcis/events?maxEventCount=1", "operator", "", 413, "QueryTooLargeException", "More than 1"},
		{"/epcis/events", "", "", 401, "SecurityException", ""},
		{"/epcis/events", "operator", "Accept: text/html", 406, "NotAcceptableException", "Accept"},
		{"/epcis/events", "operator", "GS1-EPC-Format: Always", 406, "NotAcceptableException", "GS1-EPC-Format"},
		{"/epcis/events/urn:nothing", "operator", "", 404, "NoSuchResourceException", ""},
	} {
		var header []string
		if c.header != "" {
			header = []string{c.header}
		}
		res := s.send(http.MethodGet, c.path, c.as, "", header...)
		if res.status != c.status || !strings.Contains(res.body, `"type":"epcisException:`+c.kind+`"`) || !strings.Contains(res.body, c.names) {
			t.Errorf("%s %s: status %d: %s", c.path, c.header, res.status, res.body)
		}
	}
}

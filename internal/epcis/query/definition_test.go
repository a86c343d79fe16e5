package query_test

import (
	"errors"
	"net/url"
	"testing"

	"github.com/tracewright/tracewright/internal/epcis"
	"github.com/tracewright/tracewright/internal/epcis/query"
)

// TestDefinitionAsksWhatItsParametersAsk takes the same question as an object and
// as a URL has it.
func TestDefinitionAsksWhatItsParametersAsk(t *testing.T) {
	t.Parallel()
	e, err := epcis.ParseEvent([]byte(object), epcis.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		object, url string
		match       bool
	}{
		{`{"EQ_bizStep": ["shipping", "receiving"], "eventType": ["ObjectEvent"]}`, "EQ_bizStep=shipping|receiving&eventType=ObjectEvent", true},
		{`{"GE_eventTime":"2026-11-22T09:00:00Z","GE_value_CEL":26.0}`, "GE_eventTime=2026-11-22T09:00:00Z&GE_value_CEL=26.0", true},
		{`{"@context":[{"ex":"https://ns.example.com/epcis/"}],"EQ_ex:colour":["red"],"EXISTS_sensorElementList":1}`, "EQ_ex:colour=red&EXISTS_sensorElementList", true},
		{`{"EXISTS_sensorElementList":null,"EQ_stringValue":"dry|wet"}`, "EXISTS_sensorElementList=true&EQ_stringValue=wet", false},
		{`{"EQ_booleanValue":true,"GT_percRank":49}`, "EQ_booleanValue=true&GT_percRank=49", true},
	} {
		asObject, err := query.ParseDefinition([]byte(c.object))
		if err != nil {
			t.Errorf("%s: %v", c.object, err)
			continue
		}
		values, err := url.ParseQuery(c.url)
		if err != nil {
			t.Fatal(err)
		}
		asURL, err := query.DefinitionOf(values, epcis.Namespaces{"ex": "https://ns.example.com/epcis/"})
		if err != nil {
			t.Errorf("%s: %v", c.url, err)
			continue
		}
		again, err := query.ParseDefinition(asURL.Text)
		if err != nil {
			t.Errorf("%s: %v", asURL.Text, err)
			continue
		}
		for _, d := range []*query.Definition{asObject, asURL, again} {
			q, err := d.Query(query.Options{})
			if err != nil || q.Match(e) != c.match {
				t.Errorf("%s does not match as it should: %v", d.Text, err)
			}
		}
	}
}

func TestWrongDefinitionIsRefusedByName(t *testing.T) {
	t.Parallel()
	for text, name := range map[string]string{
		`[]`:                         "",
		`{"EQ_bizStep":["shipping"]`: "",
		`{"EQ_action":["ADD"],"EQ_action":["DELETE"]}`: "",
		`{"EQ_bizStop":["shipping"]}`:                  "EQ_bizStop",
		`{"EQ_bizStep":[{"a":1}]}`:                     "EQ_bizStep",
		`{"EQ_bizStep":null}`:                          "EQ_bizStep",
		`{"EQ_bizStep":[]}`:                            "EQ_bizStep",
		`{"GE_eventTime":"yesterday"}`:                 "GE_eventTime",
		`{"perPage":5}`:                                "perPage",
		`{"nextPageToken":"x"}`:                        "nextPageToken",
		`{"EQ_ex:colour":["red"]}`:                     "EQ_ex:colour",
		`{"eventCountLimit":5}`:                        "eventCountLimit",
	} {
		_, err := query.ParseDefinition([]byte(text))
		e, ok := errors.AsType[*epcis.Error](err)
		if !ok || e.Path != name || e.Fix == "" {
			t.Errorf("%s: %v, want an error of %q", text, err, name)
		}
	}
}

func FuzzParseDefinition(f *testing.F) {
	f.Add(`{"EQ_bizStep": ["shipping"], "@context": {"ex": "urn:x"}}`)
	f.Fuzz(func(t *testing.T, text string) {
		d, err := query.ParseDefinition([]byte(text))
		if err != nil {
			return
		}
		if _, err := query.ParseDefinition(d.Text); err != nil {
			t.Errorf("%q is taken, and %q is not: %v", text, d.Text, err)
		}
	})
}

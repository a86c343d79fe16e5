package track

import (
	"fmt"
	"strings"
	"testing"

	"github.com/tracewright/tracewright/internal/epcis"
)

// TestHostileEvents puts texts that a database cannot keep, or that are too long
// for its indexes, into each place of an event: none may reach a row.
func TestHostileEvents(t *testing.T) {
	t.Parallel()
	const head = `{"@context":["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"],"eventTime":"1970-01-01T00:00:05Z","eventTimeZoneOffset":"+00:00",`
	long := "urn:a:" + strings.Repeat("long", 80)
	for _, bad := range []string{"urn:a:\x00b", "urn:a:\tb", long} {
		for place, event := range map[string]string{
			"epc":            `"type":"ObjectEvent","action":"OBSERVE","epcList":[%q]}`,
			"class":          `"type":"ObjectEvent","action":"OBSERVE","quantityList":[{"epcClass":%q,"quantity":1}]}`,
			"parent":         `"type":"AggregationEvent","action":"ADD","parentID":%q,"childEPCs":["urn:a:c"]}`,
			"transformation": `"type":"TransformationEvent","transformationID":%q,"inputEPCList":["urn:a:c"]}`,
			"step":           `"type":"ObjectEvent","action":"OBSERVE","epcList":["urn:a:c"],"bizStep":%q}`,
			"disposition":    `"type":"ObjectEvent","action":"OBSERVE","epcList":["urn:a:c"],"disposition":%q}`,
			"read point":     `"type":"ObjectEvent","action":"OBSERVE","epcList":["urn:a:c"],"readPoint":{"id":%q}}`,
			"location":       `"type":"ObjectEvent","action":"OBSERVE","epcList":["urn:a:c"],"bizLocation":{"id":%q}}`,
			"source":         `"type":"ObjectEvent","action":"OBSERVE","epcList":["urn:a:c"],"sourceList":[{"type":"owning_party","source":%q}]}`,
			"event":          `"type":"ObjectEvent","action":"OBSERVE","epcList":["urn:a:c"],"eventID":%q}`,
		} {
			m := newMachine(t)
			text := head + strings.ReplaceAll(fmt.Sprintf(event, bad), `\x00`, `\u0000`)
			c := &Command{ID: "c", Verb: "capture", Mode: ModeReport, Args: &Capture{Event: text}}
			if e, err := epcis.ParseEvent([]byte(text), epcis.Limits{}); err == nil {
				c.ID = CaptureID(e, c.Actor, c.Roles)
			}
			entries := Judge(m.s, c, m.tick)
			if rows := fmt.Sprintf("%+v", snapshot(m.s)); strings.Contains(rows, bad) {
				t.Errorf("%s %q: the text is in a row; the verdict was %s", place, bad, entries[0].Verdict.Code)
			}
			if bad == long && entries[0].Verdict.Answer != Permit {
				t.Errorf("%s: a long URI is refused: %s", place, entries[0].Verdict.Text)
			}
		}
	}
}

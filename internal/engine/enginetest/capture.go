package enginetest

import (
	"strings"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/tracewright/tracewright/internal/epcis"
	"github.com/tracewright/tracewright/internal/track"
)

// captured is the command of a step that captures an event. The event is given
// without its context, and with now for its time unless it has one:
//
//	capture {"type":"ObjectEvent","action":"OBSERVE","epcList":["urn:…"]} => permit
//	capture {…} at=-1h by=acme => permit
//
// by is the partner that sends it; without it the plant itself does.
func (s *script) captured(words []string) *track.Command {
	s.t.Helper()
	event := map[string]jsontext.Value{}
	if len(words) == 0 || json.Unmarshal([]byte(words[0]), &event) != nil {
		s.fatalf("capture takes an event as JSON")
	}
	at := s.Clock.Now()
	var by string
	var roles []string
	for _, w := range words[1:] {
		if name, ok := strings.CutPrefix(w, "by="); ok {
			by, roles = name, []string{"partner"}
			continue
		}
		d, err := time.ParseDuration(w[len("at="):])
		if err != nil {
			s.fatalf("%v", err)
		}
		at = at.Add(d)
	}
	for name, value := range map[string]any{
		"@context":            []string{"https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"},
		"eventTime":           epcis.FormatInstant(at),
		"eventTimeZoneOffset": "+00:00",
	} {
		if _, given := event[name]; given {
			continue
		}
		b, err := json.Marshal(value)
		if err != nil {
			s.fatalf("%v", err)
		}
		event[name] = b
	}
	b, err := json.Marshal(event, json.Deterministic(true))
	if err != nil {
		s.fatalf("%v", err)
	}
	c := &track.Command{ID: s.id(), Verb: "capture", Mode: track.ModeReport, Actor: by, Roles: roles, Args: &track.Capture{Event: string(b)}}
	if e, err := epcis.ParseEvent(b, epcis.Limits{}); err == nil {
		c.ID = track.CaptureID(e, by, roles)
	}
	return c
}

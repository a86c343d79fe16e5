package httpapi_test

import (
	"testing"

	"github.com/tracewright/tracewright/client"
	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/sqldb/sqldbtest"
	"github.com/tracewright/tracewright/internal/track"
)

// TestRefusalsNameTheirCause: the component that was held, however deep it is in
// what is worked on, and a code that nobody knows; nothing where it is the unit
// itself.
func TestRefusalsNameTheirCause(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		s := shop(t, db)
		s.Do(t, &track.Command{ID: "hold", Verb: "hold", Actor: "p-3", Args: &track.PlaceHold{Objects: []track.Ref{"M1"}, Reason: "loose shaft"}})
		for i, c := range []struct {
			verb           string
			args           track.Args
			code, on       string
			cause, linking string
		}{
			{"install", &track.Install{Object: "SN2", Component: "M1"}, "T501", "SN2", "M1", "M1"},
			{"complete", &track.Complete{Object: "SN1"}, "T502", "SN1", "S-77", "S-77"},
			{"scan", &track.Scan{Code: "NOBODY-KNOWS"}, "T101", "", "NOBODY-KNOWS", ""},
			{"start", &track.Start{Object: "SN2"}, "T201", "SN2", "", ""},
		} {
			s.Do(t, &track.Command{ID: string(rune('a' + i)), Verb: track.Verb(c.verb), Actor: "p-2", Station: "ST-20", Args: c.args})
			list, err := s.client("operator").Refusals(t.Context(), client.RefusalFilter{})
			if err != nil {
				t.Fatal(err)
			}
			r, on, linking := list.Items[0], "", ""
			if r.Object != nil {
				on = r.Object.Name
			}
			if r.CauseObject != nil {
				linking = r.CauseObject.Name
			}
			if r.Code != c.code || on != c.on || r.Cause != c.cause || linking != c.linking {
				t.Errorf("%s on %q because of %q, linked to %q; want %+v", r.Code, on, r.Cause, linking, c)
			}
		}
	})
}

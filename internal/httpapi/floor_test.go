package httpapi_test

import (
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/tracewright/tracewright/internal/golden"
	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/sqldb/sqldbtest"
)

// TestFloor: a station tells its state, its states before that and the calls
// that stand; what a device sends by itself is from a device, what somebody does
// in a session at it is from a person.
func TestFloor(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		s := shop(t, db)
		for _, c := range []struct{ as, body string }{
			{"device", `{"id":"f1","verb":"station-state","station":"ST-40","args":{"state":"running"}}`},
			{"operator", `{"id":"f2","verb":"station-state","station":"ST-40","args":{"state":"setup","note":"new bit"}}`},
			{"device", `{"id":"f3","mode":"report","verb":"station-state","station":"ST-40","args":{"state":"running"}}`},
			{"operator", `{"id":"f4","verb":"andon","station":"ST-40","args":{"kind":"quality","object":"SN2","note":"leaks"}}`},
			{"operator", `{"id":"f5","verb":"andon","station":"ST-40","args":{"kind":"material"}}`},
			{"quality", `{"id":"f6","verb":"acknowledge-andon","args":{"call":"A-22","note":"coming"}}`},
		} {
			s.Clock.Advance(time.Minute)
			if res := s.send(http.MethodPost, "/api/v1/commands", c.as, c.body); res.status != http.StatusOK || !strings.Contains(res.body, `"answer":"permit"`) {
				t.Fatalf("%s: %s", c.body, res.body)
			}
		}
		for name, path := range map[string]string{
			"station-with-calls":       "/api/v1/stations/ST-40",
			"station-states":           "/api/v1/stations/ST-40/states?limit=2",
			"station-states-next-page": "/api/v1/stations/ST-40/states?limit=2&after=1767592935000000.20",
			"station-states-unknown":   "/api/v1/stations/ST-99/states",
			"andons":                   "/api/v1/andons?state=open&station=ST-40",
			"andons-of-role":           "/api/v1/andons?role=quality",
			"andon":                    "/api/v1/andons/A-22",
			"andon-unknown":            "/api/v1/andons/A-1",
		} {
			golden.Check(t, filepath.Join("testdata", "read", name+".golden"), s.send(http.MethodGet, path, "operator", "").text())
		}
	})
}

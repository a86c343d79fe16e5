package httpapi_test

import (
	"net/http"
	"path/filepath"
	"testing"

	"github.com/tracewright/tracewright/internal/golden"
	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/sqldb/sqldbtest"
	"github.com/tracewright/tracewright/internal/track"
)

// TestStockIsListedInTheOrderOfUse: what expires first comes before what was
// received first, a container expires with its lot, and what is loaded says
// where; so does the station.
func TestStockIsListedInTheOrderOfUse(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		s := shop(t, db)
		for i, args := range []track.Args{
			&track.Receive{Part: "CAP-100N", Maker: "CAPCO", Lot: "NEVER", Quantity: "10"},
			&track.Receive{Part: "CAP-100N", Maker: "CAPCO", Lot: "LATE", Quantity: "10", Expires: "2027-12-31"},
			&track.Receive{
				Part: "CAP-100N", Maker: "CAPCO", Lot: "SOON", Quantity: "10", Expires: "2027-01-31",
				Containers: []track.ReceivedContainer{{Number: "REEL-1", Quantity: "10"}},
			},
			&track.Load{Object: "REEL-1"},
			&track.Load{Object: "LATE", Splice: true},
			&track.Scrap{Object: "NEVER", Quantity: "10", Reason: "wet"},
			&track.ExtendLife{Object: "LATE", Until: "2028-01-01T00:00:00Z", Reason: "tested"},
		} {
			verb := []track.Verb{"receive", "receive", "receive", "load", "load", "scrap", "extend-life"}[i]
			a := s.Do(t, &track.Command{ID: "stock" + string(rune('a'+i)), Verb: verb, Station: "ST-05", Args: args})
			if a.Verdict.Answer != track.Permit {
				t.Fatalf("%s: %s", verb, a.Verdict.Text)
			}
		}
		for name, path := range map[string]string{
			"stock-in-order": "/api/v1/stock?part=CAP-100N",
			"stock-at-place": "/api/v1/stock?place=ST-05/FEEDER-1",
			"stock-at-none":  "/api/v1/stock?place=ST-05/FEEDER",
			"loaded":         "/api/v1/stations/ST-05/material",
		} {
			golden.Check(t, filepath.Join("testdata", "read", name+".golden"), s.send(http.MethodGet, path, "operator", "").text())
		}
	})
}

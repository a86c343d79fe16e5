package httpapi_test

import (
	"net/http"
	"testing"

	"github.com/tracewright/tracewright/internal/golden"
	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/sqldb/sqldbtest"
	"github.com/tracewright/tracewright/internal/track"
)

// TestOrders: a planner sees what was ordered, by which plant definition it is
// made, and how far it has come.
func TestOrders(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		s := shop(t, db)
		for _, c := range []*track.Command{
			{ID: "o1", Verb: "create-order", Args: &track.CreateOrder{Order: "WO-1", Part: "PUMP-100", Quantity: "3", Priority: 2, Customer: "ACME"}},
			{ID: "o2", Verb: "create-order", Args: &track.CreateOrder{Order: "WO-2", Part: "PUMP-100", Quantity: "1"}},
			{ID: "o3", Verb: "release-order", Args: &track.ReleaseOrder{Order: "WO-1"}},
			{ID: "o4", Verb: "produce-unit", Args: &track.ProduceUnit{Part: "PUMP-100", Serials: []string{"OSN-1", "OSN-2"}, Order: "WO-1"}},
			{ID: "o5", Verb: "scrap", Args: &track.Scrap{Object: "OSN-2", Reason: "dropped"}},
			{ID: "o6", Verb: "start", Station: "ST-10", Args: &track.Start{Object: "OSN-1"}},
		} {
			if a := s.Do(t, c); a.Verdict.Answer != track.Permit {
				t.Fatalf("%s: %s", c.Verb, a.Verdict.Text)
			}
		}
		for name, path := range map[string]string{
			"orders": "/api/v1/orders", "orders-released": "/api/v1/orders?state=released&open=true",
			"order": "/api/v1/orders/WO-1", "order-unknown": "/api/v1/orders/WO-9",
			"order-wip": "/api/v1/wip?order=WO-1", "order-wip-none": "/api/v1/wip?order=WO-2", "order-objects": "/api/v1/objects?order=WO-1&life=open",
		} {
			golden.Check(t, "testdata/order/"+name+".golden", s.send(http.MethodGet, path, "operator", "").text())
		}
	})
}

// TestOrdersFromAFile: a dry run records nothing, a file with faults tells all
// of them by line and column and records nothing, and the same file twice
// changes nothing.
func TestOrdersFromAFile(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		s := shop(t, db)
		const first = "Work order;Part;Qty;Due date;Customer\r\nWO-1;PUMP-100;3;28.02.2026;ACME\r\nWO-2;PUMP-100;1;;\r\n"
		for _, c := range []struct {
			name    string // of the golden file
			as      string
			query   string
			body    string
			entries int64
		}{
			{name: "dry", as: "planner", query: "?dryRun=true", body: first},
			{name: "first", as: "planner", query: "?id=i1", body: first, entries: 2},
			{name: "repeated", as: "planner", query: "?id=i1", body: first},
			{name: "again", as: "planner", query: "?id=i2", body: first, entries: 1},
			{name: "changed", as: "planner", query: "?id=i3&column=quantity%3DMenge&ignore=Werk", body: "order,Menge,priority,Werk\nWO-2,5,9,1\nWO-1,3,0,1\n", entries: 1},
			{name: "unreadable", as: "planner", query: "?id=i4", body: "order,Menge\nWO-2,5\n"},
			{name: "refused", as: "planner", query: "?id=i5", body: "order,part,quantity\nWO-3,PUMP-100,1\nWO-4,PUMP-900,1\nWO-5,PUMP-100,-1\n", entries: 1},
			{name: "refused-dry", as: "planner", query: "?dryRun=1", body: "order,part,quantity\nWO-3,PUMP-100,1\nWO-5,PUMP-100,-1\n"},
			{name: "column", as: "planner", query: "?column=colour%3DFarbe", body: first},
			{name: "operator", as: "operator", body: first},
			{name: "dry-operator", as: "operator", query: "?dryRun=true", body: first},
		} {
			before := s.Log.Next()
			r := s.send(http.MethodPost, "/api/v1/orders:import"+c.query, c.as, c.body, "Content-Type: text/csv")
			golden.Check(t, "testdata/orderimport/"+c.name+".golden", r.text())
			if got := s.Log.Next() - before; got != c.entries {
				t.Errorf("%s left %d entries, want %d", c.name, got, c.entries)
			}
		}
		if r := s.send(http.MethodPost, "/api/v1/orders:import", "planner", "{}"); r.status != http.StatusUnsupportedMediaType {
			t.Errorf("JSON: %d", r.status)
		}
	})
}

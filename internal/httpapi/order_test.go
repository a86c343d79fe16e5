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

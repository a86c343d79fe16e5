package httpapi

import (
	"time"

	"github.com/tracewright/tracewright/api"
	"github.com/tracewright/tracewright/internal/track"
	"github.com/tracewright/tracewright/internal/uom"
	"github.com/tracewright/tracewright/internal/view"
)

// ordersInput picks work orders.
type ordersInput struct {
	Snapshot
	Paging
	State string `query:"state" enum:"made,released,held,closed"`
	Part  string `query:"part" maxLength:"256"`
	Line  string `query:"line" maxLength:"256"`
	Open  bool   `query:"open" doc:"Only those that are not closed"`
}

func (s *server) listOrders(q *view.Query, in *ordersInput) (*api.List[api.WorkOrder], error) {
	rows, next, err := q.Orders(view.OrderFilter{State: track.OrderState(in.State), Part: in.Part, Line: in.Line, Open: in.Open}, in.page())
	if err != nil {
		return nil, err
	}
	progress, err := q.Progress(rows)
	return &api.List[api.WorkOrder]{Next: next, Items: each(rows, func(w *track.WorkOrder) api.WorkOrder {
		return wireOrder(w, progress[w.Number])
	})}, err
}

// orderInput names a work order.
type orderInput struct {
	Snapshot
	Order string `path:"order" maxLength:"256"`
}

func (s *server) getOrder(q *view.Query, in *orderInput) (*api.OrderDetail, error) {
	w, err := q.Order(in.Order)
	if err != nil {
		return nil, err
	}
	progress, err := q.Progress([]track.WorkOrder{w})
	if err != nil {
		return nil, err
	}
	waits, err := q.OrderRunOuts(&w, micros(time.Now()))
	if err != nil {
		return nil, err
	}
	operations, first, last, err := q.OrderOperations(&w)
	return &api.OrderDetail{
		WorkOrder: wireOrder(&w, progress[w.Number]), First: at(first), Last: at(last), RunOuts: each(waits, wireRunOut),
		Operations: each(operations, func(o *view.OrderOperation) api.OrderOperation {
			return api.OrderOperation{Operation: o.Operation, Optional: o.Optional, Working: o.Working, Passed: o.Passed, Failed: o.Failed}
		}),
	}, err
}

func wireOrder(w *track.WorkOrder, p track.OrderProgress) api.WorkOrder {
	out := api.WorkOrder{
		Number: w.Number, State: string(w.State), Part: w.Part, Revision: w.Revision, Quantity: string(w.Quantity), UoM: w.UoM,
		Unit: uom.Symbol(w.UoM), Due: at(w.Due), Priority: w.Priority, Line: w.Line, Options: w.Options, Customer: w.Customer, Sales: w.Sales,
		Progress: api.OrderProgress{
			Made: string(p.Made), Waiting: string(p.Waiting), Working: string(p.Working), Good: string(p.Good),
			Scrapped: string(p.Scrapped), Remaining: string(p.Remaining),
		},
	}
	if n := len(w.Pins); n > 0 {
		out.Plant, out.Revision = w.Pins[n-1].Plant, w.Pins[n-1].Revision
	}
	return out
}

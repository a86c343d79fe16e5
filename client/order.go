package client

import (
	"context"
	"net/url"

	"github.com/tracewright/tracewright/api"
)

// OrderFilter picks work orders; what is empty does not bind.
type OrderFilter struct {
	State string // made, released, held or closed
	Part  string
	Line  string
	Open  bool // only those that are not closed
	Page
}

// Orders lists work orders with their progress, in the order of their numbers.
func (c *Client) Orders(ctx context.Context, f OrderFilter) (*api.List[api.WorkOrder], error) {
	q := f.params().add("state", f.State).add("part", f.Part).add("line", f.Line).flag("open", f.Open)
	return fetch[api.List[api.WorkOrder]](ctx, c, "/api/v1/orders", q)
}

// Order reads a work order with its operations.
func (c *Client) Order(ctx context.Context, number string) (*api.OrderDetail, error) {
	return fetch[api.OrderDetail](ctx, c, "/api/v1/orders/"+url.PathEscape(number), nil)
}

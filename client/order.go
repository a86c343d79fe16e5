package client

import (
	"context"
	"crypto/rand"
	"net/http"
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

// OrderFile says how a CSV file of work orders is to be read, and what becomes
// of it.
type OrderFile struct {
	DryRun  bool
	Columns []string // FIELD=HEADER
	Ignore  []string // headers that mean nothing
	Confirm []string // codes of questions that are answered with yes
	ID      string   // of the command; a new one if empty
}

// ImportOrders records the work orders of a CSV file, all of them or none, or
// says in a dry run what they would change.
func (c *Client) ImportOrders(ctx context.Context, csv []byte, f OrderFile) (*api.OrderImport, error) {
	if f.ID == "" {
		f.ID = rand.Text()
	}
	q := params{}.flag("dryRun", f.DryRun).add("id", f.ID)
	for name, list := range map[string][]string{"column": f.Columns, "ignore": f.Ignore, "confirm": f.Confirm} {
		for _, value := range list {
			q = q.add(name, value)
		}
	}
	var out api.OrderImport
	err := c.do(ctx, call{method: http.MethodPost, path: "/api/v1/orders:import", query: q, raw: csv, mediaType: "text/csv"}, &out)
	if err != nil {
		return nil, err
	}
	return &out, nil
}

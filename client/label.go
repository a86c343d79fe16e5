package client

import (
	"context"
	"net/url"

	"github.com/tracewright/tracewright/api"
)

// Labels lists the labels that can be drawn.
func (c *Client) Labels(ctx context.Context) ([]api.Label, error) {
	list, err := fetch[api.List[api.Label]](ctx, c, "/api/v1/labels", nil)
	if err != nil {
		return nil, err
	}
	return list.Items, nil
}

// Preview is what a label is drawn of: one of Object, Order and Station, or none.
type Preview struct {
	Label                  string
	Object, Order, Station string
	Fields                 []string // further ones, as name=value
	Format                 string   // svg, png, pdf or zpl; empty: svg
	DPI                    int      // dots per inch; 0: 203
}

// PreviewLabel draws a label as it would be printed.
func (c *Client) PreviewLabel(ctx context.Context, p Preview) ([]byte, error) {
	q := params{}.add("object", p.Object).add("order", p.Order).add("station", p.Station).add("format", p.Format).number("dpi", p.DPI)
	for _, field := range p.Fields {
		q = q.add("field", field)
	}
	var drawn string
	err := c.get(ctx, "/api/v1/labels/"+url.PathEscape(p.Label)+"/preview", q, &drawn)
	return []byte(drawn), err
}

// PrintFilter picks print jobs; what is empty does not bind.
type PrintFilter struct {
	State   string
	Printer string
	Label   string
	Object  string // id
	Order   string
	Station string
	Open    bool // only those that something is still to be done with
	Page
}

// PrintJobs lists print jobs, the last queued first.
func (c *Client) PrintJobs(ctx context.Context, f PrintFilter) (*api.List[api.PrintJob], error) {
	q := f.params().add("state", f.State).add("printer", f.Printer).add("label", f.Label).add("object", f.Object).add("order", f.Order).
		add("station", f.Station).flag("open", f.Open)
	return fetch[api.List[api.PrintJob]](ctx, c, "/api/v1/print-jobs", q)
}

// PrintJob reads a print job.
func (c *Client) PrintJob(ctx context.Context, job string) (*api.PrintJob, error) {
	return fetch[api.PrintJob](ctx, c, "/api/v1/print-jobs/"+url.PathEscape(job), nil)
}

// Printers lists the printers with what waits for them.
func (c *Client) Printers(ctx context.Context) ([]api.Printer, error) {
	list, err := fetch[api.List[api.Printer]](ctx, c, "/api/v1/printers", nil)
	if err != nil {
		return nil, err
	}
	return list.Items, nil
}

package client

import (
	"context"
	"net/url"

	"github.com/tracewright/tracewright/api"
)

// StockFilter picks stock; what is empty does not bind.
type StockFilter struct {
	Part  string
	Place string // a station, STATION/POSITION, or another place of the site
	Lot   string // a lot with what was parted from it, by any code of it
}

// Stock lists lots and containers that something is left of, by part, what is
// to be used first before the rest.
func (c *Client) Stock(ctx context.Context, f StockFilter) (*api.List[api.Stock], error) {
	q := params{}.add("part", f.Part).add("place", f.Place).add("lot", f.Lot)
	return fetch[api.List[api.Stock]](ctx, c, "/api/v1/stock", q)
}

// Material lists the positions of material of a station with what is loaded
// there.
func (c *Client) Material(ctx context.Context, station string) (*api.List[api.MaterialPosition], error) {
	return fetch[api.List[api.MaterialPosition]](ctx, c, "/api/v1/stations/"+url.PathEscape(station)+"/material", nil)
}

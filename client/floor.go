package client

import (
	"context"
	"net/url"

	"github.com/tracewright/tracewright/api"
)

// AndonFilter picks andon calls; what is empty does not bind.
type AndonFilter struct {
	Kind    string // quality, material, maintenance, safety or help
	Station string
	Object  string // key
	Role    string // who answers
	State   string // open, acknowledged or resolved
	Open    bool   // only those that are not resolved
	Page
}

// Andons lists calls for help, the last raised first.
func (c *Client) Andons(ctx context.Context, f AndonFilter) (*api.List[api.Andon], error) {
	q := f.params().add("kind", f.Kind).add("station", f.Station).add("object", f.Object).add("role", f.Role).
		add("state", f.State).flag("open", f.Open)
	return fetch[api.List[api.Andon]](ctx, c, "/api/v1/andons", q)
}

// Andon reads one call.
func (c *Client) Andon(ctx context.Context, id string) (*api.Andon, error) {
	return fetch[api.Andon](ctx, c, "/api/v1/andons/"+url.PathEscape(id), nil)
}

// StationStates lists the states of a station, the last first.
func (c *Client) StationStates(ctx context.Context, station string, p Page) (*api.List[api.StationState], error) {
	return fetch[api.List[api.StationState]](ctx, c, "/api/v1/stations/"+url.PathEscape(station)+"/states", p.params())
}

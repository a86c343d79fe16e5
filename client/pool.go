package client

import (
	"context"
	"crypto/rand"
	"net/http"
	"net/url"

	"github.com/tracewright/tracewright/api"
)

// Pools lists the pools of numbers with how far they have come.
func (c *Client) Pools(ctx context.Context) ([]api.Pool, error) {
	list, err := fetch[api.List[api.Pool]](ctx, c, "/api/v1/pools", nil)
	if err != nil {
		return nil, err
	}
	return list.Items, nil
}

// Pool reads a pool with its ranges.
func (c *Client) Pool(ctx context.Context, pool string) (*api.PoolDetail, error) {
	return fetch[api.PoolDetail](ctx, c, "/api/v1/pools/"+url.PathEscape(pool), nil)
}

// PoolNumbers lists the numbers of a pool that were loaded one by one, and those of
// ranges with which something was done: all, or those in a state.
func (c *Client) PoolNumbers(ctx context.Context, pool, state string, p Page) (*api.List[api.PoolNumber], error) {
	return fetch[api.List[api.PoolNumber]](ctx, c, "/api/v1/pools/"+url.PathEscape(pool)+"/numbers", p.params().add("state", state))
}

// PoolList says how a list of numbers is loaded.
type PoolList struct {
	DryRun bool
	Note   string // with what the numbers came
	ID     string // of the command; a new one if empty
}

// FillPool loads a list of numbers into a pool, all of them or none, or says in a dry
// run what it would load.
func (c *Client) FillPool(ctx context.Context, pool string, list []byte, f PoolList) (*api.PoolImport, error) {
	if f.ID == "" {
		f.ID = rand.Text()
	}
	q := params{}.flag("dryRun", f.DryRun).add("id", f.ID).add("note", f.Note)
	var out api.PoolImport
	err := c.do(ctx, call{method: http.MethodPost, path: "/api/v1/pools/" + url.PathEscape(pool) + "/numbers", query: q, raw: list, mediaType: "text/csv"}, &out)
	if err != nil {
		return nil, err
	}
	return &out, nil
}

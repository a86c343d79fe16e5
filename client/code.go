package client

import (
	"context"

	"github.com/tracewright/tracewright/api"
)

// ParseCode says how a code can be understood, the best reading first. The last
// takes it as plain text.
func (c *Client) ParseCode(ctx context.Context, q *api.CodeQuery) ([]api.Reading, error) {
	var list api.List[api.Reading]
	if err := c.post(ctx, "/api/v1/codes/parse", q, &list); err != nil {
		return nil, err
	}
	return list.Items, nil
}

// ConvertCode writes a code in another form.
func (c *Client) ConvertCode(ctx context.Context, q *api.CodeConversion) (*api.ConvertedCode, error) {
	var out api.ConvertedCode
	if err := c.post(ctx, "/api/v1/codes/convert", q, &out); err != nil {
		return nil, err
	}
	return &out, nil
}

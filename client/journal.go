package client

import (
	"context"
	"io"
	"net/http"
	"strconv"

	"github.com/go-json-experiment/json"

	"github.com/tracewright/tracewright/api"
)

// Entries reads at most limit entries of the journal from a sequence on; 100
// when limit is 0.
func (c *Client) Entries(ctx context.Context, from int64, limit int) (*api.List[api.Entry], error) {
	q := params{}.add("from", strconv.FormatInt(from, 10)).number("limit", limit)
	return fetch[api.List[api.Entry]](ctx, c, "/api/v1/journal/entries", q)
}

// Entry reads one entry of the journal.
func (c *Client) Entry(ctx context.Context, seq int64) (*api.Entry, error) {
	return fetch[api.Entry](ctx, c, "/api/v1/journal/entries/"+strconv.FormatInt(seq, 10), nil)
}

// Checkpoint reads the signed checkpoint of the journal (C2SP tlog-checkpoint).
func (c *Client) Checkpoint(ctx context.Context) (string, error) {
	var text string
	err := c.get(ctx, "/api/v1/journal/checkpoint", nil, &text)
	return text, err
}

// Inclusion reads the proof that entry seq is in the tree of the first size
// entries; size 0 is the whole journal.
func (c *Client) Inclusion(ctx context.Context, seq, size int64) (*api.InclusionProof, error) {
	q := params{}.add("seq", strconv.FormatInt(seq, 10)).number("size", int(size))
	return fetch[api.InclusionProof](ctx, c, "/api/v1/journal/proofs/inclusion", q)
}

// Consistency reads the proof that the tree of the first size entries continues
// that of the first old; size 0 is the whole journal.
func (c *Client) Consistency(ctx context.Context, old, size int64) (*api.ConsistencyProof, error) {
	q := params{}.add("old", strconv.FormatInt(old, 10)).number("size", int(size))
	return fetch[api.ConsistencyProof](ctx, c, "/api/v1/journal/proofs/consistency", q)
}

// Ready asks whether the server can do its work. A server that cannot is no
// error: Ready.Ready is false, with the reason.
func (c *Client) Ready(ctx context.Context) (*api.Ready, error) {
	req, err := c.request(ctx, call{method: http.MethodGet, path: "/readyz"}, nil)
	if err != nil {
		return nil, err
	}
	res, err := c.HTTP.Do(req)
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	answer, err := io.ReadAll(io.LimitReader(res.Body, 1<<20))
	if err != nil {
		return nil, err
	}
	r := &api.Ready{}
	if json.Unmarshal(answer, r) != nil || r.Role == "" {
		return nil, problem(res, answer)
	}
	return r, nil
}

package client

import (
	"context"
	"net/http"
	"net/url"

	"github.com/tracewright/tracewright/api"
)

// Upload keeps a file of at most 10 MiB, which commands then name by its SHA-256.
func (c *Client) Upload(ctx context.Context, file []byte) (*api.Attachment, error) {
	out := &api.Attachment{}
	err := c.do(ctx, call{method: http.MethodPost, path: "/api/v1/attachments", raw: file, mediaType: "application/octet-stream"}, out)
	return out, err
}

// Download reads a file that is kept, by its SHA-256.
func (c *Client) Download(ctx context.Context, sha256 string) ([]byte, error) {
	var file string
	err := c.do(ctx, call{method: http.MethodGet, path: "/api/v1/attachments/" + url.PathEscape(sha256)}, &file)
	return []byte(file), err
}

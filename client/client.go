package client

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/go-json-experiment/json"

	"github.com/tracewright/tracewright/api"
)

// Client speaks to one server. It may be used by several goroutines.
type Client struct {
	// HTTP sends the requests; New sets a client of its own.
	HTTP *http.Client
	// Tries is how often a request is sent at most; New sets 5.
	Tries int

	base   string
	token  string
	minSeq int64
	// pause waits between two tries.
	pause func(ctx context.Context, d time.Duration) error
}

// maxAnswer bounds the answers that are read.
const maxAnswer = 256 << 20

// New returns a client of the server at an address such as
// "http://localhost:8080", which signs in with an API token unless it is
// empty.
func New(baseURL, token string) (*Client, error) {
	u, err := url.Parse(baseURL)
	if err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") {
		return nil, fmt.Errorf("the address %q of the server is not like http://host:8080", baseURL)
	}
	return &Client{
		HTTP: &http.Client{}, Tries: 5, base: strings.TrimSuffix(baseURL, "/"), token: token, pause: pause,
	}, nil
}

// MinSeq returns a client whose reads wait until the server's views hold the
// entry with sequence seq: what a command was answered with is then seen.
func (c *Client) MinSeq(seq int64) *Client {
	later := *c
	later.minSeq = seq + 1
	return &later
}

// call is one request.
type call struct {
	method string
	path   string // escaped
	query  params
	body   any
	// raw is sent in place of a body in JSON.
	raw       []byte
	mediaType string // of raw
	accept    string
}

// get reads JSON into out.
func (c *Client) get(ctx context.Context, path string, query params, out any) error {
	if c.minSeq > 0 {
		query = query.add("minSeq", strconv.FormatInt(c.minSeq, 10))
	}
	return c.do(ctx, call{method: http.MethodGet, path: path, query: query}, out)
}

// post sends JSON and reads the answer into out.
func (c *Client) post(ctx context.Context, path string, body, out any) error {
	return c.do(ctx, call{method: http.MethodPost, path: path, body: body}, out)
}

// do sends a request until it is answered, and decodes the answer into out: a
// *string takes it as it is.
func (c *Client) do(ctx context.Context, r call, out any) error {
	body := r.raw
	if r.body != nil {
		var err error
		if body, err = json.Marshal(r.body); err != nil {
			return fmt.Errorf("write the request: %w", err)
		}
	}
	for try := 1; ; try++ {
		answer, again, err := c.once(ctx, r, body)
		if err == nil {
			return decode(answer, out)
		}
		if again == 0 || try >= max(1, c.Tries) || ctx.Err() != nil {
			return err
		}
		if wait := c.pause(ctx, max(again, time.Duration(try*try)*50*time.Millisecond)); wait != nil {
			return err
		}
	}
}

func decode(answer []byte, out any) error {
	if text, ok := out.(*string); ok {
		*text = string(answer)
		return nil
	}
	if err := json.Unmarshal(answer, out); err != nil {
		return fmt.Errorf("read the answer: %w", err)
	}
	return nil
}

// once sends a request once. again is 0 when another try is of no use, else
// how long to wait at least.
func (c *Client) once(ctx context.Context, r call, body []byte) (answer []byte, again time.Duration, err error) {
	req, err := c.request(ctx, r, body)
	if err != nil {
		return nil, 0, err
	}
	res, err := c.HTTP.Do(req)
	if err != nil {
		return nil, time.Millisecond, err
	}
	defer res.Body.Close()
	answer, err = io.ReadAll(io.LimitReader(res.Body, maxAnswer+1))
	switch {
	case err != nil:
		return nil, time.Millisecond, fmt.Errorf("read the answer: %w", err)
	case len(answer) > maxAnswer:
		return nil, 0, errors.New("the answer is larger than 256 MiB")
	case res.StatusCode >= 400:
		p := problem(res, answer)
		return nil, retryAfter(res, p), p
	}
	return answer, 0, nil
}

func (c *Client) request(ctx context.Context, r call, body []byte) (*http.Request, error) {
	address := c.base + r.path
	if q := r.query.encode(); q != "" {
		address += "?" + q
	}
	req, err := http.NewRequestWithContext(ctx, r.method, address, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	if body != nil {
		req.Header.Set("Content-Type", cmp.Or(r.mediaType, "application/json"))
	}
	if r.accept != "" {
		req.Header.Set("Accept", r.accept)
	}
	if c.token != "" {
		req.Header.Set("Authorization", "Bearer "+c.token)
	}
	return req, nil
}

// retryAfter is how long to wait before another try; 0 for an answer that
// another try will not change, such as that the journal is read-only: the server
// says when to come back where that is of use.
func retryAfter(res *http.Response, p *api.Problem) time.Duration {
	if res.StatusCode != http.StatusServiceUnavailable && res.StatusCode != http.StatusTooManyRequests {
		return 0
	}
	seconds, err := strconv.Atoi(res.Header.Get("Retry-After"))
	switch {
	case err != nil && p.Code == noCode:
		return time.Millisecond
	case err != nil:
		return 0
	}
	return time.Duration(min(max(seconds, 0), 5))*time.Second + time.Millisecond
}

// noCode is the code of a problem that the server has not made.
const noCode = "none"

// problem is the error in an answer: the problem, or what stands for one when
// something else than the server has answered.
func problem(res *http.Response, answer []byte) *api.Problem {
	p := &api.Problem{}
	if strings.HasPrefix(res.Header.Get("Content-Type"), "application/problem+json") {
		if err := json.Unmarshal(answer, p); err == nil && p.Status != 0 {
			return p
		}
	}
	return &api.Problem{
		Title: http.StatusText(res.StatusCode), Status: res.StatusCode, Code: noCode,
		Detail: "the answer does not come from the server: " + res.Status,
		Fix:    "Check the address, and what stands between here and the server.",
	}
}

func pause(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}

// params are the parameters of a query that are not empty.
type params []string

func (p params) add(name, value string) params {
	if value == "" {
		return p
	}
	return append(p[:len(p):len(p)], name, value)
}

func (p params) number(name string, n int) params {
	if n == 0 {
		return p
	}
	return p.add(name, strconv.Itoa(n))
}

func (p params) time(name string, t time.Time) params {
	if t.IsZero() {
		return p
	}
	return p.add(name, t.UTC().Format(time.RFC3339Nano))
}

func (p params) flag(name string, set bool) params {
	if !set {
		return p
	}
	return p.add(name, "true")
}

func (p params) encode() string {
	v := url.Values{}
	for i := 0; i+1 < len(p); i += 2 {
		v.Add(p[i], p[i+1])
	}
	return v.Encode()
}

package client

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/go-json-experiment/json"

	"github.com/tracewright/tracewright/api"
)

// FeedFilter picks the entries of a feed.
type FeedFilter struct {
	From    int64  // the first sequence wanted; 0: what comes from now on
	Station string // empty: all
	Kind    string // of entry; empty: all
}

// maxEvent bounds one event of the feed.
const maxEvent = 16 << 20

// Feed follows the journal: each entry once and in order, until ctx ends or
// the loop is left. A lost connection is opened again where it broke off, any
// number of times; what the server answers with a problem that another try
// does not change ends the feed with that error.
func (c *Client) Feed(ctx context.Context, f FeedFilter) iter.Seq2[*api.Event, error] {
	return func(yield func(*api.Event, error) bool) {
		last, fails := "", 0
		for ctx.Err() == nil {
			read, err := c.follow(ctx, f, &last, func(e *api.Event) bool { return yield(e, nil) })
			if errors.Is(err, errLeft) {
				return
			}
			if p, ok := errors.AsType[*api.Problem](err); ok && p.Status < 500 && p.Status != http.StatusTooManyRequests {
				yield(nil, err)
				return
			}
			if fails++; read {
				fails = 0
			}
			if c.pause(ctx, min(time.Duration(fails*fails)*50*time.Millisecond, 5*time.Second)+time.Millisecond) != nil {
				return
			}
		}
	}
}

// errLeft says that the loop over the feed was left.
var errLeft = errors.New("left")

// follow reads one connection. last is the id of the last event that was read;
// read says whether there was one.
func (c *Client) follow(ctx context.Context, f FeedFilter, last *string, each func(*api.Event) bool) (read bool, err error) {
	q := params{}.add("station", f.Station).add("kind", f.Kind)
	if f.From > 0 {
		q = q.add("from", strconv.FormatInt(f.From, 10))
	}
	req, err := c.request(ctx, call{method: http.MethodGet, path: "/api/v1/feed", query: q, accept: "text/event-stream"}, nil)
	if err != nil {
		return false, err
	}
	if *last != "" {
		req.Header.Set("Last-Event-ID", *last)
	}
	res, err := c.HTTP.Do(req)
	if err != nil {
		return false, err
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		answer, _ := io.ReadAll(io.LimitReader(res.Body, 1<<20))
		return false, problem(res, answer)
	}
	lines := bufio.NewScanner(res.Body)
	lines.Buffer(nil, maxEvent)
	for {
		id, data, err := nextEvent(lines)
		if err != nil {
			return read, err
		}
		if id != "" {
			*last, read = id, true
		}
		if len(data) == 0 {
			continue
		}
		e := &api.Event{}
		if err := json.Unmarshal(data, e); err != nil {
			return read, fmt.Errorf("event %s: %w", id, err)
		}
		if !each(e) {
			return read, errLeft
		}
	}
}

// nextEvent reads one event of a stream (HTML standard, server-sent events).
func nextEvent(lines *bufio.Scanner) (id string, data []byte, err error) {
	for lines.Scan() {
		line := lines.Text()
		if line == "" {
			if id != "" || len(data) > 0 {
				return id, data, nil
			}
			continue
		}
		name, value, _ := strings.Cut(line, ":")
		value = strings.TrimPrefix(value, " ")
		switch name {
		case "id":
			id = value
		case "data":
			if len(data) > 0 {
				data = append(data, '\n')
			}
			data = append(data, bytes.TrimSpace([]byte(value))...)
		}
	}
	if err := lines.Err(); err != nil {
		return "", nil, err
	}
	return "", nil, io.ErrUnexpectedEOF
}

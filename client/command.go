package client

import (
	"context"
	"crypto/rand"

	"github.com/tracewright/tracewright/api"
)

// Do has a command judged and recorded. A command without an id gets one, which
// is in the answer.
func (c *Client) Do(ctx context.Context, cmd api.Command) (*api.Answer, error) {
	if cmd.ID == "" {
		cmd.ID = rand.Text()
	}
	var a api.Answer
	if err := c.post(ctx, "/api/v1/commands", &cmd, &a); err != nil {
		return nil, err
	}
	return &a, nil
}

// Scan sends a code that was read at a station.
func (c *Client) Scan(ctx context.Context, station string, s api.Scan) (*api.Answer, error) {
	if s.ID == "" {
		s.ID = rand.Text()
	}
	var a api.Answer
	if err := c.post(ctx, atStation(station, "scans"), &s, &a); err != nil {
		return nil, err
	}
	return &a, nil
}

// Batch sends at most 1000 commands at once, which the stations' commands
// overtake. The items of the answer are in the order of the commands; one that
// fails does not stop the others.
func (c *Client) Batch(ctx context.Context, cmds []api.Command) (*api.Batch, error) {
	named := make([]api.Command, len(cmds))
	for i, cmd := range cmds {
		if cmd.ID == "" {
			cmd.ID = rand.Text()
		}
		named[i] = cmd
	}
	var b api.Batch
	if err := c.post(ctx, "/api/v1/commands:batch", named, &b); err != nil {
		return nil, err
	}
	return &b, nil
}

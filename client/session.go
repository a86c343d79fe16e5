package client

import (
	"context"
	"net/http"
	"net/url"

	"github.com/tracewright/tracewright/api"
)

// SignIn signs somebody in at a station, or, where that is empty, at a terminal
// that is bound to none. The client's token is that of the terminal. A client with
// the token of the answer acts as this person at this place.
func (c *Client) SignIn(ctx context.Context, station string, in api.SignIn) (*api.SignedIn, error) {
	path := "/api/v1/sessions"
	if station != "" {
		path = atStation(station, "sign-in")
	}
	var out api.SignedIn
	if err := c.post(ctx, path, &in, &out); err != nil {
		return nil, err
	}
	return &out, nil
}

// SignOut ends the session that the person of a badge has at a station, and
// returns it; nobody is signed in with it when the list is empty.
func (c *Client) SignOut(ctx context.Context, station, badge string) (*api.List[api.Session], error) {
	var out api.List[api.Session]
	if err := c.post(ctx, atStation(station, "sign-out"), &api.SignOut{Badge: badge}, &out); err != nil {
		return nil, err
	}
	return &out, nil
}

// EndSession ends a session by its id. One that has ended stays as it is.
func (c *Client) EndSession(ctx context.Context, id string) (*api.Session, error) {
	var out api.Session
	err := c.do(ctx, call{method: http.MethodDelete, path: "/api/v1/sessions/" + url.PathEscape(id)}, &out)
	if err != nil {
		return nil, err
	}
	return &out, nil
}

// Sessions lists who is signed in at a station, or anywhere if it is empty.
func (c *Client) Sessions(ctx context.Context, station string) (*api.List[api.Session], error) {
	path := "/api/v1/sessions"
	if station != "" {
		path = atStation(station, "sessions")
	}
	var out api.List[api.Session]
	if err := c.do(ctx, call{method: http.MethodGet, path: path}, &out); err != nil {
		return nil, err
	}
	return &out, nil
}

func atStation(station, what string) string {
	return "/api/v1/stations/" + url.PathEscape(station) + "/" + what
}

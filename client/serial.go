package client

import (
	"context"
	"net/url"

	"github.com/tracewright/tracewright/api"
)

// ReservationFilter picks reservations of serial numbers; what is empty does not
// bind.
type ReservationFilter struct {
	Part, Order, Place string
	Open               bool // only those with numbers left
	Over               bool // only those that have ended, with numbers left
	Page
}

// Reservations lists reservations of serial numbers, the last made first.
func (c *Client) Reservations(ctx context.Context, f ReservationFilter) (*api.List[api.Reservation], error) {
	q := f.params().add("part", f.Part).add("order", f.Order).add("place", f.Place).flag("open", f.Open).flag("over", f.Over)
	return fetch[api.List[api.Reservation]](ctx, c, "/api/v1/serial-reservations", q)
}

// Reservation reads a reservation of serial numbers.
func (c *Client) Reservation(ctx context.Context, id string) (*api.Reservation, error) {
	return fetch[api.Reservation](ctx, c, "/api/v1/serial-reservations/"+url.PathEscape(id), nil)
}

// ReservedSerials lists the numbers of a reservation in their order: all, or those in a
// state.
func (c *Client) ReservedSerials(ctx context.Context, id, state string, p Page) (*api.List[api.SerialNumber], error) {
	return fetch[api.List[api.SerialNumber]](ctx, c, "/api/v1/serial-reservations/"+url.PathEscape(id)+"/serials", p.params().add("state", state))
}

// Serial says what became of a serial number, of each part that it may be of.
func (c *Client) Serial(ctx context.Context, serial string) (*api.List[api.SerialNumber], error) {
	return fetch[api.List[api.SerialNumber]](ctx, c, "/api/v1/serials/"+url.PathEscape(serial), nil)
}

// SerialAccount counts what became of the serial numbers of a part.
func (c *Client) SerialAccount(ctx context.Context, part string) (*api.SerialAccount, error) {
	return fetch[api.SerialAccount](ctx, c, "/api/v1/serial-accounts/"+url.PathEscape(part), nil)
}

// SerialGaps lists the serial numbers of a part that were given out and that no unit
// bears.
func (c *Client) SerialGaps(ctx context.Context, part string, p Page) (*api.List[api.SerialNumber], error) {
	return fetch[api.List[api.SerialNumber]](ctx, c, "/api/v1/serial-accounts/"+url.PathEscape(part)+"/gaps", p.params())
}

package client

import (
	"context"
	"net/url"
	"time"

	"github.com/tracewright/tracewright/api"
)

// EquipmentFilter picks equipment; what is empty does not bind.
type EquipmentFilter struct {
	Kind      string    // tool, fixture, cavity, gauge, machine or carrier
	State     string    // unneeded, missing, good, overdue or failed
	DueBefore time.Time // its last calibration is good until before then
	Page
}

// EquipmentList lists equipment with its last calibration, in the order of the
// codes.
func (c *Client) EquipmentList(ctx context.Context, f EquipmentFilter) (*api.List[api.Equipment], error) {
	q := f.params().add("kind", f.Kind).add("state", f.State).time("dueBefore", f.DueBefore)
	return fetch[api.List[api.Equipment]](ctx, c, "/api/v1/equipment", q)
}

// Equipment reads a piece of equipment by its code.
func (c *Client) Equipment(ctx context.Context, code string) (*api.EquipmentDetail, error) {
	return fetch[api.EquipmentDetail](ctx, c, "/api/v1/equipment/"+url.PathEscape(code), nil)
}

// Calibrations lists the calibrations of a piece of equipment, the last made
// first.
func (c *Client) Calibrations(ctx context.Context, code string, p Page) (*api.List[api.Calibration], error) {
	return fetch[api.List[api.Calibration]](ctx, c, "/api/v1/equipment/"+url.PathEscape(code)+"/calibrations", p.params())
}

package client

import (
	"context"
	"net/http"
	"net/url"
	"strconv"

	"github.com/tracewright/tracewright/api"
)

// WIP lists the work in progress by station, operation and part: that of one
// work order, or all where order is empty.
func (c *Client) WIP(ctx context.Context, order string) (*api.List[api.WIP], error) {
	return fetch[api.List[api.WIP]](ctx, c, "/api/v1/wip", params{}.add("order", order))
}

// Stations lists the stations of the plant with what is in work at them.
func (c *Client) Stations(ctx context.Context) (*api.List[api.Station], error) {
	return fetch[api.List[api.Station]](ctx, c, "/api/v1/stations", nil)
}

// Station reads one station.
func (c *Client) Station(ctx context.Context, code string) (*api.Station, error) {
	return fetch[api.Station](ctx, c, "/api/v1/stations/"+url.PathEscape(code), nil)
}

// Plant reads the plant definition; version 0 is the current one.
func (c *Client) Plant(ctx context.Context, version int64) (*api.Plant, error) {
	return fetch[api.Plant](ctx, c, plantPath(version), nil)
}

// PlantYAML reads the plant definition as YAML; version 0 is the current one.
func (c *Client) PlantYAML(ctx context.Context, version int64) (string, error) {
	var text string
	err := c.do(ctx, call{method: http.MethodGet, path: plantPath(version), accept: "application/yaml"}, &text)
	return text, err
}

func plantPath(version int64) string {
	if version == 0 {
		return "/api/v1/plant"
	}
	return "/api/v1/plant/versions/" + strconv.FormatInt(version, 10)
}

// PlantVersions lists the published versions, the last first.
func (c *Client) PlantVersions(ctx context.Context, p Page) (*api.List[api.Plant], error) {
	return fetch[api.List[api.Plant]](ctx, c, "/api/v1/plant/versions", p.params())
}

// RunOuts lists the changes of bills of material that wait until stock is used
// up: those of a part that is made, or all.
func (c *Client) RunOuts(ctx context.Context, part string) (*api.List[api.PlantRunOut], error) {
	return fetch[api.List[api.PlantRunOut]](ctx, c, "/api/v1/run-outs", params{}.add("part", part))
}

// DiffPlant says what publishing a definition, in YAML, would change. The
// command "apply" publishes it.
func (c *Client) DiffPlant(ctx context.Context, yaml string) (*api.PlantDiff, error) {
	var d api.PlantDiff
	if err := c.post(ctx, "/api/v1/plant:diff", &api.PlantSource{Definition: yaml}, &d); err != nil {
		return nil, err
	}
	return &d, nil
}

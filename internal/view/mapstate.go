package view

import (
	"slices"

	"github.com/tracewright/tracewright/internal/flow"
	"github.com/tracewright/tracewright/internal/plant"
	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/track"
)

// The history of states is asked for by the stations that have told one, so that
// each is found by its index.
const (
	whereStateAt = `
where entry in (
	select (
		select h.entry
		from station_state h
		where h.station = s.station and h.since <= $1
		order by h.since desc, h.entry desc
		limit 1
	)
	from station s
)
order by station`
	selectChanges = `
select h.station, h.state, h.since
from station s join station_state h on h.station = s.station and h.since > $1 and h.since <= $2
order by h.station, h.since, h.entry
limit 100000`
)

// states reads what the stations have told.
func (b *mapBuilder) states() error {
	ctx, tx := b.q.ctx, b.q.tx
	told, err := sqldb.Select(ctx, tx, stateChanges.scan, stateChanges.query(whereStateAt), int64(b.at))
	if err != nil {
		return err
	}
	for _, s := range told {
		if i, ok := b.place[s.Station]; ok {
			b.f.Stations[i].State = s
		}
	}
	type change struct {
		station string
		state   plant.StationState
		since   track.Micros
	}
	changes, err := sqldb.Select(ctx, tx, func(c *change) []any { return []any{&c.station, &c.state, &c.since} },
		selectChanges, int64(b.f.Window.Long), int64(b.at))
	for i, c := range changes {
		if c.state != plant.StationStarved && c.state != plant.StationBlocked && c.state != plant.StationNoWork {
			continue
		}
		stop := flow.Stop{Station: c.station, From: c.since}
		if i+1 < len(changes) && changes[i+1].station == c.station {
			stop.Until = changes[i+1].since
		}
		b.stops = append(b.stops, stop)
	}
	return err
}

// maxCalls bounds the calls that are looked at.
const maxCalls = 1000

// calls reads the andon calls that stood.
func (b *mapBuilder) calls() error {
	f := &filter{}
	if b.past {
		f.add("raised_at <= ?", int64(b.at))
		f.add("(resolved = 0 or resolved_at > ?)", int64(b.at))
	} else {
		f.add("resolved = 0")
	}
	rows, err := sqldb.Select(b.q.ctx, b.q.tx, andons.scan, andons.query(f.where("raised desc", maxCalls)), f.args...)
	for _, c := range rows {
		if c.ResolvedAt > b.at {
			c.Resolved, c.ResolvedAt, c.ResolvedBy, c.Resolution = 0, 0, "", ""
		}
		if c.AcknowledgedAt > b.at {
			c.Acknowledged, c.AcknowledgedAt, c.AcknowledgedBy = 0, 0, ""
		}
		if i, ok := b.place[c.Station]; ok {
			b.f.Stations[i].Calls = append(b.f.Stations[i].Calls, c)
		}
	}
	return err
}

// Bottleneck names the station that the others wait for among those of a line, or
// of the whole floor.
func (f *FloorMap) Bottleneck(line string) (flow.Bottleneck, bool) {
	var places []flow.Place
	for _, s := range f.Stations {
		if line != "" && s.Line.Code != line {
			continue
		}
		takt, _ := s.Line.Takt.Micros()
		places = append(places, flow.Place{
			Code: s.Station.Code, State: s.State.State, Waiting: s.Waiting, Oldest: s.Oldest, Takt: track.Micros(takt), Pace: s.Pace,
		})
	}
	return flow.FindBottleneck(slices.Clip(places), f.Links)
}

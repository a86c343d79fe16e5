package httpapi

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/tracewright/tracewright/api"
	"github.com/tracewright/tracewright/internal/auth"
	"github.com/tracewright/tracewright/internal/flow"
	"github.com/tracewright/tracewright/internal/track"
	"github.com/tracewright/tracewright/internal/view"
)

// mapInput asks for the map of the floor.
type mapInput struct {
	Snapshot
	AsOf time.Time `query:"asOf" doc:"As it was then, as far as that is known now; now, if left out. What had waited for more than 7 days then is not counted."`
}

// idle is what a station is where work waits and nothing says why nobody is at it.
const idle = "idle"

// mostNamed bounds the objects in work that are named at a station.
const mostNamed = 3

func (s *server) getMap(q *view.Query, in *mapInput) (*api.Map, error) {
	now := micros(time.Now())
	then, read := now, q.MapNow
	if !in.AsOf.IsZero() && micros(in.AsOf) < now {
		then, read = micros(in.AsOf), q.MapAt
	}
	f, err := read(then)
	if err != nil {
		return nil, err
	}
	var working []track.Visit
	for i := range f.Stations {
		w := f.Stations[i].Working
		working = append(working, w[:min(len(w), mostNamed)]...)
	}
	known, err := namesOf(q, working, func(v *track.Visit) track.ObjectID { return v.Object })
	if err != nil {
		return nil, err
	}
	out := &api.Map{
		At: then.Time(), Past: then != now, First: at(f.First), Lines: []api.MapLine{},
		Stations: make([]api.MapStation, len(f.Stations)), Bottleneck: bottleneck(f, ""),
		Links: each(f.Links, func(l *flow.Link) api.MapLink { return api.MapLink(*l) }),
	}
	if f.First != 0 {
		out.From, out.Until = f.Window.Short.Time(), f.Window.Until.Time()
	}
	for i := range f.Stations {
		if out.Stations[i], err = wireMapStation(q, f, &f.Stations[i], known); err != nil {
			return nil, err
		}
	}
	out.Lines = mapLines(f, out.Stations)
	return out, nil
}

func wireMapStation(q *view.Query, f *view.FloorMap, st *view.MapStation, known names) (api.MapStation, error) {
	calls, err := andons(q, st.Calls)
	return api.MapStation{
		Code: st.Station.Code, Name: st.Station.Name, Line: st.Line.Code, Operations: st.Station.Operations,
		State: api.MapState{
			State: cmp.Or(string(st.State.State), idle), Reason: st.State.Reason, Note: st.State.Note,
			Source: string(st.State.Source), Since: at(st.State.From),
		},
		Working: len(st.Working),
		InWork:  each(st.Working[:min(len(st.Working), mostNamed)], func(v *track.Visit) api.ObjectRef { return known.ref(v.Object) }),
		Waiting: st.Waiting, Oldest: at(st.Oldest), Cycle: seconds(st.Pace.Cycle), Passes: st.Pace.Passes,
		Busy: float64(st.Pace.Busy) / float64(max(1, f.Window.Until-f.Window.Short)), First: st.Pace.First, Good: st.Pace.Good,
		People: each(st.Actors, func(id *string) api.Worker { return api.Worker{ID: *id} }),
		Calls:  append([]api.Andon{}, calls...),
	}, err
}

// mapLines sums the stations up by line.
func mapLines(f *view.FloorMap, stations []api.MapStation) []api.MapLine {
	lines := []api.MapLine{}
	for i := range f.Stations {
		l := f.Stations[i].Line
		if len(lines) == 0 || lines[len(lines)-1].Code != l.Code {
			takt, _ := l.Takt.Micros()
			lines = append(lines, api.MapLine{
				Code: l.Code, Name: l.Name, Area: f.Stations[i].Area.Code, Takt: seconds(track.Micros(takt)), Bottleneck: bottleneck(f, l.Code),
			})
		}
		line := &lines[len(lines)-1]
		line.InWork += stations[i].Working
		line.Waiting += stations[i].Waiting
	}
	return lines
}

// bottleneck is that of a line, or of the whole plant.
func bottleneck(f *view.FloorMap, line string) *api.BottleneckInfo {
	b, ok := f.Bottleneck(line)
	if !ok {
		return nil
	}
	return &api.BottleneckInfo{
		Station: b.Station, Since: at(b.Since), AtLeast: b.AtLeast, Busy: seconds(b.Busy), Passes: b.Passes, Waiting: b.Waiting,
		Oldest: at(b.Oldest), Cycle: seconds(b.Cycle), Takt: seconds(b.Takt), Next: b.Next, NextBusy: seconds(b.NextBusy),
		Blocked: b.Blocked, Starved: b.Starved,
	}
}

func seconds(t track.Micros) float64 { return float64(t) / 1e6 }

// nameWorkers names the people of a map, for whoever may see who is signed in.
func (s *server) nameWorkers(ctx context.Context, m *api.Map) error {
	if p := principalOf(ctx); !p.Can(auth.Operate) && !p.Can(auth.Audit) {
		return nil
	}
	var ids []string
	for i := range m.Stations {
		for _, w := range m.Stations[i].People {
			ids = append(ids, w.ID)
		}
	}
	slices.Sort(ids)
	names, err := s.People.Names(ctx, slices.Compact(ids))
	for i := range m.Stations {
		for j := range m.Stations[i].People {
			m.Stations[i].People[j].Name = names[m.Stations[i].People[j].ID]
		}
	}
	return err
}

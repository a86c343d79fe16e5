package httpapi

import (
	"time"

	"github.com/tracewright/tracewright/api"
	"github.com/tracewright/tracewright/internal/plant"
	"github.com/tracewright/tracewright/internal/track"
	"github.com/tracewright/tracewright/internal/view"
)

// statesInput asks for a page of the states of a station.
type statesInput struct {
	Snapshot
	Paging
	Station string `path:"station" maxLength:"256"`
}

func (s *server) listStationStates(q *view.Query, in *statesInput) (*api.List[api.StationState], error) {
	index, err := s.plant(q)
	if err != nil {
		return nil, err
	}
	if _, _, _, ok := index.Station(in.Station); !ok {
		return nil, noStation()
	}
	rows, next, err := q.StationStates(in.Station, in.page())
	return &api.List[api.StationState]{Next: next, Items: each(rows, func(r *view.StateStretch) api.StationState {
		return api.StationState{
			State: string(r.State), Reason: r.Reason, Note: r.Note, Source: string(r.Source), Actor: r.Actor,
			Since: at(r.From), Until: at(r.Until), Entry: r.Entry, LockedOut: index.LocksOut(r.State),
		}
	})}, err
}

// andonsInput picks andon calls.
type andonsInput struct {
	Snapshot
	Paging
	Kind    string `query:"kind" enum:"quality,material,maintenance,safety,help"`
	Station string `query:"station" maxLength:"256"`
	Object  string `query:"object" maxLength:"256" doc:"Object id"`
	Role    string `query:"role" enum:"operator,lead,quality,planner,engineer,auditor,admin,device" doc:"Who answers, or is called when nobody does"`
	State   string `query:"state" enum:"open,acknowledged,resolved"`
	Open    bool   `query:"open" doc:"Only those that are not resolved"`
}

func (s *server) listAndons(q *view.Query, in *andonsInput) (*api.List[api.Andon], error) {
	rows, next, err := q.Andons(view.AndonFilter{
		Kind: plant.CallKind(in.Kind), Station: in.Station, Object: track.ObjectID(in.Object), Role: in.Role,
		State: track.AndonState(in.State), Open: in.Open,
	}, in.page())
	if err != nil {
		return nil, err
	}
	items, err := andons(q, rows)
	return &api.List[api.Andon]{Items: items, Next: next}, err
}

// andonInput names a call.
type andonInput struct {
	Snapshot
	Call string `path:"call" maxLength:"256"`
}

func (s *server) getAndon(q *view.Query, in *andonInput) (*api.Andon, error) {
	c, err := q.Andon(track.AndonID(in.Call))
	if err != nil {
		return nil, err
	}
	list, err := andons(q, []track.Andon{c})
	if err != nil {
		return nil, err
	}
	return &list[0], nil
}

func andons(q *view.Query, rows []track.Andon) ([]api.Andon, error) {
	known, err := namesOf(q, rows, func(c *track.Andon) track.ObjectID { return c.Object })
	now := micros(time.Now())
	return each(rows, func(c *track.Andon) api.Andon {
		out := api.Andon{
			ID: string(c.ID), Kind: string(c.Kind), State: string(c.State()), Station: c.Station, Position: c.Position, Note: c.Note,
			Roles: c.Roles, EscalateAt: at(c.EscalateAt), EscalateTo: c.EscalateTo, Escalated: c.Escalated(now),
			Raised: c.Raised, RaisedAt: at(c.RaisedAt), RaisedBy: c.RaisedBy,
			Acknowledged: c.Acknowledged, AcknowledgedAt: at(c.AcknowledgedAt), AcknowledgedBy: c.AcknowledgedBy,
			Resolved: c.Resolved, ResolvedAt: at(c.ResolvedAt), ResolvedBy: c.ResolvedBy, Resolution: c.Resolution,
		}
		if c.Object != "" {
			ref := known.ref(c.Object)
			out.Object = &ref
		}
		return out
	}), err
}

// floor is what is told of stations beside their work.
type floor struct {
	index *plant.Index
	now   map[string]track.StationNow
	calls map[string][]api.Andon
}

// floorOf reads the present states, and the calls that stand at a station or,
// without one, at all of them.
func (s *server) floorOf(q *view.Query, index *plant.Index, station string) (floor, error) {
	now, err := q.StationsNow()
	if err != nil {
		return floor{}, err
	}
	open, _, err := q.Andons(view.AndonFilter{Station: station, Open: true}, view.Page{})
	if err != nil {
		return floor{}, err
	}
	f := floor{index, now, map[string][]api.Andon{}}
	list, err := andons(q, open)
	for _, c := range list {
		f.calls[c.Station] = append(f.calls[c.Station], c)
	}
	return f, err
}

// add adds it to a station.
func (f *floor) add(st *api.Station) {
	st.Calls = append([]api.Andon{}, f.calls[st.Code]...)
	if now, told := f.now[st.Code]; told {
		st.State = &api.StationState{
			State: string(now.State), Reason: now.Reason, Note: now.Note, Source: string(now.Source), Actor: now.Actor,
			Since: at(now.From), Entry: now.Entry, LockedOut: f.index.LocksOut(now.State),
		}
	}
}

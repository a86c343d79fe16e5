package httpapi

import (
	"time"

	"github.com/tracewright/tracewright/api"
	"github.com/tracewright/tracewright/internal/plant"
	"github.com/tracewright/tracewright/internal/track"
	"github.com/tracewright/tracewright/internal/view"
)

// holdsInput picks holds.
type holdsInput struct {
	Snapshot
	Paging
	State string `query:"state" enum:"open,released" doc:"Both, if left out"`
}

func (s *server) listHolds(q *view.Query, in *holdsInput) (*api.List[api.Hold], error) {
	rows, next, err := q.Holds(view.HoldState(in.State), in.page())
	return &api.List[api.Hold]{Items: each(rows, wireHold), Next: next}, err
}

// holdInput names a hold.
type holdInput struct {
	Snapshot
	Hold string `path:"hold" maxLength:"256"`
}

func (s *server) getHold(q *view.Query, in *holdInput) (*api.Hold, error) {
	h, err := q.Hold(track.HoldID(in.Hold))
	out := wireHold(&h)
	return &out, err
}

// heldInput asks for a page of the objects of a hold.
type heldInput struct {
	Snapshot
	Paging
	Hold string `path:"hold" maxLength:"256"`
}

func (s *server) listHeldObjects(q *view.Query, in *heldInput) (*api.List[api.HeldObject], error) {
	if _, err := q.Hold(track.HoldID(in.Hold)); err != nil {
		return nil, err
	}
	rows, next, err := q.HeldObjects(track.HoldID(in.Hold), in.page())
	if err != nil {
		return nil, err
	}
	known, err := namesOf(q, rows, func(h *track.HeldObject) track.ObjectID { return h.Object })
	return &api.List[api.HeldObject]{Next: next, Items: each(rows, func(h *track.HeldObject) api.HeldObject {
		o := known[h.Object]
		return api.HeldObject{Object: known.ref(h.Object), Life: string(o.Life), Station: o.Station, Caught: h.Caught, Cleared: h.Cleared}
	})}, err
}

// permissionsInput picks overrides and concessions.
type permissionsInput struct {
	Snapshot
	Paging
	Kind string `query:"kind" enum:"override,concession" doc:"Both, if left out"`
	Rule string `query:"rule" maxLength:"256"`
	Open bool   `query:"open" doc:"Only those that let something pass now, or will when they are signed"`
}

func (s *server) listPermissions(q *view.Query, in *permissionsInput) (*api.List[api.Permission], error) {
	f := view.PermissionFilter{Kind: track.PermissionKind(in.Kind), Rule: plant.Rule(in.Rule)}
	if in.Open {
		f.OpenAt = micros(time.Now())
	}
	rows, next, err := q.Permissions(f, in.page())
	if err != nil {
		return nil, err
	}
	known, err := namesOf(q, rows, func(p *track.Permission) track.ObjectID { return p.Object })
	return &api.List[api.Permission]{Next: next, Items: each(rows, func(p *track.Permission) api.Permission {
		out := api.Permission{
			ID: string(p.ID), Kind: string(p.Kind), Rule: string(p.Rule), Scope: wireScope(p.Scope), Reason: p.Reason,
			Actor: p.Actor, NeedsSecond: p.NeedsSecond, Second: p.Second, From: at(p.From), Until: at(p.Until),
			Uses: p.Uses, Used: p.Used, Given: p.Given, Ended: p.Ended,
		}
		if p.Object != "" {
			ref := known.ref(p.Object)
			out.Object = &ref
		}
		return out
	})}, err
}

// overrideCountsInput picks the time in which overrides are counted.
type overrideCountsInput struct {
	Snapshot
	From  time.Time `query:"from" doc:"Given from then on; from the beginning, if left out"`
	Until time.Time `query:"until" doc:"Given before then; until now, if left out"`
}

func (s *server) countOverrides(q *view.Query, in *overrideCountsInput) (*api.List[api.PermissionCount], error) {
	counts, err := q.CountOverrides(micros(in.From), micros(in.Until))
	return &api.List[api.PermissionCount]{Items: each(counts, func(c *view.OverrideCount) api.PermissionCount {
		return api.PermissionCount{Actor: c.Actor, Rule: string(c.Rule), Shift: c.Shift, Given: c.Given, Used: c.Used}
	})}, err
}

// visitsInput picks visits.
type visitsInput struct {
	Snapshot
	Paging
	Object    string `query:"object" maxLength:"256" doc:"Object id"`
	Operation string `query:"operation" maxLength:"256"`
	Station   string `query:"station" maxLength:"256"`
	Run       string `query:"run" maxLength:"256" doc:"Number of the run"`
	Equipment string `query:"equipment" maxLength:"256" doc:"Code of a tool, fixture or machine that it was made with"`
	Open      bool   `query:"open" doc:"Only those in work"`
	Voided    bool   `query:"voided" doc:"Also those that no longer stand: after a rework or a correction"`
}

func (s *server) listVisits(q *view.Query, in *visitsInput) (*api.List[api.Visit], error) {
	rows, next, err := q.Visits(view.VisitFilter{
		Object: track.ObjectID(in.Object), Operation: in.Operation, Station: in.Station, Run: in.Run, Equipment: in.Equipment, Open: in.Open,
		Voided: in.Voided,
	}, in.page())
	if err != nil {
		return nil, err
	}
	items, err := visits(q, rows)
	return &api.List[api.Visit]{Items: items, Next: next}, err
}

func visits(q *view.Query, rows []track.Visit) ([]api.Visit, error) {
	known, err := namesOf(q, rows, func(v *track.Visit) track.ObjectID { return v.Object })
	return each(rows, func(v *track.Visit) api.Visit { return wireVisit(v, known.ref(v.Object)) }), err
}

// measurementsInput picks results.
type measurementsInput struct {
	Snapshot
	Paging
	Object         string `query:"object" maxLength:"256" doc:"Object id"`
	Characteristic string `query:"characteristic" maxLength:"256"`
	Station        string `query:"station" maxLength:"256"`
	Equipment      string `query:"equipment" maxLength:"256" doc:"Code of the tool or gauge"`
	Outcome        string `query:"outcome" enum:"pass,fail,invalid"`
}

func (s *server) listMeasurements(q *view.Query, in *measurementsInput) (*api.List[api.Measurement], error) {
	return measurements(q, view.ResultFilter{
		Object: track.ObjectID(in.Object), Characteristic: in.Characteristic, Station: in.Station, Equipment: in.Equipment, Outcome: track.Outcome(in.Outcome),
	}, in.page())
}

func measurements(q *view.Query, f view.ResultFilter, p view.Page) (*api.List[api.Measurement], error) {
	rows, next, err := q.Results(f, p)
	if err != nil {
		return nil, err
	}
	known, err := namesOf(q, rows, func(r *track.Result) track.ObjectID { return r.Object })
	return &api.List[api.Measurement]{Next: next, Items: each(rows, func(r *track.Result) api.Measurement {
		return wireResult(r, known.ref(r.Object))
	})}, err
}

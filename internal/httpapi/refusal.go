package httpapi

import (
	"slices"
	"time"

	"github.com/tracewright/tracewright/api"
	"github.com/tracewright/tracewright/internal/engine"
	"github.com/tracewright/tracewright/internal/journal"
	"github.com/tracewright/tracewright/internal/plant"
	"github.com/tracewright/tracewright/internal/track"
	"github.com/tracewright/tracewright/internal/view"
)

// RefusalsWanted picks refusals.
type RefusalsWanted struct {
	Code    string    `query:"code" maxLength:"256"`
	Rule    string    `query:"rule" maxLength:"256"`
	Answer  string    `query:"answer" enum:"refuse,ask" doc:"Both, if left out"`
	Station string    `query:"station" maxLength:"256"`
	Part    string    `query:"part" maxLength:"256"`
	From    time.Time `query:"from" doc:"Occurred from then on; from the beginning, if left out"`
	Until   time.Time `query:"until" doc:"Occurred before then; until now, if left out"`
}

func (w *RefusalsWanted) filter() view.RefusalFilter {
	return view.RefusalFilter{
		Code: track.Code(w.Code), Rule: plant.Rule(w.Rule), Answer: track.Answer(w.Answer), Station: w.Station, Part: w.Part,
		From: micros(w.From), Until: micros(w.Until),
	}
}

// refusalsInput asks for a page of refusals.
type refusalsInput struct {
	Snapshot
	Paging
	RefusalsWanted
}

func (s *server) listRefusals(q *view.Query, in *refusalsInput) (*api.List[api.Refusal], error) {
	rows, next, err := q.Refusals(in.filter(), in.page())
	if err != nil {
		return nil, err
	}
	known, err := namesOf(q, rows, func(r *track.Refusal) track.ObjectID { return r.Object })
	if err != nil {
		return nil, err
	}
	out := &api.List[api.Refusal]{Next: next, Items: each(rows, func(r *track.Refusal) api.Refusal {
		out := api.Refusal{
			Entry: r.Entry, Answer: string(r.Answer), Code: string(r.Code), Rule: string(r.Rule), Verb: string(r.Verb),
			Station: r.Station, Part: r.Part, Actor: r.Actor, OccurredAt: at(r.OccurredAt),
		}
		if r.Object != "" {
			ref := known.ref(r.Object)
			out.Object = &ref
		}
		return out
	})}
	return out, tellCauses(q, out.Items)
}

// tellCauses says of refusals what was wrong: their entries have the verdict, and
// name what it is about.
func tellCauses(q *view.Query, list []api.Refusal) error {
	entries, err := q.EntriesBySeq(each(list, func(r *api.Refusal) int64 { return r.Entry }))
	if err != nil {
		return err
	}
	var ids []track.ObjectID
	for _, e := range entries {
		for _, l := range e.Links {
			ids = append(ids, track.ObjectID(l.Object))
		}
	}
	slices.Sort(ids)
	found, err := q.Objects(slices.Compact(ids))
	if err != nil {
		return err
	}
	for i := range list {
		r := &list[i]
		j := entries[r.Entry]
		if e, ok, err := engine.ReadEntry(&j); err == nil && ok && e.Verdict != nil {
			r.Cause, r.CauseObject = cause(r.Object, e.Verdict.Evidence, j.Links, found)
		}
	}
	return nil
}

// cause is what a verdict names besides the object that was worked on: the
// innermost first.
func cause(on *api.ObjectRef, said track.Evidence, links []journal.Link, known names) (string, *api.ObjectRef) {
	for _, key := range []string{"held", "component", "code", "equipment", "object"} {
		name := said[key]
		if name == "" || on != nil && name == on.Name {
			continue
		}
		for _, l := range links {
			if ref := known.ref(track.ObjectID(l.Object)); ref.Name == name && (on == nil || ref.ID != on.ID) {
				return name, &ref
			}
		}
		if key != "object" { // which may be an earlier name of what was worked on
			return name, nil
		}
	}
	return "", nil
}

// refusalCountsInput asks how often refusals came.
type refusalCountsInput struct {
	Snapshot
	RefusalsWanted
}

func (s *server) countRefusals(q *view.Query, in *refusalCountsInput) (*api.List[api.RefusalCount], error) {
	counts, err := q.CountRefusals(in.filter())
	return &api.List[api.RefusalCount]{Items: each(counts, func(c *view.RefusalCount) api.RefusalCount {
		return api.RefusalCount{
			Code: string(c.Code), Rule: string(c.Rule), Station: c.Station, Part: c.Part, Shift: c.Shift,
			Refused: c.Refused, Asked: c.Asked,
		}
	})}, err
}

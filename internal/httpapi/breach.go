package httpapi

import (
	"time"

	"github.com/tracewright/tracewright/api"
	"github.com/tracewright/tracewright/internal/plant"
	"github.com/tracewright/tracewright/internal/track"
	"github.com/tracewright/tracewright/internal/view"
)

// BreachesWanted picks breaches.
type BreachesWanted struct {
	Rule    string    `query:"rule" maxLength:"256"`
	Code    string    `query:"code" maxLength:"256"`
	Station string    `query:"station" maxLength:"256"`
	Part    string    `query:"part" maxLength:"256" doc:"Part of what was worked on"`
	Owner   string    `query:"owner" maxLength:"256" doc:"Role that answers for the rule"`
	Object  string    `query:"object" maxLength:"256" doc:"Object id of what broke the rule, or was worked on"`
	Watched bool      `query:"watched" doc:"Only what a rule in watch would have refused"`
	Open    bool      `query:"open" doc:"Only those that nobody has answered"`
	From    time.Time `query:"from" doc:"Occurred from then on; from the beginning, if left out"`
	Until   time.Time `query:"until" doc:"Occurred before then; until now, if left out"`
}

func (w *BreachesWanted) filter() view.BreachFilter {
	return view.BreachFilter{
		BreachScope: track.BreachScope{
			Rule: plant.Rule(w.Rule), Code: track.Code(w.Code), Station: w.Station, Part: w.Part, Owner: w.Owner,
			Watched: w.Watched, From: w.From, Until: w.Until,
		},
		Object: track.ObjectID(w.Object), Open: w.Open,
	}
}

// breachesInput asks for a page of breaches.
type breachesInput struct {
	Snapshot
	Paging
	BreachesWanted
}

func (s *server) listBreaches(q *view.Query, in *breachesInput) (*api.List[api.Breach], error) {
	rows, next, err := q.Breaches(in.filter(), in.page())
	if err != nil {
		return nil, err
	}
	x, err := q.PresentPlant()
	if err != nil {
		return nil, err
	}
	refs, err := refsOf(q, rows)
	return &api.List[api.Breach]{Next: next, Items: each(rows, func(b *track.Breach) api.Breach {
		return api.Breach{
			Entry: b.Entry, Line: b.Line, Rule: string(b.Rule), Code: string(b.Code), Owner: x.WhoAnswers(b.Rule),
			Object: refs(b.Object), On: refs(b.On), Part: b.Part, Station: b.Station, Watched: b.Watched, Text: b.Text,
			Fact: b.Fact, OccurredAt: at(b.OccurredAt), Facts: b.Facts, LastEntry: b.LastEntry, LastAt: at(b.LastAt),
			Closed: b.Closed, ClosedAt: at(b.ClosedAt), ClosedBy: b.ClosedBy, ClosedNote: b.ClosedNote,
		}
	})}, err
}

// refsOf names the objects of breaches; none is nil.
func refsOf(q *view.Query, rows []track.Breach) (func(track.ObjectID) *api.ObjectRef, error) {
	var ids []track.ObjectID
	for _, b := range rows {
		ids = append(ids, b.Object, b.On)
	}
	known, err := namesOf(q, ids, func(id *track.ObjectID) track.ObjectID { return *id })
	return func(id track.ObjectID) *api.ObjectRef {
		if id == "" {
			return nil
		}
		ref := known.ref(id)
		return &ref
	}, err
}

// breachFactsInput asks for a page of what a breach stands for.
type breachFactsInput struct {
	Snapshot
	Paging
	Entry int64 `path:"entry" minimum:"0"`
}

func (s *server) listBreachFacts(q *view.Query, in *breachFactsInput) (*api.List[api.BreachFact], error) {
	rows, next, err := q.BreachFacts(in.Entry, in.page())
	if err != nil {
		return nil, err
	}
	refs, err := refsOf(q, rows)
	return &api.List[api.BreachFact]{Next: next, Items: each(rows, func(b *track.Breach) api.BreachFact {
		return api.BreachFact{
			Entry: b.Entry, Fact: b.Fact, Object: refs(b.Object), On: refs(b.On), Part: b.Part, Watched: b.Watched,
			Text: b.Text, OccurredAt: at(b.OccurredAt),
		}
	})}, err
}

// breachCountsInput asks how often rules were broken.
type breachCountsInput struct {
	Snapshot
	BreachesWanted
}

func (s *server) countBreaches(q *view.Query, in *breachCountsInput) (*api.List[api.BreachCount], error) {
	counts, err := q.CountBreaches(in.filter())
	return &api.List[api.BreachCount]{Items: each(counts, func(c *view.BreachCount) api.BreachCount {
		return api.BreachCount{
			Code: string(c.Code), Rule: string(c.Rule), Station: c.Station, Part: c.Part, Owner: c.Owner, Shift: c.Shift,
			Facts: c.Facts, Breaches: c.Breaches, Open: c.Open,
		}
	})}, err
}

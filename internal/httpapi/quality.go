package httpapi

import (
	"strconv"
	"time"

	"github.com/tracewright/tracewright/api"
	"github.com/tracewright/tracewright/internal/track"
	"github.com/tracewright/tracewright/internal/view"
)

// defectsInput picks defects.
type defectsInput struct {
	Snapshot
	Paging
	Object    string `query:"object" maxLength:"256" doc:"Object id"`
	Code      string `query:"code" maxLength:"256"`
	Station   string `query:"station" maxLength:"256"`
	Operation string `query:"operation" maxLength:"256"`
	Open      bool   `query:"open" doc:"Only those that nobody has decided"`
}

func (s *server) listDefects(q *view.Query, in *defectsInput) (*api.List[api.Defect], error) {
	rows, next, err := q.Defects(view.DefectFilter{
		Object: track.ObjectID(in.Object), Code: in.Code, Station: in.Station, Operation: in.Operation, Open: in.Open,
	}, in.page())
	if err != nil {
		return nil, err
	}
	known, err := namesOf(q, rows, func(f *track.Defect) track.ObjectID { return f.Object })
	if err != nil {
		return nil, err
	}
	named, files, err := filesOf(q, each(rows, func(f *track.Defect) int64 { return f.Entry }))
	return &api.List[api.Defect]{Next: next, Items: each(rows, func(f *track.Defect) api.Defect {
		return api.Defect{
			Entry: f.Entry, Line: f.Line, Object: known.ref(f.Object), Code: f.Code, Position: f.Position, Text: f.Text,
			Quantity: string(f.Quantity), Operation: f.Operation, Visit: f.Visit, Station: f.Station, Actor: f.Actor,
			OccurredAt: at(f.OccurredAt), Decision: string(f.Decision), Decided: f.Decided, DecidedBy: f.DecidedBy,
			Attachments: wireFiles(named[f.Entry], files),
		}
	})}, err
}

// yieldInput picks the attempts that a yield is counted over.
type yieldInput struct {
	Snapshot
	Station   string    `query:"station" maxLength:"256"`
	Operation string    `query:"operation" maxLength:"256"`
	Part      string    `query:"part" maxLength:"256"`
	From      time.Time `query:"from" doc:"Begun from then on"`
	Until     time.Time `query:"until" doc:"Begun before then"`
}

func (s *server) countYields(q *view.Query, in *yieldInput) (*api.List[api.Yield], error) {
	rows, err := q.Yields(view.YieldFilter{
		Station: in.Station, Operation: in.Operation, Part: in.Part, From: micros(in.From), Until: micros(in.Until),
	})
	return &api.List[api.Yield]{Items: each(rows, func(y *view.Yield) api.Yield {
		return api.Yield{
			Station: y.Station, Operation: y.Operation, Part: y.Part, Objects: y.Objects, FirstPass: y.FirstPass,
			Attempts: y.Attempts, Failed: y.Failed,
			FirstPassYield: strconv.FormatFloat(float64(y.FirstPass)/float64(max(1, y.Objects)), 'f', 4, 64),
		}
	})}, err
}

package httpapi

import (
	"cmp"
	"time"

	"github.com/tracewright/tracewright/api"
	"github.com/tracewright/tracewright/internal/plant"
	"github.com/tracewright/tracewright/internal/track"
	"github.com/tracewright/tracewright/internal/view"
)

// getBuilt compares what an object is made of with its bill of material.
func (s *server) getBuilt(q *view.Query, in *ObjectInput) (*api.Built, error) {
	o, err := object(q, in.ID, in.CalledAt)
	if err != nil {
		return nil, err
	}
	b, err := q.Built(o, micros(time.Now()))
	if err != nil {
		return nil, err
	}
	return &api.Built{
		Object: wireRef(o), Defined: b.Defined,
		Lines: each(b.Lines, func(l *view.BuiltLine) api.BuiltLine {
			return api.BuiltLine{
				Line: l.Line.Line, Part: l.Line.Part, Name: l.Name, Operation: l.Line.Operation, Positions: l.Line.Positions,
				Alternates: l.Line.Alternates, Capture: string(cmp.Or(l.Line.Capture, plant.CaptureEach)), Wanted: string(l.Wanted), Built: string(l.Filled), Due: l.Due, Missing: l.Missing(),
			}
		}),
		Parts: each(b.Parts, func(p *view.BuiltPart) api.BuiltPart {
			return api.BuiltPart{
				Object: wireRef(&p.Object), Life: string(p.Object.Life), Edge: *wireEdge(&p.Edge),
				Joined: p.Joined, Alternate: p.Alternate, Extra: p.Extra, Voided: p.Voided,
			}
		}),
	}, nil
}

// neighboursInput asks for values around those of an object.
type neighboursInput struct {
	ObjectInput
	Limit int `query:"limit" minimum:"1" maximum:"100" default:"20" doc:"Values of each characteristic before, and as many after"`
}

// getNeighbours tells how the values of an object lie among those of others.
func (s *server) getNeighbours(q *view.Query, in *neighboursInput) (*api.List[api.Neighbours], error) {
	o, err := object(q, in.ID, in.CalledAt)
	if err != nil {
		return nil, err
	}
	rows, err := q.Neighbours(o, in.Limit)
	if err != nil {
		return nil, err
	}
	out := &api.List[api.Neighbours]{Items: []api.Neighbours{}}
	for i := range rows {
		known, err := namesOf(q, rows[i].Results, func(r *track.Result) track.ObjectID { return r.Object })
		if err != nil {
			return nil, err
		}
		out.Items = append(out.Items, api.Neighbours{
			Characteristic: rows[i].Characteristic, Operation: rows[i].Operation,
			Measurements: each(rows[i].Results, func(r *track.Result) api.Measurement { return wireResult(r, known.ref(r.Object)) }),
		})
	}
	return out, nil
}

package httpapi

import (
	"github.com/tracewright/tracewright/api"
	"github.com/tracewright/tracewright/internal/ident"
	"github.com/tracewright/tracewright/internal/track"
	"github.com/tracewright/tracewright/internal/view"
)

func (s *server) getObject(q *view.Query, in *ObjectInput) (*api.ObjectDetail, error) {
	o, err := object(q, in.ID)
	if err != nil {
		return nil, err
	}
	out := &api.ObjectDetail{Object: wireObject(o), URI: ident.ObjectURI(string(o.ID))}
	called, err := q.Identifiers(o.ID)
	if err != nil {
		return nil, err
	}
	out.Identifiers = each(called, wireIdentifier)
	holds, err := q.HoldsOn([]track.ObjectID{o.ID})
	if err != nil {
		return nil, err
	}
	out.Holds = texts(holds[o.ID])
	if o.Parent != "" {
		around, err := q.Objects([]track.ObjectID{o.Parent})
		if err != nil {
			return nil, err
		}
		ref := names(around).ref(o.Parent)
		out.Inside = &ref
	}
	working, _, err := q.Visits(view.VisitFilter{Object: o.ID, Open: true}, view.Page{Limit: 1})
	if len(working) > 0 {
		v := wireVisit(&working[0], wireRef(o))
		out.InWork = &v
	}
	return out, err
}

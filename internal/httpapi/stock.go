package httpapi

import (
	"errors"
	"slices"
	"time"

	"github.com/tracewright/tracewright/api"
	"github.com/tracewright/tracewright/internal/plant"
	"github.com/tracewright/tracewright/internal/track"
	"github.com/tracewright/tracewright/internal/uom"
	"github.com/tracewright/tracewright/internal/view"
)

// stockInput picks stock.
type stockInput struct {
	Snapshot
	Part  string `query:"part" maxLength:"256"`
	Place string `query:"place" maxLength:"513" doc:"A station, a position as STATION/POSITION, or another place of the site"`
	Lot   string `query:"lot" maxLength:"256" doc:"A lot, with what was parted from it: its id, or any code or identifier of it"`
}

func (s *server) listStock(q *view.Query, in *stockInput) (*api.List[api.Stock], error) {
	f := view.StockFilter{Part: in.Part, Place: in.Place}
	if in.Lot != "" {
		lot, err := object(q, in.Lot, time.Time{})
		if err != nil {
			return nil, err
		}
		f.Lot = lot.ID
	}
	rows, err := q.Stock(f)
	if errors.Is(err, view.ErrTooMuch) {
		return nil, problem(CodeBadValue, "", api.Fault{Location: "query.part", Message: "there is too much stock to list: name a part, a place or a lot"})
	}
	if err != nil {
		return nil, err
	}
	holds, err := q.HoldsOn(each(rows, func(s *view.Stock) track.ObjectID { return s.Object.ID }))
	if err != nil {
		return nil, err
	}
	return &api.List[api.Stock]{Items: each(rows, func(s *view.Stock) api.Stock { return wireStock(s, holds[s.Object.ID]) })}, nil
}

func wireStock(s *view.Stock, holds []track.HoldID) api.Stock {
	o := &s.Object
	out := api.Stock{
		Object: wireRef(o), Quantity: string(o.Quantity), UoM: o.UoM, Unit: uom.Symbol(o.UoM),
		Second: string(o.Second), SecondUoM: o.SecondUoM, SecondUnit: uom.Symbol(o.SecondUoM), Station: o.Station, Location: o.Location, Loaded: s.Loaded,
		Expires: at(s.Expiry), Holds: texts(holds),
	}
	if s.Floor.Limited {
		out.Floor = &api.FloorLife{Open: s.Floor.Open, Left: int64(s.Floor.Left) / 1e6, Ends: at(s.Floor.Ends)}
	}
	return out
}

// listMaterial lists the positions of material of a station with what is loaded
// there; what is loaded at one that the plant definition does not have is listed
// all the same.
func (s *server) listMaterial(q *view.Query, in *stationInput) (*api.List[api.MaterialPosition], error) {
	index, err := s.plant(q)
	if err != nil {
		return nil, err
	}
	setups, err := q.Material(in.Station)
	if err != nil {
		return nil, err
	}
	out := &api.List[api.MaterialPosition]{Items: []api.MaterialPosition{}}
	st, _, _, known := index.Station(in.Station)
	if known {
		for i := range st.Positions {
			if p := &st.Positions[i]; p.Kind == plant.PositionMaterial {
				out.Items = append(out.Items, api.MaterialPosition{
					Position: p.Code, Name: p.Name, Holds: string(p.Holds), Wanted: index.WantedAt(st, p), Loaded: []api.Loaded{},
				})
			}
		}
	}
	if !known && len(setups) == 0 {
		return nil, problem(CodeNotFound, "", api.Fault{Location: "path.station", Message: "the plant definition has no such station"})
	}
	holds, err := q.HoldsOn(each(setups, func(s *view.Setup) track.ObjectID { return s.Edge.Child }))
	if err != nil {
		return nil, err
	}
	for i := range setups {
		e := &setups[i].Edge
		at := slices.IndexFunc(out.Items, func(p api.MaterialPosition) bool { return p.Position == e.Position })
		if at < 0 {
			at = len(out.Items)
			out.Items = append(out.Items, api.MaterialPosition{Position: e.Position})
		}
		out.Items[at].Loaded = append(out.Items[at].Loaded, wireLoaded(&setups[i], holds[e.Child]))
	}
	return out, nil
}

func wireLoaded(s *view.Setup, holds []track.HoldID) api.Loaded {
	return api.Loaded{
		Since: at(s.Edge.OccurredFrom), Entry: s.Edge.Entry, Added: s.Edge.Kind == track.EdgeAdded, Stock: wireStock(&s.Stock, holds),
	}
}

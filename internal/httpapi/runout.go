package httpapi

import (
	"time"

	"github.com/tracewright/tracewright/api"
	"github.com/tracewright/tracewright/internal/track"
	"github.com/tracewright/tracewright/internal/uom"
	"github.com/tracewright/tracewright/internal/view"
)

// runOutsInput picks changes that wait for stock.
type runOutsInput struct {
	Snapshot
	Part string `query:"part" maxLength:"256" doc:"Number of the part that is made; all, if left out"`
}

func (s *server) listRunOuts(q *view.Query, in *runOutsInput) (*api.List[api.PlantRunOut], error) {
	rows, err := q.RunOuts(view.RunOutFilter{Part: in.Part}, micros(time.Now()))
	return &api.List[api.PlantRunOut]{Items: each(rows, wireRunOut)}, err
}

func wireRunOut(r *track.RunOutNow) api.PlantRunOut {
	return api.PlantRunOut{
		Part: r.Part, Revision: r.Revision, Operation: r.Operation, Stock: r.Stock, To: r.To, Old: r.Old, New: r.New,
		Each: string(r.Each), UoM: r.UoM, Unit: uom.Symbol(r.UoM),
		Over: r.Over, Since: at(r.Last.At), Entry: r.Last.Entry, Left: string(r.Last.Left), Reason: r.Last.Reason,
		OnHand: string(r.OnHand), Orders: string(r.Orders), InWork: string(r.InWork), Free: string(r.Free), Products: r.Products,
	}
}

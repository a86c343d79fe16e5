package httpapi

import (
	"time"

	"github.com/tracewright/tracewright/api"
	"github.com/tracewright/tracewright/internal/plant"
	"github.com/tracewright/tracewright/internal/track"
	"github.com/tracewright/tracewright/internal/uom"
	"github.com/tracewright/tracewright/internal/view"
)

// equipmentFilter picks equipment.
type equipmentFilter struct {
	Snapshot
	Paging
	Kind      string    `query:"kind" enum:"tool,fixture,cavity,gauge,machine,carrier"`
	State     string    `query:"state" enum:"unneeded,missing,good,overdue,failed"`
	DueBefore time.Time `query:"dueBefore" doc:"Its last calibration is good until before then"`
}

func (s *server) listEquipment(q *view.Query, in *equipmentFilter) (*api.List[api.Equipment], error) {
	rows, next, err := q.Equipment(view.EquipmentFilter{
		Kind: plant.EquipmentKind(in.Kind), State: track.CalibrationState(in.State), DueBefore: micros(in.DueBefore), At: micros(time.Now()),
	}, in.page())
	if err != nil {
		return nil, err
	}
	known, err := namesOf(q, rows, func(e *view.Equipment) track.ObjectID { return e.Object })
	return &api.List[api.Equipment]{Next: next, Items: each(rows, func(e *view.Equipment) api.Equipment { return wireEquipment(e, known) })}, err
}

// equipmentInput names a piece of equipment.
type equipmentInput struct {
	Snapshot
	Equipment string `path:"equipment" maxLength:"256" doc:"Its code"`
}

func (s *server) getEquipment(q *view.Query, in *equipmentInput) (*api.EquipmentDetail, error) {
	e, err := q.EquipmentNamed(in.Equipment, micros(time.Now()))
	if err != nil {
		return nil, err
	}
	known, err := q.Objects([]track.ObjectID{e.Object})
	if err != nil {
		return nil, err
	}
	out := &api.EquipmentDetail{Equipment: wireEquipment(&e, known)}
	from, until, ids, doubted, err := q.Doubted(e.Code, track.MaxHeld+1)
	if doubted {
		n := min(len(ids), track.MaxHeld)
		out.Doubt = &api.Doubt{From: at(from), Until: at(until), Objects: n, More: len(ids) > n}
	}
	return out, err
}

// calibrationsInput asks for a page of the calibrations of a piece of equipment.
type calibrationsInput struct {
	Snapshot
	Paging
	Equipment string `path:"equipment" maxLength:"256" doc:"Its code"`
}

func (s *server) listCalibrations(q *view.Query, in *calibrationsInput) (*api.List[api.Calibration], error) {
	if _, err := q.EquipmentNamed(in.Equipment, 0); err != nil {
		return nil, err
	}
	rows, next, err := q.Calibrations(in.Equipment, in.page())
	return &api.List[api.Calibration]{Items: each(rows, wireCalibration), Next: next}, err
}

func wireEquipment(e *view.Equipment, known names) api.Equipment {
	out := api.Equipment{Code: e.Code, Name: e.Name, Kind: string(e.Kind), Interval: string(e.Calibration), State: string(e.State)}
	if e.Object != "" {
		ref := known.ref(e.Object)
		out.Object = &ref
	}
	if e.Last != nil {
		last := wireCalibration(e.Last)
		out.Last = &last
	}
	return out
}

func wireCalibration(c *track.Calibration) api.Calibration {
	return api.Calibration{
		Entry: c.Entry, Equipment: c.Equipment, At: at(c.At), Found: string(c.Found), Left: string(c.Left), Due: at(c.Due),
		Certificate: c.Certificate, Lab: c.Lab, Actor: c.Actor, VoidSeq: c.VoidSeq,
		Readings: each(c.Readings, func(r *track.CalibrationReading) api.CalibrationPoint {
			return api.CalibrationPoint{
				Point: r.Point, Nominal: string(r.Nominal), Found: string(r.Found), Left: string(r.Left), UoM: r.UoM, Unit: uom.Symbol(r.UoM),
			}
		}),
	}
}

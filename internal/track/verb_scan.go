package track

import (
	"slices"

	"github.com/tracewright/tracewright/internal/plant"
)

// Scan reads a code at a station. What it means follows from what is in work
// there: a unit begins its operation, or ends it once nothing is missing; a
// component goes into the unit in work that needs it.
type Scan struct {
	Code Ref `json:"code"`
}

func (a Scan) decide(d *decider) {
	if d.c.Station == "" {
		d.bad("station", "", "a scan is made at a station")
		return
	}
	o, into, ok := a.meant(d)
	if !ok {
		return
	}
	if _, working := d.inWork(o); working {
		d.complete(o, OutcomePass, "")
		return
	}
	if into.ID != "" {
		d.build(into, o, "", "", "", "")
		return
	}
	d.start(o, "")
}

// meant finds the object that the code means here, and the one in work that it
// goes into, if any: of several in work the one that still needs it, and of
// several objects with the code the one that is needed.
func (a *Scan) meant(d *decider) (o, into Object, ok bool) {
	var inWork []Object
	for _, v := range d.s.InWork.Rows(d.c.Station) {
		if d.c.Position != "" && v.Position != d.c.Position {
			continue
		}
		unit, _ := d.s.Objects.Get(v.Object)
		inWork = append(inWork, unit)
	}
	found := d.s.find(a.Code)
	for _, room := range []bool{true, false} {
		for _, unit := range inWork {
			for _, c := range found {
				line, has := d.lineWithRoom(unit, c)
				if c.ID != unit.ID && line != nil && has == room && (room || len(found) == 1) {
					return c, unit, true
				}
			}
		}
	}
	if o, ok = d.object(a.Code); !ok {
		return o, into, false
	}
	if len(inWork) > 0 && !slices.ContainsFunc(inWork, func(u Object) bool { return u.ID == o.ID }) && !d.routed(o) {
		into = inWork[len(inWork)-1]
	}
	return o, into, true
}

// routed reports whether an object has business of its own at this station.
func (d *decider) routed(o Object) bool {
	st, ok := d.stageOf(o)
	if !ok || d.station == nil {
		return false
	}
	return slices.ContainsFunc(st.route.Operations, func(op plant.Operation) bool {
		return slices.Contains(d.station.Operations, op.Code)
	})
}

package track

import (
	"slices"

	"github.com/tracewright/tracewright/internal/plant"
)

// Scan reads a code at a station. What it means follows from what is in work
// there: a unit begins its operation, or ends it once nothing is missing; a
// component goes into the unit in work that needs it.
type Scan struct {
	Code Ref `json:"code" doc:"what the reader read, or what was typed" eg:"SN000129"`
}

func (a Scan) decide(d *decider) {
	if d.c.Station == "" {
		d.bad("station", "", "a scan is made at a station")
		return
	}
	if a.loads(d) {
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
		if room || len(found) == 1 {
			if fit, unit := d.fitting(inWork, found, room); len(fit) == 1 {
				return fit[0], unit, true
			} else if len(fit) > 1 && !d.report() {
				d.choose(a.Code.clean(), fit)
				return o, into, false
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

// fitting lists which of the objects go into something in work, with or without
// room for them, and what the first of them goes into.
func (d *decider) fitting(inWork, found []Object, room bool) (fit []Object, into Object) {
	for _, c := range found {
		for _, unit := range inWork {
			line, has := d.lineWithRoom(unit, c)
			if c.ID == unit.ID || line == nil || has != room {
				continue
			}
			if len(fit) == 0 {
				into = unit
			}
			fit = append(fit, c)
			break
		}
	}
	return fit, into
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

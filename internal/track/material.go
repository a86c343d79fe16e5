package track

import (
	"github.com/tracewright/tracewright/internal/plant"
)

// feeders lists the positions of the command's station that a line of a bill of
// material draws on.
func (d *decider) feeders(line *plant.BOMLine) []*plant.Position {
	if d.station == nil {
		return nil
	}
	return d.station.Feeders(line)
}

// isMaterial loads what the code means at a position of the station, where it means
// material: what nothing in work is scanned for, and what has no business of its
// own here.
func (sc *scanned) isMaterial() bool {
	if len(sc.materialPositions()) == 0 {
		return false
	}
	var fit []Object
	var position *plant.Position
	for _, o := range sc.found {
		at, ok := sc.position(sc.c.Position)
		if wanting := sc.wanting(o); !ok && len(wanting) == 1 {
			at, ok = wanting[0], true
		}
		if ok && o.loadable() && !sc.routed(o) && !sc.neededInWork(o) {
			fit, position = append(fit, o), at
		}
	}
	switch {
	case len(fit) == 1:
		sc.load(fit[0], position, Load{})
	case len(fit) > 1 && !sc.report():
		sc.choose(sc.code.clean(), fit)
	default:
		return false
	}
	return true
}

// loadable reports whether an object can be material at a position.
func (o *Object) loadable() bool {
	return o.Kind == KindLot || o.Kind == KindContainer || o.Kind == KindUnit
}

// neededInWork reports whether something in work at the station has a line with
// room that a component is scanned for, each time.
func (d *decider) neededInWork(c Object) bool {
	for _, v := range d.s.InWork.Rows(d.c.Station) {
		unit, _ := d.s.Objects.Get(v.Object)
		if line, room := d.lineWithRoom(unit, c); unit.ID == c.ID || room && len(d.feeders(line)) == 0 {
			return true
		}
	}
	return false
}

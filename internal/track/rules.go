package track

import (
	"slices"
	"strconv"

	"github.com/tracewright/tracewright/internal/plant"
)

// maxInside bounds the walk through what is inside an object.
const maxInside = 100_000

// available judges that an object is still to be had: open itself, and not
// gone with something that it is inside of.
func (d *decider) available(o Object) {
	if o.Life != LifeOpen {
		d.judge(plant.RuleObjectState, CodeNotOpen, o.ID, Evidence{"object": o.name(), "life": string(o.Life)})
		return
	}
	at := o
	for range maxDepth {
		if at.Parent == "" {
			return
		}
		at, _ = d.s.Objects.Get(at.Parent)
		if at.Life != LifeOpen && at.Life != "" {
			d.judge(plant.RuleObjectState, CodeNotOpen, o.ID, Evidence{
				"object": o.name(), "life": string(at.Life) + ", inside " + at.name(),
			})
			return
		}
	}
}

// free judges that an object is inside nothing, so that it can move by itself.
func (d *decider) free(o Object) {
	if o.Parent == "" {
		return
	}
	parent, _ := d.s.Objects.Get(o.Parent)
	d.judge(plant.RuleObjectState, CodeInside, o.ID, Evidence{"object": o.name(), "parent": parent.name()})
}

// notHeld judges that no hold which blocks the act lies on the object or on
// anything inside it, at any depth. It is skipped while nothing is on hold.
func (d *decider) notHeld(o Object, act Block) {
	if !d.s.anyHeld() {
		return
	}
	seen := map[ObjectID]bool{o.ID: true}
	for level := []ObjectID{o.ID}; len(level) > 0; {
		var next []ObjectID
		for _, id := range level {
			if d.heldBy(o, id, act) {
				return
			}
			inside := d.s.Contents.Rows(id)
			for _, drawn := range d.drawnInto(id) {
				inside = append(inside, drawn.Edge)
			}
			for _, edge := range inside {
				if !seen[edge.Child] {
					seen[edge.Child] = true
					next = append(next, edge.Child)
				}
			}
		}
		if len(seen) > maxInside {
			d.judge(plant.RuleHold, CodeTooDeep, o.ID, Evidence{"object": o.name(), "count": strconv.Itoa(maxInside)})
			return
		}
		level = next
	}
}

// heldBy judges the holds on one object inside o, or on o itself.
func (d *decider) heldBy(o Object, inside ObjectID, act Block) bool {
	for _, row := range d.s.HoldsOn.Rows(inside) {
		hold, _ := d.s.Holds.Get(row.Hold)
		if hold.Released != 0 || !slices.Contains(hold.Blocks, act) {
			continue
		}
		evidence := Evidence{
			"object": o.name(), "hold": string(hold.ID), "reason": hold.Reason, "owner": first(hold.Owner, "quality"),
		}
		code := CodeHeld
		if inside != o.ID {
			held, _ := d.s.Objects.Get(inside)
			evidence["held"] = held.name()
			code = CodeHeldInside
		}
		d.judge(plant.RuleHold, code, o.ID, evidence)
		return true
	}
	return false
}

// anyHeld reports whether any hold stands.
func (s *State) anyHeld() bool { return s.HeldIn.members > 0 }

// stage is where an object stands on its route.
type stage struct {
	part   *plant.Part
	route  *plant.Route
	passed map[string]bool // operations whose results stand
	next   *plant.Operation
}

// stageOf computes where an object may go next from the visits that still
// stand, never from a pointer.
func (d *decider) stageOf(o Object) (stage, bool) {
	if d.s.Plant == nil {
		return stage{}, false
	}
	part, ok := d.s.Plant.Part(o.Part, o.Revision)
	if !ok {
		return stage{}, false
	}
	st := stage{part: part, passed: map[string]bool{}}
	if st.route, ok = d.s.Plant.RouteOf(part); !ok {
		return st, false
	}
	for _, v := range d.s.visits(o.ID) {
		if v.Ended != 0 && v.Outcome == OutcomePass {
			st.passed[v.Operation] = true
		}
	}
	for i := range st.route.Operations {
		op := &st.route.Operations[i]
		if !st.passed[op.Code] && !op.Optional {
			st.next = op
			break
		}
	}
	return st, true
}

// due finds the operation that an object is to begin at this station, and
// judges whether it is its turn.
func (d *decider) due(o Object) (operation string) {
	st, routed := d.stageOf(o)
	if !routed {
		d.notRouted(o, st)
		return d.anyOperation()
	}
	var here []*plant.Operation
	for i := range st.route.Operations {
		if op := &st.route.Operations[i]; d.station != nil && slices.Contains(d.station.Operations, op.Code) {
			here = append(here, op)
		}
	}
	if len(here) == 0 {
		d.notRouted(o, st)
		return d.anyOperation()
	}
	for _, op := range here {
		if !st.passed[op.Code] && st.reaches(op) {
			return op.Code
		}
	}
	op := here[len(here)-1]
	evidence := Evidence{"object": o.name(), "operation": op.Code, "expected": "the end of its route", "at": ""}
	if st.next != nil {
		evidence["expected"], evidence["at"] = st.next.Code, d.stationsFor(st.next.Code)
	}
	code := CodeWrongOperation
	if st.passed[op.Code] {
		code = CodeDone
	}
	d.judge(plant.RuleRouteOrder, code, o.ID, evidence)
	return op.Code
}

// reaches reports whether every operation before op is passed or optional.
func (st *stage) reaches(op *plant.Operation) bool {
	for i := range st.route.Operations {
		before := &st.route.Operations[i]
		if before == op {
			return true
		}
		if !st.passed[before.Code] && !before.Optional {
			return false
		}
	}
	return true
}

func (d *decider) notRouted(o Object, st stage) {
	route := "not defined"
	if st.route != nil {
		route = st.route.Code
	}
	d.judge(plant.RuleRightPart, CodeNotRouted, o.ID, Evidence{
		"object": o.name(), "part": first(o.Part, "no part"), "station": d.c.Station, "route": route,
	})
}

// anyOperation is the operation of a station for what has no route there.
func (d *decider) anyOperation() string {
	if d.station != nil && len(d.station.Operations) > 0 {
		return d.station.Operations[0]
	}
	return d.c.Station
}

// stationsFor names the stations of an operation, as the end of a sentence.
func (d *decider) stationsFor(operation string) string {
	var stations []string
	for _, area := range d.s.Plant.Definition().Areas {
		for _, line := range area.Lines {
			for _, st := range line.Stations {
				if slices.Contains(st.Operations, operation) {
					stations = append(stations, st.Code)
				}
			}
		}
	}
	if len(stations) == 0 {
		return ""
	}
	return " at " + join(stations)
}

// inWork finds the visit in which an object was in work at this station when
// the command's facts occurred: the open one, or one that it left later.
func (d *decider) inWork(o Object) (Visit, bool) {
	for _, v := range d.s.visits(o.ID) {
		left := v.Outcome == OutcomeNone && v.Started <= d.now && d.now < v.Ended
		if (v.Ended == 0 || left) && (v.Station == d.c.Station || d.c.Station == "") {
			return v, true
		}
	}
	return Visit{}, false
}

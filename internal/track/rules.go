package track

import (
	"slices"

	"github.com/tracewright/tracewright/internal/plant"
)

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

// stage is where an object stands on its route.
type stage struct {
	recipe Recipe
	route  *plant.Route
	passed map[string]bool // operations whose results stand
	next   *plant.Operation
}

// is matches an operation by its code.
func (st *stage) is(operation string) func(plant.Operation) bool {
	return func(op plant.Operation) bool { return op.Code == operation }
}

// reworksOf lists the codes of the reworks of a route.
func reworksOf(st stage) []string {
	var codes []string
	for _, r := range st.route.Reworks {
		codes = append(codes, r.Code)
	}
	return codes
}

// stageOf computes where an object may go next from the visits that still
// stand, never from a pointer.
func (d *decider) stageOf(o Object) (stage, bool) {
	r, ok := d.recipe(o)
	if !ok {
		return stage{}, false
	}
	st := stage{recipe: r, passed: map[string]bool{}}
	if st.route, ok = r.route(); !ok {
		return st, false
	}
	for _, v := range d.s.way(o.ID) {
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
	fix := "It has no route of its own: scan first what it goes into."
	if st.route != nil {
		fix = "Take it to its own line; its route is " + st.route.Code + "."
	}
	d.judge(plant.RuleRightPart, CodeNotRouted, o.ID, Evidence{
		"object": o.name(), "part": first(o.Part, "no part"), "station": d.c.Station, "fix": fix,
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

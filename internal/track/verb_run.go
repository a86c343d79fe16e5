package track

import (
	"slices"
	"strconv"

	"github.com/tracewright/tracewright/internal/epcis"
	"github.com/tracewright/tracewright/internal/plant"
)

// StartRun begins a machine cycle over many objects at the command's station and
// position: each begins a visit that bears the run's number. Objects are put
// into a run that lasts by its number.
type StartRun struct {
	Run       string `json:"run,omitzero" doc:"number of the run, used once; left out: one is made" eg:"OVEN-17" usual:"true"`
	Objects   []Ref  `json:"objects" doc:"the units and lots that go in" eg:"SN000129,SN000130"`
	Operation string `json:"operation,omitzero" doc:"code of the operation; left out: what is due at the station" eg:"CURE"`
	Equipment []Ref  `json:"equipment,omitzero" doc:"the machine, and what else it is done with; left out: what stands at the station, where one piece only can be meant" eg:"OVEN-2"`
	Program   string `json:"program,omitzero" doc:"program and version that it runs" eg:"CURE-80/3"`
}

func (a StartRun) decide(d *decider) {
	if !d.texts("run", a.Run, "operation", a.Operation) || !d.takes(a.Equipment, a.Program) {
		return
	}
	if d.c.Station == "" {
		d.bad("station", "", "a run is begun at a station")
		return
	}
	run := first(a.Run, "RUN-"+strconv.FormatInt(d.t.Seq, 10))
	if before := d.s.VisitsIn.Rows(run); len(before) > 0 {
		if !slices.ContainsFunc(before, func(v Visit) bool { return v.Ended == 0 }) {
			d.mistake(CodeRunEnded, before[0].Object, Evidence{"run": run})
		}
		if !d.goesOnWith(before[0]) {
			return
		}
	}
	objects, ok := d.several(a.Objects, KindUnit, KindLot)
	if !ok || d.stopped() {
		return
	}
	d.leaveRuns(run)
	for _, o := range objects {
		if d.startIn(run, o, a.Operation); d.stopped() {
			return
		}
	}
	d.permit(objects[0].ID, "Run "+run+" is under way with "+count(len(objects), "object", "objects")+".", d.next)
	d.info = Evidence{"run": run}
}

// several resolves references to objects, each once. All are looked up before
// the first is judged, so that the views are asked once for all of them.
func (d *decider) several(refs []Ref, wanted ...Kind) ([]Object, bool) {
	if len(refs) == 0 || len(refs) > maxMade {
		d.bad("objects", strconv.Itoa(len(refs)), "name from 1 to "+strconv.Itoa(maxMade))
		return nil, false
	}
	for _, ref := range refs {
		d.find(ref)
	}
	var objects []Object
	for _, ref := range refs {
		o, ok := d.object(ref, wanted...)
		if !ok {
			return nil, false
		}
		if !slices.ContainsFunc(objects, func(other Object) bool { return other.ID == o.ID }) {
			objects = append(objects, o)
		}
	}
	return objects, true
}

// leaveRuns judges that no other run is under way at the position, and lets the
// objects of one that never ended leave without completing.
func (d *decider) leaveRuns(but string) {
	left := map[string]int{}
	var runs []string
	for _, v := range d.s.InWork.Rows(d.c.Station) {
		if v.Run == "" || v.Run == but || v.Position != d.c.Position || v.Started > d.now {
			continue
		}
		if left[v.Run]++; left[v.Run] == 1 {
			runs = append(runs, v.Run)
		}
		d.fact(&Material{
			Shape: epcis.Object, Action: epcis.Observe, BizStep: epcis.StepDeparting, Items: []Item{{Object: v.Object}},
			Reason: "the run was left",
			Visit:  &VisitMark{Object: v.Object, Number: v.Number, Operation: v.Operation, Attempt: v.Attempt, Ends: true, Tally: Tally{In: v.In}},
		})
	}
	for _, run := range runs {
		d.judgeIn(plant.ModeAsk, plant.RuleRouteOrder, CodeRunOpen, "", Evidence{
			"run": run, "place": d.place(), "objects": count(left[run], "object is", "objects are"),
		})
	}
}

// place is where the command is made.
func (d *decider) place() string {
	if d.c.Position != "" {
		return d.c.Station + "/" + d.c.Position
	}
	return d.c.Station
}

// EndRun ends a machine cycle for all objects that are still in it, or for some
// of them, which are taken out.
type EndRun struct {
	Run     string  `json:"run,omitzero" doc:"number of the run; left out: the only one at the position" eg:"OVEN-17" usual:"true"`
	Outcome Outcome `json:"outcome,omitzero" doc:"how it ended; left out: pass; an aborted run is invalid and uses up no attempt" eg:"invalid" enum:"pass,fail,invalid"`
	Reason  string  `json:"reason,omitzero" doc:"why it failed or does not count" eg:"power cut"`
	Objects []Ref   `json:"objects,omitzero" doc:"what is taken out; left out: all that is in it, so that the run is over" eg:"SN000130"`
}

func (a EndRun) decide(d *decider) {
	outcome := Outcome(first(string(a.Outcome), string(OutcomePass)))
	if !slices.Contains([]Outcome{OutcomePass, OutcomeFail, OutcomeInvalid}, outcome) {
		d.bad("outcome", string(a.Outcome), "it is pass, fail or invalid")
		return
	}
	if !d.texts("run", a.Run, "reason", a.Reason) {
		return
	}
	run, in := d.runUnderWay(a.Run)
	if len(in) == 0 {
		return
	}
	if len(a.Objects) > 0 {
		taken, ok := d.several(a.Objects)
		if !ok {
			return
		}
		in = d.outOf(run, in, taken)
	}
	for _, o := range in {
		if d.complete(o, outcome, a.Reason); d.stopped() {
			return
		}
	}
	if len(in) > 0 {
		d.permit(in[0].ID, "Run "+run+": "+completed[outcome]+" for "+count(len(in), "object", "objects")+".", d.next)
		d.info = Evidence{"run": run}
	}
}

// runUnderWay finds a run, or the only one at the command's place, and what is
// in it.
func (d *decider) runUnderWay(run string) (string, []Object) {
	var under []string
	for _, v := range d.s.InWork.Rows(d.c.Station) {
		if v.Run != "" && (d.c.Position == "" || v.Position == d.c.Position) && !slices.Contains(under, v.Run) {
			under = append(under, v.Run)
		}
	}
	if run == "" && len(under) == 1 {
		run = under[0]
	}
	var in []Object
	for _, v := range d.s.VisitsIn.Rows(run) {
		o, _ := d.s.Objects.Get(v.Object)
		if working, ok := d.inWork(o); ok && working.Number == v.Number {
			in = append(in, o)
		}
	}
	if len(in) == 0 {
		d.noRun(run, under)
	}
	return run, in
}

func (d *decider) noRun(run string, under []string) {
	at := ""
	if d.c.Station != "" {
		at = " at " + d.place()
	}
	d.mistake(CodeNoRun, "", Evidence{"run": run, "place": at, "expected": first(join(under), "none")})
}

// outOf lists which of the objects are in a run, and judges that all are.
func (d *decider) outOf(run string, in, taken []Object) []Object {
	var names []string
	for i := range in {
		names = append(names, in[i].name())
	}
	return slices.DeleteFunc(taken, func(o Object) bool {
		there := slices.ContainsFunc(in, func(other Object) bool { return other.ID == o.ID })
		if !there {
			d.mistake(CodeNotInRun, o.ID, Evidence{"object": o.name(), "run": run, "contents": all(names)})
		}
		return !there
	})
}

// inRun lists the visits that were a part of a run when the command's facts
// occurred; once it is over, those that lasted until its end.
func (d *decider) inRun(run string) []Visit {
	visits := d.s.VisitsIn.Rows(run)
	last := Micros(0)
	for _, v := range visits {
		last = max(last, v.Ended)
		if v.Ended == 0 {
			last = d.now
			break
		}
	}
	at := min(d.now, last)
	return slices.DeleteFunc(visits, func(v Visit) bool { return v.Started > at || v.Ended != 0 && v.Ended < at })
}

// resultOfRun records one result of each object of a run, in the visit that was
// a part of it.
func (d *decider) resultOfRun(ref Ref, run string, r Result, judge func(*Result, *plant.Characteristic)) {
	if ref != "" {
		d.bad("object", string(ref), "a result is of an object or of a run")
		return
	}
	visits := d.inRun(run)
	if len(visits) == 0 {
		d.noRun(run, nil)
		return
	}
	m := &Material{Shape: epcis.Object, Action: epcis.Observe, BizStep: epcis.StepInspecting}
	for _, v := range visits {
		o, _ := d.s.Objects.Get(v.Object)
		d.notHeld(o, BlockInspect)
		each := r
		each.Object, each.Operation, each.Visit = o.ID, v.Operation, v.Number
		if !d.measuresWith(o, &each, v) {
			return
		}
		if judge(&each, d.characteristic(o, each)); d.stopped() {
			return
		}
		m.Items = append(m.Items, d.as(o))
		m.Results = append(m.Results, each)
	}
	d.fact(m)
	d.permit(visits[0].Object, "Run "+run+": "+r.Characteristic+" recorded for "+count(len(visits), "object", "objects")+".", "End the run.")
	if i := slices.IndexFunc(m.Results, func(r Result) bool { return r.Outcome == OutcomeFail }); i >= 0 {
		bad := m.Results[i]
		out := newFinding(CodeOutOfLimits, Evidence{
			"object": "run " + run, "characteristic": bad.Characteristic, "value": first(amount(bad.Value, bad.UoM), bad.Text, "fail"), "limits": limits(bad),
		})
		d.what, d.next, d.code = out.Text, out.Next, out.Code
	}
	d.info = Evidence{"run": run, "characteristic": r.Characteristic}
}

package track

import (
	"github.com/tracewright/tracewright/internal/epcis"
	"github.com/tracewright/tracewright/internal/plant"
)

// Start begins an operation on a unit or lot at the command's station.
type Start struct {
	Object    Ref    `json:"object" doc:"a code, an identifier or the key of the unit or lot; a carrier stands for all that is on it" eg:"SN000129"`
	Operation string `json:"operation,omitzero" doc:"code of the operation; left out: what is due at the station" eg:"PREP"`
	Equipment []Ref  `json:"equipment,omitzero" doc:"tools, fixtures and machines that it is done with; left out: what stands at the station, where one piece only can be meant" eg:"DRV-4"`
	Program   string `json:"program,omitzero" doc:"program and version that the equipment runs" eg:"TQ-2"`
}

func (a Start) decide(d *decider) {
	o, ok := d.object(a.Object, KindUnit, KindLot, KindCarrier)
	if !ok {
		return
	}
	if !d.texts("operation", a.Operation) || !d.takes(a.Equipment, a.Program) {
		return
	}
	if all, stands := d.work(o); stands {
		d.each(o, all, "in work", func(o Object) { d.start(o, a.Operation) })
		return
	}
	d.start(o, a.Operation)
}

// start judges whether an object may begin an operation here, and begins it.
func (d *decider) start(o Object, operation string) { d.startIn("", o, operation) }

// startIn does the same as a part of a machine cycle.
func (d *decider) startIn(run string, o Object, operation string) {
	d.subject = o.ID
	if d.c.Station == "" {
		d.bad("station", "", "an operation is begun at a station")
		return
	}
	d.notLockedOut(o.ID)
	d.available(o)
	d.free(o)
	d.notHeld(o, BlockAdvance)
	d.beginnable(o)
	due := d.due(o)
	if operation != "" && operation != due {
		d.judge(plant.RuleRouteOrder, CodeWrongOperation, o.ID, Evidence{"object": o.name(), "expected": due, "at": ""})
	}
	operation = first(operation, due)
	for _, v := range d.s.visits(o.ID) {
		if v.Ended == 0 {
			d.judge(plant.RuleRouteOrder, CodeInWork, o.ID, Evidence{"object": o.name(), "station": v.Station})
		}
	}
	d.materialReady(o, operation)
	d.mayEnter(o, operation)
	used := d.equipped(o, operation)
	v := d.nextVisit(o, operation)
	d.fact(&Material{
		Shape: epcis.Object, Action: epcis.Observe, BizStep: epcis.StepArriving, Disposition: epcis.DispInProgress,
		Items: []Item{d.as(o)}, Visit: &VisitMark{
			Object: o.ID, Number: v.Number, Operation: operation, Attempt: v.Attempt, Tally: Tally{In: counted(o)}, Run: run,
			Equipment: used,
		},
	})
	v.Run = run
	expected := d.expected(o, v)
	d.permit(o.ID, o.name()+" is in work: "+operation+".", sentences(expected, d.settle(o, operation)))
}

// as names an object in an event that moves no quantity of it.
func (d *decider) as(o Object) Item { return Item{Object: o.ID} }

// nextVisit is the visit that begins with an operation. Attempts that were
// aborted are not counted.
func (d *decider) nextVisit(o Object, operation string) Visit {
	v := Visit{Object: o.ID, Number: d.s.lastVisit(o.ID) + 1, Operation: operation, Attempt: 1}
	for _, before := range d.s.way(o.ID) {
		if before.Operation == operation && (before.Outcome == OutcomePass || before.Outcome == OutcomeFail) {
			v.Attempt++
		}
	}
	return v
}

// expected says what a visit still needs of an object; in are further
// edges to it that are not recorded yet.
func (d *decider) expected(o Object, v Visit, in ...Edge) string {
	if missing := d.missingComponents(o, v.Operation, append(d.s.Contents.Rows(o.ID), in...)); len(missing) > 0 {
		return "Scan " + all(missing) + "."
	}
	if missing := d.unmeasured(o, v.Operation); len(missing) > 0 {
		return "Measure " + all(missing) + "."
	}
	return v.whole()
}

// whole says how a visit ends that needs nothing more.
func (v *Visit) whole() string {
	if v.Run != "" {
		return "End run " + v.Run + " when it is over."
	}
	return "Complete the operation."
}

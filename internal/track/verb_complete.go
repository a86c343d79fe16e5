package track

import (
	"slices"
	"strconv"

	"github.com/tracewright/tracewright/internal/epcis"
	"github.com/tracewright/tracewright/internal/plant"
)

// Complete ends the operation that an object is in work at.
type Complete struct {
	Object Ref `json:"object" doc:"a code, an identifier or the key of the unit or lot; a carrier stands for all that is on it" eg:"SN000129"`
	// Outcome is pass (also when empty), fail, or invalid for an attempt
	// that does not count.
	Outcome Outcome `json:"outcome,omitzero" doc:"how it ended; left out: pass; an invalid attempt does not count" eg:"fail" enum:"pass,fail,invalid"`
	Reason  string  `json:"reason,omitzero" doc:"why it failed or does not count" eg:"leaks"`
	// Quantities say what became of a lot; empty: it is whole, and all of it
	// ended as Outcome says.
	Quantities []Portion `json:"quantities,omitzero" doc:"what became of a lot; together they are what is in work" eg:"[{\"outcome\":\"good\",\"quantity\":\"90\"},{\"outcome\":\"scrap\",\"quantity\":\"10\",\"reason\":\"chatter marks\"}]"`
	// Partial says that only the quantities are done: what is good moves on as
	// a lot of its own.
	Partial   bool   `json:"partial,omitzero" doc:"only these quantities are done: the good ones move on as a lot of their own, and the rest stays in work" eg:"true"`
	Equipment []Ref  `json:"equipment,omitzero" doc:"tools, fixtures and machines that it was done with, beside those that it began with" eg:"DRV-4"`
	Program   string `json:"program,omitzero" doc:"program and version that the equipment ran" eg:"TQ-2"`
}

func (a Complete) decide(d *decider) {
	kinds := []Kind{KindUnit, KindLot, KindCarrier}
	if len(a.Quantities) > 0 {
		kinds = []Kind{KindLot, KindUnit}
	}
	o, ok := d.object(a.Object, kinds...)
	if !ok {
		return
	}
	outcome := Outcome(first(string(a.Outcome), string(OutcomePass)))
	if !slices.Contains([]Outcome{OutcomePass, OutcomeFail, OutcomeInvalid}, outcome) {
		d.bad("outcome", string(outcome), "it is pass, fail or invalid")
		return
	}
	if !d.texts("reason", a.Reason) || !d.takes(a.Equipment, a.Program) {
		return
	}
	if len(a.Quantities) > 0 || a.Partial {
		a.count(d, o)
		return
	}
	if all, stands := d.work(o); stands {
		d.each(o, all, completed[outcome], func(o Object) { d.complete(o, outcome, a.Reason) })
		return
	}
	d.complete(o, outcome, a.Reason)
}

// complete judges whether an object may leave its operation, and ends it.
func (d *decider) complete(o Object, outcome Outcome, reason string) {
	d.depart(o, departure{outcome: outcome, reason: reason, tally: wholly(o, outcome)})
}

// departure is how an operation ends for an object.
type departure struct {
	outcome Outcome
	reason  string
	tally   Tally
	used    []Used  // what it was done with, beside what it began with
	part    *Object // what leaves alone, while the rest stays; nil: all of it leaves
}

// depart judges whether an object, or a part of it, may leave its operation, and
// lets it leave.
func (d *decider) depart(o Object, out departure) {
	outcome := out.outcome
	d.subject = o.ID
	v, ok := d.inWork(o)
	if !ok {
		d.judge(plant.RuleRouteOrder, CodeNotInWork, o.ID, Evidence{"object": o.name(), "station": first(d.c.Station, "any station")})
		v = d.nextVisit(o, d.due(o))
		d.materialReady(o, v.Operation) // else it was judged as the visit began
	}
	if d.station == nil && d.s.Plant != nil {
		d.station, _, _, _ = d.s.Plant.Station(v.Station)
	}
	out.used = d.completesWith(o, v, ok)
	d.available(o)
	d.notHeld(o, BlockAdvance)
	if outcome == OutcomePass {
		if ok {
			d.stillCertified(o, &v)
		} else {
			d.certified(o, v.Operation)
		}
		d.notLockedOut(o.ID)
		d.mayLeave(o, v.Operation)
		if missing := d.missingComponents(o, v.Operation, d.s.Contents.Rows(o.ID)); len(missing) > 0 {
			d.judge(plant.RuleComponents, CodeIncomplete, o.ID, Evidence{"object": o.name(), "missing": all(missing)})
		}
		if missing := d.unmeasured(o, v.Operation); len(missing) > 0 {
			d.judge(plant.RuleLimits, CodeUnmeasured, o.ID, Evidence{"object": o.name(), "missing": all(missing)})
		}
	}
	disposition := epcis.DispInProgress
	if outcome == OutcomeFail {
		disposition = epcis.DispNonConformant
	}
	var booked []Item
	if outcome != OutcomeInvalid {
		booked = d.draw(o, v.Operation, d.products(o, out))
	}
	d.fact(&Material{
		Shape: epcis.Object, Action: epcis.Observe, BizStep: epcis.StepDeparting, Disposition: disposition,
		Items: []Item{d.as(out.leaves(o))}, Reason: out.reason, Booked: booked, Visit: out.mark(o, v),
	})
	next := d.after(o, v.Operation, outcome)
	if !ok { // it begins with the same entry
		next = sentences(next, d.settle(o, v.Operation))
	}
	d.permit(o.ID, o.name()+": "+v.Operation+" "+completed[outcome]+".", next)
}

var completed = map[Outcome]string{OutcomePass: "done", OutcomeFail: "failed", OutcomeInvalid: "does not count"}

// after says where an object goes when an operation has ended.
func (d *decider) after(o Object, operation string, outcome Outcome) string {
	st, ok := d.stageOf(o)
	if !ok {
		return ""
	}
	if outcome != OutcomePass {
		return d.again(o, st, operation, outcome)
	}
	for i := range st.route.Operations {
		op := &st.route.Operations[i]
		if op.Code != operation && !st.passed[op.Code] && !op.Optional {
			return first(op.Name, op.Code) + d.stationsFor(op.Code) + "."
		}
	}
	return "Its route is complete."
}

// again says what becomes of an object whose operation has not been passed: what
// does not count and what may be tested again needs no repair, and at the end of
// the attempts neither does repeating help.
func (d *decider) again(o Object, st stage, operation string, outcome Outcome) string {
	tried, failed := d.tries(o, operation)
	if outcome == OutcomeFail {
		tried, failed = tried+1, failed+1
	}
	var op plant.Operation
	if i := slices.IndexFunc(st.route.Operations, func(op plant.Operation) bool { return op.Code == operation }); i >= 0 {
		op = st.route.Operations[i]
	}
	switch {
	case op.Attempts > 0 && tried >= op.Attempts:
		return "No attempt at " + operation + " is left: rework it, or have it decided."
	case outcome == OutcomeInvalid, failed <= op.Retests:
		return "Repeat " + operation + "."
	}
	return "Repair it and repeat " + operation + "."
}

// unmeasured lists the required characteristics of an operation that have no
// passing result in the object's present visit; also is a result of it that is
// not recorded yet.
func (d *decider) unmeasured(o Object, operation string, also ...Result) []string {
	st, ok := d.stageOf(o)
	if !ok {
		return nil
	}
	visit, _ := d.inWork(o)
	var missing []string
	for _, c := range st.recipe.characteristics(operation) {
		if !c.Required {
			continue
		}
		good := d.good(o, c.Code, operation, visit.Number, also...)
		switch wanted := max(1, c.Count); {
		case good >= wanted:
		case wanted == 1:
			missing = append(missing, first(c.Name, c.Code))
		default:
			missing = append(missing, strconv.Itoa(wanted-good)+" "+first(c.Name, c.Code))
		}
	}
	return missing
}

// good counts the places of an object at which a characteristic was measured
// well in a visit: of each place the last result counts. Results that name no
// place count each, as long as the last of them is good.
func (d *decider) good(o Object, characteristic, operation string, visit int, also ...Result) int {
	last, unplaced, n := map[string]Outcome{}, 0, 0
	for _, r := range append(d.s.results(o.ID), also...) {
		if r.Characteristic != characteristic || r.Operation != operation || r.Visit != visit || r.Outcome == OutcomeInvalid {
			continue
		}
		last[r.Position] = r.Outcome
		if r.Position == "" && r.Outcome == OutcomePass {
			unplaced++
		}
	}
	for position, outcome := range last {
		switch {
		case outcome != OutcomePass:
		case position == "":
			n += unplaced
		default:
			n++
		}
	}
	return n
}

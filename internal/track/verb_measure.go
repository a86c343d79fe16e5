package track

import (
	"slices"

	"github.com/tracewright/tracewright/internal/epcis"
	"github.com/tracewright/tracewright/internal/plant"
	"github.com/tracewright/tracewright/internal/uom"
)

// Measure records one measured value of an object. A value outside the limits
// is recorded and fails; it is no breach, since the limits are there to tell.
type Measure struct {
	Object         Ref     `json:"object,omitzero" doc:"a code, an identifier or the key of what is measured" eg:"SN000129" usual:"true"`
	Run            string  `json:"run,omitzero" doc:"number of a run, in place of an object: the value belongs to each object of the run" eg:"OVEN-17"`
	Characteristic string  `json:"characteristic" doc:"code of the characteristic, as in the plant definition" eg:"TORQUE"`
	Value          Decimal `json:"value" doc:"the measured value, in the unit of uom" eg:"5.02"`
	UoM            string  `json:"uom,omitzero" doc:"unit of the value, as a UN/ECE code; left out: that of the characteristic" eg:"NU"`
	Place          string  `json:"place,omitzero" doc:"where on the object it was measured" eg:"screw 3"`
	Equipment      Ref     `json:"equipment,omitzero" doc:"the tool or gauge" eg:"DRV-4"`
	Program        string  `json:"program,omitzero" doc:"program and version that it ran" eg:"TQ-2"`
	Invalid        bool    `json:"invalid,omitzero" doc:"whether the measurement was aborted and does not count" eg:"true"`
}

func (a Measure) decide(d *decider) {
	value, ok := ParseDecimal(string(a.Value))
	if !ok {
		d.bad("value", string(a.Value), "it is not a decimal number")
		return
	}
	r := Result{Characteristic: a.Characteristic, Value: value, UoM: a.UoM, Position: a.Place, Equipment: string(a.Equipment), Program: a.Program}
	d.results(a.Object, a.Run, r, func(r *Result, c *plant.Characteristic) {
		r.Outcome = OutcomePass
		if c != nil {
			r.Lower, r.Upper = c.Lower, c.Upper
			if r.UoM = first(r.UoM, c.UoM); r.UoM != c.UoM {
				d.bad("uom", r.UoM, c.Code+" is measured in "+first(c.UoM, "no unit")+", "+first(uom.Symbol(c.UoM), "a bare number"))
			}
		}
		if r.Lower != "" && compare(value, r.Lower) < 0 || r.Upper != "" && compare(value, r.Upper) > 0 {
			r.Outcome = OutcomeFail
		}
		if a.Invalid {
			r.Outcome = OutcomeInvalid
		}
	})
}

// Inspect records a judgement of an object by a person, a camera or a tester.
type Inspect struct {
	Object         Ref     `json:"object,omitzero" doc:"a code, an identifier or the key of what is judged" eg:"SN000129" usual:"true"`
	Run            string  `json:"run,omitzero" doc:"number of a run, in place of an object: the judgement is of each object of the run" eg:"OVEN-17"`
	Characteristic string  `json:"characteristic" doc:"code of the characteristic, as in the plant definition" eg:"LOOK"`
	Outcome        Outcome `json:"outcome" doc:"the judgement; an invalid one does not count" eg:"pass" enum:"pass,fail,invalid"`
	Text           string  `json:"text,omitzero" doc:"what was seen" eg:"scratch on the lid"`
	Place          string  `json:"place,omitzero" doc:"where on the object" eg:"lid"`
	Equipment      Ref     `json:"equipment,omitzero" doc:"the camera or tester" eg:"CAM-1"`
	Program        string  `json:"program,omitzero" doc:"program and version that it ran" eg:"LOOK-7"`
	// Attachments are files that were uploaded before.
	Attachments []string `json:"attachments,omitzero" doc:"photos and documents that show it, by the SHA-256 of each; they are uploaded first" eg:"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"`
}

func (a Inspect) decide(d *decider) {
	if !slices.Contains([]Outcome{OutcomePass, OutcomeFail, OutcomeInvalid}, a.Outcome) {
		d.bad("outcome", string(a.Outcome), "it is pass, fail or invalid")
		return
	}
	r := Result{Characteristic: a.Characteristic, Text: a.Text, Position: a.Place, Equipment: string(a.Equipment), Program: a.Program}
	d.results(a.Object, a.Run, r, func(r *Result, _ *plant.Characteristic) { r.Outcome = a.Outcome })
	d.attach(d.subject, a.Attachments)
}

// results records one result of an object, or of each object of a run.
func (d *decider) results(ref Ref, run string, r Result, judge func(*Result, *plant.Characteristic)) {
	if !d.identifier("characteristic", r.Characteristic) ||
		!d.texts("uom", r.UoM, "place", r.Position, "equipment", r.Equipment, "program", r.Program, "text", r.Text, "run", run) {
		return
	}
	if run != "" {
		d.resultOfRun(ref, run, r, judge)
		return
	}
	if o, ok := d.object(ref); ok {
		d.result(o, r, judge)
	}
}

// result records one result of an object at the operation it is in work at.
func (d *decider) result(o Object, r Result, judge func(*Result, *plant.Characteristic)) {
	d.subject = o.ID
	d.notHeld(o, BlockInspect)
	visit, working := d.inWork(o)
	if working {
		r.Operation, r.Visit = visit.Operation, visit.Number
	} else if d.station != nil && len(d.station.Operations) > 0 {
		r.Operation = d.station.Operations[0]
		if !d.report() { // a machine may measure what nobody has scanned in
			d.judge(plant.RuleRouteOrder, CodeNotInWork, o.ID, Evidence{"object": o.name(), "station": d.c.Station})
		}
	}
	if r.Object = o.ID; !d.measuresWith(o, &r, visit) {
		return
	}
	d.noRehit(o, r)
	if judge(&r, d.characteristic(o, r)); d.stopped() {
		return
	}
	d.fact(&Material{
		Shape: epcis.Object, Action: epcis.Observe, BizStep: epcis.StepInspecting, Items: []Item{d.as(o)}, Results: []Result{r},
	})
	text, next := o.name()+": "+r.Characteristic+" "+judged[r.Outcome]+".", ""
	if working {
		next = visit.whole()
		if missing := d.unmeasured(o, r.Operation, r); len(missing) > 0 {
			next = "Measure " + all(missing) + "."
		}
	}
	if r.Outcome == OutcomeFail {
		out := newFinding(CodeOutOfLimits, Evidence{
			"object": o.name(), "characteristic": r.Characteristic, "value": first(amount(r.Value, r.UoM), r.Text, "fail"),
			"limits": limits(r),
		})
		text, next, d.code = out.Text, out.Next, out.Code
	}
	d.permit(o.ID, text, next)
	d.info = Evidence{"outcome": string(r.Outcome), "characteristic": r.Characteristic}
}

var judged = map[Outcome]string{OutcomePass: "passes", OutcomeFail: "fails", OutcomeInvalid: "does not count"}

// characteristic finds what is measured in the plant definition.
func (d *decider) characteristic(o Object, r Result) *plant.Characteristic {
	st, ok := d.stageOf(o)
	if !ok {
		return nil
	}
	if _, _, ok := st.recipe.index.Operation(st.route.Code, r.Operation); !ok {
		return nil
	}
	var known []string
	for _, c := range st.recipe.characteristics(r.Operation) {
		if c.Code == r.Characteristic {
			return d.s.limitsNow(o, r.Operation, &c)
		}
		known = append(known, c.Code)
	}
	d.judge(plant.RuleLimits, CodeUnknownCheck, o.ID, Evidence{
		"characteristic": r.Characteristic, "station": first(d.c.Station, "no station"), "object": o.name(),
		"expected": first(join(known), "nothing"),
	})
	return nil
}

// limits words the limits that were applied.
func limits(r Result) string {
	switch {
	case r.Lower != "" && r.Upper != "":
		return string(r.Lower) + " to " + amount(r.Upper, r.UoM)
	case r.Lower != "":
		return "at least " + amount(r.Lower, r.UoM)
	case r.Upper != "":
		return "at most " + amount(r.Upper, r.UoM)
	}
	return "pass"
}

// noRehit judges that a place that was tightened well is not tightened again:
// a rehit on a tight joint shows a good value and proves nothing.
func (d *decider) noRehit(o Object, r Result) {
	op := d.operationOf(o, r.Operation)
	if op == nil || r.Position == "" {
		return
	}
	for _, c := range op.Characteristics {
		if c.Code != r.Characteristic || c.Count < 2 {
			continue
		}
		for _, before := range d.s.results(o.ID) {
			if before.Characteristic == r.Characteristic && before.Visit == r.Visit && before.Position == r.Position && before.Outcome == OutcomePass {
				d.judge(plant.RuleTightening, CodeRehit, o.ID, Evidence{"object": o.name(), "characteristic": r.Characteristic, "place": r.Position})
				return
			}
		}
	}
}

package track

import (
	"strconv"
	"strings"
	"time"

	"github.com/tracewright/tracewright/internal/plant"
)

// operationOf finds an operation on the route of an object; nil where there is
// none.
func (d *decider) operationOf(o Object, code string) *plant.Operation {
	st, ok := d.stageOf(o)
	if !ok {
		return nil
	}
	op, _, _ := st.recipe.index.Operation(st.route.Code, code)
	return op
}

// mayEnter judges the interlocks at the beginning of an operation.
func (d *decider) mayEnter(o Object, operation string) {
	d.noDefect(o)
	d.certified(o, operation)
	op := d.operationOf(o, operation)
	if op == nil {
		return
	}
	d.triesLeft(o, op)
	d.inTime(o, op)
	d.conditions(o, op, plant.GateEntry)
}

// mayLeave judges the interlocks at the good end of an operation.
func (d *decider) mayLeave(o Object, operation string) {
	d.noDefect(o)
	d.scannedBack(o)
	if op := d.operationOf(o, operation); op != nil {
		d.conditions(o, op, plant.GateExit)
	}
}

// noDefect judges that nobody has found a defect that is still to be decided.
func (d *decider) noDefect(o Object) {
	for _, f := range d.s.DefectsOf.Rows(o.ID) {
		if f.open() {
			d.judge(plant.RuleLimits, CodeOpenDefect, o.ID, Evidence{"object": o.name(), "defect": f.Code, "place": at(f.Position)})
			return
		}
	}
}

// triesLeft judges that an operation may be tried again.
func (d *decider) triesLeft(o Object, op *plant.Operation) {
	tried, failed := d.tries(o, op.Code)
	switch {
	case op.Attempts > 0 && tried >= op.Attempts:
		d.judge(plant.RuleAttempts, CodeNoAttempts, o.ID, Evidence{"object": o.name(), "operation": op.Code, "count": strconv.Itoa(op.Attempts)})
	case op.Retests > 0 && failed > op.Retests:
		d.judge(plant.RuleAttempts, CodeRepairFirst, o.ID, Evidence{"object": o.name(), "operation": op.Code, "count": strconv.Itoa(failed)})
	}
}

// tries counts the attempts at an operation, and those that failed. A rework
// voids the visits before it, so that they count no more.
func (d *decider) tries(o Object, operation string) (tried, failed int) {
	for _, v := range d.s.way(o.ID) {
		if v.Operation != operation {
			continue
		}
		switch v.Outcome {
		case OutcomePass:
			tried++
		case OutcomeFail:
			tried++
			failed++
		}
	}
	return tried, failed
}

// clock is the time by which rules go that speak of time: of a report when it
// happened, of anything else the clock of the server.
func (d *decider) clock() Micros {
	if d.report() {
		return d.now
	}
	return d.t.Now
}

// inTime judges the times to keep since other operations ended.
func (d *decider) inTime(o Object, op *plant.Operation) {
	now := d.clock()
	for _, since := range op.Since {
		ended := Micros(0)
		for _, v := range d.s.way(o.ID) {
			if v.Operation == since.Operation && v.Outcome == OutcomePass {
				ended = v.Ended
			}
		}
		if ended == 0 {
			continue
		}
		evidence := Evidence{"object": o.name(), "operation": op.Code, "since": since.Operation, "time": span(now - ended)}
		if least, ok := since.Min.Micros(); ok && now-ended < Micros(least) {
			evidence["limit"], evidence["wait"] = span(Micros(least)), span(ended+Micros(least)-now)
			d.judge(plant.RuleTimeSince, CodeTooEarly, o.ID, evidence)
		}
		if most, ok := since.Max.Micros(); ok && now-ended > Micros(most) {
			evidence["limit"] = span(Micros(most))
			d.judge(plant.RuleTimeSince, CodeTooLate, o.ID, evidence)
		}
	}
}

// span words a length of time: "2h5m"; from two days on, in days and hours.
func span(t Micros) string {
	const hour = 3_600_000_000
	if t >= 48*hour {
		hours := (t + hour/2) / hour
		text := strconv.FormatInt(int64(hours/24), 10) + "d"
		if hours%24 != 0 {
			text += strconv.FormatInt(int64(hours%24), 10) + "h"
		}
		return text
	}
	text := (time.Duration(t) * time.Microsecond).Round(time.Second).String()
	for _, nothing := range []string{"m0s", "h0m"} {
		if strings.HasSuffix(text, nothing) {
			text = strings.TrimSuffix(text, nothing[1:])
		}
	}
	return text
}

// conditions judges what the plant definition asks for besides.
func (d *decider) conditions(o Object, op *plant.Operation, gate plant.Gate) {
	st, _ := d.stageOf(o)
	tests := st.recipe.index.Conditions(op, gate)
	if len(tests) == 0 {
		return
	}
	env := d.environment(o, op)
	for _, test := range tests {
		holds, err := test.Holds(env)
		if holds {
			continue
		}
		text := first(test.Text, test.Code+" is not met")
		if err != nil {
			text += " (it cannot be judged)"
		}
		d.judge(plant.RuleCondition, CodeCondition, o.ID, Evidence{
			"object": o.name(), "condition": test.Code, "text": strings.TrimSuffix(text, "."), "next": first(test.Next, "Ask the process engineer."),
		})
	}
}

// environment is what a condition may ask.
func (d *decider) environment(o Object, op *plant.Operation) *plant.Env {
	env := &plant.Env{
		Object: plant.EnvObject{
			Name: o.name(), Kind: string(o.Kind), Part: o.Part, Revision: o.Revision, Maker: o.Maker, Order: o.Order, Quantity: float(o.Quantity),
		},
		Operation: op.Code, Attempt: d.nextVisit(o, op.Code).Attempt, Position: d.c.Position, Results: map[string]plant.EnvResult{},
	}
	if station, line, area, ok := d.s.Plant.Station(d.c.Station); ok {
		env.Station, env.Line, env.Area = station.Code, line.Code, area.Code
	}
	if st, ok := d.stageOf(o); ok {
		for _, before := range st.route.Operations {
			if st.passed[before.Code] {
				env.Passed = append(env.Passed, before.Code)
			}
		}
	}
	for _, r := range append(d.s.inherited(o.ID), d.s.results(o.ID)...) {
		last := env.Results[r.Characteristic]
		env.Results[r.Characteristic] = plant.EnvResult{Value: float(r.Value), UoM: r.UoM, Outcome: string(r.Outcome), Count: last.Count + 1}
	}
	for _, edge := range d.s.Contents.Rows(o.ID) {
		if edge.Kind != EdgeInstalled && edge.Kind != EdgeConsumed || len(env.Inside) == plant.MaxInside {
			continue
		}
		c, _ := d.s.Objects.Get(edge.Child)
		env.Inside = append(env.Inside, plant.EnvComponent{Name: c.name(), Part: c.Part, Revision: c.Revision, Maker: c.Maker, Line: edge.BOMLine})
	}
	return env
}

// at words a place within an object, as the end of a phrase.
func at(position string) string {
	if position == "" {
		return ""
	}
	return " at " + position
}

// float is the float nearest to a decimal; 0 where none is given.
func float(d Decimal) float64 {
	f, _ := strconv.ParseFloat(string(d), 64)
	return f
}

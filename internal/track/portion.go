package track

import (
	"slices"
	"strconv"

	"github.com/tracewright/tracewright/internal/epcis"
	"github.com/tracewright/tracewright/internal/plant"
)

// Fate is what became of a part of a lot at an operation.
type Fate string

// The fates of a portion.
const (
	FateGood   Fate = "good"
	FateScrap  Fate = "scrap"
	FateRework Fate = "rework" // to be done again
)

// Portion is a quantity of a lot, and what became of it at an operation.
type Portion struct {
	Outcome  Fate    `json:"outcome" doc:"what became of it" eg:"scrap" enum:"good,scrap,rework"`
	Quantity Decimal `json:"quantity" doc:"how much, in the unit of the lot" eg:"10"`
	Reason   string  `json:"reason,omitzero" doc:"why; needed for scrap and rework" eg:"chatter marks"`
	Number   string  `json:"number,omitzero" doc:"number of the lot that it becomes, where it parts from the rest; left out: the lot's number and a suffix" eg:"T-100-1"`
}

// count judges what became of a lot's quantities, and completes its operation
// with them.
func (a *Complete) count(d *decider, o Object) {
	d.subject = o.ID
	if a.Outcome != "" || a.Reason != "" {
		d.bad("outcome", string(a.Outcome), "the quantities say how it ended, and why")
		return
	}
	tally, ok := d.tally(o, a.Quantities)
	if !ok {
		return
	}
	if o.Kind != KindLot && a.Partial {
		d.bad("partial", "true", o.name()+" is one "+string(o.Kind))
		return
	}
	if o.Kind != KindLot {
		d.completeOne(o, a.Quantities[0])
		return
	}
	total := add(add(tally.Good, tally.Scrap), tally.Rework)
	if in := counted(o); o.Known && (compare(total, in) == 0) == a.Partial {
		d.judge(plant.RuleQuantity, CodeQuantities, o.ID, Evidence{"object": o.name(), "in": amount(Decimal(first(string(in), "0")), o.UoM), "total": string(total)})
	}
	if a.Partial {
		a.moveOn(d, o, tally)
		return
	}
	outcome, reason := OutcomePass, ""
	if sign(tally.Good) == 0 {
		outcome, reason = OutcomeFail, a.reasons()
	}
	d.scrapOf(o, a.Quantities)
	again := ""
	if outcome == OutcomePass {
		again = d.reworkOf(o, a.Quantities)
	}
	d.depart(o, departure{outcome: outcome, reason: reason, tally: tally})
	d.what = sentences(d.what, again)
}

// tally checks portions and adds them up.
func (d *decider) tally(o Object, portions []Portion) (Tally, bool) {
	t := Tally{In: counted(o), Good: "0", Scrap: "0", Rework: "0"}
	if len(portions) == 0 || len(portions) > maxMade {
		d.bad("quantities", strconv.Itoa(len(portions)), "give from 1 to "+strconv.Itoa(maxMade)+" of them")
		return t, false
	}
	into := map[Fate]*Decimal{FateGood: &t.Good, FateScrap: &t.Scrap, FateRework: &t.Rework}
	for i := range portions {
		p := &portions[i]
		sum, known := into[p.Outcome]
		switch {
		case !known:
			d.bad("outcome", string(p.Outcome), "it is good, scrap or rework")
		case p.Outcome == FateGood && sign(*sum) != 0:
			d.bad("quantities", string(FateGood), "what is good is given once")
		case p.Outcome != FateGood && p.Reason == "":
			d.bad("reason", "", "say why it is "+string(p.Outcome))
		case p.Outcome == FateScrap && p.Number != "":
			d.bad("number", p.Number, "what is scrapped becomes no lot")
		default:
			if d.texts("reason", p.Reason, "number", p.Number) && d.quantity("quantity of "+string(p.Outcome), &p.Quantity) {
				*sum = add(*sum, p.Quantity)
			}
		}
		if d.stopped() {
			return t, false
		}
	}
	return t, true
}

// completeOne completes the operation of what is one thing.
func (d *decider) completeOne(o Object, p Portion) {
	if _, ok := d.take(o, p.Quantity); !ok {
		return
	}
	outcome := OutcomeFail
	if p.Outcome == FateGood {
		outcome = OutcomePass
	}
	d.depart(o, departure{outcome: outcome, reason: p.Reason})
	if p.Outcome == FateScrap {
		d.scrapOf(o, []Portion{p})
	}
}

// moveOn lets what is done of a lot leave its operation as a lot of its own,
// while the rest stays in work.
func (a *Complete) moveOn(d *decider, o Object, tally Tally) {
	if sign(tally.Good) == 0 {
		d.bad("partial", "true", "nothing is good that could move on; what is bad is scrapped with scrap, or stays in work")
		return
	}
	d.scrapOf(o, a.Quantities)
	again := d.reworkOf(o, a.Quantities)
	good := a.Quantities[slices.IndexFunc(a.Quantities, func(p Portion) bool { return p.Outcome == FateGood })]
	part, ok := d.partOff(o, good)
	if !ok {
		return
	}
	tally.In = add(add(tally.Good, tally.Scrap), tally.Rework)
	d.depart(o, departure{outcome: OutcomePass, tally: tally, part: &part})
	d.what = amount(good.Quantity, o.UoM) + " of " + o.name() + " move on as lot " + part.name() + "."
	d.what = sentences(d.what, again)
}

// scrapOf books what is scrapped, each portion with its reason.
func (d *decider) scrapOf(o Object, portions []Portion) {
	for _, p := range portions {
		if p.Outcome != FateScrap {
			continue
		}
		d.notHeld(o, BlockScrap)
		it := Item{Object: o.ID}
		if o.Kind == KindLot {
			it, _ = d.take(o, p.Quantity)
		}
		d.fact(&Material{
			Shape: epcis.Object, Action: epcis.Delete, BizStep: epcis.StepDestroying, Disposition: destroyed(it),
			Items: []Item{it}, Reason: p.Reason,
		})
	}
}

// reworkOf makes lots of what is to be done again, each portion with its reason:
// the attempt has failed for it. It says which.
func (d *decider) reworkOf(o Object, portions []Portion) (text string) {
	for _, p := range portions {
		if p.Outcome != FateRework {
			continue
		}
		lot, ok := d.partOff(o, p)
		if !ok {
			return text
		}
		text = sentences(text, "Lot "+lot.name()+", "+amount(p.Quantity, o.UoM)+", is to be done again.")
		v, working := d.inWork(o)
		if !working {
			v = d.nextVisit(o, d.anyOperation())
		}
		out := departure{outcome: OutcomeFail, part: &lot}
		d.fact(&Material{
			Shape: epcis.Object, Action: epcis.Observe, BizStep: epcis.StepDeparting, Disposition: epcis.DispNonConformant,
			Items: []Item{d.as(lot)}, Reason: p.Reason, Visit: out.mark(o, v),
		})
	}
	return text
}

// partOff makes a lot of a portion of another one.
func (d *decider) partOff(o Object, p Portion) (Object, bool) {
	if p.Number == "" {
		p.Number = d.suffixed(o.name())
	} else if !d.unused(p.Number) {
		return Object{}, false
	}
	if !d.identifier("number", p.Number) {
		return Object{}, false
	}
	it, ok := d.take(o, p.Quantity)
	if !ok {
		return Object{}, false
	}
	lot := o
	lot.ID, lot.Name, lot.Quantity, lot.Visit = d.mint(), p.Number, p.Quantity, 0
	m := &Material{
		Shape: epcis.Transformation, BizStep: epcis.StepCreatingClassInstance, Disposition: epcis.DispInProgress,
		Edge: EdgeSplit, Order: o.Order, Items: []Item{it}, Outputs: []Item{{Object: lot.ID, Quantity: p.Quantity, UoM: it.UoM, Second: it.Second, SecondUoM: it.SecondUoM}},
		Reason: p.Reason,
		Declared: []Declared{{
			Object: lot.ID, Kind: KindLot, Part: o.Part, Revision: o.Revision, Maker: o.Maker, UoM: o.UoM,
			Identifiers: []NewIdent{{Scheme: SchemeLot, Issuer: o.Maker, Value: p.Number}},
		}},
	}
	d.passOn(m, o)
	d.fact(m)
	return lot, true
}

// suffixed makes a new number of an old one: "T-100-1". It looks at several at
// once, since each look at the views takes its time.
func (d *decider) suffixed(name string) string {
	const several = 16
	for n := 1; ; n += several {
		free := ""
		for i := n + several - 1; i >= n; i-- {
			number := name + "-" + strconv.Itoa(i)
			if len(d.s.Named.Rows(number)) == 0 && !d.declares(number) {
				free = number
			}
		}
		if free != "" {
			return free
		}
	}
}

// declares reports whether a fact of the command gives a number to something.
func (d *decider) declares(number string) bool {
	for _, f := range d.facts {
		m, _ := f.(*Material)
		for i := 0; m != nil && i < len(m.Declared); i++ {
			if slices.ContainsFunc(m.Declared[i].Identifiers, func(id NewIdent) bool { return id.Value == number }) {
				return true
			}
		}
	}
	return false
}

// reasons joins the reasons of portions.
func (a *Complete) reasons() string {
	var reasons []string
	for _, p := range a.Quantities {
		if p.Reason != "" && !slices.Contains(reasons, p.Reason) {
			reasons = append(reasons, p.Reason)
		}
	}
	return all(reasons)
}

// leaves is what leaves the operation that an object is in work at.
func (out *departure) leaves(o Object) Object {
	if out.part != nil {
		return *out.part
	}
	return o
}

// products is how many products leave the operation.
func (d *decider) products(o Object, out departure) Decimal {
	if out.part != nil {
		return out.tally.In
	}
	if n := len(d.livePositions(o)); n > 1 {
		return Decimal(strconv.Itoa(n))
	}
	return products(o)
}

// mark ends the visit of an object, or tells that of the part that leaves alone.
func (out *departure) mark(o Object, v Visit) *VisitMark {
	m := &VisitMark{
		Object: o.ID, Number: v.Number, Operation: v.Operation, Attempt: v.Attempt, Ends: true, Outcome: out.outcome, Tally: out.tally,
		Equipment: out.used,
	}
	if out.part != nil {
		m.Object, m.Number, m.Begun = out.part.ID, 1, v.Started
		for _, u := range v.Equipment { // it was worked on with all of it
			m.Equipment = append(m.Equipment, Used{Equipment: u.Equipment, Program: u.Program})
		}
	}
	return m
}

// counted is the quantity of a lot; empty for what is one thing, and where the
// books know of none.
func counted(o Object) Decimal {
	if o.Kind != KindLot || sign(o.Quantity) <= 0 {
		return ""
	}
	return o.Quantity
}

// wholly is the tally of a visit at whose end nothing was counted.
func wholly(o Object, outcome Outcome) Tally {
	t := Tally{In: counted(o)}
	switch outcome {
	case OutcomePass:
		t.Good = t.In
	case OutcomeFail:
		t.Rework = t.In
	}
	return t
}

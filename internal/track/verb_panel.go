package track

import (
	"math"
	"slices"
	"strconv"

	"github.com/tracewright/tracewright/internal/epcis"
	"github.com/tracewright/tracewright/internal/plant"
)

// crossedOut is the characteristic under which the results of a panel tell that
// a position of it is bad.
const crossedOut = "crossed-out"

// CrossOut marks positions of a panel as bad: no unit is made of them when it is
// parted.
type CrossOut struct {
	Object    Ref      `json:"object" doc:"a code, an identifier or the key of the panel" eg:"PN-17"`
	Positions []string `json:"positions" doc:"the positions, counted from 1" eg:"2,3"`
	Reason    string   `json:"reason" doc:"what is wrong with them" eg:"bridge at U4"`
}

func (a CrossOut) decide(d *decider) {
	o, ok := d.object(a.Object, KindUnit)
	if !ok || !d.identifier("reason", a.Reason) {
		return
	}
	d.subject = o.ID
	if len(a.Positions) == 0 || len(a.Positions) > maxMade {
		d.bad("positions", strconv.Itoa(len(a.Positions)), "name from 1 to "+strconv.Itoa(maxMade))
		return
	}
	d.available(o)
	d.notHeld(o, BlockInspect)
	live := d.livePositions(o)
	visit, _ := d.inWork(o)
	m := &Material{Shape: epcis.Object, Action: epcis.Observe, BizStep: epcis.StepInspecting, Items: []Item{d.as(o)}, Reason: a.Reason}
	for _, position := range a.Positions {
		if !d.identifier("position", position) {
			return
		}
		if !slices.Contains(live, position) {
			d.mistake(CodePanelPosition, o.ID, Evidence{"object": o.name(), "position": position, "live": first(all(live), "none")})
		}
		live = slices.DeleteFunc(live, func(p string) bool { return p == position })
		m.Results = append(m.Results, Result{
			Object: o.ID, Characteristic: crossedOut, Position: position, Outcome: OutcomeFail, Text: a.Reason,
			Operation: visit.Operation, Visit: visit.Number,
		})
	}
	d.fact(m)
	d.permit(o.ID, o.name()+": "+all(a.Positions)+" crossed out.", "Good positions left: "+first(all(live), "none")+".")
}

// livePositions are the positions of a panel that are not crossed out; none for
// what is no panel.
func (d *decider) livePositions(o Object) []string {
	var live []string
	for n := range d.panel(o) {
		live = append(live, strconv.Itoa(n+1))
	}
	for _, r := range d.s.results(o.ID) {
		if r.Characteristic == crossedOut {
			live = slices.DeleteFunc(live, func(p string) bool { return p == r.Position })
		}
	}
	return live
}

// panel is how many positions a panel has: a unit of a part that is made in
// panels, as long as it is not one of the pieces. It is 0 for anything else.
func (d *decider) panel(o Object) int {
	made, known := d.recipe(o)
	if !known || o.Kind != KindUnit || made.part.Panel.Positions == 0 {
		return 0
	}
	if _, parted := d.s.partedFrom(o.ID); parted {
		return 0
	}
	return made.part.Panel.Positions
}

// PartPanel makes units of the live positions of a panel. Where the panel is in
// work, its operation is completed with that.
type PartPanel struct {
	Object  Ref      `json:"object" doc:"a code, an identifier or the key of the panel" eg:"PN-17"`
	Serials []string `json:"serials,omitzero" doc:"serial numbers of the units, in the order of the positions that are not crossed out; left out: made by the pattern of the part" eg:"SN000129,SN000130"`
}

func (a PartPanel) decide(d *decider) {
	o, ok := d.object(a.Object, KindUnit)
	if !ok {
		return
	}
	d.subject = o.ID
	live := d.livePositions(o)
	if d.panel(o) == 0 || len(live) == 0 {
		d.mistake(CodeNoPanel, o.ID, Evidence{"object": o.name(), "part": first(o.Part, "no part")})
		return
	}
	if len(a.Serials) > 0 && len(a.Serials) != len(live) {
		d.bad("serials", strconv.Itoa(len(a.Serials)), "positions "+all(live)+" are live: give "+strconv.Itoa(len(live)))
		return
	}
	if _, working := d.inWork(o); working {
		d.complete(o, OutcomePass, "")
	} else {
		d.available(o)
		d.notHeld(o, BlockAdvance)
	}
	d.free(o)
	for _, v := range d.s.visits(o.ID) {
		if v.Ended == 0 && d.c.Station != "" && v.Station != d.c.Station {
			d.judge(plant.RuleRouteOrder, CodeInWork, o.ID, Evidence{"object": o.name(), "station": v.Station})
		}
	}
	a.part(d, o, live)
}

// part makes the units.
func (a *PartPanel) part(d *decider, o Object, live []string) {
	m := &Material{
		Shape: epcis.Transformation, BizStep: epcis.StepCommissioning, Disposition: epcis.DispInProgress,
		Edge: EdgeSplit, Order: o.Order, Items: []Item{{Object: o.ID}},
	}
	serials := a.Serials
	if len(serials) == 0 {
		var ok bool
		if serials, ok = d.nextSerials(m, o.Part, o.Revision, len(live)); !ok {
			return
		}
	}
	seen := map[string]bool{}
	for i, serial := range serials {
		id, ok := d.newUnit(m, o.Part, o.Revision, first(o.Maker, d.site()), serial, seen[serial])
		if !ok {
			return
		}
		d.byPattern(id, o.Part, o.Revision, serial)
		seen[serial] = true
		m.Outputs = append(m.Outputs, Item{Object: id, Position: live[i]})
	}
	d.passOn(m, o)
	d.fact(m)
	d.permit(o.ID, o.name()+" is parted into "+serials[0]+more(len(serials))+".", d.next)
}

// inherited are the results of what a unit was parted from that are its own too:
// of the whole panel, and of its position, as far as they were known before.
func (s *State) inherited(id ObjectID) []Result {
	from, parted := s.partedFrom(id)
	if !parted {
		return nil
	}
	gone := s.disowned(id, math.MaxInt64)
	whose := s.VisitsOf.Rows(from.Child)
	return slices.DeleteFunc(s.results(from.Child), func(r Result) bool {
		if slices.ContainsFunc(whose, func(v Visit) bool { return v.Number == r.Visit && gone[v.StartSeq] }) {
			return true
		}
		elsewhere := r.Position != "" && from.Position != "" && r.Position != from.Position
		return elsewhere || later(r.OccurredAt, r.Entry, from.OccurredFrom, from.Entry)
	})
}

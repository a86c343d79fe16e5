package track

import (
	"slices"
	"strconv"

	"github.com/tracewright/tracewright/internal/epcis"
)

// ReportDefect says that something is wrong with an object. It goes no further
// until a decision is made.
type ReportDefect struct {
	Object   Ref     `json:"object" doc:"what is wrong: a code, an identifier or the key" eg:"SN000129"`
	Defect   string  `json:"defect" doc:"code of the defect" eg:"SCRATCH"`
	Place    string  `json:"place,omitzero" doc:"where on the object" eg:"R12"`
	Text     string  `json:"text,omitzero" doc:"what was seen" eg:"2 mm, beside the logo"`
	Quantity Decimal `json:"quantity,omitzero" doc:"how much of a lot; left out: all of it" eg:"3"`
	// Attachments are files that were uploaded before.
	Attachments []string `json:"attachments,omitzero" doc:"photos and documents that show it, by the SHA-256 of each; they are uploaded first" eg:"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"`
}

func (a ReportDefect) decide(d *decider) {
	o, ok := d.object(a.Object)
	if !ok || !d.identifier("defect", a.Defect) || !d.texts("place", a.Place, "text", a.Text) {
		return
	}
	d.subject = o.ID
	if a.Quantity != "" && !d.quantity("quantity", &a.Quantity) {
		return
	}
	name := a.Defect
	if d.s.Plant != nil && len(d.s.Plant.Definition().Defects) > 0 {
		known, ok := d.s.Plant.Defect(a.Defect)
		if !ok {
			d.mistake(CodeUnknownDefect, o.ID, Evidence{"defect": a.Defect, "known": d.knownDefects()})
		} else {
			name = first(known.Name, known.Code)
		}
	}
	found := FoundDefect{Object: o.ID, Code: a.Defect, Position: a.Place, Text: a.Text, Quantity: a.Quantity}
	if visit, working := d.inWork(o); working {
		found.Operation, found.Visit = visit.Operation, visit.Number
	}
	d.fact(&Material{
		Shape: epcis.Object, Action: epcis.Observe, BizStep: epcis.StepInspecting, Disposition: epcis.DispNonConformant,
		Items: []Item{d.as(o)}, Defects: []FoundDefect{found},
	})
	d.attach(o.ID, a.Attachments)
	d.permit(o.ID, o.name()+" has a defect: "+name+at(a.Place)+".", "Rework it, scrap it, or have it decided.")
}

// knownDefects lists the codes of defects, as far as they fit a sentence.
func (d *decider) knownDefects() string {
	var codes []string
	for _, f := range d.s.Plant.Definition().Defects {
		if codes = append(codes, f.Code); len(codes) == 20 {
			break
		}
	}
	return join(codes)
}

// Disposition is the quality disposition of an object: what becomes of it. It answers
// all of its open defects.
type Disposition struct {
	Object   Ref      `json:"object" doc:"a code, an identifier or the key" eg:"SN000129"`
	Decision Decision `json:"decision" doc:"what becomes of it" eg:"use-as-is" enum:"use-as-is,rework,scrap,return,no-defect"`
	Rework   string   `json:"rework,omitzero" doc:"for rework: code of the rework on the route of the part" eg:"RW-SEAL"`
	Reason   string   `json:"reason" doc:"why" eg:"cosmetic, as in the agreed sample"`
	// Attachments are files that were uploaded before.
	Attachments []string `json:"attachments,omitzero" doc:"photos and documents that it rests on, by the SHA-256 of each; they are uploaded first" eg:"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"`
}

func (a Disposition) decide(d *decider) {
	o, ok := d.object(a.Object)
	if !ok || !d.identifier("reason", a.Reason) || !d.texts("rework", a.Rework) {
		return
	}
	d.subject = o.ID
	if !slices.Contains([]Decision{DecideUse, DecideRework, DecideScrap, DecideReturn, DecideNone}, a.Decision) {
		d.bad("decision", string(a.Decision), "it is use-as-is, rework, scrap, return or no-defect")
		return
	}
	entries := d.openDefects(o)
	if len(entries) == 0 {
		d.mistake(CodeNoDefect, o.ID, Evidence{"object": o.name()})
	}
	m := &Material{
		Shape: epcis.Object, Action: epcis.Observe, BizStep: epcis.StepInspecting, Items: []Item{d.as(o)}, Reason: a.Reason,
		Decided: &Decided{Decision: a.Decision, Entries: entries},
	}
	text, next := o.name()+": "+string(a.Decision)+".", ""
	switch a.Decision {
	case DecideUse, DecideNone:
		m.Disposition, next = epcis.DispConformant, "It may go on."
	case DecideReturn:
		m.Disposition, next = epcis.DispNonSellableOther, "Ship it back to its supplier."
	case DecideRework:
		next = d.rework(o, m, a.Rework, "")
	case DecideScrap:
		it, ok := d.take(o, "")
		if !ok {
			return
		}
		d.available(o)
		d.notHeld(o, BlockScrap)
		m.Action, m.BizStep, m.Disposition, m.Items = epcis.Delete, epcis.StepDestroying, destroyed(it), []Item{it}
		next = "Mark it so that nobody can use it."
	}
	if d.stopped() {
		return
	}
	d.fact(m)
	d.attach(o.ID, a.Attachments)
	d.permit(o.ID, text, next)
}

// openDefects lists the entries of the defects of an object that are open.
func (d *decider) openDefects(o Object) []int64 {
	var entries []int64
	for _, f := range d.s.DefectsOf.Rows(o.ID) {
		if f.open() && !slices.Contains(entries, f.Entry) {
			entries = append(entries, f.Entry)
		}
	}
	return entries
}

// Rework sends an object back into its route: it says where it enters again, and
// what of its results no longer stands. It answers the open defects.
type Rework struct {
	Object Ref    `json:"object" doc:"a code, an identifier or the key" eg:"SN000129"`
	Rework string `json:"rework,omitzero" doc:"code of the rework on the route of the part" eg:"RW-SEAL"`
	Enter  string `json:"enter,omitzero" doc:"operation at which it goes on, where no rework is named; what it passed from there on no longer stands" eg:"PREP"`
	Reason string `json:"reason" doc:"what is done" eg:"seal changed"`
}

func (a Rework) decide(d *decider) {
	o, ok := d.object(a.Object, KindUnit, KindLot)
	if !ok || !d.identifier("reason", a.Reason) || !d.texts("rework", a.Rework, "enter", a.Enter) {
		return
	}
	d.subject = o.ID
	d.available(o)
	d.notHeld(o, BlockRework)
	m := &Material{
		Shape: epcis.Object, Action: epcis.Observe, Items: []Item{d.as(o)}, Reason: a.Reason,
		Decided: &Decided{Decision: DecideRework, Entries: d.openDefects(o)},
	}
	next := d.rework(o, m, a.Rework, a.Enter)
	if d.stopped() {
		return
	}
	d.fact(m)
	d.permit(o.ID, o.name()+" is in rework: "+a.Reason+".", next)
}

// rework fills in what a rework voids, and says where the object goes on.
func (d *decider) rework(o Object, m *Material, code, enter string) (next string) {
	m.BizStep, m.Disposition = epcis.StepRepairing, epcis.DispInProgress
	undone := map[string]bool{}
	st, routed := d.stageOf(o)
	if routed && code != "" {
		known, ok := st.recipe.index.Rework(st.route.Code, code)
		if !ok {
			d.mistake(CodeUnknownRework, o.ID, Evidence{"rework": code, "route": st.route.Code, "known": first(join(reworksOf(st)), "none")})
			return ""
		}
		enter = known.Enter
		for _, operation := range known.Voids {
			undone[operation] = true
		}
	}
	if enter == "" {
		d.bad("rework", "", "name a rework of the route, or the operation at which it enters again")
		return ""
	}
	undone[enter] = true
	if routed && code == "" {
		from := slices.IndexFunc(st.route.Operations, st.is(enter))
		if from < 0 {
			d.mistake(CodeUnknownRework, o.ID, Evidence{"rework": enter, "route": st.route.Code, "known": first(join(reworksOf(st)), "none")})
			return ""
		}
		for _, op := range st.route.Operations[from:] {
			undone[op.Code] = true
		}
	}
	for _, v := range d.s.way(o.ID) {
		switch {
		case !undone[v.Operation]:
			continue
		case v.Object != o.ID:
			own := Disowned{Of: v.Object, Visit: v.Number, Number: d.s.lastVisit(o.ID) + len(m.Disowned) + 1}
			m.Disowned = append(m.Disowned, own)
			v.Number = own.Number
		}
		m.Voids = append(m.Voids, v.Number)
	}
	at := ""
	if d.s.Plant != nil {
		at = d.stationsFor(enter)
	}
	return "Back to " + enter + at + "; " + strconv.Itoa(len(m.Voids)) + " earlier passes no longer stand."
}

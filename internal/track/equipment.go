package track

import (
	"slices"
	"strconv"

	"github.com/tracewright/tracewright/internal/plant"
)

// Used is a piece of equipment that a visit was made with.
type Used struct {
	Equipment string `json:"equipment"`        // its code
	Program   string `json:"program,omitzero"` // that it ran, with its version
	Entry     int64  `json:"entry,omitzero"`   // that tells of it; left out in a fact, which is that entry
}

// maxUsed bounds the pieces of equipment that one command names.
const maxUsed = 100

// tool is a piece of equipment that a command speaks of.
type tool struct {
	code, program string
	object        Object           // zero where nobody has made it one
	judged        bool             // for itself; a run has many objects
	defined       *plant.Equipment // nil where the plant definition has it not
}

// is reports whether the piece is what an operation asks for: a code, or a kind.
func (p *tool) is(wanted string) bool {
	return p.code == wanted || p.defined != nil && string(p.defined.Kind) == wanted
}

// takes notes the equipment that a command names, and the program that it ran.
func (d *decider) takes(refs []Ref, program string) bool {
	if len(refs) > maxUsed {
		d.bad("equipment", strconv.Itoa(len(refs)), "at most "+strconv.Itoa(maxUsed)+" pieces")
		return false
	}
	if !d.texts("program", program) {
		return false
	}
	for _, ref := range refs {
		if !d.pick(ref) {
			return false
		}
	}
	d.program = program
	return true
}

// pick notes one piece of equipment, once.
func (d *decider) pick(ref Ref) bool {
	p, ok := d.toolNamed(ref)
	if ok && !slices.ContainsFunc(d.tools, func(other tool) bool { return other.code == p.code }) {
		d.tools = append(d.tools, p)
	}
	return ok
}

// toolNamed finds the equipment that a reference means. What nobody knows is kept
// as it was named; a plant that defines its equipment has that judged.
func (d *decider) toolNamed(ref Ref) (tool, bool) {
	text := ref.clean()
	if !d.identifier("equipment", text) {
		return tool{}, false
	}
	p := tool{code: text}
	found := slices.DeleteFunc(d.find(ref), func(o Object) bool { return o.Kind != KindEquipment && o.Kind != KindCarrier })
	if len(found) > 1 && !d.report() {
		d.choose(text, found)
		return p, false
	}
	if len(found) == 1 {
		p.object, p.code = found[0], d.s.equipmentCode(found[0])
	}
	if d.s.Plant == nil {
		return p, true
	}
	p.defined, _ = d.s.Plant.Equipment(p.code)
	if all := d.s.Plant.Definition().Equipment; p.defined == nil && p.object.ID == "" && len(all) > 0 {
		d.judge(plant.RuleCalibrated, CodeUnknownTool, "", Evidence{"equipment": text})
	}
	return p, true
}

// equipmentCode is the code that the plant definition knows a piece of equipment
// by, else what people call it.
func (s *State) equipmentCode(o Object) string {
	for _, n := range s.names(o.ID) {
		if n.ValidTo == 0 && (n.Scheme == SchemeEquipment || n.Scheme == SchemeCarrier) {
			return n.Value
		}
	}
	return o.name()
}

// equipped judges the equipment that an operation begins with: what is named,
// and what it asks for besides.
func (d *decider) equipped(o Object, operation string) []Used {
	if op := d.operationOf(o, operation); op != nil {
		for _, wanted := range op.Equipment {
			d.atHand(o, op, wanted)
		}
	}
	return d.worksWith(o)
}

// completesWith judges the equipment that an operation ends with: what is named,
// and where nothing tells of its beginning what it asks for besides.
func (d *decider) completesWith(o Object, v Visit, begun bool) []Used {
	if begun {
		return d.worksWith(o)
	}
	return d.equipped(o, v.Operation)
}

// atHand takes what an operation asks for from the station, if one piece only
// stands there that it can be, and judges that it is there.
func (d *decider) atHand(o Object, op *plant.Operation, wanted string) {
	if slices.ContainsFunc(d.tools, func(p tool) bool { return p.is(wanted) }) {
		return
	}
	var here []string
	if d.station != nil {
		for _, code := range d.station.Equipment {
			if e, ok := d.s.Plant.Equipment(code); ok && (code == wanted || string(e.Kind) == wanted) {
				here = append(here, code)
			}
		}
	}
	if len(here) == 1 {
		d.pick(Ref(here[0]))
		return
	}
	d.judge(plant.RuleCalibrated, CodeNoTool, o.ID, Evidence{
		"operation": first(op.Name, op.Code), "wanted": wanted, "choices": first(join(here), "any "+wanted),
	})
}

// worksWith judges each piece of equipment that the command has, and tells what
// a visit keeps of them.
func (d *decider) worksWith(o Object) []Used {
	if len(d.tools) > 0 {
		d.runs()
	} else if d.program != "" {
		d.mistake(CodeBadValue, o.ID, Evidence{"field": "program", "value": d.program, "problem": "say which equipment ran it"})
	}
	var used []Used
	for i := range d.tools {
		d.ready(&d.tools[i], o)
		used = append(used, Used{Equipment: d.tools[i].code, Program: d.tools[i].program})
	}
	return used
}

// runs gives the program to the piece that runs it: one that knows it, else one
// that knows which it may run, else the first.
func (d *decider) runs() {
	best := slices.IndexFunc(d.tools, func(p tool) bool { return p.defined != nil && slices.Contains(p.defined.Programs, d.program) })
	if best < 0 {
		best = slices.IndexFunc(d.tools, func(p tool) bool { return p.defined != nil && len(p.defined.Programs) > 0 })
	}
	if d.program != "" {
		d.tools[max(best, 0)].program = d.program
	}
}

// ready judges that an object may be worked on or measured with a piece of
// equipment.
func (d *decider) ready(p *tool, o Object) {
	if !p.judged {
		p.judged = true
		d.fit(p)
	}
	if p.defined == nil {
		return
	}
	if parts := p.defined.Parts; o.Part != "" && len(parts) > 0 && !slices.Contains(parts, o.Part) {
		d.judge(plant.RuleRightPart, CodeWrongTool, o.ID, Evidence{"equipment": p.code, "part": o.Part, "object": o.name(), "parts": join(parts)})
	}
}

// fit judges a piece of equipment for itself.
func (d *decider) fit(p *tool) {
	if p.object.ID != "" {
		d.available(p.object)
		d.notHeld(p.object, BlockAdvance)
	}
	d.calibrated(p)
	if p.defined == nil {
		return
	}
	if known := p.defined.Programs; p.program != "" && len(known) > 0 && !slices.Contains(known, p.program) {
		d.mistake(CodeUnknownProgram, p.object.ID, Evidence{"equipment": p.code, "program": p.program, "known": join(known)})
	}
}

// measuresWith judges the equipment of a result: what is named, else what the
// visit was begun with.
func (d *decider) measuresWith(o Object, r *Result, visit Visit) bool {
	if r.Equipment != "" {
		if !d.takes([]Ref{Ref(r.Equipment)}, r.Program) {
			return false
		}
		r.Equipment = d.tools[0].code
		d.worksWith(o)
		return true
	}
	if !d.goesOnWith(visit) {
		return false
	}
	if len(d.tools) > 0 {
		d.program = r.Program
		d.worksWith(o)
	}
	return true
}

// goesOnWith takes the equipment of a visit.
func (d *decider) goesOnWith(v Visit) bool {
	for _, used := range v.Equipment {
		if !d.pick(Ref(used.Equipment)) {
			return false
		}
		if t := &d.tools[len(d.tools)-1]; t.code == used.Equipment {
			t.program = first(t.program, used.Program)
		}
	}
	return true
}

// uses adds what an entry tells of the equipment of a visit.
func (v *Visit) uses(told []Used, entry int64) {
	all := slices.Clone(v.Equipment)
	for _, u := range told {
		if !slices.ContainsFunc(all, func(k Used) bool { return k.Equipment == u.Equipment && k.Program == u.Program }) {
			u.Entry = entry
			all = append(all, u)
		}
	}
	v.Equipment = all
}

// unuse takes back what a wrong entry told of the equipment of a visit.
func (v *Visit) unuse(wrong int64) {
	v.Equipment = slices.DeleteFunc(slices.Clone(v.Equipment), func(u Used) bool { return u.Entry == wrong })
}

// with reports whether a visit was made with a piece of equipment.
func (v *Visit) with(equipment string) bool {
	return slices.ContainsFunc(v.Equipment, func(u Used) bool { return u.Equipment == equipment })
}

package track

import (
	"slices"
	"strconv"

	"github.com/tracewright/tracewright/internal/plant"
)

// RaiseAndon calls for help. Nothing but a malformed text keeps anybody from it:
// what it is about may be unknown, held or gone, and the call stands.
type RaiseAndon struct {
	Kind   plant.CallKind `json:"kind" doc:"what is called for" eg:"quality" enum:"quality,material,maintenance,safety,help"`
	Object Ref            `json:"object,omitzero" doc:"what it is about: a code, an identifier or the key" eg:"SN000129"`
	Note   string         `json:"note,omitzero" doc:"what is the matter" eg:"thread is stripped"`
}

func (a RaiseAndon) decide(d *decider) {
	if !slices.Contains(plant.CallKinds(), a.Kind) {
		d.bad("kind", string(a.Kind), "it is one of "+join(plant.CallKinds()))
		return
	}
	if d.texts("note", a.Note) {
		d.call(a.Kind, a.Object, a.Note)
	}
}

// call raises a call of a kind.
func (d *decider) call(kind plant.CallKind, about Ref, note string) {
	f := &AndonRaised{Call: d.andonID(), Type: kind, Note: note}
	if found := d.find(about); len(found) == 1 {
		f.Object = found[0].ID
	} else if text := clip(about.clean()); text != "" { // nobody knows the code, or several have it
		if usable(text) != "" {
			text = strconv.QuoteToASCII(text)
		}
		f.Note = first(note, "about") + " (" + text + ")"
	}
	comes := "Somebody will come."
	if d.s.Plant != nil {
		known := d.s.Plant.Call(kind)
		if f.Roles = known.Roles; len(f.Roles) > 0 {
			comes = "Called: " + join(f.Roles) + "."
		}
		if after, ok := known.Escalate.Micros(); ok {
			f.EscalateAt, f.EscalateTo = d.now+Micros(after), known.EscalateTo
			comes += " Unanswered, it goes to " + join(f.EscalateTo) + " after " + span(Micros(after)) + "."
		}
	}
	d.fact(f)
	where := ""
	if d.c.Station != "" {
		where = " at " + d.place()
	}
	d.permit(f.Object, "Call "+string(f.Call)+" for "+string(kind)+where+" is raised.", comes)
	d.info = Evidence{"call": string(f.Call)}
}

// AcknowledgeAndon says that somebody comes.
type AcknowledgeAndon struct {
	Call AndonID `json:"call,omitzero" doc:"number of the call; left out: the one that is open at the station" eg:"A-129" usual:""`
	Note string  `json:"note,omitzero" doc:"who comes, and when" eg:"in five minutes"`
}

func (a AcknowledgeAndon) decide(d *decider) {
	if !d.texts("note", a.Note) {
		return
	}
	c, ok := d.callToAnswer(a.Call, "acknowledge-andon", func(c *Andon) bool { return c.Acknowledged == 0 }, func(id AndonID) any {
		return AcknowledgeAndon{Call: id, Note: a.Note}
	})
	if ok {
		d.answer(c, AndonAcknowledges, a.Note, "Go there, and resolve it when it is put right.")
	}
}

// ResolveAndon says that what a call was about is put right.
type ResolveAndon struct {
	Call AndonID `json:"call,omitzero" doc:"number of the call; left out: the one that is open at the station" eg:"A-129" usual:""`
	Note string  `json:"note,omitzero" doc:"what was found, and what was done" eg:"bit changed" usual:""`
}

func (a ResolveAndon) decide(d *decider) {
	if !d.texts("note", a.Note) {
		return
	}
	c, ok := d.callToAnswer(a.Call, "resolve-andon", func(*Andon) bool { return true }, func(id AndonID) any {
		return ResolveAndon{Call: id, Note: a.Note}
	})
	if ok {
		d.answer(c, AndonResolves, a.Note, "")
	}
}

// answer is what somebody who may do so makes of a call.
func (d *decider) answer(c Andon, act AndonAct, note, next string) {
	may := slices.Concat(c.Roles, c.EscalateTo)
	if len(c.Roles) > 0 && !slices.ContainsFunc(d.c.Roles, func(r string) bool { return slices.Contains(may, r) }) {
		if d.mistake(CodeNotAnswerable, c.Object, Evidence{"call": string(c.ID), "kind": string(c.Kind), "act": string(act), "roles": join(may)}); d.stopped() {
			return
		}
	}
	d.fact(&AndonAnswered{Call: c.ID, Act: act, Note: note, Object: c.Object})
	d.permit(c.Object, "Call "+string(c.ID)+": "+string(act)+"d.", next)
	d.info = Evidence{"call": string(c.ID)}
}

// callToAnswer finds a call that an act can be on: the one that is named, or the
// only one at the station; of several it asks which.
func (d *decider) callToAnswer(id AndonID, verb Verb, fits func(*Andon) bool, args func(AndonID) any) (Andon, bool) {
	if id != "" {
		if !d.identifier("call", string(id)) {
			return Andon{}, false
		}
		c, known := d.s.Andons.Get(id)
		if known && c.Resolved == 0 && fits(&c) {
			return c, true
		}
		d.noCall(string(id))
		return c, false
	}
	open := slices.DeleteFunc(d.s.CallsAt.Rows(d.c.Station), func(c Andon) bool { return !fits(&c) })
	switch len(open) {
	case 0:
		d.noCall("at " + first(d.c.Station, "no station"))
	case 1:
		return open[0], true
	default:
		d.mistake(CodeWhichCall, "", Evidence{"count": strconv.Itoa(len(open)), "station": d.c.Station})
		for _, c := range open {
			d.choices = append(d.choices, d.send(string(c.ID)+" "+string(c.Kind)+" "+c.Note, verb, args(c.ID)))
		}
		d.permit("", "A call is answered, and nobody said which.", "Say which.")
	}
	return Andon{}, false
}

func (d *decider) noCall(which string) {
	d.mistake(CodeNoCall, "", Evidence{"call": which})
	d.permit("", "A call was answered that nobody knows: "+which+".", "")
}

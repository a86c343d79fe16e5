package httpapi

import (
	"slices"
	"time"

	"github.com/go-json-experiment/json"

	"github.com/tracewright/tracewright/api"
	"github.com/tracewright/tracewright/internal/auth"
	"github.com/tracewright/tracewright/internal/engine"
	"github.com/tracewright/tracewright/internal/track"
	"github.com/tracewright/tracewright/internal/uom"
)

// The types of the domain as the API shows them.

// at is a time; the zero time when none is given.
func at(t track.Micros) time.Time {
	if t == 0 {
		return time.Time{}
	}
	return t.Time()
}

// micros is a time as the domain counts it.
func micros(t time.Time) track.Micros {
	if t.IsZero() {
		return 0
	}
	return track.Micros(t.UnixMicro())
}

// texts are words as plain texts; nil stays nil.
func texts[S ~string](words []S) []string {
	if words == nil {
		return nil
	}
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = string(w)
	}
	return out
}

// each turns a list into another, which is never nil.
func each[A, B any](list []A, turn func(*A) B) []B {
	out := make([]B, len(list))
	for i := range list {
		out[i] = turn(&list[i])
	}
	return out
}

func wireAnswer(id string, a *engine.Answer) *api.Answer {
	out := &api.Answer{ID: id, Seq: a.Seq, RecordedAt: a.RecordedAt.UTC(), Repeated: a.Repeated, Verdict: *wireVerdict(&a.Verdict)}
	if a.Object != nil {
		o := wireObject(a.Object)
		out.Object = &o
	}
	return out
}

func wireVerdict(v *track.Verdict) *api.Verdict {
	out := &api.Verdict{
		Answer: string(v.Answer), Code: string(v.Code), Text: v.Text, Next: v.Next, Rule: string(v.Rule),
		Evidence: v.Evidence, Subject: string(v.Subject), Made: texts(v.Made),
	}
	for _, c := range v.Choices {
		choice := api.Choice{Label: c.Label, Ref: string(c.Ref), Confirm: string(c.Confirm), Verb: string(c.Verb)}
		_ = json.Unmarshal(c.Args, &choice.Args) // an object of ours, or nothing
		out.Choices = append(out.Choices, choice)
	}
	for _, f := range v.Also {
		out.Also = append(out.Also, api.Finding{
			Rule: string(f.Rule), Code: string(f.Code), Text: f.Text, Next: f.Next, Evidence: f.Evidence,
			Object: string(f.Object), Mode: string(f.Mode),
			Permission: string(f.Permission), By: f.By, Reason: f.Reason,
		})
	}
	return out
}

// offer leaves out the choices that somebody may not take at a station.
func offer(p *auth.Principal, station string, v *api.Verdict) {
	v.Choices = slices.DeleteFunc(v.Choices, func(c api.Choice) bool {
		info, named := track.VerbNamed(track.Verb(c.Verb))
		return named && !p.May(auth.Access(info.Access), station)
	})
}

func wireObject(o *track.Object) api.Object {
	return api.Object{
		ID: string(o.ID), Kind: string(o.Kind), Name: o.Name, Part: o.Part, Revision: o.Revision, Maker: o.Maker,
		Order: o.Order, Quantity: string(o.Quantity), UoM: o.UoM, Unit: uom.Symbol(o.UoM),
		Second: string(o.Second), SecondUoM: o.SecondUoM, SecondUnit: uom.Symbol(o.SecondUoM), Stub: !o.Known, Life: string(o.Life),
		Disposition: o.Disposition, Station: o.Station, Position: o.Position, Location: o.Location,
		Operation: o.Operation, Visit: o.Visit, Parent: string(o.Parent), ParentKind: string(o.ParentKind),
		SeenAt: at(o.SeenAt), Created: o.Created, Last: o.Last,
	}
}

func wireRef(o *track.Object) api.ObjectRef {
	return api.ObjectRef{ID: string(o.ID), Kind: string(o.Kind), Name: o.Name, Part: o.Part}
}

func wireIdentifier(i *track.Identifier) api.Identifier {
	return api.Identifier{
		Scheme: string(i.Scheme), Issuer: i.Issuer, Value: i.Value, ValidFrom: at(i.ValidFrom), ValidTo: at(i.ValidTo),
		Given: i.KnownFrom, Taken: i.KnownTo,
	}
}

func wireEdge(e *track.Edge) *api.Edge {
	return &api.Edge{
		Entry: e.Entry, Line: e.Line, Kind: string(e.Kind), Parent: string(e.Parent), Child: string(e.Child),
		Quantity: string(e.Quantity), UoM: e.UoM, Unit: uom.Symbol(e.UoM), BOMLine: e.BOMLine, Position: e.Position, Operation: e.Operation,
		Station: e.Station, Possible: e.Possible, From: at(e.OccurredFrom), To: at(e.OccurredTo), EndEntry: e.EndEntry,
	}
}

func wireVisit(v *track.Visit, o api.ObjectRef) api.Visit {
	return api.Visit{
		Object: o, Number: v.Number, Operation: v.Operation, Attempt: v.Attempt, Station: v.Station, Position: v.Position,
		Started: at(v.Started), Ended: at(v.Ended), Outcome: string(v.Outcome), Actor: v.Actor,
		StartSeq: v.StartSeq, EndSeq: v.EndSeq, VoidSeq: v.VoidSeq,
		In: string(v.In), Good: string(v.Good), Scrap: string(v.Scrap), Rework: string(v.Rework),
		Run: v.Run,
		Equipment: each(v.Equipment, func(u *track.Used) api.Used {
			return api.Used{Equipment: u.Equipment, Program: u.Program, Entry: u.Entry}
		}),
	}
}

func wireResult(r *track.Result, o api.ObjectRef) api.Measurement {
	return api.Measurement{
		Entry: r.Entry, Line: r.Line, Object: o, Characteristic: r.Characteristic, Operation: r.Operation, Visit: r.Visit,
		Station: r.Station, Position: r.Position, Value: string(r.Value), Text: r.Text, UoM: r.UoM, Unit: uom.Symbol(r.UoM),
		Lower: string(r.Lower), Upper: string(r.Upper), Outcome: string(r.Outcome), Equipment: r.Equipment,
		Program: r.Program, Actor: r.Actor, OccurredAt: at(r.OccurredAt), VoidSeq: r.VoidSeq,
	}
}

func wireScope(sc *track.Scope) *api.Selection {
	if sc == nil {
		return nil
	}
	return &api.Selection{
		Kind: string(sc.Kind), Part: sc.Part, Revision: sc.Revision, Maker: sc.Maker, Lot: sc.Lot, Order: sc.Order,
		Station: sc.Station, Operation: sc.Operation, Operator: sc.Operator, Equipment: sc.Equipment,
		Characteristic: sc.Characteristic, AtLeast: string(sc.AtLeast), AtMost: string(sc.AtMost), Outcome: string(sc.Outcome),
		From: sc.From, Until: sc.Until,
	}
}

// readScope checks a scope that somebody asks about.
func readScope(in *api.Selection) (*track.Scope, error) {
	sc, err := scopeOf(in)
	if err != nil {
		return nil, problem(CodeBadValue, "", api.Fault{Location: "body", Message: err.Error()})
	}
	return sc, nil
}

func scopeOf(in *api.Selection) (*track.Scope, error) {
	sc := &track.Scope{
		Kind: track.Kind(in.Kind), Part: in.Part, Revision: in.Revision, Maker: in.Maker, Lot: in.Lot, Order: in.Order,
		Station: in.Station, Operation: in.Operation, Operator: in.Operator, Equipment: in.Equipment, Since: in.Since,
		Characteristic: in.Characteristic, AtLeast: track.Decimal(in.AtLeast), AtMost: track.Decimal(in.AtMost),
		Outcome: track.Outcome(in.Outcome), From: in.From, Until: in.Until,
	}
	return sc, sc.Check()
}

func wireSession(v *auth.Session) api.Session {
	return api.Session{
		ID: v.ID, Person: v.Person, Name: v.Name, Roles: texts(v.Roles), Station: v.Station, Device: v.Device,
		OpenedAt: at(track.Micros(v.OpenedAt)), ExpiresAt: at(track.Micros(v.ExpiresAt)), EndedAt: at(track.Micros(v.EndedAt)),
	}
}

func wireHold(h *track.Hold) api.Hold {
	return api.Hold{
		Possible: string(h.Possible), ReleaseRule: h.ReleaseRule, Scope: wireScope(h.Scope), Standing: h.Standing,
		ID: string(h.ID), Reason: h.Reason, Owner: h.Owner, Blocks: texts(h.Blocks), Objects: h.Objects,
		Placed: h.Placed, PlacedAt: at(h.PlacedAt), Released: h.Released, ReleasedAt: at(h.ReleasedAt), ReleaseNote: h.ReleaseNote,
	}
}

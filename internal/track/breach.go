package track

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/tracewright/tracewright/internal/plant"
)

// Breach is a rule that a fact has broken: reported when it had happened
// already, or seen by a rule in watch mode. Where the cause lasts, as with a gauge
// out of calibration, there is a row for each fact and the first of them, the
// head, stands for all: it is listed, and answered.
type Breach struct {
	Entry      int64
	Line       int
	Head       int64 // entry of the first of the same cause; its own, if it is the first
	Cause      string
	Rule       plant.Rule
	Code       Code
	Object     ObjectID // empty: none is known
	On         ObjectID // what was worked on, where that is not Object: a unit, of its component
	Part       string   // of what was worked on
	Station    string
	Watched    bool // a command that was permitted since the rule only watches
	Text       string
	Fact       int64 // entry of the command that broke the rule; 0 in entries from before it was kept
	OccurredAt Micros
	// Facts is how many rows the head stands for, and the last of them.
	Facts     int
	LastEntry int64
	LastAt    Micros // when the latest occurred
	// Closed is the entry that answered it; 0 while nobody has.
	Closed     int64
	ClosedAt   Micros
	ClosedBy   string // actor
	ClosedNote string
}

// Breached says that a rule was broken.
type Breached struct {
	Rule    plant.Rule `json:"rule,omitzero"`
	Code    Code       `json:"code"`
	Object  ObjectID   `json:"object,omitzero"`
	On      ObjectID   `json:"on,omitzero"`   // what was worked on, where that is not Object
	Part    string     `json:"part,omitzero"` // of what was worked on
	Text    string     `json:"text"`
	Watched bool       `json:"watched,omitzero"`
	Fact    int64      `json:"fact,omitzero"` // the first entry of the command
	// Of is the breach that it adds to; 0: it is the first of its cause.
	Of int64 `json:"of,omitzero"`
	// Cause is what lasts, of the first: the next one at the same place adds to it
	// until it is answered. Empty: it does not last.
	Cause string `json:"cause,omitzero"`
}

// Kind returns the kind of entry that carries the fact.
func (*Breached) Kind() EntryKind { return EntryBreach }

func (f *Breached) touches() []ObjectID { return once([]ObjectID{f.Object, f.On}) }

func (f *Breached) apply(s *State, e *Entry) {
	head := e.Seq
	if f.Of != 0 {
		head = f.Of
		for _, b := range s.BreachesBy.Rows(head) {
			b.Facts, b.LastEntry, b.LastAt = b.Facts+1, e.Seq, max(b.LastAt, e.OccurredAt)
			s.Breaches.Put(b)
		}
	}
	s.Breaches.Put(Breach{
		Entry: e.Seq, Head: head, Cause: f.Cause, Rule: f.Rule, Code: f.Code, Object: f.Object, On: f.On, Part: f.Part,
		Station: e.Station, Watched: f.Watched, Text: f.Text, Fact: f.Fact, OccurredAt: e.OccurredAt,
		Facts: 1, LastEntry: e.Seq, LastAt: e.OccurredAt,
	})
}

// breaches are the facts of the rules that a report broke, and of those that a
// watching rule would have refused. The first of them gets the entry at.
func (d *decider) breaches(at int64) []Fact {
	var facts []Fact
	begun := map[string]int64{}
	for _, f := range d.also {
		if f.Code == CodeClock || f.Code == CodeRecovered || f.Code == CodePoolLow || f.Permission != "" || f.Mode == plant.ModeAsk && !d.report() {
			continue
		}
		b := &Breached{Rule: f.Rule, Code: f.Code, Object: f.Object, Text: f.Text, Watched: !d.report(), Fact: d.t.Seq}
		if d.subject != f.Object {
			b.On = d.subject
		}
		b.Part = d.partWorkedOn(ObjectID(first(string(d.subject), string(f.Object))))
		d.lasts(b, f.cause(), begun, at+int64(len(facts)))
		facts = append(facts, b)
	}
	return facts
}

// breachHolds are the holds that the plant definition asks for where a report has
// broken a rule, one for each such rule, on what was worked on; the verdict says
// the last of them. The first gets the entry at.
func (d *decider) breachHolds(breaches []Fact, at int64, v *Verdict) []Fact {
	var holds []Fact
	on := map[string]*Held{}
	for _, f := range breaches {
		b := f.(*Breached)
		id := ObjectID(first(string(b.On), string(b.Object)))
		reason := "rule " + string(b.Rule) + " was broken"
		if b.Watched || d.mode(b.Rule) == plant.ModeWatch || id == "" || !d.s.Plant.HoldsBreach(b.Rule) || d.isHeldFor(id, reason) {
			continue
		}
		if h := on[reason]; h != nil {
			h.Objects = once(append(h.Objects, id))
			continue
		}
		on[reason] = &Held{
			Hold: HoldID("H-" + strconv.FormatInt(at+int64(len(holds)), 10)), Reason: reason, Owner: d.s.Plant.WhoAnswers(b.Rule),
			Blocks: usualBlocks, Objects: []ObjectID{id}, Possible: plant.ModeEnforce,
		}
		holds = append(holds, on[reason])
		v.Next = "What was worked on is held: " + string(on[reason].Hold) + "."
		if v.Evidence == nil {
			v.Evidence = Evidence{}
		}
		v.Evidence["hold"] = string(on[reason].Hold)
	}
	return holds
}

// isHeldFor reports whether a hold of that reason lies on an object.
func (d *decider) isHeldFor(id ObjectID, reason string) bool {
	return slices.ContainsFunc(d.s.HoldsOn.Rows(id), func(row HeldObject) bool {
		hold, ok := d.s.Holds.Get(row.Hold)
		return ok && hold.Released == 0 && hold.Reason == reason
	})
}

// lasts lets a breach of a cause that lasts add to the open one of the same cause
// at the station, or begin one at an entry.
func (d *decider) lasts(b *Breached, cause string, begun map[string]int64, entry int64) {
	if cause == "" {
		return
	}
	cause = strings.Join([]string{string(b.Code), d.c.Station, cause}, "|")
	if head, ok := begun[cause]; ok {
		b.Of = head
		return
	}
	if open := d.s.Lasting.Rows(cause); len(open) > 0 {
		b.Of = open[0].Entry
		return
	}
	b.Cause, begun[cause] = cause, entry
}

// cause tells what a finding comes of, where that is not the object that was
// worked on and lasts until somebody sees to it: a lapsed calibration or
// certificate, an expired lot, a closed work order. It is empty for all others.
func (f *Finding) cause() string {
	var of []string
	switch f.Code {
	case CodeNotCalibrated, CodeCalibrationDue, CodeCalibrationFailed:
		of = []string{"equipment", "made", "certificate"}
	case CodeUnknownTool:
		of = []string{"equipment"}
	case CodeNoTool:
		of = []string{"operation", "wanted"}
	case CodeNotCertified, CodeCertificateLapsed, CodeCertificateRevoked, CodeLapsedInWork:
		of = []string{"person", "skill", "certificate"}
	case CodeWhoWorks:
		of = []string{"operation", "skills"}
	case CodeExpired, CodeFloorLife:
		return string(f.Object)
	case CodeNoMaterial:
		of = []string{"position", "part"}
	case CodeLockedOut:
		of = []string{"state", "reason"}
	case CodeOrderNotReleased, CodeOrderHeld, CodeOrderClosed, CodeOrderFull:
		of = []string{"order"}
	default:
		return ""
	}
	for i, piece := range of {
		of[i] = f.Evidence[piece]
	}
	return strings.Join(of, "|")
}

// partWorkedOn is the part of an object, which the command may have made.
func (d *decider) partWorkedOn(id ObjectID) string {
	if id == "" {
		return ""
	}
	if o, ok := d.s.Objects.Get(id); ok {
		return o.Part
	}
	declared := slices.Clone(d.stubs)
	for _, f := range d.facts {
		if m, ok := f.(*Material); ok {
			declared = append(declared, m.Declared...)
		}
	}
	for _, known := range declared {
		if known.Object == id && known.Part != "" {
			return known.Part
		}
	}
	return ""
}

// BreachScope is a question about breaches. All that is given must hold; what is
// empty does not bind.
type BreachScope struct {
	Rule    plant.Rule `json:"rule,omitzero" doc:"rule that was broken" eg:"calibrated"`
	Code    Code       `json:"code,omitzero" doc:"code of the reason" eg:"T665"`
	Station string     `json:"station,omitzero" doc:"where" eg:"ST-30"`
	Part    string     `json:"part,omitzero" doc:"part of what was worked on" eg:"PUMP-100"`
	Owner   string     `json:"owner,omitzero" doc:"role that answers for the rule" eg:"quality"`
	Watched bool       `json:"watched,omitzero" doc:"only what a rule in watch would have refused" eg:"true"`
	From    time.Time  `json:"from,omitzero" doc:"from when" eg:"2026-01-05T06:00:00Z"`
	Until   time.Time  `json:"until,omitzero" doc:"until just before when" eg:"2026-01-05T14:00:00Z"`
}

// Check says what is wrong with a scope, in a sentence that names the field.
func (sc *BreachScope) Check() error {
	for _, text := range [][2]string{
		{"rule", string(sc.Rule)},
		{"code", string(sc.Code)},
		{"station", sc.Station},
		{"part", sc.Part},
		{"owner", sc.Owner},
	} {
		if problem := usable(text[1]); problem != "" && text[1] != "" {
			return fmt.Errorf("%s: %s", text[0], problem)
		}
	}
	switch {
	case *sc == BreachScope{}:
		return errors.New("say what is meant: a rule, a station, a part, an owner or a time")
	case !inYears(sc.From) || !inYears(sc.Until) || !sc.Until.IsZero() && !sc.Until.After(sc.From):
		return errors.New("until must be later than from, and both between 1970 and 9998")
	}
	return nil
}

// words says a scope in words: "rule calibrated, at ST-30".
func (sc *BreachScope) words() string {
	watched := ""
	if sc.Watched {
		watched = "only"
	}
	return inWords([][2]string{
		{"rule", string(sc.Rule)},
		{"code", string(sc.Code)},
		{"at", sc.Station},
		{"part", sc.Part},
		{"answered by", sc.Owner},
		{"watched", watched},
		{"from", when(MicrosOf(sc.From))},
		{"until", when(MicrosOf(sc.Until))},
	})
}

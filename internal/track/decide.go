package track

import (
	"fmt"
	"maps"
	"slices"
	"strconv"

	"github.com/tracewright/tracewright/internal/epcis"
	"github.com/tracewright/tracewright/internal/plant"
)

// Tick is what Decide may know of the world: the time, and where the journal
// stands.
type Tick struct {
	Now   Micros // the recordedAt of what is decided
	Seq   int64  // sequence that the command's first entry will have
	Store string // prefix of the keys of new objects
	// Chance is what random numbers are drawn from: 32 bytes that nobody can guess,
	// the same however often the command is judged. Facts carry what was drawn, so
	// that a replay needs none.
	Chance [32]byte
}

// clockTolerance is how far a source's clock may run ahead before its times
// are not believed: two minutes.
const clockTolerance = Micros(120e6)

// Decide judges a command. It is pure, and it cannot fail: a refusal is a
// verdict. When s.Missing is true afterwards, the answer means nothing until
// the missing rows are loaded. At least one entry is returned; the first one
// carries the command and the verdict. The state is not changed.
func Decide(s *State, c *Command, t Tick) []Entry {
	d := &decider{s: s, c: c, t: t, now: t.Now}
	if c.OccurredAt != 0 {
		d.now = c.OccurredAt
	}
	if d.now > t.Now+clockTolerance {
		d.also = append(d.also, newFinding(CodeClock, Evidence{
			"source": first(c.Source, c.Device, c.Station, "source"), "ahead": fmt.Sprintf("%d s", (d.now-t.Now)/1e6),
		}))
		d.now = t.Now
	}
	if c.Station != "" && s.Plant != nil {
		d.station, _, _, _ = s.Plant.Station(c.Station)
		if d.station == nil {
			d.mistake(CodeUnknownStation, "", Evidence{"station": c.Station})
		}
	}
	if !d.stopped() {
		c.Args.decide(d)
	}
	return d.entries()
}

// Judge decides a command and applies what was decided, as the engine does for
// each command in turn. When it returns nil, rows are missing, and nothing
// has changed.
func Judge(s *State, c *Command, t Tick) []Entry {
	s.Mark()
	entries := Decide(s, c, t)
	if !s.Missing() {
		for i := range entries {
			Apply(s, &entries[i])
		}
	}
	if s.Missing() {
		s.Rollback()
		return nil
	}
	return entries
}

// Probe finds the rows that a command needs, as far as what is loaded shows:
// they are noted as missing, and the state is as it was. Its questions are not
// noted: what they ask of all objects is answered when its turn has come.
func Probe(s *State, c *Command, t Tick) {
	s.Mark()
	questions := maps.Clone(s.Matches.missing)
	entries := Decide(s, c, t)
	for i := range entries {
		Apply(s, &entries[i])
	}
	s.Rollback()
	s.Matches.missing = questions
}

// decider gathers what is decided of one command: facts, and the findings that
// stand against it.
type decider struct {
	s       *State
	c       *Command
	t       Tick
	now     Micros         // when it occurred
	station *plant.Station // nil where there is none, or none is known
	tools   []tool         // equipment that is used
	program string         // that it runs

	taken   map[ObjectID]Decimal // quantities taken so far
	drawnOf map[string]uint64    // numbers drawn so far, by pools
	output  Decimal              // products without identity; empty: none
	gone    map[RunOutKey]bool   // changes that this command makes, which waited for stock
	settled map[settledKey]bool  // whether they are made for objects that begin with this command
	pledged map[string]Decimal   // what objects take of such stock that begin with this command
	ordered map[string][]OrderNeed
	working map[[2]string]Decimal // by stock and operation
	facts   []Fact
	against []Finding // refuse or ask
	also    []Finding // watched, or broken by a report
	choices []Choice
	onward  []Choice   // offered with a permit
	nested  []ObjectID // held inside what findings are about
	minted  []ObjectID
	stubs   []Declared
	subject ObjectID
	what    string // the permitted verdict's sentence
	code    Code   // its code, where it is not simply OK: a result that fails
	next    string
	info    Evidence
}

// report reports whether the command says what has happened already.
func (d *decider) report() bool { return d.c.Mode == ModeReport }

// stopped reports whether the command cannot be permitted any more, so that
// further judging is of no use.
func (d *decider) stopped() bool { return len(d.against) > 0 && d.against[0].Mode == "" }

// refuse stops the command for something that no rule's mode can permit.
func (d *decider) refuse(code Code, evidence Evidence) {
	d.against = append([]Finding{newFinding(code, evidence)}, d.against...)
}

// mistake stops what is asked for something that no rule's mode can permit,
// such as a code that nobody knows; what is reported has happened all the
// same, so there it is noted only.
func (d *decider) mistake(code Code, object ObjectID, evidence Evidence) {
	if !d.report() {
		d.refuse(code, evidence)
		return
	}
	f := newFinding(code, evidence)
	f.Object = object
	d.also = append(d.also, f)
}

// judge notes that a rule stands against the command. What follows depends on
// the rule's mode at the station; a report is never stopped.
func (d *decider) judge(rule plant.Rule, code Code, object ObjectID, evidence Evidence) {
	d.judgeIn(d.mode(rule), rule, code, object, evidence)
}

// judgeIn does the same in a mode of its own.
func (d *decider) judgeIn(mode plant.Mode, rule plant.Rule, code Code, object ObjectID, evidence Evidence) {
	f := newFinding(code, evidence)
	f.Rule, f.Object, f.Mode = rule, object, mode
	if f.Mode != plant.ModeOff {
		if p := d.permitted(rule, object); p != nil {
			f.Permission, f.By, f.Reason = p.ID, p.by(), p.Reason
		}
	}
	switch {
	case f.Mode == plant.ModeOff:
	case f.Mode == plant.ModeWatch && f.Permission != "": // enforced, it would be let pass
	case f.Permission != "", d.report() || f.Mode == plant.ModeWatch || f.Mode == plant.ModeAsk && slices.Contains(d.c.Confirm, code):
		d.also = append(d.also, f)
	default:
		d.against = append(d.against, f)
	}
}

// mode is the mode of a rule where the command is made. Without a plant
// definition there is nothing to judge by but holds, and what cannot be.
func (d *decider) mode(rule plant.Rule) plant.Mode {
	if d.s.Plant == nil {
		switch rule {
		case plant.RuleHold, plant.RuleNotUsed, plant.RuleObjectState:
			return plant.ModeEnforce
		case plant.RuleQuantity:
			return plant.ModeAsk
		}
		return plant.ModeOff
	}
	return d.s.Plant.ModeOf(d.c.Station, rule)
}

// fact adds what has happened if the command is permitted.
func (d *decider) fact(f Fact) { d.facts = append(d.facts, f) }

// permit words the verdict that is given when nothing stands against it.
func (d *decider) permit(subject ObjectID, what, next string) {
	d.subject, d.what, d.next = subject, what, next
}

// mint makes the key of a new object.
func (d *decider) mint() ObjectID {
	id := ObjectID(d.t.Store + "-" + fmt.Sprintf("%07s", strconv.FormatInt(d.t.Seq, 36)) + "-" + strconv.FormatInt(int64(len(d.minted)), 36))
	d.minted = append(d.minted, id)
	d.s.freshObject(id)
	return id
}

// entries makes the entries of what was decided.
func (d *decider) entries() []Entry {
	if len(d.against) == 0 {
		d.drawOnBeginning()
	}
	if len(d.against) == 0 {
		d.printOnEvents()
	}
	v := d.verdict()
	facts := d.facts
	if v.Answer != Permit {
		facts = []Fact{d.turnedDown(&v)}
	} else {
		facts = append(facts, d.useOf()...)
		breaches := d.breaches(d.t.Seq + int64(len(facts)))
		facts = append(facts, breaches...)
		facts = append(facts, d.breachHolds(breaches, d.t.Seq+int64(len(facts)), &v)...)
	}
	if len(facts) == 0 {
		facts = []Fact{&Judged{Objects: d.named()}}
	}
	facts = d.declareStubs(facts)
	entries := make([]Entry, len(facts))
	for i, f := range facts {
		if m, ok := f.(*Material); ok {
			m.tidy()
		}
		entries[i] = Entry{
			Seq: d.t.Seq + int64(i), RecordedAt: d.t.Now, OccurredAt: d.now, ZoneOffset: d.c.ZoneOffset,
			Station: d.c.Station, Position: d.c.Position, Session: d.c.Session, Actor: d.c.Actor,
			Device: d.c.Device, Source: d.c.Source, CommandID: d.c.ID, Plant: d.s.PlantVersion, Fact: f,
		}
	}
	entries[0].Command, entries[0].Verdict = d.c, &v
	return entries
}

// declareStubs makes the objects known that a report spoke of first: by its
// own first fact, or by one that says no more than that.
func (d *decider) declareStubs(facts []Fact) []Fact {
	if len(d.stubs) == 0 || len(d.against) > 0 {
		return facts
	}
	if m, ok := facts[0].(*Material); ok {
		m.Declared = append(d.stubs, m.Declared...)
		return facts
	}
	m := &Material{Shape: epcis.Object, Action: epcis.Observe, BizStep: epcis.StepOther, Declared: d.stubs}
	for _, stub := range d.stubs {
		m.Items = append(m.Items, Item{Object: stub.Object})
	}
	return append(facts, m)
}

// named lists the known objects that a refused command was about.
func (d *decider) named() []ObjectID {
	ids := []ObjectID{d.subject}
	for _, f := range d.against {
		ids = append(ids, f.Object)
	}
	ids = append(ids, d.nested...)
	return slices.DeleteFunc(once(ids), func(id ObjectID) bool { return slices.Contains(d.minted, id) })
}

func (d *decider) verdict() Verdict {
	v := Verdict{Subject: d.subject, Also: d.also}
	if len(d.against) == 0 {
		v.Answer, v.Code, v.Text, v.Next, v.Evidence = Permit, CodeOK, d.what, d.next, d.info
		v.Made, v.Choices = d.minted, d.onward
		if d.report() {
			v.Code = CodeRecorded
		}
		if d.code != "" {
			v.Code = d.code
		}
		return v
	}
	slices.SortStableFunc(d.against, func(a, b Finding) int { return weight(a) - weight(b) })
	f := d.against[0]
	v.Answer, v.Code, v.Text, v.Next, v.Evidence, v.Rule = Refuse, f.Code, f.Text, f.Next, f.Evidence, f.Rule
	v.Also = append(d.against[1:len(d.against):len(d.against)], v.Also...)
	if slices.Contains(d.minted, v.Subject) {
		v.Subject = ""
	}
	if len(d.choices) > 0 && f.Mode == "" {
		v.Choices = d.choices
		if f.Code != CodeUnknownCode {
			v.Answer = Ask
		}
	} else if f.Mode == plant.ModeAsk {
		v.Answer = Ask
		for _, a := range d.against {
			v.Choices = append(v.Choices, Choice{Label: a.Text, Confirm: a.Code})
		}
	}
	return v
}

// weight orders findings: what cannot be permitted, what is enforced, what asks.
func weight(f Finding) int {
	switch f.Mode {
	case "":
		return 0
	case plant.ModeAsk:
		return 2
	}
	return 1
}

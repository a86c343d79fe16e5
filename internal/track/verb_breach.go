package track

import (
	"slices"
	"strconv"

	"github.com/tracewright/tracewright/internal/plant"
)

// CloseBreach answers breaches: somebody has looked at them and says what came of
// it. One is named by its entry, or all open ones that fit are meant.
type CloseBreach struct {
	Entry  int64        `json:"entry,omitzero" doc:"entry of the breach" eg:"129"`
	Where  *BreachScope `json:"where,omitzero" doc:"what the breaches have in common that are closed, in place of an entry" eg:"{\"rule\":\"calibrated\",\"station\":\"ST-30\"}"`
	Reason string       `json:"reason" doc:"what was found, and what was done" eg:"scanned late, part was right"`
}

// MaxClosed bounds how many breaches are closed at once.
const MaxClosed = 10_000

func (a CloseBreach) decide(d *decider) {
	if !d.identifier("reason", a.Reason) {
		return
	}
	open := a.open(d)
	if len(open) == 0 || !d.mayAnswer(open) {
		return
	}
	f := &BreachClosed{Reason: a.Reason, Where: a.Where}
	for _, b := range open {
		f.Entries = append(f.Entries, b.Entry)
		f.Objects = append(f.Objects, b.Object)
	}
	f.Objects = once(f.Objects)
	d.fact(f)
	text := count(len(open), "breach is", "breaches are") + " closed."
	if a.Where == nil {
		text = "Breach " + strconv.FormatInt(open[0].Entry, 10) + " is closed."
	}
	d.permit(open[0].Object, text, "")
	d.info = Evidence{"breaches": strconv.Itoa(len(open))}
}

// open finds the breaches that are meant and that nobody has answered.
func (a *CloseBreach) open(d *decider) []Breach {
	switch {
	case a.Where == nil:
		rows := d.s.BreachesBy.Rows(a.Entry)
		if len(rows) > 0 && rows[0].Head != a.Entry {
			rows = d.s.BreachesBy.Rows(rows[0].Head)
		}
		if len(rows) == 0 || rows[0].Closed != 0 {
			d.refuse(CodeNoBreach, Evidence{"entry": strconv.FormatInt(a.Entry, 10)})
			return nil
		}
		return rows
	case a.Entry != 0:
		d.bad("where", a.Where.words(), "give the entry of one breach, or where, but not both")
		return nil
	}
	if err := a.Where.Check(); err != nil {
		d.bad("where", a.Where.words(), err.Error())
		return nil
	}
	entries := d.ask(&Question{Breaches: a.Where}).Entries
	switch {
	case len(entries) > MaxClosed:
		d.bad("where", a.Where.words(), "at most "+strconv.Itoa(MaxClosed)+" breaches are closed at once; say more closely which")
		return nil
	case len(entries) == 0 && !d.s.Matches.anyMissing():
		d.refuse(CodeNoBreachFits, Evidence{"where": a.Where.words()})
	}
	var open []Breach
	for _, entry := range entries {
		open = append(open, d.s.BreachesBy.Rows(entry)...)
	}
	return open
}

// mayAnswer judges that whoever gives the command may answer all breaches of a
// list: with the role that answers for the rule of each, or as quality or admin.
func (d *decider) mayAnswer(open []Breach) bool {
	if slices.ContainsFunc(d.c.Roles, func(role string) bool { return role == "quality" || role == "admin" }) {
		return true
	}
	var rules []plant.Rule
	var owners []string
	for _, b := range open {
		owner := d.s.Plant.WhoAnswers(b.Rule)
		if slices.Contains(d.c.Roles, owner) || slices.Contains(rules, b.Rule) {
			continue
		}
		rules = append(rules, b.Rule)
		if !slices.Contains(owners, owner) {
			owners = append(owners, owner)
		}
	}
	if len(rules) == 0 {
		return true
	}
	if rules[0] == "" {
		rules[0] = "what no rule is for"
	}
	d.refuse(CodeNotTheirs, Evidence{"rules": join(rules), "roles": join(owners)})
	return false
}

// BreachClosed says that breaches have been answered.
type BreachClosed struct {
	Entry   int64        `json:"entry,omitzero"` // in entries from before several were closed at once
	Entries []int64      `json:"entries,omitzero"`
	Where   *BreachScope `json:"where,omitzero"` // what was asked for
	Reason  string       `json:"reason"`
	Object  ObjectID     `json:"object,omitzero"` // of Entry
	Objects []ObjectID   `json:"objects,omitzero"`
}

// Kind returns the kind of entry that carries the fact.
func (*BreachClosed) Kind() EntryKind { return EntryBreachClosed }

func (f *BreachClosed) touches() []ObjectID { return once(append([]ObjectID{f.Object}, f.Objects...)) }

func (f *BreachClosed) apply(s *State, e *Entry) {
	entries := f.Entries
	if f.Entry != 0 {
		entries = []int64{f.Entry}
	}
	for _, entry := range entries {
		for _, b := range s.BreachesBy.Rows(entry) {
			b.Closed, b.ClosedAt, b.ClosedBy, b.ClosedNote = e.Seq, e.OccurredAt, e.Actor, f.Reason
			s.Breaches.Put(b)
		}
	}
}

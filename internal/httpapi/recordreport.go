package httpapi

import (
	"cmp"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/tracewright/tracewright/api"
	"github.com/tracewright/tracewright/internal/dossier"
	"github.com/tracewright/tracewright/internal/track"
)

// record writes a record for people: what it is, what it is made of beside what it
// should be, what was done and measured, and what proves it.
func (p *paper) record(w io.Writer, r *api.Record) error {
	now := time.Now()
	o := &r.Object
	last := number(r.Proof.Last)
	p.begin(dossier.Head{
		Title:    strings.TrimSpace(p.say("As-built record of {object}", "object", cmp.Or(o.Name, o.ID)) + "  " + o.Part + " " + o.Revision),
		Subtitle: p.say("{uri} · made {when} from the journal up to entry {entry}", "uri", o.URI, "when", p.stamp(now), "entry", number(r.Seq-1)),
		Foot:     p.say("entry {entry}, leaf {leaf} · tree of {tree}", "entry", last, "leaf", r.Proof.Leaf, "tree", p.treeOf(r.Proof.Checkpoint)),
		At:       now,
	})
	if len(r.Cut) > 0 {
		p.Text(p.say("THIS RECORD IS NOT WHOLE: only the first {n} of {lists} are here.", "n", strconv.Itoa(maxRecorded), "lists", p.words(r.Cut)), true)
	}
	p.identity(r)
	p.built(&r.Built)
	p.visits(r.Visits)
	p.values(r.Measurements)
	p.defects(r.Defects)
	p.labels(r.Labels)
	p.history(r.History)
	p.Heading(p.say("Proof"))
	p.Text(p.say(`Each entry that touches the object is a leaf of the journal's Merkle tree (RFC 6962), and names the one before it. `+
		`The entry {entry} has the leaf {leaf}. With this signed checkpoint, "tracewright verify" and the inclusion proofs of the server `+
		`show that nothing was changed since:`, "entry", last, "leaf", r.Proof.Leaf), false)
	p.Text(r.Proof.Checkpoint, false)
	return p.Write(w)
}

// spokenOf are texts of a record that name people.
func spokenOf(r *api.Record) []string {
	var all []string
	for i := range r.Visits {
		all = append(all, r.Visits[i].Actor)
	}
	for i := range r.Measurements {
		all = append(all, r.Measurements[i].Actor)
	}
	for i := range r.History {
		all = append(all, r.History[i].Actor, r.History[i].Text)
	}
	return all
}

// treeOf says in a line which tree a checkpoint is of: its size, and its root.
func (p *paper) treeOf(checkpoint string) string {
	lines := strings.SplitN(checkpoint, "\n", 4)
	if len(lines) < 4 {
		return ""
	}
	return p.say("{size}, root {root}", "size", lines[1], "root", lines[2])
}

// words says several values.
func (p *paper) words(values []string) string {
	return strings.Join(each(values, func(v *string) string { return p.word(*v) }), ", ")
}

func (p *paper) identity(r *api.Record) {
	o := &r.Object
	var called, held []string
	for _, i := range o.Identifiers {
		called = append(called, p.word(i.Scheme)+" "+i.Value)
	}
	for i := range r.Holds {
		if r.Holds[i].Released == 0 && r.Holds[i].Cleared == 0 {
			held = append(held, r.Holds[i].ID+": "+r.Holds[i].Reason)
		}
	}
	inside := ""
	if o.Inside != nil {
		inside = nameOf(o.Inside)
	}
	state := p.word(o.Life)
	if o.Disposition != "" {
		state += ", " + p.word(o.Disposition)
	}
	p.facts(
		"Kind", p.word(o.Kind), "Part", strings.TrimSpace(o.Part+" "+o.Revision), "Made by", o.Maker, "Work order", o.Order,
		"Quantity", p.amount(o.Quantity, o.Unit), "Called", strings.Join(called, ", "), "State", state,
		"Where", cmp.Or(o.Station, o.Location), "Inside", inside, "On hold", strings.Join(held, "; "),
	)
}

// built sets what went in below each line of the bill of material; what was taken
// out again is struck through.
func (p *paper) built(b *api.Built) {
	if len(b.Lines)+len(b.Parts) == 0 {
		return
	}
	p.Heading(p.say("As built, beside as designed"))
	t := p.columns([]string{"Line", "Part", "Quantity", "State"}, 1, 5, -2, 5)
	known := map[string]bool{}
	pieces := func(of func(*api.BuiltPart) bool) {
		for i := range b.Parts {
			if piece := &b.Parts[i]; of(piece) {
				cells := dossier.Plain("", nameOf(&piece.Object)+" "+piece.Object.Part, p.amount(cmp.Or(piece.Edge.Quantity, "1"), piece.Edge.Unit), p.pieceState(piece))
				cells[1].Indent, cells[1].Struck = 1, !piece.Edge.To.IsZero()
				t.Row(cells...)
			}
		}
	}
	for i := range b.Lines {
		l := &b.Lines[i]
		known[l.Line] = true
		cells := dossier.Plain(l.Line, strings.TrimSpace(l.Part+" "+l.Name),
			p.say("{built} of {wanted}", "built", p.amount(l.Built, ""), "wanted", p.amount(l.Wanted, "")), p.lineState(l))
		cells[1].Bold = true
		t.Row(cells...)
		pieces(func(piece *api.BuiltPart) bool { return piece.Edge.BOMLine == l.Line })
	}
	pieces(func(piece *api.BuiltPart) bool { return !known[piece.Edge.BOMLine] })
}

func (p *paper) lineState(l *api.BuiltLine) string {
	switch {
	case l.Missing:
		return p.say("MISSING")
	case !l.Due:
		return p.say("not due yet")
	}
	return ""
}

func (p *paper) pieceState(b *api.BuiltPart) string {
	state := []string{p.stamp(b.Edge.From)}
	if !b.Edge.To.IsZero() {
		state = append(state, p.say("taken out {when}", "when", p.stamp(b.Edge.To)))
	}
	for _, s := range []struct {
		is   bool
		text string
	}{
		{b.Joined, p.say("by what was loaded")},
		{b.Edge.Possible != "", p.say("possible: {why}", "why", p.language.Phrase(b.Edge.Possible))},
		{b.Alternate, p.say("alternate")},
		{b.Extra, p.say("ON NO LINE")},
		{b.Voided, p.say("voided since")},
	} {
		if s.is {
			state = append(state, s.text)
		}
	}
	return join(", ", state...)
}

func (p *paper) visits(visits []api.Visit) {
	if len(visits) == 0 {
		return
	}
	p.Heading(p.say("Operations"))
	t := p.columns([]string{"Operation", "Station", "Begun", "Ended", "Outcome", "By", "With"}, 3.2, 2, 3, 3, 2, 3.6, 2.6)
	for i := len(visits) - 1; i >= 0; i-- { // the first one first
		v := &visits[i]
		var with []string
		for _, u := range v.Equipment {
			with = append(with, strings.TrimSpace(u.Equipment+" "+u.Program))
		}
		cells := dossier.Plain(v.Operation+" "+strconv.Itoa(v.Attempt), v.Station, p.stamp(v.Started), p.stamp(v.Ended), p.word(v.Outcome), "", strings.Join(with, ", "))
		cells[4].Struck = v.VoidSeq != 0
		cells[5].Text, cells[5].Note = p.who(v.Actor)
		t.Row(cells...)
	}
}

// values sets the values of each characteristic with their limits, and draws those
// of which there are several.
func (p *paper) values(values []api.Measurement) {
	if len(values) == 0 {
		return
	}
	p.Heading(p.say("Measurements"))
	var order []string
	of := map[string][]*api.Measurement{}
	for i := len(values) - 1; i >= 0; i-- {
		key := strings.TrimSpace(values[i].Characteristic + " " + values[i].Operation)
		if of[key] == nil {
			order = append(order, key)
		}
		of[key] = append(of[key], &values[i])
	}
	t := p.columns([]string{"What", "Value", "Limits", "Outcome", "When", "Where, with, by"}, 4, -2.6, -2.8, 2.2, 3, 5)
	for _, key := range order {
		for _, m := range of[key] {
			by, id := p.who(m.Actor)
			cells := dossier.Plain(strings.TrimSpace(key+" "+m.Position), p.amount(cmp.Or(m.Value, m.Text), m.Unit), p.limitsOf(m), p.word(m.Outcome),
				p.stamp(m.OccurredAt), join(" · ", m.Station, m.Equipment, m.Program, by))
			cells[1].Bold, cells[1].Struck, cells[3].Bold, cells[5].Note = m.Outcome != "pass", m.VoidSeq != 0, m.Outcome != "pass", id
			t.Row(cells...)
		}
	}
	for _, key := range order {
		if len(of[key]) > 1 {
			p.Chart(p.chartOf(key, of[key]))
		}
	}
}

func (p *paper) limitsOf(m *api.Measurement) string {
	if m.Lower == "" && m.Upper == "" {
		return ""
	}
	return p.amount(m.Lower, "") + " … " + p.amount(m.Upper, "")
}

func (p *paper) chartOf(name string, values []*api.Measurement) dossier.Chart {
	c := dossier.Chart{Caption: name, Below: p.say("lower limit"), Above: p.say("upper limit")}
	for _, m := range values {
		v, err := strconv.ParseFloat(m.Value, 64)
		if err != nil {
			continue
		}
		c.Values, c.Bad = append(c.Values, v), append(c.Bad, m.Outcome != "pass" || m.VoidSeq != 0)
		c.Lower, c.Upper = limit(m.Lower), limit(m.Upper)
	}
	return c
}

// limit is a limit as it is drawn; nil for none.
func limit(text string) *float64 {
	v, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return nil
	}
	return &v
}

func (p *paper) defects(defects []api.Defect) {
	if len(defects) == 0 {
		return
	}
	p.Heading(p.say("Defects"))
	t := p.columns([]string{"Code", "Where on it", "Text", "Found", "Decision"}, 2, 2, 5, 4, 3)
	for i := range defects {
		f := &defects[i]
		t.Row(dossier.Plain(f.Code, f.Position, f.Text, join(" · ", p.stamp(f.OccurredAt), f.Station), p.word(cmp.Or(f.Decision, "open")))...)
	}
}

func (p *paper) labels(jobs []api.PrintJob) {
	if len(jobs) == 0 {
		return
	}
	p.Heading(p.say("Labels printed"))
	t := p.columns([]string{"Label", "Printer", "State", "When", "Reads"}, 3, 2, 2.4, 3.6, 6)
	for i := range jobs {
		j := &jobs[i]
		t.Row(dossier.Plain(j.Label, j.Printer, p.word(j.State), p.stamp(j.At), strings.Join(j.Contents, ", "))...)
	}
}

// history sets what happened. Its times are evidence: those of the journal stand
// below those of the plant.
func (p *paper) history(history []api.Event) {
	p.Heading(p.say("What happened"))
	t := p.columns([]string{"Entry", "When", "What", "Where, by"}, -1.6, 4.2, 9, 4.2)
	for i := range history {
		e := &history[i]
		by, id := p.who(e.Actor)
		cells := dossier.Plain(number(e.Seq), p.stamp(e.OccurredAt), p.happened(e), join(" · ", e.Station, by))
		cells[1].Note, cells[2].Struck, cells[3].Note = p.utc(e.OccurredAt), e.Corrected != 0, id
		t.Row(cells...)
	}
}

// happened says what an entry tells of. The reasons of people stay as they were
// written.
func (p *paper) happened(e *api.Event) string {
	text := e.Text
	switch {
	case e.Verdict != nil && e.Text == e.Verdict.Text:
		text = p.told(track.Code(e.Verdict.Code), e.Text, e.Verdict.Evidence)
	case e.Kind == string(track.EntryBreach):
		text = p.say("breach") + ": " + p.told(track.Code(e.Code), e.Text, nil)
	case e.Text == "":
		text = p.word(cmp.Or(e.Step, e.Verb, e.Kind))
	}
	if e.Erased {
		return p.say("{what} (erased)", "what", text)
	}
	return text
}

// join joins what there is of some texts.
func join(by string, texts ...string) string {
	return strings.Join(slices.DeleteFunc(slices.Clone(texts), func(text string) bool { return text == "" }), by)
}

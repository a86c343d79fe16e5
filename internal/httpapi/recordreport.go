package httpapi

import (
	"cmp"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/tracewright/tracewright/api"
	"github.com/tracewright/tracewright/internal/dossier"
)

// reportRecord writes a record for people: what it is, what it is made of beside
// what it should be, what was done and measured, and what proves it.
func reportRecord(w io.Writer, r *api.Record) error {
	now := time.Now()
	o := &r.Object
	d := dossier.New(dossier.Head{
		Title:    strings.TrimSpace("As-built record of " + cmp.Or(o.Name, o.ID) + "  " + o.Part + " " + o.Revision),
		Subtitle: o.URI + " · made " + stamp(now) + " from the journal up to entry " + number(r.Seq-1),
		Foot:     "entry " + number(r.Proof.Last) + ", leaf " + r.Proof.Leaf + " · tree of " + treeOf(r.Proof.Checkpoint), At: now,
	})
	if len(r.Cut) > 0 {
		d.Text(fmt.Sprintf("THIS RECORD IS NOT WHOLE: only the first %d of %s are here.", maxRecorded, strings.Join(r.Cut, ", ")), true)
	}
	reportIdentity(d, r)
	reportBuilt(d, &r.Built)
	reportVisits(d, r.Visits)
	reportValues(d, r.Measurements)
	reportFindings(d, r)
	reportHistory(d, r.History)
	d.Heading("Proof")
	d.Text("Each entry that touches the object is a leaf of the journal's Merkle tree (RFC 6962), and names the one before it. "+
		"The entry "+number(r.Proof.Last)+" has the leaf "+r.Proof.Leaf+". With this signed checkpoint, \"tracewright verify\" and the "+
		"inclusion proofs of the server show that nothing was changed since:", false)
	d.Text(r.Proof.Checkpoint, false)
	return d.Write(w)
}

// treeOf says in a line which tree a checkpoint is of: its size, and its root.
func treeOf(checkpoint string) string {
	lines := strings.SplitN(checkpoint, "\n", 4)
	if len(lines) < 4 {
		return ""
	}
	return lines[1] + ", root " + lines[2]
}

func reportIdentity(d *dossier.Document, r *api.Record) {
	o := &r.Object
	var called, held []string
	for _, i := range o.Identifiers {
		called = append(called, i.Scheme+" "+i.Value)
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
	d.Facts(
		dossier.Fact{Name: "Kind", Value: o.Kind}, dossier.Fact{Name: "Part", Value: strings.TrimSpace(o.Part + " " + o.Revision)},
		dossier.Fact{Name: "Made by", Value: o.Maker}, dossier.Fact{Name: "Work order", Value: o.Order},
		dossier.Fact{Name: "Quantity", Value: strings.TrimSpace(o.Quantity + " " + o.Unit)},
		dossier.Fact{Name: "Called", Value: strings.Join(called, ", ")}, dossier.Fact{Name: "State", Value: strings.TrimSpace(o.Life + " " + o.Disposition)},
		dossier.Fact{Name: "Where", Value: cmp.Or(o.Station, o.Location)}, dossier.Fact{Name: "Inside", Value: inside},
		dossier.Fact{Name: "On hold", Value: strings.Join(held, "; ")},
	)
}

// reportBuilt sets what went in below each line of the bill of material; what was
// taken out again is struck through.
func reportBuilt(d *dossier.Document, b *api.Built) {
	if len(b.Lines)+len(b.Parts) == 0 {
		return
	}
	d.Heading("As built, beside as designed")
	t := d.Table(dossier.Column{Name: "Line", Share: 1}, dossier.Column{Name: "Part", Share: 5}, dossier.Column{Name: "Quantity", Share: 2, Right: true}, dossier.Column{Name: "State", Share: 5})
	known := map[string]bool{}
	pieces := func(of func(*api.BuiltPart) bool) {
		for i := range b.Parts {
			if p := &b.Parts[i]; of(p) {
				cells := dossier.Plain("", nameOf(&p.Object)+" "+p.Object.Part, cmp.Or(p.Edge.Quantity, "1"), pieceState(p))
				cells[1].Indent, cells[1].Struck = 1, !p.Edge.To.IsZero()
				t.Row(cells...)
			}
		}
	}
	for i := range b.Lines {
		l := &b.Lines[i]
		known[l.Line] = true
		cells := dossier.Plain(l.Line, strings.TrimSpace(l.Part+" "+l.Name), l.Built+" of "+l.Wanted, lineState(l))
		cells[1].Bold = true
		t.Row(cells...)
		pieces(func(p *api.BuiltPart) bool { return p.Edge.BOMLine == l.Line })
	}
	pieces(func(p *api.BuiltPart) bool { return !known[p.Edge.BOMLine] })
}

func lineState(l *api.BuiltLine) string {
	switch {
	case l.Missing:
		return "MISSING"
	case !l.Due:
		return "not due yet"
	}
	return ""
}

func pieceState(p *api.BuiltPart) string {
	state := []string{stamp(p.Edge.From)}
	if !p.Edge.To.IsZero() {
		state = append(state, "taken out "+stamp(p.Edge.To))
	}
	for _, s := range []struct {
		is   bool
		text string
	}{{p.Joined, "by what was loaded"}, {p.Edge.Possible != "", "possible: " + p.Edge.Possible}, {p.Alternate, "alternate"}, {p.Extra, "ON NO LINE"}, {p.Voided, "voided since"}} {
		if s.is {
			state = append(state, s.text)
		}
	}
	return strings.Join(state, ", ")
}

func reportVisits(d *dossier.Document, visits []api.Visit) {
	if len(visits) == 0 {
		return
	}
	d.Heading("Operations")
	t := d.Table(dossier.Column{Name: "Operation", Share: 3}, dossier.Column{Name: "Station", Share: 2}, dossier.Column{Name: "Begun", Share: 5},
		dossier.Column{Name: "Ended", Share: 5}, dossier.Column{Name: "Outcome", Share: 2}, dossier.Column{Name: "By", Share: 3}, dossier.Column{Name: "With", Share: 3})
	for i := len(visits) - 1; i >= 0; i-- { // the first one first
		v := &visits[i]
		var with []string
		for _, u := range v.Equipment {
			with = append(with, strings.TrimSpace(u.Equipment+" "+u.Program))
		}
		cells := dossier.Plain(v.Operation+" "+strconv.Itoa(v.Attempt), v.Station, stamp(v.Started), stamp(v.Ended), v.Outcome, v.Actor, strings.Join(with, ", "))
		cells[4].Struck = v.VoidSeq != 0
		t.Row(cells...)
	}
}

// reportValues sets the values of each characteristic with their limits, and draws
// those of which there are several.
func reportValues(d *dossier.Document, values []api.Measurement) {
	if len(values) == 0 {
		return
	}
	d.Heading("Measurements")
	var order []string
	of := map[string][]*api.Measurement{}
	for i := len(values) - 1; i >= 0; i-- {
		key := strings.TrimSpace(values[i].Characteristic + " " + values[i].Operation)
		if of[key] == nil {
			order = append(order, key)
		}
		of[key] = append(of[key], &values[i])
	}
	t := d.Table(dossier.Column{Name: "What", Share: 4}, dossier.Column{Name: "Value", Share: 3, Right: true}, dossier.Column{Name: "Limits", Share: 3, Right: true},
		dossier.Column{Name: "Outcome", Share: 2}, dossier.Column{Name: "When", Share: 5}, dossier.Column{Name: "Where, with, by", Share: 5})
	for _, key := range order {
		for _, m := range of[key] {
			cells := dossier.Plain(strings.TrimSpace(key+" "+m.Position), strings.TrimSpace(cmp.Or(m.Value, m.Text)+" "+m.Unit), limitsOf(m), m.Outcome,
				stamp(m.OccurredAt), join(m.Station, m.Equipment, m.Program, m.Actor))
			cells[1].Bold, cells[1].Struck, cells[3].Bold = m.Outcome != "pass", m.VoidSeq != 0, m.Outcome != "pass"
			t.Row(cells...)
		}
	}
	for _, key := range order {
		if len(of[key]) > 1 {
			d.Chart(chartOf(key, of[key]))
		}
	}
}

func limitsOf(m *api.Measurement) string {
	if m.Lower == "" && m.Upper == "" {
		return ""
	}
	return m.Lower + " … " + m.Upper
}

func chartOf(name string, values []*api.Measurement) dossier.Chart {
	c := dossier.Chart{Caption: name}
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

func reportFindings(d *dossier.Document, r *api.Record) {
	if len(r.Defects) > 0 {
		d.Heading("Defects")
		t := d.Table(dossier.Column{Name: "Code", Share: 2}, dossier.Column{Name: "Where on it", Share: 2}, dossier.Column{Name: "Text", Share: 5}, dossier.Column{Name: "Found", Share: 4}, dossier.Column{Name: "Decision", Share: 3})
		for i := range r.Defects {
			f := &r.Defects[i]
			t.Row(dossier.Plain(f.Code, f.Position, f.Text, join(stamp(f.OccurredAt), f.Station), cmp.Or(f.Decision, "open"))...)
		}
	}
	if len(r.Labels) > 0 {
		d.Heading("Labels printed")
		t := d.Table(dossier.Column{Name: "Label", Share: 3}, dossier.Column{Name: "Printer", Share: 2}, dossier.Column{Name: "State", Share: 2}, dossier.Column{Name: "When", Share: 4}, dossier.Column{Name: "Reads", Share: 6})
		for i := range r.Labels {
			j := &r.Labels[i]
			t.Row(dossier.Plain(j.Label, j.Printer, j.State, stamp(j.At), strings.Join(j.Contents, ", "))...)
		}
	}
}

func reportHistory(d *dossier.Document, history []api.Event) {
	d.Heading("What happened")
	t := d.Table(dossier.Column{Name: "Entry", Share: 2, Right: true}, dossier.Column{Name: "When", Share: 4}, dossier.Column{Name: "What", Share: 9}, dossier.Column{Name: "Where, by", Share: 4})
	for i := range history {
		e := &history[i]
		text := cmp.Or(e.Text, e.Step, e.Verb, e.Kind)
		if e.Erased {
			text += " (erased)"
		}
		cells := dossier.Plain(number(e.Seq), stamp(e.OccurredAt), text, join(e.Station, e.Actor))
		cells[2].Struck = e.Corrected != 0
		t.Row(cells...)
	}
}

// join joins what there is of some texts.
func join(texts ...string) string {
	var all []string
	for _, text := range texts {
		if text != "" {
			all = append(all, text)
		}
	}
	return strings.Join(all, " · ")
}

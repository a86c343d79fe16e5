package track

import "fmt"

// Blanked stands where a text of an entry has been erased.
const Blanked = "(erased)"

// Redact takes out of an entry what people have typed and what was answered to
// them, and keeps what Apply needs: objects and their identifiers, parts,
// quantities, visits, results and codes. A rebuild reads it in place of an erased
// entry. With names, identifiers that the entry gave to objects are replaced too,
// by ones that tell only where they stood. Redact is total, and redacts nothing
// more the second time.
func (e *Entry) Redact(names bool) {
	if e.Command != nil {
		info, known := VerbNamed(e.Command.Verb)
		c := *e.Command
		c.Args, c.Confirm, c.Roles = nil, nil, nil
		if known {
			c.Args = info.New()
		}
		e.Command = &c
	}
	if v := e.Verdict; v != nil {
		e.Verdict = &Verdict{
			Answer: v.Answer, Code: v.Code, Text: blanked(v.Text), Rule: v.Rule, Subject: v.Subject, Made: v.Made,
			Also: redactFindings(v.Also),
		}
	}
	e.Fact.redact()
	if m, ok := e.Fact.(*Material); ok && names {
		m.rename(e.Seq)
	}
}

// rename replaces the identifiers that the fact, entry seq, gives and takes.
func (m *Material) rename(seq int64) {
	for i, d := range m.Declared {
		for k := range d.Identifiers {
			d.Identifiers[k].Value = fmt.Sprintf("erased-%d-%d-%d", seq, i, k)
		}
		m.Declared[i].Retired = nil
	}
}

// blanked is what is left of a text.
func blanked(text string) string {
	if text == "" {
		return ""
	}
	return Blanked
}

func redactFindings(all []Finding) []Finding {
	var kept []Finding
	for _, f := range all {
		kept = append(kept, Finding{
			Rule: f.Rule, Code: f.Code, Text: blanked(f.Text), Object: f.Object, Permission: f.Permission, Mode: f.Mode,
		})
	}
	return kept
}

func (m *Material) redact() {
	m.Reason = blanked(m.Reason)
	for _, items := range [][]Item{m.Items, m.Outputs, m.Booked} {
		for i := range items {
			items[i].Possible = blanked(items[i].Possible)
		}
	}
	for i := range m.Results {
		m.Results[i].Text = blanked(m.Results[i].Text)
	}
	for i := range m.Defects {
		m.Defects[i].Text = blanked(m.Defects[i].Text)
	}
	if c := m.Calibrated; c != nil {
		c.Lab = blanked(c.Lab)
		for i := range c.Readings {
			c.Readings[i].Point = blanked(c.Readings[i].Point)
		}
	}
}

func (f *Held) redact() {
	f.Reason, f.Owner, f.ReleaseRule = blanked(f.Reason), blanked(f.Owner), blanked(f.ReleaseRule)
}

func (f *Ordered) redact() {
	f.Reason = blanked(f.Reason)
	if f.Terms != nil {
		f.Terms.Customer = blanked(f.Terms.Customer)
	}
}

func (*Judged) redact()              {}
func (*QueryNamed) redact()          {}
func (*QueryDropped) redact()        {}
func (*Subscribed) redact()          {}
func (*Unsubscribed) redact()        {}
func (f *Certified) redact()         { f.Level, f.Evidence = blanked(f.Level), blanked(f.Evidence) }
func (f *Decertified) redact()       { f.Reason = blanked(f.Reason) }
func (f *Released) redact()          { f.Reason = blanked(f.Reason) }
func (f *Breached) redact()          { f.Text = blanked(f.Text) }
func (f *Corrected) redact()         { f.Reason = blanked(f.Reason) }
func (f *BreachClosed) redact()      { f.Reason = blanked(f.Reason) }
func (f *Permitted) redact()         { f.Reason = blanked(f.Reason) }
func (f *PermissionChanged) redact() { f.Reason = blanked(f.Reason) }
func (f *PoolFilled) redact()        { f.Note = blanked(f.Note) }
func (f *PoolReturned) redact()      { f.Reason = blanked(f.Reason) }
func (f *SerialsReserved) redact()   { f.For.Batch = blanked(f.For.Batch) }
func (f *SerialsReturned) redact()   { f.Reason = blanked(f.Reason) }
func (f *StationChanged) redact()    { f.Note = blanked(f.Note) }
func (f *AndonRaised) redact()       { f.Note = blanked(f.Note) }
func (f *RanOut) redact()            { f.Reason = blanked(f.Reason) }
func (f *AndonAnswered) redact()     { f.Note = blanked(f.Note) }

// redact keeps which labels were printed of what, not what they say.
func (f *Printed) redact() {
	f.Reason, f.Problem, f.Read = blanked(f.Reason), blanked(f.Problem), blanked(f.Read)
	for i := range f.Contents {
		f.Contents[i] = blanked(f.Contents[i])
	}
	f.Fields = redactFields(f.Fields)
	for i := range f.Jobs {
		f.Jobs[i].Fields = redactFields(f.Jobs[i].Fields)
	}
}

func redactFields(fields []PrintField) []PrintField {
	var kept []PrintField
	for _, f := range fields {
		kept = append(kept, PrintField{f.Name, blanked(f.Value)})
	}
	return kept
}

// redact leaves a definition as it is: everything after it was judged by it.
func (f *Published) redact() { f.Reason = blanked(f.Reason) }

package track

import (
	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/tracewright/tracewright/internal/plant"
)

// Against is what stood against a command that was refused or asked back: of
// several findings the one that the verdict names.
type Against struct {
	Answer Answer     `json:"answer"`
	Code   Code       `json:"code"`
	Rule   plant.Rule `json:"rule,omitzero"`
	Verb   Verb       `json:"verb"`
	Part   string     `json:"part,omitzero"` // of the first object of the fact
}

// Refusal is a command that was refused or asked back, for those who look into
// what error-proofing caught.
type Refusal struct {
	Entry      int64
	Answer     Answer // Refuse or Ask
	Code       Code
	Rule       plant.Rule // empty: no rule's mode can permit it
	Verb       Verb
	Station    string
	Object     ObjectID // empty: none is known, as of a code that nobody knows
	Part       string   // of the object
	Actor      string
	OccurredAt Micros
}

// turnedDown is the fact of a command that was not permitted.
func (d *decider) turnedDown(v *Verdict) *Judged {
	f := &Judged{
		Objects: d.named(),
		Against: &Against{Answer: v.Answer, Code: v.Code, Rule: v.Rule, Verb: d.c.Verb},
	}
	if len(f.Objects) > 0 {
		o, _ := d.s.Objects.Get(f.Objects[0])
		f.Against.Part = o.Part
	}
	return f
}

// readAgainst reads what stood against a command from its verdict, for an entry
// from before the fact kept it. A rebuild gives such a command its row then.
func (f *Judged) readAgainst(command, verdict jsontext.Value) error {
	if len(verdict) == 0 {
		return nil // it is redacted
	}
	a, c := &Against{}, struct {
		Verb Verb `json:"verb"`
	}{}
	if err := json.Unmarshal(verdict, a); err != nil {
		return err
	}
	if err := json.Unmarshal(command, &c); err != nil || a.Answer == Permit {
		return err
	}
	a.Verb = c.Verb
	f.Against = a
	return nil
}

func (f *Judged) apply(s *State, e *Entry) {
	a := f.Against
	if a == nil {
		return
	}
	r := Refusal{
		Entry: e.Seq, Answer: a.Answer, Code: a.Code, Rule: a.Rule, Verb: a.Verb, Station: e.Station,
		Part: a.Part, Actor: e.Actor, OccurredAt: e.OccurredAt,
	}
	if len(f.Objects) > 0 {
		r.Object = f.Objects[0]
	}
	if r.Part == "" && r.Object != "" { // an entry from before it was kept
		o, _ := s.Objects.Get(r.Object)
		r.Part = o.Part
	}
	s.Refusals.Put(r)
}

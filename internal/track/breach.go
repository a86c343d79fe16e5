package track

import "github.com/tracewright/tracewright/internal/plant"

// Breach is a rule that a fact has broken: reported when it had happened
// already, or seen by a rule in watch mode.
type Breach struct {
	Entry      int64
	Line       int
	Rule       plant.Rule
	Code       Code
	Object     ObjectID
	Station    string
	Watched    bool // a command that was permitted since the rule only watches
	Text       string
	OccurredAt Micros
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
	Text    string     `json:"text"`
	Watched bool       `json:"watched,omitzero"`
}

// Kind returns the kind of entry that carries the fact.
func (*Breached) Kind() EntryKind { return EntryBreach }

func (f *Breached) touches() []ObjectID { return once([]ObjectID{f.Object}) }

func (f *Breached) apply(s *State, e *Entry) {
	s.Breaches.Put(Breach{
		Entry: e.Seq, Rule: f.Rule, Code: f.Code, Object: f.Object, Station: e.Station,
		Watched: f.Watched, Text: f.Text, OccurredAt: e.OccurredAt,
	})
}

// breaches are the facts of the rules that a report broke, and of those that a
// watching rule would have refused.
func (d *decider) breaches() []Fact {
	var facts []Fact
	for _, f := range d.also {
		if f.Code == CodeClock || f.Code == CodeRecovered || f.Permission != "" || f.Mode == plant.ModeAsk && !d.report() {
			continue
		}
		facts = append(facts, &Breached{Rule: f.Rule, Code: f.Code, Object: f.Object, Text: f.Text, Watched: !d.report()})
	}
	return facts
}

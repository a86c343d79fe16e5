package track

import (
	"strconv"

	"github.com/tracewright/tracewright/internal/plant"
)

// AndonID is the key of an andon call ("A-129": the entry that raised it).
type AndonID string

// Andon is a call for help from the floor. It stands until it is resolved; a
// station may have many.
type Andon struct {
	ID       AndonID
	Kind     plant.CallKind
	Station  string
	Position string
	Object   ObjectID // what it is about; empty where it says none
	Note     string
	// Roles are who answers, as the plant definition had it when it was raised;
	// empty: whoever works at stations.
	Roles []string
	// EscalateAt is when it goes to EscalateTo too, unless it was acknowledged
	// before; 0: never.
	EscalateAt Micros
	EscalateTo []string

	Raised         int64 // entry
	RaisedAt       Micros
	RaisedBy       string // actor
	Acknowledged   int64  // entry; 0 while nobody has
	AcknowledgedAt Micros
	AcknowledgedBy string
	Resolved       int64 // entry; 0 while it stands
	ResolvedAt     Micros
	ResolvedBy     string
	Resolution     string
}

// AndonState is how far a call has come.
type AndonState string

// The states of a call.
const (
	AndonOpen         AndonState = "open"
	AndonAcknowledged AndonState = "acknowledged"
	AndonResolved     AndonState = "resolved"
)

// State is how far the call has come.
func (c *Andon) State() AndonState {
	switch {
	case c.Resolved != 0:
		return AndonResolved
	case c.Acknowledged != 0:
		return AndonAcknowledged
	}
	return AndonOpen
}

// Escalated reports whether nobody had acknowledged the call in time, at a time.
func (c *Andon) Escalated(at Micros) bool {
	if c.EscalateAt == 0 || c.EscalateAt > at {
		return false
	}
	return (c.AcknowledgedAt == 0 || c.AcknowledgedAt > c.EscalateAt) && (c.ResolvedAt == 0 || c.ResolvedAt > c.EscalateAt)
}

// AndonRaised calls for help.
type AndonRaised struct {
	Call       AndonID        `json:"call"`
	Type       plant.CallKind `json:"type"`
	Object     ObjectID       `json:"object,omitzero"`
	Note       string         `json:"note,omitzero"`
	Roles      []string       `json:"roles,omitzero"`
	EscalateAt Micros         `json:"escalateAt,omitzero"`
	EscalateTo []string       `json:"escalateTo,omitzero"`
}

// AndonAct is what becomes of a call.
type AndonAct string

// The acts on calls.
const (
	AndonAcknowledges AndonAct = "acknowledge" // somebody comes
	AndonResolves     AndonAct = "resolve"     // what it was about is put right
)

// AndonAnswered acknowledges or resolves a call.
type AndonAnswered struct {
	Call   AndonID  `json:"call"`
	Act    AndonAct `json:"act"`
	Note   string   `json:"note,omitzero"`
	Object ObjectID `json:"object,omitzero"`
}

// Kind returns the kind of entry that carries the fact.
func (*AndonRaised) Kind() EntryKind   { return EntryAndon }
func (*AndonAnswered) Kind() EntryKind { return EntryAndonAct }

func (f *AndonRaised) touches() []ObjectID   { return once([]ObjectID{f.Object}) }
func (f *AndonAnswered) touches() []ObjectID { return once([]ObjectID{f.Object}) }

func (f *AndonRaised) apply(s *State, e *Entry) {
	s.Andons.Put(Andon{
		ID: f.Call, Kind: f.Type, Station: e.Station, Position: e.Position, Object: f.Object, Note: f.Note, Roles: f.Roles,
		EscalateAt: f.EscalateAt, EscalateTo: f.EscalateTo, Raised: e.Seq, RaisedAt: e.OccurredAt, RaisedBy: e.Actor,
	})
}

func (f *AndonAnswered) apply(s *State, e *Entry) {
	c, ok := s.Andons.Get(f.Call)
	if !ok {
		return
	}
	switch f.Act {
	case AndonAcknowledges:
		c.Acknowledged, c.AcknowledgedAt, c.AcknowledgedBy = e.Seq, e.OccurredAt, e.Actor
	case AndonResolves:
		c.Resolved, c.ResolvedAt, c.ResolvedBy, c.Resolution = e.Seq, e.OccurredAt, e.Actor, f.Note
	}
	s.Andons.Put(c)
}

// andonID is the key of a call that a command raises.
func (d *decider) andonID() AndonID { return AndonID("A-" + strconv.FormatInt(d.t.Seq, 10)) }

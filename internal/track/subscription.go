package track

import (
	"cmp"

	"github.com/tracewright/tracewright/internal/epcis/schedule"
)

// NamedQuery is an EPCIS query that is kept under a name. It is never changed; its
// name is free again once it was dropped.
type NamedQuery struct {
	Name    string
	Query   string // the definition, as JSON (EPCIS 2.0, query schema)
	Actor   string // who named it
	Named   int64  // entry
	NamedAt Micros
	Dropped int64 // entry; 0 while it stands
}

// SubscriptionID is the key of a subscription ("SU-129": the entry that made it, or
// one that the server has drawn).
type SubscriptionID string

// Subscription sends what a named query finds, as it is recorded, to an address
// outside.
type Subscription struct {
	Subscribed
	Actor   string // who subscribed, and whose rights apply
	Began   int64  // entry
	BeganAt Micros
	Ended   int64 // entry; 0 while it stands
}

// QueryNamed keeps a query under a name.
type QueryNamed struct {
	Name  string `json:"name"`
	Query string `json:"query"`
}

// QueryDropped ends a named query. Its subscriptions end with it, by a fact of
// their own.
type QueryDropped struct {
	Name string `json:"name"`
}

// Subscribed begins a subscription.
type Subscribed struct {
	Subscription  SubscriptionID   `json:"subscription"`
	Query         string           `json:"query"`
	Dest          string           `json:"dest"`
	Schedule      *schedule.Fields `json:"schedule,omitzero"` // nil: as soon as there is something
	ReportIfEmpty bool             `json:"reportIfEmpty,omitzero"`
	Since         Micros           `json:"since,omitzero"`  // recorded from then on; 0: from the subscription on
	Format        string           `json:"format,omitzero"` // of identifiers, as the header GS1-EPC-Format has it
	Signed        bool             `json:"signed,omitzero"` // with a secret that the journal does not have
}

// Unsubscribed ends subscriptions.
type Unsubscribed struct {
	Subscriptions []SubscriptionID `json:"subscriptions"`
}

// Kind returns the kind of entry that carries the fact.
func (*QueryNamed) Kind() EntryKind   { return EntryQuery }
func (*QueryDropped) Kind() EntryKind { return EntryQueryDropped }
func (*Subscribed) Kind() EntryKind   { return EntrySubscription }
func (*Unsubscribed) Kind() EntryKind { return EntryUnsubscribed }

func (*QueryNamed) touches() []ObjectID   { return nil }
func (*QueryDropped) touches() []ObjectID { return nil }
func (*Subscribed) touches() []ObjectID   { return nil }
func (*Unsubscribed) touches() []ObjectID { return nil }

func (f *QueryNamed) apply(s *State, e *Entry) {
	s.Queries.Put(NamedQuery{Name: f.Name, Query: f.Query, Actor: e.Actor, Named: e.Seq, NamedAt: e.RecordedAt})
}

func (f *QueryDropped) apply(s *State, e *Entry) {
	if q, ok := s.Queries.Get(f.Name); ok {
		q.Dropped = e.Seq
		s.Queries.Put(q)
	}
}

func (f *Subscribed) apply(s *State, e *Entry) {
	s.Subscriptions.Put(Subscription{Subscribed: *f, Actor: e.Actor, Began: e.Seq, BeganAt: e.RecordedAt})
}

func (f *Unsubscribed) apply(s *State, e *Entry) {
	for _, id := range f.Subscriptions {
		if sub, ok := s.Subscriptions.Get(id); ok {
			sub.Ended = e.Seq
			s.Subscriptions.Put(sub)
		}
	}
}

func bySubscribed(a, b Subscription) int { return cmp.Compare(a.Began, b.Began) }

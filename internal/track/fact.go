package track

import (
	"cmp"
	"slices"
	"time"

	"github.com/tracewright/tracewright/internal/epcis"
	"github.com/tracewright/tracewright/internal/plant"
)

// EntryKind is the kind of a journal entry, and so the kind of its fact.
type EntryKind string

// The kinds of entry that commands make. The journal has kinds of its own
// besides (store, key, epoch, erasure).
const (
	EntryMaterial   EntryKind = "material"   // an EPCIS event
	EntryJudged     EntryKind = "judged"     // a command that was not permitted
	EntryHold       EntryKind = "hold"       // a hold was placed
	EntryRelease    EntryKind = "release"    // a hold was released, or an object cleared
	EntryBreach     EntryKind = "breach"     // a rule was broken
	EntryCorrection EntryKind = "correction" // an entry was declared wrong
	EntryPlant      EntryKind = "plant"      // a plant definition was published
	EntryOrder      EntryKind = "order"      // a work order was made, released, held, closed or changed

	EntryPermission    EntryKind = "permission"     // an override or a concession was given
	EntryPermissionAct EntryKind = "permission-act" // it was signed, used or taken back
	EntryBreachClosed  EntryKind = "breach-closed"  // a breach was answered
	EntryStation       EntryKind = "station"        // the state of a station was told
	EntryAndon         EntryKind = "andon"          // an andon call was raised
	EntryAndonAct      EntryKind = "andon-act"      // it was acknowledged or resolved

	EntryCertificate        EntryKind = "certificate"         // somebody was certified
	EntryCertificateRevoked EntryKind = "certificate-revoked" // a certificate was taken back
	EntryPrint              EntryKind = "print"               // a label was queued, sent, printed or scanned back
	EntryRunOut             EntryKind = "run-out"             // a change that waited for stock was made, or turned back
	EntryPool               EntryKind = "pool"                // numbers were loaded into a pool
	EntryPoolReturned       EntryKind = "pool-returned"       // some of them were given back, or are void
	EntrySerials            EntryKind = "serials"             // serial numbers were set aside
	EntrySerialsReturned    EntryKind = "serials-returned"    // some of them were given back or written off
	EntryQuery              EntryKind = "query"               // an EPCIS query was named
	EntryQueryDropped       EntryKind = "query-dropped"       // it was dropped
	EntrySubscription       EntryKind = "subscription"        // somebody subscribed to a query
	EntryUnsubscribed       EntryKind = "unsubscribed"        // subscriptions were ended
)

// Entry is one fact with its envelope. The first entry of a command carries
// the command and its verdict.
type Entry struct {
	Seq        int64
	RecordedAt Micros
	OccurredAt Micros
	ZoneOffset int
	Station    string
	Position   string
	Session    string
	Actor      string
	Device     string
	Source     string
	CommandID  string
	Plant      int64 // version of the plant definition it was judged by

	Command *Command
	Verdict *Verdict
	Fact    Fact
	answers bool // it carries a command that ReadFact did not read
}

// Fact is what one entry says: Material, or one of the kinds that EPCIS has no
// words for.
type Fact interface {
	Kind() EntryKind
	// touches lists the objects that the fact speaks of, each once.
	touches() []ObjectID
	// apply changes the state by the fact. It is total: it takes any fact on
	// any state.
	apply(s *State, e *Entry)
	// redact blanks what people have typed, and nothing that apply builds on.
	redact()
}

// Material is a fact about objects, in one of the EPCIS shapes.
type Material struct {
	Shape       epcis.Type
	Action      epcis.Action
	BizStep     string // CBV bare word
	Disposition string // CBV bare word; empty: unchanged
	// Parent of an Aggregation or Association.
	Parent ObjectID
	// Items are the objects of an Object event, the children of an
	// Aggregation or Association, the inputs of a Transformation.
	Items []Item
	// Outputs of a Transformation.
	Outputs []Item
	// Edge is the kind of the edges that the event makes or ends.
	Edge EdgeKind
	// Location is a place that is no station; empty: the entry's station.
	Location string
	Order    string // work order
	// Partner is the other end of a shipment or receipt.
	Partner Partner
	// Receipt is the delivery that the items came with.
	Receipt ObjectID

	Declared []Declared // what becomes known of objects
	Visit    *VisitMark
	// Voids are the numbers of visits that no longer stand: of the parent, or
	// without one of the first item.
	Voids []int
	// Disowned are visits of what the first item was parted from. They get a
	// number of its own, so that they can be voided for it alone.
	Disowned []Disowned
	Defects  []FoundDefect
	Decided  *Decided // on defects
	// Attachments are files that show it, by the SHA-256 of their bytes.
	Attachments []string
	Serials     *SerialsTaken
	Drawn       []PoolPlace // numbers of pools that the first item gets
	Results     []Result
	Reason      string
	Away        bool // shipped to an outside operation, expected back
	// Since is the earliest time at which what is loaded may have been there
	// already; 0: it was loaded when the fact occurred.
	Since Micros
	// Booked are changes of quantities on hand, signed, that the event brings
	// about beside what its shape says. They join nothing.
	Booked []Item
	// Exposed are acts that change the life of material.
	Exposed []Exposed
	// Calibrated is how the first item was calibrated.
	Calibrated *Calibrated
	// Told marks a fact that somebody else has told, of things elsewhere; nil for
	// the plant's own facts.
	Told *Told
}

// Disowned is a visit of another object, and the number that it gets.
type Disowned struct {
	Of     ObjectID `json:"of"`
	Visit  int      `json:"visit"`
	Number int      `json:"number"`
}

// Item is an object in a Material fact: the whole of it, or a quantity.
type Item struct {
	Object   ObjectID `json:"object"`
	Quantity Decimal  `json:"quantity,omitzero"` // empty: the whole object
	UoM      string   `json:"uom,omitzero"`
	// Second is the second quantity that goes with the first, such as a weight
	// (catch weight); empty where none is kept.
	Second    Decimal `json:"second,omitzero"`
	SecondUoM string  `json:"secondUom,omitzero"`

	Position string `json:"position,omitzero"`
	BOMLine  string `json:"line,omitzero"`
	Possible string `json:"possible,omitzero"`
	// Returned marks a removed quantity that goes back to its lot.
	Returned bool `json:"returned,omitzero"`
}

// Partner is the other end of a transfer.
type Partner struct {
	ID      string `json:"id,omitzero"` // URI or our own code
	Purpose string `json:"purpose,omitzero"`
}

// Declared is what becomes known of an object, new or not.
type Declared struct {
	Object      ObjectID   `json:"object"`
	Kind        Kind       `json:"kind,omitzero"`
	Part        string     `json:"part,omitzero"`
	Revision    string     `json:"revision,omitzero"`
	Maker       string     `json:"maker,omitzero"`
	UoM         string     `json:"uom,omitzero"`
	Stub        bool       `json:"stub,omitzero"` // spoken of, not described
	Identifiers []NewIdent `json:"identifiers,omitzero"`
	Retired     []NewIdent `json:"retired,omitzero"` // no longer valid
}

// NewIdent is an identifier that an object gets or loses.
type NewIdent struct {
	Scheme Scheme `json:"scheme" doc:"kind of number: serial, lot, package, alias, or the name of another scheme" eg:"alias"`
	Issuer string `json:"issuer,omitzero" doc:"who gave the number" eg:"SEALCO"`
	Value  string `json:"value" doc:"the number itself" eg:"4711"`
	// From and Until say when an object is called so; Until alone is kept of one
	// that it loses.
	From  time.Time `json:"from,omitzero" doc:"from when on it is called so; without it from when this happened" eg:"2026-01-05T06:00:00Z"`
	Until time.Time `json:"until,omitzero" doc:"when it is no longer called so; without it for good" eg:"2026-02-01T00:00:00Z"`
}

// VisitMark begins or ends a visit.
type VisitMark struct {
	Object    ObjectID `json:"object"`
	Number    int      `json:"number"`
	Operation string   `json:"operation"`
	Attempt   int      `json:"attempt"`
	Ends      bool     `json:"ends,omitzero"`
	Outcome   Outcome  `json:"outcome,omitzero"`
	// Begun is when it began, where no entry has said so: as part of another
	// object's visit.
	Begun     Micros `json:"begun,omitzero"`
	Tally     Tally  `json:"tally,omitzero"`
	Run       string `json:"run,omitzero"` // that it is a part of
	Equipment []Used `json:"equipment,omitzero"`
}

// Judged is a command that changed nothing: it was refused or asked back, or
// permitted without a fact.
type Judged struct {
	Objects []ObjectID `json:"objects,omitzero"`
	// Against is what stood against it; nil where it was permitted, and in
	// entries from before it was kept.
	Against *Against `json:"against,omitzero"`
}

// Held places a hold on objects.
type Held struct {
	Hold    HoldID     `json:"hold"`
	Reason  string     `json:"reason"`
	Owner   string     `json:"owner,omitzero"`
	Blocks  []Block    `json:"blocks"`
	Objects []ObjectID `json:"objects"`

	Possible    plant.Mode `json:"possible,omitzero"`
	ReleaseRule string     `json:"releaseRule,omitzero"`
	Scope       *Scope     `json:"scope,omitzero"`
	Standing    bool       `json:"standing,omitzero"`
}

// Released ends a hold, or clears some of its objects.
type Released struct {
	Hold    HoldID     `json:"hold"`
	Reason  string     `json:"reason"`
	Objects []ObjectID `json:"objects,omitzero"` // empty: the whole hold
}

// Corrected declares an entry wrong.
type Corrected struct {
	Entry   int64      `json:"entry"`
	Reason  string     `json:"reason"`
	Objects []ObjectID `json:"objects,omitzero"` // whose fields it changes
	// Told: it was declared wrong by whoever had told it.
	Told bool `json:"told,omitzero"`
}

// Published is a new version of the plant definition, as canonical YAML.
type Published struct {
	Version    int64             `json:"version"`
	Definition string            `json:"definition"`
	Changes    []string          `json:"changes,omitzero"`
	Reason     string            `json:"reason,omitzero"` // why it was published
	parsed     *plant.Definition // of Definition, where it is at hand
}

// Kind returns the kind of entry that carries the fact.
func (*Material) Kind() EntryKind  { return EntryMaterial }
func (*Judged) Kind() EntryKind    { return EntryJudged }
func (*Held) Kind() EntryKind      { return EntryHold }
func (*Released) Kind() EntryKind  { return EntryRelease }
func (*Corrected) Kind() EntryKind { return EntryCorrection }
func (*Published) Kind() EntryKind { return EntryPlant }

func (m *Material) touches() []ObjectID {
	ids := []ObjectID{m.Receipt}
	if _, _, place := m.Parent.Place(); !place {
		ids = []ObjectID{m.Parent, m.Receipt}
	}
	for _, d := range m.Declared {
		ids = append(ids, d.Object)
	}
	for _, it := range m.Items {
		ids = append(ids, it.Object)
	}
	for _, it := range m.Outputs {
		ids = append(ids, it.Object)
	}
	if m.Visit != nil {
		ids = append(ids, m.Visit.Object)
	}
	for _, r := range m.Results {
		ids = append(ids, r.Object)
	}
	for _, f := range m.Defects {
		ids = append(ids, f.Object)
	}
	if m.Told != nil {
		ids = append(ids, m.Told.Disputed...)
	}
	return once(ids)
}

func (f *Judged) touches() []ObjectID    { return once(f.Objects) }
func (f *Held) touches() []ObjectID      { return once(f.Objects) }
func (f *Released) touches() []ObjectID  { return once(f.Objects) }
func (f *Corrected) touches() []ObjectID { return once(f.Objects) }
func (f *Published) touches() []ObjectID { return nil }

// tidy lists whole objects before quantities and gives units to these only, as
// EPCIS does, so that a fact read back from its event is the same fact.
func (m *Material) tidy() {
	for _, items := range [][]Item{m.Items, m.Outputs} {
		for i := range items {
			items[i].UoM = first(items[i].UoM, pieces)
			if items[i].Quantity == "" {
				items[i].UoM = ""
			}
		}
		slices.SortStableFunc(items, func(a, b Item) int {
			return cmp.Compare(min(1, len(a.Quantity)), min(1, len(b.Quantity)))
		})
	}
}

// once drops empty and repeated ids and keeps the order.
func once(ids []ObjectID) []ObjectID {
	out := make([]ObjectID, 0, len(ids))
	seen := make(map[ObjectID]struct{}, len(ids))
	for _, id := range ids {
		if _, again := seen[id]; again || id == "" {
			continue
		}
		seen[id] = struct{}{}
		out = append(out, id)
	}
	return out
}

// Touches lists the objects that an entry speaks of, each once.
func (e *Entry) Touches() []ObjectID { return e.Fact.touches() }

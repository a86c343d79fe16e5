package track

import (
	"github.com/tracewright/tracewright/internal/ident"
	"github.com/tracewright/tracewright/internal/plant"
)

// ObjectID is the key of an object: made by the store that first knew it,
// unique across sites, never reused, kept when the object moves to another
// site ("k7f3qd2m-0000129-0"). It is not what is printed on the object: that
// is an Identifier.
type ObjectID string

// Decimal is the exact text of a decimal number; it is never a float.
type Decimal = plant.Decimal

// Micros is a time in microseconds since 1970 UTC; 0 means that none is given.
type Micros int64

// Kind is what sort of thing an object is.
type Kind string

// The kinds of object (design: words).
const (
	KindUnit      Kind = "unit"
	KindLot       Kind = "lot"
	KindContainer Kind = "container"
	KindEquipment Kind = "equipment"
	KindPackage   Kind = "package"
	KindCarrier   Kind = "carrier"
	KindReceipt   Kind = "receipt"
)

// Life is whether an object is still to be had.
type Life string

// The lives of an object.
const (
	LifeOpen      Life = "open"
	LifeConsumed  Life = "consumed"  // its identity ended in something else
	LifeScrapped  Life = "scrapped"  // destroyed
	LifeShipped   Life = "shipped"   // left the site
	LifeVoid      Life = "void"      // never existed: its making was declared wrong
	LifeForwarded Life = "forwarded" // at an outside operation, expected back
)

// Object is one thing that the journal speaks of, as it is now. What it was on
// another day is answered by its sightings and edges.
type Object struct {
	ID       ObjectID
	Kind     Kind
	Part     string // part number; empty where nobody has said
	Revision string
	Name     string // the identifier people know it by, for answers
	Maker    string // who made a lot; home-made lots have the site
	Order    string // work order
	Quantity Decimal
	UoM      string
	// Second is what is left of the second quantity that is kept beside the
	// first, as catch weight is; empty where none is kept, or left.
	Second    Decimal
	SecondUoM string
	// Known is false for a stub: an object that a fact spoke of before
	// anything described it.
	Known bool

	Life        Life
	Disposition string // CBV bare word
	Station     string // where it was last seen, at a station,
	Position    string // a position of it,
	Location    string // or a place that is no station
	Operation   string // the operation it is in work at; empty between operations
	Visit       int    // number of its last visit; 1 for what has begun its route as part of something else only
	Parent      ObjectID
	ParentKind  EdgeKind

	// Seen orders sightings: place, disposition and life yield only to a
	// later (occurredAt, sequence).
	SeenAt  Micros
	SeenSeq int64
	Created int64 // sequence of the entry that made it known
	Last    int64 // sequence of the last entry that touched it
}

// Whole reports whether the object moves as one thing, so that it can be in
// one place only; a lot is a quantity and can be in many.
func (o *Object) Whole() bool { return o.Kind != KindLot }

// Identifier is a value printed or encoded on an object: an alias, never its
// key. The same value may name several objects, by different issuers or at
// different times.
type Identifier struct {
	Object    ObjectID
	Scheme    Scheme
	Issuer    string // who gave it: a company, a site; empty for our own
	Value     string // at most 256 bytes of UTF-8 without NUL
	KnownFrom int64  // sequence of the entry that gave it
	KnownTo   int64  // sequence of the entry that took it back; 0 while it stands
	ValidFrom Micros
	ValidTo   Micros // 0 while it is valid
}

// Scheme is the kind of an identifier.
type Scheme string

// The schemes of the core; others are kept as they come.
const (
	SchemeSerial  Scheme = "serial"  // serial number given by the maker
	SchemeLot     Scheme = "lot"     // the maker's lot text
	SchemePackage Scheme = "package" // number of a packing unit
	SchemeReceipt Scheme = "receipt" // number of a delivery note, given by the supplier
	SchemeAlias   Scheme = "alias"   // any further number
	// Codes of the plant definition, given by the site.
	SchemeEquipment Scheme = "equipment"
	SchemeCarrier   Scheme = "carrier"
)

// IdentifierKey is the key of an identifier row.
type IdentifierKey struct {
	Object ObjectID
	Scheme Scheme
	Issuer string
	Value  string
	From   int64 // Identifier.KnownFrom
}

// EdgeKind is how one object came to be inside another.
type EdgeKind string

// The kinds of edge. The parent is the whole or the output, the child the
// component or the input.
const (
	EdgeInstalled EdgeKind = "installed" // built in, may be taken out
	EdgeConsumed  EdgeKind = "consumed"  // used up
	EdgePacked    EdgeKind = "packed"
	EdgeSplit     EdgeKind = "split"  // the parent was parted from the child
	EdgeMerged    EdgeKind = "merged" // the child went into the parent
	EdgeSame      EdgeKind = "same"   // both are one thing (same-as)
	// EdgeCarried is on a carrier: a place that moves, and nothing that is inside.
	EdgeCarried EdgeKind = "carried"
	// EdgeReceived joins what came in, as the parent, to its receipt.
	EdgeReceived EdgeKind = "received"
	// Material set up at a position: the parent is the place (see PlaceID).
	EdgeLoaded EdgeKind = "loaded" // in place of what was there
	EdgeAdded  EdgeKind = "added"  // beside what is there: spliced on, or filled into the same bin
)

// Edge is one act of the genealogy; acts are never summed. Rows are versions:
// a change closes KnownTo and puts a new row, so that what was believed on a
// given day can be asked.
type Edge struct {
	Entry     int64 // sequence of the entry that made it
	Line      int   // its place in that entry
	KnownFrom int64
	KnownTo   int64 // 0 while it is believed
	Parent    ObjectID
	Child     ObjectID
	Kind      EdgeKind
	Quantity  Decimal // empty: the whole child, or an unknown share of a transformation's input
	UoM       string
	BOMLine   string
	Position  string // place in the parent (reference designator)
	Operation string
	Station   string
	// Possible says why the edge is not proven; empty when it is.
	Possible     string
	OccurredFrom Micros
	OccurredTo   Micros // 0 while it lasts
	EndEntry     int64  // the entry that ended it; 0 while it lasts
}

// EdgeKey is the key of an edge row.
type EdgeKey struct {
	Entry     int64
	Line      int
	KnownFrom int64
}

// open reports whether the edge is believed and lasts.
func (e *Edge) open() bool { return e.KnownTo == 0 && e.OccurredTo == 0 }

// contains reports whether the edge holds its child as one thing in one place.
func (e *Edge) contains() bool {
	return e.Quantity == "" && (e.Kind == EdgeInstalled || e.Kind == EdgePacked)
}

// stays reports whether the edge says where its child stays, and not that it is
// inside: at a place, or on a carrier.
func (e *Edge) stays() bool { return e.loads() || e.Kind == EdgeCarried }

// loads reports whether the edge says that its child is set up at a place.
func (e *Edge) loads() bool { return e.Kind == EdgeLoaded || e.Kind == EdgeAdded }

// PlaceID is the key under which what is loaded at a position of a station is
// kept: the URI of the place. It is the parent of edges and no object.
func PlaceID(station, position string) ObjectID {
	return ObjectID(ident.PositionURI(station, position))
}

// Place is the station and the position that a key stands for; false for the
// key of an object.
func (id ObjectID) Place() (station, position string, ok bool) { return ident.Position(string(id)) }

// Visit is one pass of an object through an operation. Attempts are numbered,
// never overwritten.
type Visit struct {
	Object    ObjectID
	Number    int // counts the object's visits from 1
	Operation string
	Attempt   int // counts its visits to this operation from 1
	Station   string
	Position  string
	Started   Micros
	Ended     Micros  // 0 while in work
	Outcome   Outcome // none: in work, or left without completing
	Actor     string
	StartSeq  int64
	EndSeq    int64
	VoidSeq   int64 // the entry that voided it; 0 while it stands
	// Equipment is what the visit is made with, in the order in which it was
	// told.
	Equipment []Used
	Run       string // the machine cycle that it is a part of, with others; empty: of none
	Tally
}

// Tally is what a visit of a lot did, in the lot's unit of measure; what is one
// thing has none. What moved on meanwhile as a lot of its own has a visit of
// its own, with a tally of its own.
type Tally struct {
	In     Decimal `json:"in,omitzero"` // when it began
	Good   Decimal `json:"good,omitzero"`
	Scrap  Decimal `json:"scrap,omitzero"`
	Rework Decimal `json:"rework,omitzero"` // to be done again
}

// VisitKey is the key of a visit row.
type VisitKey struct {
	Object ObjectID
	Number int
}

// Outcome is how a visit or a result ended.
type Outcome string

// The outcomes. Aborted visits and invalid results burn no attempt.
const (
	OutcomeNone    Outcome = ""
	OutcomePass    Outcome = "pass"
	OutcomeFail    Outcome = "fail"
	OutcomeInvalid Outcome = "invalid"
)

// Result is the outcome of a measurement, an inspection or a test, with the
// limits as they were applied.
type Result struct {
	Entry          int64
	Line           int
	Object         ObjectID
	Operation      string
	Characteristic string
	Visit          int
	Station        string
	Position       string
	Value          Decimal // empty for a judgement without a number
	Text           string
	UoM            string
	Lower          Decimal
	Upper          Decimal
	Outcome        Outcome
	Equipment      string
	Program        string
	Actor          string
	OccurredAt     Micros
	VoidSeq        int64 // the entry that voided it; 0 while it stands
}

// LineKey is the key of a row made by one line of an entry.
type LineKey struct {
	Entry int64
	Line  int
}

// Sighting is what one entry said of one object: where it was and what became
// of it. An object's sightings are its timeline; its current fields are the
// last of them.
type Sighting struct {
	Object      ObjectID
	Entry       int64
	OccurredAt  Micros
	BizStep     string
	Station     string
	Position    string
	Location    string
	Disposition string
	Life        Life // empty: unchanged
	VoidSeq     int64
}

// SightingKey is the key of a sighting row.
type SightingKey struct {
	Object ObjectID
	Entry  int64
}

// Movement is a change of a quantity on hand. The movements of an object add
// up to its Quantity; no act is summed away.
type Movement struct {
	Entry      int64
	Line       int
	Object     ObjectID
	Delta      Decimal // signed
	UoM        string
	Second     Decimal // of the second quantity, signed; empty where none is kept
	SecondUoM  string
	BizStep    string
	Reason     string // empty where none was given
	OccurredAt Micros
	// Order is the work order that it was made for, or scrapped of; empty for
	// all other movements.
	Order string
}

// HoldID is the key of a hold ("H-129": the entry that placed it).
type HoldID string

// Hold stops objects until it is released. Many may lie on one object.
type Hold struct {
	ID     HoldID
	Reason string
	Owner  string
	Blocks []Block
	// Possible is what happens where it is only possible that something held
	// is inside: ModeEnforce refuses, ModeAsk asks.
	Possible plant.Mode
	// ReleaseRule says in words what must be done before it is released.
	ReleaseRule string
	Scope       *Scope // what it was placed on, where that was a question
	Standing    bool   // what comes to fit the scope later is held too
	Objects     int    // how many objects it was placed on
	Placed      int64
	PlacedAt    Micros
	Released    int64 // sequence of the release; 0 while it stands
	ReleasedAt  Micros
	ReleaseNote string
}

// Block is something that a hold stops.
type Block string

// What a hold may block.
const (
	BlockAdvance Block = "advance" // start or complete an operation
	BlockConsume Block = "consume" // use as a component, split, merge
	BlockPack    Block = "pack"
	BlockShip    Block = "ship"
	// These stay possible unless a hold names them.
	BlockMove    Block = "move"
	BlockInspect Block = "inspect" // measure or inspect
	BlockRework  Block = "rework"
	BlockScrap   Block = "scrap"
)

// HeldObject is one object in the scope of a hold.
type HeldObject struct {
	Hold    HoldID
	Object  ObjectID
	Caught  int64 // the entry that brought it into a standing hold; 0: it was there when the hold was placed
	Cleared int64 // sequence of the entry that cleared it; 0 while held
}

// HeldKey is the key of a held object row.
type HeldKey struct {
	Hold   HoldID
	Object ObjectID
}

// Answered is the row by which a repeated command finds its first answer.
type Answered struct {
	Command string
	Seq     int64  // the entry that carries the command and its verdict
	Actor   string // of what was captured: who has reported it
}

// PlantVersion is one published version of the plant definition.
type PlantVersion struct {
	Version     int64
	Seq         int64
	Definition  string   // canonical YAML
	Changes     []string // against the version before
	Actor       string
	PublishedAt Micros
	Reason      string // why it was published
}

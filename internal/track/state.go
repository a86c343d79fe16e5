package track

import (
	"cmp"
	"slices"

	"github.com/tracewright/tracewright/internal/plant"
)

// State is the working set of a batch of commands: the rows of the views that
// they need, with the changes they make. It belongs to one goroutine.
type State struct {
	// Plant is the current plant definition; nil before the first is published.
	Plant        *plant.Index
	PlantVersion int64
	// Fed says that material was ever loaded at a position, so that more may be
	// inside something than acts tell of.
	Fed bool
	// Carrying says that something was ever put on a carrier.
	Carrying bool

	Objects     *Table[ObjectID, Object]
	Identifiers *Table[IdentifierKey, Identifier]
	Edges       *Table[EdgeKey, Edge]
	Visits      *Table[VisitKey, Visit]
	Results     *Table[LineKey, Result]
	Sightings   *Table[SightingKey, Sighting]
	Movements   *Table[LineKey, Movement]
	Exposures   *Table[LineKey, Exposure]
	Holds       *Table[HoldID, Hold]        // always whole
	Held        *Table[HeldKey, HeldObject] // always whole
	Breaches    *Table[LineKey, Breach]
	Defects     *Table[LineKey, Defect]
	Serials     *Table[string, SerialCounter]
	// Reservations and Reserved are serial numbers that were set aside.
	Reservations *Table[ReservationID, Reservation]
	Reserved     *Table[string, SerialNumber]
	// Pools, PoolRanges and PoolNumbers are numbers that others have given.
	Pools       *Table[string, PoolCount]
	PoolRanges  *Table[string, PoolRange]
	PoolNumbers *Table[string, PoolNumber]

	Permissions *Table[PermissionID, Permission]
	Answers     *Table[string, Answered]
	Versions    *Table[int64, PlantVersion]
	Orders      *Table[string, WorkOrder]
	OrderCounts *Table[OrderCountKey, OrderCount]
	Bookings    *Table[BookingKey, Booking]
	Stations    *Table[string, StationNow]
	// Refusals are only written: nothing is judged by them.
	Refusals *Table[int64, Refusal]
	// StateChanges are only written: what was before is judged by StationNow.
	StateChanges *Table[int64, StateChange]
	Andons       *Table[AndonID, Andon]
	Prints       *Table[PrintID, PrintJob]
	RunOuts      *Table[int64, RunOut]

	// Queries and Subscriptions are what is kept for those outside.
	Queries       *Table[string, NamedQuery]
	Subscriptions *Table[SubscriptionID, Subscription]

	Calibrations *Table[int64, Calibration]
	Certificates *Table[CertificateID, Certificate]

	// Files are those that are kept beside the journal. They are only read.
	Files *Table[string, StoredFile]
	// Attached are only written: which entries name which files.
	Attached *Table[LineKey, Attached]

	// Named are the identifiers by value, those that are no longer valid too; see
	// named.
	Named *Group[string, IdentifierKey, Identifier]
	// NamesOf are all identifiers of an object, those taken back too.
	NamesOf *Group[ObjectID, IdentifierKey, Identifier]
	// Contents are the open edges of a parent: what is inside it now.
	Contents *Group[ObjectID, EdgeKey, Edge]
	// Around are the edges that hold a whole object, or held it: at most one
	// of them is open.
	Around *Group[ObjectID, EdgeKey, Edge]
	// LoadsIn are the loads at a place or on a carrier that have ended, by each week
	// in which they lasted; those that last are among Contents. See loadsAt.
	LoadsIn *Group[PlaceWeek, EdgeKey, Edge]
	// LoadsOf are all places at which an object was ever loaded.
	LoadsOf *Group[ObjectID, EdgeKey, Edge]
	// CarriersOf are all stays of an object on carriers.
	CarriersOf *Group[ObjectID, EdgeKey, Edge]
	// VisitsOf are all visits of an object, the void ones too.
	VisitsOf *Group[ObjectID, VisitKey, Visit]
	// VisitsIn are the visits of a run that stand.
	VisitsIn *Group[string, VisitKey, Visit]
	// InWork are the open visits at a station.
	InWork *Group[string, VisitKey, Visit]
	// ResultsOf are all results of an object, the void ones too.
	ResultsOf *Group[ObjectID, LineKey, Result]
	// SightingsOf are all sightings of an object, the void ones too.
	SightingsOf *Group[ObjectID, SightingKey, Sighting]
	// ExposuresOf are all acts that changed the life of material, the void
	// ones too.
	ExposuresOf *Group[ObjectID, LineKey, Exposure]
	// MovementsOf are all changes of the quantity of an object.
	MovementsOf *Group[ObjectID, LineKey, Movement]
	// Containers are the objects that were parted from a lot or container.
	Containers *Group[ObjectID, EdgeKey, Edge]
	// HoldsOn are the holds that lie on an object.
	HoldsOn *Group[ObjectID, HeldKey, HeldObject]
	// HeldIn are the objects that a hold lies on.
	HeldIn *Group[HoldID, HeldKey, HeldObject]
	// DefectsOf are the defects of an object, the void ones too.
	DefectsOf *Group[ObjectID, LineKey, Defect]
	// DefectsBy and DefectsDecided are those that an entry tells of, and those
	// that it decided.
	DefectsBy      *Group[int64, LineKey, Defect]
	DefectsDecided *Group[int64, LineKey, Defect]
	// PermissionsFor are those that last, by what they cover.
	PermissionsFor *Group[string, PermissionID, Permission]
	// CalibrationsOf are all calibrations of a piece of equipment, the void ones
	// too, in the order in which they were made.
	CalibrationsOf *Group[string, int64, Calibration]
	// CertificatesOf are all certificates of a person, in the order in which they
	// were given.
	CertificatesOf *Group[string, CertificateID, Certificate]
	// BookedAt are the last bookings of somebody at the positions of a station.
	BookedAt *Group[string, BookingKey, Booking]
	// CallsAt are the calls that stand, by station.
	CallsAt *Group[string, AndonID, Andon]
	// BreachesBy are the breaches that an entry tells of.
	BreachesBy *Group[int64, LineKey, Breach]
	// Lasting are the open breaches whose cause lasts, by that.
	Lasting *Group[string, LineKey, Breach]
	// Standing are the holds that catch what comes to fit their scope.
	Standing *Group[bool, HoldID, Hold]
	// UsedIn are the open edges of a child: what it is inside of now.
	UsedIn *Group[ObjectID, EdgeKey, Edge]
	// OpenOrders are the work orders that were released and are not closed.
	OpenOrders *Group[bool, string, WorkOrder]
	// CountsOf are the counts of a work order, by its number.
	CountsOf *Group[string, OrderCountKey, OrderCount]
	// RunOutsOf are the acts on changes of a part that wait for stock, by its
	// number, and RunOutsFrom those that wait for the stock of a part.
	RunOutsOf   *Group[string, int64, RunOut]
	RunOutsFrom *Group[string, int64, RunOut]
	// PrintsOf are the print jobs of an object.
	PrintsOf *Group[ObjectID, PrintID, PrintJob]
	// SubscriptionsTo are those to a named query that stand.
	SubscriptionsTo *Group[string, SubscriptionID, Subscription]
	// ReservationsOf are those of a part that have numbers left.
	ReservationsOf *Group[string, ReservationID, Reservation]
	// ReservedAs and ReservedIn are the numbers that were set aside, by their texts
	// and by their reservations.
	ReservedAs *Group[string, string, SerialNumber]
	ReservedIn *Group[ReservationID, string, SerialNumber]
	// PoolRangesOf and PoolSingles are the ranges of a pool and the numbers that came
	// one by one, PooledAs the numbers by their texts.
	PoolRangesOf *Group[string, string, PoolRange]
	PoolSingles  *Group[string, string, PoolNumber]
	PooledAs     *Group[string, string, PoolNumber]
	// Matches are the answers to questions that a command asks.
	Matches *Table[string, Match]

	// What an entry did, for its correction.
	EdgesBy     *Group[int64, EdgeKey, Edge] // all versions of the edges that it made
	EdgesEnded  *Group[int64, EdgeKey, Edge] // standing versions that it ended
	VisitsBegun *Group[int64, VisitKey, Visit]
	VisitsEnded *Group[int64, VisitKey, Visit]
	ResultsBy   *Group[int64, LineKey, Result]
	SightingsBy *Group[int64, SightingKey, Sighting]
	MovementsBy *Group[int64, LineKey, Movement]
	ExposuresBy *Group[int64, LineKey, Exposure]

	parsed map[int64]parsedPlant // versions of the plant definition, see plantAt
	parts  []part
	marked struct {
		plant   *plant.Index
		version int64
		fed     bool
		carries bool
	}
}

// part is what every table and group can do, whatever its types.
type part interface{ anyMissing() bool }

// undoable is what every table can do besides.
type undoable interface {
	part
	mark()
	rollback()
	Len() int
	Flushed()
}

func newTable[K comparable, R any](s *State, key func(*R) K) *Table[K, R] {
	t := &Table[K, R]{key: key}
	s.parts = append(s.parts, t)
	return t
}

func group[G, K comparable, R any](s *State, t *Table[K, R], order func(a, b R) int, of func(*R) (G, bool)) *Group[G, K, R] {
	g := newGroup(t, of, order)
	s.parts = append(s.parts, g)
	return g
}

// NewState returns an empty working set, in which nothing is loaded.
func NewState() *State {
	s := &State{}
	s.Objects = newTable(s, func(r *Object) ObjectID { return r.ID })
	s.Objects.watch = s.tally
	s.Identifiers = newTable(s, func(r *Identifier) IdentifierKey {
		return IdentifierKey{r.Object, r.Scheme, r.Issuer, r.Value, r.KnownFrom}
	})
	s.Edges = newTable(s, func(r *Edge) EdgeKey { return EdgeKey{r.Entry, r.Line, r.KnownFrom} })
	s.Visits = newTable(s, func(r *Visit) VisitKey { return VisitKey{r.Object, r.Number} })
	s.Results = newTable(s, func(r *Result) LineKey { return LineKey{r.Entry, r.Line} })
	s.Sightings = newTable(s, func(r *Sighting) SightingKey { return SightingKey{r.Object, r.Entry} })
	s.Movements = newTable(s, func(r *Movement) LineKey { return LineKey{r.Entry, r.Line} })
	s.Exposures = newTable(s, func(r *Exposure) LineKey { return LineKey{r.Entry, r.Line} })
	s.Holds = newTable(s, func(r *Hold) HoldID { return r.ID })
	s.Held = newTable(s, func(r *HeldObject) HeldKey { return HeldKey{r.Hold, r.Object} })
	s.Serials = newTable(s, func(r *SerialCounter) string { return r.Part })
	s.Defects = newTable(s, func(r *Defect) LineKey { return LineKey{r.Entry, r.Line} })
	s.Permissions = newTable(s, func(r *Permission) PermissionID { return r.ID })
	s.Matches = newTable(s, func(r *Match) string { return r.Question })
	s.Breaches = newTable(s, func(r *Breach) LineKey { return LineKey{r.Entry, r.Line} })
	s.Refusals = newTable(s, func(r *Refusal) int64 { return r.Entry })
	s.Answers = newTable(s, func(r *Answered) string { return r.Command })
	s.Bookings = newTable(s, func(r *Booking) BookingKey { return BookingKey{r.Bench, r.Position} })
	s.Calibrations = newTable(s, func(r *Calibration) int64 { return r.Entry })
	s.Certificates = newTable(s, func(r *Certificate) CertificateID { return r.ID })
	s.Stations = newTable(s, func(r *StationNow) string { return r.Station })
	s.StateChanges = newTable(s, func(r *StateChange) int64 { return r.Entry })
	s.Andons = newTable(s, func(r *Andon) AndonID { return r.ID })
	s.Versions = newTable(s, func(r *PlantVersion) int64 { return r.Version })
	s.Orders = newTable(s, func(r *WorkOrder) string { return r.Number })
	s.OrderCounts = newTable(s, func(r *OrderCount) OrderCountKey { return OrderCountKey{r.Order, r.Part} })
	s.Reservations = newTable(s, func(r *Reservation) ReservationID { return r.ID })
	s.Reserved = newTable(s, func(r *SerialNumber) string { return r.ID })
	s.Pools = newTable(s, func(r *PoolCount) string { return r.Pool })
	s.PoolRanges = newTable(s, func(r *PoolRange) string { return r.ID })
	s.PoolNumbers = newTable(s, func(r *PoolNumber) string { return r.ID })
	s.Prints = newTable(s, func(r *PrintJob) PrintID { return r.ID })
	s.RunOuts = newTable(s, func(r *RunOut) int64 { return r.Entry })
	s.Queries = newTable(s, func(r *NamedQuery) string { return r.Name })
	s.Subscriptions = newTable(s, func(r *Subscription) SubscriptionID { return r.Subscription })
	s.Files = newTable(s, func(r *StoredFile) string { return r.Digest })
	s.Attached = newTable(s, func(r *Attached) LineKey { return LineKey{r.Entry, r.Line} })
	s.groups()
	return s
}

func (s *State) groups() {
	byName := func(a, b Identifier) int {
		return cmp.Or(cmp.Compare(a.KnownFrom, b.KnownFrom), cmp.Compare(a.Object, b.Object), cmp.Compare(a.Value, b.Value), cmp.Compare(a.Scheme, b.Scheme), cmp.Compare(a.Issuer, b.Issuer))
	}
	byEdge := func(a, b Edge) int {
		return cmp.Or(cmp.Compare(a.Entry, b.Entry), cmp.Compare(a.Line, b.Line), cmp.Compare(a.KnownFrom, b.KnownFrom))
	}
	byVisit := func(a, b Visit) int {
		return cmp.Or(cmp.Compare(a.StartSeq, b.StartSeq), cmp.Compare(a.Object, b.Object), cmp.Compare(a.Number, b.Number))
	}
	byResult := func(a, b Result) int { return cmp.Or(cmp.Compare(a.Entry, b.Entry), cmp.Compare(a.Line, b.Line)) }
	bySeen := func(a, b Sighting) int {
		return cmp.Or(cmp.Compare(a.OccurredAt, b.OccurredAt), cmp.Compare(a.Entry, b.Entry), cmp.Compare(a.Object, b.Object))
	}
	byMove := func(a, b Movement) int { return cmp.Or(cmp.Compare(a.Entry, b.Entry), cmp.Compare(a.Line, b.Line)) }
	byPlaced := func(a, b Hold) int { return cmp.Compare(a.Placed, b.Placed) }
	byExposure := func(a, b Exposure) int { return cmp.Or(cmp.Compare(a.Entry, b.Entry), cmp.Compare(a.Line, b.Line)) }
	byHeld := func(a, b HeldObject) int { return cmp.Or(cmp.Compare(a.Hold, b.Hold), cmp.Compare(a.Object, b.Object)) }

	s.Named = group(s, s.Identifiers, byName, func(r *Identifier) (string, bool) { return r.Value, r.KnownTo == 0 })
	s.NamesOf = group(s, s.Identifiers, byName, func(r *Identifier) (ObjectID, bool) { return r.Object, true })
	s.Contents = group(s, s.Edges, byEdge, func(r *Edge) (ObjectID, bool) { return r.Parent, r.open() })
	s.Around = group(s, s.Edges, byEdge, func(r *Edge) (ObjectID, bool) { return r.Child, r.KnownTo == 0 && r.contains() })
	s.LoadsIn = group[PlaceWeek](s, s.Edges, byEdge, nil)
	s.LoadsIn.spread = (*Edge).weeksLoaded
	s.LoadsOf = group(s, s.Edges, byEdge, func(r *Edge) (ObjectID, bool) { return r.Child, r.KnownTo == 0 && r.loads() })
	s.CarriersOf = group(s, s.Edges, byEdge, func(r *Edge) (ObjectID, bool) { return r.Child, r.KnownTo == 0 && r.Kind == EdgeCarried })
	s.VisitsOf = group(s, s.Visits, byVisit, func(r *Visit) (ObjectID, bool) { return r.Object, true })
	s.VisitsIn = group(s, s.Visits, byVisit, func(r *Visit) (string, bool) { return r.Run, r.Run != "" && r.VoidSeq == 0 })
	s.InWork = group(s, s.Visits, byVisit, func(r *Visit) (string, bool) { return r.Station, r.VoidSeq == 0 && r.Ended == 0 })
	s.ResultsOf = group(s, s.Results, byResult, func(r *Result) (ObjectID, bool) { return r.Object, true })
	s.SightingsOf = group(s, s.Sightings, bySeen, func(r *Sighting) (ObjectID, bool) { return r.Object, true })
	s.ExposuresOf = group(s, s.Exposures, byExposure, func(r *Exposure) (ObjectID, bool) { return r.Object, true })
	s.MovementsOf = group(s, s.Movements, byMove, func(r *Movement) (ObjectID, bool) { return r.Object, true })
	s.Containers = group(s, s.Edges, byEdge, func(r *Edge) (ObjectID, bool) { return r.Child, r.open() && r.Kind == EdgeSplit })
	s.HoldsOn = group(s, s.Held, byHeld, func(r *HeldObject) (ObjectID, bool) { return r.Object, r.Cleared == 0 })

	s.Standing = group(s, s.Holds, byPlaced, func(r *Hold) (bool, bool) { return true, r.Standing && r.Released == 0 })
	byDefect := func(a, b Defect) int { return cmp.Or(cmp.Compare(a.Entry, b.Entry), cmp.Compare(a.Line, b.Line)) }
	s.DefectsOf = group(s, s.Defects, byDefect, func(r *Defect) (ObjectID, bool) { return r.Object, true })
	s.DefectsBy = group(s, s.Defects, byDefect, func(r *Defect) (int64, bool) { return r.Entry, true })
	s.DefectsDecided = group(s, s.Defects, byDefect, func(r *Defect) (int64, bool) { return r.Decided, r.Decided != 0 })
	s.PermissionsFor = group(s, s.Permissions, func(a, b Permission) int { return cmp.Compare(a.Given, b.Given) },
		func(r *Permission) (string, bool) { return r.Covers(), r.Ended == 0 })
	s.CalibrationsOf = group(s, s.Calibrations, byMade, func(r *Calibration) (string, bool) { return r.Equipment, true })
	s.CertificatesOf = group(s, s.Certificates, func(a, b Certificate) int { return cmp.Compare(a.Given, b.Given) },
		func(r *Certificate) (string, bool) { return r.Person, true })
	s.BookedAt = group(s, s.Bookings, func(a, b Booking) int { return cmp.Compare(a.Position, b.Position) },
		func(r *Booking) (string, bool) { return r.Bench, true })
	s.CallsAt = group(s, s.Andons, func(a, b Andon) int { return cmp.Compare(a.Raised, b.Raised) },
		func(r *Andon) (string, bool) { return r.Station, r.Resolved == 0 })
	s.BreachesBy = group(s, s.Breaches, func(a, b Breach) int { return cmp.Compare(a.Line, b.Line) },
		func(r *Breach) (int64, bool) { return r.Entry, true })
	s.Lasting = group(s, s.Breaches, func(a, b Breach) int { return cmp.Compare(a.Entry, b.Entry) },
		func(r *Breach) (string, bool) { return r.Cause, r.Cause != "" && r.Closed == 0 })
	s.OpenOrders = group(s, s.Orders, func(a, b WorkOrder) int { return cmp.Compare(a.Number, b.Number) },
		func(r *WorkOrder) (bool, bool) { return true, r.Released != 0 && r.Closed == 0 })
	s.CountsOf = group(s, s.OrderCounts, byOrder, func(r *OrderCount) (string, bool) { return r.Order, true })
	byAct := func(a, b RunOut) int { return cmp.Compare(a.Entry, b.Entry) }
	s.RunOutsOf = group(s, s.RunOuts, byAct, func(r *RunOut) (string, bool) { return r.Part, true })
	s.RunOutsFrom = group(s, s.RunOuts, byAct, func(r *RunOut) (string, bool) { return r.Stock, true })
	s.PrintsOf = group(s, s.Prints, byPrint, func(r *PrintJob) (ObjectID, bool) { return r.Object, r.Object != "" })
	s.SubscriptionsTo = group(s, s.Subscriptions, bySubscribed, func(r *Subscription) (string, bool) { return r.Query, r.Ended == 0 })
	s.ReservationsOf = group(s, s.Reservations, func(a, b Reservation) int { return cmp.Compare(a.Reserved, b.Reserved) },
		func(r *Reservation) (string, bool) { return r.Part, r.Left() > 0 })
	s.ReservedAs = group(s, s.Reserved, byLine, func(r *SerialNumber) (string, bool) { return r.Serial, true })
	s.ReservedIn = group(s, s.Reserved, byLine, func(r *SerialNumber) (ReservationID, bool) { return r.Reservation, true })
	s.PoolRangesOf = group(s, s.PoolRanges, func(a, b PoolRange) int { return cmp.Compare(a.Start, b.Start) },
		func(r *PoolRange) (string, bool) { return r.Pool, true })
	s.PoolSingles = group(s, s.PoolNumbers, byPlace, func(r *PoolNumber) (string, bool) { return r.Pool, r.Single })
	s.PooledAs = group(s, s.PoolNumbers, byPlace, func(r *PoolNumber) (string, bool) { return r.Number, true })
	s.UsedIn = group(s, s.Edges, byEdge, func(r *Edge) (ObjectID, bool) { return r.Child, r.open() && !r.stays() })
	s.HeldIn = group(s, s.Held, byHeld, func(r *HeldObject) (HoldID, bool) { return r.Hold, r.Cleared == 0 })

	s.EdgesBy = group(s, s.Edges, byEdge, func(r *Edge) (int64, bool) { return r.Entry, true })
	s.EdgesEnded = group(s, s.Edges, byEdge, func(r *Edge) (int64, bool) { return r.EndEntry, r.KnownTo == 0 && r.EndEntry != 0 })
	s.VisitsBegun = group(s, s.Visits, byVisit, func(r *Visit) (int64, bool) { return r.StartSeq, true })
	s.VisitsEnded = group(s, s.Visits, byVisit, func(r *Visit) (int64, bool) { return r.EndSeq, r.EndSeq != 0 })
	s.ResultsBy = group(s, s.Results, byResult, func(r *Result) (int64, bool) { return r.Entry, true })
	s.SightingsBy = group(s, s.Sightings, bySeen, func(r *Sighting) (int64, bool) { return r.Entry, true })
	s.MovementsBy = group(s, s.Movements, byMove, func(r *Movement) (int64, bool) { return r.Entry, true })
	s.ExposuresBy = group(s, s.Exposures, byExposure, func(r *Exposure) (int64, bool) { return r.Entry, true })
}

// LoadEverything says that the working set holds all there is: the beginning
// of a replay, and of tests without a database.
func (s *State) LoadEverything() {
	for _, p := range s.parts {
		p.(interface{ SetWhole() }).SetWhole()
	}
}

// Missing reports whether a row was read that is not loaded, so that what was
// computed from it means nothing.
func (s *State) Missing() bool {
	for _, p := range s.parts {
		if p.anyMissing() {
			return true
		}
	}
	return false
}

// Mark begins a trial; Rollback undoes every change since the last Mark.
func (s *State) Mark() {
	s.marked.plant, s.marked.version, s.marked.fed = s.Plant, s.PlantVersion, s.Fed
	s.marked.carries = s.Carrying
	for _, p := range s.parts {
		if t, ok := p.(undoable); ok {
			t.mark()
		}
	}
}

// Rollback undoes every change since the last Mark.
func (s *State) Rollback() {
	s.Plant, s.PlantVersion, s.Fed = s.marked.plant, s.marked.version, s.marked.fed
	s.Carrying = s.marked.carries
	for _, p := range s.parts {
		if t, ok := p.(undoable); ok {
			t.rollback()
		}
	}
}

// Flushed says that all dirty rows have been written and committed.
func (s *State) Flushed() {
	for _, p := range s.parts {
		if t, ok := p.(undoable); ok {
			t.Flushed()
			t.mark()
		}
	}
	s.Files.forget()
}

// Len is the number of rows held.
func (s *State) Len() int {
	n := 0
	for _, p := range s.parts {
		if t, ok := p.(undoable); ok {
			n += t.Len()
		}
	}
	return n
}

// freshObject says that nothing can refer yet to an object just made.
func (s *State) freshObject(id ObjectID) {
	s.Objects.fresh(id)
	s.NamesOf.fresh(id)
	s.Contents.fresh(id)
	s.Around.fresh(id)
	s.LoadsOf.fresh(id)
	s.CarriersOf.fresh(id)
	s.UsedIn.fresh(id)
	s.ExposuresOf.fresh(id)
	s.MovementsOf.fresh(id)
	s.Containers.fresh(id)
	s.VisitsOf.fresh(id)
	s.ResultsOf.fresh(id)
	s.SightingsOf.fresh(id)
	s.HoldsOn.fresh(id)
	s.DefectsOf.fresh(id)
	s.PrintsOf.fresh(id)
}

// visits are the standing visits of an object, in the order they were begun.
func (s *State) visits(id ObjectID) []Visit {
	return slices.DeleteFunc(s.VisitsOf.Rows(id), func(v Visit) bool { return v.VoidSeq != 0 })
}

// results are the standing results of an object, in the order of their entries.
func (s *State) results(id ObjectID) []Result {
	return slices.DeleteFunc(s.ResultsOf.Rows(id), func(r Result) bool { return r.VoidSeq != 0 })
}

// names are the identifiers that an object is believed to have, the retired
// ones too.
func (s *State) names(id ObjectID) []Identifier {
	return slices.DeleteFunc(s.NamesOf.Rows(id), func(n Identifier) bool { return n.KnownTo != 0 })
}

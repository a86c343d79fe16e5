package view

import (
	"context"
	"fmt"

	"github.com/tracewright/tracewright/internal/plant"
	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/track"
)

// NewState returns a working set with what every decision needs: the current
// plant definition and all that stands on hold. The rest is loaded as it is
// missed.
func NewState(ctx context.Context, tx *sqldb.Tx) (*track.State, error) {
	s := track.NewState()
	if err := holds.loadAll(ctx, tx, s.Holds, ""); err != nil {
		return nil, err
	}
	if err := held.loadAll(ctx, tx, s.Held, ""); err != nil {
		return nil, err
	}
	s.HoldsOn.SetWhole()
	s.HeldIn.SetWhole()
	s.Standing.SetWhole()
	for question, answer := range map[string]*bool{anyLoaded: &s.Fed, anyCarried: &s.Carrying} {
		found, err := sqldb.Select(ctx, tx, func(v *int64) []any { return []any{v} }, question)
		if err != nil {
			return nil, fmt.Errorf("look for what was loaded: %w", err)
		}
		*answer = len(found) > 0
	}
	current, err := sqldb.Select(ctx, tx, versions.scan, versions.query("order by version desc limit 1"))
	if err != nil {
		return nil, fmt.Errorf("load the plant definition: %w", err)
	}
	for _, v := range current {
		def, err := plant.Parse([]byte(v.Definition))
		if err != nil {
			return nil, fmt.Errorf("plant definition %d: %w", v.Version, err)
		}
		s.Plant, s.PlantVersion = def.Index(), v.Version
		s.Versions.Load(v)
	}
	return s, nil
}

// anyLoaded tells whether material was ever loaded at a position.
const anyLoaded = "select entry from edge where kind in ('loaded', 'added') limit 1"

// anyCarried tells whether anything was ever put on a carrier.
const anyCarried = "select entry from edge where kind = 'carried' limit 1"

// Load gives the working set the rows that it misses, with one statement for
// each table and group.
func Load(ctx context.Context, tx *sqldb.Tx, s *track.State) error {
	loads := []func() error{
		func() error { return objects.load(ctx, tx, s.Objects) },
		func() error { return answers.load(ctx, tx, s.Answers) },
		func() error { return versions.load(ctx, tx, s.Versions) },
		func() error { return orders.load(ctx, tx, s.Orders) },
		func() error { return stations.load(ctx, tx, s.Stations) },
		func() error { return andons.load(ctx, tx, s.Andons) },
		func() error { return loadGroup(ctx, tx, andons, s.CallsAt, "station in (?) and resolved = 0") },
		func() error { return loadOpenOrders(ctx, tx, s) },
		func() error { return loadGroup(ctx, tx, orderCounts, s.CountsOf, "work_order in (?)") },
		func() error {
			return loadGroup(ctx, tx, identifiers, s.Named, "value in (?) and known_to = 0")
		},
		func() error { return loadGroup(ctx, tx, identifiers, s.NamesOf, "object in (?)") },
		func() error {
			return loadGroup(ctx, tx, edges, s.Contents, "parent in (?) and known_to = 0 and occurred_to = 0")
		},
		func() error {
			return loadGroup(ctx, tx, edges, s.Around, "child in (?) and known_to = 0 and quantity = '' and kind in ('installed', 'packed')")
		},
		func() error { return loadWeeks(ctx, tx, s) },
		func() error {
			return loadGroup(ctx, tx, edges, s.CarriersOf, "child in (?) and known_to = 0 and kind = 'carried'")
		},
		func() error {
			return loadGroup(ctx, tx, edges, s.LoadsOf, "child in (?) and known_to = 0 and kind in ('loaded', 'added')")
		},
		func() error {
			return loadGroup(ctx, tx, edges, s.UsedIn, "child in (?) and known_to = 0 and occurred_to = 0 and kind not in ('loaded', 'added', 'carried')")
		},
		func() error { return loadGroup(ctx, tx, defects, s.DefectsOf, "object in (?)") },
		func() error { return loadGroup(ctx, tx, defects, s.DefectsBy, "entry in (?)") },
		func() error {
			return loadGroup(ctx, tx, defects, s.DefectsDecided, "decided in (?) and decided <> 0")
		},
		func() error { return files.load(ctx, tx, s.Files) },
		func() error { return calibrations.load(ctx, tx, s.Calibrations) },
		func() error { return loadGroup(ctx, tx, calibrations, s.CalibrationsOf, "equipment in (?)") },
		func() error { return queries.load(ctx, tx, s.Queries) },
		func() error { return subscriptions.load(ctx, tx, s.Subscriptions) },
		func() error {
			return loadGroup(ctx, tx, subscriptions, s.SubscriptionsTo, "query in (?) and ended = 0")
		},
		func() error { return certificates.load(ctx, tx, s.Certificates) },
		func() error { return loadGroup(ctx, tx, certificates, s.CertificatesOf, "person in (?)") },
		func() error { return loadGroup(ctx, tx, bookings, s.BookedAt, "bench in (?)") },
		func() error { return permissions.load(ctx, tx, s.Permissions) },
		func() error { return serials.load(ctx, tx, s.Serials) },
		func() error { return pools.load(ctx, tx, s.Pools) },
		func() error { return poolRanges.load(ctx, tx, s.PoolRanges) },
		func() error { return poolNumbers.load(ctx, tx, s.PoolNumbers) },
		func() error { return loadGroup(ctx, tx, poolRanges, s.PoolRangesOf, "pool in (?)") },
		func() error { return loadGroup(ctx, tx, poolNumbers, s.PoolSingles, "pool in (?) and single = 1") },
		func() error { return loadGroup(ctx, tx, poolNumbers, s.PooledAs, "number in (?)") },
		func() error { return reservations.load(ctx, tx, s.Reservations) },
		func() error { return serialNumbers.load(ctx, tx, s.Reserved) },
		func() error {
			return loadGroup(ctx, tx, reservations, s.ReservationsOf, "part in (?) and used + returned + lost < count")
		},
		func() error { return loadGroup(ctx, tx, serialNumbers, s.ReservedAs, "serial in (?)") },
		func() error { return loadGroup(ctx, tx, serialNumbers, s.ReservedIn, "reservation in (?)") },
		func() error {
			return loadGroup(ctx, tx, permissions, s.PermissionsFor, "covers in (?) and ended = 0")
		},
		func() error { return prints.load(ctx, tx, s.Prints) },
		func() error { return loadGroup(ctx, tx, prints, s.PrintsOf, "object in (?) and object <> ''") },
		func() error { return loadGroup(ctx, tx, runOuts, s.RunOutsOf, "part in (?)") },
		func() error { return loadGroup(ctx, tx, runOuts, s.RunOutsFrom, "stock in (?)") },
		func() error { return loadGroup(ctx, tx, breaches, s.BreachesBy, "entry in (?)") },
		func() error {
			return loadGroup(ctx, tx, breaches, s.Lasting, "cause in (?) and cause <> '' and closed = 0")
		},
		func() error { return loadGroup(ctx, tx, edges, s.EdgesBy, "entry in (?)") },
		func() error {
			return loadGroup(ctx, tx, edges, s.EdgesEnded, "end_entry in (?) and end_entry <> 0 and known_to = 0")
		},
		func() error { return loadGroup(ctx, tx, visits, s.VisitsOf, "object in (?)") },
		func() error {
			return loadGroup(ctx, tx, visits, s.VisitsIn, "run in (?) and run <> '' and void_seq = 0")
		},
		func() error {
			return loadGroup(ctx, tx, visits, s.InWork, "station in (?) and ended = 0 and void_seq = 0")
		},
		func() error { return loadGroup(ctx, tx, visits, s.VisitsBegun, "start_seq in (?)") },
		func() error {
			return loadGroup(ctx, tx, visits, s.VisitsEnded, "end_seq in (?) and end_seq <> 0")
		},
		func() error { return loadGroup(ctx, tx, results, s.ResultsOf, "object in (?)") },
		func() error { return loadGroup(ctx, tx, results, s.ResultsBy, "entry in (?)") },
		func() error { return loadGroup(ctx, tx, sightings, s.SightingsOf, "object in (?)") },
		func() error { return loadGroup(ctx, tx, sightings, s.SightingsBy, "entry in (?)") },
		func() error { return loadGroup(ctx, tx, movements, s.MovementsBy, "entry in (?)") },
		func() error { return loadGroup(ctx, tx, movements, s.MovementsOf, "object in (?)") },
		func() error { return loadGroup(ctx, tx, exposures, s.ExposuresOf, "object in (?)") },
		func() error { return loadGroup(ctx, tx, exposures, s.ExposuresBy, "entry in (?)") },
		func() error {
			return loadGroup(ctx, tx, edges, s.Containers, "child in (?) and kind = 'split' and known_to = 0 and occurred_to = 0")
		},
	}
	for _, load := range loads {
		if err := load(); err != nil {
			return err
		}
	}
	return answerQuestions(ctx, tx, s)
}

// loadOpenOrders gives the working set the work orders that were released and
// are not closed, where it misses them.
func loadOpenOrders(ctx context.Context, tx *sqldb.Tx, s *track.State) error {
	if len(s.OpenOrders.Missing()) == 0 {
		return nil
	}
	rows, err := sqldb.Select(ctx, tx, orders.scan, orders.query("where released <> 0 and state <> 'closed'"))
	if err != nil {
		return fmt.Errorf("load open work orders: %w", err)
	}
	s.OpenOrders.Loaded(rows)
	return nil
}

// loadWeeks gives the working set what was at places and on carriers in the weeks that it
// asks for, with a statement for each week.
func loadWeeks(ctx context.Context, tx *sqldb.Tx, s *track.State) error {
	places := map[int64][]track.ObjectID{}
	for _, w := range s.LoadsIn.Missing() {
		places[w.Week] = append(places[w.Week], w.Place)
	}
	var rows []track.Edge
	for week, ids := range places {
		from, until := track.PlaceWeek{Week: week}.Span()
		more, err := sqldb.SelectIn(ctx, tx, edges.scan, edges.query("where known_to = 0 and kind in ('loaded', 'added', 'carried') and occurred_to >= $1 and occurred_from < $2 and parent in (?)"),
			texts(ids), int64(max(from, 1)), int64(until))
		if err != nil {
			return fmt.Errorf("load what was at places: %w", err)
		}
		rows = append(rows, more...)
	}
	s.LoadsIn.Loaded(rows)
	return nil
}

// answerQuestions answers what commands ask of all objects there are. What the
// working set has changed is written before, so that the answer includes it.
func answerQuestions(ctx context.Context, tx *sqldb.Tx, s *track.State) error {
	questions := s.Matches.Missing()
	if len(questions) == 0 {
		return nil
	}
	if err := Flush(ctx, tx, s); err != nil {
		return err
	}
	q := &Query{ctx: ctx, tx: tx}
	for _, question := range questions {
		asked, err := track.ReadQuestion(question)
		if err != nil {
			return err
		}
		match := track.Match{Question: question}
		switch {
		case asked.Stock != nil:
			match, err = q.onStock(asked.Stock)
			match.Question = question
		case asked.Breaches != nil:
			match.Entries, err = q.openBreaches(asked.Breaches, s.Plant)
		case asked.Order != "":
			match.Objects, err = q.working(asked.Order, asked.Courses, track.MaxHeld+1)
		default:
			match.Objects, err = q.Matching(asked.Scope, track.MaxHeld+1)
		}
		if err != nil {
			return err
		}
		s.Matches.Load(match)
	}
	return nil
}

// Flush writes what the working set has changed. The caller commits, and tells
// the working set then that it is flushed.
func Flush(ctx context.Context, tx *sqldb.Tx, s *track.State) error {
	for _, v := range views() {
		if err := v.flush(ctx, tx, s); err != nil {
			return err
		}
	}
	return nil
}

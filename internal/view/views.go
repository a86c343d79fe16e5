package view

import (
	"context"

	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/track"
)

// oneView is a table of the views, for what is done with all of them alike.
type oneView struct {
	name  string
	key   []string
	flush func(ctx context.Context, tx *sqldb.Tx, s *track.State) error
}

func of[K comparable, R any](t *table[K, R], set func(*track.State) *track.Table[K, R]) oneView {
	return oneView{t.name, t.key, func(ctx context.Context, tx *sqldb.Tx, s *track.State) error { return t.flush(ctx, tx, set(s)) }}
}

// views lists every table of the views, once: what is not here is not written,
// not made again and not compared.
func views() []oneView {
	return []oneView{
		of(objects, func(s *track.State) *track.Table[track.ObjectID, track.Object] { return s.Objects }),
		of(identifiers, func(s *track.State) *track.Table[track.IdentifierKey, track.Identifier] { return s.Identifiers }),
		of(edges, func(s *track.State) *track.Table[track.EdgeKey, track.Edge] { return s.Edges }),
		of(visits, func(s *track.State) *track.Table[track.VisitKey, track.Visit] { return s.Visits }),
		of(results, func(s *track.State) *track.Table[track.LineKey, track.Result] { return s.Results }),
		of(sightings, func(s *track.State) *track.Table[track.SightingKey, track.Sighting] { return s.Sightings }),
		of(movements, func(s *track.State) *track.Table[track.LineKey, track.Movement] { return s.Movements }),
		of(exposures, func(s *track.State) *track.Table[track.LineKey, track.Exposure] { return s.Exposures }),
		of(holds, func(s *track.State) *track.Table[track.HoldID, track.Hold] { return s.Holds }),
		of(held, func(s *track.State) *track.Table[track.HeldKey, track.HeldObject] { return s.Held }),
		of(breaches, func(s *track.State) *track.Table[track.LineKey, track.Breach] { return s.Breaches }),
		of(refusals, func(s *track.State) *track.Table[int64, track.Refusal] { return s.Refusals }),
		of(permissions, func(s *track.State) *track.Table[track.PermissionID, track.Permission] { return s.Permissions }),
		of(bookings, func(s *track.State) *track.Table[track.BookingKey, track.Booking] { return s.Bookings }),
		of(calibrations, func(s *track.State) *track.Table[int64, track.Calibration] { return s.Calibrations }),
		of(queries, func(s *track.State) *track.Table[string, track.NamedQuery] { return s.Queries }),
		of(subscriptions, func(s *track.State) *track.Table[track.SubscriptionID, track.Subscription] { return s.Subscriptions }),
		of(certificates, func(s *track.State) *track.Table[track.CertificateID, track.Certificate] { return s.Certificates }),
		of(defects, func(s *track.State) *track.Table[track.LineKey, track.Defect] { return s.Defects }),
		of(attached, func(s *track.State) *track.Table[track.LineKey, track.Attached] { return s.Attached }),
		of(serials, func(s *track.State) *track.Table[string, track.SerialCounter] { return s.Serials }),
		of(pools, func(s *track.State) *track.Table[string, track.PoolCount] { return s.Pools }),
		of(poolRanges, func(s *track.State) *track.Table[string, track.PoolRange] { return s.PoolRanges }),
		of(poolNumbers, func(s *track.State) *track.Table[string, track.PoolNumber] { return s.PoolNumbers }),
		of(reservations, func(s *track.State) *track.Table[track.ReservationID, track.Reservation] { return s.Reservations }),
		of(serialNumbers, func(s *track.State) *track.Table[string, track.SerialNumber] { return s.Reserved }),
		of(answers, func(s *track.State) *track.Table[string, track.Answered] { return s.Answers }),
		of(versions, func(s *track.State) *track.Table[int64, track.PlantVersion] { return s.Versions }),
		of(prints, func(s *track.State) *track.Table[track.PrintID, track.PrintJob] { return s.Prints }),
		of(orders, func(s *track.State) *track.Table[string, track.WorkOrder] { return s.Orders }),
		of(stations, func(s *track.State) *track.Table[string, track.StationNow] { return s.Stations }),
		of(stateChanges, func(s *track.State) *track.Table[int64, track.StateChange] { return s.StateChanges }),
		of(andons, func(s *track.State) *track.Table[track.AndonID, track.Andon] { return s.Andons }),
		of(runOuts, func(s *track.State) *track.Table[int64, track.RunOut] { return s.RunOuts }),
		of(orderCounts, func(s *track.State) *track.Table[track.OrderCountKey, track.OrderCount] { return s.OrderCounts }),
	}
}

// Tables names the tables of the views, which a rebuild makes again.
func Tables() []string {
	var names []string
	for _, v := range views() {
		names = append(names, v.name)
	}
	return names
}

package view

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/track"
)

var reservations = newTable[track.ReservationID](
	"serial_reservation", "id",
	"id, part, revision, issuer, work_order, place, printer, batch, until, count, used, returned, lost, next, station, actor, reserved, reserved_at",
	func(r *track.Reservation) []any {
		return []any{
			&r.ID, &r.Part, &r.Revision, &r.Issuer, &r.Order, &r.Place, &r.Printer, &r.Batch, &r.Until, &r.Count, &r.Used,
			&r.Returned, &r.Lost, &r.Next, &r.Station, &r.Actor, &r.Reserved, &r.At,
		}
	},
	func(r *track.Reservation) []any {
		return []any{
			string(r.ID), r.Part, r.Revision, r.Issuer, r.Order, r.Place, r.Printer, r.Batch, int64(r.Until), int64(r.Count), int64(r.Used),
			int64(r.Returned), int64(r.Lost), int64(r.Next), r.Station, r.Actor, r.Reserved, int64(r.At),
		}
	},
)

var serialNumbers = newTable[string](
	"serial_number", "id",
	"id, reservation, line, part, issuer, serial, state, object, reason, actor, changed, changed_at",
	func(r *track.SerialNumber) []any {
		return []any{
			&r.ID, &r.Reservation, &r.Line, &r.Part, &r.Issuer, &r.Serial, &r.State, &r.Object, &r.Reason, &r.Actor, &r.Changed, &r.At,
		}
	},
	func(r *track.SerialNumber) []any {
		return []any{
			r.ID, string(r.Reservation), int64(r.Line), r.Part, r.Issuer, r.Serial, string(r.State), string(r.Object), r.Reason, r.Actor,
			r.Changed, int64(r.At),
		}
	},
)

// ReservationFilter picks reservations of serial numbers; what is empty does not
// bind.
type ReservationFilter struct {
	Part  string
	Order string
	Place string
	Open  bool // only those with numbers that are still to be used or given back
	// OverAt, where it is not 0, picks those that have ended by then.
	OverAt track.Micros
}

// Reservations lists reservations of serial numbers, the last made first.
func (q *Query) Reservations(want ReservationFilter, p Page) (rows []track.Reservation, next string, err error) {
	f := &filter{}
	f.equal("part", want.Part)
	f.equal("work_order", want.Order)
	f.equal("place", want.Place)
	if want.Open || want.OverAt != 0 {
		f.add("used + returned + lost < count")
	}
	if want.OverAt != 0 {
		f.add("until <> 0 and until <= ?", int64(want.OverAt))
	}
	if p.After != "" {
		seq, err := numberCursor(p.After)
		if err != nil {
			return nil, "", err
		}
		f.add("reserved < ?", seq)
	}
	rows, err = sqldb.Select(q.ctx, q.tx, reservations.scan, reservations.query(f.where("reserved desc", p.limit())), f.args...)
	if err != nil {
		return nil, "", fmt.Errorf("list reservations: %w", err)
	}
	rows, next = page(rows, p.limit(), func(r *track.Reservation) string { return strconv.FormatInt(r.Reserved, 10) })
	return rows, next, nil
}

// Reservation returns one reservation of serial numbers, or ErrNotFound.
func (q *Query) Reservation(id track.ReservationID) (track.Reservation, error) {
	rows, err := sqldb.Select(q.ctx, q.tx, reservations.scan, reservations.query("where id = $1"), string(id))
	if err != nil {
		return track.Reservation{}, fmt.Errorf("read reservation %s: %w", id, err)
	}
	if len(rows) == 0 {
		return track.Reservation{}, fmt.Errorf("reservation %s: %w", id, ErrNotFound)
	}
	return rows[0], nil
}

// ReservedSerials lists the numbers of a reservation in their order: all, or those in a
// state.
func (q *Query) ReservedSerials(id track.ReservationID, state track.SerialState, p Page) (rows []track.SerialNumber, next string, err error) {
	f := &filter{}
	f.add("reservation = ?", string(id))
	f.equal("state", string(state))
	if p.After != "" {
		line, err := numberCursor(p.After)
		if err != nil {
			return nil, "", err
		}
		f.add("line > ?", line)
	}
	rows, err = sqldb.Select(q.ctx, q.tx, serialNumbers.scan, serialNumbers.query(f.where("line", p.limit())), f.args...)
	if err != nil {
		return nil, "", fmt.Errorf("list reserved serial numbers: %w", err)
	}
	rows, next = page(rows, p.limit(), func(n *track.SerialNumber) string { return strconv.Itoa(n.Line) })
	return rows, next, nil
}

// SerialGaps lists the serial numbers of a part that were given out and that no unit
// bears, in the order of their texts: set aside, given back, written off, or taken
// back with the record of a unit.
func (q *Query) SerialGaps(part string, p Page) (rows []track.SerialNumber, next string, err error) {
	f := &filter{}
	f.add("part = ?", part)
	f.add("state <> 'used'")
	if p.After != "" {
		serial, id, _ := strings.Cut(p.After, "\t")
		f.add("(serial > ? or serial = ? and id > ?)", serial, serial, id)
	}
	rows, err = sqldb.Select(q.ctx, q.tx, serialNumbers.scan, serialNumbers.query(f.where("serial, id", p.limit())), f.args...)
	if err != nil {
		return nil, "", fmt.Errorf("list gaps of serial numbers: %w", err)
	}
	rows, next = page(rows, p.limit(), func(n *track.SerialNumber) string { return n.Serial + "\t" + n.ID })
	return rows, next, nil
}

// SerialAccount is what became of the serial numbers of a part.
type SerialAccount struct {
	Part string
	// Next is the running number that comes next by the pattern of the part; 0 where
	// it has none, or none was given out.
	Next     uint64
	Units    int // units of the part that bear a number
	SetAside int // numbers that were ever set aside, which are Used, Reserved, Returned or Lost
	Used     int
	Reserved int
	Over     int // of these: the reservation has ended
	Returned int
	Lost     int
}

// SerialAccountOf counts the serial numbers of a part, at a time.
func (q *Query) SerialAccountOf(part string, now track.Micros) (SerialAccount, error) {
	a := SerialAccount{Part: part}
	counters, err := sqldb.Select(q.ctx, q.tx, serials.scan, serials.query("where part = $1"), part)
	if err != nil {
		return a, fmt.Errorf("read the counter of %s: %w", part, err)
	}
	if len(counters) > 0 {
		a.Next = counters[0].Next
	}
	const sums = `select coalesce(sum(count), 0), coalesce(sum(used), 0), coalesce(sum(returned), 0), coalesce(sum(lost), 0),
coalesce(sum(case when until <> 0 and until <= $2 then count - used - returned - lost else 0 end), 0)
from serial_reservation
where part = $1`
	_, err = sqldb.Select(q.ctx, q.tx, func(*struct{}) []any { return []any{&a.SetAside, &a.Used, &a.Returned, &a.Lost, &a.Over} }, sums, part, int64(now))
	if err != nil {
		return a, fmt.Errorf("count the reserved numbers of %s: %w", part, err)
	}
	a.Reserved = a.SetAside - a.Used - a.Returned - a.Lost
	const units = "select count(*) from object where part = $1 and kind = 'unit' and life <> 'void'"
	_, err = sqldb.Select(q.ctx, q.tx, func(*struct{}) []any { return []any{&a.Units} }, units, part)
	if err != nil {
		return a, fmt.Errorf("count the units of %s: %w", part, err)
	}
	return a, nil
}

// The states of a serial number that nothing is recorded of.
const (
	SerialFree   track.SerialState = "free"   // nobody has been given it
	SerialPassed track.SerialState = "passed" // the running number has passed it
)

// Serial says what became of a serial number: of each part that has given it out, or
// of each whose pattern it has where none did. None is an empty list.
func (q *Query) Serial(serial string) ([]track.SerialNumber, error) {
	rows, err := sqldb.Select(q.ctx, q.tx, serialNumbers.scan, serialNumbers.query("where serial = $1 order by id limit "+strconv.Itoa(maxPage)), serial)
	if err != nil {
		return nil, fmt.Errorf("read serial number: %w", err)
	}
	names, err := q.Called(serial)
	if err != nil {
		return nil, err
	}
	names = slices.DeleteFunc(names, func(n track.Identifier) bool { return n.ValidTo != 0 })
	bearers, err := q.bearers(names)
	if err != nil {
		return nil, err
	}
	for i := range bearers {
		o := &bearers[i]
		if o.Kind == track.KindUnit && !slices.ContainsFunc(rows, func(n track.SerialNumber) bool { return n.Object == o.ID }) {
			rows = append(rows, track.SerialNumber{Part: o.Part, Issuer: o.Maker, Serial: serial, State: track.SerialUsed, Object: o.ID, Changed: o.Created})
		}
	}
	if len(rows) > 0 {
		return rows, nil
	}
	return q.byPattern(serial)
}

// byPattern says what becomes of a number that nothing is recorded of, by the
// patterns of the parts.
func (q *Query) byPattern(serial string) ([]track.SerialNumber, error) {
	index, err := q.Plant()
	if err != nil {
		return nil, err
	}
	var rows []track.SerialNumber
	parts := index.Definition().Parts
	for i := range parts {
		pattern, ok := index.SerialPattern(&parts[i])
		if !ok {
			continue
		}
		m, ours := pattern.Match(serial)
		if !ours || slices.ContainsFunc(rows, func(n track.SerialNumber) bool { return n.Part == parts[i].Number }) {
			continue
		}
		counters, err := sqldb.Select(q.ctx, q.tx, serials.scan, serials.query("where part = $1"), parts[i].Number)
		if err != nil {
			return nil, fmt.Errorf("read the counter of %s: %w", parts[i].Number, err)
		}
		n := track.SerialNumber{Part: parts[i].Number, Issuer: index.Definition().Site.Code, Serial: serial, State: SerialFree}
		if len(counters) > 0 && pattern.Len() > 0 && m.N < counters[0].Next {
			n.State = SerialPassed
		}
		rows = append(rows, n)
	}
	return rows, nil
}

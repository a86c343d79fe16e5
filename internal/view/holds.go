package view

import (
	"fmt"
	"strconv"

	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/track"
)

// HoldsOn gives the open holds that lie on each of some objects themselves,
// the first placed first.
func (q *Query) HoldsOn(ids []track.ObjectID) (map[track.ObjectID][]track.HoldID, error) {
	rows, err := sqldb.SelectIn(q.ctx, q.tx, func(r *track.HeldObject) []any { return []any{&r.Hold, &r.Object} },
		"select held.hold, held.object from held join hold on hold.id = held.hold "+
			"where held.cleared = 0 and hold.released = 0 and held.object in (?) order by hold.placed", texts(ids))
	if err != nil {
		return nil, fmt.Errorf("read holds: %w", err)
	}
	on := map[track.ObjectID][]track.HoldID{}
	for _, r := range rows {
		on[r.Object] = append(on[r.Object], r.Hold)
	}
	return on, nil
}

// HoldState picks holds by whether they stand.
type HoldState string

// The states of a hold; the empty one is both.
const (
	HoldOpen     HoldState = "open"
	HoldReleased HoldState = "released"
)

// Holds lists holds, the last placed first.
func (q *Query) Holds(state HoldState, p Page) (rows []track.Hold, next string, err error) {
	f := &filter{}
	switch state {
	case HoldOpen:
		f.add("released = 0")
	case HoldReleased:
		f.add("released <> 0")
	}
	if p.After != "" {
		seq, err := numberCursor(p.After)
		if err != nil {
			return nil, "", err
		}
		f.add("placed < ?", seq)
	}
	rows, err = sqldb.Select(q.ctx, q.tx, holds.scan, holds.query(f.where("placed desc", p.limit())), f.args...)
	if err != nil {
		return nil, "", fmt.Errorf("list holds: %w", err)
	}
	rows, next = page(rows, p.limit(), func(r *track.Hold) string { return strconv.FormatInt(r.Placed, 10) })
	return rows, next, nil
}

// Hold returns one hold, or ErrNotFound.
func (q *Query) Hold(id track.HoldID) (track.Hold, error) {
	rows, err := sqldb.Select(q.ctx, q.tx, holds.scan, holds.query("where id = $1"), string(id))
	if err != nil {
		return track.Hold{}, fmt.Errorf("read hold: %w", err)
	}
	if len(rows) == 0 {
		return track.Hold{}, fmt.Errorf("hold %s: %w", id, ErrNotFound)
	}
	return rows[0], nil
}

// HeldObjects lists the objects in the scope of a hold, in the order of their
// keys.
func (q *Query) HeldObjects(id track.HoldID, p Page) (rows []track.HeldObject, next string, err error) {
	f := &filter{}
	f.add("hold = ?", string(id))
	if p.After != "" {
		f.add("object > ?", p.After)
	}
	rows, err = sqldb.Select(q.ctx, q.tx, held.scan, held.query(f.where("object", p.limit())), f.args...)
	if err != nil {
		return nil, "", fmt.Errorf("list held objects: %w", err)
	}
	rows, next = page(rows, p.limit(), func(r *track.HeldObject) string { return string(r.Object) })
	return rows, next, nil
}

// HoldOn is a hold that lies, or lay, on an object.
type HoldOn struct {
	track.Hold
	Cleared int64 // the entry that cleared the object; 0 while the hold lies on it
}

// ObjectHolds lists the holds that lie, or lay, on an object itself, the last
// placed first, at most 1000.
func (q *Query) ObjectHolds(id track.ObjectID) ([]HoldOn, error) {
	on, err := sqldb.Select(q.ctx, q.tx, held.scan, held.query("where object = $1 order by hold limit 1000"), string(id))
	if err != nil {
		return nil, fmt.Errorf("read holds on %s: %w", id, err)
	}
	cleared := map[track.HoldID]int64{}
	var ids []track.HoldID
	for _, h := range on {
		cleared[h.Hold] = h.Cleared
		ids = append(ids, h.Hold)
	}
	rows, err := sqldb.SelectIn(q.ctx, q.tx, holds.scan, holds.query("where id in (?) order by placed desc"), texts(ids))
	if err != nil {
		return nil, fmt.Errorf("read holds: %w", err)
	}
	var list []HoldOn
	for _, h := range rows {
		list = append(list, HoldOn{h, cleared[h.ID]})
	}
	return list, nil
}

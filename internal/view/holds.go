package view

import (
	"fmt"

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

package view

import (
	"fmt"

	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/track"
)

// Carriers lists on which carriers an object has been, or was on at a time, the
// last first: at most 1,000 stays, each an edge from the carrier.
func (q *Query) Carriers(id track.ObjectID, asOf track.Micros) ([]track.Edge, error) {
	f := &filter{}
	f.add("known_to = 0 and kind = 'carried'")
	f.add("child = ?", string(id))
	if asOf != 0 {
		f.add("occurred_from <= ? and (occurred_to = 0 or occurred_to > ?)", int64(asOf), int64(asOf))
	}
	const most = 1000
	rows, err := sqldb.Select(q.ctx, q.tx, edges.scan, edges.query(f.where("occurred_from desc, entry desc, line desc", most)), f.args...)
	if err != nil {
		return nil, fmt.Errorf("list the carriers of %s: %w", id, err)
	}
	return rows, nil
}

package view

import (
	"fmt"

	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/track"
)

// WIP is work in progress of one part at one place.
type WIP struct {
	Station   string
	Operation string // what they are in work at; empty for those that wait
	Part      string
	Objects   int
	Oldest    track.Micros // when the longest there was last seen
}

const selectWIP = `
select station, operation, part, count(*), min(seen_at)
from object
where life = 'open' and visit > 0 and parent = ''
group by station, operation, part
order by station, operation desc, part
limit 10000`

// WIP lists what has begun its route and has not gone into anything else: in
// work, or waiting where it was last seen.
func (q *Query) WIP() ([]WIP, error) {
	rows, err := sqldb.Select(q.ctx, q.tx, func(r *WIP) []any {
		return []any{&r.Station, &r.Operation, &r.Part, &r.Objects, &r.Oldest}
	}, selectWIP)
	if err != nil {
		return nil, fmt.Errorf("read work in progress: %w", err)
	}
	return rows, nil
}

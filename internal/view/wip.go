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

const (
	selectWIP = `
select station, operation, part, count(*), min(seen_at)
from object
where life = 'open' and visit > 0 and parent = ''` + byPlace
	selectOrderWIP = `
select station, operation, part, count(*), min(seen_at)
from object
where life = 'open' and visit > 0 and parent = '' and work_order = $1 and work_order <> ''` + byPlace
	byPlace = `
group by station, operation, part
order by station, operation desc, part
limit 10000`
)

// WIP lists what has begun its route and has not gone into anything else: in
// work, or waiting where it was last seen. Of one work order, or of all where
// none is named.
func (q *Query) WIP(order string) ([]WIP, error) {
	query, args := selectWIP, []any{}
	if order != "" {
		query, args = selectOrderWIP, []any{order}
	}
	rows, err := sqldb.Select(q.ctx, q.tx, func(r *WIP) []any {
		return []any{&r.Station, &r.Operation, &r.Part, &r.Objects, &r.Oldest}
	}, query, args...)
	if err != nil {
		return nil, fmt.Errorf("read work in progress: %w", err)
	}
	return rows, nil
}

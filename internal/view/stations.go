package view

import (
	"fmt"

	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/track"
)

const countWorking = `
select station, count(*)
from visit
where ended = 0 and void_seq = 0
group by station
order by station`

// Working counts the open visits at each station.
func (q *Query) Working() (map[string]int, error) {
	type row struct {
		station string
		n       int
	}
	rows, err := sqldb.Select(q.ctx, q.tx, func(r *row) []any { return []any{&r.station, &r.n} }, countWorking)
	if err != nil {
		return nil, fmt.Errorf("count open visits: %w", err)
	}
	working := make(map[string]int, len(rows))
	for _, r := range rows {
		working[r.station] = r.n
	}
	return working, nil
}

// InWork lists the open visits at a station, the oldest first, at most limit.
func (q *Query) InWork(station string, limit int) ([]track.Visit, error) {
	rows, err := sqldb.Select(q.ctx, q.tx, visits.scan,
		visits.query("where station = $1 and ended = 0 and void_seq = 0 order by start_seq limit $2"), station, limit)
	if err != nil {
		return nil, fmt.Errorf("read what is in work at %s: %w", station, err)
	}
	return rows, nil
}

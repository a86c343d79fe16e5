package view

import (
	"cmp"
	"fmt"
	"strings"

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

// StationsNow is the present state of each station that has told one.
func (q *Query) StationsNow() (map[string]track.StationNow, error) {
	rows, err := sqldb.Select(q.ctx, q.tx, stations.scan, stations.query("order by station"))
	if err != nil {
		return nil, fmt.Errorf("read states of stations: %w", err)
	}
	now := make(map[string]track.StationNow, len(rows))
	for _, r := range rows {
		now[r.Station] = r
	}
	return now, nil
}

// StateStretch is a state of a station from when on it was told until the next.
type StateStretch struct {
	track.StateChange
	Until track.Micros // 0 while it lasts
}

// StationStates lists the states of a station, the last first.
func (q *Query) StationStates(station string, p Page) (list []StateStretch, next string, err error) {
	f, until := &filter{}, track.Micros(0)
	f.add("station = ?", station)
	if p.After != "" {
		since, entry, _ := strings.Cut(p.After, ".")
		from, err1 := numberCursor(since)
		seq, err2 := numberCursor(entry)
		if err := cmp.Or(err1, err2); err != nil {
			return nil, "", err
		}
		f.add("(since < ? or since = ? and entry < ?)", from, from, seq)
		until = track.Micros(from)
	}
	rows, err := sqldb.Select(q.ctx, q.tx, stateChanges.scan, stateChanges.query(f.where("since desc, entry desc", p.limit())), f.args...)
	if err != nil {
		return nil, "", fmt.Errorf("list states of station %s: %w", station, err)
	}
	rows, next = page(rows, p.limit(), func(r *track.StateChange) string { return fmt.Sprintf("%d.%d", r.From, r.Entry) })
	for _, r := range rows {
		list = append(list, StateStretch{r, until})
		until = r.From
	}
	return list, next, nil
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

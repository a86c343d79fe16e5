package cli

import (
	"context"
	"sync"
	"time"

	"github.com/tracewright/tracewright/internal/plant"
	"github.com/tracewright/tracewright/internal/sqldb"
)

// lines knows the line of each station in the current plant definition.
type lines struct {
	db *sqldb.DB

	mu      sync.Mutex
	version int64
	index   *plant.Index
	looked  time.Time
}

// linesAge is how long the plant is believed without looking again.
const linesAge = time.Second

// of returns the line of a station; empty when the plant has no such station,
// or cannot be read.
func (l *lines) of(station string) string {
	l.mu.Lock()
	defer l.mu.Unlock()
	if time.Since(l.looked) > linesAge {
		l.look()
		l.looked = time.Now()
	}
	if l.index == nil {
		return ""
	}
	_, line, _, ok := l.index.Station(station)
	if !ok {
		return ""
	}
	return line.Code
}

const selectPlant = `
select version, definition
from plant_version
order by version desc
limit 1`

func (l *lines) look() {
	ctx, cancel := context.WithTimeout(context.Background(), linesAge)
	defer cancel()
	err := l.db.Read(ctx, func(tx *sqldb.Tx) error {
		type row struct {
			version    int64
			definition string
		}
		rows, err := sqldb.Select(ctx, tx, func(r *row) []any { return []any{&r.version, &r.definition} }, selectPlant)
		if err != nil || len(rows) == 0 || rows[0].version == l.version {
			return err
		}
		d, err := plant.Parse([]byte(rows[0].definition))
		if err != nil {
			return err
		}
		l.version, l.index = rows[0].version, d.Index()
		return nil
	})
	if err != nil {
		l.version, l.index = 0, nil // a scope without a plant is empty
	}
}

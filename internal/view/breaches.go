package view

import (
	"fmt"

	"github.com/tracewright/tracewright/internal/plant"
	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/track"
)

// BreachFilter picks breaches; what is empty does not bind.
type BreachFilter struct {
	Rule    plant.Rule
	Code    track.Code
	Station string
	Object  track.ObjectID
	// Open picks those that nobody has answered.
	Open bool
}

// Breaches lists broken rules, the last first.
func (q *Query) Breaches(b BreachFilter, p Page) (rows []track.Breach, next string, err error) {
	f := &filter{}
	f.equal("rule", string(b.Rule))
	f.equal("code", string(b.Code))
	f.equal("station", b.Station)
	f.equal("object", string(b.Object))
	if b.Open {
		f.add("closed = 0")
	}
	if err := f.before(p); err != nil {
		return nil, "", err
	}
	rows, err = sqldb.Select(q.ctx, q.tx, breaches.scan, breaches.query(f.where("entry desc, line desc", p.limit())), f.args...)
	if err != nil {
		return nil, "", fmt.Errorf("list breaches: %w", err)
	}
	rows, next = page(rows, p.limit(), func(r *track.Breach) string { return fmt.Sprintf("%d.%d", r.Entry, r.Line) })
	return rows, next, nil
}

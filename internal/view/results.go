package view

import (
	"fmt"

	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/track"
)

// ResultFilter picks results; what is empty does not bind.
type ResultFilter struct {
	Object         track.ObjectID
	Characteristic string
	Station        string
	Equipment      string
	Outcome        track.Outcome
}

// Results lists measurements, inspections and tests, the last first; those
// that no longer stand too.
func (q *Query) Results(r ResultFilter, p Page) (rows []track.Result, next string, err error) {
	f := &filter{}
	f.equal("object", string(r.Object))
	f.equal("characteristic", r.Characteristic)
	f.equal("station", r.Station)
	f.equal("equipment", r.Equipment)
	f.equal("outcome", string(r.Outcome))
	if err := f.before(p); err != nil {
		return nil, "", err
	}
	rows, err = sqldb.Select(q.ctx, q.tx, results.scan, results.query(f.where("entry desc, line desc", p.limit())), f.args...)
	if err != nil {
		return nil, "", fmt.Errorf("list results: %w", err)
	}
	rows, next = page(rows, p.limit(), func(r *track.Result) string { return fmt.Sprintf("%d.%d", r.Entry, r.Line) })
	return rows, next, nil
}

package view

import (
	"fmt"
	"strconv"

	"github.com/tracewright/tracewright/internal/plant"
	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/track"
)

// AndonFilter picks calls; what is empty does not bind.
type AndonFilter struct {
	Kind    plant.CallKind
	Station string
	Object  track.ObjectID
	// Role picks those that a role answers, as one of theirs or as what they
	// escalate to.
	Role  string
	State track.AndonState
	Open  bool // those that are not resolved
}

// Andons lists calls, the last raised first.
func (q *Query) Andons(a AndonFilter, p Page) (rows []track.Andon, next string, err error) {
	f := &filter{}
	f.equal("kind", string(a.Kind))
	f.equal("station", a.Station)
	f.equal("object", string(a.Object))
	switch a.State {
	case track.AndonOpen:
		f.add("acknowledged = 0 and resolved = 0")
	case track.AndonAcknowledged:
		f.add("acknowledged <> 0 and resolved = 0")
	case track.AndonResolved:
		f.add("resolved <> 0")
	}
	if a.Open {
		f.add("resolved = 0")
	}
	if a.Role != "" {
		f.add("'\n' || roles || '\n' || escalate_to || '\n' like '%\n' || ? || '\n%'", a.Role)
	}
	if p.After != "" {
		seq, err := numberCursor(p.After)
		if err != nil {
			return nil, "", err
		}
		f.add("raised < ?", seq)
	}
	rows, err = sqldb.Select(q.ctx, q.tx, andons.scan, andons.query(f.where("raised desc", p.limit())), f.args...)
	if err != nil {
		return nil, "", fmt.Errorf("list andon calls: %w", err)
	}
	rows, next = page(rows, p.limit(), func(r *track.Andon) string { return strconv.FormatInt(r.Raised, 10) })
	return rows, next, nil
}

// Andon returns one call, or ErrNotFound.
func (q *Query) Andon(id track.AndonID) (track.Andon, error) {
	rows, err := sqldb.Select(q.ctx, q.tx, andons.scan, andons.query("where id = $1"), string(id))
	if err == nil && len(rows) == 0 {
		err = ErrNotFound
	}
	if err != nil {
		return track.Andon{}, fmt.Errorf("read call %s: %w", id, err)
	}
	return rows[0], nil
}

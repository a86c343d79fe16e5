package view

import (
	"fmt"

	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/track"
)

// VisitFilter picks visits; what is empty does not bind.
type VisitFilter struct {
	Object    track.ObjectID
	Operation string
	Station   string
	Run       string
	Equipment string // code of a piece it was made with
	Open      bool   // only those in work
	Voided    bool   // also those that no longer stand
}

// Visits lists visits, the last begun first.
func (q *Query) Visits(v VisitFilter, p Page) (rows []track.Visit, next string, err error) {
	f := &filter{}
	if !v.Voided {
		f.add("void_seq = 0")
	}
	f.equal("object", string(v.Object))
	f.equal("operation", v.Operation)
	f.equal("station", v.Station)
	f.equal("run", v.Run)
	if v.Equipment != "" {
		f.add("equipment <> '' and "+usedIn("equipment"), usedText(v.Equipment))
	}
	if v.Open {
		f.add("ended = 0")
	}
	if p.After != "" {
		seq, err := numberCursor(p.After)
		if err != nil {
			return nil, "", err
		}
		f.add("start_seq < ?", seq)
	}
	rows, err = sqldb.Select(q.ctx, q.tx, visits.scan, visits.query(f.where("start_seq desc", p.limit())), f.args...)
	if err != nil {
		return nil, "", fmt.Errorf("read visits: %w", err)
	}
	rows, next = page(rows, p.limit(), func(r *track.Visit) string { return fmt.Sprint(r.StartSeq) })
	return rows, next, nil
}

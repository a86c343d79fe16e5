package view

import (
	"fmt"
	"strings"

	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/track"
)

var prints = newTable[track.PrintID](
	"print_job", "id",
	"id, label, object, work_order, place, printer, copies, fields, verify, event, again, reason, station, actor, state, problem, tries, contents, digest, queued, queued_at, changed, changed_at",
	func(r *track.PrintJob) []any {
		return []any{
			&r.ID, &r.Label, &r.Object, &r.Order, &r.Place, &r.Printer, &r.Copies, &jsonListOf[track.PrintField]{&r.Fields}, &r.Verify,
			&r.Event, &r.Again, &r.Reason, &r.Station, &r.Actor, &r.State, &r.Problem, &r.Tries, &jsonListOf[string]{&r.Contents},
			&r.Digest, &r.Queued, &r.QueuedAt, &r.Changed, &r.At,
		}
	},
	func(r *track.PrintJob) []any {
		return []any{
			string(r.ID), r.Label, string(r.Object), r.Order, r.Place, r.Printer, int64(r.Copies), jsonList(r.Fields), flag(r.Verify),
			string(r.Event), string(r.Again), r.Reason, r.Station, r.Actor, string(r.State), r.Problem, int64(r.Tries),
			jsonList(r.Contents), r.Digest, int64(r.Queued), int64(r.QueuedAt), int64(r.Changed), int64(r.At),
		}
	},
)

// PrintFilter picks print jobs; what is empty does not bind.
type PrintFilter struct {
	State   track.PrintState
	Printer string
	Label   string
	Object  track.ObjectID
	Order   string
	Station string
	Open    bool // only those that something is still to be done with
}

// openPrints are the print jobs that are not printed yet, may not be, or were not
// scanned back as they must be.
const openPrints = "(state in ('queued', 'sending', 'failed', 'unknown') or verify = 1 and state in ('sent', 'accepted'))"

// PrintJobs lists print jobs, the last queued first.
func (q *Query) PrintJobs(p PrintFilter, at Page) (rows []track.PrintJob, next string, err error) {
	f := &filter{}
	f.equal("state", string(p.State))
	f.equal("printer", p.Printer)
	f.equal("label", p.Label)
	f.equal("object", string(p.Object))
	f.equal("work_order", p.Order)
	f.equal("station", p.Station)
	if p.Open {
		f.add(openPrints)
	}
	if at.After != "" {
		entry, id, _ := strings.Cut(at.After, ".")
		queued, err := numberCursor(entry)
		if err != nil {
			return nil, "", err
		}
		f.add("(queued < ? or queued = ? and id > ?)", queued, queued, id)
	}
	rows, err = sqldb.Select(q.ctx, q.tx, prints.scan, prints.query(f.where("queued desc, id", at.limit())), f.args...)
	if err != nil {
		return nil, "", fmt.Errorf("list print jobs: %w", err)
	}
	rows, next = page(rows, at.limit(), func(r *track.PrintJob) string { return fmt.Sprintf("%d.%s", r.Queued, r.ID) })
	return rows, next, nil
}

// PrintJob returns one print job, or ErrNotFound.
func (q *Query) PrintJob(id track.PrintID) (track.PrintJob, error) {
	rows, err := sqldb.Select(q.ctx, q.tx, prints.scan, prints.query("where id = $1"), string(id))
	if err != nil {
		return track.PrintJob{}, fmt.Errorf("read print job %s: %w", id, err)
	}
	if len(rows) == 0 {
		return track.PrintJob{}, fmt.Errorf("print job %s: %w", id, ErrNotFound)
	}
	return rows[0], nil
}

// DuePrints lists the print jobs in a state, the first queued first: of one
// printer, or of all where none is named.
func (q *Query) DuePrints(state track.PrintState, printer string, limit int) ([]track.PrintJob, error) {
	f := &filter{}
	f.equal("state", string(state))
	f.equal("printer", printer)
	rows, err := sqldb.Select(q.ctx, q.tx, prints.scan, prints.query(f.where("queued, length(id), id", limit)), f.args...)
	if err != nil {
		return nil, fmt.Errorf("list due print jobs: %w", err)
	}
	return rows, nil
}

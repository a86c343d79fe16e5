package capture

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/go-json-experiment/json"

	"github.com/tracewright/tracewright/internal/engine"
	"github.com/tracewright/tracewright/internal/epcis"
	"github.com/tracewright/tracewright/internal/epcis/hash"
	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/track"
)

// together is how many events are handed to the engine before the job notes how
// far it has come.
const together = 100

// Run does the jobs, one after the other in their order, until ctx ends, while
// this server is the one that writes.
func (j *Jobs) Run(ctx context.Context) error {
	look := time.NewTicker(time.Second)
	defer look.Stop()
	swept := false
	for {
		if j.Engine.Leads() {
			if !swept {
				swept = j.sweep(ctx) == nil
			}
			for more := true; more && ctx.Err() == nil; {
				var err error
				if more, err = j.Step(ctx); err != nil {
					more = false // it is tried again when the ticker comes
				}
			}
		} else {
			swept = false
		}
		select {
		case <-j.wake:
		case <-look.C:
		case <-ctx.Done():
			return nil
		}
	}
}

// Step takes the first job that is not done some events further; false when there
// is none.
func (j *Jobs) Step(ctx context.Context) (more bool, err error) {
	rows, err := j.jobs(ctx, "where finished_at = 0 order by number limit 1")
	if err != nil || len(rows) == 0 {
		return false, err
	}
	job := &rows[0]
	type spooled struct {
		n         int64
		event     []byte
		spellings string
	}
	var next []spooled
	err = j.DB.Read(ctx, func(tx *sqldb.Tx) (err error) {
		next, err = sqldb.Select(ctx, tx, func(s *spooled) []any { return []any{&s.n, &s.event, &s.spellings} },
			"select n, event, spellings from capture_event where job = $1 and n >= $2 order by n limit $3", job.ID, job.next, together)
		return err
	})
	if err != nil {
		return false, err
	}
	if len(next) == 0 {
		return true, j.finish(ctx, job)
	}
	last := next[len(next)-1].n
	var events []*epcis.Event
	for _, s := range next {
		if s.n >= MaxEvents {
			if err := j.describe(ctx, job, s.n, string(s.event)); err != nil {
				return false, err
			}
			continue
		}
		e, err := epcis.ParseEvent(s.event, epcis.Limits{})
		if err != nil {
			return false, err
		}
		e.Spellings = strings.Fields(s.spellings)
		events = append(events, e)
	}
	began, err := j.began(ctx, job)
	if err != nil {
		return false, err
	}
	outcomes, err := j.record(ctx, events, &job.By)
	if err != nil {
		return false, err
	}
	for i, e := range events {
		if failed := outcomes[i].err; failed != nil {
			failed.Event = track.CapturedID(e)
			job.fail(*failed)
			continue
		}
		job.Done++
		if at := outcomes[i].recorded; !at.IsZero() && at.Before(began) {
			job.Known++
		}
	}
	return true, j.note(ctx, job, last+1)
}

// began is when nothing of a job had been recorded yet, also where a crash has made
// it begin again: jobs are done one after the other.
func (j *Jobs) began(ctx context.Context, job *row) (at time.Time, err error) {
	var finished []int64
	err = j.DB.Read(ctx, func(tx *sqldb.Tx) (err error) {
		finished, err = sqldb.Select(ctx, tx, func(n *int64) []any { return []any{n} },
			"select finished_at from capture_job where number < $1 order by number desc limit 1", job.Number)
		return err
	})
	at = job.CreatedAt
	for _, micros := range finished {
		if before := time.UnixMicro(micros); before.After(at) {
			at = before
		}
	}
	return at, err
}

const noteJob = `
update capture_job
set next = $2, done = $3, known = $4, errors = $5
where id = $1`

// note keeps how far a job has come.
func (j *Jobs) note(ctx context.Context, job *row, next int64) error {
	errs, err := json.Marshal(job.Errors)
	if err != nil {
		return err
	}
	return j.DB.Write(ctx, func(tx *sqldb.Tx) error {
		_, err := tx.Exec(ctx, noteJob, job.ID, next, job.Done, job.Known, errs)
		return err
	})
}

// finish ends a job, and forgets what it has spooled.
func (j *Jobs) finish(ctx context.Context, job *row) error {
	return j.DB.Write(ctx, func(tx *sqldb.Tx) error {
		if _, err := tx.Exec(ctx, "delete from capture_event where job = $1", job.ID); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, "update capture_job set finished_at = $2 where id = $1", job.ID, j.Now().UnixMicro())
		return err
	})
}

// One captures a single event, and returns the id that it has. One that is known
// by its id is ErrExists.
func (j *Jobs) One(ctx context.Context, e *epcis.Event, by Sender) (id string, err error) {
	id = track.CapturedID(e)
	known, err := j.known(ctx, []*epcis.Event{e}, &by)
	if err != nil {
		return id, err
	}
	if _, exists := known[by.id(e)]; exists {
		return id, ErrExists
	}
	outcomes, err := j.record(ctx, []*epcis.Event{e}, &by)
	if err == nil && outcomes[0].err != nil {
		err = &InvalidError{[]Error{*outcomes[0].err}}
	}
	return id, err
}

// outcome is what became of an event.
type outcome struct {
	err      *Error    // what was wrong with it; nil: it is recorded
	recorded time.Time // when it came before; zero: it did not
}

// record hands events to the engine and waits for all of them. An error means that
// the rest is to be tried again.
func (j *Jobs) record(ctx context.Context, events []*epcis.Event, by *Sender) ([]outcome, error) {
	known, err := j.known(ctx, events, by)
	if err != nil {
		return nil, err
	}
	outcomes := make([]outcome, len(events))
	waits := make([]func(context.Context) (engine.Answer, error), len(events))
	first := map[string]int{}
	for i, e := range events {
		id := by.id(e)
		before, exists := known[id]
		if !exists {
			before, outcomes[i].err, err = j.declares(ctx, e, by)
			exists = before != nil
		}
		if err != nil {
			return nil, err
		}
		if exists {
			outcomes[i].recorded = before.RecordTime
		} else if at, again := first[id]; again {
			before, exists = events[at], true
		}
		if exists && !same(before, e) {
			outcomes[i].err = &Error{Rule: "exists", Detail: "is the id of another event", Fix: "give the event an id of its own"}
		}
		if exists || outcomes[i].err != nil {
			continue
		}
		first[id] = i
		c, err := by.command(e)
		if err != nil {
			return nil, err
		}
		if waits[i], err = j.enqueue(ctx, c); err != nil {
			return nil, err
		}
	}
	for i, wait := range waits {
		if wait == nil {
			continue
		}
		if outcomes[i].err, err = answered(ctx, wait); err != nil {
			return nil, err
		}
	}
	for i, e := range events {
		if at, again := first[by.id(e)]; again && outcomes[i].err == nil {
			outcomes[i].err = outcomes[at].err // it came twice
		}
	}
	return outcomes, nil
}

// answered waits for a command, and says what was wrong with it; an error means that
// it is to be tried again.
func answered(ctx context.Context, wait func(context.Context) (engine.Answer, error)) (*Error, error) {
	a, err := wait(ctx)
	switch {
	case errors.Is(err, engine.ErrStopped), errors.Is(err, engine.ErrStandby), ctx.Err() != nil:
		return nil, err
	case err != nil:
		return &Error{Rule: "fault", Detail: "could not be recorded: the server has made an error", Fix: "send it again; if it stays, look into the server's log"}, nil
	case a.Verdict.Answer != track.Permit:
		return &Error{Rule: string(a.Verdict.Code), Detail: a.Verdict.Text, Fix: a.Verdict.Next}, nil
	}
	return nil, nil
}

// same reports whether two events say the same, whoever wrote them.
func same(a, b *epcis.Event) bool { return hash.Of(a, hash.CBV20) == hash.Of(b, hash.CBV20) }

// busy is how long a job waits for room in the queue.
const busy = 50 * time.Millisecond

// enqueue puts a command into the lane of bulk work, and waits for room in it.
func (j *Jobs) enqueue(ctx context.Context, c *track.Command) (func(context.Context) (engine.Answer, error), error) {
	for {
		wait, err := j.Engine.Enqueue(engine.Bulk, c)
		if !errors.Is(err, engine.ErrBusy) {
			return wait, err
		}
		pause := time.NewTimer(busy)
		select {
		case <-pause.C:
		case <-ctx.Done():
			pause.Stop()
			return nil, ctx.Err()
		}
	}
}

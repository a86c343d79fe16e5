package engine

import (
	"context"
	"fmt"
	"time"

	"github.com/go-json-experiment/json"

	"github.com/tracewright/tracewright/internal/journal"
	"github.com/tracewright/tracewright/internal/sqldb"
)

// KindAccess is the kind of the entries that say who was given or lost access.
const KindAccess = "access"

// Note is an entry that no rule judges and no view shows: a change of access, a
// sign-in, an erasure.
type Note struct {
	Kind  string // KindAccess or journal.KindErasure
	Actor string
	// Station, Session, Device and Command are of a sign-in or sign-out, empty
	// where there is none.
	Station, Session, Device, Command string

	Body any // written as JSON; no names of people and no secrets
	// With runs in the same transaction, after the entry; nil for nothing.
	With func(context.Context, *sqldb.Tx) error
}

// note is a Note that waits.
type note struct {
	Note
	recorded Recorded
	done     chan error
}

// Recorded is where a note stands in the journal.
type Recorded struct {
	Seq int64
	At  time.Time
}

// Record appends a note to the journal and waits for the commit. It goes before
// the commands that wait: somebody stands at a station and signs in.
func (e *Engine) Record(ctx context.Context, n Note) (Recorded, error) {
	if !e.Leads() {
		return Recorded{}, ErrStandby
	}
	waiting := &note{Note: n, done: make(chan error, 1)}
	select {
	case e.notes <- waiting:
	case <-e.done:
		return Recorded{}, ErrStopped
	case <-ctx.Done():
		return Recorded{}, ctx.Err()
	}
	err := <-waiting.done
	return waiting.recorded, err
}

// record commits one note.
func (e *Engine) record(ctx context.Context, n *note) error {
	body, err := json.Marshal(n.Body, json.Deterministic(true))
	if err != nil {
		return fmt.Errorf("record %s: %w", n.Kind, err)
	}
	began := time.Now()
	err = e.cfg.DB.Write(ctx, func(tx *sqldb.Tx) error {
		now := e.Log().Now()
		draft := journal.Draft{
			Envelope: journal.Envelope{
				Kind: n.Kind, Version: bodyVersion, OccurredAt: now, Actor: n.Actor,
				Station: n.Station, Session: n.Session, Device: n.Device, Command: n.Command,
			},
			Body: body,
		}
		n.recorded.At = now
		if n.recorded.Seq, err = e.Log().Append(ctx, tx, now, []journal.Draft{draft}); err != nil {
			return err
		}
		if n.With == nil {
			return nil
		}
		return n.With(ctx, tx)
	})
	if err != nil {
		e.state = nil
		e.Log().Discard()
		return fmt.Errorf("record %s: %w", n.Kind, err)
	}
	if err := e.Log().Committed(ctx); err != nil {
		e.cfg.Logger.ErrorContext(ctx, "checkpoint file not written", "error", err)
	}
	e.stats.batch(1, time.Since(began))
	e.cfg.Feed.Wake(e.Log().Next())
	return nil
}

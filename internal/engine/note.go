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

// Note is an entry that no rule judges and no view shows: a change of access,
// an erasure.
type Note struct {
	Kind  string // KindAccess or journal.KindErasure
	Actor string
	Body  any // written as JSON; no names of people and no secrets
	// With runs in the same transaction, after the entry; nil for nothing.
	With func(context.Context, *sqldb.Tx) error
}

// note is a Note that waits.
type note struct {
	Note
	done chan error
}

// Record appends a note to the journal and waits for the commit. It goes when
// no command waits.
func (e *Engine) Record(ctx context.Context, n Note) error {
	if !e.Leads() {
		return ErrStandby
	}
	waiting := &note{Note: n, done: make(chan error, 1)}
	select {
	case e.notes <- waiting:
	case <-e.done:
		return ErrStopped
	case <-ctx.Done():
		return ctx.Err()
	}
	return <-waiting.done
}

// Erase blanks the bodies of entries for ever, with an entry that says so. What
// they did stays in the views until these are made again; erase what named a
// person, not what built a product.
func (e *Engine) Erase(ctx context.Context, actor, reason string, entries []int64) error {
	return e.Record(ctx, Note{
		Kind: journal.KindErasure, Actor: actor, Body: journal.Erasure{Entries: entries, Reason: reason},
		With: func(ctx context.Context, tx *sqldb.Tx) error { return journal.EraseBodies(ctx, tx, entries) },
	})
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
		draft := journal.Draft{Envelope: journal.Envelope{Kind: n.Kind, Version: bodyVersion, OccurredAt: now, Actor: n.Actor}, Body: body}
		if _, err := e.Log().Append(ctx, tx, now, []journal.Draft{draft}); err != nil {
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

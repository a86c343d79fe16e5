package engine

import (
	"context"
	"errors"
	"time"

	"github.com/tracewright/tracewright/internal/journal"
	"github.com/tracewright/tracewright/internal/sqldb"
)

// standbyPoll is how often a server that stands by looks for the journal's
// growth and for the end of the lease.
const standbyPoll = 500 * time.Millisecond

// takeTurns stands by until the lease is free, writes while it has it, and
// stands by again.
func (e *Engine) takeTurns(ctx context.Context) error {
	for ctx.Err() == nil {
		term, ok := e.standBy(ctx)
		if !ok {
			return nil
		}
		if err := e.lead(ctx, term); err != nil {
			e.cfg.Logger.ErrorContext(ctx, "could not write although the lease was taken", "term", term, "error", err)
			e.pause(ctx, standbyPoll)
		}
	}
	return nil
}

// standBy waits for the lease, and wakes the feed meanwhile.
func (e *Engine) standBy(ctx context.Context) (term int64, ok bool) {
	for told := false; ctx.Err() == nil; told = true {
		term, ok, err := e.cfg.Lease.Take(ctx)
		switch {
		case ok:
			return term, true
		case err != nil && ctx.Err() == nil:
			e.cfg.Logger.WarnContext(ctx, "the lease could not be asked for", "error", err)
		case !told && ctx.Err() == nil:
			e.cfg.Logger.InfoContext(ctx, "another server writes; this one stands by")
		}
		e.follow(ctx)
		e.pause(ctx, standbyPoll)
	}
	return 0, false
}

// follow tells the feed how far the journal has come by another's hand.
func (e *Engine) follow(ctx context.Context) {
	err := e.cfg.DB.Read(ctx, func(tx *sqldb.Tx) error {
		size, err := journal.Size(ctx, tx)
		e.cfg.Feed.Wake(size)
		return err
	})
	if err != nil && ctx.Err() == nil {
		e.cfg.Logger.WarnContext(ctx, "the journal could not be followed", "error", err)
	}
}

func (e *Engine) pause(ctx context.Context, d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	}
}

// lead writes while the lease lasts.
func (e *Engine) lead(ctx context.Context, term int64) error {
	log, err := e.cfg.Open(ctx)
	if err != nil {
		return err
	}
	log.SetTerm(term)
	e.state = nil
	e.log.Store(log)
	e.cfg.Feed.Wake(log.Next())
	e.cfg.Logger.InfoContext(ctx, "this server writes", "term", term)

	turn, over := context.WithCancel(ctx)
	renewed := make(chan struct{})
	go func() {
		defer close(renewed)
		defer over()
		e.renew(turn, term)
	}()
	e.write(turn)
	over()
	<-renewed

	e.log.Store(nil)
	e.turnAway()
	log.Discard()
	if err := e.cfg.Lease.Release(context.WithoutCancel(ctx), term); err != nil && !errors.Is(err, journal.ErrStale) {
		e.cfg.Logger.WarnContext(ctx, "the lease was not released and will run out", "error", err)
	}
	e.cfg.Logger.InfoContext(ctx, "this server writes no more", "term", term)
	return log.Close()
}

// renew extends the lease until ctx ends, or until it is lost.
func (e *Engine) renew(ctx context.Context, term int64) {
	last := time.Now()
	for {
		e.pause(ctx, e.cfg.Lease.TTL/4)
		if ctx.Err() != nil {
			return
		}
		err := e.cfg.Lease.Renew(ctx, term)
		if err == nil {
			last = time.Now()
			continue
		}
		if errors.Is(err, journal.ErrStale) || time.Since(last) > e.cfg.Lease.TTL {
			e.cfg.Logger.WarnContext(ctx, "the lease is lost", "term", term, "error", err)
			return
		}
	}
}

// turnAway answers what still waits in the queues.
func (e *Engine) turnAway() {
	for _, lane := range e.lanes {
		for {
			select {
			case w := <-lane:
				e.stats.failed(ErrStandby)
				w.answer <- outcome{err: ErrStandby}
				continue
			default:
			}
			break
		}
	}
}

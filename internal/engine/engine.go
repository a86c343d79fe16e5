package engine

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"sync/atomic"
	"time"

	"github.com/tracewright/tracewright/internal/feed"
	"github.com/tracewright/tracewright/internal/journal"
	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/track"
)

// The errors of Submit that a caller may want to branch on.
var (
	// ErrBusy says that the queue is full. Nothing was done: try again.
	ErrBusy = errors.New("the queue is full")
	// ErrStopped says that the engine takes no more commands.
	ErrStopped = errors.New("the engine has stopped")
	// ErrStandby says that another server writes to this store.
	ErrStandby = errors.New("this server stands by")
)

// Lane is a queue of its own. Where commands wait in both, the lanes take
// turns: all that stations have sent, then a little bulk work.
type Lane int

// The lanes.
const (
	Stations Lane = iota
	Bulk
)

// Config is what an engine is made of, and its bounds; a zero bound means the
// default.
type Config struct {
	DB *sqldb.DB
	// Log is the open journal, where this server is the only one on the store.
	Log *journal.Log
	// Lease and Open take its place where several servers share a store: the
	// one that takes the lease opens the journal and writes, the others stand
	// by. The engine closes what it opened.
	Lease  *journal.Lease
	Open   func(context.Context) (*journal.Log, error)
	Feed   *feed.Feed
	Logger *slog.Logger
	// Chance is what random serial numbers are drawn from; nil: the system's source
	// of chance.
	Chance io.Reader

	Queue int // commands that wait in each lane: 4096
	Batch int // commands decided and committed together: 256
	// BulkChunk is how many commands of the bulk lane are committed together
	// while stations work, since a scan may have to wait for them: 8.
	BulkChunk int
	Keep      int // rows kept in the working set between batches: 200,000
}

// quiet is how long no station has sent anything when bulk work goes in full
// batches.
const quiet = 10 * time.Second

// maxRest bounds a rest of bulk work where the disk is slow.
const maxRest = 50 * time.Millisecond

// Answer is what a command gets after the commit.
type Answer struct {
	Seq        int64 // the entry that carries the command
	RecordedAt time.Time
	Verdict    track.Verdict
	Object     *track.Object // the verdict's subject afterwards; nil if none
	Repeated   bool          // the command had been answered before
}

// Engine is the one writer of a store. Run it, then Submit.
type Engine struct {
	cfg   Config
	lanes [2]chan *waiting
	notes chan *note
	done  chan struct{}
	log   atomic.Pointer[journal.Log] // nil while standing by
	state *track.State                // nil: to be loaded anew
	stats stats

	turn    Lane          // whose commands go next, where they wait in both lanes
	scanned time.Time     // when the last command of a station was taken
	rest    time.Duration // of bulk work, before its next batch
}

// Log is the journal that the engine writes to; nil while it stands by.
func (e *Engine) Log() *journal.Log { return e.log.Load() }

// Leads reports whether this server is the writer.
func (e *Engine) Leads() bool { return e.log.Load() != nil }

// waiting is a command in a queue.
type waiting struct {
	command *track.Command
	answer  chan outcome // holds one
}

type outcome struct {
	Answer
	err error
}

// New makes an engine, which begins to work with Run.
func New(cfg Config) *Engine {
	cfg.Queue = orDefault(cfg.Queue, 4096)
	cfg.Batch = orDefault(cfg.Batch, 256)
	cfg.BulkChunk = orDefault(cfg.BulkChunk, 8)
	cfg.Keep = orDefault(cfg.Keep, 200_000)
	if cfg.Logger == nil {
		cfg.Logger = slog.New(slog.DiscardHandler)
	}
	if cfg.Chance == nil {
		cfg.Chance = rand.Reader
	}
	e := &Engine{cfg: cfg, notes: make(chan *note), done: make(chan struct{})}
	e.log.Store(cfg.Log)
	if cfg.Lease != nil {
		cfg.DB.BeforeWrite = func(ctx context.Context, tx *sqldb.Tx) error { return e.Log().BeforeWrite(ctx, tx) }
	}
	for i := range e.lanes {
		e.lanes[i] = make(chan *waiting, cfg.Queue)
	}
	return e
}

func orDefault(n, def int) int {
	if n <= 0 {
		return def
	}
	return n
}

// Submit has a command judged and recorded, and waits for the answer, which
// comes after the commit. A refusal is an answer, not an error. When ctx ends
// first the command may be recorded all the same: send it again under its id.
func (e *Engine) Submit(ctx context.Context, lane Lane, c *track.Command) (Answer, error) {
	wait, err := e.Enqueue(lane, c)
	if err != nil {
		return Answer{}, err
	}
	return wait(ctx)
}

// Enqueue puts a command into its queue and returns what waits for its answer,
// so that a caller with many commands keeps their order and has them committed
// together. The commands of one lane are judged in the order of Enqueue; each
// has an answer or an error of its own.
func (e *Engine) Enqueue(lane Lane, c *track.Command) (wait func(context.Context) (Answer, error), err error) {
	if err := c.Check(); err != nil {
		return nil, err
	}
	select {
	case <-e.done:
		return nil, ErrStopped
	default:
	}
	if !e.Leads() {
		e.stats.failed(ErrStandby)
		return nil, ErrStandby
	}
	w := &waiting{command: c, answer: make(chan outcome, 1)}
	select {
	case e.lanes[lane] <- w:
	default:
		e.stats.failed(ErrBusy)
		return nil, ErrBusy
	}
	return func(ctx context.Context) (Answer, error) { return e.wait(ctx, w) }, nil
}

// wait waits for the answer of a command in a queue.
func (e *Engine) wait(ctx context.Context, w *waiting) (Answer, error) {
	select {
	case out := <-w.answer:
		return out.Answer, out.err
	case <-ctx.Done():
		return Answer{}, ctx.Err()
	case <-e.done:
		select {
		case out := <-w.answer:
			return out.Answer, out.err
		default:
			return Answer{}, ErrStopped
		}
	}
}

// Run works until ctx ends. What is in the queues then is answered ErrStopped.
func (e *Engine) Run(ctx context.Context) error {
	defer close(e.done)
	if e.cfg.Lease == nil {
		e.write(ctx)
		return nil
	}
	return e.takeTurns(ctx)
}

// write commits batch after batch until ctx ends.
func (e *Engine) write(ctx context.Context) {
	for {
		batch, n := e.gather(ctx)
		switch {
		case n != nil:
			n.done <- e.record(context.WithoutCancel(ctx), n)
		case len(batch) == 0:
			return
		default:
			began := time.Now()
			e.work(context.WithoutCancel(ctx), batch)
			e.rest = e.restAfter(time.Since(began))
		}
	}
}

// restAfter is how long bulk work rests after a batch that took so long: as
// long again while stations work, so that half of the writer's time, and of its
// processor's, is theirs. A processor without a pause notices late what comes
// in over the network.
func (e *Engine) restAfter(took time.Duration) time.Duration {
	if bulk := e.turn == Stations; !bulk || !e.busy() {
		return 0
	}
	return min(took, maxRest)
}

// busy reports whether stations are at work.
func (e *Engine) busy() bool { return time.Since(e.scanned) < quiet }

// gather takes a note, which goes alone, or what waits in one lane; or it waits
// for the next.
func (e *Engine) gather(ctx context.Context) ([]*waiting, *note) {
	if ctx.Err() != nil {
		return nil, nil
	}
	select {
	case n := <-e.notes:
		return nil, n
	default:
	}
	if e.rest > 0 {
		timer := time.NewTimer(e.rest)
		defer timer.Stop()
		e.rest = 0
		if batch, n := e.await(ctx, nil, timer.C); batch != nil || n != nil {
			return batch, n
		}
	}
	for _, lane := range []Lane{e.turn, Bulk - e.turn} {
		select {
		case w := <-e.lanes[lane]:
			return e.take(w, lane), nil
		default:
		}
	}
	return e.await(ctx, e.lanes[Bulk], nil)
}

// await waits for a note, a station's command, one of bulk work, or an end.
func (e *Engine) await(ctx context.Context, bulk <-chan *waiting, end <-chan time.Time) ([]*waiting, *note) {
	select {
	case n := <-e.notes:
		return nil, n
	case w := <-e.lanes[Stations]:
		return e.take(w, Stations), nil
	case w := <-bulk:
		return e.take(w, Bulk), nil
	case <-end:
	case <-ctx.Done():
	}
	return nil, nil
}

// take takes what waits in a lane after its first command, as far as it may be
// committed together.
func (e *Engine) take(first *waiting, lane Lane) []*waiting {
	e.turn = Bulk - lane
	most := e.cfg.Batch
	if lane == Stations {
		e.scanned = time.Now()
	} else if e.busy() {
		most = min(most, e.cfg.BulkChunk)
	}
	batch := []*waiting{first}
	for len(batch) < most {
		select {
		case w := <-e.lanes[lane]:
			batch = append(batch, w)
		default:
			return batch
		}
	}
	return batch
}

// work commits a batch. When that fails, the commands are tried one by one, so
// that a poison command fails alone.
func (e *Engine) work(ctx context.Context, batch []*waiting) {
	outcomes, err := e.commit(ctx, batch)
	if err != nil && retryable(err) {
		outcomes, err = e.commit(ctx, batch)
	}
	if errors.Is(err, journal.ErrStale) {
		err = fmt.Errorf("%w: %w", ErrStandby, err)
	} else if err != nil && len(batch) > 1 {
		e.cfg.Logger.WarnContext(ctx, "batch failed, trying its commands one by one", "commands", len(batch), "error", err)
		for _, w := range batch {
			e.work(ctx, []*waiting{w})
		}
		return
	}
	for i, w := range batch {
		out := outcome{err: err}
		if err == nil {
			out = outcomes[i]
		}
		e.report(ctx, w.command, out)
		w.answer <- out
	}
}

// retryable reports whether another try may succeed at once: the connection
// was lost, and what became of the commit is learned from the store.
func retryable(err error) bool {
	return errors.Is(err, sqldb.ErrGone) || errors.Is(err, sqldb.ErrUnknownOutcome)
}

// commit judges a batch and commits it.
func (e *Engine) commit(ctx context.Context, batch []*waiting) ([]outcome, error) {
	began := time.Now()
	var b *decided
	err := e.cfg.DB.Write(ctx, func(tx *sqldb.Tx) error {
		var err error
		if b, err = e.decide(ctx, tx, batch); err != nil {
			return err
		}
		return b.write(ctx, tx)
	})
	if err != nil {
		e.state = nil
		e.Log().Discard()
		return nil, fmt.Errorf("commit: %w", err)
	}
	if err := e.Log().Committed(ctx); err != nil {
		e.cfg.Logger.ErrorContext(ctx, "checkpoint file not written", "error", err)
	}
	e.state.Flushed()
	if e.state.Len() > e.cfg.Keep {
		e.state = nil
	}
	e.stats.batch(len(batch), time.Since(began))
	e.cfg.Feed.Wake(e.Log().Next())
	return b.outcomes, nil
}

// report leaves the one line of a command in the log.
func (e *Engine) report(ctx context.Context, c *track.Command, out outcome) {
	if out.err != nil {
		e.stats.failed(out.err)
		e.cfg.Logger.ErrorContext(ctx, "command failed", "cmd", c.ID, "verb", string(c.Verb), "station", c.Station, "error", out.err)
		return
	}
	e.stats.verdict(c, &out.Answer)
	e.cfg.Logger.InfoContext(ctx, "command", "cmd", c.ID, "verb", string(c.Verb), "station", c.Station,
		"answer", string(out.Verdict.Answer), "code", string(out.Verdict.Code), "seq", out.Seq)
}

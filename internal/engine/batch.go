package engine

import (
	"context"
	"fmt"
	"io"
	"time"

	"github.com/tracewright/tracewright/internal/journal"
	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/track"
	"github.com/tracewright/tracewright/internal/view"
)

// maxRounds bounds how often one command may find further rows missing: each
// round goes one level deeper into what is inside what.
const maxRounds = 256

// decided is a batch that has been judged and not yet written.
type decided struct {
	e        *Engine
	now      time.Time
	next     int64
	chance   [32]byte // with the sequence, that of a command
	drafts   []journal.Draft
	outcomes []outcome
	answered map[string]answered // by command id
}

// answered is a command of this batch, and where its outcome is.
type answered struct {
	command *track.Command
	index   int
}

// decide judges the commands of a batch in order, each on what those before it
// have done.
func (e *Engine) decide(ctx context.Context, tx *sqldb.Tx, batch []*waiting) (*decided, error) {
	if e.state == nil {
		var err error
		if e.state, err = view.NewState(ctx, tx); err != nil {
			return nil, err
		}
	}
	b := &decided{e: e, now: e.Log().Now(), next: e.Log().Next(), answered: map[string]answered{}}
	if _, err := io.ReadFull(e.cfg.Chance, b.chance[:]); err != nil {
		return nil, fmt.Errorf("read chance: %w", err)
	}
	for _, w := range batch {
		e.state.Answers.Get(w.command.ID)
	}
	if err := view.Load(ctx, tx, e.state); err != nil {
		return nil, err
	}
	for i, w := range batch {
		if err := b.one(ctx, tx, w.command, batch[i+1:]); err != nil {
			return nil, err
		}
	}
	return b, nil
}

// one judges a command. Whenever rows are missing, those of the commands that
// wait behind it are looked for too, so that a batch loads its rows together.
func (b *decided) one(ctx context.Context, tx *sqldb.Tx, c *track.Command, behind []*waiting) error {
	s := b.e.state
	if first, known := s.Answers.Get(c.ID); known {
		return b.repeat(ctx, tx, c, first)
	}
	for range maxRounds {
		if entries := track.Judge(s, c, b.tick()); entries != nil {
			return b.accept(c, entries)
		}
		for _, w := range behind {
			track.Probe(s, w.command, b.tick())
		}
		if err := view.Load(ctx, tx, s); err != nil {
			return err
		}
	}
	return fmt.Errorf("command %s: rows are still missing after %d rounds", c.ID, maxRounds)
}

func (b *decided) tick() track.Tick {
	return track.Tick{Now: track.Micros(b.now.UnixMicro()), Seq: b.next, Store: b.e.Log().StoreID(), Chance: b.chance}
}

// accept takes over the entries of a command that has been judged and applied.
func (b *decided) accept(c *track.Command, entries []track.Entry) error {
	for i := range entries {
		d, err := draft(&entries[i])
		if err != nil {
			return fmt.Errorf("command %s: %w", c.ID, err)
		}
		b.drafts = append(b.drafts, d)
	}
	a := Answer{Seq: b.next, RecordedAt: b.now, Verdict: *entries[0].Verdict}
	if o, ok := b.e.state.Objects.Peek(a.Verdict.Subject); ok {
		a.Object = &o
	}
	b.next += int64(len(entries))
	b.answer(c, outcome{Answer: a})
	return nil
}

func (b *decided) answer(c *track.Command, out outcome) {
	b.answered[c.ID] = answered{c, len(b.outcomes)}
	b.outcomes = append(b.outcomes, out)
}

// repeat answers a command whose id has been answered before: with the first
// verdict if it is the same command, else with a refusal that shows both.
func (b *decided) repeat(ctx context.Context, tx *sqldb.Tx, c *track.Command, first track.Answered) error {
	before, out, err := b.first(ctx, tx, c, first)
	if err != nil {
		return fmt.Errorf("command %s: %w", c.ID, err)
	}
	out.Repeated = true
	if before.Hash() != c.Hash() {
		out.Verdict = track.Duplicate(c, before, &out.Verdict, first.Seq)
	}
	b.outcomes = append(b.outcomes, out)
	return nil
}

// first finds the command that was answered under an id, and its answer: in
// this batch or in the journal.
func (b *decided) first(ctx context.Context, tx *sqldb.Tx, c *track.Command, first track.Answered) (*track.Command, outcome, error) {
	if here, ok := b.answered[c.ID]; ok {
		return here.command, b.outcomes[here.index], nil
	}
	j, err := journal.Get(ctx, tx, first.Seq)
	if err != nil {
		return nil, outcome{}, err
	}
	e, _, err := ReadEntry(&j)
	if err != nil {
		return nil, outcome{}, err
	}
	if e.Verdict == nil {
		return nil, outcome{}, fmt.Errorf("its answer, in entry %d, has been erased", first.Seq)
	}
	return e.Command, outcome{Answer: Answer{Seq: first.Seq, RecordedAt: j.RecordedAt, Verdict: *e.Verdict}}, nil
}

// write appends the entries and flushes the views, within the transaction.
func (b *decided) write(ctx context.Context, tx *sqldb.Tx) error {
	if len(b.drafts) == 0 {
		return nil
	}
	if _, err := b.e.Log().Append(ctx, tx, b.now, b.drafts); err != nil {
		return err
	}
	return view.Flush(ctx, tx, b.e.state)
}

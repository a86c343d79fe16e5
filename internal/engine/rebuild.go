package engine

import (
	"context"
	"fmt"

	"github.com/tracewright/tracewright/internal/journal"
	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/track"
	"github.com/tracewright/tracewright/internal/view"
)

// rebuildPage is how many entries are applied between two flushes.
const rebuildPage = 2000

// rebuildKeep is how many rows a rebuild holds before it lets go of them.
const rebuildKeep = 1_000_000

// Rebuild makes the views again from the journal, in one transaction: readers
// see the old ones until it commits, and nothing has changed if it fails.
// progress, which may be nil, is told how many of how many entries are done.
func Rebuild(ctx context.Context, db *sqldb.DB, progress func(done, total int64)) error {
	return db.Write(ctx, func(tx *sqldb.Tx) error {
		total, err := journal.Size(ctx, tx)
		if err != nil {
			return err
		}
		remains, err := journal.Remains(ctx, tx)
		if err != nil {
			return err
		}
		if err := view.Clear(ctx, tx); err != nil {
			return err
		}
		s := track.NewState()
		s.LoadEverything()
		for seq := int64(0); seq < total; {
			entries, err := journal.Read(ctx, tx, seq, rebuildPage)
			if err != nil {
				return err
			}
			for i := range entries {
				if body, left := remains[entries[i].Seq]; left {
					entries[i].Body, entries[i].Erased = body, false
				}
			}
			if err := replay(ctx, tx, s, entries); err != nil {
				return err
			}
			if err := view.Flush(ctx, tx, s); err != nil {
				return err
			}
			s.Flushed()
			if s.Len() > rebuildKeep {
				if s, err = view.NewState(ctx, tx); err != nil {
					return err
				}
			}
			seq += int64(len(entries))
			if progress != nil {
				progress(seq, total)
			}
		}
		return nil
	})
}

// replay applies entries in order.
func replay(ctx context.Context, tx *sqldb.Tx, s *track.State, entries []journal.Entry) error {
	for i := range entries {
		e, ours, err := readEntry(&entries[i], (*track.Entry).ReadFact)
		if err != nil {
			return err
		}
		if !ours {
			continue
		}
		for round := 0; ; round++ {
			s.Mark()
			if track.Apply(s, &e); !s.Missing() {
				break
			}
			s.Rollback()
			if round == maxRounds {
				return fmt.Errorf("entry %d: rows are still missing after %d rounds", e.Seq, round)
			}
			if err := view.Load(ctx, tx, s); err != nil {
				return err
			}
		}
	}
	return nil
}

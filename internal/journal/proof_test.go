package journal_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"testing"

	"golang.org/x/mod/sumdb/tlog"

	"github.com/tracewright/tracewright/internal/journal"
	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/sqldb/sqldbtest"
)

func TestProofsHoldForAnySizes(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		f := open(t, db, testConfig(t, 20))
		random := rand.New(rand.NewPCG(1, 2))
		roots := map[int64]tlog.Hash{}
		note := func() {
			f.read(t, func(ctx context.Context, tx *sqldb.Tx) error {
				text, err := journal.Checkpoint(ctx, tx)
				if err != nil {
					return err
				}
				c, err := journal.ParseCheckpoint(text)
				roots[c.Size] = c.Root
				return err
			})
		}
		for f.log.Next() < 1500 {
			f.append(t, drafts(int(f.log.Next()), 1+random.IntN(60))...)
			note()
		}
		var sizes []int64
		for size := range roots {
			sizes = append(sizes, size)
		}
		f.read(t, func(ctx context.Context, tx *sqldb.Tx) error {
			for range 200 {
				a, b := sizes[random.IntN(len(sizes))], sizes[random.IntN(len(sizes))]
				old, size := min(a, b), max(a, b)
				consistency, err := journal.Consistency(ctx, tx, old, size)
				if err != nil {
					return err
				}
				if err := tlog.CheckTree(consistency, size, roots[size], old, roots[old]); err != nil {
					t.Errorf("%d within %d: %v", old, size, err)
				}
				seq := random.Int64N(size)
				hash, err := journal.LeafHash(ctx, tx, seq)
				if err != nil {
					return err
				}
				inclusion, err := journal.Inclusion(ctx, tx, seq, size)
				if err != nil {
					return err
				}
				if err := tlog.CheckRecord(inclusion, size, roots[size], seq, hash); err != nil {
					t.Errorf("entry %d in %d: %v", seq, size, err)
				}
			}
			return nil
		})
	})
}

func TestProofsOfWhatIsNotThereAreRefused(t *testing.T) {
	t.Parallel()
	f := open(t, sqldbtest.SQLite(t), testConfig(t, 21))
	f.fill(t, 9)
	f.read(t, func(ctx context.Context, tx *sqldb.Tx) error {
		for _, c := range [][2]int64{{-1, 5}, {5, 5}, {0, 11}, {0, 0}, {0, -1}} {
			if _, err := journal.Inclusion(ctx, tx, c[0], c[1]); !errors.Is(err, journal.ErrNotFound) {
				t.Errorf("inclusion of %d in %d: %v", c[0], c[1], err)
			}
		}
		for _, c := range [][2]int64{{0, 5}, {6, 5}, {5, 11}, {-1, 5}} {
			if _, err := journal.Consistency(ctx, tx, c[0], c[1]); !errors.Is(err, journal.ErrNotFound) {
				t.Errorf("consistency of %d with %d: %v", c[0], c[1], err)
			}
		}
		return nil
	})
}

func TestCheckpointIsSignedByTheKeyInTheJournal(t *testing.T) {
	t.Parallel()
	f := open(t, sqldbtest.SQLite(t), testConfig(t, 22))
	f.fill(t, 3)
	f.read(t, func(ctx context.Context, tx *sqldb.Tx) error {
		text, err := journal.Checkpoint(ctx, tx)
		if err != nil {
			return err
		}
		c, err := journal.ParseCheckpoint(text)
		if err != nil {
			return err
		}
		if c.Origin != f.log.Origin() || c.Size != 4 {
			t.Errorf("checkpoint of %s with %d entries", c.Origin, c.Size)
		}
		keys, err := journal.Keys(ctx, tx)
		if err != nil {
			return err
		}
		if err := c.Verify(keys); err != nil {
			t.Error(err)
		}
		if err := c.Verify(nil); err == nil {
			t.Error("verified without a key")
		}
		return nil
	})
}

package backup

import (
	"bufio"
	"context"
	"crypto/sha256"
	"errors"
	"io"
	"os"

	"golang.org/x/sync/errgroup"

	"github.com/tracewright/tracewright/internal/engine"
	"github.com/tracewright/tracewright/internal/journal"
	"github.com/tracewright/tracewright/internal/schema"
	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/view"
)

// ViewsEqual makes the views again in a temporary SQLite store, from the
// journal as it is now, and compares them with those of db. The store can be
// used meanwhile.
func ViewsEqual(ctx context.Context, db *sqldb.DB, progress func(done, total int64)) (equal bool, err error) {
	dir, err := os.MkdirTemp(db.Dir, "verify-")
	if err != nil {
		return false, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	other, err := sqldb.Open(ctx, sqldb.Config{Dir: dir})
	if err != nil {
		return false, err
	}
	defer func() { err = errors.Join(err, other.Close()) }()
	if err := schema.Migrate(ctx, other); err != nil {
		return false, err
	}
	var here, there [sha256.Size]byte
	err = db.Read(ctx, func(tx *sqldb.Tx) error {
		if here, err = dumpHash(ctx, tx); err != nil {
			return err
		}
		return copyJournal(ctx, tx, other)
	})
	if err != nil {
		return false, err
	}
	if err := engine.Rebuild(ctx, other, progress); err != nil {
		return false, err
	}
	err = other.Read(ctx, func(tx *sqldb.Tx) error {
		there, err = dumpHash(ctx, tx)
		return err
	})
	return here == there, err
}

func dumpHash(ctx context.Context, tx *sqldb.Tx) (sum [sha256.Size]byte, err error) {
	h := sha256.New()
	err = view.Dump(ctx, tx, h)
	h.Sum(sum[:0])
	return sum, err
}

// copyJournal copies the journal that tx sees into an empty store.
func copyJournal(ctx context.Context, tx *sqldb.Tx, to *sqldb.DB) error {
	r, w := io.Pipe()
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error {
		_, err := journal.Export(ctx, tx, w, nil)
		return w.CloseWithError(err)
	})
	group.Go(func() error {
		err := to.Write(ctx, func(other *sqldb.Tx) error {
			_, err := journal.Import(ctx, other, bufio.NewReaderSize(r, 1<<16), nil)
			return err
		})
		return errors.Join(err, r.CloseWithError(err))
	})
	return group.Wait()
}

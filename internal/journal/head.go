package journal

import (
	"context"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"

	"github.com/tracewright/tracewright/internal/sqldb"
)

// head is the one row of the table head.
type head struct {
	next       int64
	origin     string
	storeID    string
	epoch      int64
	last       int64
	checkpoint string
	term       int64
}

const (
	selectHead = `
select next_seq, origin, store_id, epoch, last_recorded_at, checkpoint, lease_term
from head
where id = 1`

	// PostgreSQL locks the row, so that there is one writer at a time; SQLite
	// has one writer at a time anyway, and knows no row locks.
	lockHead = selectHead + `
for update`

	updateHead = `
update head
set next_seq = $1, origin = $2, store_id = $3, epoch = $4, last_recorded_at = $5, checkpoint = $6
where id = 1 and next_seq = $7`
)

func readHead(ctx context.Context, tx *sqldb.Tx, query string) (head, error) {
	rows, err := sqldb.Select(ctx, tx, func(h *head) []any {
		return []any{&h.next, &h.origin, &h.storeID, &h.epoch, &h.last, &h.checkpoint, &h.term}
	}, query)
	if err != nil {
		return head{}, fmt.Errorf("read head: %w", err)
	}
	if len(rows) != 1 {
		return head{}, fmt.Errorf("%w: the table head has %d rows, want 1", ErrDamaged, len(rows))
	}
	return rows[0], nil
}

// BeforeWrite runs first in every write transaction: it locks the head row,
// refuses a server whose lease is over, and catches up with what another server
// has written. It is for sqldb; a nil Log does nothing.
func (l *Log) BeforeWrite(ctx context.Context, tx *sqldb.Tx) error {
	if l == nil {
		return nil
	}
	query := selectHead
	if tx.Dialect == sqldb.Postgres {
		query = lockHead
	}
	h, err := readHead(ctx, tx, query)
	if err != nil {
		return err
	}
	if term := l.term.Load(); term != 0 && term != h.term {
		return fmt.Errorf("%w: the lease has term %d, this server has %d", ErrStale, h.term, term)
	}
	return l.catchUp(ctx, tx, h)
}

// catchUp reloads when the database holds something else than memory.
func (l *Log) catchUp(ctx context.Context, tx *sqldb.Tx, h head) error {
	l.setPending(nil, false)
	if l.ReadOnly() != nil || l.key == nil {
		return nil
	}
	s := l.snapshot()
	if h.next == s.tree.size {
		return nil
	}
	return l.Reload(ctx, tx)
}

// Reload reads the state of the journal from the database anew.
func (l *Log) Reload(ctx context.Context, tx *sqldb.Tx) error {
	s, err := loadState(ctx, tx)
	if err != nil {
		return err
	}
	if s.origin != l.key.origin {
		return fmt.Errorf("%w: its origin is now %s, it was %s: open it again", ErrStale, s.origin, l.key.origin)
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.state, l.pending, l.doubt = s, nil, false
	return nil
}

// loadState reads the journal's state and checks the tree against the
// checkpoint. The state of an empty store has no origin. An error that is
// ErrDamaged comes with the state.
func loadState(ctx context.Context, tx *sqldb.Tx) (state, error) {
	h, err := readHead(ctx, tx, selectHead)
	if err != nil {
		return state{tree: &frontier{}}, err
	}
	s := state{origin: h.origin, storeID: h.storeID, epoch: h.epoch, last: h.last, tree: &frontier{}}
	if h.next == 0 {
		return s, nil
	}
	tree, err := loadFrontier(h.next, func(level int, n int64, _ int) ([]byte, error) {
		return readTile(ctx, tx, level, n)
	})
	if err != nil {
		return s, err
	}
	s.tree = tree
	s.checkpoint, err = ParseCheckpoint(h.checkpoint)
	if err != nil {
		return s, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	if s.checkpoint.Size != tree.size || s.checkpoint.Root != tree.root() || s.checkpoint.Origin != s.origin {
		return s, fmt.Errorf("%w: the tree of %d entries differs from the checkpoint of %s at %d: run verify to find where",
			ErrDamaged, tree.size, s.checkpoint.Origin, s.checkpoint.Size)
	}
	return s, nil
}

const (
	selectLeaves = `
select leaf
from entry
where seq >= $1 and seq < $2
order by seq
limit 256`

	selectTile = `
select bytes
from tile
where level = $1 and n = $2`
)

// readTile reads a tile, as far as it has grown. The hashes of level 0 are the
// leaves, which lie with their entries.
func readTile(ctx context.Context, tx *sqldb.Tx, level int, n int64) ([]byte, error) {
	scan := func(b *[]byte) []any { return []any{b} }
	if level > 0 {
		rows, err := sqldb.Select(ctx, tx, scan, selectTile, level, n)
		if err != nil {
			return nil, fmt.Errorf("read tile %d/%d: %w", level, n, err)
		}
		if len(rows) == 0 {
			return nil, fmt.Errorf("%w: tile %d/%d is missing", ErrDamaged, level, n)
		}
		return rows[0], nil
	}
	leaves, err := sqldb.Select(ctx, tx, scan, selectLeaves, n*tileWidth, (n+1)*tileWidth)
	if err != nil {
		return nil, fmt.Errorf("read leaves from entry %d: %w", n*tileWidth, err)
	}
	tile := make([]byte, 0, len(leaves)*tlog.HashSize)
	for _, leaf := range leaves {
		if len(leaf) != tlog.HashSize {
			return nil, fmt.Errorf("%w: a leaf from entry %d on has %d bytes", ErrDamaged, n*tileWidth, len(leaf))
		}
		tile = append(tile, leaf...)
	}
	return tile, nil
}

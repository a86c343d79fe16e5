package journal

import (
	"context"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"

	"github.com/tracewright/tracewright/internal/sqldb"
)

// Checkpoint returns the signed checkpoint of the journal as tx sees it.
func Checkpoint(ctx context.Context, tx *sqldb.Tx) (string, error) {
	h, err := readHead(ctx, tx, selectHead)
	return h.checkpoint, err
}

// Inclusion returns the proof that entry seq is in the tree of the first size
// entries; tlog.CheckRecord checks it against the entry's leaf hash.
func Inclusion(ctx context.Context, tx *sqldb.Tx, seq, size int64) (tlog.RecordProof, error) {
	if err := checkSize(ctx, tx, size); err != nil {
		return nil, err
	}
	if seq < 0 || seq >= size {
		return nil, fmt.Errorf("%w: %d, of the first %d", ErrNotFound, seq, size)
	}
	proof, err := tlog.ProveRecord(size, seq, tilesOf(ctx, tx))
	if err != nil {
		return nil, fmt.Errorf("prove entry %d in %d: %w", seq, size, err)
	}
	return proof, nil
}

// Consistency returns the proof that the tree of the first size entries
// continues that of the first old; tlog.CheckTree checks it. 0 < old ≤ size.
func Consistency(ctx context.Context, tx *sqldb.Tx, old, size int64) (tlog.TreeProof, error) {
	if err := checkSize(ctx, tx, size); err != nil {
		return nil, err
	}
	if old < 1 || old > size {
		return nil, fmt.Errorf("%w: a tree of %d entries, of the first %d", ErrNotFound, old, size)
	}
	proof, err := tlog.ProveTree(size, old, tilesOf(ctx, tx))
	if err != nil {
		return nil, fmt.Errorf("prove %d within %d: %w", old, size, err)
	}
	return proof, nil
}

// checkSize says whether the journal has size entries or more.
func checkSize(ctx context.Context, tx *sqldb.Tx, size int64) error {
	have, err := Size(ctx, tx)
	if err != nil {
		return err
	}
	if size < 1 || size > have {
		return fmt.Errorf("%w: a tree of %d entries, the journal has %d", ErrNotFound, size, have)
	}
	return nil
}

const selectLeaf = `
select leaf
from entry
where seq = $1`

// LeafHash returns the leaf hash of entry seq.
func LeafHash(ctx context.Context, tx *sqldb.Tx, seq int64) (tlog.Hash, error) {
	rows, err := sqldb.Select(ctx, tx, func(b *[]byte) []any { return []any{b} }, selectLeaf, seq)
	if err != nil {
		return tlog.Hash{}, fmt.Errorf("read leaf of entry %d: %w", seq, err)
	}
	if len(rows) == 0 {
		return tlog.Hash{}, fmt.Errorf("%w: %d", ErrNotFound, seq)
	}
	if len(rows[0]) != tlog.HashSize {
		return tlog.Hash{}, fmt.Errorf("%w: the leaf of entry %d has %d bytes", ErrDamaged, seq, len(rows[0]))
	}
	return tlog.Hash(rows[0]), nil
}

const selectLeavesFrom = `
select leaf
from entry
where seq >= $1
order by seq
limit $2`

// LeafHashes returns the leaf hashes of at most limit entries from the sequence
// from on, in order.
func LeafHashes(ctx context.Context, tx *sqldb.Tx, from int64, limit int) ([]tlog.Hash, error) {
	rows, err := sqldb.Select(ctx, tx, func(b *[]byte) []any { return []any{b} }, selectLeavesFrom, from, min(limit, maxPage))
	if err != nil {
		return nil, fmt.Errorf("read leaves from entry %d: %w", from, err)
	}
	hashes := make([]tlog.Hash, len(rows))
	for i, leaf := range rows {
		if len(leaf) != tlog.HashSize {
			return nil, fmt.Errorf("%w: the leaf of entry %d has %d bytes", ErrDamaged, from+int64(i), len(leaf))
		}
		hashes[i] = tlog.Hash(leaf)
	}
	return hashes, nil
}

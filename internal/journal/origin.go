package journal

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/tlog"

	"github.com/tracewright/tracewright/internal/sqldb"
)

// splitOrigin takes an origin apart: "berlin/k3v5qd2a/e2" is the second epoch
// of the journal "berlin/k3v5qd2a".
func splitOrigin(origin string) (base string, epoch int64) {
	i := strings.LastIndex(origin, "/e")
	if i < 0 {
		return origin, 1
	}
	epoch, err := strconv.ParseInt(origin[i+2:], 10, 64)
	if err != nil || epoch < 2 {
		return origin, 1
	}
	return origin[:i], epoch
}

// joinOrigin is the inverse of splitOrigin.
func joinOrigin(base string, epoch int64) string {
	if epoch == 1 {
		return base
	}
	return base + "/e" + strconv.FormatInt(epoch, 10)
}

// compareMemo compares the journal with the checkpoint file of dir. What it
// finds wrong is lost; err is a fault on the way.
func compareMemo(ctx context.Context, tx *sqldb.Tx, dir string, s state) (lost, err error) {
	c, ok, err := readMemo(dir)
	switch {
	case err != nil && !ok:
		return nil, err
	case err != nil:
		return fmt.Errorf("%w: %w: put the right file back, or remove it to take the store as it is", ErrDamaged, err), nil
	case !ok:
		return nil, nil
	}
	if lost := compareHead(c, s); lost != nil {
		return lost, nil
	}
	if c.Origin != s.origin {
		return nil, nil // an earlier epoch, whose loss is declared
	}
	root, err := rootAt(ctx, tx, c.Size)
	if err != nil {
		return nil, err
	}
	if root != c.Root {
		return fmt.Errorf("%w: its first %d of %d entries are not those that the checkpoint file vouches for", ErrLostTail, c.Size, s.tree.size), nil
	}
	keys, err := Keys(ctx, tx)
	if err != nil {
		return nil, err
	}
	if err := c.Verify(keys); err != nil {
		return fmt.Errorf("%w: the checkpoint file is %w", ErrDamaged, err), nil
	}
	return nil, nil
}

// compareHead compares sizes and names of what the checkpoint file says with
// what the store has.
func compareHead(c TreeHead, s state) error {
	base, epoch := splitOrigin(c.Origin)
	have, _ := splitOrigin(s.origin)
	switch {
	case s.origin == "":
		return fmt.Errorf("%w: the store has 0 entries, the checkpoint file says %d", ErrLostTail, c.Size)
	case base != have:
		return fmt.Errorf("%w: the store is %s with %d entries, the checkpoint file is of %s with %d", ErrLostTail, s.origin, s.tree.size, c.Origin, c.Size)
	case epoch > s.epoch, epoch == s.epoch && c.Size > s.tree.size:
		return fmt.Errorf("%w: the store has %d entries, the checkpoint file says %d (%s)", ErrLostTail, s.tree.size, c.Size, c.Origin)
	}
	return nil
}

// rootAt computes the root of the first size entries.
func rootAt(ctx context.Context, tx *sqldb.Tx, size int64) (tlog.Hash, error) {
	root, err := tlog.TreeHash(size, tilesOf(ctx, tx))
	if err != nil {
		return tlog.Hash{}, fmt.Errorf("root of %d entries: %w", size, err)
	}
	return root, nil
}

func tilesOf(ctx context.Context, tx *sqldb.Tx) *tiles {
	return &tiles{read: func(level int, n int64) ([]byte, error) { return readTile(ctx, tx, level, n) }}
}

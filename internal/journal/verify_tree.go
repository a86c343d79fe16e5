package journal

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"

	"github.com/tracewright/tracewright/internal/sqldb"
)

// storedTile is the tile of one level that is being compared.
type storedTile struct {
	n     int64
	bytes []byte // nil before the first is read
}

// grow adds a checked leaf to the tree, compares the tiles that it reaches and
// keeps the roots that are asked for.
func (v *verifier) grow(ctx context.Context, leaf tlog.Hash) (*Finding, error) {
	seq := v.tree.size
	v.tree.add(leaf)
	for key, tile := range v.tree.dirty {
		index := key.n<<tileHeight + int64(len(tile)/tlog.HashSize) - 1
		f, err := v.checkTile(ctx, key, index, tile[len(tile)-tlog.HashSize:])
		if f != nil || err != nil {
			return f, err
		}
	}
	clear(v.tree.dirty)
	for _, w := range v.wanted {
		if w.Size == seq+1 {
			w.root = v.tree.root()
		}
	}
	return nil, nil
}

// checkTile compares one hash, the index-th of the level, with the stored
// tile.
func (v *verifier) checkTile(ctx context.Context, key tileKey, index int64, hash []byte) (*Finding, error) {
	width := int64(1) << (tileHeight * key.level) // entries below one hash
	stored := &v.stored[key.level]
	at := int(index%tileWidth) * tlog.HashSize
	if stored.bytes == nil || stored.n != key.n || len(stored.bytes) < at+tlog.HashSize {
		err := v.db.Read(ctx, func(tx *sqldb.Tx) (err error) {
			stored.n = key.n
			stored.bytes, err = readTile(ctx, tx, key.level, key.n)
			return err
		})
		if errors.Is(err, ErrDamaged) {
			return wrong(index*width, "%v", err), nil
		}
		if err != nil {
			return nil, err
		}
	}
	if len(stored.bytes) < at+tlog.HashSize || !bytes.Equal(stored.bytes[at:at+tlog.HashSize], hash) {
		return wrong(index*width, "tile %d/%d, which vouches for it and the %d after it, was changed", key.level, key.n, width-1), nil
	}
	return nil, nil
}

type tileRow struct{ level, n, size int64 }

const (
	// Rows that belong to no entry of the tree.
	selectStrays = `
select min(seq), 'entry' from entry where seq < 0
union all
select min(seq), 'entry' from entry where seq >= $1
union all
select min(seq), 'body' from body where seq < 0
union all
select min(seq), 'body' from body where seq >= $1
union all
select min(seq), 'link' from link where seq < 0
union all
select min(seq), 'link' from link where seq >= $1`

	selectTileSizes = `
select level, n, length(bytes)
from tile
order by level, n`
)

// checkStrays looks for rows that the tree knows nothing of.
func (v *verifier) checkStrays(ctx context.Context, tx *sqldb.Tx) error {
	type stray struct {
		seq   *int64
		table string
	}
	strays, err := sqldb.Select(ctx, tx, func(s *stray) []any { return []any{&s.seq, &s.table} }, selectStrays, v.head.next)
	if err != nil {
		return fmt.Errorf("look for strays: %w", err)
	}
	for _, s := range strays {
		if s.seq != nil {
			v.note(wrong(max(*s.seq, -1), "the table %s has a row %d, outside the %d entries of the tree", s.table, *s.seq, v.head.next))
		}
	}
	tiles, err := sqldb.Select(ctx, tx, func(r *tileRow) []any { return []any{&r.level, &r.n, &r.size} }, selectTileSizes)
	if err != nil {
		return fmt.Errorf("read tiles: %w", err)
	}
	v.note(checkTileSizes(tiles, v.head.next))
	return nil
}

// checkTileSizes says whether tiles are those of a tree of size leaves. A tile
// that is missing or short is found when its hashes are compared.
func checkTileSizes(tiles []tileRow, size int64) *Finding {
	for _, t := range tiles {
		if t.level < 1 || t.level > 7 || t.n < 0 {
			return wrong(-1, "tile %d/%d does not belong to the tree", t.level, t.n)
		}
		hashes := size>>(tileHeight*t.level) - t.n<<tileHeight
		if want := min(hashes, tileWidth) * tlog.HashSize; t.size > max(want, 0) || want <= 0 {
			return wrong(-1, "tile %d/%d has %d bytes, %d belong to the tree", t.level, t.n, t.size, max(want, 0))
		}
	}
	return nil
}

// checkHead compares the head row with the entries.
func (v *verifier) checkHead() {
	h := v.head
	for _, c := range []struct {
		name       string
		have, want any
	}{
		{"origin", h.origin, v.origin()},
		{"store_id", h.storeID, v.storeID},
		{"epoch", h.epoch, v.epoch},
		{"last_recorded_at", h.last, v.last},
	} {
		if c.have != c.want {
			v.note(wrong(-1, "the head says %s is %v, the entries say %v", c.name, c.have, c.want))
			return
		}
	}
	if h.next == 0 {
		return
	}
	c, err := ParseCheckpoint(h.checkpoint)
	if err != nil {
		v.note(wrong(-1, "the checkpoint in the head: %v", err))
		return
	}
	if c.Size != h.next || c.Origin != h.origin {
		v.note(wrong(-1, "the checkpoint in the head is of %d entries of %s, the head says %d of %s", c.Size, c.Origin, h.next, h.origin))
		return
	}
	v.checkStatement(&statement{TreeHead: c, from: "the checkpoint in the head", root: v.tree.root()})
}

// checkWanted compares the checkpoints from outside with the tree.
func (v *verifier) checkWanted() {
	for _, w := range v.wanted {
		v.checkStatement(w)
	}
}

func (v *verifier) checkStatement(s *statement) {
	limit := int64(-1) // how many entries of its origin are left
	for i, span := range v.origins {
		if span.origin != s.Origin {
			continue
		}
		limit = v.head.next
		if i+1 < len(v.origins) {
			limit = v.origins[i+1].from
		}
	}
	switch {
	case limit < 0:
		v.note(wrong(-1, "%s is of %s, this journal is %s", s.from, s.Origin, v.head.origin))
	case s.Size > limit && limit == v.head.next:
		v.note(wrong(limit, "%s missing: %s vouches for %d entries", lostText(s.Size-limit), s.from, s.Size))
	case s.Size > limit:
		v.note(wrong(limit, "%s vouches for %d entries of %s, of which this entry declares all from %d on lost", s.from, s.Size, s.Origin, limit))
	case s.Size > 0 && s.root != s.Root:
		v.note(wrong(-1, "the first %d entries have another root than %s says: they were rewritten", s.Size, s.from))
	default:
		if err := s.Verify(v.keys); err != nil {
			v.note(wrong(-1, "%s is %v", s.from, err))
		}
	}
}

// lostText words that n entries at the end are gone, the first of them named
// already.
func lostText(n int64) string {
	switch n {
	case 1:
		return "it is"
	case 2:
		return "it and the one after it are"
	}
	return fmt.Sprintf("it and the %d after it are", n-1)
}

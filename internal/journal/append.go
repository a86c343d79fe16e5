package journal

import (
	"context"
	"fmt"
	"io"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"github.com/tracewright/tracewright/internal/sqldb"
)

// The tables of the journal. Entries, bodies and links are inserted, never
// written again.
var (
	entryTable = sqldb.Upsert{Table: "entry", Columns: []string{
		"seq", "recorded_at", "kind", "occurred_at", "station", "command",
		"envelope", "body_hash", "salt", "links_root", "leaf",
	}}
	bodyTable  = sqldb.Upsert{Table: "body", Columns: []string{"seq", "salt", "bytes"}}
	linkTable  = sqldb.Upsert{Table: "link", Columns: []string{"object", "n", "seq", "pos"}}
	chainTable = sqldb.Upsert{Table: "chain", Key: []string{"object"}, Columns: []string{"object", "n", "leaf"}}
	tileTable  = sqldb.Upsert{Table: "tile", Key: []string{"level", "n"}, Columns: []string{"level", "n", "bytes"}}
)

// Append writes drafts as the next entries, in order, within the caller's write
// transaction, and returns the sequence of the first. All are recorded at
// recordedAt, which Now gave. When the transaction is committed the caller
// calls Committed, and Discard otherwise; an Append after an Append in one
// transaction continues it.
//
// A draft that cannot be an entry is ErrInvalid, and nothing is written.
func (l *Log) Append(ctx context.Context, tx *sqldb.Tx, recordedAt time.Time, drafts []Draft) (first int64, err error) {
	if why := l.ReadOnly(); why != nil {
		return 0, fmt.Errorf("append: %w: %w", ErrReadOnly, why)
	}
	for i := range drafts {
		if err := drafts[i].check(); err != nil {
			return 0, fmt.Errorf("append: draft %d: %w", i, err)
		}
	}
	from, doubt := l.latest()
	if doubt {
		if err := l.Reload(ctx, tx); err != nil {
			return 0, fmt.Errorf("append: %w", err)
		}
		from, _ = l.latest()
	}
	if len(drafts) == 0 {
		return from.tree.size, nil
	}
	next, err := l.extend(ctx, tx, from, recordedAt, drafts)
	if err != nil {
		return 0, fmt.Errorf("append: %w", err)
	}
	l.setPending(next, false)
	return from.tree.size, nil
}

// latest is the state that the next entry follows, and whether the database may
// hold another one.
func (l *Log) latest() (s state, doubt bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.pending != nil {
		return *l.pending, l.doubt
	}
	return l.state, l.doubt
}

// Committed makes what was appended the state of the Log and puts its
// checkpoint into the file. An error is about that file alone: the entries are
// in the store.
func (l *Log) Committed(context.Context) error {
	if l.memo == nil {
		return nil
	}
	if err := l.memo.write(l.adopt(), l.cfg.Now()); err != nil {
		return fmt.Errorf("write checkpoint file: %w", err)
	}
	return nil
}

// adopt makes what was appended the state, unless a transaction of somebody else
// came since the commit: that one has found it in the database.
func (l *Log) adopt() TreeHead {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.pending != nil {
		l.state, l.pending = *l.pending, nil
		l.state.tree.dirty = nil
	}
	return l.state.checkpoint
}

// Discard forgets what was appended since the last commit. The next Append
// looks into the database first, since a commit that failed may have happened.
func (l *Log) Discard() { l.setPending(nil, true) }

// extend writes drafts after the state from and returns the state they lead
// to.
func (l *Log) extend(ctx context.Context, tx *sqldb.Tx, from state, recordedAt time.Time, drafts []Draft) (*state, error) {
	b := batch{state: from, rowsOf: newRows(len(drafts))}
	b.tree = from.tree.clone()
	if b.last = recordedAt.UnixMicro(); b.last < from.last {
		return nil, fmt.Errorf("%w: recorded at %s, the last entry was at %s: take Now again",
			ErrStale, timeOf(b.last).Format(time.RFC3339Nano), timeOf(from.last).Format(time.RFC3339Nano))
	}
	if err := b.loadChains(ctx, tx, drafts); err != nil {
		return nil, err
	}
	salts := make([]byte, 2*saltSize*len(drafts))
	if _, err := io.ReadFull(l.cfg.Rand, salts); err != nil {
		return nil, fmt.Errorf("make salts: %w", err)
	}
	for i := range drafts {
		if err := b.add(&drafts[i], salts[2*saltSize*i:][:2*saltSize]); err != nil {
			return nil, err
		}
	}
	var err error
	if b.checkpoint, err = l.key.sign(b.tree.size, b.tree.root()); err != nil {
		return nil, err
	}
	if err := b.write(ctx, tx, from.tree.size); err != nil {
		return nil, err
	}
	next := b.state // without the rows
	return &next, nil
}

// chainHead is the last entry of an object.
type chainHead struct {
	object string
	count  int64 // entries of the object so far
	leaf   []byte
}

// batch gathers what the entries of one Append write.
type batch struct {
	state
	rowsOf
	chains map[string]*chainHead
}

type rowsOf struct{ entries, bodies, links [][]any }

func newRows(n int) rowsOf {
	return rowsOf{entries: make([][]any, 0, n), bodies: make([][]any, 0, n), links: make([][]any, 0, 2*n)}
}

const selectChains = `
select object, n, leaf
from chain
where object in (?)
order by object`

// loadChains loads the heads of the chains that drafts continue.
func (b *batch) loadChains(ctx context.Context, tx *sqldb.Tx, drafts []Draft) error {
	b.chains = make(map[string]*chainHead)
	var objects []string
	for i := range drafts {
		for _, object := range drafts[i].Links {
			if b.chains[object] == nil {
				b.chains[object] = &chainHead{object: object, leaf: make([]byte, tlog.HashSize)}
				objects = append(objects, object)
			}
		}
	}
	heads, err := sqldb.SelectIn(ctx, tx, func(h *chainHead) []any {
		return []any{&h.object, &h.count, &h.leaf}
	}, selectChains, objects)
	if err != nil {
		return fmt.Errorf("read chains: %w", err)
	}
	for i := range heads {
		if len(heads[i].leaf) != tlog.HashSize {
			return fmt.Errorf("%w: the chain of %s has a leaf of %d bytes", ErrDamaged, heads[i].object, len(heads[i].leaf))
		}
		b.chains[heads[i].object] = &heads[i]
	}
	return nil
}

// add makes the rows of one entry; salts has the salt of the entry and that of
// its body.
func (b *batch) add(d *Draft, salts []byte) error {
	salt, bodySalt := salts[:saltSize:saltSize], salts[saltSize:]
	e := d.Envelope
	if e.OccurredAt.IsZero() {
		e.OccurredAt = timeOf(b.last)
	}
	e.OccurredAt = timeOf(e.OccurredAt.UnixMicro())
	envelope, err := e.encode()
	if err != nil {
		return err
	}
	lf := leaf{
		origin:     b.origin,
		seq:        b.tree.size,
		recordedAt: b.last,
		envelope:   envelopeHash(salt, envelope),
		body:       bodyHash(bodySalt, d.Body),
		links:      b.linksRoot(d.Links, salt),
	}
	hash := lf.hash()
	for i, object := range d.Links {
		c := b.chains[object]
		b.links = append(b.links, []any{object, c.count, lf.seq, int64(i)})
		c.count++
		c.leaf = hash[:]
	}
	b.entries = append(b.entries, []any{
		lf.seq, lf.recordedAt, e.Kind, e.OccurredAt.UnixMicro(), e.Station, e.Command,
		envelope, lf.body[:], salt, lf.links[:], hash[:],
	})
	b.bodies = append(b.bodies, []any{lf.seq, bodySalt, d.Body})
	b.tree.add(hash)
	return nil
}

func (b *batch) linksRoot(objects []string, salt []byte) tlog.Hash {
	hashes := make([]tlog.Hash, len(objects))
	for i, object := range objects {
		c := b.chains[object]
		hashes[i] = linkHash(salt, i, object, c.count, tlog.Hash(c.leaf))
	}
	return treeRoot(hashes)
}

// write flushes the rows, a table at a time, and moves the head on from size.
func (b *batch) write(ctx context.Context, tx *sqldb.Tx, size int64) error {
	moved, err := tx.Exec(ctx, updateHead, b.tree.size, b.origin, b.storeID, b.epoch, b.last, b.checkpoint.Text, size)
	if err != nil {
		return fmt.Errorf("move head: %w", err)
	}
	if moved != 1 {
		return fmt.Errorf("%w: its next entry is not %d", ErrStale, size)
	}
	chains := make([][]any, 0, len(b.chains))
	for _, c := range b.chains {
		chains = append(chains, []any{c.object, c.count, c.leaf})
	}
	tiles := make([][]any, 0, len(b.tree.dirty))
	for key, bytes := range b.tree.dirty {
		tiles = append(tiles, []any{int64(key.level), key.n, bytes})
	}
	for _, t := range []struct {
		table *sqldb.Upsert
		rows  [][]any
	}{
		{&entryTable, b.entries},
		{&bodyTable, b.bodies},
		{&linkTable, b.links},
		{&chainTable, chains},
		{&tileTable, tiles},
	} {
		if err := t.table.Exec(ctx, tx, t.rows); err != nil {
			return err
		}
	}
	return nil
}

package epcisview

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"github.com/tracewright/tracewright/internal/engine"
	"github.com/tracewright/tracewright/internal/feed"
	"github.com/tracewright/tracewright/internal/journal"
	"github.com/tracewright/tracewright/internal/plant"
	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/track"
)

// version is that of the tables and of what they hold. An index of another
// version is made again.
const version = 6

// page is how many entries are read between two commits.
const page = 500

// Index is the events of a journal. It is opened when it is first used.
type Index struct {
	// Journal is the store whose journal it reads.
	Journal *sqldb.DB
	// Open opens the database of the tables, which may be that of the journal.
	Open func(context.Context) (*sqldb.DB, error)
	// Logger may be nil.
	Logger *slog.Logger

	mu sync.Mutex // who opens it, or reads on
	db *sqldb.DB  // nil: not opened yet
}

// opened opens the database at the first call, and makes its tables where they
// are missing or of another version. The caller holds mu.
func (x *Index) opened(ctx context.Context) (*sqldb.DB, error) {
	if x.db != nil {
		return x.db, nil
	}
	db, err := x.Open(ctx)
	if err != nil {
		return nil, fmt.Errorf("open the index of EPCIS events: %w", err)
	}
	if err := x.prepare(ctx, db); err != nil {
		if db != x.Journal {
			err = errors.Join(err, db.Close())
		}
		return nil, fmt.Errorf("open the index of EPCIS events: %w", err)
	}
	x.db = db
	return db, nil
}

// prepare makes the tables, unless there are some that can be used.
func (x *Index) prepare(ctx context.Context, db *sqldb.DB) error {
	var c cursor
	err := db.Read(ctx, func(tx *sqldb.Tx) (err error) {
		c, err = readCursor(ctx, tx)
		return err
	})
	if err == nil && c.version == version {
		same, err := x.continues(ctx, &c)
		if err != nil || same {
			return err
		}
	}
	return reset(ctx, db)
}

// Close closes the database of the tables, unless it is that of the journal.
func (x *Index) Close() error {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.db == nil || x.db == x.Journal {
		return nil
	}
	return x.db.Close()
}

// continues reports whether the journal still is the one that the index has
// read: it may have been replaced by an older copy.
func (x *Index) continues(ctx context.Context, c *cursor) (same bool, err error) {
	if c.next == 0 {
		return true, nil
	}
	err = x.Journal.Read(ctx, func(tx *sqldb.Tx) error {
		leaf, err := journal.LeafHash(ctx, tx, c.next-1)
		same = err == nil && bytes.Equal(leaf[:], c.leaf)
		if errors.Is(err, journal.ErrNotFound) {
			return nil
		}
		return err
	})
	return same, err
}

// Reset throws the index away: it is made again when it is read.
func (x *Index) Reset(ctx context.Context) error {
	x.mu.Lock()
	defer x.mu.Unlock()
	db, err := x.opened(ctx)
	if err != nil {
		return err
	}
	return reset(ctx, db)
}

func reset(ctx context.Context, db *sqldb.DB) error {
	return db.Write(ctx, func(tx *sqldb.Tx) error {
		for _, statement := range statements(tx.Dialect) {
			if _, err := tx.Exec(ctx, statement); err != nil {
				return err
			}
		}
		_, err := tx.Exec(ctx, insertCursor, version, []byte{})
		return err
	})
}

// Run follows the journal until ctx ends, while leads says that this server is
// the one that writes: so questions seldom have to read on themselves.
func (x *Index) Run(ctx context.Context, f *feed.Feed, leads func() bool) error {
	wake, cancel := f.Subscribe()
	defer cancel()
	look := time.NewTicker(time.Second)
	defer look.Stop()
	failed := false
	for {
		if leads() {
			err := x.CatchUp(ctx, f.Size())
			if err != nil && ctx.Err() == nil && !failed {
				x.complain(ctx, "the index of EPCIS events could not follow the journal", "error", err)
			}
			failed = err != nil
		}
		select {
		case <-wake:
		case <-look.C:
		case <-ctx.Done():
			return nil
		}
	}
}

func (x *Index) complain(ctx context.Context, text string, args ...any) {
	if x.Logger != nil {
		x.Logger.ErrorContext(ctx, text, args...)
	}
}

// errMoved says that another server has read on meanwhile.
var errMoved = errors.New("the index was moved")

// CatchUp reads the journal on until the index knows its first size entries.
func (x *Index) CatchUp(ctx context.Context, size int64) error {
	for {
		next, err := x.step(ctx, size)
		switch {
		case errors.Is(err, errMoved):
		case err != nil || next >= size:
			return err
		}
	}
}

// step takes in a page of entries, and returns how many the index knows then.
func (x *Index) step(ctx context.Context, size int64) (int64, error) {
	x.mu.Lock()
	defer x.mu.Unlock()
	db, err := x.opened(ctx)
	if err != nil {
		return 0, err
	}
	var c cursor
	err = db.Read(ctx, func(tx *sqldb.Tx) (err error) {
		c, err = readCursor(ctx, tx)
		return err
	})
	if err != nil || c.next >= size {
		return c.next, err
	}
	p, err := x.read(ctx, &c)
	if err != nil || len(p.entries) == 0 {
		return size, err
	}
	err = db.Write(ctx, func(tx *sqldb.Tx) error {
		w := &writing{tx: tx, cursor: c, things: map[track.ObjectID]*thing{}}
		return w.page(ctx, p)
	})
	return c.next + int64(p.count), err
}

// pageOf is a page of the journal.
type pageOf struct {
	count   int // of entries read, those without a fact too
	entries []told
	plant   *plant.Index // at its beginning
	last    tlog.Hash    // leaf of the last
	holds   map[track.HoldID][]track.ObjectID
}

// told is an entry with the hash of its leaf.
type told struct {
	track.Entry
	leaf tlog.Hash
	ours bool
}

// read reads the page after a cursor.
func (x *Index) read(ctx context.Context, c *cursor) (p pageOf, err error) {
	err = x.Journal.Read(ctx, func(tx *sqldb.Tx) error {
		p = pageOf{holds: map[track.HoldID][]track.ObjectID{}}
		if c.plant > 0 {
			e, err := entry(ctx, tx, c.plant)
			if err != nil {
				return err
			}
			f, ok := e.Fact.(*track.Published)
			if !ok {
				return fmt.Errorf("entry %d is no plant definition", c.plant)
			}
			def, err := plant.Parse([]byte(f.Definition))
			if err != nil {
				return err
			}
			p.plant = def.Index()
		}
		return p.fill(ctx, tx, c.next)
	})
	return p, err
}

func (p *pageOf) fill(ctx context.Context, tx *sqldb.Tx, from int64) error {
	entries, err := journal.Read(ctx, tx, from, page)
	if err != nil {
		return err
	}
	leaves, err := journal.LeafHashes(ctx, tx, from, len(entries))
	if err != nil || len(entries) == 0 {
		return err
	}
	p.count, p.last = len(entries), leaves[len(leaves)-1]
	var remains map[int64][]byte
	for i := range entries {
		if entries[i].Erased {
			if remains == nil {
				if remains, err = journal.Remains(ctx, tx); err != nil {
					return err
				}
			}
			if body, left := remains[entries[i].Seq]; left {
				entries[i].Body, entries[i].Erased = body, false
			}
		}
		e, ours, err := engine.ReadEntry(&entries[i])
		if err != nil {
			return err
		}
		p.entries = append(p.entries, told{e, leaves[i], ours})
		if f, ok := e.Fact.(*track.Released); ok && ours && len(f.Objects) == 0 {
			if err := p.hold(ctx, tx, f.Hold); err != nil {
				return err
			}
		}
	}
	return nil
}

// hold finds on what a hold was placed that ends in the page.
func (p *pageOf) hold(ctx context.Context, tx *sqldb.Tx, id track.HoldID) error {
	var seq int64
	if _, err := fmt.Sscanf(string(id), "H-%d", &seq); err != nil {
		return nil // not one of ours: there is nothing to tell
	}
	e, err := entry(ctx, tx, seq)
	if err != nil {
		return err
	}
	if f, ok := e.Fact.(*track.Held); ok {
		p.holds[id] = f.Objects
	}
	return nil
}

// entry reads one entry with what is left of it.
func entry(ctx context.Context, tx *sqldb.Tx, seq int64) (track.Entry, error) {
	j, err := journal.Get(ctx, tx, seq)
	if err != nil {
		return track.Entry{}, err
	}
	if j.Erased {
		remains, err := journal.Remains(ctx, tx)
		if err != nil {
			return track.Entry{}, err
		}
		j.Body = remains[seq]
		j.Erased = j.Body == nil
	}
	e, _, err := engine.ReadEntry(&j)
	return e, err
}

// size is how many entries the journal has now.
func (x *Index) size(ctx context.Context) (size int64, err error) {
	err = x.Journal.Read(ctx, func(tx *sqldb.Tx) error {
		size, err = journal.Size(ctx, tx)
		return err
	})
	return size, err
}

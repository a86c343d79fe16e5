package epcisview

import (
	"context"

	"github.com/tracewright/tracewright/internal/epcis"
	"github.com/tracewright/tracewright/internal/epcis/query"
	"github.com/tracewright/tracewright/internal/sqldb"
)

// Cursor is a place in the order of recording: the entry that is read next, and how
// many of its events lie before. It means the same when the index was made again.
type Cursor struct {
	Entry int64 `json:"entry"`
	Line  int64 `json:"line,omitzero"`
}

// Bounds are those of what is followed at a time.
type Bounds struct {
	Events int    // at most; 0: no bound
	Bytes  int    // as they are stored, but for the first; 0: no bound
	Until  Cursor // what lies behind is not read; zero: no bound
}

// Followed is what a query finds behind a cursor.
type Followed struct {
	Events []*epcis.Event
	Next   Cursor // behind what was looked at
	More   bool   // there may be more before the bound
}

// most that Follow looks at, and reads at a time.
const (
	mostFollowed = 20_000
	followChunk  = 32
)

// End is the cursor behind all that is recorded.
func (x *Index) End(ctx context.Context) (Cursor, error) {
	db, err := x.current(ctx)
	if err != nil {
		return Cursor{}, err
	}
	var c cursor
	err = db.Read(ctx, func(tx *sqldb.Tx) (err error) {
		c, err = readCursor(ctx, tx)
		return err
	})
	return Cursor{Entry: c.next}, err
}

// Follow finds the events of a query that somebody sees behind a cursor, in the
// order of recording, whatever order the query has. It speaks of all that was
// recorded before.
func (x *Index) Follow(ctx context.Context, by Sight, q *query.Query, from Cursor, b Bounds) (*Followed, error) {
	var out *Followed
	err := x.ask(ctx, by, q, func(f *finding) error {
		out = &Followed{}
		f.byTime, f.ascending = false, true
		return (&following{finding: f, Bounds: b, out: out}).run(ctx, from)
	})
	return out, err
}

// following answers Follow.
type following struct {
	*finding
	Bounds
	out   *Followed
	bytes int
	buf   []byte
}

func (f *following) run(ctx context.Context, from Cursor) error {
	c, err := readCursor(ctx, f.tx)
	if err != nil {
		return err
	}
	f.out.Next = Cursor{Entry: max(from.Entry, c.next)}
	end := int64(1 << 62)
	if f.Until != (Cursor{}) {
		f.out.Next = f.Until
		if end, err = f.number(ctx, f.Until); err != nil {
			return err
		}
	}
	begin, err := f.number(ctx, from)
	if err != nil || begin >= end || f.nothing {
		return err
	}
	low, high, err := f.span(ctx)
	if err != nil {
		return err
	}
	low, high = max(low, begin), min(high, end)
	var after *place
	for {
		at, err := f.candidates(ctx, low, high, after)
		if err != nil || len(at) == 0 {
			return err
		}
		if full, err := f.take(ctx, at); err != nil || full {
			return err
		}
		if f.looked += len(at); f.looked >= mostFollowed {
			f.out.More = true
			return f.stop(ctx, at[len(at)-1].n)
		}
		after = &at[len(at)-1]
	}
}

// take adds the candidates that fit; true: a bound was reached.
func (f *following) take(ctx context.Context, at []place) (full bool, err error) {
	for len(at) > 0 {
		part := at[:min(followChunk, len(at))]
		at = at[len(part):]
		places, events, err := f.events(ctx, part)
		if err != nil {
			return false, err
		}
		for i, e := range events {
			if !f.q.Match(e) {
				continue
			}
			if f.buf, err = e.AppendJSON(f.buf[:0]); err != nil {
				return false, err
			}
			n := len(f.out.Events)
			if n > 0 && (n == f.Events || f.Bytes > 0 && f.bytes+len(f.buf) > f.Bytes) {
				f.out.More = true
				return true, f.stop(ctx, places[i].n-1)
			}
			f.out.Events = append(f.out.Events, e)
			f.bytes += len(f.buf)
		}
	}
	return false, nil
}

// number is that of the first event behind a cursor.
func (f *following) number(ctx context.Context, c Cursor) (int64, error) {
	type row struct{ n, entry int64 }
	rows, err := sqldb.Select(ctx, f.tx, func(r *row) []any { return []any{&r.n, &r.entry} },
		"select n, entry from epcis_event where entry >= $1 order by entry, n limit 1", c.Entry)
	switch {
	case err != nil:
		return 0, err
	case len(rows) == 0:
		return 1 << 62, nil
	case rows[0].entry > c.Entry:
		return rows[0].n, nil
	}
	return rows[0].n + c.Line, nil
}

const cursorBehind = `
select entry, $1 + 1 - (select min(b.n) from epcis_event b where b.entry = a.entry)
from epcis_event a
where n = $1`

// stop sets the cursor behind an event.
func (f *following) stop(ctx context.Context, n int64) error {
	rows, err := sqldb.Select(ctx, f.tx, func(c *Cursor) []any { return []any{&c.Entry, &c.Line} }, cursorBehind, n)
	if err == nil && len(rows) == 1 {
		f.out.Next = rows[0]
	}
	return err
}

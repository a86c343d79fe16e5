package journal

import (
	"context"
	"fmt"
	"slices"
	"sort"
	"time"

	"github.com/tracewright/tracewright/internal/sqldb"
)

// maxPage bounds the entries of one read.
const maxPage = 10_000

// Size returns how many entries the journal has as tx sees it: the sequence
// that the next one will have.
func Size(ctx context.Context, tx *sqldb.Tx) (int64, error) {
	h, err := readHead(ctx, tx, selectHead)
	return h.next, err
}

const entryColumns = `
select e.seq, e.recorded_at, e.envelope, b.bytes`

const (
	selectEntries = entryColumns + `
from entry e
join body b on b.seq = e.seq
where e.seq >= $1
order by e.seq
limit $2`

	selectSome = entryColumns + `
from entry e
join body b on b.seq = e.seq
where e.seq in (?)
order by e.seq`

	selectHistory = entryColumns + `
from link l
join entry e on e.seq = l.seq
join body b on b.seq = e.seq
where l.object = $1 and l.n > $2
order by l.n
limit $3`

	selectLinks = `
select seq, object, n
from link
where seq in (?)
order by seq, pos`
)

// Read returns at most limit entries from the sequence from on, in order and
// without a gap; none when the journal is not so long. limit is at most 10,000.
func Read(ctx context.Context, tx *sqldb.Tx, from int64, limit int) ([]Entry, error) {
	entries, err := readEntries(ctx, tx, selectEntries, from, min(limit, maxPage))
	if err != nil {
		return nil, fmt.Errorf("read from entry %d: %w", from, err)
	}
	for i := range entries {
		if want := from + int64(i); entries[i].Seq != want {
			return nil, fmt.Errorf("%w: entry %d is missing", ErrDamaged, want)
		}
	}
	return entries, nil
}

// Get returns entry seq, or ErrNotFound.
func Get(ctx context.Context, tx *sqldb.Tx, seq int64) (Entry, error) {
	entries, err := readEntries(ctx, tx, selectEntries, seq, 1)
	if err != nil {
		return Entry{}, fmt.Errorf("read entry %d: %w", seq, err)
	}
	if len(entries) == 0 || entries[0].Seq != seq {
		return Entry{}, fmt.Errorf("%w: %d", ErrNotFound, seq)
	}
	return entries[0], nil
}

// Some returns the entries of a list of sequences, in order; those that are not
// there are left out.
func Some(ctx context.Context, tx *sqldb.Tx, seqs []int64) ([]Entry, error) {
	seqs = slices.Sorted(slices.Values(seqs))
	rows, err := sqldb.SelectIn(ctx, tx, (*entryRow).dest, selectSome, slices.Compact(seqs))
	if err != nil {
		return nil, fmt.Errorf("read %d entries: %w", len(seqs), err)
	}
	return linked(ctx, tx, rows)
}

// History returns at most limit of the entries that touch object, in order,
// after its afterN-th, counted from 0: -1 begins with the first.
func History(ctx context.Context, tx *sqldb.Tx, object string, afterN int64, limit int) ([]Entry, error) {
	entries, err := readEntries(ctx, tx, selectHistory, object, afterN, min(limit, maxPage))
	if err != nil {
		return nil, fmt.Errorf("history of %s: %w", object, err)
	}
	return entries, nil
}

const selectRecordedAt = `
select recorded_at
from entry
where seq = $1`

// SeqAt returns the sequence of the last entry that was recorded at or before
// at; -1 when there was none. It is what was known at that time.
func SeqAt(ctx context.Context, tx *sqldb.Tx, at time.Time) (int64, error) {
	size, err := Size(ctx, tx)
	if err != nil {
		return 0, err
	}
	micros := at.UnixMicro()
	// recordedAt never runs backwards, so halving needs no index.
	after := sort.Search(int(size), func(seq int) bool {
		if err != nil {
			return true
		}
		var rows []int64
		rows, err = sqldb.Select(ctx, tx, func(n *int64) []any { return []any{n} }, selectRecordedAt, int64(seq))
		if err == nil && len(rows) == 0 {
			err = fmt.Errorf("%w: entry %d is missing", ErrDamaged, seq)
		}
		return err != nil || rows[0] > micros
	})
	if err != nil {
		return 0, fmt.Errorf("find the last entry at %s: %w", at.Format(time.RFC3339), err)
	}
	return int64(after) - 1, nil
}

type entryRow struct {
	seq, recordedAt int64
	envelope, body  []byte
}

func (r *entryRow) dest() []any { return []any{&r.seq, &r.recordedAt, &r.envelope, &r.body} }

type linkRow struct {
	seq  int64
	link Link
}

// readEntries runs a query that gives the columns of entryColumns, and adds the
// links. Entries come in ascending sequence.
func readEntries(ctx context.Context, tx *sqldb.Tx, query string, args ...any) ([]Entry, error) {
	rows, err := sqldb.Select(ctx, tx, (*entryRow).dest, query, args...)
	if err != nil {
		return nil, err
	}
	return linked(ctx, tx, rows)
}

// linked are the entries of rows in ascending sequence, with their links.
func linked(ctx context.Context, tx *sqldb.Tx, rows []entryRow) ([]Entry, error) {
	if len(rows) == 0 {
		return nil, nil
	}
	entries := make([]Entry, len(rows))
	seqs := make([]int64, len(rows))
	for i, r := range rows {
		envelope, err := decodeEnvelope(r.envelope)
		if err != nil {
			return nil, fmt.Errorf("%w: entry %d: %w", ErrDamaged, r.seq, err)
		}
		entries[i] = Entry{
			Seq: r.seq, RecordedAt: timeOf(r.recordedAt), Envelope: envelope,
			Body: r.body, Erased: r.body == nil,
		}
		seqs[i] = r.seq
	}
	links, err := sqldb.SelectIn(ctx, tx, func(r *linkRow) []any {
		return []any{&r.seq, &r.link.Object, &r.link.Count}
	}, selectLinks, seqs)
	if err != nil {
		return nil, err
	}
	for _, r := range links {
		i, ok := slices.BinarySearch(seqs, r.seq)
		if !ok {
			return nil, fmt.Errorf("%w: the links of entry %d are out of order", ErrDamaged, r.seq)
		}
		entries[i].Links = append(entries[i].Links, r.link)
	}
	return entries, nil
}

// followPage is how many entries a follower gets at a time.
const followPage = 500

// Follow calls fn with the entries of the journal from the sequence from on,
// in order, each once and without a gap, and goes on as the journal grows,
// until ctx ends or fn fails; it returns that error. A value on wake says that
// there may be more: it should have room for one, and a sender that finds it
// full need not wait. When wake is closed, Follow returns nil at the end of the
// journal.
func Follow(ctx context.Context, db *sqldb.DB, from int64, wake <-chan struct{}, fn func([]Entry) error) error {
	open := true
	for {
		var entries []Entry
		err := db.Read(ctx, func(tx *sqldb.Tx) (err error) {
			entries, err = Read(ctx, tx, from, followPage)
			return err
		})
		if err != nil {
			return err
		}
		if len(entries) > 0 {
			if err := fn(entries); err != nil {
				return err
			}
			from += int64(len(entries))
			continue
		}
		if !open {
			return nil
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case _, open = <-wake:
		}
	}
}

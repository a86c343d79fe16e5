package view

import (
	"slices"

	"golang.org/x/mod/sumdb/tlog"

	"github.com/tracewright/tracewright/internal/journal"
	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/track"
)

// Entries reads at most limit entries of the journal from a sequence on.
func (q *Query) Entries(from int64, limit int) ([]journal.Entry, error) {
	return journal.Read(q.ctx, q.tx, from, limit)
}

// Entry reads one entry of the journal, or gives journal.ErrNotFound.
func (q *Query) Entry(seq int64) (journal.Entry, error) {
	return journal.Get(q.ctx, q.tx, seq)
}

// EntriesBySeq reads the entries of a list of sequences.
func (q *Query) EntriesBySeq(seqs []int64) (map[int64]journal.Entry, error) {
	entries, err := journal.Some(q.ctx, q.tx, seqs)
	found := make(map[int64]journal.Entry, len(entries))
	for _, e := range entries {
		found[e.Seq] = e
	}
	return found, err
}

// History reads at most limit of the entries that touch an object, after its
// after-th, counted from 0: -1 begins with the first.
func (q *Query) History(id track.ObjectID, after int64, limit int) ([]journal.Entry, error) {
	return journal.History(q.ctx, q.tx, string(id), after, limit)
}

// Checkpoint reads the signed checkpoint of the journal.
func (q *Query) Checkpoint() (string, error) { return journal.Checkpoint(q.ctx, q.tx) }

// Leaf reads the leaf hash of an entry, or gives journal.ErrNotFound.
func (q *Query) Leaf(seq int64) (tlog.Hash, error) { return journal.LeafHash(q.ctx, q.tx, seq) }

// Inclusion proves that an entry is in the tree of the first size entries.
func (q *Query) Inclusion(seq, size int64) (tlog.RecordProof, error) {
	return journal.Inclusion(q.ctx, q.tx, seq, size)
}

// Consistency proves that the tree of the first size entries continues that of
// the first old.
func (q *Query) Consistency(old, size int64) (tlog.TreeProof, error) {
	return journal.Consistency(q.ctx, q.tx, old, size)
}

// Corrected gives, for those of some entries that were declared wrong about an
// object, the sequence of the correction.
func (q *Query) Corrected(id track.ObjectID, entries []int64) (map[int64]int64, error) {
	type row struct{ entry, void int64 }
	rows, err := sqldb.SelectIn(q.ctx, q.tx, func(r *row) []any { return []any{&r.entry, &r.void} },
		"select entry, void_seq from sighting where object = $1 and void_seq <> 0 and entry in (?)", entries, string(id))
	if err != nil {
		return nil, err
	}
	corrected := map[int64]int64{}
	for _, r := range rows {
		corrected[r.entry] = r.void
	}
	return corrected, nil
}

// EntriesOf lists the sequences of the entries that touch any of some objects, in
// their order.
func (q *Query) EntriesOf(ids []track.ObjectID) ([]int64, error) {
	seqs, err := sqldb.SelectIn(q.ctx, q.tx, func(seq *int64) []any { return []any{seq} }, "select seq from link where object in (?)", texts(ids))
	if err != nil {
		return nil, err
	}
	slices.Sort(seqs)
	return slices.Compact(seqs), nil
}

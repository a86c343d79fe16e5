package view

import (
	"fmt"
	"slices"

	"github.com/tracewright/tracewright/internal/journal"
	"github.com/tracewright/tracewright/internal/track"
)

// EntryFilter picks entries of the journal; what is empty does not bind.
type EntryFilter struct {
	Kind    string
	Station string
	Actor   string
	Object  track.ObjectID
	// Before is the sequence that entries must be below; 0 or less means the end.
	Before int64
	// From and Until bound when entries were recorded, Until exclusively.
	From, Until track.Micros
}

// EntriesFound are entries of the journal, the last first.
type EntriesFound struct {
	Entries []journal.Entry
	// Next is the sequence below which the search goes on; 0 where there is no
	// more to be found.
	Next int64
}

const (
	// searched bounds the entries that one search looks through.
	searched = 5000
	// stretch is how many of them are read at a time.
	stretch = 500
)

// SearchEntries looks for at most limit entries, from the last on. It looks through
// at most 5,000 at a time, so that it may find fewer, and go on.
func (q *Query) SearchEntries(f EntryFilter, limit int) (*EntriesFound, error) {
	to, from, err := q.bounds(f)
	if err != nil {
		return nil, err
	}
	if f.Object != "" {
		return q.searchOf(f, from, to, limit)
	}
	found := &EntriesFound{Next: to}
	for looked := 0; found.Next > from && looked < searched; looked += stretch {
		low := max(from, found.Next-stretch)
		entries, err := q.Entries(low, int(found.Next-low))
		if err != nil {
			return nil, err
		}
		for _, e := range slices.Backward(entries) {
			found.Next = e.Seq
			if !f.fits(&e) {
				continue
			}
			if found.Entries = append(found.Entries, e); len(found.Entries) == limit {
				return found.ended(from), nil
			}
		}
	}
	return found.ended(from), nil
}

// ended leaves out the next page where nothing is left.
func (e *EntriesFound) ended(from int64) *EntriesFound {
	if e.Next <= from {
		e.Next = 0
	}
	return e
}

// bounds are the sequences that a search looks at: from the one below the other.
func (q *Query) bounds(f EntryFilter) (to, from int64, err error) {
	to = q.Size
	if f.Before > 0 {
		to = min(to, f.Before)
	}
	if f.Until != 0 {
		at, err := q.sizeAt(f.Until - 1)
		if err != nil {
			return 0, 0, err
		}
		to = min(to, at)
	}
	if f.From != 0 {
		if from, err = q.sizeAt(f.From - 1); err != nil {
			return 0, 0, err
		}
	}
	return to, from, nil
}

// searchOf searches the entries of one object.
func (q *Query) searchOf(f EntryFilter, from, to int64, limit int) (*EntriesFound, error) {
	seqs, err := q.EntriesOf([]track.ObjectID{f.Object})
	if err != nil {
		return nil, fmt.Errorf("search the entries of %s: %w", f.Object, err)
	}
	found := &EntriesFound{}
	for _, seq := range slices.Backward(seqs) {
		if seq >= to || seq < from {
			continue
		}
		if len(found.Entries) == limit {
			found.Next = found.Entries[limit-1].Seq
			break
		}
		e, err := q.Entry(seq)
		if err != nil {
			return nil, err
		}
		if f.fits(&e) {
			found.Entries = append(found.Entries, e)
		}
	}
	return found, nil
}

func (f *EntryFilter) fits(e *journal.Entry) bool {
	return (f.Kind == "" || e.Kind == f.Kind) && (f.Station == "" || e.Station == f.Station) && (f.Actor == "" || e.Actor == f.Actor)
}

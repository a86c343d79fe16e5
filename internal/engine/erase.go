package engine

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/tracewright/tracewright/internal/attachment"
	"github.com/tracewright/tracewright/internal/journal"
	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/track"
)

// Erasure says what shall be blanked, and why.
type Erasure struct {
	Entries []int64 // sequences
	Reason  string
	// Names asks for the identifiers too that the entries gave to objects.
	Names bool
}

// Erase blanks the bodies of entries for ever, with an entry that says so and
// keeps what is left of them when people's words are taken out; files that no other
// entry names go with them. The views tell the words until they are made again. An entry that must stay is an error that
// wraps journal.ErrInvalid.
func (e *Engine) Erase(ctx context.Context, actor string, what Erasure) error {
	entries := slices.Compact(slices.Sorted(slices.Values(what.Entries)))
	erasure := journal.Erasure{Entries: entries, Reason: what.Reason}
	var files []string
	err := e.cfg.DB.Read(ctx, func(tx *sqldb.Tx) (err error) {
		erasure.Remains, files, err = remains(ctx, tx, entries, what.Names)
		return err
	})
	if err != nil {
		return fmt.Errorf("erase: %w", err)
	}
	_, err = e.Record(ctx, Note{
		Kind: journal.KindErasure, Actor: actor, Body: erasure,
		With: func(ctx context.Context, tx *sqldb.Tx) error {
			if err := journal.EraseBodies(ctx, tx, entries); err != nil {
				return err
			}
			return attachment.Erase(ctx, tx, files)
		},
	})
	return err
}

// remains are the redacted bodies of entries of the domain, and the files that they
// name.
func remains(ctx context.Context, tx *sqldb.Tx, entries []int64, names bool) (left []journal.Remainder, files []string, err error) {
	for _, seq := range entries {
		j, err := journal.Get(ctx, tx, seq)
		if err != nil {
			return nil, nil, err
		}
		if j.Kind == string(track.EntryPlant) {
			return nil, nil, fmt.Errorf("%w: entry %d is a plant definition, by which everything after it was judged", journal.ErrInvalid, seq)
		}
		e, ours, err := ReadEntry(&j)
		if err != nil && !errors.Is(err, track.ErrBody) { // nothing can be left of what cannot be read
			return nil, nil, err
		}
		if !ours {
			continue
		}
		if m, ok := e.Fact.(*track.Material); ok {
			files = append(files, m.Attachments...)
		}
		e.Redact(names)
		body, err := e.AppendBody(nil)
		if err != nil {
			return nil, nil, fmt.Errorf("entry %d: %w", seq, err)
		}
		left = append(left, journal.Remainder{Entry: seq, Body: body})
	}
	return left, files, nil
}

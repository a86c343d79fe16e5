package journal

import (
	"context"
	"fmt"
	"slices"

	"github.com/tracewright/tracewright/internal/sqldb"
)

// Erasure is the body of an entry of kind erasure.
type Erasure struct {
	Entries []int64 `json:"entries"` // sequences of the entries whose bodies are blanked
	Reason  string  `json:"reason"`
}

const (
	selectKinds = `
select seq, kind
from entry
where seq in (?)
order by seq`

	eraseBody = `
update body
set salt = null, bytes = null
where seq = $1`
)

type kindRow struct {
	seq  int64
	kind string
}

// EraseBodies blanks the bodies of the entries seqs and their salts, so that
// not even a guess can be confirmed. In the same transaction the caller appends
// an entry of kind erasure, whose body is an Erasure: Verify asks for it. Entries of
// the kinds that the journal itself reads cannot be erased.
func EraseBodies(ctx context.Context, tx *sqldb.Tx, seqs []int64) error {
	seqs = slices.Compact(slices.Sorted(slices.Values(seqs)))
	rows, err := sqldb.SelectIn(ctx, tx, func(r *kindRow) []any { return []any{&r.seq, &r.kind} }, selectKinds, seqs)
	if err != nil {
		return fmt.Errorf("erase: %w", err)
	}
	for i, seq := range seqs {
		if i >= len(rows) || rows[i].seq != seq {
			return fmt.Errorf("erase: %w: %d", ErrNotFound, seq)
		}
		switch rows[i].kind {
		case KindStore, KindKey, KindEpoch, KindErasure:
			return fmt.Errorf("erase: %w: entry %d is of kind %q, which the journal needs", ErrInvalid, seq, rows[i].kind)
		}
	}
	for _, seq := range seqs {
		if _, err := tx.Exec(ctx, eraseBody, seq); err != nil {
			return fmt.Errorf("erase entry %d: %w", seq, err)
		}
	}
	return nil
}

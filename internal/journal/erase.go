package journal

import (
	"context"
	"fmt"
	"slices"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/tracewright/tracewright/internal/sqldb"
)

// Erasure is the body of an entry of kind erasure.
type Erasure struct {
	Entries []int64 `json:"entries"` // sequences of the entries whose bodies are blanked
	Reason  string  `json:"reason"`
	// Remains are what is left of their bodies, by whoever erased them: nothing
	// vouches for it but the erasure.
	Remains []Remainder `json:"remains,omitzero"`
}

// Remainder is the body of an erased entry without what had to go.
type Remainder struct {
	Entry int64          `json:"entry"`
	Body  jsontext.Value `json:"body"`
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

	selectErasureBodies = `
select b.bytes
from entry e
join body b on b.seq = e.seq
where e.kind in ('store', 'key', 'epoch', 'erasure') and e.kind = 'erasure'
order by e.seq`
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

// Remains returns what is left of erased bodies, by the sequences of their
// entries.
func Remains(ctx context.Context, tx *sqldb.Tx) (map[int64][]byte, error) {
	bodies, err := sqldb.Select(ctx, tx, func(b *[]byte) []any { return []any{b} }, selectErasureBodies)
	if err != nil {
		return nil, fmt.Errorf("read erasures: %w", err)
	}
	left := map[int64][]byte{}
	for _, body := range bodies {
		var erasure Erasure
		if err := json.Unmarshal(body, &erasure); err != nil {
			return nil, fmt.Errorf("%w: an erasure: %w", ErrDamaged, err)
		}
		for _, r := range erasure.Remains {
			left[r.Entry] = r.Body
		}
	}
	return left, nil
}

package attachment

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"github.com/tracewright/tracewright/internal/sqldb"
)

// Report is what Verify has found.
type Report struct {
	Files int64 // that are kept
	// Wrong says what is wrong with the first file that is; empty for nothing.
	Wrong string
}

const selectFiles = `
select sha256, media_type, size, erased, stored_at
from attachment
where sha256 > $1
order by sha256
limit 100`

const selectMissing = `
select t.sha256
from attached t
where not exists (select 1 from attachment a where a.sha256 = t.sha256)
order by t.entry, t.line
limit 1`

// Verify computes the SHA-256 of every file anew.
func Verify(ctx context.Context, db *sqldb.DB) (r Report, err error) {
	err = db.Read(ctx, func(tx *sqldb.Tx) error {
		for after := ""; ; {
			rows, err := sqldb.Select(ctx, tx, scanFile, selectFiles, after)
			if err != nil || len(rows) == 0 {
				return err
			}
			for i := range rows {
				after = rows[i].Digest
				if rows[i].Erased {
					continue
				}
				b, err := bytesOf(ctx, tx, after)
				if err != nil {
					return err
				}
				r.Files++
				if sum := sha256.Sum256(b); hex.EncodeToString(sum[:]) != after && r.Wrong == "" {
					r.Wrong = "the bytes of attachment " + after + " are not those that were kept"
				}
			}
		}
	})
	if err != nil {
		return r, fmt.Errorf("verify files: %w", err)
	}
	return r, nil
}

// Missing returns the first file that an entry names and that is neither kept nor
// was erased; empty where there is none. A report may name what nobody ever had.
func Missing(ctx context.Context, tx *sqldb.Tx) (string, error) {
	rows, err := sqldb.Select(ctx, tx, func(s *string) []any { return []any{s} }, selectMissing)
	if err != nil || len(rows) == 0 {
		return "", err
	}
	return rows[0], nil
}

package attachment

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/tracewright/tracewright/internal/sqldb"
)

// MaxBytes is the size of the largest file that is kept.
const MaxBytes = 10 << 20

// partBytes is how much of a file a row holds: so much as a line of a backup takes.
const partBytes = 256 << 10

// unnamed is how long a file is kept that no entry names, since it last came in,
// and dropped how many of them go at a time.
const (
	unnamed = 30 * 24 * time.Hour
	dropped = 10
)

// What is wrong with a file, or with the name of one.
var (
	ErrTooLarge = errors.New("the file is too large")
	ErrType     = errors.New("files of this type are not kept")
	ErrNotFound = errors.New("there is no such file")
	ErrErased   = errors.New("the file was erased")
)

// File is what is known of a file without its bytes.
type File struct {
	Digest string // SHA-256 of its bytes, as 64 hexadecimal digits in lower case
	Type   string // media type, such as image/jpeg
	Size   int64  // in bytes
	// Erased says that its bytes were taken away for good.
	Erased bool
}

// Store keeps files in a database.
type Store struct {
	DB  *sqldb.DB
	Now func() time.Time
}

const selectFile = `
select sha256, media_type, size, erased, stored_at
from attachment
where sha256 = $1`

type fileRow struct {
	File
	storedAt int64
}

func scanFile(r *fileRow) []any {
	return []any{&r.Digest, &r.Type, &r.Size, &r.Erased, &r.storedAt}
}

func find(ctx context.Context, tx *sqldb.Tx, digest string) (*fileRow, error) {
	rows, err := sqldb.Select(ctx, tx, scanFile, selectFile, digest)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	return &rows[0], nil
}

var (
	putFile  = &sqldb.Upsert{Table: "attachment", Key: []string{"sha256"}, Columns: []string{"sha256", "media_type", "size", "stored_at", "actor", "named", "erased"}}
	putParts = &sqldb.Upsert{Table: "attachment_part", Columns: []string{"sha256", "n", "bytes"}}
)

// Put keeps a file that actor, an id, hands in, and returns what is known of it.
// One that is there already stays as it is. An error wraps ErrTooLarge, ErrType, or
// ErrErased for one that was erased: it is not kept again.
func (s *Store) Put(ctx context.Context, b []byte, actor string) (File, error) {
	sum := sha256.Sum256(b)
	f := File{Digest: hex.EncodeToString(sum[:]), Type: Sniff(b), Size: int64(len(b))}
	switch {
	case len(b) > MaxBytes:
		return File{}, fmt.Errorf("%w: it has %d bytes, at most %d are kept", ErrTooLarge, len(b), MaxBytes)
	case f.Type == "":
		return File{}, fmt.Errorf("%w: it is no JPEG, PNG, WebP, PDF and no text in UTF-8", ErrType)
	}
	now := s.Now()
	err := s.DB.Write(ctx, func(tx *sqldb.Tx) error {
		there, err := find(ctx, tx, f.Digest)
		switch {
		case err != nil:
			return err
		case there != nil && there.Erased:
			return ErrErased
		case there != nil:
			_, err = tx.Exec(ctx, "update attachment set stored_at = $1 where sha256 = $2", now.UnixMicro(), f.Digest)
			return err
		}
		if err := dropUnnamed(ctx, tx, now); err != nil {
			return err
		}
		if err := putFile.Exec(ctx, tx, [][]any{{f.Digest, f.Type, f.Size, now.UnixMicro(), actor, int64(0), int64(0)}}); err != nil {
			return err
		}
		n := int64(0)
		for part := range slices.Chunk(b, partBytes) {
			if err := putParts.Exec(ctx, tx, [][]any{{f.Digest, n, part}}); err != nil {
				return err
			}
			n++
		}
		return nil
	})
	if err != nil {
		return File{}, fmt.Errorf("keep file %s: %w", f.Digest, err)
	}
	return f, nil
}

// Get reads a file. An error wraps ErrNotFound or ErrErased.
func (s *Store) Get(ctx context.Context, digest string) (f File, b []byte, err error) {
	err = s.DB.Read(ctx, func(tx *sqldb.Tx) error {
		row, err := find(ctx, tx, digest)
		switch {
		case err != nil:
			return err
		case row == nil:
			return ErrNotFound
		case row.Erased:
			return ErrErased
		}
		f = row.File
		b, err = bytesOf(ctx, tx, digest)
		return err
	})
	if err != nil {
		return File{}, nil, fmt.Errorf("file %.64q: %w", digest, err)
	}
	return f, b, nil
}

func bytesOf(ctx context.Context, tx *sqldb.Tx, digest string) ([]byte, error) {
	parts, err := sqldb.Select(ctx, tx, func(p *[]byte) []any { return []any{p} },
		"select bytes from attachment_part where sha256 = $1 order by n", digest)
	return slices.Concat(parts...), err
}

const selectUnnamed = `
select a.sha256, case when exists (select 1 from attached t where t.sha256 = a.sha256) then 1 else 0 end
from attachment a
where a.named = 0 and a.stored_at < $1
order by a.stored_at
limit $2`

// dropUnnamed drops some of the files that came a while ago and that no entry
// names. Each is looked at once: one that is named is never dropped.
func dropUnnamed(ctx context.Context, tx *sqldb.Tx, now time.Time) error {
	type old struct {
		digest string
		named  bool
	}
	rows, err := sqldb.Select(ctx, tx, func(o *old) []any { return []any{&o.digest, &o.named} }, selectUnnamed, now.Add(-unnamed).UnixMicro(), dropped)
	if err != nil {
		return err
	}
	for _, o := range rows {
		if o.named {
			_, err = tx.Exec(ctx, "update attachment set named = 1 where sha256 = $1", o.digest)
		} else if err = dropBytes(ctx, tx, o.digest); err == nil {
			_, err = tx.Exec(ctx, "delete from attachment where sha256 = $1", o.digest)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func dropBytes(ctx context.Context, tx *sqldb.Tx, digest string) error {
	_, err := tx.Exec(ctx, "delete from attachment_part where sha256 = $1", digest)
	return err
}

const selectNeeded = `
select distinct t.sha256
from attached t
join body b on b.seq = t.entry
where t.sha256 in (?) and b.bytes is not null`

// Erase takes away the bytes of files for good, in the transaction that erases the
// entries which name them. What an entry names that is not erased stays.
func Erase(ctx context.Context, tx *sqldb.Tx, digests []string) error {
	if len(digests) == 0 {
		return nil
	}
	needed, err := sqldb.SelectIn(ctx, tx, func(s *string) []any { return []any{s} }, selectNeeded, digests)
	if err != nil {
		return fmt.Errorf("erase files: %w", err)
	}
	for _, digest := range digests {
		if slices.Contains(needed, digest) {
			continue
		}
		err := dropBytes(ctx, tx, digest)
		if err == nil {
			_, err = tx.Exec(ctx, "update attachment set erased = 1 where sha256 = $1", digest)
		}
		if err != nil {
			return fmt.Errorf("erase file %s: %w", digest, err)
		}
	}
	return nil
}

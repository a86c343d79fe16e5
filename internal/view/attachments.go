package view

import (
	"fmt"

	"github.com/tracewright/tracewright/internal/sqldb"
)

// File is a file that is kept beside the journal.
type File struct {
	Digest string // SHA-256 of its bytes
	Type   string // media type
	Size   int64  // in bytes
	Erased bool
}

const selectFiles = `
select sha256, media_type, size, erased
from attachment
where sha256 in (?)`

// Files finds files by the SHA-256 of their bytes; what is not kept is not among
// them.
func (q *Query) Files(digests []string) (map[string]File, error) {
	if len(digests) == 0 {
		return nil, nil
	}
	rows, err := sqldb.SelectIn(q.ctx, q.tx, func(f *File) []any { return []any{&f.Digest, &f.Type, &f.Size, &f.Erased} }, selectFiles, digests)
	if err != nil {
		return nil, fmt.Errorf("find files: %w", err)
	}
	found := map[string]File{}
	for _, f := range rows {
		found[f.Digest] = f
	}
	return found, nil
}

// AttachedTo lists the SHA-256 of the files that entries name, in the order in
// which each names them.
func (q *Query) AttachedTo(entries []int64) (map[int64][]string, error) {
	if len(entries) == 0 {
		return nil, nil
	}
	named := map[int64][]string{}
	rows, err := sqldb.SelectIn(q.ctx, q.tx, attached.scan, attached.query("where entry in (?) order by entry, line"), entries)
	if err != nil {
		return nil, fmt.Errorf("find the files of entries: %w", err)
	}
	for _, a := range rows {
		named[a.Entry] = append(named[a.Entry], a.Digest)
	}
	return named, nil
}

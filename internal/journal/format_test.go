package journal_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"testing"

	"golang.org/x/mod/sumdb/tlog"

	"github.com/tracewright/tracewright/internal/journal"
	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/sqldb/sqldbtest"
)

// What follows reads a journal by DESIGN.md alone, with none of the package's
// code, as an auditor's program would.

func sum(parts ...[]byte) []byte {
	h := sha256.Sum256(bytes.Join(parts, nil))
	return h[:]
}

func be64(n int64) []byte { return binary.BigEndian.AppendUint64(nil, uint64(n)) }

func derived(salt []byte, index uint32) []byte {
	return sum([]byte("tracewright/salt/1\n"), salt, binary.BigEndian.AppendUint32(nil, index))[:16]
}

type auditRow struct {
	seq, recordedAt                int64
	envelope, salt, bodySalt, body []byte
}

// audit recomputes the leaf hashes of the journal, with the link hashes of each
// entry.
func audit(ctx context.Context, tx *sqldb.Tx, origin string) (leaves []tlog.Hash, links [][]tlog.Hash, err error) {
	rows, err := sqldb.Select(ctx, tx, func(r *auditRow) []any {
		return []any{&r.seq, &r.recordedAt, &r.envelope, &r.salt, &r.bodySalt, &r.body}
	}, "select e.seq, e.recorded_at, e.envelope, e.salt, b.salt, b.bytes from entry e join body b on b.seq = e.seq order by e.seq")
	if err != nil {
		return nil, nil, err
	}
	last := map[string]tlog.Hash{}
	for _, r := range rows {
		e, err := journal.Get(ctx, tx, r.seq)
		if err != nil {
			return nil, nil, err
		}
		var hashes []tlog.Hash
		for i, l := range e.Links {
			previous := last[l.Object]
			hashes = append(hashes, tlog.RecordHash(bytes.Join([][]byte{
				[]byte("tracewright/link/1\n"), derived(r.salt, uint32(i)), be64(l.Count), previous[:], []byte(l.Object),
			}, nil)))
		}
		root, err := tlog.TreeHash(int64(len(hashes)), stored(hashes))
		if err != nil {
			return nil, nil, err
		}
		leaf := tlog.RecordHash(bytes.Join([][]byte{
			{1},
			binary.BigEndian.AppendUint16(nil, uint16(len(origin))), []byte(origin), be64(r.seq), be64(r.recordedAt),
			sum([]byte("tracewright/envelope/1\n"), derived(r.salt, 1<<32-1), r.envelope),
			sum([]byte("tracewright/body/1\n"), r.bodySalt, r.body),
			root[:],
		}, nil))
		for _, l := range e.Links {
			last[l.Object] = leaf
		}
		leaves, links = append(leaves, leaf), append(links, hashes)
	}
	return leaves, links, nil
}

// stored reads the tree over hashes.
func stored(hashes []tlog.Hash) tlog.HashReader {
	var all []tlog.Hash
	reader := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		list := make([]tlog.Hash, len(indexes))
		for i, index := range indexes {
			list[i] = all[index]
		}
		return list, nil
	})
	for i, h := range hashes {
		more, err := tlog.StoredHashesForRecordHash(int64(i), h, reader)
		if err != nil {
			panic(err) // the reader never fails
		}
		all = append(all, more...)
	}
	return reader
}

func TestJournalCanBeAuditedByItsDocument(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		f := open(t, db, testConfig(t, 70))
		f.fill(t, 290)
		wide := draft(3)
		for i := range 200 {
			wide.Links = append(wide.Links, fmt.Sprintf("p%03d", i))
		}
		seq := f.append(t, wide)
		f.read(t, func(ctx context.Context, tx *sqldb.Tx) error {
			leaves, links, err := audit(ctx, tx, f.log.Origin())
			if err != nil {
				return err
			}
			checkpoint, err := journal.ParseCheckpoint(f.checkpoint(t))
			if err != nil {
				return err
			}
			root, err := tlog.TreeHash(int64(len(leaves)), stored(leaves))
			if err != nil {
				return err
			}
			if root != checkpoint.Root || int64(len(leaves)) != checkpoint.Size {
				t.Errorf("root of %d entries is %s, the checkpoint says %s", len(leaves), root, checkpoint.Root)
			}
			// One object of many is shown by its own link and a few hashes.
			reader := stored(links[seq])
			proof, err := tlog.ProveRecord(202, 57, reader)
			if err != nil {
				return err
			}
			inner, err := tlog.TreeHash(202, reader)
			if err != nil {
				return err
			}
			return tlog.CheckRecord(proof, 202, inner, 57, links[seq][57])
		})
	})
}

// The bytes that are hashed never change: a journal is kept for decades.
func TestFormatStays(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		f := open(t, db, testConfig(t, 71))
		f.append(t, drafts(0, 20)...)
		f.append(t, draft(20), journal.Draft{
			Envelope: journal.Envelope{
				Kind: "scan", Version: 2, OccurredAt: newClock().now, ZoneOffset: -90, Station: "Löt \"1\" <&>", Position: "p",
				Session: "s", Actor: "a", Device: "d", Source: "src", Command: "\u2028", Plant: 9,
			},
			Body:  []byte("{}"),
			Links: []string{"ö"},
		})
		const want = `berlin/5t76exje
23
/KO8+GEJHa99+7/viifx7ycLkdp82vtYcAB95h6CG+Q=

— berlin/5t76exje Dbo74h4QNw8/Be1rEKhQZSxro3J88zEaORX3z4qp/NBw9NsnwBS13b0rfZGHI3+qODIpayRx7UPIaULNxyPRI4L7GAg=
`
		if got := f.checkpoint(t); got != want {
			t.Errorf("the checkpoint is\n%s\nwant\n%s", got, want)
		}
	})
}

package journal

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/go-json-experiment/json"
	"github.com/google/go-cmp/cmp"
	"golang.org/x/mod/sumdb/tlog"

	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/sqldb/sqldbtest"
)

// FuzzImport reads journals as a damaged or forged backup could hold them: as
// they are, or sealed, so that leaves and checkpoint fit what the fuzzer made.
// What is taken is exported as it came.
func FuzzImport(f *testing.F) {
	text := smallJournal(f)
	for _, seed := range []string{
		text,
		strings.Replace(text, `"links":["u1"`, `"links":["u1","u1"`, 1),
		strings.Replace(text, `"links":["u1"`, `"links":["\u0000"`, 1),
		strings.Replace(text, `"seq":2`, `"seq":-2`, 1),
		strings.Replace(text, `"entries":`, `"entries":9`, 1),
		strings.Replace(text, `"epoch":1`, `"epoch":-9223372036854775808`, 1),
		strings.Replace(text, `"body":"`, `"body":"","was":"`, 1),
		text[:len(text)/2],
	} {
		f.Add(seed, false)
		f.Add(seed, true)
	}
	db := sqldbtest.SQLite(f)
	undo := errors.New("undo")
	for _, good := range []string{text, seal(text)} { // or the fuzzer would see refusals only
		err := db.Write(f.Context(), func(tx *sqldb.Tx) error {
			_, err := Import(f.Context(), tx, bufio.NewReader(strings.NewReader(good)), nil)
			return errors.Join(err, undo)
		})
		if err.Error() != undo.Error() {
			f.Fatal(err)
		}
	}
	f.Fuzz(func(t *testing.T, text string, sealed bool) {
		if sealed {
			text = seal(text)
		}
		err := db.Write(t.Context(), func(tx *sqldb.Tx) error {
			head, err := Import(t.Context(), tx, bufio.NewReader(strings.NewReader(text)), nil)
			if err == nil && head.Size > 0 {
				if diff := cmp.Diff(parse(text), parse(exportText(t, tx))); diff != "" {
					t.Errorf("exported again it differs (-imported +exported):\n%s", diff)
				}
			}
			return undo
		})
		if !errors.Is(err, undo) {
			t.Error(err)
		}
	})
}

// smallJournal is an exported journal with each kind of line: the store's,
// entries with links and without, a blanked body and its erasure.
func smallJournal(f *testing.F) (text string) {
	f.Helper()
	db := sqldbtest.SQLite(f)
	log, err := Open(f.Context(), db, Config{Dir: f.TempDir(), Name: "berlin", Rand: rand.NewChaCha8([32]byte{1})})
	if err != nil {
		f.Fatal(err)
	}
	defer log.Close()
	write := func(with func(context.Context, *sqldb.Tx) error, drafts ...Draft) {
		f.Helper()
		err := db.Write(f.Context(), func(tx *sqldb.Tx) error {
			if _, err := log.Append(f.Context(), tx, log.Now(), drafts); err != nil {
				return err
			}
			return with(f.Context(), tx)
		})
		if err == nil {
			err = log.Committed(f.Context())
		}
		if err != nil {
			f.Fatal(err)
		}
	}
	none := func(context.Context, *sqldb.Tx) error { return nil }
	for i := range 4 {
		write(none, Draft{
			Envelope: Envelope{Kind: "scan", Version: 1, Station: "S10", Command: fmt.Sprint("c", i), Actor: "p-1"},
			Body:     []byte(`{"unit":1}`), Links: []string{"u1", "u2", "u3"}[:i],
		})
	}
	write(func(ctx context.Context, tx *sqldb.Tx) error { return EraseBodies(ctx, tx, []int64{2}) },
		Draft{Envelope: Envelope{Kind: KindErasure}, Body: []byte(`{"entries":[2],"reason":"a name"}`)})
	err = db.Read(f.Context(), func(tx *sqldb.Tx) error {
		text = exportText(f, tx)
		return nil
	})
	if err != nil {
		f.Fatal(err)
	}
	return text
}

func exportText(t testing.TB, tx *sqldb.Tx) string {
	t.Helper()
	var b bytes.Buffer
	if _, err := Export(t.Context(), tx, &b, nil); err != nil {
		t.Errorf("export: %v", err)
	}
	return b.String()
}

// exported is an exported journal in memory.
type exported struct {
	Head    exportHead
	Entries []exportEntry
}

// parse reads as many lines as the head says, and leaves out what Export does:
// the hash of a body that is there, the salt of one that is not.
func parse(text string) (j exported) {
	for i, line := range strings.SplitAfter(text, "\n") {
		if i == 0 {
			if json.Unmarshal([]byte(line), &j.Head) != nil {
				return j
			}
			continue
		}
		var e exportEntry
		if int64(i) > j.Head.Entries || json.Unmarshal([]byte(line), &e) != nil {
			return j
		}
		if e.Body == nil {
			e.BodySalt = nil
		} else {
			e.BodyHash = nil
		}
		if len(e.Links) == 0 {
			e.Links = nil
		}
		j.Entries = append(j.Entries, e)
	}
	return j
}

// seal does what a forger without a key can do: it computes every leaf and the
// checkpoint anew. What cannot be an entry is left as it is.
func seal(text string) string {
	j := parse(text)
	b := batch{state: state{tree: &frontier{}}, rowsOf: newRows(len(j.Entries)), chains: map[string]*chainHead{}}
	for i := range j.Entries {
		e := &j.Entries[i]
		for len(e.Leaf) < tlog.HashSize {
			e.Leaf = append(e.Leaf, 0)
		}
		d, err := e.draft(int64(i))
		if err != nil {
			return text
		}
		for _, object := range d.Links {
			if b.chains[object] == nil {
				b.chains[object] = &chainHead{object: object, leaf: make([]byte, tlog.HashSize)}
			}
		}
		leaf, err := b.leafOf(e, &d.Envelope)
		if err != nil {
			return text
		}
		hash := leaf.hash()
		e.Leaf = hash[:]
		b.rows(&d.Envelope, &leaf, hash, e)
	}
	j.Head.Entries, j.Head.Origin = b.tree.size, b.origin
	j.Head.Checkpoint = fmt.Sprintf("%s\n%d\n%s\n\n— x AAAA\n", b.origin, b.tree.size, b.tree.root())
	var out bytes.Buffer
	if writeLine(&out, j.Head) != nil {
		return text
	}
	for _, e := range j.Entries {
		if writeLine(&out, e) != nil {
			return text
		}
	}
	return out.String()
}

package journal_test

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tracewright/tracewright/internal/journal"
	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/sqldb/sqldbtest"
)

func export(t *testing.T, f *fixture) []byte {
	t.Helper()
	var b bytes.Buffer
	f.read(t, func(ctx context.Context, tx *sqldb.Tx) error {
		_, err := journal.Export(ctx, tx, &b, nil)
		return err
	})
	return b.Bytes()
}

func importInto(t *testing.T, db *sqldb.DB, exported []byte) (rest []byte, err error) {
	t.Helper()
	err = db.Write(t.Context(), func(tx *sqldb.Tx) error {
		r := bufio.NewReader(bytes.NewReader(exported))
		if _, err := journal.Import(t.Context(), tx, r, nil); err != nil {
			return err
		}
		rest, err = io.ReadAll(r)
		return err
	})
	return rest, err
}

// exported is a journal of some pages, with an erased body.
func exported(t *testing.T, db *sqldb.DB) (*fixture, []byte) {
	t.Helper()
	f := open(t, db, testConfig(t, 1))
	f.append(t, drafts(0, 1500)...)
	f.erase(t, 7)
	return f, export(t, f)
}

func TestExportedJournalIsTheSameInTheOtherDatabase(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		f, text := exported(t, db)
		other := sqldbtest.SQLite(t)
		if db.Dialect == sqldb.SQLite {
			other = otherDatabase(t)
		}
		rest, err := importInto(t, other, append(text, "what follows\n"...))
		if err != nil {
			t.Fatal(err)
		}
		if string(rest) != "what follows\n" {
			t.Errorf("left to the caller: %q", rest)
		}
		cfg := testConfig(t, 2)
		report, err := journal.Verify(t.Context(), other, journal.VerifyOptions{Dir: cfg.Dir, Checkpoint: f.checkpoint(t)})
		if err != nil || report.Wrong != nil {
			t.Fatalf("verify: %v, %v", report.Wrong, err)
		}
		g := &fixture{db: other, cfg: cfg}
		if diff := cmp.Diff(string(text), string(export(t, g))); diff != "" {
			t.Errorf("exported again it differs:\n%s", diff)
		}
		g = open(t, other, cfg)
		if got := g.append(t, draft(0)); got != report.Entries+1 {
			t.Errorf("the next entry after that of the key is %d, want %d", got, report.Entries+1)
		}
		if r := g.verify(t); r.Wrong != nil {
			t.Errorf("after growing: %v", r.Wrong)
		}
	})
}

// otherDatabase is PostgreSQL, or SQLite where the tests run without it.
func otherDatabase(t *testing.T) *sqldb.DB {
	t.Helper()
	if os.Getenv("TRACEWRIGHT_TEST_DB") == "sqlite" {
		return sqldbtest.SQLite(t)
	}
	return sqldbtest.Postgres(t)
}

func TestDamagedExportIsRefused(t *testing.T) {
	t.Parallel()
	_, text := exported(t, sqldbtest.SQLite(t))
	lines := strings.SplitAfter(string(text), "\n")
	swapped := append([]string{}, lines...)
	swapped[9], swapped[10] = swapped[10], swapped[9]
	for name, damaged := range map[string]string{
		"cut":                 string(text[:len(text)/2]),
		"empty":               "",
		"not a journal":       "{}\n",
		"an entry is missing": strings.Join(append(append([]string{}, lines[:20]...), lines[21:]...), ""),
		"entries are swapped": strings.Join(swapped, ""),
		"a body is another":   strings.Replace(string(text), `"body":"`+strings.Split(strings.Split(lines[5], `"body":"`)[1], `"`)[0], `"body":"e30=`, 1),
		"a link is another":   strings.Replace(string(text), `"links":["`, `"links":["x`, 1),
		"an unknown member":   strings.Replace(string(text), `{"seq":3,`, `{"more":1,"seq":3,`, 1),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			db := sqldbtest.SQLite(t)
			if _, err := importInto(t, db, []byte(damaged)); err == nil {
				t.Fatal("it was imported")
			}
			err := db.Read(t.Context(), func(tx *sqldb.Tx) error {
				size, err := journal.Size(t.Context(), tx)
				if size != 0 {
					t.Errorf("%d entries were left", size)
				}
				return err
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
}

func TestImportRefusesStoreThatIsNotEmpty(t *testing.T) {
	t.Parallel()
	f, text := exported(t, sqldbtest.SQLite(t))
	if _, err := importInto(t, f.db, text); !errors.Is(err, journal.ErrNotEmpty) {
		t.Errorf("got %v, want ErrNotEmpty", err)
	}
}

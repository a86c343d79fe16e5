package journal_test

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/tracewright/tracewright/internal/journal"
	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/sqldb/sqldbtest"
)

// loseTail puts the store back to what it held before the last n entries, as
// an old backup does.
func loseTail(t *testing.T, f *fixture, n int) *fixture {
	t.Helper()
	f.disarm(t)
	f.append(t, drafts(1000, n)...)
	f.restore(t, journalTables...)
	return f.reopen(t)
}

func TestLostTailOpensReadOnly(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		f := open(t, db, testConfig(t, 40))
		f.fill(t, 50)
		f = loseTail(t, f, 10)
		err := f.log.ReadOnly()
		if !errors.Is(err, journal.ErrLostTail) || !strings.Contains(err.Error(), "51 entries") || !strings.Contains(err.Error(), "61") {
			t.Errorf("read-only: %v", err)
		}
		if _, err := f.tryAppend(t.Context(), draft(0)); !errors.Is(err, journal.ErrReadOnly) {
			t.Errorf("append: %v", err)
		}
		if got := len(f.entries(t, 0, 100)); got != 51 {
			t.Errorf("%d entries can be read, want 51", got)
		}
	})
}

func TestOtherTailOpensReadOnly(t *testing.T) {
	t.Parallel()
	f := open(t, sqldbtest.SQLite(t), testConfig(t, 41))
	f.fill(t, 50)
	checkpoint, err := os.ReadFile(filepath.Join(f.cfg.Dir, "checkpoint"))
	if err != nil {
		t.Fatal(err)
	}
	// The same store, restored and written to by somebody who took the
	// checkpoint file away, and then put it back.
	other := testConfig(t, 41)
	g := open(t, sqldbtest.SQLite(t), other)
	g.append(t, drafts(7, 80)...)
	if err := g.log.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(other.Dir, "checkpoint"), checkpoint, 0o600); err != nil {
		t.Fatal(err)
	}
	g = open(t, g.db, other)
	if err := g.log.ReadOnly(); !errors.Is(err, journal.ErrLostTail) {
		t.Errorf("read-only: %v", err)
	}
}

func TestEmptyStoreBesideCheckpointOpensReadOnly(t *testing.T) {
	t.Parallel()
	f := open(t, sqldbtest.SQLite(t), testConfig(t, 42))
	f.fill(t, 5)
	g := open(t, sqldbtest.SQLite(t), f.cfg)
	if err := g.log.ReadOnly(); !errors.Is(err, journal.ErrLostTail) {
		t.Fatalf("read-only: %v", err)
	}
	if err := journal.NewEpoch(t.Context(), g.db, g.cfg, "the disk died"); err != nil {
		t.Fatal(err)
	}
	g = g.reopen(t)
	g.fill(t, 5)
	if r := g.verify(t); r.Wrong != nil || r.Origin != f.log.Origin()+"/e2" {
		t.Errorf("%+v", r)
	}
}

func TestNewEpochGoesOnAfterALoss(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		f := open(t, db, testConfig(t, 43))
		f.fill(t, 300)
		origin, storeID := f.log.Origin(), f.log.StoreID()
		kept := f.checkpoint(t)
		f = loseTail(t, f, 10)
		lost, err := os.ReadFile(filepath.Join(f.cfg.Dir, "checkpoint"))
		if err != nil {
			t.Fatal(err)
		}
		if err := journal.NewEpoch(t.Context(), db, f.cfg, ""); err == nil {
			t.Error("an epoch without a reason")
		}
		if err := journal.NewEpoch(t.Context(), db, f.cfg, "restored from the backup of Sunday"); err != nil {
			t.Fatal(err)
		}
		f = f.reopen(t)
		if err := f.log.ReadOnly(); err != nil {
			t.Fatalf("read-only: %v", err)
		}
		if f.log.Origin() != origin+"/e2" || f.log.Epoch() != 2 || f.log.StoreID() == storeID || f.log.Next() != 302 {
			t.Errorf("origin %s, epoch %d, store id %s, next %d", f.log.Origin(), f.log.Epoch(), f.log.StoreID(), f.log.Next())
		}
		var body struct {
			Reason string
			Size   int64
			Lost   struct {
				From, To   int64
				Checkpoint string
			}
		}
		if err := json.Unmarshal(f.entries(t, 301, 1)[0].Body, &body); err != nil {
			t.Fatal(err)
		}
		if body.Size != 301 || body.Lost.From != 301 || body.Lost.To != 311 || body.Lost.Checkpoint != string(lost) || body.Reason == "" {
			t.Errorf("the entry of the epoch says %+v", body)
		}
		f.fill(t, 40)
		if r := f.verify(t); r.Wrong != nil {
			t.Errorf("verify: %v", r.Wrong)
		}
		for text, sound := range map[string]bool{kept: true, string(lost): false} {
			r, err := journal.Verify(t.Context(), db, journal.VerifyOptions{Checkpoint: text})
			if err != nil {
				t.Fatal(err)
			}
			if (r.Wrong == nil) != sound {
				t.Errorf("with the checkpoint\n%s\nfound %v", text, r.Wrong)
			}
		}
	})
}

// A restored backup has no key, and the checkpoint file of this machine may be
// missing: the server makes a key and introduces it.
func TestAnotherServerIntroducesItsKey(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		f := open(t, db, testConfig(t, 44))
		f.fill(t, 5)
		db.BeforeWrite = nil
		g := open(t, db, testConfig(t, 45))
		if g.log.Origin() != f.log.Origin() || g.log.Next() != 7 {
			t.Errorf("origin %s, next %d", g.log.Origin(), g.log.Next())
		}
		if e := g.entries(t, 6, 1); e[0].Kind != journal.KindKey {
			t.Errorf("%+v", e)
		}
		g.append(t, draft(6))
		if r := g.verify(t); r.Wrong != nil {
			t.Errorf("verify: %v", r.Wrong)
		}
		// The first server finds what the second has written.
		db.BeforeWrite = f.log.BeforeWrite
		if first := f.append(t, draft(7)); first != 8 {
			t.Errorf("first is %d, want 8", first)
		}
		if r := f.verify(t); r.Wrong != nil {
			t.Errorf("verify: %v", r.Wrong)
		}
	})
}

func TestServerWithoutTheLeaseIsRefused(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		f := open(t, db, testConfig(t, 46))
		f.exec(t, "update head set lease_term = 4")
		f.log.SetTerm(4)
		f.append(t, draft(0))
		f.exec(t, "update head set lease_term = 5")
		if _, err := f.tryAppend(t.Context(), draft(1)); !errors.Is(err, journal.ErrStale) {
			t.Errorf("append after the lease was lost: %v", err)
		}
		if f.log.Next() != 2 {
			t.Errorf("next is %d, want 2", f.log.Next())
		}
	})
}

func TestStandbyWritesNothing(t *testing.T) {
	t.Parallel()
	f := open(t, sqldbtest.SQLite(t), testConfig(t, 47))
	f.fill(t, 5)
	cfg := testConfig(t, 48)
	cfg.ReadOnly = true
	g := open(t, f.db, cfg)
	if _, err := g.tryAppend(t.Context(), draft(0)); !errors.Is(err, journal.ErrStandby) {
		t.Errorf("append: %v", err)
	}
	if files, err := os.ReadDir(cfg.Dir); err != nil || len(files) != 0 {
		t.Errorf("it wrote %v, %v", files, err)
	}
	f.append(t, draft(6))
}

func TestCheckpointFileFallingBehindIsNoLoss(t *testing.T) {
	t.Parallel()
	f := open(t, sqldbtest.SQLite(t), testConfig(t, 49))
	f.fill(t, 5)
	path := filepath.Join(f.cfg.Dir, "checkpoint")
	behind, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	f.fill(t, 600)
	if err := os.WriteFile(path, behind, 0o600); err != nil {
		t.Fatal(err)
	}
	f = f.reopen(t)
	if err := f.log.ReadOnly(); err != nil {
		t.Errorf("read-only: %v", err)
	}
	f.append(t, draft(1))
	if now, err := os.ReadFile(path); err != nil || string(now) != f.checkpoint(t) {
		t.Errorf("the file has\n%s\nwant\n%s", now, f.checkpoint(t))
	}
}

func TestOpenSaysWhatIsMissing(t *testing.T) {
	t.Parallel()
	for name, spoil := range map[string]func(t *testing.T, cfg *journal.Config){
		"no folder":    func(_ *testing.T, cfg *journal.Config) { cfg.Dir = "" },
		"no name":      func(_ *testing.T, cfg *journal.Config) { cfg.Name = "" },
		"name of note": func(_ *testing.T, cfg *journal.Config) { cfg.Name = "a+b" },
		"other key": func(t *testing.T, cfg *journal.Config) {
			if err := os.WriteFile(filepath.Join(cfg.Dir, "journal.key"), []byte("secret"), 0o600); err != nil {
				t.Fatal(err)
			}
		},
	} {
		cfg := testConfig(t, 50)
		spoil(t, &cfg)
		if _, err := journal.Open(t.Context(), sqldbtest.SQLite(t), cfg); err == nil {
			t.Errorf("%s: opened", name)
		}
	}
}

// A journal that is damaged where the checkpoint file looks can still be read.
func TestDamagedTreeOpensReadOnly(t *testing.T) {
	t.Parallel()
	for name, edit := range map[string]string{
		"last leaf":   "update entry set leaf = zeroblob(32) where seq = 300",
		"leaf cut":    "update entry set leaf = zeroblob(31) where seq = 300",
		"tile":        "delete from tile",
		"entry":       "delete from entry where seq = 290",
		"checkpoint":  "update head set checkpoint = ''",
		"first entry": "update body set bytes = zeroblob(9) where seq = 0",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := open(t, sqldbtest.SQLite(t), testConfig(t, 52))
			f.fill(t, 300)
			f.disarm(t)
			f.exec(t, edit)
			f = f.reopen(t)
			if err := f.log.ReadOnly(); !errors.Is(err, journal.ErrDamaged) {
				t.Errorf("read-only: %v", err)
			}
			if got := len(f.entries(t, 1, 200)); got != 200 {
				t.Errorf("%d entries can be read", got)
			}
		})
	}
}

func TestSeqAtAnswersWhatWasKnownWhen(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		f := open(t, db, testConfig(t, 51))
		f.fill(t, 40)
		list := f.entries(t, 0, 100)
		f.read(t, func(ctx context.Context, tx *sqldb.Tx) error {
			for _, e := range list {
				last := e.Seq
				for last+1 < int64(len(list)) && list[last+1].RecordedAt.Equal(e.RecordedAt) {
					last++
				}
				for at, want := range map[time.Time]int64{e.RecordedAt: last, e.RecordedAt.Add(time.Microsecond): last} {
					got, err := journal.SeqAt(ctx, tx, at)
					if err != nil {
						return err
					}
					if got != want {
						t.Errorf("at %s: %d, want %d", at, got, want)
					}
				}
			}
			got, err := journal.SeqAt(ctx, tx, list[0].RecordedAt.Add(-time.Second))
			if got != -1 {
				t.Errorf("before the first: %d", got)
			}
			return err
		})
	})
}

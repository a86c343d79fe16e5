package journal_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tracewright/tracewright/internal/journal"
	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/sqldb/sqldbtest"
)

// clock is a clock that tests set.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(time.Millisecond)
	return c.now
}

func (c *clock) set(t time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = t
}

func newClock() *clock {
	return &clock{now: time.Date(2026, 11, 22, 8, 0, 0, 123_456_789, time.UTC)}
}

// testConfig is the configuration of a journal whose salts and keys follow from
// seed.
func testConfig(t testing.TB, seed byte) journal.Config {
	t.Helper()
	return journal.Config{
		Dir:  t.TempDir(),
		Name: "berlin",
		Now:  newClock().Now,
		Rand: rand.NewChaCha8([32]byte{seed}),
	}
}

// fixture is an open journal with the one writer's lock.
type fixture struct {
	db  *sqldb.DB
	cfg journal.Config
	log *journal.Log
	mu  sync.Mutex
}

func open(t testing.TB, db *sqldb.DB, cfg journal.Config) *fixture {
	t.Helper()
	log, err := journal.Open(t.Context(), db, cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := log.Close(); err != nil {
			t.Errorf("close the journal: %v", err)
		}
	})
	return &fixture{db: db, cfg: cfg, log: log}
}

// reopen opens the journal again, as after a restart.
func (f *fixture) reopen(t testing.TB) *fixture {
	t.Helper()
	if err := f.log.Close(); err != nil {
		t.Fatal(err)
	}
	f.db.BeforeWrite = nil
	return open(t, f.db, f.cfg)
}

// tryAppend appends drafts in a transaction of their own.
func (f *fixture) tryAppend(ctx context.Context, drafts ...journal.Draft) (first int64, err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	err = f.db.Write(ctx, func(tx *sqldb.Tx) error {
		first, err = f.log.Append(ctx, tx, f.log.Now(), drafts)
		return err
	})
	if err != nil {
		f.log.Discard()
		return 0, err
	}
	return first, f.log.Committed(ctx)
}

func (f *fixture) append(t testing.TB, drafts ...journal.Draft) int64 {
	t.Helper()
	first, err := f.tryAppend(t.Context(), drafts...)
	if err != nil {
		t.Fatal(err)
	}
	return first
}

// read runs fn on a snapshot.
func (f *fixture) read(t testing.TB, fn func(ctx context.Context, tx *sqldb.Tx) error) {
	t.Helper()
	if err := f.db.Read(t.Context(), func(tx *sqldb.Tx) error { return fn(t.Context(), tx) }); err != nil {
		t.Fatal(err)
	}
}

func (f *fixture) entries(t testing.TB, from int64, limit int) []journal.Entry {
	t.Helper()
	var list []journal.Entry
	f.read(t, func(ctx context.Context, tx *sqldb.Tx) (err error) {
		list, err = journal.Read(ctx, tx, from, limit)
		return err
	})
	return list
}

// draft is a scan of unit i, with the order it belongs to.
func draft(i int) journal.Draft {
	return journal.Draft{
		Envelope: journal.Envelope{Kind: "scan", Station: "S10", Command: fmt.Sprintf("c-%06d", i), Actor: "op-7", Plant: 3},
		Body:     fmt.Appendf(nil, `{"unit":%d,"text":"what a station has to say about it"}`, i),
		Links:    []string{fmt.Sprintf("u%04d", i%97), fmt.Sprintf("o%02d", i%7)},
	}
}

func drafts(from, n int) []journal.Draft {
	list := make([]journal.Draft, n)
	for i := range list {
		list[i] = draft(from + i)
	}
	return list
}

// fill appends n entries in batches of uneven sizes.
func (f *fixture) fill(t testing.TB, n int) {
	t.Helper()
	for i, size := 0, 1; i < n; i, size = i+size, size*3%71 {
		size = min(size, n-i)
		f.append(t, drafts(i, size)...)
	}
}

func (f *fixture) verify(t testing.TB) journal.Report {
	t.Helper()
	report, err := journal.Verify(t.Context(), f.db, journal.VerifyOptions{Dir: f.cfg.Dir})
	if err != nil {
		t.Fatal(err)
	}
	return report
}

func TestEmptyStoreBeginsWithItsOriginAndKey(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		f := open(t, db, testConfig(t, 1))
		if got, want := f.log.Origin(), "berlin/"+f.log.StoreID(); got != want || len(f.log.StoreID()) != 8 {
			t.Errorf("origin %q, store id %q", got, f.log.StoreID())
		}
		if f.log.Next() != 1 || f.log.Epoch() != 1 || f.log.ReadOnly() != nil {
			t.Errorf("next %d, epoch %d, read-only %v", f.log.Next(), f.log.Epoch(), f.log.ReadOnly())
		}
		first := f.entries(t, 0, 10)
		if len(first) != 1 || first[0].Kind != journal.KindStore {
			t.Fatalf("entries %+v", first)
		}
		info, err := os.Stat(filepath.Join(f.cfg.Dir, "journal.key"))
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("key file: %v, %v", info.Mode(), err)
		}
		again := f.reopen(t)
		if again.log.Origin() != f.log.Origin() || again.log.Next() != 1 {
			t.Errorf("reopened as %s with next %d", again.log.Origin(), again.log.Next())
		}
	})
}

func TestEntriesReadBackAsWritten(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		f := open(t, db, testConfig(t, 2))
		at := time.Date(2026, 11, 22, 7, 59, 58, 1_500, time.FixedZone("", 3600))
		full := journal.Draft{
			Envelope: journal.Envelope{
				Kind: "scan", Version: 2, OccurredAt: at, ZoneOffset: 60, Station: "Löt-1", Position: "p", Session: "s",
				Actor: "a", Device: "d", Source: "src", Command: "cmd", Plant: 9,
			},
			Body:  []byte("{\"odd\" : \"\u00e9\\u00e9\"}\n"),
			Links: []string{"b", "a"},
		}
		bare := journal.Draft{Envelope: journal.Envelope{Kind: "note"}, Body: []byte("{}"), Links: []string{"a"}}
		if first := f.append(t, full, bare); first != 1 {
			t.Errorf("first is %d", first)
		}
		got := f.entries(t, 1, 10)
		recorded := got[0].RecordedAt
		full.OccurredAt = time.Date(2026, 11, 22, 6, 59, 58, 1_000, time.UTC)
		bare.OccurredAt = recorded
		want := []journal.Entry{
			{Seq: 1, RecordedAt: recorded, Envelope: full.Envelope, Body: full.Body, Links: []journal.Link{{Object: "b"}, {Object: "a"}}},
			{Seq: 2, RecordedAt: recorded, Envelope: bare.Envelope, Body: bare.Body, Links: []journal.Link{{Object: "a", Count: 1}}},
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
	})
}

func TestHistoryFollowsOneObject(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		f := open(t, db, testConfig(t, 3))
		f.fill(t, 300)
		var seqs []int64
		f.read(t, func(ctx context.Context, tx *sqldb.Tx) error {
			for after := int64(-1); ; {
				page, err := journal.History(ctx, tx, "u0005", after, 2)
				if err != nil || len(page) == 0 {
					return err
				}
				for _, e := range page {
					seqs = append(seqs, e.Seq)
				}
				after += int64(len(page))
			}
		})
		if diff := cmp.Diff([]int64{6, 103, 200, 297}, seqs); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
		f.read(t, func(ctx context.Context, tx *sqldb.Tx) error {
			if _, err := journal.Get(ctx, tx, 301); !errors.Is(err, journal.ErrNotFound) {
				t.Errorf("entry past the end: %v", err)
			}
			_, err := journal.Get(ctx, tx, 300)
			return err
		})
	})
}

func TestRecordedAtNeverRunsBackwards(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		cfg := testConfig(t, 4)
		c := newClock()
		cfg.Now = c.Now
		f := open(t, db, cfg)
		f.append(t, draft(0))
		c.set(time.Date(1970, 1, 1, 0, 0, 0, 0, time.UTC))
		f.append(t, draft(1))
		f = f.reopen(t)
		f.append(t, draft(2))
		list := f.entries(t, 0, 10)
		for i := range list[1:] {
			if list[i+1].RecordedAt.Before(list[i].RecordedAt) {
				t.Errorf("entry %d at %s, before it %s", i+1, list[i+1].RecordedAt, list[i].RecordedAt)
			}
		}
		err := f.db.Write(t.Context(), func(tx *sqldb.Tx) error {
			_, err := f.log.Append(t.Context(), tx, list[0].RecordedAt.Add(-time.Second), drafts(3, 1))
			return err
		})
		if !errors.Is(err, journal.ErrStale) {
			t.Errorf("an earlier recordedAt: %v", err)
		}
		f.log.Discard()
	})
}

func TestAppendAfterRollbackContinues(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		f := open(t, db, testConfig(t, 5))
		f.fill(t, 250)
		boom := errors.New("boom")
		err := db.Write(t.Context(), func(tx *sqldb.Tx) error {
			if _, err := f.log.Append(t.Context(), tx, f.log.Now(), drafts(0, 20)); err != nil {
				return err
			}
			return boom
		})
		if !errors.Is(err, boom) {
			t.Fatal(err)
		}
		f.log.Discard()
		if first := f.append(t, drafts(250, 20)...); first != 251 {
			t.Errorf("first is %d, want 251", first)
		}
		if r := f.verify(t); r.Wrong != nil {
			t.Errorf("verify: %+v", r.Wrong)
		}
	})
}

// A commit may have happened although its caller saw an error.
func TestAppendAfterUnknownOutcomeFindsTheCommit(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		f := open(t, db, testConfig(t, 6))
		f.fill(t, 250)
		err := db.Write(t.Context(), func(tx *sqldb.Tx) error {
			_, err := f.log.Append(t.Context(), tx, f.log.Now(), drafts(0, 20))
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		f.log.Discard()
		if first := f.append(t, draft(1)); first != 271 {
			t.Errorf("first is %d, want 271", first)
		}
		if r := f.verify(t); r.Wrong != nil {
			t.Errorf("verify: %+v", r.Wrong)
		}
	})
}

func TestTwoAppendsInOneTransaction(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		f := open(t, db, testConfig(t, 7))
		var firsts []int64
		err := db.Write(t.Context(), func(tx *sqldb.Tx) error {
			for range 2 {
				first, err := f.log.Append(t.Context(), tx, f.log.Now(), drafts(0, 300))
				if err != nil {
					return err
				}
				firsts = append(firsts, first)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if err := f.log.Committed(t.Context()); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([]int64{1, 301}, firsts); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
		if r := f.verify(t); r.Wrong != nil || r.Entries != 601 {
			t.Errorf("verify: %+v, %d entries", r.Wrong, r.Entries)
		}
	})
}

func TestDraftThatCannotBeAnEntryIsRefused(t *testing.T) {
	t.Parallel()
	f := open(t, sqldbtest.SQLite(t), testConfig(t, 8))
	long := string(make([]byte, 300))
	cases := map[string]func(*journal.Draft){
		"no kind":        func(d *journal.Draft) { d.Kind = "" },
		"kind reserved":  func(d *journal.Draft) { d.Kind = journal.KindEpoch },
		"empty body":     func(d *journal.Draft) { d.Body = nil },
		"large body":     func(d *journal.Draft) { d.Body = make([]byte, 17<<20) },
		"long station":   func(d *journal.Draft) { d.Station = long },
		"year 10000":     func(d *journal.Draft) { d.OccurredAt = time.Date(9999, 12, 31, 23, 0, 0, 0, time.FixedZone("", -7200)) },
		"zone of a day":  func(d *journal.Draft) { d.ZoneOffset = -1440 },
		"not UTF-8":      func(d *journal.Draft) { d.Command = "\xff" },
		"NUL":            func(d *journal.Draft) { d.Actor = "a\x00" },
		"empty link":     func(d *journal.Draft) { d.Links = []string{""} },
		"link twice":     func(d *journal.Draft) { d.Links = []string{"a", "b", "a"} },
		"many, twice":    func(d *journal.Draft) { d.Links = []string{"a", "b", "c", "d", "e", "f", "g", "h", "i", "a"} },
		"too many links": func(d *journal.Draft) { d.Links = make([]string, 1<<16+1) },
	}
	for name, spoil := range cases {
		d := draft(1)
		spoil(&d)
		if _, err := f.tryAppend(t.Context(), draft(0), d); !errors.Is(err, journal.ErrInvalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if f.log.Next() != 1 {
		t.Errorf("next is %d, want 1", f.log.Next())
	}
}

func TestTriggersRefuseChange(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		f := open(t, db, testConfig(t, 9))
		f.fill(t, 3)
		statements := []string{
			"update entry set kind = 'x' where seq = 1",
			"update entry set seq = 9 where seq = 1",
			"delete from entry where seq = 1",
			"update link set n = 7 where seq = 1",
			"delete from link where seq = 1",
			"update body set bytes = salt where seq = 1",
			"update body set bytes = null where seq = 1",
			"update body set seq = 9, bytes = null, salt = null where seq = 1",
			"delete from body where seq = 1",
		}
		if db.Dialect == sqldb.Postgres {
			statements = append(statements, "truncate entry", "truncate link", "truncate body")
		}
		for _, q := range statements {
			err := db.Write(t.Context(), func(tx *sqldb.Tx) error {
				_, err := tx.Exec(t.Context(), q)
				return err
			})
			if err == nil {
				t.Errorf("allowed: %s", q)
			}
		}
	})
}

func TestFollowerMissesNothing(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		f := open(t, db, testConfig(t, 10))
		const writers, each = 8, 40
		wake := make(chan struct{}, 1)
		var wg sync.WaitGroup
		for w := range writers {
			wg.Go(func() {
				for i := range each {
					if _, err := f.tryAppend(t.Context(), drafts(w*1000+i, 1+i%3)...); err != nil {
						t.Error(err)
					}
					select {
					case wake <- struct{}{}:
					default:
					}
				}
			})
		}
		go func() {
			wg.Wait()
			close(wake)
		}()
		next := int64(0)
		err := journal.Follow(t.Context(), db, 0, wake, func(list []journal.Entry) error {
			for _, e := range list {
				if e.Seq != next {
					return fmt.Errorf("entry %d, want %d", e.Seq, next)
				}
				next++
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if next != f.log.Next() || next < writers*each {
			t.Errorf("followed to %d of %d", next, f.log.Next())
		}
	})
}

func TestFollowStops(t *testing.T) {
	t.Parallel()
	f := open(t, sqldbtest.SQLite(t), testConfig(t, 11))
	ctx, cancel := context.WithCancel(t.Context())
	err := journal.Follow(ctx, f.db, 0, nil, func([]journal.Entry) error {
		cancel()
		return nil
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("after cancel: %v", err)
	}
	boom := errors.New("boom")
	err = journal.Follow(t.Context(), f.db, 0, nil, func([]journal.Entry) error { return boom })
	if !errors.Is(err, boom) {
		t.Errorf("after a fault: %v", err)
	}
}

// Uses of tokens and people are written beside the journal: such a transaction
// may come between a commit of entries and the Log's hearing of it.
func TestOthersWriteBesideTheJournal(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		f := open(t, db, testConfig(t, 1))
		done := make(chan struct{})
		var other error
		go func() {
			defer close(done)
			for range 100 {
				other = errors.Join(other, db.Write(t.Context(), func(*sqldb.Tx) error { return nil }))
			}
		}()
		const entries = 100
		before := f.log.Next()
		for i := range entries {
			if got, want := f.append(t, draft(i)), before+int64(i); got != want {
				t.Fatalf("entry %d, want %d", got, want)
			}
		}
		<-done
		if other != nil {
			t.Error(other)
		}
		if got := f.log.Next(); got != before+entries {
			t.Errorf("the next entry is %d, want %d", got, before+entries)
		}
		kept, err := os.ReadFile(filepath.Join(f.cfg.Dir, "checkpoint"))
		if err != nil || string(kept) != f.checkpoint(t) {
			t.Errorf("the checkpoint file has\n%s\nwant\n%s (%v)", kept, f.checkpoint(t), err)
		}
	})
}

package journal_test

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/tracewright/tracewright/internal/journal"
	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/sqldb/sqldbtest"
)

var journalTables = []string{"head", "entry", "body", "link", "chain", "tile"}

// exec runs statements in a transaction, as somebody with a database tool
// would.
func (f *fixture) exec(t testing.TB, statements ...string) {
	t.Helper()
	before := f.db.BeforeWrite
	f.db.BeforeWrite = nil
	defer func() { f.db.BeforeWrite = before }()
	err := f.db.Write(t.Context(), func(tx *sqldb.Tx) error {
		for _, q := range statements {
			if _, err := tx.Exec(t.Context(), q); err != nil {
				return fmt.Errorf("%s: %w", q, err)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// disarm drops the triggers and keeps a copy of every table.
func (f *fixture) disarm(t testing.TB) {
	t.Helper()
	for _, table := range []string{"entry", "link", "body"} {
		for _, act := range []string{"update", "delete", "truncate"} {
			switch {
			case f.db.Dialect == sqldb.Postgres:
				f.exec(t, fmt.Sprintf("drop trigger %s_%s on %s", table, act, table))
			case act != "truncate":
				f.exec(t, fmt.Sprintf("drop trigger %s_%s", table, act))
			}
		}
	}
	for _, table := range journalTables {
		f.exec(t, fmt.Sprintf("create table kept_%s as select * from %s", table, table))
	}
}

// restore puts tables back as they were when disarm was called.
func (f *fixture) restore(t testing.TB, tables ...string) {
	t.Helper()
	empty := "delete from "
	if f.db.Dialect == sqldb.Postgres {
		empty = "truncate " // leaves no dead rows
	}
	var statements []string
	for _, table := range tables {
		statements = append(statements, empty+table, fmt.Sprintf("insert into %s select * from kept_%s", table, table))
	}
	f.exec(t, statements...)
}

// flip is an expression that changes byte i of a blob column.
func (f *fixture) flip(column string, i int) string {
	if f.db.Dialect == sqldb.Postgres {
		return fmt.Sprintf("set_byte(%s, %d, get_byte(%s, %d) # 1)", column, i, column, i)
	}
	// SQLite has no function for it: any other byte will do.
	return fmt.Sprintf("cast(substr(%[1]s, 1, %[2]d) || case when substr(%[1]s, %[3]d, 1) = x'41' then x'42' else x'41' end || substr(%[1]s, %[4]d) as blob)",
		column, i, i+1, i+2)
}

// erase blanks bodies and says so.
func (f *fixture) erase(t testing.TB, seqs ...int64) {
	t.Helper()
	body, err := json.Marshal(journal.Erasure{Entries: seqs, Reason: "asked for by the person"})
	if err != nil {
		t.Fatal(err)
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	err = f.db.Write(t.Context(), func(tx *sqldb.Tx) error {
		_, err := f.log.Append(t.Context(), tx, f.log.Now(), []journal.Draft{{
			Envelope: journal.Envelope{Kind: journal.KindErasure}, Body: body,
		}})
		if err != nil {
			return err
		}
		return journal.EraseBodies(t.Context(), tx, seqs)
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := f.log.Committed(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// spoilt is an edit of the database and the entry that it makes wrong first.
type spoilt struct {
	name       string
	statements []string
	want       int64
}

// tables are the tables that the edit changes.
func (s spoilt) tables() []string {
	return slices.DeleteFunc(slices.Clone(journalTables), func(table string) bool {
		return !slices.ContainsFunc(s.statements, func(q string) bool {
			return strings.HasPrefix(q, "update "+table+" ") || strings.HasPrefix(q, "delete from "+table) || strings.HasPrefix(q, "insert into "+table)
		})
	})
}

// spoil makes up one edit of every sort, at random places of the journal's
// first n entries, of which those from 1 to sound-1 are plain.
func (f *fixture) spoil(r *rand.Rand, sound, n int64) []spoilt {
	s := 1 + r.Int64N(sound-1)
	s2 := 1 + r.Int64N(sound-1)
	for s2 == s {
		s2 = 1 + r.Int64N(sound-1)
	}
	low := min(s, s2)
	object := fmt.Sprintf("u%04d", (s-1)%97)
	at := func(name, format string, args ...any) spoilt {
		return spoilt{name, []string{fmt.Sprintf(format, args...)}, s}
	}
	column := func(column, value string) spoilt {
		return at("entry."+column, "update entry set %s = %s where seq = %d", column, value, s)
	}
	whole := func(name, format string, args ...any) spoilt {
		return spoilt{name, []string{fmt.Sprintf(format, args...)}, -1}
	}
	head := func(column, value string) spoilt {
		return whole("head."+column, "update head set %s = %s", column, value)
	}
	swap := "update %[1]s set seq = -7 where seq = %[2]d; update %[1]s set seq = %[2]d where seq = %[3]d; update %[1]s set seq = %[3]d where seq = -7"
	reorder := func(name string, tables ...string) spoilt {
		var list []string
		for _, table := range tables {
			list = append(list, strings.Split(fmt.Sprintf(swap, table, s, s2), "; ")...)
		}
		return spoilt{name, list, low}
	}
	block := r.IntN(int(n / 256))
	return []spoilt{
		at("body changed", "update body set bytes = %s where seq = %d", f.flip("bytes", r.IntN(40)), s),
		at("body cut", "update body set bytes = substr(bytes, 1, 5) where seq = %d", s),
		at("body salt changed", "update body set salt = %s where seq = %d", f.flip("salt", r.IntN(16)), s),
		at("body blanked", "update body set bytes = null, salt = null where seq = %d", s),
		at("body blanked by half", "update body set bytes = null where seq = %d", s),
		at("body deleted", "delete from body where seq = %d", s),
		column("recorded_at", "recorded_at + 1"),
		column("kind", "'erasure'"),
		column("occurred_at", "occurred_at - 1"),
		column("station", "'S11'"),
		column("command", "'c'"),
		column("envelope", f.flip("envelope", r.IntN(100))),
		column("body_hash", f.flip("body_hash", r.IntN(32))),
		column("salt", f.flip("salt", r.IntN(16))),
		column("links_root", f.flip("links_root", r.IntN(32))),
		column("leaf", f.flip("leaf", r.IntN(32))),
		at("entry deleted", "delete from entry where seq = %d", s),
		{"entry and all of it deleted", []string{
			fmt.Sprintf("delete from entry where seq = %d", s), fmt.Sprintf("delete from body where seq = %d", s),
			fmt.Sprintf("delete from link where seq = %d", s),
		}, s},
		{"entry inserted", []string{fmt.Sprintf(`insert into entry
			select %d, recorded_at, kind, occurred_at, station, command, envelope, body_hash, salt, links_root, leaf from entry where seq = %d`, n, s)}, n},
		{"body inserted", []string{fmt.Sprintf("insert into body select %d, salt, bytes from body where seq = %d", n+3, s)}, n + 3},
		reorder("entries swapped", "entry"),
		reorder("entries and bodies swapped", "entry", "body"),
		reorder("all of two entries swapped", "entry", "body", "link"),
		reorder("bodies swapped", "body"),
		at("link to another object", "update link set object = 'x' where seq = %d and pos = %d", s, r.IntN(2)),
		at("link count changed", "update link set n = n + 1000 where seq = %d and pos = %d", s, r.IntN(2)),
		at("link out of place", "update link set pos = 5 where seq = %d and pos = %d", s, r.IntN(2)),
		at("links reordered", "update link set pos = 1 - pos where seq = %d", s),
		at("link deleted", "delete from link where seq = %d and pos = %d", s, r.IntN(2)),
		at("link inserted", "insert into link (object, n, seq, pos) values ('new', 0, %d, 2)", s),
		{"link moved", []string{fmt.Sprintf("update link set seq = %d, pos = 2 where seq = %d and pos = 0", s2, s)}, low},
		{"tile changed", []string{fmt.Sprintf("update tile set bytes = %s where level = 1 and n = 0", f.flip("bytes", block*32+r.IntN(32)))}, int64(block) * 256},
		{"tile deleted", []string{"delete from tile"}, 0},
		{"tile cut", []string{"update tile set bytes = substr(bytes, 1, 32)"}, 256},
		whole("tile inserted", "insert into tile (level, n, bytes) select 2, 0, bytes from tile"),
		whole("tile too long", "update tile set bytes = %s", map[sqldb.Dialect]string{
			sqldb.SQLite: "cast(bytes || bytes as blob)", sqldb.Postgres: "bytes || bytes",
		}[f.db.Dialect]),
		whole("chain count changed", "update chain set n = n + %d where object = '%s'", 1-2*r.IntN(2), object),
		whole("chain leaf changed", "update chain set leaf = %s where object = '%s'", f.flip("leaf", r.IntN(32)), object),
		whole("chain inserted", "insert into chain select 'x', n, leaf from chain where object = '%s'", object),
		{"chain deleted", []string{fmt.Sprintf("delete from chain where object = '%s'", object)}, 1 + (s-1)%97},
		{"head.next_seq down", []string{"update head set next_seq = next_seq - 1"}, n - 1},
		{"head.next_seq up", []string{"update head set next_seq = next_seq + 1"}, n},
		head("origin", "'berlin/aaaaaaaa'"),
		head("store_id", "'aaaaaaaa'"),
		head("epoch", "2"),
		head("last_recorded_at", "last_recorded_at + 1"),
		head("checkpoint", "replace(checkpoint, '/', '_')"),
		head("checkpoint", "''"),
	}
}

func TestVerifyNamesTheFirstWrongEntry(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		f := open(t, db, testConfig(t, 30))
		f.fill(t, 530)
		f.erase(t, 40, 300, 301)
		const sound = 530 // entry 531 is the erasure
		f.disarm(t)
		if r := f.verify(t); r.Wrong != nil || r.Erased != 3 || r.Entries != 532 {
			t.Fatalf("before any edit: %+v", r)
		}
		r := rand.New(rand.NewPCG(3, 4))
		rounds := 8
		if db.Dialect == sqldb.Postgres {
			rounds = 2 // each edit costs ten times as long
		}
		for round := range rounds {
			for _, edit := range f.spoil(r, sound, f.log.Next()) {
				if touchesErased(edit) {
					continue
				}
				f.exec(t, edit.statements...)
				got := f.verify(t).Wrong
				if got == nil {
					t.Errorf("round %d, %s: not found\n%s", round, edit.name, strings.Join(edit.statements, "\n"))
				} else if got.Seq != edit.want {
					t.Errorf("round %d, %s: %q, want entry %d\n%s", round, edit.name, got.String(), edit.want, strings.Join(edit.statements, "\n"))
				}
				f.restore(t, edit.tables()...)
			}
		}
		if r := f.verify(t); r.Wrong != nil {
			t.Errorf("after all edits were undone: %v", r.Wrong)
		}
	})
}

// touchesErased says whether an edit is of an entry whose body is erased:
// changing what is blank changes nothing.
func touchesErased(edit spoilt) bool {
	return slices.Contains([]int64{40, 300, 301}, edit.want) && strings.HasPrefix(edit.name, "body")
}

func TestVerifyFindsLostTail(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		f := open(t, db, testConfig(t, 31))
		f.fill(t, 300)
		f.disarm(t) // the backup
		f.append(t, drafts(300, 20)...)
		f.restore(t, journalTables...)
		got := f.verify(t).Wrong
		if got == nil || got.Seq != 301 {
			t.Errorf("got %v, want entry 301", got)
		}
	})
}

// Somebody with the key can write a whole new journal; only a checkpoint that
// lies elsewhere shows it.
func TestVerifyFindsRewrittenJournalByOutsideCheckpoint(t *testing.T) {
	t.Parallel()
	f := open(t, sqldbtest.SQLite(t), testConfig(t, 32))
	f.append(t, drafts(0, 30)...)
	outside := f.checkpoint(t)
	f.append(t, drafts(30, 3)...)

	forged := open(t, sqldbtest.SQLite(t), testConfig(t, 32)) // the same key and origin
	forged.append(t, drafts(1, 30)...)
	forged.append(t, drafts(30, 3)...)
	if forged.log.Origin() != f.log.Origin() {
		t.Fatalf("origins %s and %s", forged.log.Origin(), f.log.Origin())
	}
	if r := forged.verify(t); r.Wrong != nil {
		t.Fatalf("without a checkpoint from outside: %v", r.Wrong)
	}
	for _, c := range []struct {
		journal *fixture
		sound   bool
	}{{f, true}, {forged, false}} {
		report, err := journal.Verify(t.Context(), c.journal.db, journal.VerifyOptions{Checkpoint: outside})
		if err != nil {
			t.Fatal(err)
		}
		if (report.Wrong == nil) != c.sound {
			t.Errorf("sound: %v, found %v", c.sound, report.Wrong)
		}
	}
}

func (f *fixture) checkpoint(t testing.TB) string {
	t.Helper()
	var text string
	f.read(t, func(ctx context.Context, tx *sqldb.Tx) (err error) {
		text, err = journal.Checkpoint(ctx, tx)
		return err
	})
	return text
}

func TestVerifyRunsWhileTheJournalGrows(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		f := open(t, db, testConfig(t, 33))
		f.append(t, drafts(0, 2500)...)
		var seen []int64
		report, err := journal.Verify(t.Context(), db, journal.VerifyOptions{Dir: f.cfg.Dir, Progress: func(done, total int64) {
			f.append(t, drafts(int(f.log.Next()), 300)...)
			f.erase(t, done-1)
			seen = append(seen, done)
			if total != 2501 {
				t.Errorf("total %d", total)
			}
		}})
		if err != nil {
			t.Fatal(err)
		}
		if report.Wrong != nil || report.Entries != 2501 {
			t.Errorf("%+v", report)
		}
		if len(seen) < 3 || seen[len(seen)-1] != 2501 {
			t.Errorf("progress %v", seen)
		}
		if r := f.verify(t); r.Wrong != nil || r.Erased != int64(len(seen)) {
			t.Errorf("afterwards: %+v", r)
		}
	})
}

func TestErasedBodyIsGoneAndReported(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		f := open(t, db, testConfig(t, 34))
		f.fill(t, 20)
		f.erase(t, 5, 7)
		list := f.entries(t, 5, 2)
		if !list[0].Erased || list[0].Body != nil || list[1].Erased || len(list[0].Links) != 2 {
			t.Errorf("%+v", list)
		}
		if r := f.verify(t); r.Wrong != nil || r.Erased != 2 {
			t.Errorf("%+v", r)
		}
		for _, seq := range []int64{0, 21, 99} {
			err := db.Write(t.Context(), func(tx *sqldb.Tx) error { return journal.EraseBodies(t.Context(), tx, []int64{3, seq}) })
			if err == nil {
				t.Errorf("entry %d could be erased", seq)
			}
		}
		// Without an entry that says so, an erasure is an edit.
		err := db.Write(t.Context(), func(tx *sqldb.Tx) error { return journal.EraseBodies(t.Context(), tx, []int64{3}) })
		if err != nil {
			t.Fatal(err)
		}
		if got := f.verify(t).Wrong; got == nil || got.Seq != 3 {
			t.Errorf("got %v, want entry 3", got)
		}
	})
}

func TestDamagedCheckpointFileIsReported(t *testing.T) {
	t.Parallel()
	f := open(t, sqldbtest.SQLite(t), testConfig(t, 35))
	f.fill(t, 5)
	path := filepath.Join(f.cfg.Dir, "checkpoint")
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(text) != f.checkpoint(t) {
		t.Errorf("the file has\n%s\nthe head has\n%s", text, f.checkpoint(t))
	}
	for i := range text {
		spoilt := slices.Clone(text)
		spoilt[i] ^= 1
		if err := os.WriteFile(path, spoilt, 0o600); err != nil {
			t.Fatal(err)
		}
		if f.verify(t).Wrong == nil {
			t.Errorf("byte %d changed: not found", i)
		}
	}
}

// A journal has more objects than Verify remembers.
func TestVerifyLooksUpChainsThatItForgot(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		f := open(t, db, testConfig(t, 36))
		for i := range 7 { // pages of many objects, which come again after two others
			list := make([]journal.Draft, 1024)
			for j := range list {
				list[j] = draft(i*1024 + j)
				list[j].Links = []string{fmt.Sprintf("set-%d-%d", i%3, j), "always"}
			}
			f.append(t, list...)
		}
		f.disarm(t)
		check := func(want *journal.Finding) {
			t.Helper()
			r, err := journal.VerifyWith(t.Context(), db, journal.VerifyOptions{}, 2*1026)
			if err != nil {
				t.Fatal(err)
			}
			if (r.Wrong == nil) != (want == nil) || want != nil && r.Wrong.Seq != want.Seq {
				t.Errorf("got %v, want %v", r.Wrong, want)
			}
		}
		check(nil)
		f.exec(t, "update link set n = n + 1000 where seq = 4000 and pos = 0")
		check(&journal.Finding{Seq: 4000})
		f.restore(t, "link")
		f.exec(t, "update entry set leaf = "+f.flip("leaf", 3)+" where seq = 1500")
		check(&journal.Finding{Seq: 1500})
	})
}

func TestVerifyCutsLargePages(t *testing.T) {
	t.Parallel()
	f := open(t, sqldbtest.SQLite(t), testConfig(t, 37))
	var list []journal.Draft
	for i := range 4 {
		large := draft(i)
		large.Body = append([]byte(`{"text":"`), append([]byte(strings.Repeat("x", 3<<20)), `"}`...)...)
		list = append(list, large, draft(i))
	}
	for i := range 3 {
		wide := draft(i)
		wide.Links = nil
		for j := range 60_000 {
			wide.Links = append(wide.Links, fmt.Sprintf("p%05d", j*(i+1)))
		}
		list = append(list, wide)
	}
	f.append(t, list...)
	var steps []int64
	r, err := journal.Verify(t.Context(), f.db, journal.VerifyOptions{Dir: f.cfg.Dir, Progress: func(done, _ int64) { steps = append(steps, done) }})
	if err != nil {
		t.Fatal(err)
	}
	if r.Wrong != nil || len(steps) < 4 || steps[len(steps)-1] != 12 {
		t.Errorf("found %v, in steps to %v", r.Wrong, steps)
	}
}

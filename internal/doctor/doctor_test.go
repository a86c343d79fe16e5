package doctor_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/tracewright/tracewright/internal/doctor"
	"github.com/tracewright/tracewright/internal/engine/enginetest"
	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/sqldb/sqldbtest"
	"github.com/tracewright/tracewright/internal/track"
)

func find(t *testing.T, list []doctor.Checkup, check string) doctor.Checkup {
	t.Helper()
	for _, c := range list {
		if c.Check == check {
			return c
		}
	}
	t.Fatalf("there is no check %s in %+v", check, list)
	return doctor.Checkup{}
}

func TestKeyThatOthersMayReadIsFound(t *testing.T) {
	t.Parallel()
	if os.PathSeparator != '/' {
		t.Skip("files have no mode here")
	}
	dir := t.TempDir()
	key := filepath.Join(dir, "journal.key")
	if err := os.WriteFile(key, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if c := find(t, doctor.Folder(dir), "keys"); c.Status != doctor.OK {
		t.Errorf("a private key: %+v", c)
	}
	if err := os.Chmod(key, 0o644); err != nil {
		t.Fatal(err)
	}
	if c := find(t, doctor.Folder(dir), "keys"); c.Status != doctor.Fail || c.Remedy == "" {
		t.Errorf("a key that all may read: %+v", c)
	}
}

func TestFolderThatIsMissingIsSaid(t *testing.T) {
	t.Parallel()
	list := doctor.Folder(filepath.Join(t.TempDir(), "none"))
	if c := find(t, list, "folder"); c.Status != doctor.Fail || len(list) != 1 {
		t.Errorf("got %+v", list)
	}
}

func TestViewsThatLackAnEntryAndClockThatRunsBehindAreFound(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		p := enginetest.Start(t, db)
		p.Do(t, &track.Command{ID: "c1", Verb: "move", Args: &track.Move{Object: "S-1", To: "SHELF"}})
		later := time.Date(2100, 1, 1, 0, 0, 0, 0, time.UTC)
		for _, c := range doctor.Store(t.Context(), p.DB, later) {
			if c.Check != "journal" && c.Status != doctor.OK {
				t.Errorf("a sound store: %+v", c)
			}
		}
		err := p.DB.Write(t.Context(), func(tx *sqldb.Tx) error {
			_, err := tx.Exec(t.Context(), "delete from answer")
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		list := doctor.Store(t.Context(), p.DB, time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC))
		if c := find(t, list, "views"); c.Status != doctor.Fail || c.Remedy == "" {
			t.Errorf("views that lack an entry: %+v", c)
		}
		if c := find(t, list, "clock"); c.Status == doctor.OK {
			t.Errorf("a clock of the year 2000: %+v", c)
		}
	})
}

// What people attached can be lost beside the journal, or reported before it was
// uploaded.
func TestAttachmentThatIsNotKeptIsFound(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		p := enginetest.Start(t, db)
		now := time.Date(2100, 1, 1, 0, 0, 0, 0, time.UTC)
		photo := strings.Repeat("ab", 32)
		p.Do(t, &track.Command{
			ID: "c1", Verb: "report-defect", Mode: track.ModeReport,
			Args: &track.ReportDefect{Object: "S-1", Defect: "SCRATCH", Attachments: []string{photo}},
		})
		c := find(t, doctor.Store(t.Context(), p.DB, now), "attachments")
		if c.Status == doctor.OK || !strings.Contains(c.Text, photo) || c.Remedy == "" {
			t.Errorf("a report names a photo that nobody uploaded: %+v", c)
		}
	})
}

// No rebuild brings an entry back.
func TestEntryThatIsMissingNeedsABackup(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		p := enginetest.Start(t, db)
		for _, id := range []string{"c1", "c2"} {
			p.Do(t, &track.Command{ID: id, Verb: "move", Args: &track.Move{Object: "S-1", To: "SHELF"}})
		}
		drop := "drop trigger body_delete"
		if db.Dialect == sqldb.Postgres {
			drop += " on body"
		}
		for _, last := range []string{"1", "(select max(seq) from body)"} {
			err := p.DB.Write(t.Context(), func(tx *sqldb.Tx) error {
				for _, statement := range []string{drop, "delete from body where seq = " + last} {
					if statement == "" {
						continue
					}
					if _, err := tx.Exec(t.Context(), statement); err != nil {
						return err
					}
				}
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
			drop = ""
			c := find(t, doctor.Store(t.Context(), p.DB, time.Now()), "views")
			if c.Status != doctor.Fail || !strings.Contains(c.Remedy, "backup") || strings.Contains(c.Remedy, "rebuild") {
				t.Errorf("entry %s is gone: %+v", last, c)
			}
		}
	})
}

// TestBackupThatIsOldOrWasNeverMadeIsSaid: a new one is fine.
func TestBackupThatIsOldOrWasNeverMadeIsSaid(t *testing.T) {
	t.Parallel()
	dir, now := t.TempDir(), time.Date(2026, 11, 23, 7, 0, 0, 0, time.UTC)
	if c := doctor.Backup(dir, now); c.Status != doctor.Warn || c.Remedy == "" {
		t.Errorf("never: %+v", c)
	}
	if err := doctor.NoteBackup(dir, now, 42); err != nil {
		t.Fatal(err)
	}
	if c := doctor.Backup(dir, now.Add(time.Hour)); c.Status != doctor.OK || !strings.Contains(c.Text, "42 entries") {
		t.Errorf("an hour old: %+v", c)
	}
	if c := doctor.Backup(dir, now.AddDate(0, 1, 0)); c.Status != doctor.Warn {
		t.Errorf("a month old: %+v", c)
	}
}

func TestSubscriptionThatIsStuckIsFound(t *testing.T) {
	t.Parallel()
	p := enginetest.Start(t, sqldbtest.SQLite(t))
	for state, want := range map[string]string{`{}`: doctor.OK, `{"failing":"2026-01-05T06:00:00Z","problem":"it answers 500"}`: doctor.Warn} {
		err := p.DB.Write(t.Context(), func(tx *sqldb.Tx) error {
			_, err := tx.Exec(t.Context(), "insert or replace into subscription_state (subscription, secret, created_at, state) values ('SU-1', 'hush', 0, $1)", []byte(state))
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		c := find(t, doctor.Store(t.Context(), p.DB, time.Date(2026, 1, 5, 8, 0, 0, 0, time.UTC)), "outgoing")
		if c.Status != want || strings.Contains(c.Text, "hush") || want != doctor.OK && (!strings.Contains(c.Text, "it answers 500") || c.Remedy == "") {
			t.Errorf("%s: %+v", state, c)
		}
	}
}

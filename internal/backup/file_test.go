package backup

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/tracewright/tracewright/internal/attachment"
	"github.com/tracewright/tracewright/internal/engine"
	"github.com/tracewright/tracewright/internal/engine/enginetest"
	"github.com/tracewright/tracewright/internal/journal"
	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/sqldb/sqldbtest"
	"github.com/tracewright/tracewright/internal/track"
)

func quiet(int64, int64) {}

// photo is a file of several parts.
func photo() []byte { return bytes.Repeat([]byte("2 mm, beside the logo\n"), 30_000) }

// written is a backup of a plant with an entry on db.
func written(t testing.TB, db *sqldb.DB) (path string) {
	t.Helper()
	p := enginetest.Start(t, db)
	p.Do(t, &track.Command{ID: "c1", Verb: "move", Args: &track.Move{Object: "S-1", To: "SHELF"}})
	if _, err := (&attachment.Store{DB: db, Now: p.Clock.Now}).Put(t.Context(), photo(), "p-1"); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := Write(t.Context(), p.DB, &b, "v1", time.Unix(0, 0)); err != nil {
		t.Fatal(err)
	}
	path = filepath.Join(t.TempDir(), "plant.backup")
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestBackupOfEitherDatabaseIsTheSameStore(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		path := written(t, db)
		want, err := Check(t.Context(), path, quiet)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := Skim(path); err != nil || got.Size != want.Size || got.Root != want.Root {
			t.Errorf("Skim: %+v %v, want %+v", got, err, want)
		}
		copied := sqldbtest.SQLite(t)
		if _, err := Load(t.Context(), copied, path, quiet); err != nil {
			t.Fatal(err)
		}
		if err := engine.Rebuild(t.Context(), copied, quiet); err != nil {
			t.Fatal(err)
		}
		if equal, err := ViewsEqual(t.Context(), copied, quiet); err != nil || !equal {
			t.Errorf("views of the copy: equal %v, %v", equal, err)
		}
		sum := sha256.Sum256(photo())
		_, file, err := (&attachment.Store{DB: copied}).Get(t.Context(), hex.EncodeToString(sum[:]))
		if err != nil || !bytes.Equal(file, photo()) {
			t.Errorf("the photo has %d bytes in the copy: %v", len(file), err)
		}
		report, err := journal.Verify(t.Context(), copied, journal.VerifyOptions{Checkpoint: want.Text})
		if err != nil || report.Wrong != nil {
			t.Errorf("verify the copy: %+v %v", report.Wrong, err)
		}
	})
}

func TestBackupThatWasCutIsRefusedWhole(t *testing.T) {
	t.Parallel()
	path := written(t, sqldbtest.SQLite(t))
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, size := range []int{0, 1, 20, len(b) / 2, len(b) - 9, len(b) - 1} {
		cut := filepath.Join(t.TempDir(), "cut.backup")
		if err := os.WriteFile(cut, b[:size], 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := Skim(cut); err == nil {
			t.Errorf("Skim takes the first %d of %d bytes", size, len(b))
		}
		db := sqldbtest.SQLite(t)
		if _, err := Load(t.Context(), db, cut, quiet); err == nil {
			t.Errorf("Load takes the first %d of %d bytes", size, len(b))
		}
		err := db.Read(t.Context(), func(tx *sqldb.Tx) error {
			size, err := journal.Size(t.Context(), tx)
			if size != 0 {
				t.Errorf("%d entries of a backup that was cut are left", size)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

func TestViewsThatDifferAreNoticed(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		written(t, db)
		err := db.Write(t.Context(), func(tx *sqldb.Tx) error {
			_, err := tx.Exec(t.Context(), "delete from answer")
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		if equal, err := ViewsEqual(t.Context(), db, quiet); err != nil || equal {
			t.Errorf("equal %v, %v; want false", equal, err)
		}
	})
}

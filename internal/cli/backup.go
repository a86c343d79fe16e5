package cli

import (
	"bufio"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"github.com/tracewright/tracewright/internal/journal"
	"github.com/tracewright/tracewright/internal/schema"
	"github.com/tracewright/tracewright/internal/sqldb"
)

// backedUp is what backup prints.
type backedUp struct {
	File    string `json:"file"`
	Bytes   int64  `json:"bytes"`
	Origin  string `json:"origin"`
	Entries int64  `json:"entries"`
	Checked bool   `json:"checked"`
}

func (p *program) backup() *cobra.Command {
	var skip bool
	cmd := &cobra.Command{
		Use:   "backup FILE",
		Short: "Write a copy of the whole store to a file",
		Long: `Write a copy of the whole store to a file.

The file holds the journal, people, badges and tokens as of one moment; views
are left out, since they follow from the journal. It restores into SQLite and
PostgreSQL alike. The server may run meanwhile. The copy is read back and
checked before the command says that it is done.

Keys are left out: keep badge.key of the data folder with your other secrets,
or badges and PINs must be given out anew after a restore.`,
		Example: `  tracewright backup plant-2026-11-22.backup --data ./plant`,
		Args:    cobra.ExactArgs(1),
	}
	cmd.Flags().BoolVar(&skip, "skip-check", false, "do not read the copy back")
	return withFormats(p.ask(cmd, func(ctx context.Context, c *connection) error {
		path := cmd.Flags().Arg(0)
		if _, err := os.Lstat(path); err == nil {
			return usagef("%s exists already: a backup never overwrites another one", path)
		}
		b, err := p.writeBackup(ctx, c, path, !skip)
		if err != nil {
			return err
		}
		if p.format == "json" {
			return p.printJSON(b)
		}
		p.printf("%s: %s of %s, %d kB%s.\n", b.File, count(b.Entries, "entry", "entries"), b.Origin, b.Bytes/1000+1,
			map[bool]string{true: ", read back and sound"}[b.Checked])
		return nil
	}), "text", "json")
}

// writeBackup fetches a backup into a file beside path, checks it, and gives it
// its name when it is whole and on the disk.
func (p *program) writeBackup(ctx context.Context, c *connection, path string, check bool) (b *backedUp, err error) {
	part := path + ".part"
	f, err := os.OpenFile(part, os.O_RDWR|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			_ = os.Remove(part)
		}
	}()
	res, err := c.send(ctx, http.MethodGet, "/admin/backup", nil)
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	size, err := io.Copy(f, res.Body)
	if err = errors.Join(err, res.Body.Close(), f.Sync(), f.Close()); err != nil {
		return nil, fmt.Errorf("write %s: %w", part, err)
	}
	b = &backedUp{File: path, Bytes: size}
	tell, done := p.progress("checking the copy")
	head, err := checkBackup(ctx, part, check, tell)
	done()
	if err != nil {
		return nil, fmt.Errorf("the copy is not sound, and was removed: %w", err)
	}
	b.Origin, b.Entries, b.Checked = head.Origin, head.Size, check
	if err := os.Rename(part, path); err != nil {
		return nil, err
	}
	return b, syncFolder(filepath.Dir(path))
}

// syncFolder makes the names in a folder durable, where the system can.
func syncFolder(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	_ = d.Sync() // Windows cannot
	return d.Close()
}

// checkBackup reads a backup into a temporary store and, if whole is set,
// verifies that.
func checkBackup(ctx context.Context, path string, whole bool, progress func(done, total int64)) (head journal.TreeHead, err error) {
	dir, err := os.MkdirTemp(filepath.Dir(path), "check-")
	if err != nil {
		return head, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	if !whole {
		f, err := os.Open(path)
		if err != nil {
			return head, err
		}
		head, err = skimBackup(f)
		return head, errors.Join(err, f.Close())
	}
	db, err := sqldb.Open(ctx, sqldb.Config{Dir: dir})
	if err != nil {
		return head, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	if err := schema.Migrate(ctx, db); err != nil {
		return head, err
	}
	if head, err = loadBackup(ctx, db, path, progress); err != nil {
		return head, err
	}
	report, err := journal.Verify(ctx, db, journal.VerifyOptions{Checkpoint: head.Text})
	if err == nil && report.Wrong != nil {
		err = errors.New(report.Wrong.String())
	}
	return head, err
}

// backupHead is the first line of a backup. The journal follows in the form of
// journal.Export, then the tables of keptTables, all compressed with gzip.
type backupHead struct {
	Format string    `json:"format"`
	MadeAt time.Time `json:"madeAt"`
	By     string    `json:"by"` // version of the program
	Schema int64     `json:"schema"`
}

const backupFormat = "tracewright-backup/1"

// dumpBackup writes a backup of db as it is now.
func dumpBackup(ctx context.Context, db *sqldb.DB, w io.Writer, now time.Time) error {
	version, err := schema.Version(ctx, db)
	if err != nil {
		return err
	}
	compressed, err := gzip.NewWriterLevel(w, gzip.BestSpeed)
	if err != nil {
		return err
	}
	if err := writeJSONLine(compressed, backupHead{backupFormat, now.UTC().Truncate(time.Second), Version, version}); err != nil {
		return err
	}
	err = db.Read(ctx, func(tx *sqldb.Tx) error {
		if _, err := journal.Export(ctx, tx, compressed, nil); err != nil {
			return err
		}
		for _, table := range keptTables() {
			if err := dumpTable(ctx, tx, compressed, table); err != nil {
				return fmt.Errorf("table %s: %w", table, err)
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	if err := writeJSONLine(compressed, tableHead{}); err != nil {
		return err
	}
	return compressed.Close()
}

// openBackup reads the first line of a backup and returns what follows it.
func openBackup(r io.Reader) (*bufio.Reader, backupHead, error) {
	var head backupHead
	compressed, err := gzip.NewReader(r)
	if err != nil {
		return nil, head, fmt.Errorf("it is not a backup: %w", err)
	}
	lines := bufio.NewReaderSize(compressed, 1<<16)
	if err := readJSONLine(lines, &head); err != nil || head.Format != backupFormat {
		return nil, head, fmt.Errorf("it is not a backup in the form %s", backupFormat)
	}
	return lines, head, nil
}

// skimBackup reads what a backup says that it holds, and whether it has an end.
func skimBackup(r io.Reader) (journal.TreeHead, error) {
	lines, _, err := openBackup(r)
	if err != nil {
		return journal.TreeHead{}, err
	}
	var head struct {
		Checkpoint string `json:"checkpoint"`
	}
	if err := readJSONLine(lines, &head); err != nil {
		return journal.TreeHead{}, err
	}
	if _, err := io.Copy(io.Discard, lines); err != nil {
		return journal.TreeHead{}, err
	}
	return journal.ParseCheckpoint(head.Checkpoint)
}

// loadBackup reads a backup into a store that is empty, all of it or nothing.
func loadBackup(ctx context.Context, db *sqldb.DB, path string, progress func(done, total int64)) (head journal.TreeHead, err error) {
	f, err := os.Open(path)
	if err != nil {
		return head, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	lines, made, err := openBackup(f)
	if err != nil {
		return head, fmt.Errorf("%s: %w", path, err)
	}
	version, err := schema.Version(ctx, db)
	if err != nil {
		return head, err
	}
	if made.Schema > version {
		return head, fmt.Errorf("%s was written by Tracewright %s, which is newer than this program: restore it with that version or a later one", path, made.By)
	}
	err = db.Write(ctx, func(tx *sqldb.Tx) error {
		if head, err = journal.Import(ctx, tx, lines, progress); err != nil {
			return err
		}
		return loadTables(ctx, tx, lines)
	})
	if err != nil {
		return head, fmt.Errorf("%s: %w", path, err)
	}
	return head, nil
}

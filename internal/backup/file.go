package backup

import (
	"bufio"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/tracewright/tracewright/internal/attachment"
	"github.com/tracewright/tracewright/internal/journal"
	"github.com/tracewright/tracewright/internal/schema"
	"github.com/tracewright/tracewright/internal/sqldb"
)

// header is the first line of a backup. The journal follows in the form of
// journal.Export, then the tables of keptTables, all compressed with gzip.
type header struct {
	Format string    `json:"format"`
	MadeAt time.Time `json:"madeAt"`
	By     string    `json:"by"` // version of the program
	Schema int64     `json:"schema"`
}

const format = "tracewright-backup/1"

// Write writes a backup of db as it is now; by is the version of the program. One
// that was cut by an error lacks its last line, and Load and Skim refuse it.
func Write(ctx context.Context, db *sqldb.DB, w io.Writer, by string, now time.Time) error {
	version, err := schema.Version(ctx, db)
	if err != nil {
		return err
	}
	compressed, err := gzip.NewWriterLevel(w, gzip.BestSpeed)
	if err != nil {
		return err
	}
	if err := writeJSONLine(compressed, header{format, now.UTC().Truncate(time.Second), by, version}); err != nil {
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

// open reads the first line of a backup and returns what follows it.
func open(r io.Reader) (*bufio.Reader, header, error) {
	var head header
	compressed, err := gzip.NewReader(r)
	if err != nil {
		return nil, head, fmt.Errorf("it is not a backup: %w", err)
	}
	lines := bufio.NewReaderSize(compressed, 1<<16)
	if err := readJSONLine(lines, &head); err != nil || head.Format != format {
		return nil, head, fmt.Errorf("it is not a backup in the form %s", format)
	}
	return lines, head, nil
}

// Load reads a backup into a store that is empty, all of it or nothing, and
// returns the head of its journal. The views are left for engine.Rebuild. A store
// with entries is refused with journal.ErrNotEmpty.
func Load(ctx context.Context, db *sqldb.DB, path string, progress func(done, total int64)) (head journal.TreeHead, err error) {
	f, err := os.Open(path)
	if err != nil {
		return head, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	lines, made, err := open(f)
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
		head, err = load(ctx, tx, lines, progress)
		return err
	})
	if err != nil {
		return head, fmt.Errorf("%s: %w", path, err)
	}
	return head, nil
}

// load reads what follows the first line.
func load(ctx context.Context, tx *sqldb.Tx, lines *bufio.Reader, progress func(done, total int64)) (journal.TreeHead, error) {
	head, err := journal.Import(ctx, tx, lines, progress)
	if err != nil {
		return head, err
	}
	if err := loadTables(ctx, tx, lines); err != nil {
		return head, err
	}
	return head, ended(lines)
}

// ended reads the end of the compression, which has the checksum of it all.
func ended(lines *bufio.Reader) error {
	switch _, err := lines.ReadByte(); {
	case err == nil:
		return errors.New("something follows the end of the backup")
	case !errors.Is(err, io.EOF):
		return fmt.Errorf("the file ends too early, or was damaged: %w", err)
	}
	return nil
}

// Skim returns the head of the journal that a backup says it holds, without
// checking more than that the compression is sound to its end.
func Skim(path string) (head journal.TreeHead, err error) { return skim(path, io.Discard) }

// Head returns what a backup says of itself at its beginning.
func Head(path string) (head journal.TreeHead, err error) { return skim(path, nil) }

func skim(path string, rest io.Writer) (head journal.TreeHead, err error) {
	f, err := os.Open(path)
	if err != nil {
		return head, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	lines, _, err := open(f)
	if err != nil {
		return head, err
	}
	var first struct {
		Checkpoint string `json:"checkpoint"`
	}
	if err := readJSONLine(lines, &first); err != nil {
		return head, err
	}
	if rest != nil {
		if _, err := io.Copy(rest, lines); err != nil {
			return head, err
		}
	}
	return journal.ParseCheckpoint(first.Checkpoint)
}

// Check reads a backup into a temporary store beside it and verifies the
// journal and the attachments there. It returns the head of that journal.
func Check(ctx context.Context, path string, progress func(done, total int64)) (head journal.TreeHead, err error) {
	dir, err := os.MkdirTemp(filepath.Dir(path), "check-")
	if err != nil {
		return head, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	db, err := sqldb.Open(ctx, sqldb.Config{Dir: dir})
	if err != nil {
		return head, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	if err := schema.Migrate(ctx, db); err != nil {
		return head, err
	}
	if head, err = Load(ctx, db, path, progress); err != nil {
		return head, err
	}
	report, err := journal.Verify(ctx, db, journal.VerifyOptions{Checkpoint: head.Text})
	if err == nil && report.Wrong != nil {
		err = errors.New(report.Wrong.String())
	}
	if err != nil {
		return head, err
	}
	files, err := attachment.Verify(ctx, db)
	if err == nil && files.Wrong != "" {
		err = errors.New(files.Wrong)
	}
	return head, err
}

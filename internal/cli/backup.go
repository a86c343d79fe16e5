package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/tracewright/tracewright/internal/backup"
	"github.com/tracewright/tracewright/internal/journal"
)

// backedUp is what backup prints.
type backedUp struct {
	File    string `json:"file"`
	Bytes   int64  `json:"bytes"`
	Origin  string `json:"origin"`
	Entries int64  `json:"entries"`
	Checked bool   `json:"checked"`
}

func (p *program) backups() *cobra.Command {
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
	var head journal.TreeHead
	if check {
		head, err = backup.Check(ctx, part, tell)
	} else {
		head, err = backup.Skim(part)
	}
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

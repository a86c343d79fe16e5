package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/tracewright/tracewright/api"
	"github.com/tracewright/tracewright/internal/backup"
	"github.com/tracewright/tracewright/internal/config"
	"github.com/tracewright/tracewright/internal/journal"
	"github.com/tracewright/tracewright/internal/sqldb"
)

func (p *program) restore() *cobra.Command {
	var newEpoch bool
	var reason string
	cmd := &cobra.Command{
		Use:   "restore [FILE]",
		Short: "Read a backup into an empty store, or go on after a loss",
		Long: `Read a backup into an empty store, or go on after a loss.

The entries are the same to the last byte, in either database. The views are
made again, all is verified, and the views are compared with the journal.

If the old server took entries after the backup was made, those are lost, and
the journal must say so: give --new-epoch and --reason. It goes on under a new
origin then, so that nothing is confused with what was lost. Without FILE,
--new-epoch does the same for the store that is there, and which opens
read-only since its end is missing.`,
		Example: `  tracewright restore plant-2026-11-22.backup --data ./plant
  tracewright restore plant-2026-11-22.backup --data ./plant --new-epoch --reason "disk failed, backup of the night"
  tracewright restore --data ./plant --new-epoch --reason "power cut, disk lost its cache"`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			switch {
			case newEpoch && reason == "":
				return usagef("--new-epoch: say by --reason what happened; it stands in the journal for good")
			case len(args) == 0 && !newEpoch:
				return usagef("name the backup, or give --new-epoch to go on with the store that is there")
			}
			ctx := cmd.Context()
			v, err := p.restoreStore(ctx, args, reason)
			if err != nil {
				return err
			}
			return p.showRestored(v, len(args) > 0, reason != "")
		},
	}
	config.AddFlags(cmd.Flags(), "name")
	cmd.Flags().BoolVar(&newEpoch, "new-epoch", false, "entries were lost: go on under a new origin")
	cmd.Flags().StringVar(&reason, "reason", "", "`what` happened, for the journal")
	return withFormats(cmd, "text", "json")
}

// restoreStore opens the store that is restored. One that was made for a backup
// that cannot be read does not stay behind.
func (p *program) restoreStore(ctx context.Context, file []string, reason string) (v api.Verified, err error) {
	open, fresh := openExisting, false
	if len(file) > 0 {
		if _, err := os.Stat(file[0]); err != nil {
			return v, usageError{err}
		}
		if _, err := backup.Head(file[0]); err != nil {
			return v, fmt.Errorf("%s: %w", file[0], err)
		}
		open, fresh = openDB, !hasFile(p.cfg.Data, "tracewright.db")
	}
	db, err := open(ctx, p.cfg)
	if err != nil {
		return v, err
	}
	v, err = p.restoreInto(ctx, db, file, reason)
	if err = errors.Join(err, db.Close()); err != nil && fresh {
		err = errors.Join(err, removeStore(p.cfg.Data))
	}
	return v, err
}

// removeStore removes a store in which nothing is, and its folder, if nothing
// else is there.
func removeStore(dir string) error {
	files, err := filepath.Glob(filepath.Join(dir, "tracewright.db*"))
	for _, f := range files {
		err = errors.Join(err, os.Remove(f))
	}
	_ = os.Remove(dir) // it stays where something else is in it
	return err
}

// restoreInto reads the backup, if one is named, begins a new epoch, if there
// is a reason for one, makes the views again and checks all of it.
func (p *program) restoreInto(ctx context.Context, db *sqldb.DB, file []string, reason string) (v api.Verified, err error) {
	err = alone(ctx, db, func() error {
		for _, path := range file {
			tell, done := p.progress("reading the backup")
			_, err := backup.Load(ctx, db, path, tell)
			done()
			if errors.Is(err, journal.ErrNotEmpty) {
				return fmt.Errorf("%w; a backup is restored beside it: name another folder by --data, or another database or schema by --db", err)
			}
			if err != nil {
				return err
			}
		}
		if reason != "" {
			if err := journal.NewEpoch(ctx, db, journal.Config{Dir: db.Dir, Name: p.cfg.Name}, reason); err != nil {
				return err
			}
		}
		tell, done := p.progress("making the views")
		defer done()
		return p.remake(ctx, db, tell)
	})
	if err != nil {
		return v, err
	}
	return p.check(ctx, db, journal.VerifyOptions{Dir: db.Dir}, false)
}

// showRestored says what was found and how to go on. A copy that has no epoch of
// its own may be that of a server which has gone on since.
func (p *program) showRestored(v api.Verified, copied, newEpoch bool) error {
	at := "--data " + p.cfg.Data
	if p.cfg.DB != "" {
		at += " --db …" // it may hold a password
	}
	if v.Wrong != "" && v.Views == "skipped" && p.format == "text" {
		p.talkf("It was read, but it is not all: entry %d: %s.\nA newer backup may have the rest. If it is lost for good, say so, and go on from what is left:\n"+
			"  tracewright restore --new-epoch --reason \"what happened\" %s\n", v.Entry, v.Wrong, at)
		return errRefused
	}
	if err := p.showVerified(v); err != nil || p.format != "text" {
		return err
	}
	if copied && !newEpoch {
		p.talkf("Did the old server take entries after this backup was made? Then they are missing here, and the journal\n"+
			"must say so, once and before the first start:\n  tracewright restore --new-epoch --reason \"what happened\" %s\n", at)
	}
	if copied {
		p.talkf("Tokens are those of the old server: copy its admin.token to %s, or make another:\n"+
			"  tracewright token create NAME --role admin %s\n", p.cfg.Data, at)
		p.talkf("Badges and PINs need the old badge.key in %s.\n", p.cfg.Data)
	}
	p.talkf("Next:\n  tracewright serve %s\n", at)
	return nil
}

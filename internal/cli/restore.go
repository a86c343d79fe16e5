package cli

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/tracewright/tracewright/internal/backup"
	"github.com/tracewright/tracewright/internal/config"
	"github.com/tracewright/tracewright/internal/engine"
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
			open := openDB
			if len(args) == 0 {
				open = openExisting
			}
			db, err := open(ctx, p.cfg)
			if err != nil {
				return err
			}
			v, err := p.restoreInto(ctx, db, args, reason)
			if err = errors.Join(err, db.Close()); err != nil {
				return err
			}
			return p.showRestored(v, len(args) > 0 && reason == "")
		},
	}
	config.AddFlags(cmd.Flags(), "name")
	cmd.Flags().BoolVar(&newEpoch, "new-epoch", false, "entries were lost: go on under a new origin")
	cmd.Flags().StringVar(&reason, "reason", "", "`what` happened, for the journal")
	return withFormats(cmd, "text", "json")
}

// restoreInto reads the backup, if one is named, begins a new epoch, if there
// is a reason for one, makes the views again and checks all of it.
func (p *program) restoreInto(ctx context.Context, db *sqldb.DB, file []string, reason string) (v verified, err error) {
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
		return engine.Rebuild(ctx, db, tell)
	})
	if err != nil {
		return v, err
	}
	return p.check(ctx, db, journal.VerifyOptions{Dir: db.Dir}, false)
}

// showRestored says what was found and how to go on. A copy that has no epoch of
// its own may be that of a server which has gone on since.
func (p *program) showRestored(v verified, copied bool) error {
	at := "--data " + p.cfg.Data
	if p.cfg.DB != "" {
		at += " --db …" // it may hold a password
	}
	if v.Wrong != "" && v.Views == "skipped" && p.format == "text" {
		p.talkf("It was read, but: %s.\nIf entries were lost for good, go on from what is left:\n  tracewright restore --new-epoch --reason \"…\" %s\n", v.Wrong, at)
		return errRefused
	}
	if err := p.showVerified(v); err != nil || p.format != "text" {
		return err
	}
	if copied {
		p.talkf("If the old server took entries after this backup was made, they are missing here. Then, before the\n"+
			"first start:\n  tracewright restore --new-epoch --reason \"…\" %s\n", at)
		p.talkf("Badges and PINs need the old badge.key in %s.\n", p.cfg.Data)
	}
	p.talkf("Next:\n  tracewright serve %s\n", at)
	return nil
}

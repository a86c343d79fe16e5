package cli

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/spf13/cobra"

	"github.com/tracewright/tracewright/internal/engine"
	"github.com/tracewright/tracewright/internal/journal"
	"github.com/tracewright/tracewright/internal/sqldb"
)

func (p *program) rebuild() *cobra.Command {
	return withFormats(&cobra.Command{
		Use:   "rebuild",
		Short: "Make the views again from the journal",
		Long: `Make the views again from the journal.

The views are what the journal means: where things are, what is inside what,
what is on hold. They can be thrown away at any time; the journal cannot. No
server may be running. Until the new views are complete the old ones stand.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			ctx := cmd.Context()
			db, err := openExisting(ctx, p.cfg)
			if err != nil {
				return err
			}
			began, entries := time.Now(), int64(0)
			tell, done := p.progress("rebuilding")
			err = alone(ctx, db, func() error {
				// Views made from a changed journal would look sound.
				if report, err := journal.Verify(ctx, db, journal.VerifyOptions{}); err != nil || report.Wrong != nil {
					return notSound(report, err)
				}
				return p.remake(ctx, db, tell)
			})
			done()
			if err == nil {
				entries, err = sizeOf(ctx, db)
			}
			if err = errors.Join(err, db.Close()); err != nil {
				return err
			}
			if p.format == "json" {
				return p.printJSON(struct {
					Entries int64 `json:"entries"`
				}{entries})
			}
			p.printf("The views are made again from %s.\n", count(entries, "entry", "entries"))
			p.talkf("It took %s.\n", time.Since(began).Round(time.Millisecond))
			return nil
		},
	}, "text", "json")
}

// remake makes all that follows from the journal again: the views, and the
// index of events when it is next asked.
func (p *program) remake(ctx context.Context, db *sqldb.DB, tell func(done, all int64)) error {
	if err := engine.Rebuild(ctx, db, tell); err != nil {
		return err
	}
	events := eventIndex(db, p.cfg, slog.New(slog.DiscardHandler))
	return errors.Join(events.Reset(ctx), events.Close())
}

// notSound says that the journal is not what was written.
func notSound(report journal.Report, err error) error {
	if err != nil {
		return err
	}
	return fmt.Errorf("the journal is not sound, so the views stay as they are: %s", report.Wrong)
}

func sizeOf(ctx context.Context, db *sqldb.DB) (size int64, err error) {
	err = db.Read(ctx, func(tx *sqldb.Tx) error {
		size, err = journal.Size(ctx, tx)
		return err
	})
	return size, err
}

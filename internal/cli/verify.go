package cli

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"net/http"
	"os"

	"github.com/spf13/cobra"

	"github.com/tracewright/tracewright/api"
	"github.com/tracewright/tracewright/internal/attachment"
	"github.com/tracewright/tracewright/internal/backup"
	"github.com/tracewright/tracewright/internal/config"
	"github.com/tracewright/tracewright/internal/journal"
	"github.com/tracewright/tracewright/internal/sqldb"
)

func (p *program) verify() *cobra.Command {
	var checkpoint string
	var journalOnly bool
	cmd := &cobra.Command{
		Use:   "verify",
		Short: "Check that nothing was lost or changed",
		Long: `Check that nothing was lost or changed.

Every entry, hash, chain and signature of the journal is computed anew and
compared with the signed checkpoints: the one in the store, the one in the file
beside it, and the one given by --checkpoint, which somebody else has kept. So
are the bytes of every attachment, with the SHA-256 by which entries name it.
Then the views are made again in a temporary folder and compared.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			ctx := cmd.Context()
			o := journal.VerifyOptions{Dir: p.cfg.Data}
			if checkpoint != "" {
				b, err := os.ReadFile(checkpoint)
				if err != nil {
					return usagef("--checkpoint: %w", err)
				}
				o.Checkpoint = string(b)
			}
			v, err := p.verifyHereOrThere(ctx, o, journalOnly)
			if err != nil {
				return err
			}
			return p.showVerified(v)
		},
	}
	cmd.Flags().StringVar(&checkpoint, "checkpoint", "", "`file` with a checkpoint that was kept elsewhere")
	cmd.Flags().BoolVar(&journalOnly, "journal-only", false, "leave out the views, which take as long as a rebuild")
	config.AddFlags(cmd.Flags(), "server", "token", "tls-ca")
	return withFormats(cmd, "text", "json")
}

// verifyHereOrThere opens the store and verifies it or, where a server has it
// open, has that server do it.
func (p *program) verifyHereOrThere(ctx context.Context, o journal.VerifyOptions, journalOnly bool) (v api.Verified, err error) {
	db, address, err := p.openHere(ctx)
	if address != "" {
		c, err := p.remote(address)
		if err != nil {
			return v, err
		}
		call := adminCall{JournalOnly: journalOnly, Checkpoint: o.Checkpoint}
		return v, explain(c.admin(ctx, http.MethodPost, "/admin/verify", &call, &v))
	}
	if err != nil {
		return v, err
	}
	v, err = p.check(ctx, db, o, journalOnly)
	return v, errors.Join(err, db.Close())
}

// check verifies a store and shows how far it has come.
func (p *program) check(ctx context.Context, db *sqldb.DB, o journal.VerifyOptions, journalOnly bool) (api.Verified, error) {
	first, doneFirst := p.progress("checking the journal")
	defer doneFirst()
	second, doneSecond := p.progress("checking the views")
	defer doneSecond()
	return checkStore(ctx, db, o, journalOnly, first, second)
}

// checkStore verifies the journal and, unless that is wrong, the attachments and
// the views.
func checkStore(ctx context.Context, db *sqldb.DB, o journal.VerifyOptions, journalOnly bool, first, second func(done, total int64)) (api.Verified, error) {
	o.Progress = first
	r, err := journal.Verify(ctx, db, o)
	if err != nil {
		return api.Verified{}, err
	}
	v := api.Verified{Sound: r.Wrong == nil, Origin: r.Origin, Entries: r.Entries, Erased: r.Erased, Views: "skipped"}
	if r.Wrong != nil {
		v.Entry, v.Wrong = r.Wrong.Seq, r.Wrong.What
		return v, nil
	}
	v.Root = base64.StdEncoding.EncodeToString(r.Root[:])
	files, err := attachment.Verify(ctx, db)
	if err != nil {
		return v, err
	}
	if v.Attachments = files.Files; files.Wrong != "" {
		v.Sound, v.Entry, v.Wrong = false, -1, files.Wrong
		return v, nil
	}
	if journalOnly {
		return v, nil
	}
	equal, err := backup.ViewsEqual(ctx, db, second)
	if err != nil {
		return v, fmt.Errorf("check the views: %w", err)
	}
	v.Views = "equal"
	if !equal {
		v.Sound, v.Views, v.Entry = false, "different", -1
		v.Wrong = "the views differ from what the journal says"
	}
	return v, nil
}

func (p *program) showVerified(v api.Verified) error {
	if p.format == "json" {
		if err := p.printJSON(v); err != nil {
			return err
		}
	} else if v.Sound {
		p.printf("Sound: %s of %s, root %s.\n", count(v.Entries, "entry", "entries"), v.Origin, v.Root)
		if v.Attachments > 0 {
			p.printf("The bytes are those that were kept: %s.\n", count(v.Attachments, "attachment", "attachments"))
		}
		if v.Erased > 0 {
			p.printf("Erased, as the journal says: %s.\n", count(v.Erased, "body", "bodies"))
		}
		if v.Views == "equal" {
			p.printf("The views equal what the journal says.\n")
		}
	}
	if v.Sound {
		return nil
	}
	switch {
	case v.Views == "different" && v.Erased > 0:
		p.talkf("Not sound: %s. After an erasure that is so until they are made again.\nNext: stop the server, run tracewright rebuild, and verify again; the journal is sound.\n", v.Wrong)
	case v.Views == "different":
		p.talkf("Not sound: %s.\nNext: tracewright rebuild makes them again; the journal is sound.\n", v.Wrong)
	case v.Entry >= 0:
		p.talkf("Not sound: entry %d: %s.\nNext: keep this store as it is, and restore the last backup beside it to compare.\n", v.Entry, v.Wrong)
	default:
		p.talkf("Not sound: %s.\nNext: keep this store as it is, and restore the last backup beside it to compare.\n", v.Wrong)
	}
	return errRefused
}

package cli

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"

	"github.com/spf13/cobra"
)

// maxErased is how many entries one command erases: they stand in the body of
// the entry that says so.
const maxErased = 2_000

// erased is what erase prints.
type erased struct {
	Entries []int64 `json:"entries"`
	Reason  string  `json:"reason"`
}

func (p *program) erase() *cobra.Command {
	var call adminCall
	var yes bool
	cmd := &cobra.Command{
		Use:   "erase --entries N,N… --reason TEXT",
		Short: "Blank what entries say, for ever",
		Long: `Blank what entries say, for ever: for names of people and other texts that must
not be kept.

The text of the entries and the salt of their hashes are removed, so that not
even a guess can be confirmed; that they were there, when and by whom, stays,
and a new entry tells what was erased and why. The journal verifies as before.

What the entries did is kept, without a word that somebody has typed: objects,
parts, quantities, visits and results. Nothing vouches for that but the new
entry. Identifiers stay too; --identifiers replaces those that the entries gave.

Views keep what they say until they are made again: stop the server and run
"tracewright rebuild". Backups and copies that were made before still hold the
texts. A plant definition cannot be erased: name nobody in it.`,
		Example: `  tracewright erase --entries 12,13 --reason "name of a visitor in a remark"`,
		Args:    cobra.NoArgs,
	}
	cmd.Flags().Int64SliceVar(&call.Entries, "entries", nil, "`numbers` of the entries, as unit and the journal show them")
	cmd.Flags().Lookup("entries").DefValue = "" // else the help shows []
	cmd.Flags().StringVar(&call.Reason, "reason", "", "`why`; it stands in the journal for good, so name nobody in it")
	cmd.Flags().BoolVar(&call.Identifiers, "identifiers", false, "replace the serials, lots and other names too that the entries gave")
	cmd.Flags().BoolVar(&yes, "yes", false, "do not ask")
	return withFormats(p.change(cmd, func(ctx context.Context, c *connection) error {
		switch {
		case len(call.Entries) == 0:
			return usagef("name the entries by --entries")
		case len(call.Entries) > maxErased:
			return usagef("--entries: %d entries; at most %d at a time", len(call.Entries), maxErased)
		case strings.TrimSpace(call.Reason) == "":
			return usagef("say by --reason why they are erased")
		}
		if err := p.confirm(yes, "Erase what %s for ever? Nothing brings it back.", count(int64(len(call.Entries)), "entry says", "entries say")); err != nil {
			return err
		}
		if err := c.admin(ctx, http.MethodPost, "/admin/erase", &call, nil); err != nil {
			return err
		}
		if p.format == "json" {
			return p.printJSON(erased{call.Entries, call.Reason})
		}
		p.printf("Erased what %s.\n", count(int64(len(call.Entries)), "entry said", "entries said"))
		p.talkf("The views still tell it. Next: stop the server and run tracewright rebuild; and remove older backups.\n")
		return nil
	}), "text", "json")
}

// confirm asks on a terminal whether to go on; elsewhere yes must be given.
func (p *program) confirm(yes bool, question string, args ...any) error {
	if yes {
		return nil
	}
	if !terminal(p.std.In) {
		return usagef("this cannot be taken back: give --yes, since nobody can be asked here")
	}
	p.talkf(question+" Type yes: ", args...)
	line, err := bufio.NewReader(io.LimitReader(p.std.In, 100)).ReadString('\n')
	if err != nil {
		return fmt.Errorf("nothing was done: %w", err)
	}
	if strings.TrimSpace(line) != "yes" {
		p.talkf("Nothing was done.\n")
		return errRefused
	}
	return nil
}

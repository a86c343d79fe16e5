package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"
	"golang.org/x/term"
)

func (p *program) people() *cobra.Command {
	cmd := &cobra.Command{Use: "person", Short: "Add, list and change people", Args: cobra.NoArgs}
	cmd.AddCommand(
		p.personCreate(), p.personList(), p.personChange(),
		p.oneID("disable PERSON", "Let the badges, the PIN and the tokens of somebody work no more", personHelp, "/admin/people/disable"),
		p.oneID("enable PERSON", "Let them work again", personHelp, "/admin/people/enable"),
	)
	return cmd
}

// personHelp says what an id is.
const personHelp = `PERSON is the id that "tracewright person list" shows.`

// oneID is a command that does one thing to what an id names.
func (p *program) oneID(use, short, help, path string) *cobra.Command {
	cmd := &cobra.Command{Use: use, Short: short, Long: short + ".\n\n" + help, Args: cobra.ExactArgs(1)}
	return withFormats(p.change(cmd, func(ctx context.Context, c *connection) error {
		return p.showDone(c.admin(ctx, http.MethodPost, path, &adminCall{ID: cmd.Flags().Arg(0)}, nil))
	}), "text", "json")
}

func (p *program) personCreate() *cobra.Command {
	var call adminCall
	cmd := &cobra.Command{
		Use:     "create NAME",
		Short:   "Add somebody",
		Example: `  tracewright person create "Ada Moreau" --role operator --line L1`,
		Args:    cobra.ExactArgs(1),
	}
	p.addProfile(cmd, &call)
	return withFormats(p.change(cmd, func(ctx context.Context, c *connection) error {
		call.Name = cmd.Flags().Arg(0)
		var row personRow
		if err := c.admin(ctx, http.MethodPost, "/admin/people", &call, &row); err != nil {
			return err
		}
		if p.format == "json" {
			return p.printJSON(row)
		}
		p.printf("%s\n", row.ID)
		p.talkf("The journal knows %s by this id only. Next: tracewright badge assign %s\n", row.Name, row.ID)
		return nil
	}), "text", "json")
}

func (p *program) personChange() *cobra.Command {
	var call adminCall
	cmd := &cobra.Command{
		Use:   "change PERSON NAME",
		Short: "Give somebody another name, other roles or another scope",
		Long: `Give somebody another name, other roles or another scope.

` + personHelp + ` What is given replaces what was:
name every role, line and station that is to stay.`,
		Example: `  tracewright person change p-4 "Ada Moreau" --role operator --role lead --line L1`,
		Args:    cobra.ExactArgs(2),
	}
	p.addProfile(cmd, &call)
	return withFormats(p.change(cmd, func(ctx context.Context, c *connection) error {
		call.ID, call.Name = cmd.Flags().Arg(0), cmd.Flags().Arg(1)
		return p.showDone(c.admin(ctx, http.MethodPost, "/admin/people/change", &call, nil))
	}), "text", "json")
}

func (p *program) personList() *cobra.Command {
	cmd := &cobra.Command{Use: "list", Short: "List people and their badges", Args: cobra.NoArgs}
	return withFormats(p.ask(cmd, func(ctx context.Context, c *connection) error {
		var rows []personRow
		if err := c.admin(ctx, http.MethodGet, "/admin/people", nil, &rows); err != nil {
			return err
		}
		if p.format == "json" {
			return p.printJSON(rows)
		}
		w := tabwriter.NewWriter(p.std.Out, 0, 0, 2, ' ', 0)
		fmt.Fprintln(w, "PERSON\tNAME\tROLES\tWHERE\tBADGES\tPIN\tSTATE")
		for _, r := range rows {
			state := map[bool]string{true: "active", false: "disabled"}[r.Active]
			pin := map[bool]string{true: "set"}[r.HasPIN]
			var badges []string
			for _, b := range r.Badges {
				if b.Revoked.IsZero() {
					badges = append(badges, b.ID)
				}
			}
			fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\t%s\n", r.ID, r.Name, strings.Join(r.Roles, ","), where(r.Lines, r.Stations),
				strings.Join(badges, ","), pin, state)
		}
		return w.Flush()
	}), "text", "json")
}

func (p *program) badges() *cobra.Command {
	cmd := &cobra.Command{Use: "badge", Short: "Give badges out, and end lost ones", Args: cobra.NoArgs}
	assign := &cobra.Command{
		Use:   "assign PERSON",
		Short: "Give somebody a badge: read it with the reader when asked",
		Long: `Give somebody a badge: read it with the reader when asked.

What the reader reads is taken from standard input, so that it does not stand in
the history of the shell.

` + personHelp,
		Args: cobra.ExactArgs(1),
	}
	cmd.AddCommand(withFormats(p.change(assign, func(ctx context.Context, c *connection) error {
		secret, err := p.secret("Read the badge: ")
		if err != nil {
			return err
		}
		var row badgeRow
		err = c.admin(ctx, http.MethodPost, "/admin/badges", &adminCall{Person: assign.Flags().Arg(0), Secret: secret}, &row)
		if err != nil {
			return err
		}
		if p.format == "json" {
			return p.printJSON(row)
		}
		p.printf("%s\n", row.ID)
		return nil
	}), "text", "json"), p.badgeReplaceKey(), p.oneID("revoke BADGE", "End a badge, named by its id, since a lost one cannot be read",
		`BADGE is the id that "tracewright person list" shows.`, "/admin/badges/revoke"))
	return cmd
}

func (p *program) badgeReplaceKey() *cobra.Command {
	var yes bool
	cmd := &cobra.Command{
		Use:   "replace-key",
		Short: "Make a new key for badges and PINs, when the old one is lost or was seen",
		Long: `Make a new key for badges and PINs, when the old one is lost or was seen.

Badges and PINs are kept as hashes under the key in the file badge.key. With
another key none of them works: every badge is revoked and every PIN removed,
and both are given out anew. People, roles and tokens stay. The old file becomes
badge.key.old. Other servers on the same database get a copy of the new file and
are started again.`,
		Args: cobra.NoArgs,
	}
	cmd.Flags().BoolVar(&yes, "yes", false, "do not ask")
	return withFormats(p.change(cmd, func(ctx context.Context, c *connection) error {
		if err := p.confirm(yes, "Revoke every badge and remove every PIN?"); err != nil {
			return err
		}
		if err := p.showDone(c.admin(ctx, http.MethodPost, "/admin/badge-key", &adminCall{}, nil)); err != nil {
			return err
		}
		p.talkf("Every badge and PIN has ended. Next: tracewright badge assign PERSON and tracewright pin set PERSON.\n")
		return nil
	}), "text", "json")
}

func (p *program) pins() *cobra.Command {
	cmd := &cobra.Command{Use: "pin", Short: "Set the PINs of people", Args: cobra.NoArgs}
	set := &cobra.Command{
		Use:   "set PERSON",
		Short: "Give somebody a PIN, which is asked for",
		Long:  "Give somebody a PIN: it is asked for on a terminal, else read from standard input.\n\n" + personHelp,
		Args:  cobra.ExactArgs(1),
	}
	cmd.AddCommand(withFormats(p.change(set, func(ctx context.Context, c *connection) error {
		pin, err := p.secret("New PIN: ")
		if err != nil {
			return err
		}
		return p.showDone(c.admin(ctx, http.MethodPost, "/admin/pins", &adminCall{Person: set.Flags().Arg(0), Secret: pin}, nil))
	}), "text", "json"))
	return cmd
}

// maxLine bounds a line that a person types.
const maxLine = 4096

// readLine reads one line and nothing after it, so that another may be read.
func readLine(from io.Reader) (string, error) {
	var line []byte
	for b := make([]byte, 1); len(line) <= maxLine; {
		n, err := from.Read(b)
		if n == 1 && b[0] != '\n' {
			line = append(line, b[0])
			continue
		}
		if n == 1 || errors.Is(err, io.EOF) {
			return strings.TrimSuffix(string(line), "\r"), nil
		}
		if err != nil {
			return "", err
		}
	}
	return "", usagef("standard input has a line of more than %d bytes", maxLine)
}

// secret reads one line: on a terminal without showing it, else from standard
// input.
func (p *program) secret(prompt string) (string, error) {
	if f, ok := p.std.In.(*os.File); ok && terminal(f) {
		p.talkf("%s", prompt)
		b, err := term.ReadPassword(int(f.Fd()))
		p.talkf("\n")
		return string(b), err
	}
	line, err := readLine(p.std.In)
	if err != nil {
		return "", err
	}
	if line == "" {
		return "", usageError{errors.New("standard input is empty: the badge or PIN is read from there")}
	}
	return line, nil
}

package cli

import (
	"context"
	"fmt"
	"strconv"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/tracewright/tracewright/api"
	"github.com/tracewright/tracewright/client"
)

func (p *program) breach() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "breach",
		Short: "List the rules that were broken, and answer them",
		Args:  cobra.NoArgs,
	}
	cmd.AddCommand(p.breachList(), p.breachClose())
	return cmd
}

func (p *program) breachList() *cobra.Command {
	var f client.BreachFilter
	var all bool
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List the breaches that nobody has answered",
		Long: `List the breaches that nobody has answered.

A breach is a rule that a report has broken, or one that only watches and would
have refused.`,
		Example: "  tracewright breach list --station ST-30",
		Args:    cobra.NoArgs,
	}
	cmd.Flags().StringVar(&f.Rule, "rule", "", "of this `rule`")
	cmd.Flags().StringVar(&f.Code, "code", "", "with this `code`")
	cmd.Flags().StringVar(&f.Station, "station", "", "at this `station`")
	cmd.Flags().BoolVar(&all, "all", false, "answered ones too")
	return withFormats(p.ask(cmd, func(ctx context.Context, c *connection) error {
		f.Open = !all
		breaches, err := allPages(func(page client.Page) (*api.List[api.Breach], error) {
			f.Page = page
			return c.Breaches(ctx, f)
		})
		if err != nil {
			return err
		}
		return p.showBreaches(breaches)
	}), "text", "json")
}

func (p *program) showBreaches(breaches []api.Breach) error {
	if p.format == "json" {
		return p.printJSON(breaches)
	}
	if len(breaches) == 0 {
		p.printf("No breach is open.\n")
		return nil
	}
	w := tabwriter.NewWriter(p.std.Out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "ENTRY\tWHEN\tCODE\tRULE\tSTATION\tWHAT\tSTATE")
	for _, b := range breaches {
		state := "open"
		switch {
		case b.Closed != 0:
			state = "closed: " + b.ClosedNote
		case b.Watched:
			state = "watched"
		}
		fmt.Fprintf(w, "%d\t%s\t%s\t%s\t%s\t%s\t%s\n", b.Entry, stamp(b.OccurredAt), b.Code, b.Rule, b.Station, b.Text, state)
	}
	return w.Flush()
}

func (p *program) breachClose() *cobra.Command {
	var f commandFlags
	var reason string
	cmd := &cobra.Command{
		Use:     "close ENTRY",
		Short:   "Say what came of a breach",
		Example: `  tracewright breach close 129 --reason "scanned late, the part was right"`,
		Args:    cobra.ExactArgs(1),
	}
	f.add(p, cmd)
	cmd.Flags().StringVar(&reason, "reason", "", "`what` was found, and what was done")
	return withFormats(p.change(cmd, func(ctx context.Context, c *connection) error {
		entry, err := strconv.ParseInt(cmd.Flags().Arg(0), 10, 64)
		switch {
		case err != nil:
			return usagef("ENTRY is a number, as the list shows it")
		case reason == "":
			return usagef("say by --reason what came of it")
		}
		a, err := c.Do(ctx, f.command("close-breach", map[string]any{"entry": entry, "reason": reason}))
		if err != nil {
			return err
		}
		return p.showAnswer(a)
	}), "text", "json")
}

package cli

import (
	"context"
	"fmt"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/tracewright/tracewright/api"
	"github.com/tracewright/tracewright/client"
)

func (p *program) andon() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "andon",
		Short: "Call for help, and answer calls",
		Args:  cobra.NoArgs,
	}
	cmd.AddCommand(p.andonList(), p.andonRaise(), p.andonAnswer("acknowledge", "Say that somebody comes"),
		p.andonAnswer("resolve", "Say that what a call was about is put right"))
	return cmd
}

func (p *program) andonList() *cobra.Command {
	var f client.AndonFilter
	var all bool
	cmd := &cobra.Command{
		Use:     "list",
		Short:   "List the calls that stand",
		Example: "  tracewright andon list --role quality",
		Args:    cobra.NoArgs,
	}
	cmd.Flags().StringVar(&f.Kind, "kind", "", "of this `kind`")
	cmd.Flags().StringVar(&f.Station, "station", "", "at this `station`")
	cmd.Flags().StringVar(&f.Role, "role", "", "that this `role` answers")
	cmd.Flags().BoolVar(&all, "all", false, "resolved ones too")
	p.completeStations(cmd)
	return withFormats(p.ask(cmd, func(ctx context.Context, c *connection) error {
		f.Open = !all
		calls, err := allPages(func(page client.Page) (*api.List[api.Andon], error) {
			f.Page = page
			return c.Andons(ctx, f)
		})
		if err != nil {
			return err
		}
		if p.format == "json" {
			return p.printJSON(calls)
		}
		if len(calls) == 0 {
			p.printf("No call is open.\n")
			return nil
		}
		return p.showCalls(calls)
	}), "text", "json")
}

func (p *program) showCalls(calls []api.Andon) error {
	w := tabwriter.NewWriter(p.std.Out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "CALL\tKIND\tSTATE\tSTATION\tSINCE\tWHAT\tANSWERED BY")
	for _, c := range calls {
		what, state, roles := c.Note, c.State, c.Roles
		if c.Object != nil {
			what = strings.TrimSpace(nameOf(c.Object) + " " + what)
		}
		if c.Escalated {
			state, roles = state+", escalated", append(roles, c.EscalateTo...)
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\t%s\n", c.ID, c.Kind, state, c.Station, stamp(c.RaisedAt), what, strings.Join(roles, ", "))
	}
	return w.Flush()
}

func (p *program) andonRaise() *cobra.Command {
	var f commandFlags
	var object, note string
	cmd := &cobra.Command{
		Use:     "raise KIND",
		Short:   "Call for help",
		Long:    "Call for help. KIND is quality, material, maintenance, safety or help.",
		Example: `  tracewright andon raise quality --station ST-20 --object SN000129 --note "thread is stripped"`,
		Args:    cobra.ExactArgs(1),
	}
	f.add(p, cmd)
	cmd.Flags().StringVar(&object, "object", "", "`what` it is about")
	cmd.Flags().StringVar(&note, "note", "", "`what` is the matter")
	return withFormats(p.change(cmd, func(ctx context.Context, c *connection) error {
		args := map[string]any{"kind": cmd.Flags().Arg(0), "object": object, "note": note}
		a, err := c.Do(ctx, f.command("andon", args))
		if err != nil {
			return err
		}
		return p.showAnswer(a)
	}), "text", "json")
}

// andonAnswer is the command that makes an act of a call.
func (p *program) andonAnswer(act, short string) *cobra.Command {
	var f commandFlags
	var note string
	cmd := &cobra.Command{
		Use:     act + " [CALL]",
		Short:   short,
		Long:    short + ". CALL is a number from the list; without one it is the call that is open at the station.",
		Example: "  tracewright andon " + act + " A-129",
		Args:    cobra.MaximumNArgs(1),
	}
	f.add(p, cmd)
	cmd.Flags().StringVar(&note, "note", "", "`what` there is to say")
	return withFormats(p.change(cmd, func(ctx context.Context, c *connection) error {
		a, err := c.Do(ctx, f.command(act+"-andon", map[string]any{"call": cmd.Flags().Arg(0), "note": note}))
		if err != nil {
			return err
		}
		return p.showAnswer(a)
	}), "text", "json")
}

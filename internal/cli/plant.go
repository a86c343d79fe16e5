package cli

import (
	"context"
	"fmt"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/tracewright/tracewright/api"
	"github.com/tracewright/tracewright/client"
	"github.com/tracewright/tracewright/internal/cli/show"
)

func (p *program) plant() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "plant",
		Short: "Read the plant definition back",
		Args:  cobra.NoArgs,
	}
	cmd.AddCommand(p.plantGet(), p.plantList(), p.plantRunOuts())
	return cmd
}

func (p *program) plantGet() *cobra.Command {
	var version int64
	cmd := &cobra.Command{
		Use:   "get",
		Short: "Write the plant definition as YAML",
		Long: `Write the plant definition as YAML.

What is written can be edited and given to "apply"; applied as it is, it changes
nothing. It is in one canonical form, without the comments of the file that was
applied.`,
		Example: `  tracewright plant get > plant.yaml
  tracewright plant get --version 3 | tracewright apply - --dry-run`,
		Args: cobra.NoArgs,
	}
	cmd.Flags().Int64Var(&version, "version", 0, "`number` of the version (default: the current one)")
	return p.ask(cmd, func(ctx context.Context, c *connection) error {
		text, err := c.PlantYAML(ctx, version)
		if err == nil {
			p.printf("%s", text)
		}
		return err
	})
}

func (p *program) plantList() *cobra.Command {
	cmd := &cobra.Command{
		Use:     "list",
		Short:   "List the versions of the plant definition, the last first",
		Example: "  tracewright plant list",
		Args:    cobra.NoArgs,
	}
	return withFormats(p.ask(cmd, func(ctx context.Context, c *connection) error {
		versions := []api.Plant{}
		for at := (client.Page{}); ; {
			list, err := c.PlantVersions(ctx, at)
			if err != nil {
				return err
			}
			versions = append(versions, list.Items...)
			if at.After = list.Next; list.Next == "" {
				break
			}
		}
		if p.format == "json" {
			return p.printJSON(versions)
		}
		w := tabwriter.NewWriter(p.std.Out, 0, 0, 2, ' ', 0)
		fmt.Fprintln(w, "VERSION\tPUBLISHED\tBY\tCHANGES")
		for _, v := range versions {
			fmt.Fprintf(w, "%d\t%s\t%s\t%d\n", v.Version, stamp(v.PublishedAt), v.Actor, len(v.Changes))
		}
		return w.Flush()
	}), "text", "json")
}

func (p *program) plantRunOuts() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "run-outs [PART]",
		Short: "List the changes that wait until stock is used up, and how far they are",
		Long: `List the changes of bills of material that wait until the stock of a part is
used up, and how far they are: what of it may be used, what other work orders
and products in work still need of it, and for how many products the rest does.

"do cut-in" makes such a change at once, or turns it back.`,
		Example: `  tracewright plant run-outs
  tracewright do cut-in part=PUMP-100 reason="the last 12 are kept for spares"`,
		Args: cobra.MaximumNArgs(1),
	}
	return withFormats(p.ask(cmd, func(ctx context.Context, c *connection) error {
		list, err := c.RunOuts(ctx, cmd.Flags().Arg(0))
		switch {
		case err != nil:
			return err
		case p.format == "json":
			return p.printJSON(list.Items)
		case len(list.Items) == 0:
			p.printf("No change waits for stock. A line of a bill of material says so by effective: {replaces: 10, runOut: PART}.\n")
		}
		show.RunOuts(p.std.Out, list.Items)
		return nil
	}), "text", "json")
}

package cli

import (
	"context"
	"fmt"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/tracewright/tracewright/api"
	"github.com/tracewright/tracewright/client"
)

func (p *program) hold() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "hold",
		Short: "Stop objects, and let them go on again",
		Args:  cobra.NoArgs,
	}
	cmd.AddCommand(p.holdPlace(), p.holdRelease(), p.holdList())
	return cmd
}

func (p *program) holdPlace() *cobra.Command {
	var f commandFlags
	var reason, owner, trace string
	var blocks []string
	cmd := &cobra.Command{
		Use:   "place OBJECT…",
		Short: "Stop objects until the hold is released",
		Long: `Stop objects until the hold is released.

With --trace forward the hold lies on all that the objects went into as well,
with --trace back on all that went into them. A trace that was cut places no
hold: it would look whole.`,
		Example: `  tracewright hold place S-77 --reason "seals crack" --owner quality
  tracewright hold place CAP-7 --trace forward --reason "wrong capacitors" --blocks ship`,
		Args: cobra.MinimumNArgs(1),
	}
	f.add(cmd)
	cmd.Flags().StringVar(&reason, "reason", "", "`why` it is placed")
	cmd.Flags().StringVar(&owner, "owner", "", "`who` decides on it")
	cmd.Flags().StringVar(&trace, "trace", "", "hold the result of a trace too: `forward` or back")
	cmd.Flags().StringSliceVar(&blocks, "blocks", nil, "`acts` that it stops: advance, consume, pack, ship (default: all)")
	return withFormats(p.ask(cmd, func(ctx context.Context, c *connection) error {
		if reason == "" {
			return usagef("say by --reason why the hold is placed")
		}
		objects := cmd.Flags().Args()
		if trace != "" {
			var err error
			if objects, err = reached(ctx, c.Client, objects, trace); err != nil {
				return err
			}
		}
		args := map[string]any{"objects": objects, "reason": reason}
		if owner != "" {
			args["owner"] = owner
		}
		if len(blocks) > 0 {
			args["blocks"] = blocks
		}
		a, err := c.Do(ctx, f.command("hold", args))
		if err != nil {
			return err
		}
		return p.showAnswer(a)
	}), "text", "json")
}

// reached lists the keys of objects and of all that a trace of them reaches.
func reached(ctx context.Context, c *client.Client, refs []string, direction string) ([]string, error) {
	if direction != "forward" && direction != "back" {
		return nil, usagef("--trace is forward or back, not %q", direction)
	}
	var ids []string
	seen := map[string]bool{}
	for _, ref := range refs {
		t, err := c.Trace(ctx, ref, client.TraceQuery{Direction: direction})
		if err != nil {
			return nil, err
		}
		if t.Cut != "" {
			return nil, fmt.Errorf("the trace of %s was cut: %s; hold what is nearer to the cause", ref, t.Cut)
		}
		for _, n := range t.Nodes {
			if !seen[n.Object.ID] {
				seen[n.Object.ID] = true
				ids = append(ids, n.Object.ID)
			}
		}
	}
	return ids, nil
}

func (p *program) holdRelease() *cobra.Command {
	var f commandFlags
	var reason string
	var objects []string
	cmd := &cobra.Command{
		Use:     "release HOLD",
		Short:   "End a hold, or clear single objects of it",
		Example: `  tracewright hold release H-1 --reason "checked, good" --object SN000129`,
		Args:    cobra.ExactArgs(1),
	}
	f.add(cmd)
	cmd.Flags().StringVar(&reason, "reason", "", "`why` it may go on")
	cmd.Flags().StringSliceVar(&objects, "object", nil, "clear only these `objects`; the hold stands")
	return withFormats(p.ask(cmd, func(ctx context.Context, c *connection) error {
		if reason == "" {
			return usagef("say by --reason why it may go on")
		}
		args := map[string]any{"hold": cmd.Flags().Arg(0), "reason": reason}
		if len(objects) > 0 {
			args["objects"] = objects
		}
		a, err := c.Do(ctx, f.command("release", args))
		if err != nil {
			return err
		}
		return p.showAnswer(a)
	}), "text", "json")
}

func (p *program) holdList() *cobra.Command {
	var all bool
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List the holds that stand",
		Args:  cobra.NoArgs,
	}
	cmd.Flags().BoolVar(&all, "all", false, "released ones too")
	return withFormats(p.ask(cmd, func(ctx context.Context, c *connection) error {
		filter := client.HoldFilter{State: "open"}
		if all {
			filter.State = ""
		}
		holds := []api.Hold{}
		for {
			page, err := c.Holds(ctx, filter)
			if err != nil {
				return err
			}
			holds = append(holds, page.Items...)
			if filter.After = page.Next; page.Next == "" {
				break
			}
		}
		return p.showHolds(holds)
	}), "text", "json")
}

func (p *program) showHolds(holds []api.Hold) error {
	if p.format == "json" {
		return p.printJSON(holds)
	}
	if len(holds) == 0 {
		p.printf("Nothing is on hold.\n")
		return nil
	}
	w := tabwriter.NewWriter(p.std.Out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "HOLD\tPLACED\tOBJECTS\tOWNER\tREASON\tRELEASED")
	for _, h := range holds {
		fmt.Fprintf(w, "%s\t%s\t%d\t%s\t%s\t%s\n", h.ID, stamp(h.PlacedAt), h.Objects, h.Owner, h.Reason, stamp(h.ReleasedAt))
	}
	return w.Flush()
}

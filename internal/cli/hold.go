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
with --trace back on all that went into them: one hold, on at most 50000
objects. A trace that was cut places no hold: it would look whole.

The answer names the hold, as H-12; "hold release" ends it.`,
		Example: `  tracewright hold place S-77 --reason "seals crack" --owner quality
  tracewright hold place CAP-7 --trace forward --reason "wrong capacitors" --blocks ship`,
		Args: cobra.MinimumNArgs(1),
	}
	f.add(p, cmd)
	cmd.Flags().StringVar(&reason, "reason", "", "`why` it is placed")
	cmd.Flags().StringVar(&owner, "owner", "", "`who` decides on it")
	cmd.Flags().StringVar(&trace, "trace", "", "hold all that a trace in this `direction` reaches too: forward or back")
	choices(cmd, &blocks, "blocks", holdBlocks, "`acts` that it stops (default: all)")
	return withFormats(p.change(cmd, func(ctx context.Context, c *connection) error {
		if reason == "" {
			return usagef("say by --reason why the hold is placed")
		}
		objects := cmd.Flags().Args()
		if trace != "" {
			var err error
			if objects, err = reached(ctx, c.Client, objects, trace); err != nil {
				return err
			}
			p.talkf("The trace reaches %s; placing the hold.\n", count(int64(len(objects)), "object", "objects"))
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
		if err := p.showAnswer(a); err != nil {
			return err
		}
		if id := a.Verdict.Evidence["hold"]; id != "" {
			p.talkf("What it lies on: tracewright hold list %s. Its end: tracewright hold release %s --reason \"…\"\n", id, id)
		}
		return nil
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
	f.add(p, cmd)
	cmd.Flags().StringVar(&reason, "reason", "", "`why` it may go on")
	cmd.Flags().StringSliceVar(&objects, "object", nil, "clear only these `objects`; the hold stands")
	return withFormats(p.change(cmd, func(ctx context.Context, c *connection) error {
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
		Use:   "list [HOLD]",
		Short: "List the holds that stand, or the objects of one",
		Example: `  tracewright hold list
  tracewright hold list H-12`,
		Args: cobra.MaximumNArgs(1),
	}
	cmd.Flags().BoolVar(&all, "all", false, "released ones too")
	return withFormats(p.ask(cmd, func(ctx context.Context, c *connection) error {
		if cmd.Flags().NArg() == 1 {
			return p.listHeld(ctx, c.Client, cmd.Flags().Arg(0))
		}
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
	fmt.Fprintln(w, "HOLD\tPLACED\tOBJECTS\tSTOPS\tOWNER\tSTATE\tREASON")
	for _, h := range holds {
		state := "stands"
		if h.Released != 0 {
			state = "released " + stamp(h.ReleasedAt)
		}
		fmt.Fprintf(w, "%s\t%s\t%d\t%s\t%s\t%s\t%s\n", h.ID, stamp(h.PlacedAt), h.Objects, strings.Join(h.Blocks, ","), h.Owner, state, h.Reason)
	}
	return w.Flush()
}

// listHeld lists the objects that a hold was placed on.
func (p *program) listHeld(ctx context.Context, c *client.Client, hold string) error {
	held := []api.HeldObject{}
	err := allPages(func(page client.Page) (string, error) {
		list, err := c.HeldObjects(ctx, hold, page)
		if err != nil {
			return "", err
		}
		held = append(held, list.Items...)
		return list.Next, nil
	})
	if err != nil {
		return err
	}
	if p.format == "json" {
		return p.printJSON(held)
	}
	w := tabwriter.NewWriter(p.std.Out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "KIND\tNAME\tPART\tLIFE\tSTATION\tSTATE")
	for _, h := range held {
		state := "held"
		if h.Cleared != 0 {
			state = fmt.Sprintf("cleared by entry %d", h.Cleared)
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\n", h.Object.Kind, nameOf(&h.Object), h.Object.Part, h.Life, h.Station, state)
	}
	return w.Flush()
}

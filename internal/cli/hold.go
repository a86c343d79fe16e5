package cli

import (
	"cmp"
	"context"
	"fmt"
	"strings"
	"text/tabwriter"

	"github.com/go-json-experiment/json"
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
	var h holdFlags
	cmd := &cobra.Command{
		Use:   "place [OBJECT…]",
		Short: "Stop objects until the hold is released",
		Long: `Stop objects until the hold is released.

With --trace forward the hold lies on all that the objects, and what fits
--where, went into as well, with --trace back on all that went into them: one
hold, on at most 50000 objects. A trace that was cut places no hold: it would
look whole.

With --where it lies on all objects that fit: part, revision, maker, lot, order
and kind say what they are; station, operation, operator, equipment,
characteristic, atLeast, atMost and outcome what was done to them, from and
until when. equipment=TQ-3,since=check is all that was done with a tool since its
last good check, and before it was good again. --standing holds what comes to fit later as well. --dry-run counts
and lists, and places nothing.

A hold stops advance, consume, pack and ship. Ways to put things right stay
open, unless --blocks names them: move, inspect, rework, scrap.

The answer names the hold, as H-12; "hold release" ends it.`,
		Example: `  tracewright hold place S-77 --reason "seals crack" --owner quality
  tracewright hold place CAP-7 --trace forward --reason "wrong capacitors" --blocks ship
  tracewright hold place --where part=PUMP-100,equipment=TQ-3,from=2026-01-05T06:00:00Z --reason "torque tool drifts" --dry-run
  tracewright hold place --where equipment=TQ-3,since=check --reason "TQ-3 was found bad"`,
	}
	h.add(p, cmd)
	return withFormats(p.change(cmd, func(ctx context.Context, c *connection) error {
		objects := cmd.Flags().Args()
		switch {
		case len(objects) == 0 && len(h.where) == 0:
			return usagef("name objects, or say by --where what they have in common")
		case h.reason == "" && !h.dryRun:
			return usagef("say by --reason why the hold is placed")
		}
		scope, err := scopeOf(h.where)
		if err != nil {
			return err
		}
		if h.trace != "" {
			if objects, err = reached(ctx, c.Client, objects, scope, h.trace); err != nil {
				return err
			}
			p.talkf("The trace reaches %s.\n", count(int64(len(objects)), "object", "objects"))
			if !h.standing {
				scope = nil // what fits it now is among them
			}
		}
		if h.dryRun {
			return p.showHoldable(ctx, c.Client, objects, scope)
		}
		a, err := c.Do(ctx, h.command("hold", h.args(objects, scope)))
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

// holdFlags say what a hold is.
type holdFlags struct {
	commandFlags
	reason, owner, trace, possible, rule string
	blocks                               []string
	where                                map[string]string
	standing, dryRun                     bool
}

func (h *holdFlags) add(p *program, cmd *cobra.Command) {
	h.commandFlags.add(p, cmd)
	flags := cmd.Flags()
	flags.StringToStringVar(&h.where, "where", nil, "hold what fits all of `FIELD=VALUE,…`")
	flags.BoolVar(&h.standing, "standing", false, "hold what comes to fit --where later, too")
	flags.BoolVar(&h.dryRun, "dry-run", false, "list what it would lie on; place nothing")
	flags.StringVar(&h.possible, "possible", "", "where it is only possible that something held is inside: `enforce` refuses, ask asks (default: enforce)")
	flags.StringVar(&h.rule, "release-rule", "", "`what` must be done before it is released")
	flags.StringVar(&h.reason, "reason", "", "`why` it is placed")
	flags.StringVar(&h.owner, "owner", "", "`who` decides on it")
	flags.StringVar(&h.trace, "trace", "", "hold all that a trace in this `direction` reaches too: forward or back")
	choices(cmd, &h.blocks, "blocks", holdBlocks, "`acts` that it stops (default: the first four)")
}

// args are the arguments of the command.
func (h *holdFlags) args(objects []string, scope *api.Selection) map[string]any {
	args := map[string]any{"reason": h.reason}
	for name, value := range map[string]string{"owner": h.owner, "possible": h.possible, "releaseRule": h.rule} {
		if value != "" {
			args[name] = value
		}
	}
	if len(objects) > 0 {
		args["objects"] = objects
	}
	if scope != nil {
		args["where"], args["standing"] = scope, h.standing
	}
	if len(h.blocks) > 0 {
		args["blocks"] = h.blocks
	}
	return args
}

// scopeOf reads the words of --where; nil without any.
func scopeOf(where map[string]string) (*api.Selection, error) {
	if len(where) == 0 {
		return nil, nil
	}
	text, err := json.Marshal(where)
	if err != nil {
		return nil, err
	}
	scope := &api.Selection{}
	if err := json.Unmarshal(text, scope, json.RejectUnknownMembers(true)); err != nil {
		return nil, usagef("--where: %v; the fields are in the help, times look like 2026-01-05T06:00:00Z", err)
	}
	return scope, nil
}

// showHoldable lists what a hold would lie on.
func (p *program) showHoldable(ctx context.Context, c *client.Client, refs []string, scope *api.Selection) error {
	found := &api.Matching{Items: []api.Object{}}
	if scope != nil {
		var err error
		if found, err = c.Match(ctx, *scope, 50_000); err != nil {
			return err
		}
	}
	for _, ref := range refs {
		o, err := c.Object(ctx, ref)
		if err != nil {
			return err
		}
		found.Items = append(found.Items, o.Object)
	}
	if p.format == "json" {
		return p.printJSON(found)
	}
	w := tabwriter.NewWriter(p.std.Out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "KIND\tNAME\tPART\tLIFE\tPLACE\tHOLDS")
	for _, o := range found.Items {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\n", o.Kind, o.Name, o.Part, o.Life, cmp.Or(o.Station, o.Location), strings.Join(o.Holds, ","))
	}
	if err := w.Flush(); err != nil {
		return err
	}
	p.talkf("A hold would lie on %s.\n", count(int64(len(found.Items)), "object", "objects"))
	if found.More {
		p.talkf("There are more: hold the lot or delivery that they share.\n")
	}
	return nil
}

// reached lists the keys of objects, of all that fits a scope, and of all that a
// trace of them reaches.
func reached(ctx context.Context, c *client.Client, refs []string, scope *api.Selection, direction string) ([]string, error) {
	if direction != "forward" && direction != "back" {
		return nil, usagef("--trace is forward or back, not %q", direction)
	}
	t, err := c.TraceOf(ctx, refs, scope, client.TraceQuery{Direction: direction})
	if err != nil {
		return nil, err
	}
	if t.Cut != "" {
		return nil, fmt.Errorf("the trace was cut: %s; hold what is nearer to the cause", t.Cut)
	}
	ids := make([]string, len(t.Nodes))
	for i := range t.Nodes {
		ids[i] = t.Nodes[i].Object.ID
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
	held, err := allPages(func(page client.Page) (*api.List[api.HeldObject], error) {
		return c.HeldObjects(ctx, hold, page)
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
		} else if h.Caught != 0 {
			state = fmt.Sprintf("held since entry %d", h.Caught)
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\n", h.Object.Kind, nameOf(&h.Object), h.Object.Part, h.Life, h.Station, state)
	}
	return w.Flush()
}

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

func (p *program) order() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "order",
		Short: "Make work orders, let them begin, and show how far they have come",
		Long: `Make work orders, let them begin, and show how far they have come.

An order is made, released, held and resumed, and closed. Its release freezes by
what it is made; docs/orders.md tells the whole way.`,
		Args: cobra.NoArgs,
	}
	cmd.AddCommand(p.orderList(), p.orderShow(), p.orderCreate(), p.orderImport(), p.orderChange(),
		p.orderAct("release", "release-order", "Let work orders begin, and freeze by what they are made", "", ""),
		p.orderAct("hold", "hold-order", "Stop work orders until they are resumed", "`why` nothing is begun for them", "--reason \"customer changes the drawing\""),
		p.orderAct("resume", "resume-order", "Let work orders on hold go on", "", ""),
		p.orderAct("close", "close-order", "End work orders; what has begun is finished all the same", "`why`, where not all is made", ""),
		p.orderAct("migrate", "migrate-order", "Bring released work orders to the present plant definition", "`why`", "--reason \"change note CN-4\""),
	)
	return cmd
}

func (p *program) orderList() *cobra.Command {
	var f client.OrderFilter
	var all bool
	cmd := &cobra.Command{
		Use:     "list",
		Short:   "List the work orders that are open",
		Example: "  tracewright order list --line L1",
		Args:    cobra.NoArgs,
	}
	cmd.Flags().StringVar(&f.Part, "part", "", "of this `part`")
	cmd.Flags().StringVar(&f.Line, "line", "", "for this `line`")
	cmd.Flags().BoolVar(&all, "all", false, "closed ones too")
	return withFormats(p.ask(cmd, func(ctx context.Context, c *connection) error {
		f.Open = !all
		orders, err := allPages(func(page client.Page) (*api.List[api.WorkOrder], error) {
			f.Page = page
			return c.Orders(ctx, f)
		})
		if err != nil {
			return err
		}
		return p.showOrders(orders)
	}), "text", "json")
}

func (p *program) showOrders(orders []api.WorkOrder) error {
	if p.format == "json" {
		return p.printJSON(orders)
	}
	if len(orders) == 0 {
		p.printf("No work order is open. Make one: tracewright order create WO-1 --part PART --quantity 10\n")
		return nil
	}
	w := tabwriter.NewWriter(p.std.Out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "ORDER\tSTATE\tPART\tQUANTITY\tGOOD\tIN WORK\tWAITING\tSCRAPPED\tTO MAKE\tDUE")
	for _, o := range orders {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", o.Number, o.State, o.Part, o.Quantity,
			o.Progress.Good, o.Progress.Working, o.Progress.Waiting, o.Progress.Scrapped, o.Progress.Remaining, stamp(o.Due))
	}
	return w.Flush()
}

func (p *program) orderShow() *cobra.Command {
	cmd := &cobra.Command{
		Use:     "show ORDER",
		Short:   "Show how far a work order has come at each operation",
		Example: "  tracewright order show WO-17",
		Args:    cobra.ExactArgs(1),
	}
	return withFormats(p.ask(cmd, func(ctx context.Context, c *connection) error {
		o, err := c.Order(ctx, cmd.Flags().Arg(0))
		if err != nil {
			return err
		}
		if p.format == "json" {
			return p.printJSON(o)
		}
		if err := p.showOrders([]api.WorkOrder{o.WorkOrder}); err != nil {
			return err
		}
		if o.Plant != 0 {
			p.printf("Made by version %d of the plant definition.\n", o.Plant)
		}
		w := tabwriter.NewWriter(p.std.Out, 0, 0, 2, ' ', 0)
		fmt.Fprintln(w, "OPERATION\tIN WORK\tPASSED\tFAILED")
		for _, op := range o.Operations {
			fmt.Fprintf(w, "%s\t%d\t%d\t%d\n", op.Operation, op.Working, op.Passed, op.Failed)
		}
		err = w.Flush()
		show.RunOuts(p.std.Out, o.RunOuts)
		return err
	}), "text", "json")
}

package cli

import (
	"context"
	"fmt"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/tracewright/tracewright/api"
	"github.com/tracewright/tracewright/client"
)

func (p *program) serial() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "serial",
		Short: "Set serial numbers aside, and account for all of them",
		Long: `Set serial numbers aside, and account for all of them.

What is set aside for a work order or a station goes to its units alone; what is
set aside for a printer or a batch of labels goes to the unit whose label is
scanned. Numbers that are not needed are given back or written off, with the
reason. docs/identification.md tells the whole way.`,
		Args: cobra.NoArgs,
	}
	cmd.AddCommand(p.serialReserve(), p.serialReturn(), p.serialReservations(), p.serialList(), p.serialShow(), p.serialGaps())
	return cmd
}

func (p *program) serialReserve() *cobra.Command {
	var f commandFlags
	var order, place, printer, batch, until, revision string
	var number int
	cmd := &cobra.Command{
		Use:   "reserve [PART]",
		Short: "Set the next serial numbers of a part aside",
		Long: `Set the next serial numbers of a part aside.

The part is that of the work order where it is left out. "serial list" prints the
numbers, one a line with --format=text for a label program.`,
		Example: `  tracewright serial reserve --order WO-17 --count 40
  tracewright serial reserve PUMP-100 --count 500 --printer ZD-1 --batch "roll 12" --until 2026-12-31`,
		Args: cobra.MaximumNArgs(1),
	}
	f.add(p, cmd)
	flags := cmd.Flags()
	flags.IntVar(&number, "count", 0, "how `many`, up to 10000")
	flags.StringVar(&order, "order", "", "`number` of the work order whose units alone get them")
	flags.StringVar(&place, "place", "", "`station`, such as one that works offline, at which alone they are given to units")
	flags.StringVar(&printer, "printer", "", "`code` of the printer whose labels bear them")
	flags.StringVar(&batch, "batch", "", "`what` else they are for, such as a roll of labels")
	flags.StringVar(&until, "until", "", "from `when` on no unit takes them any more: "+timeForms)
	flags.StringVar(&revision, "revision", "", "`revision` of the part")
	return withFormats(p.change(cmd, func(ctx context.Context, c *connection) error {
		args := map[string]any{"count": number}
		for name, text := range map[string]string{
			"part": cmd.Flags().Arg(0), "revision": revision, "order": order, "place": place, "printer": printer, "batch": batch,
		} {
			if text != "" {
				args[name] = text
			}
		}
		end, err := when("until", until)
		if err != nil {
			return err
		}
		if !end.IsZero() {
			args["until"] = end
		}
		a, err := c.Do(ctx, f.command("reserve-serials", args))
		if err != nil {
			return err
		}
		return p.showAnswer(a)
	}), "text", "json")
}

func (p *program) serialReturn() *cobra.Command {
	r := returning{verb: "return-serials", of: "reservation", numbers: "serials"}
	cmd := &cobra.Command{
		Use:   "return RESERVATION [SERIAL…]",
		Short: "Give serial numbers back that were set aside, or write them off",
		Long: `Give serial numbers back that were set aside, or write them off.

Without numbers all go back that no unit bears. What was given back is nobody's
and may be given to a unit by hand; it does not come again by itself. What was
written off is refused from then on.`,
		Example: `  tracewright serial return SR-129 --reason "order was cut"
  tracewright serial return SR-129 SN000131 --lost --reason "label was torn"`,
		Args: cobra.MinimumNArgs(1),
	}
	return r.complete(p, cmd, "lost", "they were spoilt or got lost: no unit may bear them any more")
}

// returning is a command that takes numbers back: those that are named, a range of
// them, or all.
type returning struct {
	commandFlags
	verb             string
	of, numbers      string // arguments of the verb: what they were taken from, and which
	from, to, reason string
	gone             bool
}

// complete makes the command work. The flag gone says that the numbers are lost,
// and not given back; the verb has an argument of that name.
func (r *returning) complete(p *program, cmd *cobra.Command, gone, what string) *cobra.Command {
	r.add(p, cmd)
	flags := cmd.Flags()
	flags.StringVar(&r.from, "from", "", "the first `number` of a range; what units have in it stays")
	flags.StringVar(&r.to, "to", "", "the last `number` of the range")
	flags.BoolVar(&r.gone, gone, false, what)
	flags.StringVar(&r.reason, "reason", "", "`why`")
	return withFormats(p.change(cmd, func(ctx context.Context, c *connection) error {
		args := map[string]any{r.of: flags.Arg(0), "reason": r.reason}
		if named := flags.Args()[1:]; len(named) > 0 {
			args[r.numbers] = named
		}
		if r.from != "" || r.to != "" {
			args["from"], args["to"] = r.from, r.to
		}
		if r.gone {
			args[gone] = true
		}
		a, err := c.Do(ctx, r.command(r.verb, args))
		if err != nil {
			return err
		}
		return p.showAnswer(a)
	}), "text", "json")
}

func (p *program) serialReservations() *cobra.Command {
	f := client.ReservationFilter{}
	var all bool
	cmd := &cobra.Command{
		Use:     "reservations",
		Short:   "List the reservations that have numbers left",
		Example: "  tracewright serial reservations --order WO-17",
		Args:    cobra.NoArgs,
	}
	flags := cmd.Flags()
	flags.StringVar(&f.Part, "part", "", "of this `part`")
	flags.StringVar(&f.Order, "order", "", "for this work `order`")
	flags.StringVar(&f.Place, "place", "", "for this `station`")
	flags.BoolVar(&f.Over, "over", false, "only those that have ended, and whose numbers are to be given back")
	flags.BoolVar(&all, "all", false, "those without numbers left, too")
	return withFormats(p.ask(cmd, func(ctx context.Context, c *connection) error {
		f.Open = !all
		list, err := allPages(func(page client.Page) (*api.List[api.Reservation], error) {
			f.Page = page
			return c.Reservations(ctx, f)
		})
		if err != nil {
			return err
		}
		return p.showReservations(list)
	}), "text", "json")
}

func (p *program) showReservations(list []api.Reservation) error {
	if p.format == "json" {
		return p.printJSON(list)
	}
	if len(list) == 0 {
		p.printf("No serial numbers are set aside.\n")
		return nil
	}
	w := tabwriter.NewWriter(p.std.Out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "RESERVATION\tPART\tORDER\tSTATION\tPRINTER\tBATCH\tUNTIL\tCOUNT\tUSED\tRETURNED\tLOST\tLEFT")
	for _, r := range list {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\t%s\t%d\t%d\t%d\t%d\t%d\n",
			r.ID, r.Part, r.Order, r.Place, r.Printer, r.Batch, stamp(r.Until), r.Count, r.Used, r.Returned, r.Lost, r.Left)
	}
	return w.Flush()
}

func (p *program) serialList() *cobra.Command {
	var state string
	cmd := &cobra.Command{
		Use:     "list RESERVATION",
		Short:   "List the numbers of a reservation",
		Example: "  tracewright serial list SR-129 --state reserved",
		Args:    cobra.ExactArgs(1),
	}
	cmd.Flags().StringVar(&state, "state", "", "only those that are reserved, used, returned or lost")
	return withFormats(p.ask(cmd, func(ctx context.Context, c *connection) error {
		list, err := allPages(func(page client.Page) (*api.List[api.SerialNumber], error) {
			return c.ReservedSerials(ctx, cmd.Flags().Arg(0), state, page)
		})
		if err != nil {
			return err
		}
		return p.showSerials(list, "No number of it is so.")
	}), "text", "json")
}

func (p *program) serialShow() *cobra.Command {
	cmd := &cobra.Command{
		Use:     "show SERIAL",
		Short:   "Say what became of a serial number",
		Example: "  tracewright serial show SN000131",
		Args:    cobra.ExactArgs(1),
	}
	return withFormats(p.ask(cmd, func(ctx context.Context, c *connection) error {
		list, err := c.Serial(ctx, cmd.Flags().Arg(0))
		if err != nil {
			return err
		}
		return p.showSerials(list.Items, "Nothing is known of it, and it has the pattern of no part.")
	}), "text", "json")
}

func (p *program) serialGaps() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "gaps PART",
		Short: "Account for the serial numbers of a part, and list those that no unit bears",
		Long: `Account for the serial numbers of a part, and list those that were given out and
that no unit bears: set aside, given back, written off, or taken back with the
record of a unit.`,
		Example: "  tracewright serial gaps PUMP-100",
		Args:    cobra.ExactArgs(1),
	}
	return withFormats(p.ask(cmd, func(ctx context.Context, c *connection) error {
		part := cmd.Flags().Arg(0)
		a, err := c.SerialAccount(ctx, part)
		if err != nil {
			return err
		}
		list, err := allPages(func(page client.Page) (*api.List[api.SerialNumber], error) { return c.SerialGaps(ctx, part, page) })
		if err != nil {
			return err
		}
		if p.format == "json" {
			return p.printJSON(map[string]any{"account": a, "gaps": list})
		}
		p.printf("%d units. %d numbers were set aside: %d used, %d reserved (%d past their end), %d given back, %d written off.\n",
			a.Units, a.SetAside, a.Used, a.Reserved, a.Over, a.Returned, a.Lost)
		return p.showSerials(list, "There is no gap.")
	}), "text", "json")
}

// showSerials prints what became of serial numbers, or a sentence where there are
// none.
func (p *program) showSerials(list []api.SerialNumber, none string) error {
	if p.format == "json" {
		return p.printJSON(list)
	}
	if len(list) == 0 {
		p.printf("%s\n", none)
		return nil
	}
	w := tabwriter.NewWriter(p.std.Out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "SERIAL\tPART\tSTATE\tRESERVATION\tOBJECT\tWHEN\tWHY")
	for _, n := range list {
		object := ""
		if n.Object != nil {
			object = n.Object.ID
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\t%s\n", n.Serial, n.Part, n.State, n.Reservation, object, stamp(n.At), n.Reason)
	}
	return w.Flush()
}

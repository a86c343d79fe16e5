package cli

import (
	"context"
	"fmt"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/tracewright/tracewright/api"
	"github.com/tracewright/tracewright/client"
	"github.com/tracewright/tracewright/internal/ident/serial"
)

func (p *program) pool() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "pool",
		Short: "Load and account for numbers that customers have given: MAC addresses, IMEIs, serial numbers",
		Args:  cobra.NoArgs,
	}
	cmd.AddCommand(p.poolList(), p.poolShow(), p.poolImport(), p.poolDraw(), p.poolReturn())
	return cmd
}

func (p *program) poolList() *cobra.Command {
	cmd := &cobra.Command{
		Use:     "list",
		Short:   "List the pools of the plant definition, with how many numbers are left",
		Example: "  tracewright pool list",
		Args:    cobra.NoArgs,
	}
	return withFormats(p.ask(cmd, func(ctx context.Context, c *connection) error {
		pools, err := c.Pools(ctx)
		if err != nil {
			return err
		}
		if p.format == "json" {
			return p.printJSON(pools)
		}
		if len(pools) == 0 {
			p.printf("The plant definition has no pool.\n")
			return nil
		}
		return p.showPools(pools)
	}), "text", "json")
}

func (p *program) showPools(pools []api.Pool) error {
	w := tabwriter.NewWriter(p.std.Out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "POOL\tSCHEME\tFROM\tLOADED\tDRAWN\tRETURNED\tVOID\tFREE\t")
	for _, pool := range pools {
		low := ""
		if pool.Low {
			low = "LOW"
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%d\t%d\t%d\t%d\t%d\t%s\n", pool.Code, pool.Scheme, pool.Issuer, pool.Count, pool.Drawn, pool.Returned, pool.Void, pool.Free, low)
	}
	return w.Flush()
}

func (p *program) poolShow() *cobra.Command {
	var state string
	cmd := &cobra.Command{
		Use:   "show POOL",
		Short: "Show a pool with its ranges, and what became of its numbers",
		Long: `Show a pool with its ranges, and what became of its numbers.

Numbers of a range with which nothing was done are not listed: they are free.`,
		Example: "  tracewright pool show MAC --state drawn",
		Args:    cobra.ExactArgs(1),
	}
	cmd.Flags().StringVar(&state, "state", "", "only numbers that are free, drawn, returned or void")
	return withFormats(p.ask(cmd, func(ctx context.Context, c *connection) error {
		code := cmd.Flags().Arg(0)
		pool, err := c.Pool(ctx, code)
		if err != nil {
			return err
		}
		numbers, err := allPages(func(page client.Page) (*api.List[api.PoolNumber], error) {
			return c.PoolNumbers(ctx, code, state, page)
		})
		if err != nil {
			return err
		}
		if p.format == "json" {
			return p.printJSON(map[string]any{"pool": pool, "numbers": numbers})
		}
		if err := p.showPools([]api.Pool{pool.Pool}); err != nil {
			return err
		}
		w := tabwriter.NewWriter(p.std.Out, 0, 0, 2, ' ', 0)
		for _, r := range pool.Ranges {
			fmt.Fprintf(w, "%s to %s\t%d\t%s\t%s\n", r.First, r.Last, r.Count, stamp(r.At), r.Note)
		}
		for _, n := range numbers {
			object := ""
			if n.Object != nil {
				object = n.Object.Name
			}
			fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", n.Number, n.State, object, stamp(n.At), n.Reason)
		}
		return w.Flush()
	}), "text", "json")
}

func (p *program) poolImport() *cobra.Command {
	var f client.PoolList
	cmd := &cobra.Command{
		Use:   "import POOL FILE",
		Short: "Load a list of numbers into a pool: all of them, or none",
		Long: `Load a list of numbers into a pool: all of them, or none.

A line is a number, or the first and the last of a range, parted by a comma, a
semicolon or a tab. Empty lines, those that begin with # and a header mean nothing.
Check digits are verified. Every fault is told with its line, and with one of them
nothing is recorded. "-" reads standard input.`,
		Example: `  tracewright pool import MAC macs.csv --dry-run
  tracewright pool import MAC macs.csv --note "order 4711 of ACME"`,
		Args: cobra.ExactArgs(2),
	}
	flags := cmd.Flags()
	flags.BoolVar(&f.DryRun, "dry-run", false, "say what would be loaded, and record nothing")
	flags.StringVar(&f.Note, "note", "", "with `what` the numbers came")
	flags.StringVar(&f.ID, "id", "", "`id` of the command; the same id gets the same answer (default: a new one)")
	return withFormats(p.with(cmd, func() bool { return !f.DryRun }, func(ctx context.Context, c *connection) error {
		name := cmd.Flags().Arg(1)
		src, err := p.readFile(name)
		if err != nil {
			return err
		}
		if len(src) > serial.MaxListBytes {
			return usagef("%s has more than %d MiB: part it", name, serial.MaxListBytes>>20)
		}
		out, err := c.FillPool(ctx, cmd.Flags().Arg(0), src, f)
		if err != nil {
			return err
		}
		return p.showPoolImport(name, out)
	}), "text", "json")
}

func (p *program) showPoolImport(name string, out *api.PoolImport) error {
	switch {
	case p.format == "json":
		if err := p.printJSON(out); err != nil {
			return err
		}
	case len(out.Faults) > 0:
		for _, f := range out.Faults {
			p.talkf("%s:%d: %s %s %s\n", name, f.Line, f.Code, f.Message, f.Fix)
		}
		p.talkf("%s: nothing is recorded.\n", count(int64(len(out.Faults)), "fault", "faults"))
	default:
		p.printf("%d numbers loaded, %d free.\n", out.Numbers, out.Free)
		if out.DryRun {
			p.talkf("Nothing is recorded: this was a dry run.\n")
		}
	}
	if len(out.Faults) > 0 {
		return errRefused
	}
	return nil
}

func (p *program) poolDraw() *cobra.Command {
	var f commandFlags
	var number string
	cmd := &cobra.Command{
		Use:     "draw POOL OBJECT",
		Short:   "Give a unit the next number of a pool, or one that is named",
		Example: "  tracewright pool draw MAC SN000129",
		Args:    cobra.ExactArgs(2),
	}
	f.add(p, cmd)
	cmd.Flags().StringVar(&number, "number", "", "the `number`, such as one that was printed before (default: the next one)")
	return withFormats(p.change(cmd, func(ctx context.Context, c *connection) error {
		args := map[string]any{"pool": cmd.Flags().Arg(0), "object": cmd.Flags().Arg(1)}
		if number != "" {
			args["number"] = number
		}
		a, err := c.Do(ctx, f.command("draw-number", args))
		if err != nil {
			return err
		}
		return p.showAnswer(a)
	}), "text", "json")
}

func (p *program) poolReturn() *cobra.Command {
	r := returning{verb: "return-numbers", of: "pool", numbers: "numbers"}
	cmd := &cobra.Command{
		Use:   "return POOL [NUMBER…]",
		Short: "Give numbers back to who has given them, or declare them void",
		Example: `  tracewright pool return MAC --from 00-1B-63-00-01-00 --to 00-1B-63-00-01-FF --reason "project was stopped"
  tracewright pool return IMEI 490154203237518 --void --reason "was flashed twice"`,
		Args: cobra.MinimumNArgs(1),
	}
	return r.complete(p, cmd, "void", "they are spoilt, and not given back")
}

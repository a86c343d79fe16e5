package cli

import (
	"context"
	"fmt"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/tracewright/tracewright/api"
	"github.com/tracewright/tracewright/client"
	"github.com/tracewright/tracewright/internal/erp"
)

func (p *program) orderImport() *cobra.Command {
	var f client.OrderFile
	cmd := &cobra.Command{
		Use:   "import FILE",
		Short: "Make and change work orders as a CSV file of the ERP says",
		Long: `Make and change work orders as a CSV file of the ERP says: all of them, or none.

Orders are known by the ERP's number: one that is new is made, one that differs
is changed, and the same file again changes nothing. The first line is a header;
the columns are ` + fieldWords() + `, in any order and by
their usual names (docs/orders.md lists them). Only the number is needed, and
part and quantity for a new order; an empty cell leaves what is known. A column
whose header is not known is a fault, until --column says what it holds or
--ignore that it means nothing. "-" reads standard input.

Every fault of the file is told with its line and column, and with one of them
nothing is recorded.`,
		Example: `  tracewright order import orders.csv --dry-run
  tracewright order import orders.csv --column part=Artikel --column quantity=Menge --ignore Werk`,
		Args: cobra.ExactArgs(1),
	}
	flags := cmd.Flags()
	flags.BoolVar(&f.DryRun, "dry-run", false, "say what would change, and record nothing")
	flags.StringArrayVar(&f.Columns, "column", nil, "`FIELD=HEADER`: what a column holds")
	flags.StringArrayVar(&f.Ignore, "ignore", nil, "`HEADER` of a column that means nothing here")
	flags.StringSliceVar(&f.Confirm, "confirm", nil, "`codes` of questions that this answers with yes")
	flags.StringVar(&f.ID, "id", "", "`id` of the command; the same id gets the same answer (default: a new one)")
	return withFormats(p.with(cmd, func() bool { return !f.DryRun }, func(ctx context.Context, c *connection) error {
		name := cmd.Flags().Arg(0)
		src, err := p.readFile(name)
		if err != nil {
			return err
		}
		if len(src) > erp.MaxBytes {
			return usagef("%s has more than %d MiB: part it", name, erp.MaxBytes>>20)
		}
		out, err := c.ImportOrders(ctx, src, f)
		if err != nil {
			return err
		}
		return p.showOrderImport(name, out)
	}), "text", "json")
}

func fieldWords() string {
	return strings.Join(words(erp.Fields()...), ", ")
}

func (p *program) showOrderImport(name string, out *api.OrderImport) error {
	if p.format == "json" {
		if err := p.printJSON(out); err != nil {
			return err
		}
	} else if err := p.printOrderImport(name, out); err != nil {
		return err
	}
	if len(out.Faults) > 0 {
		return errRefused
	}
	return nil
}

func (p *program) printOrderImport(name string, out *api.OrderImport) error {
	for _, f := range out.Faults {
		at := fmt.Sprintf("%s:%d", name, f.Line)
		if f.Column != 0 {
			at += fmt.Sprintf(":%d", f.Column)
		}
		code := ""
		if f.Code != "" {
			code = f.Code + " "
		}
		p.talkf("%s: %s%s. %s.\n", at, code, strings.TrimSuffix(f.Message, "."), strings.TrimSuffix(f.Fix, "."))
	}
	if len(out.Faults) > 0 {
		p.talkf("%s: nothing is recorded.\n", count(int64(len(out.Faults)), "fault", "faults"))
		return nil
	}
	w := tabwriter.NewWriter(p.std.Out, 0, 0, 2, ' ', 0)
	for _, o := range out.Orders {
		act := "change"
		if o.New {
			act = "new"
		}
		var what []string
		for _, c := range o.Changes {
			switch {
			case c.Old == "" || o.New:
				if c.New != "0" {
					what = append(what, c.Field+" "+c.New)
				}
			case c.New == "":
				what = append(what, c.Field+" no longer "+c.Old)
			default:
				what = append(what, c.Field+" "+c.Old+" -> "+c.New)
			}
		}
		fmt.Fprintf(w, "%s\t%s\t%s\n", act, o.Order, strings.Join(what, ", "))
	}
	if err := w.Flush(); err != nil {
		return err
	}
	p.printf("%d new, %d changed, %d as they were.\n", out.Made, out.Changed, out.Same)
	if out.DryRun {
		p.talkf("Nothing is recorded: this was a dry run.\n")
	}
	return nil
}

package cli

import (
	"context"
	"fmt"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/tracewright/tracewright/api"
	"github.com/tracewright/tracewright/client"
)

func (p *program) refusal() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "refusal",
		Short: "See what error-proofing caught",
		Args:  cobra.NoArgs,
	}
	cmd.AddCommand(p.refusalList(), p.refusalCounts())
	return cmd
}

// refusalFlags pick refusals.
type refusalFlags struct {
	filter      client.RefusalFilter
	from, until string
}

func (f *refusalFlags) add(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringVar(&f.filter.Code, "code", "", "with this `code`")
	flags.StringVar(&f.filter.Rule, "rule", "", "by this `rule`")
	flags.StringVar(&f.filter.Station, "station", "", "at this `station`")
	flags.StringVar(&f.filter.Part, "part", "", "of objects of this `part`")
	flags.StringVar(&f.filter.Answer, "answer", "", "refuse or ask (default: both)")
	flags.StringVar(&f.from, "from", "", "from `when` on: "+timeForms)
	flags.StringVar(&f.until, "until", "", "before `when`: "+timeForms)
}

func (f *refusalFlags) read() (err error) {
	if f.filter.From, err = when("from", f.from); err != nil {
		return err
	}
	f.filter.Until, err = when("until", f.until)
	return err
}

func (p *program) refusalList() *cobra.Command {
	var f refusalFlags
	cmd := &cobra.Command{
		Use:     "list",
		Short:   "List commands that were refused or asked back, the last first",
		Example: "  tracewright refusal list --station ST-30 --from 2026-11-22",
		Args:    cobra.NoArgs,
	}
	f.add(cmd)
	return withFormats(p.ask(cmd, func(ctx context.Context, c *connection) error {
		if err := f.read(); err != nil {
			return err
		}
		refusals, err := allPages(func(page client.Page) (*api.List[api.Refusal], error) {
			f.filter.Page = page
			return c.Refusals(ctx, f.filter)
		})
		if err != nil {
			return err
		}
		return p.showRefusals(refusals)
	}), "text", "json")
}

func (p *program) showRefusals(refusals []api.Refusal) error {
	if p.format == "json" {
		return p.printJSON(refusals)
	}
	if len(refusals) == 0 {
		p.printf("Nothing was refused.\n")
		return nil
	}
	w := tabwriter.NewWriter(p.std.Out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "ENTRY\tWHEN\tANSWER\tCODE\tRULE\tVERB\tSTATION\tOBJECT\tPART\tCAUSE\tWHO")
	for _, r := range refusals {
		object := ""
		if r.Object != nil {
			object = r.Object.Name
		}
		fmt.Fprintf(w, "%d\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n",
			r.Entry, stamp(r.OccurredAt), r.Answer, r.Code, r.Rule, r.Verb, r.Station, object, r.Part, r.Cause, r.Actor)
	}
	return w.Flush()
}

func (p *program) refusalCounts() *cobra.Command {
	var f refusalFlags
	cmd := &cobra.Command{
		Use:     "counts",
		Short:   "Count refusals by code, station, part and shift, the most frequent first",
		Example: "  tracewright refusal counts --from 2026-11-22",
		Args:    cobra.NoArgs,
	}
	f.add(cmd)
	return withFormats(p.ask(cmd, func(ctx context.Context, c *connection) error {
		if err := f.read(); err != nil {
			return err
		}
		list, err := c.RefusalCounts(ctx, f.filter)
		if err != nil {
			return err
		}
		return p.showRefusalCounts(list.Items)
	}), "text", "json")
}

func (p *program) showRefusalCounts(counts []api.RefusalCount) error {
	if p.format == "json" {
		return p.printJSON(counts)
	}
	if len(counts) == 0 {
		p.printf("Nothing was refused.\n")
		return nil
	}
	w := tabwriter.NewWriter(p.std.Out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "CODE\tRULE\tSTATION\tPART\tSHIFT\tREFUSED\tASKED")
	for _, c := range counts {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%d\t%d\n", c.Code, c.Rule, c.Station, c.Part, c.Shift, c.Refused, c.Asked)
	}
	return w.Flush()
}

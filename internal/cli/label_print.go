package cli

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/tracewright/tracewright/api"
	"github.com/tracewright/tracewright/client"
	"github.com/tracewright/tracewright/internal/config"
	"github.com/tracewright/tracewright/internal/track"
)

// queueOptions are the flags of label print for what the plant knows.
type queueOptions struct {
	at     string // station
	copies int
}

// queueLabel has the plant print a label of something that it knows.
func (p *program) queueLabel(ctx context.Context, args []string, o renderOptions, to string, q queueOptions) error {
	if o.records != "" || o.plant != "" || len(o.fonts) > 0 || o.native {
		return usagef("--records, --plant, --font and --native are for labels that are printed without the plant: leave them out, or --object")
	}
	if strings.Contains(to, ":") {
		return usagef("--printer is the code of a printer of the plant definition where the plant knows what the label is for, such as ZD-1; the plant keeps the print job")
	}
	command := track.Print{Label: args[0], Object: track.Ref(o.object), Order: o.order, Place: o.station, Printer: to, Copies: q.copies}
	for _, field := range args[1:] {
		name, value, ok := strings.Cut(field, "=")
		if !ok {
			return usagef("%q is not FIELD=VALUE", field)
		}
		command.Fields = append(command.Fields, track.PrintField{Name: name, Value: strings.ReplaceAll(value, `\n`, "\n")})
	}
	c, err := p.connect(ctx, writes)
	if err != nil {
		return err
	}
	a, err := c.Do(ctx, api.Command{Verb: "print", Station: q.at, Args: command})
	if err == nil {
		p.format = "text"
		err = p.showAnswer(a)
	}
	if err == nil && c.base == localBase {
		p.talkf("No server runs on the store: the label is printed when one does.\n")
	}
	return errors.Join(explain(err), c.close())
}

func (p *program) labelJobs() *cobra.Command {
	var f client.PrintFilter
	var object string
	var all bool
	cmd := &cobra.Command{
		Use:   "jobs",
		Short: "List the print jobs that something is still to be done with",
		Long: `List the print jobs that something is still to be done with, the last queued
first: those that wait or have failed, those of which nobody knows whether they
were printed, and those whose label must still be scanned back.`,
		Example: "  tracewright label jobs --printer ZD-1\n  tracewright label jobs --object SN000129 --all",
		Args:    cobra.NoArgs,
	}
	cmd.Flags().StringVar(&f.Printer, "printer", "", "of this `printer`")
	cmd.Flags().StringVar(&f.Label, "label", "", "of this `label`")
	cmd.Flags().StringVar(&f.Order, "order", "", "of this work `order`")
	cmd.Flags().StringVar(&f.State, "state", "", "in this `state`: queued, sending, sent, accepted, failed, unknown, verified or cancelled")
	cmd.Flags().StringVar(&object, "object", "", "`code` of the object that they are for")
	cmd.Flags().BoolVar(&all, "all", false, "those that are done, too")
	return withFormats(p.ask(cmd, func(ctx context.Context, c *connection) error {
		if f.Open = !all && f.State == ""; object != "" {
			o, err := c.Object(ctx, object)
			if err != nil {
				return err
			}
			f.Object = o.ID
		}
		jobs, err := allPages(func(page client.Page) (*api.List[api.PrintJob], error) {
			f.Page = page
			return c.PrintJobs(ctx, f)
		})
		if err != nil {
			return err
		}
		return p.showPrintJobs(jobs)
	}), "text", "json")
}

func (p *program) showPrintJobs(jobs []api.PrintJob) error {
	if p.format == "json" {
		return p.printJSON(jobs)
	}
	if len(jobs) == 0 {
		p.printf("There is no such print job.\n")
		return nil
	}
	w := tabwriter.NewWriter(p.std.Out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "JOB\tSTATE\tLABEL\tFOR\tPRINTER\tCOPIES\tSINCE\tPROBLEM")
	for _, j := range jobs {
		subject := j.Order + j.Place
		if j.Object != nil {
			subject = j.Object.Name
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%d\t%s\t%s\n", j.ID, j.State, j.Label, subject, j.Printer, j.Copies, stamp(j.At), j.Problem)
	}
	return w.Flush()
}

func (p *program) labelReprint() *cobra.Command {
	var again track.Reprint
	var at string
	cmd := &cobra.Command{
		Use:   "reprint JOB --reason WHY",
		Short: "Print a label again",
		Long: `Print a label again. Nothing is printed twice by itself: where a printer fell
silent, look whether the label came out, and then print it again with a reason.`,
		Example: `  tracewright label reprint J-129 --reason torn`,
		Args:    cobra.ExactArgs(1),
	}
	cmd.Flags().StringVar(&again.Reason, "reason", "", "`why` it is printed again; needed")
	cmd.Flags().StringVar(&again.Printer, "printer", "", "`code` of another printer")
	cmd.Flags().IntVar(&again.Copies, "copies", 0, "how `many` (default: 1)")
	cmd.Flags().StringVar(&at, "at", "", "`station` at which it is done")
	return withFormats(p.change(cmd, func(ctx context.Context, c *connection) error {
		again.Job = cmd.Flags().Arg(0)
		a, err := c.Do(ctx, api.Command{Verb: "reprint", Station: at, Args: again})
		if err != nil {
			return err
		}
		return p.showAnswer(a)
	}), "text", "json")
}

// addQueueFlags gives label print the flags for what the plant knows.
func addQueueFlags(cmd *cobra.Command, o *renderOptions, q *queueOptions) {
	config.AddFlags(cmd.Flags(), "server", "token", "tls-ca")
	cmd.Flags().StringVar(&o.object, "object", "", "`code` of the object that it is for: the plant prints it, and keeps the job")
	cmd.Flags().StringVar(&o.order, "order", "", "`number` of the work order that it is for")
	cmd.Flags().StringVar(&o.station, "station", "", "`code` of the station that it is for")
	cmd.Flags().StringVar(&q.at, "at", "", "`station` whose printer prints it")
	cmd.Flags().IntVar(&q.copies, "copies", 0, "how `many` (default: 1), of what the plant knows")
}

package cli

import (
	"context"
	"fmt"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/tracewright/tracewright/api"
	"github.com/tracewright/tracewright/client"
)

func (p *program) equipment() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "equipment",
		Short: "Show tools and gauges, and record their calibrations",
		Args:  cobra.NoArgs,
	}
	cmd.AddCommand(p.equipmentList(), p.equipmentShow(), p.equipmentCalibrate())
	return cmd
}

func (p *program) equipmentList() *cobra.Command {
	var f client.EquipmentFilter
	var due string
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List tools and gauges with their last calibration",
		Example: `  tracewright equipment list --state overdue
  tracewright equipment list --kind gauge --due-before 2026-12-31`,
		Args: cobra.NoArgs,
	}
	cmd.Flags().StringVar(&f.Kind, "kind", "", "of this `kind`: tool, fixture, cavity, gauge, machine or carrier")
	cmd.Flags().StringVar(&f.State, "state", "", "in this `state`: good, overdue, failed, missing or unneeded")
	cmd.Flags().StringVar(&due, "due-before", "", "due before this `time`: "+timeForms)
	return withFormats(p.ask(cmd, func(ctx context.Context, c *connection) error {
		var err error
		if f.DueBefore, err = when("due-before", due); err != nil {
			return err
		}
		all, err := allPages(func(page client.Page) (*api.List[api.Equipment], error) {
			f.Page = page
			return c.EquipmentList(ctx, f)
		})
		if err != nil {
			return err
		}
		if p.format == "json" {
			return p.printJSON(all)
		}
		return p.showEquipment(all)
	}), "text", "json")
}

func (p *program) showEquipment(all []api.Equipment) error {
	if len(all) == 0 {
		p.printf("There is no such equipment. The plant definition names what there is.\n")
		return nil
	}
	w := tabwriter.NewWriter(p.std.Out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "CODE\tKIND\tSTATE\tDUE\tCALIBRATED\tCERTIFICATE\tNAME")
	for _, e := range all {
		last := api.Calibration{}
		if e.Last != nil {
			last = *e.Last
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\t%s\n", e.Code, e.Kind, e.State, stamp(last.Due), stamp(last.At), last.Certificate, e.Name)
	}
	return w.Flush()
}

func (p *program) equipmentShow() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "show CODE",
		Short: "Show the calibrations of a tool or gauge, and what is in doubt",
		Long: `Show the calibrations of a tool or gauge, and what is in doubt.

Where the last calibration has found it bad, all that was made or measured with
it since its last good check is counted. "hold place --where" holds all of it.`,
		Example: "  tracewright equipment show TQ-3",
		Args:    cobra.ExactArgs(1),
	}
	return withFormats(p.ask(cmd, func(ctx context.Context, c *connection) error {
		e, err := c.Equipment(ctx, cmd.Flags().Arg(0))
		if err != nil {
			return err
		}
		made, err := allPages(func(page client.Page) (*api.List[api.Calibration], error) {
			return c.Calibrations(ctx, e.Code, page)
		})
		if err != nil {
			return err
		}
		if p.format == "json" {
			return p.printJSON(struct {
				*api.EquipmentDetail
				Calibrations []api.Calibration `json:"calibrations"`
			}{e, made})
		}
		if err := p.showEquipment([]api.Equipment{e.Equipment}); err != nil {
			return err
		}
		p.showDoubt(e)
		return p.showCalibrations(made)
	}), "text", "json")
}

// showDoubt says what was done with a piece of equipment that was found bad.
func (p *program) showDoubt(e *api.EquipmentDetail) {
	d := e.Doubt
	switch {
	case d == nil:
		return
	case d.Objects == 0:
		p.printf("It was found bad; nothing was made or measured with it since its last good check.\n")
		return
	}
	number, since := count(int64(d.Objects), "object", "objects"), "ever"
	if d.More {
		number = "more than " + number
	}
	if !d.From.IsZero() {
		since = "since " + stamp(d.From)
	}
	p.printf("It was found bad; made or measured with it %s: %s.\n", since, number)
	p.printf("Hold them: tracewright hold place --where equipment=%s,since=check --reason \"%s was found bad\"\n", e.Code, e.Code)
}

func (p *program) showCalibrations(made []api.Calibration) error {
	if len(made) == 0 {
		return nil
	}
	w := tabwriter.NewWriter(p.std.Out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "CALIBRATED\tFOUND\tLEFT\tDUE\tCERTIFICATE\tLAB\tENTRY")
	for _, c := range made {
		entry := fmt.Sprint(c.Entry)
		if c.VoidSeq != 0 {
			entry += fmt.Sprintf(" (declared wrong by %d)", c.VoidSeq)
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\t%s\n", stamp(c.At), c.Found, c.Left, stamp(c.Due), c.Certificate, c.Lab, entry)
	}
	return w.Flush()
}

func (p *program) equipmentCalibrate() *cobra.Command {
	var f commandFlags
	var found, left, due, certificate, lab, made string
	cmd := &cobra.Command{
		Use:   "calibrate CODE",
		Short: "Record a calibration of a tool or gauge, or a check of it",
		Long: `Record a calibration of a tool or gauge, or a check of it.

Say how it was found, before anything was adjusted, and how it was left. Where it
was found bad, the answer counts what was made or measured with it since its last
good check. "do calibrate" takes the single readings too.`,
		Example: `  tracewright equipment calibrate TQ-3 --found pass --certificate K-114 --at 2026-11-20
  tracewright equipment calibrate TQ-3 --found fail --left pass --lab "DAkkS lab 4"`,
		Args: cobra.ExactArgs(1),
	}
	f.add(p, cmd)
	flags := cmd.Flags()
	flags.StringVar(&found, "found", "", "how it was found: `pass` or fail")
	flags.StringVar(&left, "left", "", "how it was left: `pass` or fail (default: as it was found)")
	flags.StringVar(&due, "due", "", "until just before `when` it is good: "+timeForms+" (default: as the plant definition says)")
	flags.StringVar(&certificate, "certificate", "", "`number` of the certificate")
	flags.StringVar(&lab, "lab", "", "`who` has done it")
	flags.StringVar(&made, "at", "", "`when` it was done: "+timeForms+" (default: now)")
	return withFormats(p.change(cmd, func(ctx context.Context, c *connection) error {
		if found == "" {
			return usagef("say by --found how it was found: pass or fail")
		}
		args := map[string]any{"equipment": cmd.Flags().Arg(0), "found": found}
		for name, value := range map[string]string{"left": left, "certificate": certificate, "lab": lab} {
			if value != "" {
				args[name] = value
			}
		}
		until, err := when("due", due)
		if err != nil {
			return err
		}
		if !until.IsZero() {
			args["due"] = until
		}
		command := f.command("calibrate", args)
		if command.OccurredAt, err = when("at", made); err != nil {
			return err
		}
		a, err := c.Do(ctx, command)
		if err != nil {
			return err
		}
		return p.showAnswer(a)
	}), "text", "json")
}

package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/tracewright/tracewright/api"
)

func (p *program) scan() *cobra.Command {
	var f commandFlags
	cmd := &cobra.Command{
		Use:   "scan --station STATION CODE…",
		Short: "Read a code at a station, as a scanner does",
		Long: `Read a code at a station, as a scanner does.

The answer is PERMIT, REFUSE or ASK, with the reason and the next step. The exit
code is 0 when it was permitted and 1 when it was not. Several codes are those of
one label, such as its bars of part, quantity and serial number: one act.`,
		Example: `  tracewright scan --station ST-30 --operator B-117 SN000129
  tracewright scan --station ST-30 P4711 Q24 S000042`,
		Args: cobra.MinimumNArgs(1),
	}
	f.add(p, cmd)
	f.addWhen(cmd)
	return withFormats(p.change(cmd, func(ctx context.Context, c *connection) error {
		if f.station == "" {
			return usagef("a scan is made at a station: name it by --station")
		}
		s := api.Scan{ID: f.id, Code: cmd.Flags().Arg(0), Codes: cmd.Flags().Args()[1:], Position: f.position, Operator: f.operator, Confirm: f.confirm}
		if f.report {
			s.Mode = "report"
		}
		var err error
		if s.OccurredAt, err = f.when(); err != nil {
			return err
		}
		a, err := c.Scan(ctx, f.station, s)
		if err != nil {
			return err
		}
		return p.showAnswer(a)
	}), "text", "json")
}

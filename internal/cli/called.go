package cli

import (
	"cmp"
	"context"
	"fmt"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/tracewright/tracewright/api"
)

func (p *program) called() *cobra.Command {
	var at string
	cmd := &cobra.Command{
		Use:   "called IDENTIFIER",
		Short: "List what is and was called so, and when",
		Long: `List what is and was called so, and when. An identifier may be given again, by
another issuer or after it was withdrawn; --at picks what a scan at a time means.

The commands identify, relabel and withdraw change what an object is called.`,
		Example: `  tracewright called ASSET-7
  tracewright called ASSET-7 --at 2026-01-05T14:30:00Z
  tracewright do identify object=SN000129 value=4711 scheme=customer issuer=ACME
  tracewright do relabel object=SN000129 old=ASSET-7 value=ASSET-8 reason=torn`,
		Args: cobra.ExactArgs(1),
	}
	cmd.Flags().StringVar(&at, "at", "", "only what it means at this `time`, such as "+timeForms)
	return withFormats(p.ask(cmd, func(ctx context.Context, c *connection) error {
		t, err := when("at", at)
		if err != nil {
			return err
		}
		list, err := c.Called(ctx, cmd.Flags().Arg(0), t)
		if err != nil {
			return err
		}
		if p.format == "json" {
			return p.printJSON(list.Items)
		}
		return p.showCalled(list.Items)
	}), "table", "json")
}

func (p *program) showCalled(list []api.Called) error {
	w := tabwriter.NewWriter(p.std.Out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "KIND\tNAME\tPART\tSCHEME\tISSUER\tFROM\tUNTIL")
	for i := range list {
		n := &list[i]
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\t%s\n", n.Object.Kind, nameOf(&n.Object), cmp.Or(n.Object.Part, "-"), n.Scheme, cmp.Or(n.Issuer, "-"),
			stamp(n.ValidFrom), stamp(n.ValidTo))
	}
	return w.Flush()
}

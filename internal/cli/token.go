package cli

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"
)

func (p *program) tokens() *cobra.Command {
	cmd := &cobra.Command{Use: "token", Short: "Make, list and revoke access tokens", Args: cobra.NoArgs}
	cmd.AddCommand(p.tokenCreate(), p.tokenList(), p.tokenRevoke())
	return cmd
}

func (p *program) tokenCreate() *cobra.Command {
	var call adminCall
	var expires string
	cmd := &cobra.Command{
		Use:   "create NAME",
		Short: "Make a token for a service, a device or a person",
		Long: `Make a token for a service, a device or a person.

The token is printed once and kept as a hash. One that speaks for a person has
the roles of that person.`,
		Example: `  tracewright token create scanner-7 --role device --station ST-30
  tracewright token create dashboard --role auditor --expires 2027-01-01`,
		Args: cobra.ExactArgs(1),
	}
	p.addProfile(cmd, &call)
	cmd.Flags().StringVar(&call.Person, "person", "", "it speaks for the person with this `id`")
	cmd.Flags().StringVar(&expires, "expires", "", "it ends at this `time`, as "+timeForms+" (default: never)")
	return withFormats(p.change(cmd, func(ctx context.Context, c *connection) error {
		call.Name = cmd.Flags().Arg(0)
		var err error
		if call.Expires, err = when("expires", expires); err != nil {
			return err
		}
		var row tokenRow
		if err := c.admin(ctx, http.MethodPost, "/admin/tokens", &call, &row); err != nil {
			return err
		}
		if p.format == "json" {
			return p.printJSON(row)
		}
		p.printf("%s\n", row.Secret)
		p.talkf("Token %s; it is shown this once.\n", row.ID)
		return nil
	}), "text", "json")
}

// addProfile adds what a person or a service may do.
func (p *program) addProfile(cmd *cobra.Command, c *adminCall) {
	choices(cmd, &c.Roles, "role", roleNames, "`roles` it has")
	cmd.Flags().StringSliceVar(&c.Lines, "line", nil, "only on these `lines`")
	cmd.Flags().StringSliceVar(&c.Stations, "station", nil, "only at these `stations`")
	p.completeStations(cmd)
}

func (p *program) tokenList() *cobra.Command {
	cmd := &cobra.Command{Use: "list", Short: "List the tokens", Args: cobra.NoArgs}
	return withFormats(p.ask(cmd, func(ctx context.Context, c *connection) error {
		var rows []tokenRow
		if err := c.admin(ctx, http.MethodGet, "/admin/tokens", nil, &rows); err != nil {
			return err
		}
		if p.format == "json" {
			return p.printJSON(rows)
		}
		w := tabwriter.NewWriter(p.std.Out, 0, 0, 2, ' ', 0)
		fmt.Fprintln(w, "TOKEN\tNAME\tROLES\tWHERE\tCREATED\tLAST USED\tEXPIRES\tREVOKED")
		for _, r := range rows {
			name := r.Name
			if r.Person != "" {
				name += " (" + r.Person + ")"
			}
			fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", r.ID, name, strings.Join(r.Roles, ","), where(r.Lines, r.Stations),
				stamp(r.Created), stamp(r.LastUsed), stamp(r.Expires), stamp(r.Revoked))
		}
		return w.Flush()
	}), "text", "json")
}

func where(lines, stations []string) string {
	if len(lines)+len(stations) == 0 {
		return "everywhere"
	}
	return strings.Join(append(append([]string{}, lines...), stations...), ",")
}

func (p *program) tokenRevoke() *cobra.Command {
	cmd := &cobra.Command{Use: "revoke TOKEN", Short: "End a token, named by its id", Args: cobra.ExactArgs(1)}
	return withFormats(p.change(cmd, func(ctx context.Context, c *connection) error {
		return p.showDone(c.admin(ctx, http.MethodPost, "/admin/tokens/revoke", &adminCall{ID: cmd.Flags().Arg(0)}, nil))
	}), "text", "json")
}

package cli

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/tracewright/tracewright/internal/auth"
)

func (p *program) tokens() *cobra.Command {
	cmd := &cobra.Command{Use: "token", Short: "Make, list and revoke access tokens", Args: cobra.NoArgs}
	cmd.AddCommand(p.tokenCreate(), p.tokenList(), p.tokenGrant(), p.tokenRevoke())
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
the roles of that person.

A partner sees of the EPCIS events what it has reported itself, and what one of
the queries --sees asks for. They are parameters of GET /epcis/events.`,
		Example: `  tracewright token create scanner-7 --role device --station ST-30
  tracewright token create ACME --role partner --sees "EQ_destination_owning_party=urn:epc:id:pgln:9521321.00001"
  tracewright token create dashboard --role auditor --expires 2027-01-01`,
		Args: cobra.ExactArgs(1),
	}
	p.addProfile(cmd, &call)
	cmd.Flags().StringVar(&call.Person, "person", "", "it speaks for the person with this `id`")
	addSees(cmd, &call)
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

func addSees(cmd *cobra.Command, c *adminCall) {
	cmd.Flags().StringArrayVar(&c.Sees, "sees", nil, "it sees the EPCIS events that this `query` asks for; may be given several times")
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
		fmt.Fprintln(w, "TOKEN\tNAME\tROLES\tWHERE\tSEES\tCREATED\tLAST USED\tEXPIRES\tREVOKED")
		for _, r := range rows {
			name := r.Name
			if r.Person != "" {
				name += " (" + r.Person + ")"
			}
			fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", r.ID, name, strings.Join(r.Roles, ","), where(r.Lines, r.Stations), sees(&r),
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

// sees says what a token sees: what its roles let it see, or what it was granted.
func sees(r *tokenRow) string {
	switch {
	case !slices.Equal(r.Roles, []string{string(auth.RolePartner)}):
		return "all"
	case len(r.Sees) == 0:
		return "its own"
	}
	return "its own, " + strings.Join(r.Sees, ", ")
}

func (p *program) tokenGrant() *cobra.Command {
	var call adminCall
	cmd := &cobra.Command{
		Use:   "grant TOKEN",
		Short: "Set what the token of a partner sees of the EPCIS events",
		Long: `Set what the token of a partner sees of the EPCIS events.

It sees what it has reported itself, and what one of the queries asks for: they
take the place of those that it had. Without any, only its own is left.`,
		Example: `  tracewright token grant k3v7m2q9 --sees "EQ_bizTransaction_po=urn:tracewright:order:PO-7" --sees "WD_bizLocation=urn:epc:id:sgln:9521321.00002.0"
  tracewright token grant k3v7m2q9 --sees "MATCH_anyEPC=urn:epc:idpat:sgtin:9521321.012345.*&EQ_bizStep=shipping"`,
		Args: cobra.ExactArgs(1),
	}
	addSees(cmd, &call)
	return withFormats(p.change(cmd, func(ctx context.Context, c *connection) error {
		call.ID = cmd.Flags().Arg(0)
		return p.showDone(c.admin(ctx, http.MethodPost, "/admin/tokens/grant", &call, nil))
	}), "text", "json")
}

func (p *program) tokenRevoke() *cobra.Command {
	cmd := &cobra.Command{Use: "revoke TOKEN", Short: "End a token, named by its id", Args: cobra.ExactArgs(1)}
	return withFormats(p.change(cmd, func(ctx context.Context, c *connection) error {
		return p.showDone(c.admin(ctx, http.MethodPost, "/admin/tokens/revoke", &adminCall{ID: cmd.Flags().Arg(0)}, nil))
	}), "text", "json")
}

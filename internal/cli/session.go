package cli

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/tracewright/tracewright/api"
)

// pinNeeded is the code of a badge that does not sign in alone.
const pinNeeded = "H456"

func (p *program) signIn() *cobra.Command {
	var station, badge string
	cmd := &cobra.Command{
		Use:   "sign-in [--station STATION]",
		Short: "Sign somebody in at a station, by badge and PIN",
		Long: `Sign somebody in at a station, by badge and PIN.

The token of the session is printed: whoever gives it by --token or
TRACEWRIGHT_TOKEN acts as this person at this station, until the session ends.
Without a station it is a session of a terminal that moves, as that of a
forklift. Signing in again at the same place finds the same session, with a new
token in place of the old one.

The badge is read from standard input where --badge does not give it, and so is
the PIN, if the badge needs one.`,
		Example: `  tracewright sign-in --station ST-30 --badge B-117
  TRACEWRIGHT_TOKEN=tws_… tracewright scan --station ST-30 SN000129`,
		Args: cobra.NoArgs,
	}
	cmd.Flags().StringVar(&station, "station", "", "`station` to work at (default: none)")
	cmd.Flags().StringVar(&badge, "badge", "", "`badge`, as its reader reads it")
	return withFormats(p.change(cmd, func(ctx context.Context, c *connection) error {
		in := api.SignIn{Badge: badge}
		var err error
		if in.Badge == "" {
			if in.Badge, err = p.secret("Read the badge: "); err != nil {
				return err
			}
		}
		made, err := c.SignIn(ctx, station, in)
		var problem *api.Problem
		if errors.As(err, &problem) && problem.Code == pinNeeded {
			if in.PIN, err = p.secret("PIN: "); err != nil {
				return err
			}
			made, err = c.SignIn(ctx, station, in)
		}
		if err != nil {
			return err
		}
		if p.format == "json" {
			return p.printJSON(made)
		}
		p.printf("%s\n", made.Token)
		p.talkf("%s is signed in%s, session %s; it ends when it is not used until %s.\n",
			made.Session.Name, atStation(made.Session.Station), made.Session.ID, stamp(made.Session.ExpiresAt))
		return nil
	}), "text", "json")
}

func atStation(station string) string {
	if station == "" {
		return ""
	}
	return " at " + station
}

func (p *program) signOut() *cobra.Command {
	var station, badge string
	cmd := &cobra.Command{
		Use:   "sign-out SESSION | --station STATION --badge BADGE",
		Short: "End a session, by its id or by the badge at the station",
		Long: `End a session, by its id or by the badge at the station.

SESSION is the id that "tracewright who" shows. Nothing else ends: what was begun
at the station stays in work.`,
		Example: `  tracewright sign-out --station ST-30 --badge B-117
  tracewright sign-out ss-k3j7aqbz2m5xw4vt`,
		Args: cobra.MaximumNArgs(1),
	}
	cmd.Flags().StringVar(&station, "station", "", "`station` to leave")
	cmd.Flags().StringVar(&badge, "badge", "", "`badge`, as its reader reads it")
	return withFormats(p.change(cmd, func(ctx context.Context, c *connection) error {
		out := &api.List[api.Session]{}
		switch id := cmd.Flags().Arg(0); {
		case id != "" && station == "" && badge == "":
			ended, err := c.EndSession(ctx, id)
			if err != nil {
				return err
			}
			out.Items = append(out.Items, *ended)
		case id == "" && station != "" && badge != "":
			var err error
			if out, err = c.SignOut(ctx, station, badge); err != nil {
				return err
			}
		default:
			return usagef("name either the session, or the station and the badge")
		}
		if p.format == "json" {
			return p.printJSON(out)
		}
		for i := range out.Items {
			p.printf("Session %s has ended.\n", out.Items[i].ID)
		}
		if len(out.Items) == 0 {
			p.printf("Nobody is signed in with this badge%s.\n", atStation(station))
		}
		return nil
	}), "text", "json")
}

func (p *program) who() *cobra.Command {
	var station string
	cmd := &cobra.Command{Use: "who", Short: "List who is signed in", Example: "  tracewright who --station ST-30", Args: cobra.NoArgs}
	cmd.Flags().StringVar(&station, "station", "", "only at this `station`")
	return withFormats(p.ask(cmd, func(ctx context.Context, c *connection) error {
		list, err := c.Sessions(ctx, station)
		if err != nil {
			return err
		}
		if p.format == "json" {
			return p.printJSON(list)
		}
		w := tabwriter.NewWriter(p.std.Out, 0, 0, 2, ' ', 0)
		fmt.Fprintln(w, "SESSION\tPERSON\tNAME\tROLES\tSTATION\tTERMINAL\tSINCE\tENDS UNUSED")
		for _, v := range list.Items {
			fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", v.ID, v.Person, v.Name, strings.Join(v.Roles, ","), v.Station, v.Device,
				stamp(v.OpenedAt), stamp(v.ExpiresAt))
		}
		return w.Flush()
	}), "text", "json")
}

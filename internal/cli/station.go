package cli

import (
	"context"
	"fmt"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/tracewright/tracewright/api"
	"github.com/tracewright/tracewright/client"
)

func (p *program) station() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "station",
		Short: "Show the stations: state, work and calls",
		Long: `Show the stations: state, work and calls.

The state of a station is told by "do station-state".`,
		Args: cobra.NoArgs,
	}
	cmd.AddCommand(p.stationList(), p.stationShow())
	return cmd
}

func (p *program) stationList() *cobra.Command {
	cmd := &cobra.Command{
		Use:     "list",
		Short:   "List the stations",
		Example: "  tracewright station list",
		Args:    cobra.NoArgs,
	}
	return withFormats(p.ask(cmd, func(ctx context.Context, c *connection) error {
		list, err := c.Stations(ctx)
		if err != nil {
			return err
		}
		if p.format == "json" {
			return p.printJSON(list.Items)
		}
		return p.showStations(list.Items)
	}), "text", "json")
}

func (p *program) showStations(stations []api.Station) error {
	w := tabwriter.NewWriter(p.std.Out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "STATION\tLINE\tSTATE\tSINCE\tWHY\tIN WORK\tCALLS")
	for i := range stations {
		st := &stations[i]
		state, since, why := "not told", "", ""
		if st.State != nil {
			state, since, why = st.State.State, stamp(st.State.Since), reasonOf(st.State)
			if st.State.LockedOut {
				state += ", locked out"
			}
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%d\t%d\n", st.Code, st.Line, state, since, why, st.Working, len(st.Calls))
	}
	return w.Flush()
}

// reasonOf is why a station is in a state.
func reasonOf(s *api.StationState) string {
	if s.Reason != "" && s.Note != "" {
		return s.Reason + ": " + s.Note
	}
	return s.Reason + s.Note
}

// shownStates is how many states of a station are shown.
const shownStates = 20

func (p *program) stationShow() *cobra.Command {
	cmd := &cobra.Command{
		Use:     "show STATION",
		Short:   "Show a station: work, calls, and its last states",
		Example: "  tracewright station show ST-20",
		Args:    cobra.ExactArgs(1),
	}
	return withFormats(p.ask(cmd, func(ctx context.Context, c *connection) error {
		st, err := c.Station(ctx, cmd.Flags().Arg(0))
		if err != nil {
			return err
		}
		if p.format == "json" {
			return p.printJSON(st)
		}
		states, err := c.StationStates(ctx, st.Code, client.Page{Limit: shownStates})
		if err != nil {
			return err
		}
		return p.showStation(st, states.Items)
	}), "text", "json")
}

func (p *program) showStation(st *api.Station, states []api.StationState) error {
	if err := p.showStations([]api.Station{*st}); err != nil {
		return err
	}
	w := tabwriter.NewWriter(p.std.Out, 0, 0, 2, ' ', 0)
	p.heading(w, "In work", len(st.InWork))
	for i := range st.InWork {
		v := &st.InWork[i]
		fmt.Fprintf(w, "  %s\t%s\t%s\t%s\n", nameOf(&v.Object), v.Operation, v.Position, stamp(v.Started))
	}
	p.heading(w, "States", len(states))
	for i := range states {
		s := &states[i]
		fmt.Fprintf(w, "  %s\t%s\t%s\t%s\t%s\n", stamp(s.Since), stamp(s.Until), s.State, s.Source, reasonOf(s))
	}
	if p.heading(w, "Calls", len(st.Calls)); len(st.Calls) == 0 {
		return w.Flush()
	}
	return p.showCalls(st.Calls)
}

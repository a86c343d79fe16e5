package cli

import (
	"context"
	"encoding/csv"
	"fmt"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/tracewright/tracewright/api"
	"github.com/tracewright/tracewright/client"
	"github.com/tracewright/tracewright/internal/sheet"
)

func (p *program) stock() *cobra.Command {
	var f client.StockFilter
	cmd := &cobra.Command{
		Use:   "stock",
		Short: "List the lots and containers that something is left of",
		Long: `List the lots and containers that something is left of, by part and in the order
in which they are to be used: what expires first, then the oldest. A quantity
below zero says that more was used than was booked in: count it.`,
		Example: `  tracewright stock --part SCREW-M6
  tracewright stock --place ST-20
  tracewright stock --lot SC-1 --format csv >stock.csv`,
		Args: cobra.NoArgs,
	}
	cmd.Flags().StringVar(&f.Part, "part", "", "only of this `part`")
	cmd.Flags().StringVar(&f.Place, "place", "", "only at this `place`: a station, STATION/POSITION, or another place of the site")
	cmd.Flags().StringVar(&f.Lot, "lot", "", "only this `lot`, with what was parted from it")
	return withFormats(p.ask(cmd, func(ctx context.Context, c *connection) error {
		list, err := c.Stock(ctx, f)
		if err != nil {
			return err
		}
		if p.format == "json" {
			return p.printJSON(list.Items)
		}
		return p.showStock(list.Items)
	}), "table", "json", "csv")
}

func (p *program) showStock(list []api.Stock) error {
	rows := [][]string{{"part", "kind", "name", "quantity", "uom", "place", "loaded", "expires", "floor_life_ends", "holds", "second", "second_uom"}}
	for i := range list {
		s := &list[i]
		floor := ""
		if s.Floor != nil {
			floor = stamp(s.Floor.Ends)
			if !s.Floor.Open {
				floor = fmt.Sprintf("%.1f h left", float64(s.Floor.Left)/3600)
			}
		}
		place := s.Location
		if place == "" {
			place = s.Station
		}
		rows = append(rows, []string{
			s.Object.Part, s.Object.Kind, nameOf(&s.Object), s.Quantity, s.UoM, place, strings.Join(s.Loaded, " "), stamp(s.Expires), floor,
			strings.Join(s.Holds, " "), s.Second, s.SecondUoM,
		})
	}
	if !slices.ContainsFunc(list, func(s api.Stock) bool { return s.Second != "" }) {
		for i := range rows {
			rows[i] = rows[i][:len(rows[i])-2]
		}
	}
	if p.format == "csv" {
		for _, row := range rows {
			for i := range row {
				if i != 3 && i != 10 { // a quantity may well begin with a minus
					row[i] = sheet.Harmless(row[i])
				}
			}
		}
		return csv.NewWriter(p.std.Out).WriteAll(rows)
	}
	w := tabwriter.NewWriter(p.std.Out, 0, 0, 2, ' ', 0)
	for i, row := range rows {
		line := strings.Join(row, "\t")
		if i == 0 {
			line = strings.ToUpper(strings.ReplaceAll(line, "_", " "))
		}
		fmt.Fprintln(w, line)
	}
	return w.Flush()
}

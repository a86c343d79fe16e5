package cli

import (
	"fmt"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/tracewright/tracewright/internal/track"
)

type codeRow struct {
	Code    string `json:"code"`
	Name    string `json:"name"`
	Text    string `json:"text"`
	Next    string `json:"next"`
	Meaning string `json:"meaning"`
	Cause   string `json:"cause"`
}

func (p *program) codes() *cobra.Command {
	return withFormats(&cobra.Command{
		Use:   "codes [CODE]",
		Short: "Explain the codes of the answers",
		Example: `  tracewright codes
  tracewright codes T501`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			var rows []codeRow
			for _, c := range track.Codes() {
				if len(args) == 0 || args[0] == string(c.Code) || args[0] == c.Name {
					rows = append(rows, codeRow{string(c.Code), c.Name, c.Text, c.Next, c.Meaning, c.Cause})
				}
			}
			if len(rows) == 0 {
				return usagef("there is no code %s", args[0])
			}
			return p.showCodes(rows, len(args) == 1)
		},
	}, "text", "json")
}

func (p *program) showCodes(rows []codeRow, whole bool) error {
	if p.format == "json" {
		return p.printJSON(rows)
	}
	if whole {
		r := rows[0]
		p.printf("%s %s\n\nWhat:  %s\nCause: %s\nNext:  %s\n\nIt reads: %s\n", r.Code, r.Name, r.Meaning, r.Cause, r.Next, r.Text)
		return nil
	}
	w := tabwriter.NewWriter(p.std.Out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "CODE\tNAME\tMEANING\tNEXT")
	for _, r := range rows {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", r.Code, r.Name, r.Meaning, r.Next)
	}
	return w.Flush()
}

package cli

import (
	"fmt"
	"slices"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/tracewright/tracewright/internal/httpapi"
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
		Short: "Explain the codes of answers and problems",
		Example: `  tracewright codes
  tracewright codes T501
  tracewright codes disk-full`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			rows := allCodes()
			if len(args) == 1 {
				rows = slices.DeleteFunc(rows, func(r codeRow) bool { return args[0] != r.Code && args[0] != r.Name })
			}
			if len(rows) == 0 {
				return usagef("there is no code %s", args[0])
			}
			return p.showCodes(rows, len(args) == 1)
		},
	}, "text", "json")
}

// allCodes are those of answers, then those of problems.
func allCodes() []codeRow {
	var rows []codeRow
	for _, c := range track.Codes() {
		rows = append(rows, codeRow{string(c.Code), c.Name, c.Text, c.Next, c.Meaning, c.Cause})
	}
	for _, c := range httpapi.Codes() {
		rows = append(rows, codeRow{string(c.Code), c.Name, c.Title, c.Fix, c.Meaning, c.Cause})
	}
	return rows
}

func (p *program) showCodes(rows []codeRow, whole bool) error {
	if p.format == "json" {
		return p.printJSON(rows)
	}
	if whole {
		for i, r := range rows { // an answer and a problem may share a name
			if i > 0 {
				p.printf("\n")
			}
			p.printf("%s %s\n\nWhat:  %s\nCause: %s\nNext:  %s\n\nIt reads: %s\n", r.Code, r.Name, r.Meaning, r.Cause, r.Next, r.Text)
		}
		return nil
	}
	w := tabwriter.NewWriter(p.std.Out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "CODE\tNAME\tMEANING\tNEXT")
	for _, r := range rows {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", r.Code, r.Name, r.Meaning, r.Next)
	}
	return w.Flush()
}

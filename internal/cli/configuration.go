package cli

import (
	"fmt"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/tracewright/tracewright/internal/config"
)

type settingRow struct {
	Setting string `json:"setting"`
	Value   string `json:"value"`
	Origin  string `json:"origin"`
}

func (p *program) configuration() *cobra.Command {
	return withFormats(&cobra.Command{
		Use:   "config",
		Short: "Print the settings in effect and where each one comes from",
		Long: `Print the settings in effect and where each one comes from.

A later source wins: the defaults, the settings file, the environment, the
flags. Each setting has one name: tls-cert in the file, TRACEWRIGHT_TLS_CERT in
the environment, --tls-cert as a flag. TRACEWRIGHT_TLS_CERT_FILE would name a
file that holds the value. Secrets are not shown.`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			var rows []settingRow
			for _, s := range config.Settings() {
				rows = append(rows, settingRow{s.Key, p.cfg.Value(s), p.cfg.Origin(s.Key)})
			}
			if p.format == "json" {
				return p.printJSON(rows)
			}
			w := tabwriter.NewWriter(p.std.Out, 0, 0, 2, ' ', 0)
			fmt.Fprintln(w, "SETTING\tVALUE\tFROM")
			for _, r := range rows {
				fmt.Fprintf(w, "%s\t%s\t%s\n", r.Setting, r.Value, r.Origin)
			}
			return w.Flush()
		},
	}, "text", "json")
}

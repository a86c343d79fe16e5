package cli

import (
	"runtime"

	"github.com/spf13/cobra"
)

func (p *program) version() *cobra.Command {
	return withFormats(&cobra.Command{
		Use:   "version",
		Short: "Print the version",
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			if p.format == "json" {
				return p.printJSON(struct {
					Version  string `json:"version"`
					Go       string `json:"go"`
					Platform string `json:"platform"`
				}{Version, runtime.Version(), runtime.GOOS + "/" + runtime.GOARCH})
			}
			p.printf("tracewright %s (%s, %s/%s)\n", Version, runtime.Version(), runtime.GOOS, runtime.GOARCH)
			return nil
		},
	}, "text", "json")
}

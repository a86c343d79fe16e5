package cli

import (
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"github.com/tracewright/tracewright/internal/config"
)

func (p *program) initialise() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "init",
		Short: "Make an empty store and its first token, and stop",
		Long: `Make an empty store and its first token, and stop.

serve does the same when it finds no store; init is for scripts that use a store
without a server. A store that exists is left as it is.`,
		Example: `  tracewright init --data ./plant --name BERLIN`,
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			ctx := cmd.Context()
			s, err := openStore(ctx, p.cfg, time.Now, p.quiet(), writes)
			if err != nil {
				return err
			}
			end, err := p.begin(ctx, s)
			if err != nil {
				return err
			}
			origin := s.engine.Log().Origin()
			if err := end(); err != nil {
				return err
			}
			if p.format == "json" {
				return p.printJSON(struct {
					Origin string `json:"origin"`
					Data   string `json:"data"`
				}{origin, p.cfg.Data})
			}
			p.printf("%s\n", origin)
			p.talkf("The first token is in %s.\nNext: tracewright apply plant.yaml --data %s\n", filepath.Join(p.cfg.Data, "admin.token"), p.cfg.Data)
			return nil
		},
	}
	config.AddFlags(cmd.Flags(), "name")
	return withFormats(cmd, "text", "json")
}

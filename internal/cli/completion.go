package cli

import (
	"context"
	"time"

	"github.com/spf13/cobra"
)

// completionTime bounds how long somebody waits who has pressed the tab key.
const completionTime = 2 * time.Second

// completeStations completes the flag --station by the stations of the plant, if
// a server answers or the store can be opened.
func (p *program) completeStations(cmd *cobra.Command) {
	// It fails only for a flag that there is not.
	_ = cmd.RegisterFlagCompletionFunc("station", func(cmd *cobra.Command, _ []string, _ string) ([]string, cobra.ShellCompDirective) {
		return p.stations(cmd), cobra.ShellCompDirectiveNoFileComp
	})
}

// stations lists the stations of the plant, each with its name; none when that
// fails, since nobody reads an error at a prompt.
func (p *program) stations(cmd *cobra.Command) []string {
	ctx, cancel := context.WithTimeout(cmd.Context(), completionTime)
	defer cancel()
	if err := p.settings(cmd); err != nil {
		return nil
	}
	c, err := p.connect(ctx, reads)
	if err != nil {
		return nil
	}
	list, err := c.Stations(ctx)
	if closeErr := c.close(); err != nil || closeErr != nil {
		return nil
	}
	codes := make([]string, len(list.Items))
	for i, s := range list.Items {
		codes[i] = s.Code + "\t" + s.Name
	}
	return codes
}

package cli

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/tracewright/tracewright/internal/auth"
	"github.com/tracewright/tracewright/internal/track"
)

// The words that flags take.
var (
	edgeKinds  = words(track.EdgeInstalled, track.EdgeConsumed, track.EdgePacked, track.EdgeSplit, track.EdgeMerged, track.EdgeSame, track.EdgeReceived)
	holdBlocks = words(track.BlockAdvance, track.BlockConsume, track.BlockPack, track.BlockShip,
		track.BlockMove, track.BlockInspect, track.BlockRework, track.BlockScrap)
	roleNames = words(auth.Roles()...)
)

func words[S ~string](list ...S) []string {
	out := make([]string, len(list))
	for i, w := range list {
		out[i] = string(w)
	}
	return out
}

// choices adds a flag that takes some of words, and completes them.
func choices(cmd *cobra.Command, to *[]string, name string, list []string, usage string) {
	cmd.Flags().StringSliceVar(to, name, nil, usage+": "+strings.Join(list, ", "))
	// It fails only for a flag that there is not.
	_ = cmd.RegisterFlagCompletionFunc(name, cobra.FixedCompletions(list, cobra.ShellCompDirectiveNoFileComp))
	before := cmd.PreRunE
	cmd.PreRunE = func(cmd *cobra.Command, args []string) error {
		for _, w := range *to {
			if !slices.Contains(list, w) {
				return usagef("--%s %s: it is one of %s", name, w, strings.Join(list, ", "))
			}
		}
		if before != nil {
			return before(cmd, args)
		}
		return nil
	}
}

// atLeast makes a number below least a mistake of the command line.
func atLeast(name string, value, least int) error {
	if value < least {
		return usagef("--%s %d: it is at least %d", name, value, least)
	}
	return nil
}

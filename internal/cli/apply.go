package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/tracewright/tracewright/api"
)

func (p *program) apply() *cobra.Command {
	var dryRun bool
	cmd := &cobra.Command{
		Use:   "apply FILE",
		Short: "Publish a plant definition, or show what it would change",
		Long: `Publish a plant definition, or show what it would change.

The definition is YAML; docs/plant-definition.md explains it. A new version
judges every scan from then on; what is in work stays on the version it began
with. "-" reads standard input.`,
		Example: `  tracewright apply plant.yaml --dry-run
  tracewright apply plant.yaml`,
		Args: cobra.ExactArgs(1),
	}
	cmd.Flags().BoolVar(&dryRun, "dry-run", false, "show the difference and publish nothing")
	return withFormats(p.with(cmd, func() bool { return !dryRun }, func(ctx context.Context, c *connection) error {
		name := cmd.Flags().Arg(0)
		src, err := p.readFile(name)
		if err != nil {
			return err
		}
		diff, err := c.DiffPlant(ctx, string(src))
		if err != nil {
			return err
		}
		if dryRun || len(diff.Faults) > 0 || len(diff.Changes) == 0 && diff.Version > 0 {
			return p.showDiff(name, diff)
		}
		a, err := c.Do(ctx, api.Command{Verb: "apply", Args: map[string]string{"definition": string(src)}})
		if err != nil {
			return err
		}
		if p.format == "text" {
			p.printChanges(diff)
		}
		return p.showAnswer(a)
	}), "text", "json")
}

func (p *program) showDiff(name string, d *api.PlantDiff) error {
	if p.format == "json" {
		if err := p.printJSON(d); err != nil {
			return err
		}
	} else {
		p.printChanges(d)
		if len(d.Changes) == 0 && len(d.Faults) == 0 {
			p.printf("Nothing changes: version %d says the same.\n", d.Version)
		}
		for _, f := range d.Faults {
			p.talkf("%s:%d:%d: %s: %s. %s\n", name, f.Line, f.Column, f.Path, f.Message, f.Fix)
		}
	}
	if len(d.Faults) > 0 {
		return errRefused
	}
	return nil
}

func (p *program) printChanges(d *api.PlantDiff) {
	for _, c := range d.Changes {
		switch c.Op {
		case "added":
			p.printf("+ %s: %s\n", c.Path, c.New)
		case "removed":
			p.printf("- %s: %s\n", c.Path, c.Old)
		default:
			p.printf("~ %s: %s -> %s\n", c.Path, c.Old, c.New)
		}
	}
}

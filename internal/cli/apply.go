package cli

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"

	"github.com/spf13/cobra"

	"github.com/tracewright/tracewright/api"
	"github.com/tracewright/tracewright/internal/cli/show"
	"github.com/tracewright/tracewright/internal/plant"
)

func (p *program) apply() *cobra.Command {
	var dryRun, verbose bool
	cmd := &cobra.Command{
		Use:   "apply FILE",
		Short: "Publish a plant definition, or show what it would change",
		Long: `Publish a plant definition, or show what it would change.

The definition is YAML; docs/plant-definition.md explains it. Pictures and
documents beside it, which it names by their paths, are uploaded with it. A new
version judges every scan from then on; which work in progress it touches is
told, and how that goes on. "-" reads standard input.

What changes is summed up, or listed where it is little; --verbose lists all of
it. A definition with faults is not published, and every fault is told with its
line and column.`,
		Example: `  tracewright apply plant.yaml --dry-run
  tracewright apply plant.yaml`,
		Args: cobra.ExactArgs(1),
	}
	cmd.Flags().BoolVar(&dryRun, "dry-run", false, "show the difference and publish nothing")
	cmd.Flags().BoolVar(&verbose, "verbose", false, "list each change")
	return withFormats(p.with(cmd, func() bool { return !dryRun }, func(ctx context.Context, c *connection) error {
		name := cmd.Flags().Arg(0)
		src, err := p.readFile(name)
		if err != nil {
			return err
		}
		src, files, err := withFiles(src, filepath.Dir(name))
		if err != nil {
			return err
		}
		diff, err := c.DiffPlant(ctx, string(src))
		if err != nil {
			return err
		}
		if dryRun || len(diff.Faults) > 0 || len(diff.Changes) == 0 && diff.Version > 0 {
			return p.showDiff(name, string(src), diff, verbose)
		}
		for file, b := range files {
			if _, err := c.Upload(ctx, b); err != nil {
				return fmt.Errorf("%s: %w", file, err)
			}
		}
		a, err := c.Do(ctx, api.Command{Verb: "apply", Args: map[string]string{"definition": string(src)}})
		if err != nil {
			return err
		}
		if p.format == "text" {
			if err := p.showChanges(string(src), diff, verbose); err != nil {
				return err
			}
		}
		return p.showAnswer(a)
	}), "text", "json")
}

// withFiles reads the files that a definition names by their paths below a folder,
// and puts the SHA-256 of each in the place of its path. A definition with faults
// is left as it is: the server tells them.
func withFiles(src []byte, folder string) (named []byte, files map[string][]byte, err error) {
	def, err := plant.Parse(src)
	if err != nil {
		return src, nil, nil
	}
	paths := slices.DeleteFunc(def.Files(), plant.IsDigest)
	if len(paths) == 0 {
		return src, nil, nil
	}
	beside, err := os.OpenRoot(folder)
	if err != nil {
		return nil, nil, usageError{err}
	}
	defer func() { err = errors.Join(err, beside.Close()) }()
	files = map[string][]byte{}
	for _, path := range paths {
		if files[path], err = readBeside(beside, path); err != nil {
			return nil, nil, err
		}
		sum := sha256.Sum256(files[path])
		in := regexp.MustCompile(`(?m)(\b(?:picture|file):[ \t]*)["']?` + regexp.QuoteMeta(path) + `["']?([ \t]*(?:[,}#\r]|$))`)
		if !in.Match(src) {
			return nil, nil, usagef("%s: write it in the line of its key, as picture: %s", path, path)
		}
		src = in.ReplaceAll(src, []byte("${1}"+hex.EncodeToString(sum[:])+"${2}"))
	}
	return src, files, nil
}

func readBeside(folder *os.Root, name string) ([]byte, error) {
	f, err := folder.Open(filepath.FromSlash(name))
	if err != nil {
		return nil, usageError{err}
	}
	b, err := readInput(f, name)
	return b, errors.Join(err, f.Close())
}

func (p *program) showDiff(name, src string, d *api.PlantDiff, verbose bool) error {
	if p.format == "json" {
		if err := p.printJSON(d); err != nil {
			return err
		}
	} else if len(d.Faults) == 0 {
		if err := p.showChanges(src, d, verbose); err != nil {
			return err
		}
		if len(d.Changes) == 0 {
			p.printf("Nothing changes: version %d says the same.\n", d.Version)
		}
	}
	if len(d.Faults) == 0 {
		return nil
	}
	if p.format != "json" {
		for _, f := range d.Faults {
			p.talkf("%s\n", faultLine(name, &f))
		}
		p.talkf("%s: nothing is published.\n", show.Count(len(d.Faults), "fault", "faults"))
	}
	return errRefused
}

// fewChanges is how many changes are listed without --verbose.
const fewChanges = 10

// showChanges lists what changes, or sums it up, and the work that it touches.
func (p *program) showChanges(src string, d *api.PlantDiff, verbose bool) error {
	defer show.Work(p.std.Out, d)
	switch {
	case verbose, d.Version > 0 && len(d.Changes) <= fewChanges:
		show.Changes(p.std.Out, d.Changes)
		return nil
	case d.Version > 0:
		p.printf("%s against version %d:\n", show.Count(len(d.Changes), "change", "changes"), d.Version)
		err := show.Summary(p.std.Out, d.Changes)
		p.talkf("--verbose lists each one.\n")
		return err
	}
	def, err := plant.Parse([]byte(src))
	if err != nil {
		return err
	}
	show.Definition(p.std.Out, def)
	return nil
}

// faultLine says where a fault of a file is, what it is, and how to mend it.
func faultLine(file string, f *api.PlantFault) string {
	line := fmt.Sprintf("%s:%d:%d: ", file, f.Line, f.Column)
	if f.Path != "" {
		line += f.Path + ": "
	}
	line += f.Message
	if f.Fix != "" {
		line += " (" + f.Fix + ")"
	}
	return line
}

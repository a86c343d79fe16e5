package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"

	"github.com/spf13/cobra"

	"github.com/tracewright/tracewright/api"
	"github.com/tracewright/tracewright/internal/catenax"
	"github.com/tracewright/tracewright/internal/plant"
	"github.com/tracewright/tracewright/internal/track"
)

// importChunk is how many commands are sent at once.
const importChunk = 500

// imported is what import prints.
type imported struct {
	Files     []importedFile `json:"files"`
	Commands  int            `json:"commands"`
	Recorded  int            `json:"recorded"` // for the first time
	Repeated  int            `json:"repeated"` // had been recorded before
	Failed    int            `json:"failed"`
	Problems  []string       `json:"problems"`
	Notes     []string       `json:"notes"`
	PlantFile string         `json:"plantFile,omitzero"`
	Parts     int            `json:"parts,omitzero"` // added in PlantFile
}

type importedFile struct {
	File        string         `json:"file"`
	Assets      int            `json:"assets"`
	Imported    int            `json:"imported"`
	Units       int            `json:"units"`
	Lots        int            `json:"lots"`
	Relations   int            `json:"relations"`
	NotImported map[string]int `json:"notImported,omitzero"`
}

func (p *program) imports() *cobra.Command {
	cmd := &cobra.Command{Use: "import", Short: "Record what others have written down", Args: cobra.NoArgs}
	cmd.AddCommand(p.importCatenax())
	return cmd
}

func (p *program) importCatenax() *cobra.Command {
	var parts string
	cmd := &cobra.Command{
		Use:   "catenax FILE…",
		Short: "Import Catena-X as-built data",
		Long: `Import Catena-X as-built data, in both shapes in which it is passed around.

Everything is recorded as a report of what happened, whatever the rules say of
it. To import a file again changes nothing. An asset with a mistake is left out
and named, and the exit code is 1 then. As-planned data is not published: with
--parts the current plant definition is written to a file, with the planned
parts added that it lacks; look at it, and publish it with "tracewright apply".`,
		Example: `  tracewright import catenax testdata.json --parts plant.yaml
  tracewright apply plant.yaml --dry-run`,
		Args: cobra.MinimumNArgs(1),
	}
	cmd.Flags().StringVar(&parts, "parts", "", "write the plant definition with the as-planned parts to this `file`")
	return withFormats(p.change(cmd, func(ctx context.Context, c *connection) error {
		result := imported{Problems: []string{}, Notes: []string{}, PlantFile: parts}
		var all catenax.Import
		for _, name := range cmd.Flags().Args() {
			im, err := p.readCatenax(name, &result)
			if err != nil {
				return err
			}
			if err := p.sendAll(ctx, c, im.Commands, &result); err != nil {
				return err
			}
			all.Join(im)
		}
		if parts != "" {
			if err := p.writePlanned(ctx, c, &all, &result); err != nil {
				return err
			}
		}
		return p.showImported(&result)
	}), "text", "json")
}

// writePlanned writes the current plant definition with the planned parts that it
// lacks, so that it can be published as it is.
func (p *program) writePlanned(ctx context.Context, c *connection, all *catenax.Import, result *imported) error {
	def := &plant.Definition{Site: plant.Site{Code: p.cfg.Name}}
	source, err := c.PlantYAML(ctx, 0)
	var none *api.Problem
	switch {
	case errors.As(err, &none) && none.Status == http.StatusNotFound:
		result.Notes = append(result.Notes, "no plant definition is published: site.code is "+def.Site.Code+" in "+result.PlantFile+"; choose your own, since it stays")
	case err != nil:
		return err
	default:
		if def, err = plant.Parse([]byte(source)); err != nil {
			return err
		}
	}
	planned, problems := all.Parts()
	for _, problem := range problems {
		result.Problems = append(result.Problems, problem.String())
	}
	for _, part := range planned {
		if slices.ContainsFunc(def.Parts, func(known plant.Part) bool { return known.Number == part.Number }) {
			result.Notes = append(result.Notes, "part "+part.Number+" is defined already, and stays as it is")
			continue
		}
		def.Parts = append(def.Parts, part)
		result.Parts++
	}
	return writeNew(result.PlantFile, def.YAML())
}

func (p *program) readCatenax(name string, result *imported) (*catenax.Import, error) {
	b, err := p.readFile(name)
	if err != nil {
		return nil, err
	}
	im, err := catenax.Read(bytes.NewReader(b), catenax.Limits{})
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	s := im.Summary
	result.Files = append(result.Files, importedFile{name, s.Assets, s.Imported, s.Units, s.Lots, s.Relations, s.NotImported})
	for _, problem := range im.Problems {
		result.Problems = append(result.Problems, name+": "+problem.String())
	}
	for _, note := range im.Notes {
		result.Notes = append(result.Notes, name+": "+note.String())
	}
	return im, nil
}

// sendAll gives commands to the plant in chunks, in their order.
func (p *program) sendAll(ctx context.Context, c *connection, commands []track.Command, result *imported) error {
	tell, done := p.progress("importing")
	defer done()
	for at := 0; at < len(commands); at += importChunk {
		chunk := commands[at:min(at+importChunk, len(commands))]
		wire := make([]api.Command, len(chunk))
		for i := range chunk {
			wire[i] = wireCommand(&chunk[i])
		}
		batch, err := c.Batch(ctx, wire)
		if err != nil {
			return fmt.Errorf("after %d of %d commands: %w; to import again is safe", at, len(commands), err)
		}
		for i, item := range batch.Items {
			result.Commands++
			switch {
			case item.Problem != nil:
				result.Failed++
				result.Problems = append(result.Problems, fmt.Sprintf("%s %s: %v", wire[i].Verb, wire[i].ID, item.Problem))
			case item.Answer.Repeated:
				result.Repeated++
			case !item.Answer.Permitted():
				result.Failed++
				result.Problems = append(result.Problems, fmt.Sprintf("%s %s: %s %s", wire[i].Verb, wire[i].ID, item.Answer.Verdict.Code, item.Answer.Verdict.Text))
			default:
				result.Recorded++
			}
		}
		tell(int64(at+len(chunk)), int64(len(commands)))
	}
	return nil
}

func wireCommand(c *track.Command) api.Command {
	w := api.Command{
		ID: c.ID, Verb: string(c.Verb), Mode: string(c.Mode), Station: c.Station, Position: c.Position, Session: c.Session,
		Source: c.Source, ZoneOffset: &c.ZoneOffset, Args: c.Args,
	}
	if c.OccurredAt != 0 {
		w.OccurredAt = c.OccurredAt.Time()
	}
	for _, code := range c.Confirm {
		w.Confirm = append(w.Confirm, string(code))
	}
	return w
}

func (p *program) showImported(r *imported) error {
	if p.format == "json" {
		if err := p.printJSON(r); err != nil {
			return err
		}
	} else {
		for _, f := range r.Files {
			p.printf("%s: %d of %d assets: %d units, %d lots, %d relations\n", f.File, f.Imported, f.Assets, f.Units, f.Lots, f.Relations)
			for _, what := range sortedKeys(f.NotImported) {
				p.printf("  read past: %s (%d)\n", what, f.NotImported[what])
			}
		}
		p.printf("%s: %d recorded, %d known already, %d failed\n", count(int64(r.Commands), "command", "commands"), r.Recorded, r.Repeated, r.Failed)
		if r.PlantFile != "" {
			p.printf("%s: the plant definition with %s added\n", r.PlantFile, count(int64(r.Parts), "part", "parts"))
		}
		for _, text := range r.Problems {
			p.talkf("left out: %s\n", text)
		}
		for _, text := range r.Notes {
			p.talkf("odd: %s\n", text)
		}
	}
	if len(r.Problems) > 0 {
		return errRefused
	}
	return nil
}

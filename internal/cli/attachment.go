package cli

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/tracewright/tracewright/api"
)

func (p *program) attachments() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "attachment",
		Short: "Keep photos and documents, and read them back",
		Long: `Keep photos and documents, and read them back.

A file is named by the SHA-256 of its bytes: a defect, a decision, an inspection
and the operations of a plant definition name it so. JPEG, PNG, WebP, PDF and text
in UTF-8 are kept, up to 10 MiB each; what nothing names within 30 days is dropped.`,
	}
	cmd.AddCommand(p.attachmentAdd(), p.attachmentGet())
	return cmd
}

func (p *program) attachmentAdd() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "add FILE ...",
		Short: "Keep files, and write the SHA-256 of each",
		Example: `  tracewright attachment add lid.jpg
  tracewright do report-defect object=SN000129 defect=SCRATCH attachments=$(tracewright attachment add lid.jpg)`,
		Args: cobra.MinimumNArgs(1),
	}
	return withFormats(p.change(cmd, func(ctx context.Context, c *connection) error {
		var kept []api.Attachment
		for _, name := range cmd.Flags().Args() {
			b, err := p.readFile(name)
			if err != nil {
				return err
			}
			a, err := c.Upload(ctx, b)
			if err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
			if kept = append(kept, *a); p.format == "text" {
				p.printf("%s\n", a.SHA256)
			}
		}
		if p.format == "json" {
			return p.printJSON(kept)
		}
		return nil
	}), "text", "json")
}

func (p *program) attachmentGet() *cobra.Command {
	var out string
	cmd := &cobra.Command{
		Use:     "get SHA256",
		Short:   "Write a file that is kept",
		Example: "  tracewright attachment get 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 --out lid.jpg",
		Args:    cobra.ExactArgs(1),
	}
	cmd.Flags().StringVar(&out, "out", "", "`file` to write, which does not exist yet (default: standard output)")
	return p.ask(cmd, func(ctx context.Context, c *connection) error {
		b, err := c.Download(ctx, cmd.Flags().Arg(0))
		if err != nil {
			return err
		}
		if out != "" {
			return writeNew(out, b)
		}
		_, err = p.std.Out.Write(b)
		return err
	})
}

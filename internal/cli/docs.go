package cli

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
)

func (p *program) docs() *cobra.Command {
	return &cobra.Command{
		Use:   "docs FOLDER",
		Short: "Write the reference of the commands as markdown",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := os.MkdirAll(args[0], 0o755); err != nil {
				return err
			}
			return writeReference(cmd.Root(), args[0])
		},
	}
}

// writeReference writes a page for cmd and each command below it.
func writeReference(cmd *cobra.Command, folder string) error {
	if cmd.Hidden || cmd.Name() == "help" {
		return nil
	}
	cmd.InitDefaultHelpFlag()
	if err := os.WriteFile(filepath.Join(folder, pageOf(cmd)), referencePage(cmd), 0o644); err != nil {
		return err
	}
	for _, sub := range cmd.Commands() {
		if err := writeReference(sub, folder); err != nil {
			return err
		}
	}
	return nil
}

func pageOf(cmd *cobra.Command) string {
	return strings.ReplaceAll(cmd.CommandPath(), " ", "-") + ".md"
}

// referencePage is what the help of a command says, in markdown.
func referencePage(cmd *cobra.Command) []byte {
	var b bytes.Buffer
	text := cmd.Long
	if text == "" {
		text = cmd.Short + "."
	}
	fmt.Fprintf(&b, "# %s\n\n%s\n\n```\n%s\n```\n", cmd.CommandPath(), text, cmd.UseLine())
	if cmd.Example != "" {
		fmt.Fprintf(&b, "\n## Examples\n\n```sh\n%s\n```\n", strings.ReplaceAll(strings.Trim(cmd.Example, "\n"), "\n  ", "\n")[2:])
	}
	if flags := cmd.NonInheritedFlags().FlagUsages(); flags != "" {
		fmt.Fprintf(&b, "\n## Flags\n\n```\n%s```\n", flags)
	}
	if flags := cmd.InheritedFlags().FlagUsages(); flags != "" {
		fmt.Fprintf(&b, "\n## Flags of every command\n\n```\n%s```\n", flags)
	}
	var links []string
	for _, sub := range cmd.Commands() {
		if !sub.Hidden && sub.Name() != "help" {
			links = append(links, fmt.Sprintf("- [%s](%s): %s", sub.CommandPath(), pageOf(sub), sub.Short))
		}
	}
	if cmd.HasParent() {
		links = append(links, fmt.Sprintf("- [%s](%s): %s", cmd.Parent().CommandPath(), pageOf(cmd.Parent()), cmd.Parent().Short))
	}
	fmt.Fprintf(&b, "\n## See also\n\n%s\n", strings.Join(links, "\n"))
	return b.Bytes()
}

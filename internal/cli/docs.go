package cli

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"
)

func (p *program) docs() *cobra.Command {
	var man bool
	cmd := &cobra.Command{
		Use:   "docs FOLDER",
		Short: "Write the reference of the commands, as markdown or manual pages",
		Example: `  tracewright docs --man /usr/local/share/man/man1
  tracewright docs ./reference`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := os.MkdirAll(args[0], 0o755); err != nil {
				return err
			}
			if man {
				return writeManual(cmd.Root(), args[0])
			}
			return writeReference(cmd.Root(), args[0])
		},
	}
	cmd.Flags().BoolVar(&man, "man", false, "as pages of section 1, for man")
	return cmd
}

// writeManual writes a manual page for root and each command below it. Builds
// that must be the same on each day set SOURCE_DATE_EPOCH.
func writeManual(root *cobra.Command, folder string) error {
	root.DisableAutoGenTag = true
	keepLists(root)
	return doc.GenManTree(root, &doc.GenManHeader{Section: "1", Source: "Tracewright " + Version, Manual: "Tracewright"}, folder)
}

// keepLists marks the lists in the help of cmd and of each command below it, so
// that man does not run their lines together.
func keepLists(cmd *cobra.Command) {
	var b strings.Builder
	inList := false
	for line := range strings.Lines(cmd.Long) {
		isItem := strings.HasPrefix(line, "  ")
		if isItem && !inList {
			b.WriteString("\n")
		}
		if inList = isItem; inList {
			b.WriteString("    ")
		}
		b.WriteString(line)
	}
	cmd.Long = b.String()
	for _, sub := range cmd.Commands() {
		keepLists(sub)
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

// fenced keeps the lists in a text as they are: lines that begin with a blank.
func fenced(text string) string {
	var b strings.Builder
	inList := false
	for line := range strings.Lines(text) {
		if isItem := strings.HasPrefix(line, "  "); isItem != inList {
			inList = isItem
			b.WriteString(map[bool]string{true: "\n```\n", false: "```\n"}[inList])
		}
		b.WriteString(line)
	}
	if inList {
		b.WriteString("\n```")
	}
	return b.String()
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
	fmt.Fprintf(&b, "# %s\n\n%s\n\n```\n%s\n```\n", cmd.CommandPath(), fenced(text), cmd.UseLine())
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

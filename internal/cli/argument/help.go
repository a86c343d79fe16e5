package argument

import (
	"fmt"
	"strings"

	"github.com/tracewright/tracewright/internal/track"
)

// Help explains the arguments of a verb: one paragraph with two lines for each.
func Help(v track.VerbInfo) string {
	var b strings.Builder
	list := Of(v)
	width := 0
	for _, a := range list {
		width = max(width, len(a.Name))
		for _, f := range a.Fields {
			width = max(width, len(f.Name)+2)
		}
	}
	b.WriteString("Arguments, each as NAME=VALUE:\n")
	explain(&b, list, "  ", width)
	return strings.TrimRight(b.String(), "\n")
}

func explain(b *strings.Builder, list []Argument, indent string, width int) {
	for _, a := range list {
		fmt.Fprintf(b, "%s%-*s  %s (%s)\n", indent, width, a.Name, a.Meaning, a.form())
		if indent == "  " {
			fmt.Fprintf(b, "%s%-*s  %s\n", indent, width, "", a.typed())
		}
		explain(b, a.Fields, indent+"  ", width-2)
	}
}

// form says what the value looks like, and whether it must be there.
func (a *Argument) form() string {
	text := string(a.Kind)
	switch {
	case len(a.Choices) > 0 && a.List:
		text = "some of " + strings.Join(a.Choices, ", ")
	case len(a.Choices) > 0:
		text = "one of " + strings.Join(a.Choices, ", ")
	case a.List:
		text = "list of " + plural[a.Kind]
	}
	if a.Kind == Code && len(a.Fields) > 0 {
		text += ", or of objects with"
	}
	if a.Needed {
		text += "; needed"
	}
	return text
}

var plural = map[Kind]string{
	Text: "texts", Code: "codes", Number: "numbers", Whole: "whole numbers", Truth: "true or false", Object: "objects", Names: "texts by name", Time: "times",
}

// Example is a command line of a verb without its options.
func Example(v track.VerbInfo) string {
	words := []string{string(v.Verb)}
	for _, a := range Of(v) {
		if a.Needed || a.Usual {
			words = append(words, a.typed())
		}
	}
	return strings.Join(words, " ")
}

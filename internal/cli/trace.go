package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/tracewright/tracewright/api"
	"github.com/tracewright/tracewright/client"
)

func (p *program) trace() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "trace",
		Short: "Find what went into objects, or what they went into",
		Args:  cobra.NoArgs,
	}
	cmd.AddCommand(
		p.traceDirection("back", "SN000129", "Find what went into objects, through every level"),
		p.traceDirection("forward", "S-77", "Find what objects went into, through every level"),
	)
	return cmd
}

func (p *program) traceDirection(direction, object, short string) *cobra.Command {
	var asOf, knownAt, output string
	var where map[string]string
	q := client.TraceQuery{Direction: direction}
	cmd := &cobra.Command{
		Use:   direction + " [OBJECT…]",
		Short: short,
		Long: short + `.

OBJECT is a key, or any code or identifier of it. With --where the trace begins
with all objects that fit: part, revision, maker, lot, order and kind say what
they are; station, operation, operator, equipment, characteristic, atLeast,
atMost and outcome what was done to them, from and until when. A supplier's lot
is maker and lot; equipment=TQ-3,since=check is all that was done with a tool
since its last good check.

A path that is only possible is marked so, with the reason; so is what was taken
out again. An answer that was cut says so on standard error, and in the file.

The formats csv and xlsx are tables with a row for each object, pdf is a report,
and epcis is a document of all events of what was found.`,
		Example: fmt.Sprintf(`  tracewright trace %[1]s %[2]s
  tracewright trace %[1]s %[2]s --format xlsx -o result.xlsx
  tracewright trace %[1]s --where equipment=TQ-3,from=2026-01-05T06:00:00Z,until=2026-01-05T14:00:00Z
  tracewright trace %[1]s --where characteristic=TORQUE,atLeast=4.8,atMost=4.9`, direction, object),
	}
	cmd.Flags().StringToStringVar(&where, "where", nil, "begin with what fits all of `FIELD=VALUE,…`")
	cmd.Flags().StringVarP(&output, "output", "o", "", "`file` to write, which appears when it is whole (default: standard output)")
	cmd.Flags().StringVar(&asOf, "as-of", "", "by what had happened at this `time`, as "+timeForms)
	cmd.Flags().StringVar(&knownAt, "known-at", "", "by what had been recorded at this `time`, as "+timeForms)
	cmd.Flags().IntVar(&q.Depth, "depth", 0, "at most so many `levels` (default: all)")
	choices(cmd, &q.Kinds, "kinds", edgeKinds, "follow only these `kinds` of edges")
	cmd.Flags().BoolVar(&q.Carriers, "carriers", false, "follow carriers, too: what was on the same one, which is possible by contact")
	cmd.Flags().IntVar(&q.MaxNodes, "max", 0, "at most so many `objects` (default: 100000)")
	return withFormats(p.ask(cmd, func(ctx context.Context, c *connection) error {
		err := errors.Join(atLeast("depth", q.Depth, 0), atLeast("max", q.MaxNodes, 0))
		if err != nil {
			return usageError{err}
		}
		objects := cmd.Flags().Args()
		if len(objects) == 0 && len(where) == 0 {
			return usagef("name objects, or say by --where what they have in common")
		}
		scope, err := scopeOf(where)
		if err != nil {
			return err
		}
		if q.AsOf, err = when("as-of", asOf); err != nil {
			return err
		}
		if q.KnownAt, err = when("known-at", knownAt); err != nil {
			return err
		}
		if slices.Contains(traceFiles, p.format) {
			file, err := c.TraceFile(ctx, objects, scope, q, p.format)
			if err != nil {
				return err
			}
			return p.writeTo(output, func(w io.Writer) error { _, err := w.Write(file); return err })
		}
		if output != "" {
			return usagef("--output goes with --format %s", strings.Join(traceFiles, ", "))
		}
		t, err := c.TraceOf(ctx, objects, scope, q)
		if err != nil {
			return err
		}
		if err := p.showTrace(t); err != nil {
			return err
		}
		if t.Starts == 0 {
			p.talkf("Nothing fits.\n")
		}
		if t.Cut != "" {
			p.talkf("THE ANSWER IS NOT WHOLE: %s\n", t.Cut)
		}
		return nil
	}), append([]string{"table", "tree", "json", "dot"}, traceFiles...)...)
}

// traceFiles are the formats that the server makes files of.
var traceFiles = []string{"csv", "xlsx", "pdf", "epcis"}

func (p *program) showTrace(t *api.Trace) error {
	switch p.format {
	case "json":
		return p.printJSON(t)
	case "dot":
		p.traceDot(t)
		return nil
	case "tree":
		p.traceTree(t)
		return nil
	}
	w := tabwriter.NewWriter(p.std.Out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "LEVEL\tKIND\tNAME\tPART\tQUANTITY\tHOW\tIN\tOPERATION\tSTATE\tNOW AT\tCERTAINTY")
	names := namesOf(t)
	for _, n := range t.Nodes {
		e := edgeOf(&n)
		fmt.Fprintf(w, "%d\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", n.Depth, n.Object.Kind, nameOf(&n.Object), n.Object.Part,
			strings.TrimSpace(e.Quantity+" "+e.Unit), e.Kind, names[e.Parent], e.Operation, n.Life, n.Place, certainty(&n))
	}
	return w.Flush()
}

// edgeOf is the edge by which a node was reached; an empty one at the start.
func edgeOf(n *api.TraceNode) api.Edge {
	if n.Edge == nil {
		return api.Edge{}
	}
	return *n.Edge
}

func nameOf(o *api.ObjectRef) string {
	if o.Name == "" {
		return o.ID
	}
	return o.Name
}

func namesOf(t *api.Trace) map[string]string {
	names := map[string]string{}
	for _, n := range t.Nodes {
		names[n.Object.ID] = nameOf(&n.Object)
	}
	return names
}

func certainty(n *api.TraceNode) string {
	word := "proven"
	if !n.Proven {
		word = "possible: " + n.Possible
	}
	if n.Removed {
		word += ", taken out"
	}
	if n.Joined {
		word += ", by what was loaded"
	}
	return word
}

// traceTree draws each node below the one it was reached from.
func (p *program) traceTree(t *api.Trace) {
	below, again := map[string][]*api.TraceNode{}, map[string][]*api.TraceNode{}
	for i := range t.Nodes {
		n := &t.Nodes[i]
		below[n.From] = append(below[n.From], n)
		for _, id := range n.Also {
			again[id] = append(again[id], n)
		}
	}
	var draw func(n *api.TraceNode, lead, branch string)
	draw = func(n *api.TraceNode, lead, branch string) {
		e := edgeOf(n)
		how := strings.TrimSpace(e.Kind + " " + e.Quantity)
		if n.Edge != nil {
			how = "  [" + how + ", " + certainty(n) + "]"
		}
		p.printf("%s%s%s %s %s%s\n", lead, branch, n.Object.Kind, nameOf(&n.Object), n.Object.Part, how)
		switch branch {
		case "├─ ":
			lead += "│  "
		case "└─ ":
			lead += "   "
		}
		children, elsewhere := below[n.Object.ID], again[n.Object.ID]
		for i, child := range children {
			branch := "├─ "
			if i == len(children)+len(elsewhere)-1 {
				branch = "└─ "
			}
			draw(child, lead, branch)
		}
		for i, child := range elsewhere {
			branch := "├─ "
			if i == len(elsewhere)-1 {
				branch = "└─ "
			}
			p.printf("%s%s%s %s %s  [see elsewhere in this tree]\n", lead, branch, child.Object.Kind, nameOf(&child.Object), child.Object.Part)
		}
	}
	for _, start := range below[""] {
		draw(start, "", "")
	}
}

// traceDot writes the graph for Graphviz, from what went in to what it is in.
func (p *program) traceDot(t *api.Trace) {
	p.printf("digraph trace {\n  rankdir=LR\n  node [shape=box]\n")
	for _, n := range t.Nodes {
		p.printf("  %s [label=%s]\n", dotText(n.Object.ID), dotText(n.Object.Kind+"\n"+nameOf(&n.Object)+"\n"+n.Object.Part))
	}
	for _, n := range t.Nodes {
		if n.Edge == nil {
			continue
		}
		style := "solid"
		if !n.Proven {
			style = "dashed"
		} else if n.Removed {
			style = "dotted"
		}
		p.printf("  %s -> %s [label=%s, style=%s]\n", dotText(n.Edge.Child), dotText(n.Edge.Parent), dotText(n.Edge.Kind), style)
	}
	p.printf("}\n")
}

func dotText(text string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`).Replace(text) + `"`
}

package show

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/tracewright/tracewright/api"
	"github.com/tracewright/tracewright/internal/plant"
)

// Changes writes one line for each difference between two plant definitions.
func Changes(w io.Writer, changes []api.PlantChange) {
	for _, c := range changes {
		fmt.Fprintln(w, plant.Change{Path: c.Path, Op: plant.Op(c.Op), Old: c.Old, New: c.New})
	}
}

// Definition writes how much is in a plant definition.
func Definition(w io.Writer, d *plant.Definition) {
	var lines, stations, bills, operations, characteristics int
	for _, area := range d.Areas {
		lines += len(area.Lines)
		for _, line := range area.Lines {
			stations += len(line.Stations)
		}
	}
	for _, part := range d.Parts {
		if len(part.BOM) > 0 {
			bills++
		}
	}
	for _, route := range d.Routes {
		operations += len(route.Operations)
		for _, op := range route.Operations {
			characteristics += len(op.Characteristics)
		}
	}
	fmt.Fprintf(w, "The first plant definition of %s: %s, %s, %s; %s, %s; %s, %s, %s.\n", d.Site.Code,
		Count(len(d.Areas), "area", "areas"), Count(lines, "line", "lines"), Count(stations, "station", "stations"),
		Count(len(d.Parts), "part", "parts"), Count(bills, "bill of material", "bills of material"),
		Count(len(d.Routes), "route", "routes"), Count(operations, "operation", "operations"),
		Count(characteristics, "characteristic", "characteristics"))
}

// touched is what changes in one thing of the plant.
type touched struct {
	kind  string // parts, stations, routes …
	ops   map[string]int
	names []string
}

// Summary writes how much changes of each kind of thing, and in which ones.
func Summary(w io.Writer, changes []api.PlantChange) error {
	var kinds []*touched
	for _, c := range changes {
		kind, name := thing(c.Path)
		i := slices.IndexFunc(kinds, func(t *touched) bool { return t.kind == kind })
		if i < 0 {
			i = len(kinds)
			kinds = append(kinds, &touched{kind: kind, ops: map[string]int{}})
		}
		kinds[i].ops[c.Op]++
		if name != "" && !slices.Contains(kinds[i].names, name) {
			kinds[i].names = append(kinds[i].names, name)
		}
	}
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, k := range kinds {
		var parts []string
		for _, op := range []string{"added", "removed", "changed"} {
			if n := k.ops[op]; n > 0 {
				parts = append(parts, fmt.Sprintf("%d %s", n, op))
			}
		}
		fmt.Fprintf(t, "  %s\t%s\t%s\n", k.kind, strings.Join(parts, ", "), Some(k.names, 6))
	}
	return t.Flush()
}

// thing is what a path is about: the station, part or route that it leads to or
// through, and which one.
func thing(path string) (kind, name string) {
	kind = path
	for rest := path; ; {
		open := strings.IndexByte(rest, '[')
		if open < 0 {
			break
		}
		end := strings.IndexByte(rest[open:], ']')
		if end < 0 {
			break
		}
		kind, name = strings.TrimPrefix(rest[:open], "."), rest[open+1:open+end]
		if kind == "parts" || kind == "stations" || kind == "routes" {
			return kind, name // what is inside belongs to it
		}
		rest = rest[open+end+1:]
	}
	if name == "" {
		kind, _, _ = strings.Cut(path, ".")
	}
	return kind, name
}

// Some lists the first words of a list, and says how many more there are.
func Some(words []string, most int) string {
	if len(words) <= most {
		return strings.Join(words, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(words[:most], ", "), len(words)-most)
}

// Count gives a number with its noun.
func Count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

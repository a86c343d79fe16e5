package show

import (
	"fmt"
	"io"
	"strings"

	"github.com/tracewright/tracewright/api"
)

// Work tells what work orders and work in progress a new definition touches,
// and how they go on; nothing if it touches none.
func Work(w io.Writer, d *api.PlantDiff) {
	if len(d.Orders) > 0 {
		fmt.Fprint(w, "\nWork orders:\n")
	}
	for _, o := range d.Orders {
		is := "not released"
		if o.Version != 0 {
			is = fmt.Sprintf("by version %d", o.Version)
		}
		if o.Objects > 0 {
			is += fmt.Sprintf(", %d in work", o.Objects)
		}
		fmt.Fprintf(w, "  %s %s: %s\n    %s\n", Count(o.Orders, "order", "orders"), is, examples(o.Names, o.Orders), o.How)
	}
	if len(d.Work) > 0 {
		fmt.Fprint(w, "\nWork in progress that this touches:\n")
	}
	for _, s := range d.Work {
		part := s.Part
		if s.Revision != "" {
			part += " rev " + s.Revision
		}
		where := "waiting"
		if s.Operation != "" {
			where = "in work at " + s.Operation
		}
		fmt.Fprintf(w, "  %s, %d %s: %s\n    %s\n", part, s.Objects, where, examples(s.Names, s.Objects), s.How)
	}
	if d.More {
		fmt.Fprint(w, "  There is more than is counted here.\n")
	}
	RunOuts(w, d.RunOuts)
}

// examples lists names, of which there may be more.
func examples(names []string, all int) string {
	text := strings.Join(names, ", ")
	if len(names) < all {
		text += ", …"
	}
	return text
}

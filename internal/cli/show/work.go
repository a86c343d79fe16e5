package show

import (
	"fmt"
	"io"
	"strings"

	"github.com/tracewright/tracewright/api"
)

// Work tells what work in progress a new definition touches, and how it goes
// on; nothing if it touches none.
func Work(w io.Writer, d *api.PlantDiff) {
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
		names := strings.Join(s.Names, ", ")
		if len(s.Names) < s.Objects {
			names += ", …"
		}
		fmt.Fprintf(w, "  %s, %d %s: %s\n    %s\n", part, s.Objects, where, names, s.How)
	}
	if d.More {
		fmt.Fprint(w, "  There is more than is counted here.\n")
	}
}

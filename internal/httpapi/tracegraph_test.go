package httpapi

import (
	"testing"

	"github.com/tracewright/tracewright/api"
	"github.com/tracewright/tracewright/internal/lineage"
)

// TestABoxSaysHowManyOfItsMembersAreOnlyPossible: one that is not proven must not
// make all the others doubtful.
func TestABoxSaysHowManyOfItsMembersAreOnlyPossible(t *testing.T) {
	t.Parallel()
	trace := &api.Trace{Nodes: []api.TraceNode{{Proven: true}, {Proven: true}, {Proven: true, Removed: true}, {}, {}}}
	for _, c := range []struct {
		name     string
		members  []int
		proven   bool
		possible int
	}{
		{"all proven", []int{0, 1, 2}, true, 0},
		{"all possible", []int{3, 4}, false, 2},
		{"mixed", []int{0, 1, 2, 3}, false, 1},
	} {
		b := wireBox(trace, &lineage.Box{Members: c.members})
		if b.Proven != c.proven || b.Possible != c.possible {
			t.Errorf("%s: proven %t, %d possible; want %t, %d", c.name, b.Proven, b.Possible, c.proven, c.possible)
		}
	}
}

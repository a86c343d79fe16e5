package plant

import (
	"slices"
	"strings"
)

// RunOut is a change that waits until the stock of a component is used up: in the
// bill of material of a part, or from one revision of it to the next. All lines
// that wait for the same stock cut in together, so that old and new are never
// mixed in one product.
type RunOut struct {
	// Stock is the part number of what is used up first.
	Stock string
	// Operation is where all of it goes in; empty: at any.
	Operation string
	// Old are the lines of the resolved bill that stand until then, New those
	// that stand from then on.
	Old, New []*BOMLine
	// Before and Next are the revisions, where it is one that changes; New is
	// empty then.
	Before, Next *Part
}

// RunOuts lists the changes of a part's bill that wait for stock, in the order of
// their lines. The part must come from this index.
func (x *Index) RunOuts(part *Part) []RunOut { return x.runOuts[part] }

// RunOut finds the change of a part's bill that waits for the stock of another
// part. The part must come from this index.
func (x *Index) RunOut(part *Part, stock string) (RunOut, bool) {
	for _, r := range x.runOuts[part] {
		if r.Stock == stock {
			return r, true
		}
	}
	return RunOut{}, false
}

// runOutsOf gathers the changes of a resolved bill that wait for stock.
func runOutsOf(bill []*BOMLine) []RunOut {
	var all []RunOut
	for _, l := range bill {
		stock := l.Effective.RunOut
		if stock == "" {
			continue
		}
		i := slices.IndexFunc(all, func(r RunOut) bool { return r.Stock == stock })
		if i < 0 {
			i = len(all)
			all = append(all, RunOut{Stock: stock, Operation: l.Operation})
		}
		all[i].New = append(all[i].New, l)
		for _, old := range bill {
			if root(old) == l.Effective.Replaces && !slices.Contains(all[i].Old, old) {
				all[i].Old = append(all[i].Old, old)
			}
		}
	}
	return all
}

// To names what takes the place of the stock: the parts of the new lines, or the
// next revision.
func (r *RunOut) To() string {
	var parts []string
	if r.Next != nil {
		return r.Next.Number + " revision " + r.Next.Revision
	}
	for _, l := range r.New {
		if !slices.Contains(parts, l.Part) {
			parts = append(parts, l.Part)
		}
	}
	return strings.Join(parts, " and ")
}

// Begins reports whether a line, by the number that an act names it by, is one
// of the new ones.
func (r *RunOut) Begins(line string) bool { return hasLine(r.New, line) }

// Ends reports whether a line is one of the old ones.
func (r *RunOut) Ends(line string) bool { return hasLine(r.Old, line) }

func hasLine(lines []*BOMLine, number string) bool {
	return slices.ContainsFunc(lines, func(l *BOMLine) bool { return l.Line == number })
}

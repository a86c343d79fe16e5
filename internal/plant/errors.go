package plant

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// maxErrors bounds how many problems one answer lists.
const maxErrors = 100

// Error is one problem of a plant definition: where it is, what is wrong and
// how to mend it.
type Error struct {
	// Line and Column are the place in the YAML source, counted from 1 in
	// characters; both are 0 for a definition that was not read from YAML.
	Line, Column int
	// Path leads to the value from the top of the document
	// ("parts[2].bom[0].part"); lists count from 0.
	Path string
	// Problem says what is wrong, Fix what to write instead; Fix may be empty.
	Problem, Fix string
}

// Error gives the problem on one line: "12:7: parts[2].bom[0].part: no part
// has this number: MOTOR-21 (did you mean MOTOR-20?)".
func (e Error) Error() string {
	var b strings.Builder
	if e.Line > 0 {
		fmt.Fprintf(&b, "%d:%d: ", e.Line, e.Column)
	}
	if e.Path != "" {
		b.WriteString(e.Path + ": ")
	}
	b.WriteString(e.Problem)
	if e.Fix != "" {
		b.WriteString(" (" + e.Fix + ")")
	}
	return b.String()
}

// Errors are the problems of a definition in the order of the source, at most
// 100 of them. An empty list means that there are none.
type Errors []Error

// Error lists the problems, one a line.
func (es Errors) Error() string {
	lines := make([]string, len(es))
	for i, e := range es {
		lines[i] = e.Error()
	}
	return strings.Join(lines, "\n")
}

// Err gives the problems as an error, which is nil if there are none.
func (es Errors) Err() error {
	if len(es) == 0 {
		return nil
	}
	return es
}

// sorted returns the problems in the order of the source.
func (es Errors) sorted() Errors {
	slices.SortStableFunc(es, func(a, b Error) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	return es
}

// path is a place in the document: a key of an object or an item of a list.
// The nil path is the document itself.
type path struct {
	parent *path
	key    string // of an object; empty for an item
	index  int    // of a list
}

func (p *path) at(key string) *path  { return &path{parent: p, key: key} }
func (p *path) item(index int) *path { return &path{parent: p, index: index} }

// steps lists the path from the document down.
func (p *path) steps() []*path {
	var steps []*path
	for ; p != nil; p = p.parent {
		steps = append(steps, p)
	}
	slices.Reverse(steps)
	return steps
}

func (p *path) String() string {
	var b strings.Builder
	for _, s := range p.steps() {
		switch {
		case s.key == "":
			b.WriteString("[" + strconv.Itoa(s.index) + "]")
		case b.Len() > 0:
			b.WriteString("." + s.key)
		default:
			b.WriteString(s.key)
		}
	}
	return b.String()
}

// quoted shows a value from the source in a message, cut to a readable length.
func quoted(s string) string {
	const most = 80
	if r := []rune(s[:min(len(s), 4*most)]); len(r) > most {
		s = string(r[:most]) + "…"
	}
	return strconv.Quote(s)
}

// suggest names the candidate nearest to a word that is not one of them, or
// lists the candidates when there are few and none is near.
func suggest(word string, candidates []string) string {
	const few = 12
	const work = 8 << 20 // steps: some ten milliseconds
	best, distance := "", 0
	if len(word) <= maxCode && len(word)*len(word)*len(candidates) <= work {
		for _, c := range candidates {
			if d := editDistance(strings.ToLower(word), strings.ToLower(c)); best == "" || d < distance {
				best, distance = c, d
			}
		}
	}
	if best != "" && distance <= 1+len(best)/4 {
		return "did you mean " + best + "?"
	}
	if len(candidates) > 0 && len(candidates) <= few {
		return "known are " + strings.Join(candidates, ", ")
	}
	return ""
}

// editDistance counts the insertions, deletions and replacements between two
// words, and a swap of neighbours as one.
func editDistance(a, b string) int {
	x, y := []rune(a), []rune(b)
	older, before, row := make([]int, len(y)+1), make([]int, len(y)+1), make([]int, len(y)+1)
	for j := range row {
		row[j] = j
	}
	for i := range x {
		older, before, row = before, row, older
		row[0] = i + 1
		for j := range y {
			cost := 1
			if x[i] == y[j] {
				cost = 0
			}
			row[j+1] = min(before[j+1]+1, row[j]+1, before[j]+cost)
			if i > 0 && j > 0 && x[i] == y[j-1] && x[i-1] == y[j] {
				row[j+1] = min(row[j+1], older[j-1]+1)
			}
		}
	}
	return row[len(y)]
}

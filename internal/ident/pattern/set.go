package pattern

import (
	"strconv"

	"github.com/tracewright/tracewright/internal/ident/refusal"
)

// maxPatterns bounds the patterns of a set.
const maxPatterns = 500

// Rule is a pattern with its name, as a plant definition has it.
type Rule struct {
	Name, Text string
}

// Set is patterns of which no two match the same text.
type Set struct {
	patterns []*Pattern
}

// CompileAll compiles patterns that stand beside each other. Two that a text
// can match both are refused, with such a text. The error is a *refusal.Error.
func CompileAll(rules []Rule) (*Set, error) {
	if len(rules) > maxPatterns {
		return nil, &refusal.Error{Code: "pattern.many", Detail: "there are " + strconv.Itoa(len(rules)) + " patterns", Fix: "give at most " + strconv.Itoa(maxPatterns)}
	}
	s := &Set{}
	for _, r := range rules {
		p, err := Compile(r.Name, r.Text)
		if err != nil {
			return nil, err
		}
		for _, known := range s.patterns {
			if text, ok := Overlap(known, p); ok {
				return nil, p.refuse("pattern.overlap", "", "matches "+refusal.Quote(text)+", and so does the pattern "+refusal.Quote(known.name), "give one of them a text or a length that the other does not have")
			}
		}
		s.patterns = append(s.patterns, p)
	}
	return s, nil
}

// Match finds the pattern of a code; nil and false when there is none.
func (s *Set) Match(code string) (*Pattern, Match, bool) {
	for _, p := range s.patterns {
		if m, ok := p.Match(code); ok {
			return p, m, true
		}
	}
	return nil, Match{}, false
}

// Overlap returns a shortest text that both patterns match; false when there is
// none.
func Overlap(a, b *Pattern) (text string, ok bool) {
	one, two := newAutomaton(a), newAutomaton(b)
	type pair struct{ a, b int }
	type step struct {
		from pair
		c    byte
	}
	begin := pair{}
	came := map[pair]step{begin: {}}
	for queue := []pair{begin}; len(queue) > 0; queue = queue[1:] {
		at := queue[0]
		if one.ends(at.a) && two.ends(at.b) {
			var reversed []byte
			for ; at != begin; at = came[at].from {
				reversed = append(reversed, came[at].c)
			}
			for i := len(reversed) - 1; i >= 0; i-- {
				text += string(reversed[i])
			}
			return text, true
		}
		for _, x := range one.edges[at.a] {
			for _, y := range two.edges[at.b] {
				to := pair{x.to, y.to}
				c, common := x.set.common(y.set)
				if _, seen := came[to]; common && !seen {
					came[to] = step{at, c}
					queue = append(queue, to)
				}
			}
		}
	}
	return "", false
}

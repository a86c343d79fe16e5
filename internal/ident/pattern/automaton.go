package pattern

import (
	"math/bits"
	"slices"
)

// charset is a set of ASCII characters.
type charset [2]uint64

func setOf(characters string) (s charset) {
	for i := range len(characters) {
		s[characters[i]>>6&1] |= 1 << (characters[i] & 63)
	}
	return s
}

// common returns the least character of both sets; false when there is none.
func (s charset) common(o charset) (byte, bool) {
	for i := range s {
		if both := s[i] & o[i]; both != 0 {
			return byte(i<<6 + bits.TrailingZeros64(both)), true
		}
	}
	return 0, false
}

type edge struct {
	set charset
	to  int
}

// automaton is a pattern as a graph: a text that the pattern matches is a way
// from node 0 to the last node, or to one before it over free nodes only.
type automaton struct {
	edges [][]edge
	final map[int]bool
}

func (a *automaton) ends(node int) bool { return a.final[node] }

func newAutomaton(p *Pattern) *automaton {
	a := &automaton{edges: make([][]edge, 1)}
	open := []int{0} // nodes from which the next part goes on
	for i := range p.parts {
		open = a.part(open, &p.parts[i])
	}
	a.final = map[int]bool{}
	for _, n := range open {
		a.final[n] = true
	}
	return a
}

func (a *automaton) node() int {
	a.edges = append(a.edges, nil)
	return len(a.edges) - 1
}

// part adds what a part may be, and returns the nodes after it.
func (a *automaton) part(from []int, f *part) []int {
	switch {
	case f.text != "":
		for i := range len(f.text) {
			from = a.step(from, setOf(f.text[i:i+1]))
		}
		return from
	case f.units != nil:
		for _, u := range f.units {
			from = a.number(from, u)
		}
		return from
	}
	set := setOf(f.alphabet)
	var after []int
	for n := 1; n <= f.max; n++ {
		from = a.step(from, set)
		if n >= f.min {
			after = append(after, from...)
		}
	}
	return after
}

// step adds one character.
func (a *automaton) step(from []int, set charset) []int {
	to := a.node()
	for _, n := range from {
		a.edges[n] = append(a.edges[n], edge{set, to})
	}
	return []int{to}
}

// number adds the numbers of a unit, digit by digit: as long as the digits so
// far are those of the least or the greatest number, they bound the next one.
func (a *automaton) number(from []int, u unit) []int {
	low, high := writeNumber(uint64(u.low), "0123456789", len(u.name)), writeNumber(uint64(u.high), "0123456789", len(u.name))
	at := [4][]int{atLow | atHigh: from} // nodes, by what still bounds them
	for i := range len(u.name) {
		var next [4][]int
		for bounds, nodes := range at {
			for c := byte('0'); c <= '9' && len(nodes) > 0; c++ {
				if bounds&atLow != 0 && c < low[i] || bounds&atHigh != 0 && c > high[i] {
					continue
				}
				to := bounds
				if c != low[i] {
					to &^= atLow
				}
				if c != high[i] {
					to &^= atHigh
				}
				if next[to] == nil {
					next[to] = []int{a.node()}
				}
				for _, n := range nodes {
					a.edges[n] = append(a.edges[n], edge{setOf(string(c)), next[to][0]})
				}
			}
		}
		at = next
	}
	return slices.Concat(at[:]...)
}

// The bounds of a number whose first digits are known.
const (
	atLow = 1 << iota
	atHigh
)

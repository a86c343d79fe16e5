package gs1

import (
	"fmt"
	"slices"
	"strings"
)

// maxDamaged is the longest element string whose separators are looked for, in
// bytes: several times what a linear symbol holds.
const maxDamaged = 256

// maxReadings is how many readings are told apart.
const maxReadings = 8

// Substitutes are what keyboard wedges and terminals have been seen to send for
// GS. Those of characters that no value may hold are certain; of the others, a
// value may hold the same.
var Substitutes = []string{
	"\u241d", "\x1e", "\x1c", "{GS}", "[GS]", "<GS>", "(GS)", `\x1d`, `\u001d`, "^]", "~", "|", "^", "#", "@", "$", "`", "\t", " ",
}

// Recovery is what an element string may have been before a keyboard wedge
// damaged it.
type Recovery struct {
	// Readings has every message that the table allows, best first: those whose
	// elements have the company that they ask for, then those of fewer elements.
	// One alone is the recovered message; several are candidates.
	Readings []Message
	Reason   string // what was assumed
	Partial  bool   // there are more readings than are kept
}

// Only is the one message that the table leaves; false when there is none, or
// more than one.
func (r Recovery) Only() (Message, bool) {
	if len(r.Readings) != 1 || r.Partial {
		return nil, false
	}
	return r.Readings[0], true
}

// Recover reads an element string whose separators a keyboard wedge has replaced
// or lost. It guesses nothing: it lists what the table allows. The substitutes
// are tried in their order; the first that explains the whole string is taken.
func Recover(data string, substitutes []string) Recovery {
	if data == "" || len(data) > maxDamaged || strings.IndexByte(data, GS) > 0 {
		return Recovery{}
	}
	for _, s := range substitutes {
		if s == "" || !strings.Contains(data, s) {
			continue
		}
		if m, ok := replaced(data, s); ok {
			return Recovery{Readings: []Message{m}, Reason: fmt.Sprintf("%s stands for the group separator", printable(s))}
		}
	}
	if strings.HasPrefix(data, string(GS)) {
		return Recovery{}
	}
	s := splitter{data: data, ways: make([]int, len(data)+2)}
	s.findWays()
	if s.leads(0) {
		s.split(0, make(Message, 0, MaxElements))
	}
	slices.SortStableFunc(s.found, better)
	return Recovery{Readings: s.found, Partial: s.more, Reason: "the group separators are missing, and the table of application identifiers says where they were"}
}

func printable(s string) string { return strings.Trim(fmt.Sprintf("%+q", s), `"`) }

// replaced reads a string with a substitute for GS.
func replaced(data, substitute string) (Message, bool) {
	m, err := Parse(strings.ReplaceAll(data, substitute, string(GS)), Options{})
	if err != nil || m.contradicts() {
		return nil, false
	}
	at := 0
	for i := range m { // back to where it is in what was read
		for strings.HasPrefix(data[at:], substitute) {
			at += len(substitute)
		}
		m[i].Offset = at
		at += len(m[i].AI) + len(m[i].Value)
	}
	return m, true
}

// contradicts reports whether elements exclude each other, or one is there
// twice.
func (m Message) contradicts() bool {
	for i := range m {
		if m[:i+1].lastContradicts() {
			return true
		}
	}
	return false
}

// lastContradicts does the same for the last element alone.
func (m Message) lastContradicts() bool {
	last := m[len(m)-1].AI
	for _, e := range m[:len(m)-1] {
		if e.AI == last || excludes(e.AI, last) || excludes(last, e.AI) {
			return true
		}
	}
	return false
}

// better orders readings.
func better(a, b Message) int {
	if x, y := lonely(a), lonely(b); x != y {
		return x - y
	}
	return len(a) - len(b)
}

func lonely(m Message) int {
	n := 0
	for _, f := range m.Check() {
		if f.Code == Unaccompanied {
			n++
		}
	}
	return n
}

// splitter finds all ways to cut a string into elements.
type splitter struct {
	data  string
	ways  []int // how many positions from here on lead to the end by elements
	found []Message
	tries int
	more  bool
}

// leads reports whether elements lead from a position to the end.
func (s *splitter) leads(at int) bool { return s.ways[at] > s.ways[at+1] }

// findWays goes from right to left, so that split takes no way that leads
// nowhere.
func (s *splitter) findWays() {
	s.ways[len(s.data)] = 1
	for at := len(s.data) - 1; at >= 0; at-- {
		s.ways[at] = s.ways[at+1]
		code, r := startOf(s.data[at:])
		if r == nil {
			continue
		}
		low, high, plain := r.reach(s.data, at+len(code))
		if low > high || s.ways[low] == s.ways[high+1] {
			continue
		}
		for end := low; end <= high; end++ {
			if s.leads(end) && (plain || r.judge(s.data[at+len(code):end]).code == "") {
				s.ways[at]++
				break
			}
		}
	}
}

// reach is where the value that begins at from may end. Where every length
// between is allowed, since no component nor linter says otherwise, it is plain.
func (r *row) reach(data string, from int) (low, high int, plain bool) {
	low, high = from+r.shortest, min(len(data), from+r.longest)
	if p := &r.parts[0]; len(r.parts) == 1 && p.set != setZ {
		if f := p.set.outside(data[from:high]); f.code != "" {
			high = from + f.at
		}
		plain = len(p.linters) == 0
	}
	return low, high, plain
}

func (s *splitter) split(at int, m Message) {
	if s.tries++; s.tries > 50*maxReadings || s.more {
		s.more = true
		return
	}
	if at == len(s.data) {
		if s.more = len(s.found) == maxReadings; !s.more {
			s.found = append(s.found, slices.Clone(m))
		}
		return
	}
	code, r := startOf(s.data[at:])
	low, high, plain := r.reach(s.data, at+len(code))
	for end := low; end <= high; end++ {
		value := s.data[at+len(code) : end]
		if !s.leads(end) || !plain && r.judge(value).code != "" {
			continue
		}
		next := append(m, Element{AI: code, Value: value, Offset: at})
		if len(next) < MaxElements && !next.lastContradicts() {
			s.split(end, next)
		}
	}
}

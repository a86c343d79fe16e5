package symbol

import "slices"

// The modes of a QR symbol, each with the places within a group of characters
// that share bits: digits go by three, letters by two. A segment begins with
// its mode and length.
const (
	qrNumeric = 0 // to 2: digits in the last group
	qrLetters = 3 // to 4: characters in the last pair
	qrBytes   = 5
	qrStates  = 6
)

// qrAlphabet are the characters of the mode for letters, by value.
const qrAlphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"

// The indicators that stand before segments, four bits each.
const (
	qrIndicatorECI  = 7
	qrIndicatorFNC1 = 5 // in the first position: GS1
	qrUTF8          = 26
)

// qrClasses are the last versions of which the lengths of segments have the
// same number of bits, and these numbers for digits, letters and bytes.
var qrClasses = [...]struct {
	last int
	bits [3]int
}{{9, [3]int{10, 9, 8}}, {26, [3]int{12, 11, 16}}, {40, [3]int{14, 13, 16}}}

func qrModeOf(state int) int {
	switch {
	case state < qrLetters:
		return qrNumeric
	case state < qrBytes:
		return qrLetters
	}
	return qrBytes
}

type qrNode struct {
	bits int
	from int // the state before this token
	head bool
}

// qrSegment is a run of tokens in one mode.
type qrSegment struct {
	mode   int
	tokens []int
}

// qrSegments cuts tokens into segments so that they take the fewest bits, and
// tells how many. It searches over all ways.
func qrSegments(tokens []int, isGS1 bool, lengthBits [3]int) (segments []qrSegment, bits int) {
	nodes := make([][qrStates]qrNode, len(tokens)+1)
	for i := range nodes {
		for s := range nodes[i] {
			nodes[i][s].bits = unreached
		}
	}
	best := 0 // the state with the fewest bits so far
	for i, t := range tokens {
		relax := func(state int, n qrNode) {
			if n.bits < nodes[i+1][state].bits {
				nodes[i+1][state] = n
			}
		}
		for from := range qrStates {
			if nodes[i][from].bits < unreached {
				qrContinue(t, isGS1, from, nodes[i][from].bits, relax)
			}
		}
		begun := 0
		if i > 0 {
			begun = nodes[i][best].bits
		}
		qrBegin(t, isGS1, best, begun, lengthBits, relax)
		best = qrBytes
		for s := range qrStates {
			if nodes[i+1][s].bits < nodes[i+1][best].bits {
				best = s
			}
		}
	}
	bits = nodes[len(tokens)][best].bits
	return qrPath(tokens, nodes, best), bits
}

// qrPath cuts the tokens as the nodes say that lead to a state at the end.
func qrPath(tokens []int, nodes [][qrStates]qrNode, end int) []qrSegment {
	segments := []qrSegment{{mode: qrModeOf(end)}}
	for i, state := len(tokens), end; i > 0; i-- {
		n := nodes[i][state]
		last := &segments[len(segments)-1]
		last.tokens = append(last.tokens, tokens[i-1])
		if n.head && i > 1 {
			segments = append(segments, qrSegment{mode: qrModeOf(n.from)})
		}
		state = n.from
	}
	for _, s := range segments {
		slices.Reverse(s.tokens)
	}
	slices.Reverse(segments)
	return segments
}

// qrContinue says a token in the segment that goes on.
func qrContinue(token int, isGS1 bool, from, bits int, relax func(int, qrNode)) {
	switch qrModeOf(from) {
	case qrNumeric:
		if isDigit(token) {
			relax((from+1)%3, qrNode{bits + qrDigitBits(from), from, false})
		}
	case qrLetters:
		place := from - qrLetters
		if n := qrLettersOf(token, isGS1); n == 2 {
			relax(from, qrNode{bits + 11, from, false})
		} else if n == 1 {
			relax(qrLetters+1-place, qrNode{bits + 6 - place, from, false})
		}
	default:
		relax(qrBytes, qrNode{bits + 8, from, false})
	}
}

// qrDigitBits are the bits that one more digit takes: 4, 7 and 10 in all.
func qrDigitBits(place int) int {
	if place == 0 {
		return 4
	}
	return 3
}

// qrBegin says a token as the first of a segment.
func qrBegin(token int, isGS1 bool, from, bits int, lengthBits [3]int, relax func(int, qrNode)) {
	if isDigit(token) {
		relax(qrNumeric+1, qrNode{bits + 4 + lengthBits[0] + 4, from, true})
	}
	if n := qrLettersOf(token, isGS1); n > 0 {
		relax(qrLetters+n%2, qrNode{bits + 4 + lengthBits[1] + n*11/2 + n%2, from, true})
	}
	relax(qrBytes, qrNode{bits + 4 + lengthBits[2] + 8, from, true})
}

// qrLettersOf tells how many characters of the mode for letters say a token;
// none where it lacks it. In GS1 symbols % is FNC1, and %% is a percent sign.
func qrLettersOf(token int, isGS1 bool) int {
	switch {
	case token == fnc1:
		return 1
	case token == '%' && isGS1:
		return 2
	case qrLetterValue(token) >= 0:
		return 1
	}
	return 0
}

func qrLetterValue(token int) int {
	for i := range len(qrAlphabet) {
		if int(qrAlphabet[i]) == token {
			return i
		}
	}
	return -1
}

// bitWriter collects bits, the highest first.
type bitWriter struct{ bits []bool }

func (w *bitWriter) write(value, count int) {
	for i := count - 1; i >= 0; i-- {
		w.bits = append(w.bits, value>>i&1 == 1)
	}
}

// bytes packs the bits, filled up with zeros.
func (w *bitWriter) bytes() []byte {
	b := make([]byte, (len(w.bits)+7)/8)
	for i, bit := range w.bits {
		if bit {
			b[i/8] |= 0x80 >> (i % 8)
		}
	}
	return b
}

// segment writes one segment with its mode and length.
func (w *bitWriter) segment(s qrSegment, isGS1 bool, lengthBits [3]int) {
	switch s.mode {
	case qrNumeric:
		w.write(1, 4)
		w.write(len(s.tokens), lengthBits[0])
		for group := range slices.Chunk(s.tokens, 3) {
			v := 0
			for _, t := range group {
				v = v*10 + t - '0'
			}
			w.write(v, 1+3*len(group))
		}
	case qrLetters:
		var values []int
		for _, t := range s.tokens {
			if t == fnc1 {
				t = '%'
			} else if t == '%' && isGS1 {
				values = append(values, qrLetterValue('%'))
			}
			values = append(values, qrLetterValue(t))
		}
		w.write(2, 4)
		w.write(len(values), lengthBits[1])
		for pair := range slices.Chunk(values, 2) {
			if len(pair) == 2 {
				w.write(pair[0]*45+pair[1], 11)
			} else {
				w.write(pair[0], 6)
			}
		}
	default:
		w.write(4, 4)
		w.write(len(s.tokens), lengthBits[2])
		for _, t := range s.tokens {
			if t == fnc1 {
				t = gs
			}
			w.write(t, 8)
		}
	}
}

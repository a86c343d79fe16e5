package symbol

// The encodation schemes of a Data Matrix, each with the places that a text can
// be at within a group of characters. The scheme is what the plan searches
// over; Base 256 is a step from ASCII to ASCII, since it knows its length.
const (
	dmASCII   = 0
	dmC40     = 1 // to 3: values that wait for a group of three
	dmText    = 4
	dmX12     = 7
	dmEDIFACT = 10 // to 13: characters that wait for a group of four
	dmStates  = 14
)

// dmSchemes are the schemes besides ASCII: their first state, and the codeword
// that latches into them.
var dmSchemes = [...]struct {
	state int
	latch byte
}{{dmC40, 230}, {dmText, 239}, {dmX12, 238}, {dmEDIFACT, 240}}

// schemeOf gives the first state of a state's scheme, and the place in it.
func schemeOf(state int) (scheme, place int) {
	switch {
	case state == dmASCII:
		return dmASCII, 0
	case state >= dmEDIFACT:
		return dmEDIFACT, state - dmEDIFACT
	}
	place = (state - 1) % 3
	return state - place, place
}

// dmNode is the shortest known way to one state after some tokens: how many
// codewords are complete, and the node it came from.
type dmNode struct {
	words           int
	fromAt          int
	fromState       int
	base256, isLast bool // the step was in Base 256; to the end of the symbol
}

const unreached = 1 << 30

// dmPlan finds the shortest codewords for a text in a symbol of some capacity.
// The capacity matters: a scheme ends without a latch where the symbol ends.
type dmPlan struct {
	tokens   []int
	capacity int
	nodes    [][dmStates]dmNode
	end      int // the state in which the text ends

	// The values of each token in C40 and Text.
	c40, text [][]byte
}

func newDMPlan(tokens []int) *dmPlan {
	p := &dmPlan{tokens: tokens, nodes: make([][dmStates]dmNode, len(tokens)+1)}
	p.c40, p.text = make([][]byte, len(tokens)), make([][]byte, len(tokens))
	for i, t := range tokens {
		p.c40[i], p.text[i] = c40Values(t, false), c40Values(t, true)
	}
	return p
}

// fits searches for a way into so many codewords, and keeps the shortest.
func (p *dmPlan) fits(capacity int) bool {
	// Nothing says more than two digits a codeword.
	if len(p.tokens) > 2*capacity {
		return false
	}
	p.capacity = capacity
	for i := range p.nodes {
		for s := range p.nodes[i] {
			p.nodes[i][s].words = unreached
		}
	}
	p.nodes[0][dmASCII] = dmNode{}
	for i := range p.nodes {
		p.leave(i)
		p.enter(i)
		if i < len(p.tokens) {
			p.step(i)
			p.stepBase256(i)
		}
	}
	return p.finish()
}

// finish chooses the state of the end: ASCII, or two values in C40 or Text
// which a third that says nothing fills up to the last codeword.
func (p *dmPlan) finish() bool {
	last := &p.nodes[len(p.tokens)]
	if p.end = dmASCII; last[dmASCII].words <= p.capacity {
		return true
	}
	for _, p.end = range []int{dmC40 + 2, dmText + 2} {
		if last[p.end].words+2 == p.capacity {
			return true
		}
	}
	return false
}

func (p *dmPlan) relax(at, state int, n dmNode) {
	if n.words < p.nodes[at][state].words && n.words <= p.capacity {
		p.nodes[at][state] = n
	}
}

// leave returns to ASCII where a scheme allows it.
func (p *dmPlan) leave(i int) {
	for s := dmASCII + 1; s < dmStates; s++ {
		n := p.nodes[i][s]
		if cost, ok := dmLeaving(s, p.capacity-n.words); ok {
			p.relax(i, dmASCII, dmNode{words: n.words + cost, fromAt: i, fromState: s})
		}
	}
}

// dmLeaving tells how many codewords it takes to return to ASCII from a state,
// with so many codewords of the symbol left. Readers return by themselves
// where one codeword is left, from EDIFACT where two are.
func dmLeaving(state, left int) (words int, ok bool) {
	switch scheme, place := schemeOf(state); {
	case left < 0:
		return 0, false
	case scheme == dmEDIFACT && left <= 2:
		return 0, place == 0
	case scheme == dmEDIFACT:
		return min(place+1, 3), true
	case left <= 1:
		return 0, place == 0
	default:
		return 1, place == 0
	}
}

func (p *dmPlan) enter(i int) {
	n := dmNode{words: p.nodes[i][dmASCII].words + 1, fromAt: i}
	for _, scheme := range dmSchemes {
		p.relax(i, scheme.state, n)
	}
}

// step says the next token in each scheme that can.
func (p *dmPlan) step(i int) {
	t := p.tokens[i]
	ascii := p.nodes[i][dmASCII].words
	p.relax(i+1, dmASCII, dmNode{words: ascii + asciiLength(t), fromAt: i})
	if i+1 < len(p.tokens) && isDigit(t) && isDigit(p.tokens[i+1]) {
		p.relax(i+2, dmASCII, dmNode{words: ascii + 1, fromAt: i})
	}
	for place := range 3 {
		p.stepTriple(i, dmC40, place, len(p.c40[i]))
		p.stepTriple(i, dmText, place, len(p.text[i]))
		if _, ok := x12Value(t); ok {
			p.stepTriple(i, dmX12, place, 1)
		}
	}
	if t < ' ' || t > '^' {
		return
	}
	for place := range 4 {
		words := p.nodes[i][dmEDIFACT+place].words
		if place == 3 {
			words += 3
		}
		p.relax(i+1, dmEDIFACT+(place+1)%4, dmNode{words: words, fromAt: i, fromState: dmEDIFACT + place})
	}
}

func (p *dmPlan) stepTriple(i, scheme, place, values int) {
	words := p.nodes[i][scheme+place].words + (place+values)/3*2
	p.relax(i+1, scheme+(place+values)%3, dmNode{words: words, fromAt: i, fromState: scheme + place})
}

// stepBase256 says a run of bytes that begins and ends with one above ASCII,
// since ASCII says others as shortly. A run to the end of the symbol needs no
// length.
func (p *dmPlan) stepBase256(i int) {
	const mostBytes = 1555 // that a length can say
	if t := p.tokens[i]; t < 128 || t == fnc1 {
		return
	}
	words := p.nodes[i][dmASCII].words
	for j := i; j < len(p.tokens) && p.tokens[j] != fnc1 && j-i < p.capacity; j++ {
		n := j + 1 - i
		if j+1 == len(p.tokens) && words+2+n == p.capacity {
			p.relax(j+1, dmASCII, dmNode{words: p.capacity, fromAt: i, base256: true, isLast: true})
		}
		if p.tokens[j] >= 128 && n <= mostBytes {
			p.relax(j+1, dmASCII, dmNode{words: words + 1 + lengthBytes(n) + n, fromAt: i, base256: true})
		}
	}
}

func lengthBytes(n int) int {
	if n < 250 {
		return 1
	}
	return 2
}

func asciiLength(token int) int {
	if token >= 128 && token != fnc1 {
		return 2
	}
	return 1
}

// c40Values gives the values of a token in C40, or in Text, where small and
// capital letters change places.
func c40Values(token int, text bool) []byte {
	if token == fnc1 {
		return []byte{1, 27}
	}
	if token >= 128 {
		return append([]byte{1, 30}, c40Values(token-128, text)...)
	}
	c := byte(token)
	if text {
		c = swapCase(c)
	}
	switch {
	case c == ' ':
		return []byte{3}
	case c >= '0' && c <= '9':
		return []byte{c - '0' + 4}
	case c >= 'A' && c <= 'Z':
		return []byte{c - 'A' + 14}
	case c < ' ':
		return []byte{0, c}
	case c <= '/':
		return []byte{1, c - '!'}
	case c <= '@':
		return []byte{1, c - ':' + 15}
	case c <= '_':
		return []byte{1, c - '[' + 22}
	default:
		return []byte{2, c - '`'}
	}
}

func swapCase(c byte) byte {
	if lower := c | 0x20; lower >= 'a' && lower <= 'z' {
		return c ^ 0x20
	}
	return c
}

func x12Value(token int) (value byte, ok bool) {
	switch c := byte(token); {
	case token > 127:
	case c == '\r':
		return 0, true
	case c == '*':
		return 1, true
	case c == '>':
		return 2, true
	case c == ' ':
		return 3, true
	case c >= '0' && c <= '9':
		return c - '0' + 4, true
	case c >= 'A' && c <= 'Z':
		return c - 'A' + 14, true
	}
	return 0, false
}

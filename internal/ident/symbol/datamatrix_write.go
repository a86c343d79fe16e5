package symbol

import "slices"

// dmStep is one step of a plan: from a place and state to the next.
type dmStep struct {
	at, toAt, state, toState int
	base256, isLast          bool
}

// steps lists the plan from the beginning.
func (p *dmPlan) steps() []dmStep {
	var steps []dmStep
	for at, state := len(p.tokens), p.end; at > 0 || state != dmASCII; {
		n := p.nodes[at][state]
		steps = append(steps, dmStep{n.fromAt, at, n.fromState, state, n.base256, n.isLast})
		at, state = n.fromAt, n.fromState
	}
	slices.Reverse(steps)
	return steps
}

// write gives the codewords of the plan after those of the prefix.
func (p *dmPlan) write(prefix []byte) []byte {
	w := &dmWriter{words: slices.Clone(prefix), capacity: p.capacity + len(prefix)}
	for _, s := range p.steps() {
		scheme, _ := schemeOf(s.state)
		switch {
		case s.base256:
			w.base256(p.tokens[s.at:s.toAt], s.isLast)
		case s.at == s.toAt && scheme == dmASCII:
			w.latch(s.toState)
		case s.at == s.toAt:
			w.unlatch(s.state)
		case scheme == dmASCII:
			w.ascii(p.tokens[s.at:s.toAt])
		case scheme == dmEDIFACT:
			w.quad(byte(p.tokens[s.at]) & 0x3f)
		case scheme == dmX12:
			v, _ := x12Value(p.tokens[s.at])
			w.triple(v)
		case scheme == dmC40:
			w.triple(p.c40[s.at]...)
		default:
			w.triple(p.text[s.at]...)
		}
	}
	if len(w.waiting) == 2 {
		w.triple(0)
	}
	return w.words
}

// dmWriter collects codewords; waiting are the values of a group that is not
// complete.
type dmWriter struct {
	words    []byte
	waiting  []byte
	capacity int
}

func (w *dmWriter) ascii(tokens []int) {
	t := tokens[0]
	switch {
	case len(tokens) == 2:
		w.words = append(w.words, byte(130+(t-'0')*10+tokens[1]-'0'))
	case t == fnc1:
		w.words = append(w.words, 232)
	case t >= 128:
		w.words = append(w.words, 235, byte(t-127))
	default:
		w.words = append(w.words, byte(t+1))
	}
}

// triple packs C40, Text and X12 values three to two codewords.
func (w *dmWriter) triple(values ...byte) {
	for _, v := range values {
		if w.waiting = append(w.waiting, v); len(w.waiting) == 3 {
			n := 1600*int(w.waiting[0]) + 40*int(w.waiting[1]) + int(w.waiting[2]) + 1
			w.words = append(w.words, byte(n>>8), byte(n))
			w.waiting = w.waiting[:0]
		}
	}
}

// quad packs EDIFACT values four to three codewords.
func (w *dmWriter) quad(value byte) {
	if w.waiting = append(w.waiting, value); len(w.waiting) == 4 {
		w.words = append(w.words, w.packed()...)
		w.waiting = w.waiting[:0]
	}
}

// packed gives three codewords of up to four waiting values.
func (w *dmWriter) packed() []byte {
	var v [4]int
	for i, value := range w.waiting {
		v[i] = int(value)
	}
	n := v[0]<<18 | v[1]<<12 | v[2]<<6 | v[3]
	return []byte{byte(n >> 16), byte(n >> 8), byte(n)}
}

func (w *dmWriter) latch(to int) {
	for _, scheme := range dmSchemes {
		if scheme.state == to {
			w.words = append(w.words, scheme.latch)
		}
	}
}

func (w *dmWriter) unlatch(from int) {
	const edifactUnlatch, unlatch = 31, 254
	words, _ := dmLeaving(from, w.capacity-len(w.words))
	if scheme, _ := schemeOf(from); scheme != dmEDIFACT {
		w.words = append(w.words, slices.Repeat([]byte{unlatch}, words)...)
		return
	}
	w.waiting = append(w.waiting, edifactUnlatch)
	w.words = append(w.words, w.packed()[:words]...)
	w.waiting = w.waiting[:0]
}

// base256 writes bytes with their length, all scrambled by their position.
func (w *dmWriter) base256(tokens []int, last bool) {
	w.words = append(w.words, 231)
	n := len(tokens)
	switch {
	case last:
		w.scrambled(0)
	case n < 250:
		w.scrambled(n)
	default:
		w.scrambled(n/250 + 249)
		w.scrambled(n % 250)
	}
	for _, t := range tokens {
		w.scrambled(t)
	}
}

func (w *dmWriter) scrambled(v int) {
	w.words = append(w.words, byte(v+149*(len(w.words)+1)%255+1))
}

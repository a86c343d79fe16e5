package symbol

import (
	"slices"
	"strings"
)

// dmSize is one size of symbol (ISO/IEC 16022, table 7).
type dmSize struct {
	width, height int // in modules
	across, down  int // data regions
	data, check   int // codewords
	blocks        int // of error correction, interleaved
}

var dmSquares = []dmSize{
	{10, 10, 1, 1, 3, 5, 1},
	{12, 12, 1, 1, 5, 7, 1},
	{14, 14, 1, 1, 8, 10, 1},
	{16, 16, 1, 1, 12, 12, 1},
	{18, 18, 1, 1, 18, 14, 1},
	{20, 20, 1, 1, 22, 18, 1},
	{22, 22, 1, 1, 30, 20, 1},
	{24, 24, 1, 1, 36, 24, 1},
	{26, 26, 1, 1, 44, 28, 1},
	{32, 32, 2, 2, 62, 36, 1},
	{36, 36, 2, 2, 86, 42, 1},
	{40, 40, 2, 2, 114, 48, 1},
	{44, 44, 2, 2, 144, 56, 1},
	{48, 48, 2, 2, 174, 68, 1},
	{52, 52, 2, 2, 204, 84, 2},
	{64, 64, 4, 4, 280, 112, 2},
	{72, 72, 4, 4, 368, 144, 4},
	{80, 80, 4, 4, 456, 192, 4},
	{88, 88, 4, 4, 576, 224, 4},
	{96, 96, 4, 4, 696, 272, 4},
	{104, 104, 4, 4, 816, 336, 6},
	{120, 120, 6, 6, 1050, 408, 6},
	{132, 132, 6, 6, 1304, 496, 8},
	{144, 144, 6, 6, 1558, 620, 10},
}

var dmRectangles = []dmSize{
	{18, 8, 1, 1, 5, 7, 1},
	{32, 8, 2, 1, 10, 11, 1},
	{26, 12, 1, 1, 16, 14, 1},
	{36, 12, 2, 1, 22, 18, 1},
	{36, 16, 2, 1, 32, 24, 1},
	{48, 16, 2, 1, 49, 28, 1},
}

// dmExtended are the sizes of the rectangular extension (ISO/IEC 21471, table 1).
var dmExtended = []dmSize{
	{48, 8, 2, 1, 18, 15, 1},
	{64, 8, 4, 1, 24, 18, 1},
	{80, 8, 4, 1, 32, 22, 1},
	{96, 8, 4, 1, 38, 28, 1},
	{120, 8, 6, 1, 49, 32, 1},
	{144, 8, 6, 1, 63, 36, 1},
	{64, 12, 4, 1, 43, 27, 1},
	{88, 12, 4, 1, 64, 36, 1},
	{64, 16, 4, 1, 62, 36, 1},
	{36, 20, 2, 1, 44, 28, 1},
	{44, 20, 2, 1, 56, 34, 1},
	{64, 20, 4, 1, 84, 42, 1},
	{48, 22, 2, 1, 72, 38, 1},
	{48, 24, 2, 1, 80, 41, 1},
	{64, 24, 4, 1, 108, 46, 1},
	{40, 26, 2, 1, 70, 38, 1},
	{48, 26, 2, 1, 90, 42, 1},
	{64, 26, 4, 1, 118, 50, 1},
}

var (
	dmField      = newField(0x12d)
	dmGenerators = dmField.generators(1, 5, 7, 10, 11, 12, 14, 15, 18, 20, 22, 24, 27, 28, 32, 34, 36, 38, 41, 42, 46, 48, 50, 56, 62, 68)
)

// dmQuiet is the clear space around a symbol, in modules.
const dmQuiet = 1

// dmSizes gives the sizes of a shape, by modules and then by data codewords.
func dmSizes(shape Shape) ([]dmSize, error) {
	switch shape {
	case "", Square:
		return dmSquares, nil
	case Rectangle:
		return dmRectangles, nil
	case Smallest:
		return byModules(dmSquares, dmRectangles), nil
	case Extended:
		return byModules(dmRectangles, dmExtended), nil
	}
	return nil, &Error{CodeSymbology, "there is no shape " + string(shape), "known are square, rectangle, smallest and extended"}
}

func byModules(sizes ...[]dmSize) []dmSize {
	all := slices.Concat(sizes...)
	slices.SortStableFunc(all, func(a, b dmSize) int { return a.width*a.height - b.width*b.height })
	return all
}

func encodeDataMatrix(text string, s Symbology, o Options) (*Matrix, error) {
	sizes, err := dmSizes(o.Shape)
	if err != nil {
		return nil, err
	}
	prefix, tokens := dmTokens(text, s.GS1())
	p := newDMPlan(tokens)
	var fitting []dmSize
	for _, size := range sizes {
		if !p.fits(size.data - len(prefix)) {
			continue
		}
		if fitting = append(fitting, size); o.Shape != Extended {
			break // the first is the smallest
		}
	}
	switch {
	case len(fitting) > 0:
		size := o.roomiest(fitting)
		p.fits(size.data - len(prefix))
		return dmDraw(size, dmProtect(dmCodewords(prefix, p, size.data), size)), nil
	case o.Shape == Rectangle || o.Shape == Extended:
		return nil, tooLong(s, "a shorter one, or let the shape be square")
	}
	return nil, tooLong(s, "a shorter one: the largest symbol holds 3116 digits or 2335 letters and digits")
}

// roomiest picks the size whose modules, with the quiet zone, can be drawn
// largest in the room, and of several the first.
func (o Options) roomiest(sizes []dmSize) dmSize {
	best := sizes[0]
	if o.Shape != Extended {
		return best
	}
	module := func(s dmSize) int { return min(o.Width/(s.width+2*dmQuiet), o.Height/(s.height+2*dmQuiet)) }
	for _, size := range sizes[1:] {
		if module(size) > module(best) {
			best = size
		}
	}
	return best
}

// The envelope of ISO/IEC 15434 formats 05 and 06, which one codeword says.
const (
	macro05Head, macro06Head = "[)>\x1e05\x1d", "[)>\x1e06\x1d"
	macroTail                = "\x1e\x04"
)

// dmTokens gives the codewords that stand in front, and the tokens of the text
// after them. Text that is not Latin-1, which a reader assumes, is UTF-8 with
// ECI 26.
func dmTokens(text string, isGS1 bool) (prefix []byte, tokens []int) {
	if isGS1 {
		return []byte{232}, tokensOf(text, true)
	}
	latin := make([]int, 0, len(text))
	for _, r := range text {
		if r > 255 {
			return []byte{241, 27}, tokensOf(text, false)
		}
		latin = append(latin, int(r))
	}
	if inner, ok := strings.CutSuffix(text, macroTail); ok {
		n := len(latin) - len(macroTail)
		if strings.HasPrefix(inner, macro05Head) {
			return []byte{236}, latin[len(macro05Head):n]
		}
		if strings.HasPrefix(inner, macro06Head) {
			return []byte{237}, latin[len(macro06Head):n]
		}
	}
	return nil, latin
}

// dmCodewords gives all data codewords of a symbol: the prefix, the text, and
// padding, which is scrambled by its position.
func dmCodewords(prefix []byte, p *dmPlan, capacity int) []byte {
	words := p.write(prefix)
	if len(words) < capacity {
		words = append(words, 129)
	}
	for len(words) < capacity {
		v := 129 + 149*(len(words)+1)%253 + 1
		if v > 254 {
			v -= 254
		}
		words = append(words, byte(v))
	}
	return words
}

// dmProtect appends the error correction codewords, block by block interleaved.
func dmProtect(data []byte, size dmSize) []byte {
	each := size.check / size.blocks
	// The interleaving goes on from the data to the check words, which shows
	// where the blocks differ in length, in 144x144 only. All readers expect it.
	skew := size.blocks - len(data)%size.blocks
	all := append(slices.Clone(data), make([]byte, size.check)...)
	block := make([]byte, 0, len(data)/size.blocks+1)
	for b := range size.blocks {
		block = block[:0]
		for i := b; i < len(data); i += size.blocks {
			block = append(block, data[i])
		}
		for i, c := range dmField.check(block, dmGenerators[each]) {
			all[len(data)+(b+skew)%size.blocks+i*size.blocks] = c
		}
	}
	return all
}

// dmDraw places the codewords in the data regions, and draws the finder and
// timing patterns around each region.
func dmDraw(size dmSize, words []byte) *Matrix {
	m := newMatrix(size.width, size.height, dmQuiet)
	regionWidth, regionHeight := size.width/size.across, size.height/size.down
	grid := newDMGrid(size.width-2*size.across, size.height-2*size.down)
	grid.place(words)
	for y := range size.height {
		for x := range size.width {
			rx, ry := x%regionWidth, y%regionHeight
			switch {
			case rx == 0 || ry == regionHeight-1:
				m.set(x, y, true)
			case ry == 0:
				m.set(x, y, rx%2 == 0)
			case rx == regionWidth-1:
				m.set(x, y, ry%2 == 1)
			default:
				m.set(x, y, grid.dark(x-1-2*(x/regionWidth), y-1-2*(y/regionHeight)))
			}
		}
	}
	return m
}

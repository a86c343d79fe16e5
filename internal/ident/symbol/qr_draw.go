package symbol

// qrGrid is a symbol that is being drawn. Fixed modules carry no data and are
// not masked.
type qrGrid struct {
	*Matrix
	fixed []bool
}

func (g *qrGrid) fix(x, y int, dark bool) {
	if x >= 0 && y >= 0 && x < g.Width && y < g.Height {
		g.set(x, y, dark)
		g.fixed[y*g.Width+x] = true
	}
}

// qrDraw draws the codewords under the mask that leaves the fewest patterns
// that disturb readers.
func qrDraw(words []byte, version, level int) *Matrix {
	size := 17 + 4*version
	g := &qrGrid{Matrix: newMatrix(size, size, 4), fixed: make([]bool, size*size)}
	g.drawPatterns(version)
	g.drawFormat(level, 0) // fixes its modules
	g.drawVersion(version)
	g.drawWords(words)
	best, least := 0, 1<<30
	for mask := range 8 {
		g.mask(mask)
		g.drawFormat(level, mask)
		if p := g.penalty(); p < least {
			best, least = mask, p
		}
		g.mask(mask) // a second time undoes it
	}
	g.mask(best)
	g.drawFormat(level, best)
	return g.Matrix
}

// drawPatterns draws the timing lines, the finders with their light border,
// and the alignment patterns.
func (g *qrGrid) drawPatterns(version int) {
	for i := range g.Width {
		g.fix(6, i, i%2 == 0)
		g.fix(i, 6, i%2 == 0)
	}
	last := g.Width - 4
	for _, at := range [][2]int{{3, 3}, {last, 3}, {3, last}} {
		g.drawRings(at[0], at[1], 4, func(ring int) bool { return ring != 2 && ring != 4 })
	}
	centres := qrAlignment(version)
	for i, x := range centres {
		for j, y := range centres {
			n := len(centres) - 1
			if i == 0 && j == 0 || i == 0 && j == n || i == n && j == 0 {
				continue // a finder is there
			}
			g.drawRings(x, y, 2, func(ring int) bool { return ring != 1 })
		}
	}
}

func (g *qrGrid) drawRings(x, y, radius int, dark func(ring int) bool) {
	for dy := -radius; dy <= radius; dy++ {
		for dx := -radius; dx <= radius; dx++ {
			g.fix(x+dx, y+dy, dark(max(dx, -dx, dy, -dy)))
		}
	}
}

// qrAlignment gives the rows and columns of the alignment patterns: the first
// is the timing line, the others are evenly spaced from the far edge.
func qrAlignment(version int) []int {
	if version == 1 {
		return nil
	}
	n := version/7 + 2
	step := (version*8 + n*3 + 5) / (n*4 - 4) * 2
	centres := make([]int, n)
	centres[0] = 6
	for i := 1; i < n; i++ {
		centres[i] = 10 + 4*version - (n-1-i)*step
	}
	return centres
}

// bch appends the remainder of a value, shifted by the degree of the
// generator, to the value.
func bch(value, generator, degree int) int {
	rest := value
	for range degree {
		rest = rest<<1 ^ rest>>(degree-1)*generator
	}
	return value<<degree | rest
}

// drawFormat draws level and mask, twice.
func (g *qrGrid) drawFormat(level, mask int) {
	number := [...]int{1, 0, 3, 2}[level] // L, M, Q, H
	bits := bch(number<<3|mask, 0x537, 10) ^ 0x5412
	bit := func(i int) bool { return bits>>i&1 == 1 }
	n := g.Width
	for i := range 8 {
		g.fix(n-1-i, 8, bit(i))
	}
	for i := 8; i < 15; i++ {
		g.fix(8, n-15+i, bit(i))
	}
	g.fix(8, n-8, true)
	for i := range 6 {
		g.fix(8, i, bit(i))
		g.fix(5-i, 8, bit(9+i))
	}
	g.fix(8, 7, bit(6))
	g.fix(8, 8, bit(7))
	g.fix(7, 8, bit(8))
}

// drawVersion draws the number of a version from 7 on, twice.
func (g *qrGrid) drawVersion(version int) {
	if version < 7 {
		return
	}
	bits := bch(version, 0x1f25, 12)
	for i := range 18 {
		a, b := g.Width-11+i%3, i/3
		dark := bits>>i&1 == 1
		g.fix(a, b, dark)
		g.fix(b, a, dark)
	}
}

// drawWords lays the bits in columns of two, from the right, up and down in
// turn, around what is fixed. The column of the timing line is left out.
func (g *qrGrid) drawWords(words []byte) {
	i := 0
	up := true
	for right := g.Width - 1; right >= 1; right -= 2 {
		if right == 6 {
			right = 5
		}
		for k := range g.Height {
			y := k
			if up {
				y = g.Height - 1 - k
			}
			for x := right; x >= right-1; x-- {
				if !g.fixed[y*g.Width+x] && i < 8*len(words) {
					g.set(x, y, words[i/8]>>(7-i%8)&1 == 1)
					i++
				}
			}
		}
		up = !up
	}
}

func (g *qrGrid) mask(number int) {
	for y := range g.Height {
		for x := range g.Width {
			if !g.fixed[y*g.Width+x] && qrMasked(number, x, y) {
				g.dark[y*g.Width+x] = !g.dark[y*g.Width+x]
			}
		}
	}
}

func qrMasked(number, x, y int) bool {
	switch number {
	case 0:
		return (x+y)%2 == 0
	case 1:
		return y%2 == 0
	case 2:
		return x%3 == 0
	case 3:
		return (x+y)%3 == 0
	case 4:
		return (x/3+y/2)%2 == 0
	case 5:
		return x*y%2+x*y%3 == 0
	case 6:
		return (x*y%2+x*y%3)%2 == 0
	default:
		return ((x+y)%2+x*y%3)%2 == 0
	}
}

// penalty counts what disturbs readers: long runs, blocks of one colour, what
// looks like a finder, and a share of dark modules far from half.
func (g *qrGrid) penalty() int {
	sum, dark := 0, 0
	for i := range g.Width {
		sum += qrLinePenalty(g.Width, func(k int) bool { return g.dark[i*g.Width+k] })
		sum += qrLinePenalty(g.Width, func(k int) bool { return g.dark[k*g.Width+i] })
	}
	for y := range g.Height {
		for x := range g.Width {
			d := g.dark[y*g.Width+x]
			if d {
				dark++
			}
			if x > 0 && y > 0 && d == g.Dark(x-1, y) && d == g.Dark(x, y-1) && d == g.Dark(x-1, y-1) {
				sum += 3
			}
		}
	}
	off := 100*dark/len(g.dark) - 50
	return sum + max(off, -off)/5*10
}

// qrLinePenalty counts runs of five and more modules, and the finder's
// 1:1:3:1:1 with four light modules at one side.
func qrLinePenalty(n int, dark func(int) bool) int {
	const before, after = 0b00001011101, 0b10111010000
	sum, run, last := 0, 0, 0
	for k := range n {
		last = last << 1 & 0x7ff
		if dark(k) {
			last |= 1
		}
		if k >= 10 && (last == before || last == after) {
			sum += 40
		}
		if k > 0 && last&1 != last>>1&1 {
			run = 0
		}
		if run++; run == 5 {
			sum += 3
		} else if run > 5 {
			sum++
		}
	}
	return sum
}

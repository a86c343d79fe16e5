package symbol

import "iter"

// Matrix is the modules of one symbol, without its quiet zone. A linear symbol
// has one row, which is drawn as high as asked for.
type Matrix struct {
	// Width and Height are in modules.
	Width, Height int
	// Quiet is the clear space that the standard wants around the symbol, in
	// modules: on all four sides, of a linear symbol at its two ends.
	Quiet int

	dark []bool
}

func newMatrix(width, height, quiet int) *Matrix {
	return &Matrix{Width: width, Height: height, Quiet: quiet, dark: make([]bool, width*height)}
}

// Dark reports whether the module in column x and row y, counted from 0 at the
// upper left, is dark. Outside the symbol all is light.
func (m *Matrix) Dark(x, y int) bool {
	return x >= 0 && y >= 0 && x < m.Width && y < m.Height && m.dark[y*m.Width+x]
}

func (m *Matrix) set(x, y int, dark bool) { m.dark[y*m.Width+x] = dark }

// Linear reports whether the symbol is one row of bars.
func (m *Matrix) Linear() bool { return m.Height == 1 }

// Run is a row of dark modules that touch: Length of them from column X on.
type Run struct{ X, Y, Length int }

// Runs gives the dark modules as runs, row by row.
func (m *Matrix) Runs() iter.Seq[Run] {
	return func(yield func(Run) bool) {
		for y := range m.Height {
			for x := 0; x < m.Width; x++ {
				if !m.Dark(x, y) {
					continue
				}
				r := Run{X: x, Y: y}
				for ; m.Dark(x, y); x++ {
					r.Length++
				}
				if !yield(r) {
					return
				}
			}
		}
	}
}

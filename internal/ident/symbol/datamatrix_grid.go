package symbol

// dmGrid is the mapping matrix: the data regions of a symbol pushed together,
// in which each codeword lies as a figure of eight modules that may be cut by
// an edge and go on at the opposite one (ISO/IEC 16022, annex F).
type dmGrid struct {
	width, height int
	cells         []int8 // 0 free, 1 light, 2 dark
	words         []byte
	next          int
}

func newDMGrid(width, height int) *dmGrid {
	return &dmGrid{width: width, height: height, cells: make([]int8, width*height)}
}

func (g *dmGrid) dark(x, y int) bool { return g.cells[y*g.width+x] == 2 }

// dmAt is a module relative to a figure or an edge: row and column.
type dmAt struct{ row, column int }

// The common figure, relative to its lowest right module, and the four corner
// figures, whose negative places count from the lower and right edges.
var (
	dmFigure  = [8]dmAt{{-2, -2}, {-2, -1}, {-1, -2}, {-1, -1}, {-1, 0}, {0, -2}, {0, -1}, {0, 0}}
	dmCorners = [4][8]dmAt{
		{{-1, 0}, {-1, 1}, {-1, 2}, {0, -2}, {0, -1}, {1, -1}, {2, -1}, {3, -1}},
		{{-3, 0}, {-2, 0}, {-1, 0}, {0, -4}, {0, -3}, {0, -2}, {0, -1}, {1, -1}},
		{{-3, 0}, {-2, 0}, {-1, 0}, {0, -2}, {0, -1}, {1, -1}, {2, -1}, {3, -1}},
		{{-1, 0}, {-1, -1}, {0, -3}, {0, -2}, {0, -1}, {1, -3}, {1, -2}, {1, -1}},
	}
)

// place lays out all codewords along diagonals, up and down in turn.
func (g *dmGrid) place(words []byte) {
	g.words = words
	row, column := 4, 0
	for row < g.height || column < g.width {
		g.corner(row, column)
		for ; row >= 0 && column < g.width; row, column = row-2, column+2 {
			if row < g.height && column >= 0 && g.free(row, column) {
				g.figure(row, column)
			}
		}
		row, column = row+1, column+3
		for ; row < g.height && column >= 0; row, column = row+2, column-2 {
			if row >= 0 && column < g.width && g.free(row, column) {
				g.figure(row, column)
			}
		}
		row, column = row+3, column+1
	}
	if last := len(g.cells) - 1; g.cells[last] == 0 {
		// Four modules in the corner are left over: a fixed chequer.
		g.cells[last], g.cells[last-g.width-1] = 2, 2
	}
}

// corner lays a corner figure where the way meets one.
func (g *dmGrid) corner(row, column int) {
	switch {
	case row == g.height && column == 0:
		g.lay(dmCorners[0])
	case row == g.height-2 && column == 0 && g.width%4 != 0:
		g.lay(dmCorners[1])
	case row == g.height-2 && column == 0 && g.width%8 == 4:
		g.lay(dmCorners[2])
	case row == g.height+4 && column == 2 && g.width%8 == 0:
		g.lay(dmCorners[3])
	}
}

func (g *dmGrid) free(row, column int) bool { return g.cells[row*g.width+column] == 0 }

// figure lays the common figure, wrapped around the edges.
func (g *dmGrid) figure(row, column int) {
	var figure [8]dmAt
	for i, at := range dmFigure {
		r, c := row+at.row, column+at.column
		if r < 0 {
			r, c = r+g.height, c+4-(g.height+4)%8
		}
		if c < 0 {
			r, c = r+4-(g.width+4)%8, c+g.width
		}
		if r >= g.height { // in some sizes of ISO/IEC 21471
			r -= g.height
		}
		figure[i] = dmAt{r, c}
	}
	g.lay(figure)
}

// lay writes the next codeword, its highest bit first.
func (g *dmGrid) lay(figure [8]dmAt) {
	word := g.words[g.next]
	g.next++
	for i, at := range figure {
		r, c := at.row, at.column
		if r < 0 {
			r += g.height
		}
		if c < 0 {
			c += g.width
		}
		g.cells[r*g.width+c] = int8(1 + word>>(7-i)&1)
	}
}

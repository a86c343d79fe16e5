package label

import (
	"math"

	"golang.org/x/image/font/sfnt"

	"github.com/tracewright/tracewright/internal/ident/symbol"
)

// Drawing is a label, or a page of labels, in black on white.
type Drawing struct {
	// Width and Height are in dots.
	Width, Height int
	// DPI is the dots per inch.
	DPI int

	marks []mark
}

// mark is one black thing: rectangles of whole dots, an outline, or both.
type mark struct {
	rects   []rect
	outline []segment
	native  *native // where a printer could draw the symbol itself
}

// native is a symbol that stands upright.
type native struct {
	symbology   symbol.Symbology
	text        string
	options     symbol.Options
	x, y        int // of its modules
	module, bar int
}

type rect struct{ x, y, width, height int }

type point struct{ x, y float64 }

// segment is a piece of an outline, in dots.
type segment struct {
	op     sfnt.SegmentOp
	points [3]point
}

// arity tells how many points a segment has.
func (s segment) arity() int {
	switch s.op {
	case sfnt.SegmentOpQuadTo:
		return 2
	case sfnt.SegmentOpCubeTo:
		return 3
	}
	return 1
}

// turned gives a mark that was drawn upright in a box, turned clockwise about
// that box, whose upper left is then at x, y.
func (m mark) turned(degrees, x, y, width, height int) mark {
	turn := func(px, py float64) (float64, float64) {
		switch degrees {
		case 90:
			return float64(x+height) - py, float64(y) + px
		case 180:
			return float64(x+width) - px, float64(y+height) - py
		case 270:
			return float64(x) + py, float64(y+width) - px
		}
		return float64(x) + px, float64(y) + py
	}
	t := mark{}
	for _, r := range m.rects {
		x0, y0 := turn(float64(r.x), float64(r.y))
		x1, y1 := turn(float64(r.x+r.width), float64(r.y+r.height))
		t.rects = append(t.rects, rect{
			int(min(x0, x1)), int(min(y0, y1)), int(math.Abs(x1 - x0)), int(math.Abs(y1 - y0)),
		})
	}
	for _, s := range m.outline {
		for i := range s.arity() {
			s.points[i].x, s.points[i].y = turn(s.points[i].x, s.points[i].y)
		}
		t.outline = append(t.outline, s)
	}
	if m.native != nil && degrees == 0 {
		n := *m.native
		n.x, n.y = n.x+x, n.y+y
		t.native = &n
	}
	return t
}

// bounds gives the whole dots that a mark touches.
func (m mark) bounds() rect {
	left, top, right, bottom := math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	grow := func(x, y float64) {
		left, top, right, bottom = min(left, x), min(top, y), max(right, x), max(bottom, y)
	}
	for _, r := range m.rects {
		grow(float64(r.x), float64(r.y))
		grow(float64(r.x+r.width), float64(r.y+r.height))
	}
	for _, s := range m.outline {
		for i := range s.arity() {
			grow(s.points[i].x, s.points[i].y)
		}
	}
	if left > right {
		return rect{}
	}
	x, y := int(math.Floor(left)), int(math.Floor(top))
	return rect{x, y, int(math.Ceil(right)) - x, int(math.Ceil(bottom)) - y}
}

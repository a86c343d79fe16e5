package label

import (
	"strings"

	"golang.org/x/image/font/sfnt"

	"github.com/tracewright/tracewright/internal/plant"
)

// Lines are so far apart, and letters reach so far below theirs, in heights of
// capital letters.
const (
	linePitch = 1.6
	descent   = 0.3
)

// least is how far a text is made smaller so that it fits.
const least = 0.5

// paragraph is a text in its place, in dots.
type paragraph struct {
	fonts         *Fonts
	text          string
	font          plant.Font
	align         plant.Align
	capital       float64
	width, height float64 // without height it is one line
}

// draw breaks the text at spaces into lines, and makes it smaller until it
// fits; it gives its outline and the height taken.
func (p paragraph) draw() (outline []segment, height float64, err error) {
	for capital := p.capital; capital >= least*p.capital; capital *= 0.96 {
		lines, fits, err := p.lines(capital)
		if err != nil {
			return nil, 0, err
		}
		height = capital * (1 + descent + linePitch*float64(len(lines)-1))
		if fits && (height <= p.height || len(lines) == 1 && p.height == 0) {
			outline, err = p.outline(lines, capital)
			return outline, height, err
		}
	}
	return nil, 0, wrong(CodeFit, "give it more width or height, smaller letters, or less text", "the text %.60q does not fit", p.text)
}

// lines breaks the text for capital letters of a height.
func (p paragraph) lines(capital float64) (lines [][]glyph, fits bool, err error) {
	for given := range strings.SplitSeq(p.text, "\n") {
		line := ""
		for _, word := range strings.Split(given, " ") {
			longer := word
			if line != "" {
				longer = line + " " + word
			}
			width, err := p.measure(longer, capital)
			if err != nil {
				return nil, false, err
			}
			if width > p.width && line != "" && p.height > 0 {
				glyphs, err := p.fonts.glyphs(line, p.font)
				if err != nil {
					return nil, false, err
				}
				lines = append(lines, glyphs)
				longer = word
			}
			line = longer
		}
		glyphs, err := p.fonts.glyphs(line, p.font)
		if err != nil {
			return nil, false, err
		}
		lines = append(lines, glyphs)
	}
	for _, line := range lines {
		if lineWidth(line, capital) > p.width {
			return lines, false, nil
		}
	}
	return lines, true, nil
}

func (p paragraph) measure(text string, capital float64) (float64, error) {
	glyphs, err := p.fonts.glyphs(text, p.font)
	return lineWidth(glyphs, capital), err
}

func lineWidth(line []glyph, capital float64) float64 {
	width := 0.0
	for _, g := range line {
		width += g.advance * capital
	}
	return width
}

func (p paragraph) outline(lines [][]glyph, capital float64) ([]segment, error) {
	var all []segment
	var b sfnt.Buffer
	for i, line := range lines {
		x := aligned(p.align, p.width-lineWidth(line, capital))
		y := capital * (1 + linePitch*float64(i))
		for _, g := range line {
			outline, err := g.outline(&b, x, y, capital)
			if err != nil {
				return nil, err
			}
			all = append(all, outline...)
			x += g.advance * capital
		}
	}
	return all, nil
}

// aligned gives where something begins that leaves so much space in its line.
func aligned(a plant.Align, space float64) float64 {
	switch a {
	case plant.AlignCenter:
		return space / 2
	case plant.AlignRight:
		return space
	}
	return 0
}

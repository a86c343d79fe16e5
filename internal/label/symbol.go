package label

import (
	"strings"

	"github.com/tracewright/tracewright/internal/ident/symbol"
	"github.com/tracewright/tracewright/internal/plant"
)

// symbol draws a symbol with the largest modules of whole dots for which it and
// its quiet zone fit into their box, above its caption.
func (d Device) symbol(e *plant.LabelElement, fields Fields, width, height int) ([]mark, error) {
	text, lines, given, err := contents(e, fields)
	if !given && e.Optional {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	symbology := symbol.Symbology(e.Symbology)
	caption, captionHeight, err := d.caption(e, symbology.Linear(), lines, width)
	if err != nil {
		return nil, err
	}
	options := symbol.Options{Shape: symbol.Shape(e.Shape), Level: symbol.Level(e.Level), Width: width, Height: max(0, height-captionHeight)}
	matrix, err := symbol.Encode(symbology, text, options)
	if err != nil {
		return nil, err
	}
	p := symbol.Picture{Matrix: matrix, Bar: 1}
	across, down := p.Size()
	module := width / across
	if !matrix.Linear() {
		module = min(module, (height-captionHeight)/down)
	}
	if wanted := max(d.dots(e.Module), 1); module < wanted || height <= captionHeight {
		needs := symbol.MillimetresPerInch / float64(d.DPI) * float64(wanted)
		return nil, wrong(CodeFit, "give it more space, a smaller module or less text",
			"the symbol needs %.1f by %.1f mm", needs*float64(across), needs*float64(down+captionHeight/wanted))
	}
	left := int(aligned(e.Align, float64(width-across*module)))
	m := mark{native: &native{
		symbology, text, options, left + matrix.Quiet*module, 0, module, height - captionHeight,
	}}
	bottom := height - captionHeight
	for _, r := range p.Rects() {
		if matrix.Linear() {
			m.rects = append(m.rects, rect{left + r.X*module, 0, r.Width * module, bottom})
			continue
		}
		m.rects = append(m.rects, rect{left + r.X*module, r.Y * module, r.Width * module, module})
	}
	if !matrix.Linear() {
		m.native.y = matrix.Quiet * module
		bottom = down * module
	}
	return append([]mark{m}, caption.turned(0, 0, bottom, 0, 0)), nil
}

// caption draws what a symbol says: of a linear one on one line, of others a
// line for each element. It gives the height with the space above.
func (d Device) caption(e *plant.LabelElement, linear bool, lines []string, width int) (mark, int, error) {
	if !e.Caption {
		return mark{}, 0, nil
	}
	text, height := strings.Join(lines, "\n"), 0.0
	capital := e.Size.Float() * float64(d.DPI) / symbol.MillimetresPerInch
	if linear {
		text = strings.Join(lines, " ")
	} else {
		height = capital * (1 + descent + linePitch*float64(len(lines)))
	}
	align := e.Align
	if linear {
		align = plant.AlignCenter
	}
	outline, taken, err := paragraph{d.Fonts, text, e.Font, align, capital, float64(width), height}.draw()
	gap := capital / 2
	return mark{outline: outline}.turned(0, 0, int(gap), 0, 0), int(taken + gap), err
}

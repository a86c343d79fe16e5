package label

import (
	"bytes"
	"encoding/base64"
	"errors"
	"image"
	"image/png"
	"math"
	"strings"

	"github.com/tracewright/tracewright/internal/ident/gs1"
	"github.com/tracewright/tracewright/internal/ident/symbol"
	"github.com/tracewright/tracewright/internal/plant"
)

// Device is what a label is laid out for.
type Device struct {
	// DPI is the dots per inch of the printer, 100 to 1200: 203, 300 and 600
	// are usual.
	DPI   int
	Fonts *Fonts
}

// maxDots bounds a drawing: an A4 page at 600 dots an inch has 35 million.
const maxDots = 64_000_000

func (d Device) dots(mm plant.Decimal) int {
	return int(math.Round(mm.Float() * float64(d.DPI) / symbol.MillimetresPerInch))
}

func (d Device) blank(width, height plant.Decimal) (*Drawing, error) {
	page := &Drawing{Width: d.dots(width), Height: d.dots(height), DPI: d.DPI}
	if d.DPI < 100 || d.DPI > 1200 {
		return nil, wrong(CodeSize, "give 100 to 1200", "%d dots per inch are out of range", d.DPI)
	}
	if page.Width*page.Height > maxDots {
		return nil, wrong(CodeSize, "give fewer dots per inch", "%s by %s mm at %d dots per inch are too many dots", width, height, d.DPI)
	}
	return page, nil
}

// Render draws one label. The label is one that plant.Check finds nothing wrong
// with. The error is an *Error.
func (d Device) Render(l *plant.Label, fields Fields) (*Drawing, error) {
	page, err := d.blank(l.Width, l.Height)
	if err != nil {
		return nil, err
	}
	if err := fields.check(); err != nil {
		return nil, err
	}
	for i := range l.Elements {
		marks, err := d.element(&l.Elements[i], fields)
		if err != nil {
			return nil, at(i, err)
		}
		page.marks = append(page.marks, marks...)
	}
	if err := together(l, fields); err != nil {
		return nil, err
	}
	return page, nil
}

// together judges the GS1 elements of all symbols of a label: some ask for
// others, such as a contained GTIN for its count, and some exclude others.
func together(l *plant.Label, fields Fields) error {
	var all gs1.Message
	for i := range l.Elements {
		e := &l.Elements[i]
		if e.Kind != plant.ElementSymbol || !symbol.Symbology(e.Symbology).GS1() {
			continue
		}
		text, _, given, err := contents(e, fields)
		if err != nil || !given {
			continue // drawn or left out, as it was decided before
		}
		m, err := gs1.Parse(text, gs1.Options{})
		if err != nil {
			return at(i, err)
		}
		all = append(all, m...)
	}
	if faults := all.Check(); len(faults) > 0 {
		return at(-1, faults[0])
	}
	return nil
}

// at adds the element to an error.
func at(element int, err error) error {
	var e *Error
	var s *symbol.Error
	var g *gs1.Error
	switch {
	case errors.As(err, &e):
	case errors.As(err, &s):
		e = wrong(CodeSymbol, s.Fix, "%s", s.Problem)
	case errors.As(err, &g):
		e = wrong(CodeSymbol, g.Fix(), "%s", g.Text())
	default:
		return err
	}
	e.Element = element
	return e
}

// Pages draws a label for each of several sets of fields: one on a page, or
// side by side where the label has a sheet. The error is an *Error.
func (d Device) Pages(l *plant.Label, records []Fields) ([]*Drawing, error) {
	var pages []*Drawing
	s := l.Sheet
	perPage := s.Columns * s.Rows
	for i, fields := range records {
		one, err := d.Render(l, fields)
		if err != nil {
			return nil, err
		}
		if perPage == 0 {
			pages = append(pages, one)
			continue
		}
		if i%perPage == 0 {
			page, err := d.blank(s.Width, s.Height)
			if err != nil {
				return nil, err
			}
			pages = append(pages, page)
		}
		column, row := i%perPage%s.Columns, i%perPage/s.Columns
		x := d.dots(s.Left) + column*(one.Width+d.dots(s.GapX))
		y := d.dots(s.Top) + row*(one.Height+d.dots(s.GapY))
		page := pages[len(pages)-1]
		for _, m := range one.marks {
			page.marks = append(page.marks, m.turned(0, x, y, 0, 0))
		}
	}
	return pages, nil
}

// element draws an element upright in its own box, and turns it to its place.
func (d Device) element(e *plant.LabelElement, fields Fields) ([]mark, error) {
	x, y, width, height := d.dots(e.X), d.dots(e.Y), d.dots(e.Width), d.dots(e.Height)
	if e.Rotate%180 != 0 {
		width, height = height, width
	}
	var marks []mark
	var err error
	switch e.Kind {
	case plant.ElementSymbol:
		marks, err = d.symbol(e, fields, width, height)
	case plant.ElementLine:
		marks = []mark{{rects: []rect{{0, 0, max(width, d.stroke(e)), max(height, d.stroke(e))}}}}
	case plant.ElementBox:
		n := d.stroke(e)
		marks = []mark{{rects: []rect{
			{0, 0, width, n},
			{0, height - n, width, n},
			{0, n, n, height - 2*n},
			{width - n, n, n, height - 2*n},
		}}}
	case plant.ElementImage:
		marks, err = picture(e.Image, width, height)
	default:
		marks, err = d.text(e, fields, width, height)
	}
	for i, m := range marks {
		marks[i] = m.turned(e.Rotate, x, y, width, height)
	}
	return marks, err
}

// stroke is at least one dot.
func (d Device) stroke(e *plant.LabelElement) int { return max(d.dots(e.Stroke), 1) }

func (d Device) text(e *plant.LabelElement, fields Fields, width, height int) ([]mark, error) {
	text, given, err := fields.fill(e.Text, func(value string) string { return value })
	if !given && e.Optional {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	outline, _, err := paragraph{
		d.Fonts, text, e.Font, e.Align, e.Size.Float() * float64(d.DPI) / symbol.MillimetresPerInch, float64(width), float64(height),
	}.draw()
	return []mark{{outline: outline}}, err
}

// picture prints what is dark in a PNG file, as large as fits.
func picture(file string, width, height int) ([]mark, error) {
	const mostSide = 4000
	unread := func(why string) error {
		return wrong(CodeImage, "give a PNG file of at most 4000 by 4000 pixels", "the image cannot be read: %s", why)
	}
	data, err := base64.StdEncoding.DecodeString(file)
	if err != nil {
		return nil, unread("it is not base64")
	}
	size, err := png.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return nil, unread(err.Error())
	}
	if size.Width > mostSide || size.Height > mostSide {
		return nil, unread("it is too large")
	}
	img, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, unread(err.Error())
	}
	scale := min(float64(width)/float64(size.Width), float64(height)/float64(size.Height))
	m := mark{}
	for y := range int(float64(size.Height) * scale) {
		for x := 0; x < int(float64(size.Width)*scale); x++ {
			begin := x
			for x < int(float64(size.Width)*scale) && isDark(img, int(float64(x)/scale), int(float64(y)/scale)) {
				x++
			}
			if x > begin {
				m.rects = append(m.rects, rect{begin, y, x - begin, 1})
			}
		}
	}
	return []mark{m}, nil
}

// isDark takes the pixel as it looks on white paper.
func isDark(img image.Image, x, y int) bool {
	r, g, b, a := img.At(img.Bounds().Min.X+x, img.Bounds().Min.Y+y).RGBA()
	return (r+g+b)/3+0xffff-a < 0x8000
}

// contents gives what a symbol holds, and the lines of its caption. A GS1
// symbol takes its elements with identifiers in brackets.
func contents(e *plant.LabelElement, fields Fields) (text string, caption []string, given bool, err error) {
	s := symbol.Symbology(e.Symbology)
	escape := func(value string) string { return value }
	if s.GS1() {
		escape = func(value string) string { return strings.ReplaceAll(value, "(", `\(`) }
	}
	text, given, err = fields.fill(e.Text, escape)
	if err != nil || !given {
		return "", nil, given, err
	}
	if strings.Contains(text, "\n") {
		return "", nil, true, wrong(CodeField, "write it without line breaks", "a symbol holds no lines")
	}
	if !s.GS1() {
		return text, []string{strings.Map(printed, text)}, true, nil
	}
	message, err := gs1.ParseBracketed(text, gs1.Options{})
	if err != nil {
		return "", nil, true, err
	}
	return message.String(), message.Text(), true, nil
}

// printed leaves out the separators of messages.
func printed(r rune) rune {
	if r < ' ' {
		return ' '
	}
	return r
}

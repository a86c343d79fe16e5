package label

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"math"
	"strconv"
	"time"

	"codeberg.org/go-pdf/fpdf"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/vector"

	"github.com/tracewright/tracewright/internal/ident/symbol"
	"github.com/tracewright/tracewright/internal/ident/zpl"
)

// bitmap gives the dots of a mark within a rectangle.
func (m mark) bitmap(in rect) *image.Alpha {
	dots := image.NewAlpha(image.Rect(0, 0, in.width, in.height))
	if len(m.outline) > 0 {
		r := vector.NewRasterizer(in.width, in.height)
		for _, s := range m.outline {
			var p [3][2]float32
			for i := range s.arity() {
				p[i] = [2]float32{float32(s.points[i].x - float64(in.x)), float32(s.points[i].y - float64(in.y))}
			}
			switch s.op {
			case sfnt.SegmentOpMoveTo:
				r.ClosePath()
				r.MoveTo(p[0][0], p[0][1])
			case sfnt.SegmentOpLineTo:
				r.LineTo(p[0][0], p[0][1])
			case sfnt.SegmentOpQuadTo:
				r.QuadTo(p[0][0], p[0][1], p[1][0], p[1][1])
			default:
				r.CubeTo(p[0][0], p[0][1], p[1][0], p[1][1], p[2][0], p[2][1])
			}
		}
		r.ClosePath()
		r.Draw(dots, dots.Rect, image.Opaque, image.Point{})
	}
	for _, r := range m.rects {
		for y := max(r.y-in.y, 0); y < min(r.y+r.height-in.y, in.height); y++ {
			for x := max(r.x-in.x, 0); x < min(r.x+r.width-in.x, in.width); x++ {
				dots.Pix[y*dots.Stride+x] = 255
			}
		}
	}
	return dots
}

// half is the coverage from which a dot is black.
const half = 128

// within cuts a rectangle at the edges of the drawing.
func (d *Drawing) within(r rect) rect {
	x, y := max(r.x, 0), max(r.y, 0)
	return rect{x, y, max(min(r.x+r.width, d.Width)-x, 0), max(min(r.y+r.height, d.Height)-y, 0)}
}

// PNG gives the drawing with one pixel for each dot.
func (d *Drawing) PNG() ([]byte, error) {
	picture := image.NewPaletted(image.Rect(0, 0, d.Width, d.Height), color.Palette{color.White, color.Black})
	for _, m := range d.marks {
		in := d.within(m.bounds())
		dots := m.bitmap(in)
		for y := range in.height {
			row := picture.Pix[(y+in.y)*picture.Stride+in.x:]
			for x := range in.width {
				if dots.Pix[y*dots.Stride+x] >= half {
					row[x] = 1
				}
			}
		}
	}
	return symbol.EncodePNG(picture, d.DPI)
}

// ZPL gives the drawing in the language of label printers with the same dots
// an inch. With native, the printer draws upright symbols itself where ZPL has
// them: the data are shorter, and the printer may choose another size.
func (d *Drawing) ZPL(native bool) []byte {
	var fields []string
	for _, m := range d.marks {
		if native && m.native != nil {
			n := m.native
			if field, err := zpl.Symbol(n.symbology, n.text, n.options, n.x, n.y, n.module, n.bar); err == nil {
				fields = append(fields, field)
				continue
			}
		}
		if len(m.outline) == 0 && len(m.rects) <= 4 {
			for _, r := range m.rects {
				fields = append(fields, zpl.Box(r.x, r.y, r.width, r.height))
			}
			continue
		}
		in := d.within(m.bounds())
		if in.width == 0 || in.height == 0 {
			continue
		}
		dots := m.bitmap(in)
		fields = append(fields, zpl.Graphic(in.x, in.y, in.width, in.height, func(x, y int) bool {
			return dots.Pix[y*dots.Stride+x] >= half
		}))
	}
	return []byte(zpl.Label(d.Width, d.Height, fields...))
}

// millimetres gives a length in dots.
func (d *Drawing) millimetres(dots float64) float64 {
	return dots * symbol.MillimetresPerInch / float64(d.DPI)
}

// SVG gives the drawing as vectors, in its size in millimetres. Its unit is a
// tenth of a dot, which is finer than any device.
func (d *Drawing) SVG() []byte {
	var b bytes.Buffer
	mm := func(dots int) string { return strconv.FormatFloat(d.millimetres(float64(dots)), 'f', 3, 64) }
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" width="%smm" height="%smm" viewBox="0 0 %d0 %d0">`,
		mm(d.Width), mm(d.Height), d.Width, d.Height)
	fmt.Fprintf(&b, "\n<path fill=\"#fff\" d=\"M0 0h%d0v%d0H0z\"/>\n", d.Width, d.Height)
	for _, m := range d.marks {
		if len(m.rects)+len(m.outline) == 0 {
			continue
		}
		b.WriteString(`<path d="`)
		for _, r := range m.rects {
			fmt.Fprintf(&b, "M%d0 %d0h%d0v%d0h-%d0z", r.x, r.y, r.width, r.height, r.width)
		}
		writePath(&b, m.outline)
		b.WriteString("\"/>\n")
	}
	b.WriteString("</svg>\n")
	return b.Bytes()
}

// writePath writes an outline relative to where its pen is.
func writePath(b *bytes.Buffer, outline []segment) {
	x, y := 0, 0
	for _, s := range outline {
		command, fromX, fromY := "mlqc"[s.op], x, y
		if s.op == sfnt.SegmentOpMoveTo {
			command, fromX, fromY = 'M', 0, 0
		}
		b.WriteByte(command)
		for i := range s.arity() {
			x, y = int(math.Round(10*s.points[i].x)), int(math.Round(10*s.points[i].y))
			if i > 0 && x >= fromX {
				b.WriteByte(' ')
			}
			b.WriteString(strconv.Itoa(x - fromX))
			if y >= fromY {
				b.WriteByte(' ')
			}
			b.WriteString(strconv.Itoa(y - fromY))
		}
	}
}

// PDF gives drawings as the pages of one document, as vectors. The same
// drawings have the same bytes.
func PDF(pages ...*Drawing) ([]byte, error) {
	doc := fpdf.NewCustom(&fpdf.InitType{UnitStr: "mm"})
	doc.SetCatalogSort(true)
	doc.SetCreationDate(time.Unix(0, 0).UTC())
	doc.SetModificationDate(time.Unix(0, 0).UTC())
	doc.SetAutoPageBreak(false, 0)
	for _, d := range pages {
		doc.AddPageFormat("P", fpdf.SizeType{Wd: d.millimetres(float64(d.Width)), Ht: d.millimetres(float64(d.Height))})
		for _, m := range d.marks {
			d.pdf(doc, m)
		}
	}
	var b bytes.Buffer
	if err := doc.Output(&b); err != nil {
		return nil, fmt.Errorf("write PDF: %w", err)
	}
	return b.Bytes(), nil
}

// pdf fills a mark as one path, so that no light shines between its parts.
func (d *Drawing) pdf(doc *fpdf.Fpdf, m mark) {
	mm := d.millimetres
	for _, r := range m.rects {
		x0, y0, x1, y1 := mm(float64(r.x)), mm(float64(r.y)), mm(float64(r.x+r.width)), mm(float64(r.y+r.height))
		doc.MoveTo(x0, y0)
		doc.LineTo(x1, y0)
		doc.LineTo(x1, y1)
		doc.LineTo(x0, y1)
		doc.ClosePath()
	}
	var at point
	for _, s := range m.outline {
		p := s.points
		for i := range p {
			p[i] = point{mm(p[i].x), mm(p[i].y)}
		}
		switch s.op {
		case sfnt.SegmentOpMoveTo:
			doc.MoveTo(p[0].x, p[0].y)
		case sfnt.SegmentOpLineTo:
			doc.LineTo(p[0].x, p[0].y)
		case sfnt.SegmentOpQuadTo: // which PDF says as a cubic curve
			doc.CurveBezierCubicTo(at.x+(p[0].x-at.x)*2/3, at.y+(p[0].y-at.y)*2/3, p[1].x+(p[0].x-p[1].x)*2/3, p[1].y+(p[0].y-p[1].y)*2/3, p[1].x, p[1].y)
		default:
			doc.CurveBezierCubicTo(p[0].x, p[0].y, p[1].x, p[1].y, p[2].x, p[2].y)
		}
		at = p[s.arity()-1]
	}
	doc.DrawPath("f")
}

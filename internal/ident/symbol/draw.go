package symbol

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/png"
	"strconv"
)

// MillimetresPerInch converts between dots per inch and millimetres.
const MillimetresPerInch = 25.4

// Picture is a symbol with its quiet zone, in modules, ready to be drawn.
type Picture struct {
	*Matrix
	// Bar is the height of a linear symbol, in modules; others ignore it.
	Bar int
}

// Size gives width and height with the quiet zone, in modules. The quiet zone
// of a linear symbol is at its two ends only.
func (p Picture) Size() (width, height int) {
	if p.Linear() {
		return p.Width + 2*p.Quiet, p.Bar
	}
	return p.Width + 2*p.Quiet, p.Height + 2*p.Quiet
}

// Rect is a dark rectangle of a picture, in modules from its upper left.
type Rect struct{ X, Y, Width, Height int }

// Rects gives the dark rectangles of the picture, row by row.
func (p Picture) Rects() []Rect {
	var rects []Rect
	for r := range p.Runs() {
		if p.Linear() {
			rects = append(rects, Rect{r.X + p.Quiet, 0, r.Length, p.Bar})
		} else {
			rects = append(rects, Rect{r.X + p.Quiet, r.Y + p.Quiet, r.Length, 1})
		}
	}
	return rects
}

// SVG draws the picture with modules of so many millimetres.
func (p Picture) SVG(module float64) []byte {
	w, h := p.Size()
	var b bytes.Buffer
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" width="%smm" height="%smm" viewBox="0 0 %d %d" shape-rendering="crispEdges">`,
		millimetres(float64(w)*module), millimetres(float64(h)*module), w, h)
	fmt.Fprintf(&b, `<path fill="#fff" d="M0 0h%dv%dH0z"/><path d="`, w, h)
	for _, r := range p.Rects() {
		fmt.Fprintf(&b, "M%d %dh%dv%dh-%dz", r.X, r.Y, r.Width, r.Height, r.Width)
	}
	b.WriteString("\"/></svg>\n")
	return b.Bytes()
}

func millimetres(mm float64) string { return strconv.FormatFloat(mm, 'f', -1, 64) }

// PNG draws the picture with modules of so many pixels, and notes the
// resolution, in dots per inch, at which it has its size.
func (p Picture) PNG(module, dpi int) ([]byte, error) {
	w, h := p.Size()
	img := image.NewPaletted(image.Rect(0, 0, w*module, h*module), color.Palette{color.White, color.Black})
	for _, r := range p.Rects() {
		for y := r.Y * module; y < (r.Y+r.Height)*module; y++ {
			row := img.Pix[y*img.Stride:]
			for x := r.X * module; x < (r.X+r.Width)*module; x++ {
				row[x] = 1
			}
		}
	}
	return EncodePNG(img, dpi)
}

// EncodePNG gives an image as PNG that states its resolution in dots per inch,
// so that it prints in its true size.
func EncodePNG(img image.Image, dpi int) ([]byte, error) {
	var b bytes.Buffer
	encoder := png.Encoder{CompressionLevel: png.BestSpeed} // two colours are small anyway
	if err := encoder.Encode(&b, img); err != nil {
		return nil, fmt.Errorf("encode PNG: %w", err)
	}
	perMetre := uint32(float64(dpi)*1000/MillimetresPerInch + 0.5)
	chunk := []byte("pHYs")
	chunk = binary.BigEndian.AppendUint32(chunk, perMetre)
	chunk = binary.BigEndian.AppendUint32(chunk, perMetre)
	chunk = append(chunk, 1) // the unit is the metre
	// It goes after the signature and the header chunk, which have one size.
	const header = 8 + 25
	all := append([]byte(nil), b.Bytes()[:header]...)
	all = binary.BigEndian.AppendUint32(all, uint32(len(chunk)-4))
	all = append(all, chunk...)
	all = binary.BigEndian.AppendUint32(all, crc32.ChecksumIEEE(chunk))
	return append(all, b.Bytes()[header:]...), nil
}

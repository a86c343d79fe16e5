package label

import (
	"fmt"
	"unicode"

	"github.com/go-fonts/dejavu/dejavusanscondensed"
	"github.com/go-fonts/dejavu/dejavusanscondensedbold"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/gomono"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"

	"github.com/tracewright/tracewright/internal/plant"
)

// Fonts are the faces that texts are drawn with. A character that a face lacks
// comes from the next of its list.
type Fonts struct {
	faces map[plant.Font][]*face
}

// face is a font with the height of its capital letters and the size of its
// em, in units of the font.
type face struct {
	*sfnt.Font
	em, capital float64
}

// NewFonts gives the fonts of the program (Go Sans, Go Mono and DejaVu, which
// have Latin, Greek and Cyrillic letters), followed by others, as TrueType or
// OpenType files.
func NewFonts(more ...[]byte) (*Fonts, error) {
	f := &Fonts{faces: map[plant.Font][]*face{}}
	for font, files := range map[plant.Font][][]byte{
		plant.FontSans: {goregular.TTF, dejavusanscondensed.TTF},
		plant.FontBold: {gobold.TTF, dejavusanscondensedbold.TTF},
		plant.FontMono: {gomono.TTF, dejavusanscondensed.TTF},
	} {
		for _, file := range append(files, more...) {
			parsed, err := newFace(file)
			if err != nil {
				return nil, err
			}
			f.faces[font] = append(f.faces[font], parsed)
		}
	}
	return f, nil
}

func newFace(file []byte) (*face, error) {
	font, err := sfnt.Parse(file)
	if err != nil {
		return nil, fmt.Errorf("read font: %w", err)
	}
	f := &face{Font: font, em: float64(font.UnitsPerEm())}
	f.capital = 0.72 * f.em
	var b sfnt.Buffer
	if h, err := font.GlyphIndex(&b, 'H'); err == nil && h != 0 {
		if bounds, _, err := font.GlyphBounds(&b, h, fixed.I(int(f.em)), 0); err == nil {
			f.capital = -float64(bounds.Min.Y) / 64
		}
	}
	return f, nil
}

// glyph is one character of a line.
type glyph struct {
	face    *face
	index   sfnt.GlyphIndex
	advance float64 // for capital letters of height 1
}

// glyphs gives the glyphs of a text on one line.
func (f *Fonts) glyphs(text string, font plant.Font) ([]glyph, error) {
	if font == "" {
		font = plant.FontSans
	}
	var b sfnt.Buffer
	var glyphs []glyph
	for _, r := range text {
		g, err := f.glyph(&b, r, font)
		if err != nil {
			return nil, err
		}
		glyphs = append(glyphs, g)
	}
	return glyphs, nil
}

// unlaid are scripts whose letters change their places or forms beside others,
// which is not done here: to draw them letter by letter would be wrong.
var unlaid = []*unicode.RangeTable{
	unicode.Arabic, unicode.Hebrew, unicode.Syriac, unicode.Thaana, unicode.Nko, unicode.Devanagari, unicode.Bengali,
	unicode.Gurmukhi, unicode.Gujarati, unicode.Oriya, unicode.Tamil, unicode.Telugu, unicode.Kannada, unicode.Malayalam,
	unicode.Sinhala, unicode.Tibetan, unicode.Myanmar, unicode.Khmer, unicode.Mongolian,
}

func (f *Fonts) glyph(b *sfnt.Buffer, r rune, font plant.Font) (glyph, error) {
	if unicode.In(r, unlaid...) {
		return glyph{}, wrong(CodeGlyph, "write it in another script, or as an image", "%q (U+%04X) is of a script that is not laid out", r, r)
	}
	for _, face := range f.faces[font] {
		index, err := face.GlyphIndex(b, r)
		if err != nil || index == 0 {
			continue
		}
		advance, err := face.GlyphAdvance(b, index, fixed.I(int(face.em)), 0)
		if err != nil {
			return glyph{}, fmt.Errorf("measure %q: %w", r, err)
		}
		return glyph{face, index, float64(advance) / 64 / face.capital}, nil
	}
	return glyph{}, wrong(CodeGlyph, "give a font that has it", "no font has %q (U+%04X)", r, r)
}

// outline gives the outline of a glyph whose line begins at x, y, with capital
// letters of a height in dots.
func (g glyph) outline(b *sfnt.Buffer, x, y, capital float64) ([]segment, error) {
	loaded, err := g.face.LoadGlyph(b, g.index, fixed.I(int(g.face.em)), nil)
	if err != nil {
		return nil, fmt.Errorf("draw glyph: %w", err)
	}
	scale := capital / g.face.capital / 64
	segments := make([]segment, len(loaded))
	for i, s := range loaded {
		segments[i].op = s.Op
		for k, p := range s.Args {
			segments[i].points[k] = point{x + float64(p.X)*scale, y + float64(p.Y)*scale}
		}
	}
	return segments, nil
}

package plant

import (
	"encoding/base64"
	"slices"
)

const (
	maxSide     = "1000" // millimetres of a label
	maxElements = 500
	maxPerSheet = 1000
	maxImage    = 64 << 10 // bytes in base64
)

// labels checks all labels of a definition.
func (c *checker) labels() {
	seen := unique{}
	for i := range c.d.Labels {
		at := (*path)(nil).at("labels").item(i)
		l := &c.d.Labels[i]
		c.label(l, at)
		c.labelEvents(l, at)
		if l.Code != "" {
			c.uniqueCode(seen, l.Code, at.at("code"), "label", "the plant")
		}
	}
}

func (c *checker) label(l *Label, at *path) {
	c.code(l.Code, at.at("code"), "label")
	c.name(l.Name, at.at("name"))
	c.side(l.Width, at.at("width"))
	c.side(l.Height, at.at("height"))
	if l.Sheet != (Sheet{}) {
		c.sheet(l, at.at("sheet"))
	}
	if len(l.Elements) == 0 || len(l.Elements) > maxElements {
		c.fault(at.at("elements"), "write between 1 and 500 elements", "the label has %d elements", len(l.Elements))
		return
	}
	for i := range l.Elements {
		c.labelElement(l, &l.Elements[i], at.at("elements").item(i))
	}
}

// side checks a length that must be given and above zero.
func (c *checker) side(d Decimal, at *path) {
	if !d.Valid() || d.Cmp("0") <= 0 || d.Cmp(maxSide) > 0 {
		c.fault(at, "write millimetres, above 0 and at most "+maxSide, "%s is not a length", quoted(string(d)))
	}
}

// length checks a length that may be zero or left out.
func (c *checker) length(d Decimal, at *path) {
	if d != "" && (!d.Valid() || d.Cmp("0") < 0 || d.Cmp(maxSide) > 0) {
		c.fault(at, "write millimetres, from 0 to "+maxSide, "%s is not a length", quoted(string(d)))
	}
}

func (c *checker) sheet(l *Label, at *path) {
	s := &l.Sheet
	c.side(s.Width, at.at("width"))
	c.side(s.Height, at.at("height"))
	c.length(s.Left, at.at("left"))
	c.length(s.Top, at.at("top"))
	c.length(s.GapX, at.at("gapX"))
	c.length(s.GapY, at.at("gapY"))
	if !c.count(s.Columns, at.at("columns"), 1) || !c.count(s.Rows, at.at("rows"), 1) {
		return
	}
	if s.Columns > maxPerSheet || s.Rows > maxPerSheet/s.Columns {
		c.fault(at, "write fewer columns or rows", "a sheet holds at most %d labels", maxPerSheet)
	}
	width := s.Left.Float() + float64(s.Columns)*(l.Width.Float()+s.GapX.Float()) - s.GapX.Float()
	height := s.Top.Float() + float64(s.Rows)*(l.Height.Float()+s.GapY.Float()) - s.GapY.Float()
	if beyond(width, s.Width) || beyond(height, s.Height) {
		c.fault(at, "write fewer columns or rows, or a larger sheet", "the labels take %.1f by %.1f mm, more than the sheet has", width, height)
	}
}

// beyond tells whether a length is above a bound; computing may have rounded it.
func beyond(length float64, bound Decimal) bool { return length > bound.Float()+1e-6 }

func (c *checker) labelElement(l *Label, e *LabelElement, at *path) {
	c.known(string(e.Kind), at.at("kind"), "a kind of element", elementKindShape.enum)
	if e.Rotate%90 != 0 || e.Rotate < 0 || e.Rotate > 270 {
		c.fault(at.at("rotate"), "write 0, 90, 180 or 270", "%d is not a turn", e.Rotate)
	}
	c.known(string(e.Font), at.at("font"), "a font", fontShape.enum)
	c.known(string(e.Align), at.at("align"), "a place in a line", alignShape.enum)
	for _, length := range []struct {
		key   string
		value Decimal
	}{
		{"x", e.X}, {"y", e.Y}, {"width", e.Width}, {"height", e.Height}, {"size", e.Size}, {"module", e.Module}, {"stroke", e.Stroke},
	} {
		c.length(length.value, at.at(length.key))
	}
	c.lines(e.Text, at.at("text"))
	c.elementParts(e, at)
	if beyond(e.X.Float()+e.Width.Float(), l.Width) || beyond(e.Y.Float()+e.Height.Float(), l.Height) {
		c.fault(at, "move it, make it smaller, or the label larger", "the element reaches beyond the label")
	}
}

// elementParts checks that an element has what its kind needs.
func (c *checker) elementParts(e *LabelElement, at *path) {
	needs := func(key string, value string) {
		if value == "" {
			c.fault(at, "add "+key+":", "the element has no %s", key)
		}
	}
	switch e.Kind {
	case "", ElementText:
		needs("text", e.Text)
		needs("size", string(e.Size))
		needs("width", string(e.Width))
		if e.Rotate%180 != 0 {
			needs("height", string(e.Height))
		}
	case ElementSymbol:
		needs("text", e.Text)
		needs("symbology", e.Symbology)
		needs("width", string(e.Width))
		needs("height", string(e.Height))
		c.known(e.Symbology, at.at("symbology"), "a symbology", symbologyShape.enum)
		c.known(e.Shape, at.at("shape"), "a shape", matrixShape.enum)
		c.known(e.Level, at.at("level"), "a level", levelShape.enum)
		if e.Caption {
			needs("size", string(e.Size))
		}
	case ElementLine:
		needs("stroke", string(e.Stroke))
		if (e.Width == "") == (e.Height == "") {
			c.fault(at, "write width: for a line across, or height: for one down", "a line has either a width or a height")
		}
	case ElementBox:
		needs("stroke", string(e.Stroke))
		needs("width", string(e.Width))
		needs("height", string(e.Height))
	case ElementImage:
		needs("image", e.Image)
		needs("width", string(e.Width))
		needs("height", string(e.Height))
		if _, err := base64.StdEncoding.DecodeString(e.Image); err != nil || len(e.Image) > maxImage {
			c.fault(at.at("image"), "give a PNG file of at most 48 kB in base64", "the image cannot be read")
		}
	}
	if e.Kind != ElementImage && e.Image != "" && slices.Contains(elementKindShape.enum, string(e.Kind)) {
		c.fault(at.at("image"), "write kind: image, or remove it", "the element is no image")
	}
}

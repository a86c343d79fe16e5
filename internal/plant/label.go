package plant

import (
	"fmt"
	"strconv"
)

// Label is the template of a label or of a page: what is printed where. All
// lengths are millimetres from the upper left corner.
type Label struct {
	Code   string  `json:"code"`
	Name   string  `json:"name,omitempty"`
	Width  Decimal `json:"width"`
	Height Decimal `json:"height"`
	// Sheet lays several labels on a page; the zero value that each is a page
	// of its own.
	Sheet    Sheet          `json:"sheet,omitzero"`
	Elements []LabelElement `json:"elements"`
	// For are the kinds of things that it is for; empty means any.
	For []LabelFor `json:"for,omitempty"`
	// Verify asks for a scan of the label once it is on its object.
	Verify bool `json:"verify,omitempty"`
	// Print are the events on which it is printed.
	Print []LabelEvent `json:"print,omitempty"`
}

// Sheet is a page of labels, side by side.
type Sheet struct {
	Width  Decimal `json:"width"`
	Height Decimal `json:"height"`
	// Left and Top are where the first label lies.
	Left    Decimal `json:"left,omitempty"`
	Top     Decimal `json:"top,omitempty"`
	Columns int     `json:"columns"`
	Rows    int     `json:"rows"`
	// GapX and GapY lie between labels.
	GapX Decimal `json:"gapX,omitempty"`
	GapY Decimal `json:"gapY,omitempty"`
}

// LabelElement is one thing on a label. Texts hold fields in braces, such as
// {serial}, that are filled in when the label is printed; {{ is a brace.
type LabelElement struct {
	Kind ElementKind `json:"kind,omitempty"`
	// X and Y are the upper left corner.
	X Decimal `json:"x,omitempty"`
	Y Decimal `json:"y,omitempty"`
	// Width and Height bound the element, after it was turned; a text without
	// Height is one line, and a line has one of the two.
	Width  Decimal `json:"width,omitempty"`
	Height Decimal `json:"height,omitempty"`
	// Rotate turns clockwise by 0, 90, 180 or 270 degrees.
	Rotate int `json:"rotate,omitempty"`
	// Text is what a text says, or what a symbol holds: for a GS1 symbology an
	// element string with its identifiers in round brackets.
	Text string `json:"text,omitempty"`
	// Size is the height of capital letters.
	Size  Decimal `json:"size,omitempty"`
	Font  Font    `json:"font,omitempty"`
	Align Align   `json:"align,omitempty"`
	// Symbology, Shape and Level are those of package ident/symbol.
	Symbology string `json:"symbology,omitempty"`
	Shape     string `json:"shape,omitempty"`
	Level     string `json:"level,omitempty"`
	// Module is the least width of a module (X-dimension).
	Module Decimal `json:"module,omitempty"`
	// Caption writes what a symbol says below it, in letters of Size.
	Caption bool `json:"caption,omitempty"`
	// Stroke is the thickness of a line or of the sides of a box.
	Stroke Decimal `json:"stroke,omitempty"`
	// Image is a PNG file in base64, printed black where it is dark.
	Image string `json:"image,omitempty"`
	// Optional leaves the element out when a field of its text is not given.
	Optional bool `json:"optional,omitempty"`
}

// ElementKind tells what an element of a label is.
type ElementKind string

// The kinds of element; the empty kind is ElementText.
const (
	ElementText   ElementKind = "text"
	ElementSymbol ElementKind = "symbol"
	ElementLine   ElementKind = "line"
	ElementBox    ElementKind = "box"
	ElementImage  ElementKind = "image"
)

// Font is a face of the letters of a label.
type Font string

// The fonts; the empty one is FontSans.
const (
	FontSans Font = "sans"
	FontBold Font = "bold"
	FontMono Font = "mono"
)

// Align is where lines, or a symbol, lie in the width of their element.
type Align string

// The alignments; the empty one is AlignLeft.
const (
	AlignLeft   Align = "left"
	AlignCenter Align = "center"
	AlignRight  Align = "right"
)

// Float gives a decimal as a number of millimetres; 0 where none is given.
func (d Decimal) Float() float64 {
	f, err := strconv.ParseFloat(string(d), 64)
	if err != nil || !d.Valid() {
		return 0
	}
	return f
}

// ParseLabel reads one label from YAML, as strictly as Parse reads a
// definition, and checks it. The error is an Errors.
func ParseLabel(src []byte) (*Label, error) {
	root, errs := parseDocument(src)
	if err := errs.Err(); err != nil {
		return nil, err
	}
	r := &reader{}
	tree := r.read(root, labelShape, nil)
	if err := r.errs.sorted().Err(); err != nil {
		return nil, err
	}
	l, err := fromTree[Label](tree)
	if err != nil {
		return nil, fmt.Errorf("read label: %w", err)
	}
	c := &checker{d: &Definition{source: src}}
	c.label(l, nil)
	if err := c.located().Err(); err != nil {
		return nil, err
	}
	return l, nil
}

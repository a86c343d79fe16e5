// Package label draws labels: a plant.Label, filled in with the fields of one
// object, becomes a Drawing, which is written as SVG, PNG, PDF and ZPL.
//
// There is one drawing, laid out in the dots of the device that prints, so the
// preview is the print: each module of a symbol and each line has whole dots,
// and letters are outlines of fonts that are part of the program. What does not
// fit, lacks a field or has no glyph is an Error; nothing is cut or left out.
//
// The package is pure. It must not know where fields come from, and which
// printer a label goes to.
package label

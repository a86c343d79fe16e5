package label

import "fmt"

// The codes of Error.
const (
	CodeField  = "label-field"  // a field is missing, unknown or not printable
	CodeFit    = "label-fit"    // something is too large for its place
	CodeGlyph  = "label-glyph"  // no font has a character
	CodeSymbol = "label-symbol" // a symbol cannot hold its text
	CodeImage  = "label-image"  // an image cannot be read
	CodeSize   = "label-size"   // the label has too many dots
)

// Error says why a label cannot be drawn, where, and how to mend it.
type Error struct {
	Code string
	// Element counts from 0; it is -1 for the label as a whole.
	Element      int
	Problem, Fix string
}

// Error gives the place, the problem and the remedy on one line.
func (e *Error) Error() string {
	where := ""
	if e.Element >= 0 {
		where = fmt.Sprintf("elements[%d]: ", e.Element)
	}
	return where + e.Problem + " (" + e.Fix + ")"
}

func wrong(code, fix, format string, args ...any) *Error {
	return &Error{Code: code, Element: -1, Problem: fmt.Sprintf(format, args...), Fix: fix}
}

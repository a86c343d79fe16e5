package symbol

import (
	"fmt"
	"unicode/utf8"
)

// Symbology names a kind of symbol, and whether it carries GS1 element strings.
type Symbology string

// The symbologies. In those of GS1 the data begins with FNC1, which Encode
// adds, and each GS (U+001D) of the text is written as FNC1.
const (
	Code128       Symbology = "code128"
	GS1128        Symbology = "gs1-128"
	QR            Symbology = "qr"
	GS1QR         Symbology = "gs1-qr"
	DataMatrix    Symbology = "datamatrix"
	GS1DataMatrix Symbology = "gs1-datamatrix"
)

// Symbologies lists all that Encode knows.
func Symbologies() []Symbology {
	return []Symbology{Code128, GS1128, QR, GS1QR, DataMatrix, GS1DataMatrix}
}

// GS1 reports whether the symbology carries GS1 element strings.
func (s Symbology) GS1() bool { return s == GS1128 || s == GS1QR || s == GS1DataMatrix }

// Linear reports whether the symbol is one row of bars.
func (s Symbology) Linear() bool { return s == Code128 || s == GS1128 }

// Shape bounds the outline of a Data Matrix.
type Shape string

// The shapes; the empty shape is Square.
const (
	Square    Shape = "square"
	Rectangle Shape = "rectangle" // 8x18 to 16x48
	Smallest  Shape = "smallest"  // of both, the one with the fewest modules
	// Extended is a rectangle of any size, those of ISO/IEC 21471 (DMRE) too: 8x18 to
	// 26x64 and 8x144, as the room wants it. Old readers do not know it.
	Extended Shape = "extended"
)

// Level is how much of a QR symbol may be lost: 7, 15, 25 or 30 percent.
type Level string

// The levels; the empty level is LevelM.
const (
	LevelL Level = "L"
	LevelM Level = "M"
	LevelQ Level = "Q"
	LevelH Level = "H"
)

// Options are what a symbology leaves open. The zero value is good.
type Options struct {
	// Shape of a Data Matrix.
	Shape Shape
	// Width and Height are the room for a symbol of shape Extended with its quiet
	// zone, in dots: of the sizes that hold the text the one is taken whose modules
	// are largest in it. Without room it is the one with the fewest modules.
	Width, Height int
	// Level is the least of a QR symbol; a higher one is taken where it costs
	// no larger symbol.
	Level Level
}

// MaxText is the longest text that Encode looks at, in bytes: more than the
// largest symbol holds (7,089 digits).
const MaxText = 8000

// The codes of Error.
const (
	CodeSymbology = "symbol-unknown"   // no such symbology, shape or level
	CodeEmpty     = "symbol-empty"     // no text
	CodeTooLong   = "symbol-too-long"  // no symbol is large enough
	CodeCharacter = "symbol-character" // a character that the symbology lacks
)

// Error says why a text cannot be a symbol, and how to mend it.
type Error struct {
	Code         string
	Problem, Fix string
}

// Error gives the problem and the remedy on one line.
func (e *Error) Error() string { return e.Problem + " (" + e.Fix + ")" }

// fnc1 is the token of the function character; other tokens are bytes.
const fnc1 = 256

// gs separates elements in the text of a GS1 symbol.
const gs = 0x1d

// Encode makes the symbol of a text. The text is UTF-8: Code 128 takes ASCII;
// Data Matrix writes what is Latin-1 as such, and other text as UTF-8 with its
// ECI; QR writes what is not ASCII as UTF-8 with its ECI. GS1 text is printable
// ASCII and GS, without the FNC1 in front. The error is an *Error.
func Encode(s Symbology, text string, o Options) (*Matrix, error) {
	switch {
	case text == "":
		return nil, &Error{CodeEmpty, "there is no text to encode", "give at least one character"}
	case len(text) > MaxText:
		return nil, tooLong(s, "a text of at most a few thousand characters")
	case !utf8.ValidString(text):
		return nil, &Error{CodeCharacter, "the text is not UTF-8", "give text, not bytes"}
	}
	if s.GS1() {
		if err := checkGS1(s, text); err != nil {
			return nil, err
		}
	}
	switch s {
	case Code128, GS1128:
		return encodeCode128(text, s.GS1())
	case QR, GS1QR:
		return encodeQR(text, s, o.Level)
	case DataMatrix, GS1DataMatrix:
		return encodeDataMatrix(text, s, o)
	}
	return nil, &Error{CodeSymbology, fmt.Sprintf("there is no symbology %q", s), fmt.Sprintf("known are %v", Symbologies())}
}

func tooLong(s Symbology, fix string) *Error {
	return &Error{CodeTooLong, fmt.Sprintf("the text is too long for a %s symbol", s), "give " + fix}
}

// checkGS1 wants elements that begin with a digit, as application identifiers
// do: an empty one, or one that begins with %, could not be told apart in a QR
// symbol, where % is FNC1 and %% a percent sign.
func checkGS1(s Symbology, text string) error {
	begins := true
	for i, r := range text {
		if begins && !isDigit(int(r)) || r != gs && (r < '!' || r > 'z') {
			return &Error{
				CodeCharacter, fmt.Sprintf("character %d of the %s symbol cannot be %q", i+1, s, r),
				"GS1 elements begin with the digits of an identifier, are of printable ASCII without spaces, and have GS between them",
			}
		}
		begins = r == gs
	}
	if begins {
		return &Error{CodeCharacter, "GS stands at the end of the " + string(s) + " symbol", "write GS only between elements"}
	}
	return nil
}

// tokensOf gives the bytes of a text; in GS1 text, GS becomes FNC1.
func tokensOf(text string, isGS1 bool) []int {
	tokens := make([]int, len(text))
	for i := range tokens {
		tokens[i] = int(text[i])
		if isGS1 && text[i] == gs {
			tokens[i] = fnc1
		}
	}
	return tokens
}

func isDigit(token int) bool { return token >= '0' && token <= '9' }

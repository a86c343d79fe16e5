package zpl

import (
	"fmt"
	"strings"

	"github.com/tracewright/tracewright/internal/ident/symbol"
)

// Label wraps the fields of one label of a size in dots. Its data are UTF-8
// (^CI28), and its origin is the upper left corner.
func Label(width, height int, fields ...string) string {
	return fmt.Sprintf("^XA\n^CI28\n^PW%d\n^LL%d\n^LH0,0\n%s^XZ\n", width, height, strings.Join(fields, ""))
}

// Box fills a rectangle, in dots.
func Box(x, y, width, height int) string {
	return fmt.Sprintf("^FO%d,%d^GB%d,%d,%d^FS\n", x, y, width, height, min(width, height))
}

// hexMark introduces a byte in hexadecimal. It is not the default, _, which is
// frequent in data and which Data Matrix fields have for FNC1.
const hexMark = '\\'

// Escape gives data for a field that begins with ^FH\ and holds it unchanged:
// the marks of commands, control characters and what is not ASCII are written
// in hexadecimal.
func Escape(data string) string {
	var b strings.Builder
	for i := range len(data) {
		switch c := data[i]; {
		case c == '^', c == '~', c == hexMark, c < ' ', c > '~':
			fmt.Fprintf(&b, "%c%02X", hexMark, c)
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

// Symbol gives a field that lets the printer draw a symbol: the upper left of
// its modules at x, y, in dots, modules of so many dots (1 to 10), and bars of
// a height. Code 128 is written value by value, so that the printer draws just
// what package symbol does. The printer chooses the size of other symbols, and
// may choose a larger one. The error is a *symbol.Error: what ZPL cannot say,
// Graphic draws.
func Symbol(s symbol.Symbology, text string, o symbol.Options, x, y, module, bar int) (string, error) {
	if _, err := symbol.Encode(s, text, o); err != nil {
		return "", err
	}
	if module < 1 || module > 10 {
		return "", unsaid(s, fmt.Sprintf("modules of %d dots", module))
	}
	at := fmt.Sprintf("^FO%d,%d", x, y)
	switch s {
	case symbol.Code128, symbol.GS1128:
		data, err := code128(text, s)
		if err != nil {
			return "", err
		}
		return fmt.Sprintf("%s^BY%d^BCN,%d,N,N,N,N^FH%c^FD%s^FS\n", at, module, bar, hexMark, data), nil
	case symbol.DataMatrix, symbol.GS1DataMatrix:
		if o.Shape == symbol.Extended {
			return "", unsaid(s, "a size of ISO/IEC 21471")
		}
		data, escape, err := dataMatrix(text, s)
		if err != nil {
			return "", err
		}
		return fmt.Sprintf("%s^BXN,%d,200,,,,%c,%d^FH%c^FD%s^FS\n", at, module, escape, aspect(o.Shape), hexMark, data), nil
	case symbol.QR:
		return fmt.Sprintf("%s^BQN,2,%d^FH%c^FD%sA,%s^FS\n", at, module, hexMark, level(o.Level), Escape(text)), nil
	}
	return "", unsaid(s, "FNC1 in a QR symbol")
}

func unsaid(s symbol.Symbology, what string) error {
	return &symbol.Error{
		Code: symbol.CodeSymbology, Problem: fmt.Sprintf("ZPL has no field for %s (%s)", what, s),
		Fix: "let the symbol be drawn",
	}
}

// aspect is the last parameter of ^BX: square or rectangular.
func aspect(shape symbol.Shape) int {
	if shape == symbol.Rectangle {
		return 2
	}
	return 1
}

func level(l symbol.Level) string {
	if l == "" {
		return string(symbol.LevelM)
	}
	return string(l)
}

// dataMatrix writes the data of ^BX, in which an escape character and 1 are
// FNC1. The escape character is one that the text lacks, since printers differ
// in how it is doubled.
func dataMatrix(text string, s symbol.Symbology) (data string, escape rune, err error) {
	for _, escape = range "_|`{}#$@" {
		if strings.ContainsRune(text, escape) {
			continue
		}
		if fnc1 := string(escape) + "1"; s.GS1() {
			text = fnc1 + strings.ReplaceAll(text, "\x1d", fnc1)
		}
		return Escape(text), escape, nil
	}
	return "", 0, unsaid(s, "a text with so many signs")
}

// The values of Code 128 that change the code set or begin one.
const (
	toC, toB, fnc1, startB, startC = 99, 100, 102, 104, 105
)

// code128 writes the data of ^BC in its mode N, with an invocation code for
// each value that is not a character.
func code128(text string, s symbol.Symbology) (string, error) {
	values, err := symbol.Code128Values(text, s.GS1())
	if err != nil {
		return "", err
	}
	var b strings.Builder
	inC := false
	for _, v := range values[:len(values)-2] { // the printer adds check and stop
		switch {
		case v == startC, v == toC && !inC:
			b.WriteString(map[byte]string{startC: ">;", toC: ">5"}[v])
			inC = true
		case v == startB, v == toB && inC:
			b.WriteString(map[byte]string{startB: ">:", toB: ">6"}[v])
			inC = false
		case v == fnc1:
			b.WriteString(">8")
		case inC && v < 100:
			fmt.Fprintf(&b, "%02d", v)
		case !inC && v < 95 && v != '>'-' ': // which begins invocation codes
			b.WriteString(Escape(string(rune(v + ' '))))
		default:
			return "", unsaid(s, "control characters or >")
		}
	}
	return b.String(), nil
}

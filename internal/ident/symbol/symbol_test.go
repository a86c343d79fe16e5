package symbol_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"image/png"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/datamatrix"
	"github.com/makiuchi-d/gozxing/oned"
	"github.com/makiuchi-d/gozxing/qrcode"
	"pgregory.net/rapid"

	"github.com/tracewright/tracewright/internal/golden"
	"github.com/tracewright/tracewright/internal/ident/symbol"
)

// TestGozxingReadsThem needs no other program, so that it runs everywhere.
func TestGozxingReadsThem(t *testing.T) {
	t.Parallel()
	for s, reader := range map[symbol.Symbology]gozxing.Reader{
		symbol.Code128: oned.NewCode128Reader(), symbol.QR: qrcode.NewQRCodeReader(),
		symbol.DataMatrix: datamatrix.NewDataMatrixReader(),
	} {
		t.Run(string(s), rapid.MakeCheck(func(r *rapid.T) {
			text := texts(digits, capitals, smalls, edifact).Draw(r, "text")
			m, err := symbol.Encode(s, text, symbol.Options{})
			if err != nil {
				r.Fatal(err)
			}
			picture, err := png.Decode(bytes.NewReader(pngOf(t, m)))
			if err != nil {
				r.Fatal(err)
			}
			bits, err := gozxing.NewBinaryBitmapFromImage(picture)
			if err != nil {
				r.Fatal(err)
			}
			got, err := reader.Decode(bits, map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_PURE_BARCODE: true})
			if err != nil || got.GetText() != text {
				r.Fatalf("%q was read as %v, %v", text, got, err)
			}
		}))
	}
}

func TestWhatCannotBeASymbolIsRefused(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		symbology symbol.Symbology
		text      string
		options   symbol.Options
		code      string
	}{
		"no text":                   {symbol.QR, "", symbol.Options{}, symbol.CodeEmpty},
		"unknown symbology":         {"pdf417", "A", symbol.Options{}, symbol.CodeSymbology},
		"unknown shape":             {symbol.DataMatrix, "A", symbol.Options{Shape: "round"}, symbol.CodeSymbology},
		"unknown level":             {symbol.QR, "A", symbol.Options{Level: "X"}, symbol.CodeSymbology},
		"not UTF-8":                 {symbol.QR, "\xff", symbol.Options{}, symbol.CodeCharacter},
		"not ASCII in Code 128":     {symbol.Code128, "ä", symbol.Options{}, symbol.CodeCharacter},
		"space in GS1":              {symbol.GS1DataMatrix, "21A B", symbol.Options{}, symbol.CodeCharacter},
		"empty element in GS1":      {symbol.GS1DataMatrix, "21A\x1d\x1d10B", symbol.Options{}, symbol.CodeCharacter},
		"separator at the end":      {symbol.GS1DataMatrix, "21A\x1d", symbol.Options{}, symbol.CodeCharacter},
		"letters begin an element":  {symbol.GS1128, "A21", symbol.Options{}, symbol.CodeCharacter},
		"49 characters in GS1-128":  {symbol.GS1128, strings.Repeat("1", 49), symbol.Options{}, symbol.CodeTooLong},
		"161 characters in a line":  {symbol.Code128, strings.Repeat("1", 161), symbol.Options{}, symbol.CodeTooLong},
		"too long for a rectangle":  {symbol.DataMatrix, strings.Repeat("a;", 60), symbol.Options{Shape: symbol.Rectangle}, symbol.CodeTooLong},
		"too long for Data Matrix":  {symbol.DataMatrix, strings.Repeat("1", 3117), symbol.Options{}, symbol.CodeTooLong},
		"too long for QR":           {symbol.QR, strings.Repeat("a", 2332), symbol.Options{}, symbol.CodeTooLong},
		"too long for any symbol":   {symbol.QR, strings.Repeat("1", symbol.MaxText+1), symbol.Options{}, symbol.CodeTooLong},
		"too long at a high level":  {symbol.QR, strings.Repeat("a", 1274), symbol.Options{Level: symbol.LevelH}, symbol.CodeTooLong},
		"control character in GS1":  {symbol.GS1QR, "21A\x1e", symbol.Options{}, symbol.CodeCharacter},
		"not ASCII in GS1 DataMatr": {symbol.GS1DataMatrix, "21é", symbol.Options{}, symbol.CodeCharacter},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := symbol.Encode(c.symbology, c.text, c.options)
			var e *symbol.Error
			if !errors.As(err, &e) || e.Code != c.code || e.Fix == "" {
				t.Errorf("got %v, want an error with code %s and a fix", err, c.code)
			}
		})
	}
}

func TestLargestTextsFit(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		symbology symbol.Symbology
		text      string
		level     symbol.Level
		side      int
	}{
		{symbol.DataMatrix, strings.Repeat("1", 3116), "", 144},
		{symbol.DataMatrix, strings.Repeat("A", 2335), "", 144},
		{symbol.DataMatrix, strings.Repeat("é", 1556), "", 144},
		{symbol.QR, strings.Repeat("1", 7089), symbol.LevelL, 177},
		{symbol.QR, strings.Repeat("A", 4296), symbol.LevelL, 177},
		{symbol.QR, strings.Repeat("a", 2953), symbol.LevelL, 177},
	} {
		m, err := symbol.Encode(c.symbology, c.text, symbol.Options{Level: c.level})
		if err != nil || m.Width != c.side {
			t.Errorf("%d of %.1s in %s: %+v, %v; want a side of %d", len(c.text), c.text, c.symbology, m, err, c.side)
		}
	}
}

func TestPicturesAreTrueToSize(t *testing.T) {
	t.Parallel()
	m, err := symbol.Encode(symbol.GS1DataMatrix, "0109521234567881", symbol.Options{})
	if err != nil {
		t.Fatal(err)
	}
	p := symbol.Picture{Matrix: m}
	data, err := p.PNG(5, 203)
	if err != nil {
		t.Fatal(err)
	}
	picture, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := picture.Bounds().Dx(), 5*(m.Width+2); got != want {
		t.Errorf("the picture is %d pixels wide, want %d", got, want)
	}
	at := bytes.Index(data, []byte("pHYs"))
	if at < 0 || binary.BigEndian.Uint32(data[at+4:]) != 7992 {
		t.Error("the picture does not say that it has 203 dots an inch, 7992 a metre")
	}
	golden.Check(t, "testdata/datamatrix.svg", p.SVG(0.25))
	bars, err := symbol.Encode(symbol.Code128, "AB12", symbol.Options{})
	if err != nil {
		t.Fatal(err)
	}
	golden.Check(t, "testdata/code128.svg", symbol.Picture{Matrix: bars, Bar: 40}.SVG(0.25))
}

func FuzzEncode(f *testing.F) {
	for _, text := range []string{"A", "0104012345678901\x1d10A", "[)>\x1e06\x1dP1\x1e\x04", "é中\x00", "^XA~JA<script>"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, s := range symbol.Symbologies() {
			for _, shape := range []symbol.Shape{symbol.Square, symbol.Smallest} {
				m, err := symbol.Encode(s, text, symbol.Options{Shape: shape})
				if (err == nil) == (m == nil) {
					t.Errorf("%s of %q: %v, %v", s, text, m, err)
				}
				if err == nil && !utf8.ValidString(text) {
					t.Errorf("%s took %q, which is not UTF-8", s, text)
				}
			}
		}
	})
}

package symbol_test

import (
	"image"
	"testing"

	"github.com/boombuler/barcode/code128"
	"github.com/boombuler/barcode/datamatrix"
	"github.com/boombuler/barcode/qr"

	"github.com/tracewright/tracewright/internal/ident/symbol"
	"github.com/tracewright/tracewright/internal/ident/symbol/symboltest"
)

// benchText is what a small part carries: GTIN, lot and serial.
const benchText = "010952123456788110LOT-2026-A7\x1d21SN000042"

// BenchmarkSymbol encodes one symbol to its modules.
func BenchmarkSymbol(b *testing.B) {
	for _, s := range []symbol.Symbology{symbol.GS1128, symbol.GS1QR, symbol.GS1DataMatrix} {
		b.Run(string(s), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := symbol.Encode(s, benchText, symbol.Options{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkSymbolBoombuler encodes the same text with that library.
func BenchmarkSymbolBoombuler(b *testing.B) {
	text := string([]byte{datamatrix.FNC1}) + benchText
	for name, encode := range map[string]func() (image.Image, error){
		"gs1-128":        func() (image.Image, error) { return code128.Encode(string(code128.FNC1) + benchText) },
		"qr":             func() (image.Image, error) { return qr.Encode(benchText, qr.M, qr.Auto) },
		"gs1-datamatrix": func() (image.Image, error) { return datamatrix.Encode(text) },
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := encode(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkSymbolPNG draws one symbol as PNG, with 4 pixels a module.
func BenchmarkSymbolPNG(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		m, err := symbol.Encode(symbol.GS1DataMatrix, benchText, symbol.Options{})
		if err != nil {
			b.Fatal(err)
		}
		pngOf(b, m)
	}
}

// BenchmarkSymbolZint lets zint, as a process, write one as SVG.
func BenchmarkSymbolZint(b *testing.B) {
	for b.Loop() {
		symboltest.ZintSize(b, "SN000042 LOT-2026-A7", "--barcode=DATAMATRIX")
	}
}

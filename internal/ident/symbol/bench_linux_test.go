package symbol_test

import (
	"runtime"
	"testing"

	"github.com/boombuler/barcode/code128"
	"github.com/boombuler/barcode/datamatrix"
	"github.com/boombuler/barcode/qr"

	"github.com/tracewright/tracewright/internal/benchtest"
	"github.com/tracewright/tracewright/internal/ident/symbol"
	"github.com/tracewright/tracewright/internal/ident/symbol/symboltest"
)

// benchText is what a small part carries: GTIN, lot and serial.
const benchText = "010952123456788110LOT-2026-A7\x1d21SN000042"

// BenchmarkSymbol encodes one symbol to its modules, in turns with boombuler's
// library, and draws it as PNG, in turns with a process of zint that does the
// same: symbols a second of one processor.
func BenchmarkSymbol(b *testing.B) {
	for _, c := range []struct {
		symbology symbol.Symbology
		zint      string
		boombuler func() error
	}{
		{symbol.GS1128, "GS1_128", func() error { return last(code128.Encode(string(code128.FNC1) + benchText)) }},
		{symbol.GS1QR, "QRCODE", func() error { return last(qr.Encode(benchText, qr.M, qr.Auto)) }},
		{symbol.GS1DataMatrix, "DATAMATRIX", func() error { return last(datamatrix.Encode(string([]byte{datamatrix.FNC1}) + benchText)) }},
	} {
		b.Run(string(c.symbology), func(b *testing.B) {
			defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
			encode := func() (*symbol.Matrix, error) { return symbol.Encode(c.symbology, benchText, symbol.Options{}) }
			for b.Loop() {
				ns := benchtest.Least(
					b, 10,
					benchtest.Call{Times: 200, Do: func() error { return last(encode()) }},
					benchtest.Call{Times: 20, Do: c.boombuler},
					benchtest.Call{Times: 20, Do: func() error {
						m, err := encode()
						pngOf(b, m)
						return err
					}},
					benchtest.Call{Times: 2, Do: func() error {
						symboltest.ZintPNG(b, "[01]09521234567881[10]LOT-2026-A7[21]SN000042", "--barcode="+c.zint, "--gs1", "--scale=2")
						return nil
					}},
				)
				b.ReportMetric(1e9/ns[0], "symbols/cpu-s")
				b.ReportMetric(ns[1]/ns[0], "x-boombuler")
				b.ReportMetric(1e9/ns[2], "png/cpu-s")
				b.ReportMetric(ns[3]/ns[2], "png-x-zint")
			}
			b.ReportMetric(0, "ns/op")
		})
	}
}

// last drops the answer of a call.
func last[T any](_ T, err error) error { return err }

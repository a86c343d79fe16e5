package label_test

import (
	"runtime"
	"testing"

	"github.com/tracewright/tracewright/internal/benchtest"
	"github.com/tracewright/tracewright/internal/ident/symbol/symboltest"
)

// BenchmarkLabel fills in and lays out a label, and writes it as PNG and as ZPL,
// in turns with a process of zint that draws the symbol of the unit label alone:
// labels a second of one processor.
func BenchmarkLabel(b *testing.B) {
	for _, code := range []string{"unit", "gs1-logistic"} {
		b.Run(code, func(b *testing.B) {
			defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
			l, d := starter(b, code), device(b, 203)
			for b.Loop() {
				ns := benchtest.Least(
					b, 10,
					benchtest.Call{Times: 5, Do: func() error {
						drawing, err := d.Render(l, example)
						if err == nil {
							_, err = drawing.PNG()
						}
						return err
					}},
					benchtest.Call{Times: 5, Do: func() error {
						drawing, err := d.Render(l, example)
						if err == nil {
							drawing.ZPL(false)
						}
						return err
					}},
					benchtest.Call{Times: 2, Do: func() error {
						symboltest.ZintPNG(b, "[01]09521234567881[21]SN000042", "--barcode=DATAMATRIX", "--gs1", "--scale=2")
						return nil
					}},
				)
				b.ReportMetric(1e9/ns[0], "png/cpu-s")
				b.ReportMetric(1e9/ns[1], "zpl/cpu-s")
				b.ReportMetric(ns[2]/ns[0], "png-x-zint")
				b.ReportMetric(ns[2]/ns[1], "zpl-x-zint")
			}
			b.ReportMetric(0, "ns/op")
		})
	}
}

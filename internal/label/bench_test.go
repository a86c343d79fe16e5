package label_test

import "testing"

// BenchmarkLabel fills in and lays out a label, and writes it.
func BenchmarkLabel(b *testing.B) {
	for _, code := range []string{"unit", "gs1-logistic"} {
		l, d := starter(b, code), device(b, 203)
		for form, write := range map[string]func() error{
			"png": func() error {
				drawing, err := d.Render(l, example)
				if err == nil {
					_, err = drawing.PNG()
				}
				return err
			},
			"zpl": func() error {
				drawing, err := d.Render(l, example)
				if err == nil {
					drawing.ZPL(false)
				}
				return err
			},
		} {
			b.Run(code+"/"+form, func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					if err := write(); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}

package label_test

import (
	"bytes"
	"errors"
	"image"
	"image/png"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/go-fonts/dejavu/dejavumathtexgyre"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/tracewright/tracewright/internal/golden"
	"github.com/tracewright/tracewright/internal/ident/symbol"
	"github.com/tracewright/tracewright/internal/ident/symbol/symboltest"
	"github.com/tracewright/tracewright/internal/label"
	"github.com/tracewright/tracewright/internal/plant"
)

// example has a value for each field of the starters.
var example = label.Fields{
	"name": "Hydraulic pump, 24 V", "part": "PUMP-100-B", "serial": "SN000042", "date": "2026-11-22",
	"gtin": "09521234543213", "sscc": "095212345000000018", "content": "09521234543213", "count": "48", "lot": "L2026-A7",
	"prodDate": "261122", "quantity": "1200", "supplier": "123456789", "plant": "PLANT 7", "dock": "D-12",
	"from": "Pump Works GmbH\nHauptstraße 5\n70173 Stuttgart", "to": "Vehicle Plant 7\nDock Road 12\nDetroit MI 48201",
	"reference": "ASN 4711", "licence": "6JUN123456789A1B2C3D4E", "container": "KLT 6428", "shipment": "S-4711-22",
	"gross": "318.5", "order": "WO-2026-0815", "route": "PUMP", "due": "2026-12-04", "op1": "10  Assemble housing",
	"op2": "20  Press bearing", "op3": "30  Tighten, 4 screws", "printed": "2026-11-22", "role": "Line lead", "badge": "B-70412",
}

// read are the symbols that scanners must find on the starters.
var read = map[string][]string{
	"unit":         {"]d2 010952123454321321SN000042"},
	"gs1-logistic": {"]C1 00095212345000000018", "]C1 0209521234543213112611223748\x1d10L2026-A7"},
	"aiag-b10": {
		"]C0 1TL2026-A7", "]C0 PPUMP-100-B", "]C0 Q1200", "]C0 SSN000042", "]C0 V123456789",
		"]d1 [)>\x1e06\x1dPPUMP-100-B\x1dQ1200\x1dV123456789\x1d1TL2026-A7\x1dSSN000042\x1e\x04",
	},
	"aiag-b16": {
		"]C0 6JUN123456789A1B2C3D4E",
		"]d1 [)>\x1e06\x1d6JUN123456789A1B2C3D4E\x1dPPUMP-100-B\x1dQ1200\x1d20LPLANT 7\x1d21LD-12\x1e\x04",
	},
	"vda-4994": {
		"]C0 6JUN123456789A1B2C3D4E",
		"]d1 [)>\x1e06\x1d12PGTL3\x1d6JUN123456789A1B2C3D4E\x1dPPUMP-100-B\x1dQ1200\x1d1TL2026-A7\x1d2LD-12\x1d2SS-4711-22\x1e\x04",
	},
	"traveler":    {"]C0 WO-2026-0815", "]Q1 WO-2026-0815"},
	"badge-sheet": {"]Q1 B-70412", "]Q1 B-70412", "]Q1 B-70412"},
}

func device(t testing.TB, dpi int) label.Device {
	t.Helper()
	fonts, err := label.NewFonts()
	if err != nil {
		t.Fatal(err)
	}
	return label.Device{DPI: dpi, Fonts: fonts}
}

func starter(t testing.TB, code string) *plant.Label {
	t.Helper()
	l, _, err := label.Starter(code)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// pages draws a starter: three badges on a sheet, one of the others.
func pages(t testing.TB, code string, dpi int) []*label.Drawing {
	t.Helper()
	records := []label.Fields{example}
	if code == "badge-sheet" {
		records = append(records, example, example)
	}
	drawn, err := device(t, dpi).Pages(starter(t, code), records)
	if err != nil {
		t.Fatal(err)
	}
	return drawn
}

// TestStartersAreReadInEveryForm lets scanners read what each form shows.
func TestStartersAreReadInEveryForm(t *testing.T) {
	t.Parallel()
	n := symboltest.StartNode(t)
	if diff := cmp.Diff(label.Starters(), slices.Sorted(maps.Keys(read))); diff != "" {
		t.Fatalf("starters (-are +tested): %s", diff)
	}
	const dpi = 203
	for _, code := range label.Starters() {
		t.Run(code, func(t *testing.T) {
			t.Parallel()
			page := pages(t, code, dpi)
			picture, err := page[0].PNG()
			if err != nil {
				t.Fatal(err)
			}
			pdf, err := label.PDF(page...)
			if err != nil {
				t.Fatal(err)
			}
			check(t, n, "PNG", picture, read[code])
			check(t, n, "SVG", symboltest.Rasterize(t, page[0].SVG(), "svg", 300), read[code])
			check(t, n, "PDF", symboltest.Rasterize(t, pdf, "pdf", 300), read[code])
			check(t, n, "ZPL", drawZPL(t, n, page[0], false), read[code])
			// The renderer takes the switch from letters to digits for FNC4, so
			// only symbols without one tell.
			if code == "unit" || code == "gs1-logistic" || code == "badge-sheet" {
				check(t, n, "ZPL with native symbols", drawZPL(t, n, page[0], true), read[code])
			}
		})
	}
}

func drawZPL(t testing.TB, n *symboltest.Node, d *label.Drawing, native bool) []byte {
	t.Helper()
	const dotsPerMillimetre = 8
	picture, err := n.DrawZPL(string(d.ZPL(native)), float64(d.Width)/dotsPerMillimetre, float64(d.Height)/dotsPerMillimetre, dotsPerMillimetre)
	if err != nil {
		t.Fatal(err)
	}
	return picture
}

func check(t *testing.T, n *symboltest.Node, form string, picture []byte, want []string) {
	t.Helper()
	found, err := n.Read(picture)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, s := range found {
		got = append(got, s.Identifier+" "+string(s.Bytes))
	}
	slices.Sort(got)
	if diff := cmp.Diff(got, want); diff != "" {
		t.Errorf("%s (-read +printed): %s", form, diff)
	}
}

// TestPreviewIsThePrint compares what a renderer of ZPL prints with the PNG, dot
// by dot.
func TestPreviewIsThePrint(t *testing.T) {
	t.Parallel()
	n := symboltest.StartNode(t)
	for _, code := range []string{"unit", "gs1-logistic", "aiag-b10"} {
		page := pages(t, code, 203)[0]
		preview, err := page.PNG()
		if err != nil {
			t.Fatal(err)
		}
		differ := 0
		shown, printed := dots(t, preview), dots(t, drawZPL(t, n, page, false))
		for y := range page.Height {
			for x := range page.Width {
				if dark(shown, x, y) != dark(printed, x, y) {
					differ++
				}
			}
		}
		if differ > 0 {
			t.Errorf("%s: %d of %d dots differ", code, differ, page.Width*page.Height)
		}
	}
}

func dots(t testing.TB, picture []byte) image.Image {
	t.Helper()
	img, err := png.Decode(bytes.NewReader(picture))
	if err != nil {
		t.Fatal(err)
	}
	return img
}

func dark(img image.Image, x, y int) bool {
	r, _, _, _ := img.At(x, y).RGBA()
	return r < 0x8000
}

// TestSizesAreTrueAtEachResolution measures the print: modules are whole dots,
// and as large as fits.
func TestSizesAreTrueAtEachResolution(t *testing.T) {
	t.Parallel()
	l := starter(t, "unit")
	for dpi, module := range map[int]int{203: 8, 300: 12, 600: 24} {
		d, err := device(t, dpi).Render(l, example)
		if err != nil {
			t.Fatal(err)
		}
		if want := int(50*float64(dpi)/symbol.MillimetresPerInch + 0.5); d.Width != want {
			t.Errorf("at %d dpi the label is %d dots wide, want %d", dpi, d.Width, want)
		}
		picture, err := d.PNG()
		if err != nil {
			t.Fatal(err)
		}
		// The finder's left side is the first dark column: one module wide.
		img, x := dots(t, picture), 0
		for y := d.Height / 4; !dark(img, x, y); x++ {
		}
		top := d.Height / 2
		for dark(img, x, top) {
			top--
		}
		width := 0
		for dark(img, x+width, top+1) {
			width++
		}
		if width%module != 0 {
			t.Errorf("at %d dpi a module is not %d dots wide: %d are dark", dpi, module, width)
		}
	}
}

func TestWhatCannotBePrintedIsRefused(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		field, value string
		code         string
		says         string
	}{
		"no value":               {"serial", "", label.CodeField, "elements[2]: field serial has no value (give serial=…, or make the element optional)"},
		"control character":      {"serial", "A\x07", label.CodeField, "field serial holds a character that cannot be printed"},
		"separator in a value":   {"serial", "A\x1d10B", label.CodeField, "field serial holds a character that cannot be printed"},
		"not UTF-8":              {"serial", "\xff", label.CodeField, "field serial is not text"},
		"endless":                {"serial", strings.Repeat("A", 3000), label.CodeField, "field serial has 3000 bytes"},
		"no glyph":               {"name", "Pump 中", label.CodeGlyph, "no font has '中' (U+4E2D)"},
		"script that is not set": {"name", "مضخة", label.CodeGlyph, "is of a script that is not laid out"},
		"too much text":          {"name", strings.Repeat("Pump ", 60), label.CodeFit, `does not fit (give it more width or height`},
		"word that is too wide":  {"part", strings.Repeat("W", 40), label.CodeFit, `elements[1]: the text "Part W`},
		"wrong check digit":      {"gtin", "09521234543214", label.CodeSymbol, "elements[4]: the check digit is 4"},
		"line break in a symbol": {"serial", "A\nB", label.CodeFit, ""},
		"character not in GS1":   {"serial", "Ä", label.CodeSymbol, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			fields := maps.Clone(example)
			fields[c.field] = c.value
			_, err := device(t, 203).Render(starter(t, "unit"), fields)
			var e *label.Error
			if !errors.As(err, &e) || e.Code != c.code || e.Fix == "" || !strings.Contains(err.Error(), c.says) {
				t.Errorf("got %v, want code %s and %q", err, c.code, c.says)
			}
		})
	}
}

// TestAnyFieldsAreDrawnOrRefused gives hostile texts: the answer is a drawing
// whose ZPL has the commands of the template only, or an Error.
func TestAnyFieldsAreDrawnOrRefused(t *testing.T) {
	t.Parallel()
	d := device(t, 203)
	l := starter(t, "aiag-b10")
	texts := rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{"^XZ~JA", "<script>", "{serial}", `\5E`, "Ωμ Ж"}), rapid.StringMatching(`[ -~]{1,30}`))
	rapid.Check(t, func(r *rapid.T) {
		fields := label.Fields{}
		for _, name := range label.Names(l) {
			fields[name] = texts.Draw(r, name)
		}
		drawing, err := d.Render(l, fields)
		var e *label.Error
		if err != nil && !errors.As(err, &e) {
			r.Fatalf("a fault: %v", err)
		}
		if err == nil {
			z := string(drawing.ZPL(true))
			if strings.Count(z, "^XA") != 1 || strings.Count(z, "^XZ") != 1 || strings.Contains(z, "~") {
				r.Errorf("the label has commands of its fields: %q", z)
			}
		}
	})
}

// TestSymbolsOfALabelAreJudgedTogether needs the count of a contained GTIN, in
// the same symbol or in another one.
func TestSymbolsOfALabelAreJudgedTogether(t *testing.T) {
	t.Parallel()
	draw := func(elements string) error {
		l, err := plant.ParseLabel([]byte("code: T\nwidth: 100\nheight: 50\nelements:\n" + elements))
		if err != nil {
			t.Fatal(err)
		}
		_, err = device(t, 203).Render(l, nil)
		return err
	}
	const content = `  - {kind: symbol, width: 100, height: 20, text: "(02)09521234543213", symbology: gs1-128}` + "\n"
	const rest = `  - {kind: symbol, y: 25, width: 100, height: 20, text: "(00)095212345000000018(37)48", symbology: gs1-128}` + "\n"
	if err := draw(content + rest); err != nil {
		t.Error(err)
	}
	var e *label.Error
	if err := draw(content); !errors.As(err, &e) || e.Code != label.CodeSymbol || e.Element != -1 {
		t.Errorf("a contained GTIN without its count gives %v", err)
	}
}

func TestElementsAreTurned(t *testing.T) {
	t.Parallel()
	n := symboltest.StartNode(t)
	for _, turn := range []string{"0", "90", "180", "270"} {
		l, err := plant.ParseLabel([]byte(`code: T
width: 40
height: 40
elements:
  - {kind: symbol, x: 2, y: 2, width: 36, height: 36, rotate: ` + turn + `, text: "{v}", symbology: code128, caption: true, size: 2}
`))
		if err != nil {
			t.Fatal(err)
		}
		d, err := device(t, 300).Render(l, label.Fields{"v": "TURN-" + turn})
		if err != nil {
			t.Fatal(err)
		}
		picture, err := d.PNG()
		if err != nil {
			t.Fatal(err)
		}
		check(t, n, turn, picture, []string{"]C0 TURN-" + turn})
	}
}

func TestImageIsPrinted(t *testing.T) {
	t.Parallel()
	l, err := plant.ParseLabel([]byte(`code: I
width: 20
height: 20
elements:
  - {kind: image, x: 5, y: 5, width: 10, height: 10, image: ` + chequer + `}
`))
	if err != nil {
		t.Fatal(err)
	}
	d, err := device(t, 254).Render(l, nil)
	if err != nil {
		t.Fatal(err)
	}
	picture, err := d.PNG()
	if err != nil {
		t.Fatal(err)
	}
	img := dots(t, picture)
	for _, c := range []struct {
		x, y int
		want bool
	}{{75, 75, true}, {125, 75, false}, {75, 125, false}, {125, 125, true}, {45, 75, false}, {155, 125, false}} {
		if got := dark(img, c.x, c.y); got != c.want {
			t.Errorf("the dot at %d, %d is dark: %v", c.x, c.y, got)
		}
	}
}

func TestSameLabelSameBytes(t *testing.T) {
	t.Parallel()
	for range 2 {
		golden.Check(t, "../../docs/labels/unit.svg", pages(t, "unit", 203)[0].SVG())
	}
	for _, code := range []string{"gs1-logistic", "aiag-b10", "vda-4994"} {
		golden.Check(t, "../../docs/labels/"+code+".svg", pages(t, code, 203)[0].SVG())
	}
	first, err := label.PDF(pages(t, "traveler", 203)...)
	if err != nil {
		t.Fatal(err)
	}
	second, err := label.PDF(pages(t, "traveler", 203)...)
	if err != nil || !bytes.Equal(first, second) {
		t.Errorf("a second PDF differs from the first: %v", err)
	}
}

// TestWordsAreThoseOfSymbols holds the words of package plant against those of
// package symbol.
func TestWordsAreThoseOfSymbols(t *testing.T) {
	t.Parallel()
	for _, s := range symbol.Symbologies() {
		for _, o := range []symbol.Options{
			{Shape: symbol.Square, Level: symbol.LevelL},
			{Shape: symbol.Rectangle, Level: symbol.LevelM},
			{Shape: symbol.Smallest, Level: symbol.LevelQ},
			{Shape: symbol.Extended},
			{Level: symbol.LevelH},
		} {
			l, err := plant.ParseLabel([]byte(`code: W
width: 90
height: 40
elements:
  - {kind: symbol, width: 90, height: 40, text: "(01)09521234543213(10){v}", symbology: ` + string(s) + `, shape: "` + string(o.Shape) + `", level: "` + string(o.Level) + `"}
`))
			if err != nil {
				t.Fatal(err)
			}
			if _, err := device(t, 203).Render(l, label.Fields{"v": "A1"}); err != nil {
				t.Errorf("%s %+v: %v", s, o, err)
			}
		}
	}
}

// TestSymbolFitsAnEdge: on 3 mm of height a flat symbol has modules of 0.25 mm, and
// the printer gets it as a picture, since ^BX has no such size.
func TestSymbolFitsAnEdge(t *testing.T) {
	t.Parallel()
	const edge = "code: EDGE\nwidth: 40\nheight: 4\nelements:\n  - {kind: symbol, x: 1, y: 0.5, width: 38, height: 3, text: \"{serial}\", symbology: datamatrix, module: 0.25, shape: "
	fields := label.Fields{"serial": "PUMP-100/SN-2026-000042"}
	square, err := plant.ParseLabel([]byte(edge + "smallest}\n"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := device(t, 300).Render(square, fields); err == nil {
		t.Error("a symbol of another shape fits too")
	}
	flat, err := plant.ParseLabel([]byte(edge + "extended}\n"))
	if err != nil {
		t.Fatal(err)
	}
	d, err := device(t, 300).Render(flat, fields)
	if err != nil {
		t.Fatal(err)
	}
	picture, err := d.PNG()
	if err != nil {
		t.Fatal(err)
	}
	found, err := symboltest.StartNode(t).Read(picture)
	if err != nil || len(found) != 1 || found[0].Text != fields["serial"] || found[0].Identifier != "]d7" {
		t.Errorf("a scanner read %+v, %v", found, err)
	}
	if zpl := string(d.ZPL(true)); strings.Contains(zpl, "^BX") || !strings.Contains(zpl, "^GF") {
		t.Errorf("the printer is to draw it itself: %.200s", zpl)
	}
}

func TestExtraFontHasWhatIsLacking(t *testing.T) {
	t.Parallel()
	file := dejavumathtexgyre.TTF
	if _, err := label.NewFonts(file[:100]); err == nil {
		t.Error("a part of a font was taken for a font")
	}
	fonts, err := label.NewFonts(file)
	if err != nil {
		t.Fatal(err)
	}
	fields := maps.Clone(example)
	fields["name"] = "\U0001d49c" // a script A, which the fonts of the program lack
	if _, err := device(t, 203).Render(starter(t, "unit"), fields); err == nil {
		t.Error("the fonts of the program have the character")
	}
	if _, err := (label.Device{DPI: 203, Fonts: fonts}).Render(starter(t, "unit"), fields); err != nil {
		t.Error(err)
	}
}

// chequer is a PNG of two by two pixels.
const chequer = "iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAAAAABX3VL4AAAADElEQVR4nGNg+A+EAAYAAf+T0eSJAAAAAElFTkSuQmCC"

package symbol_test

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/tracewright/tracewright/internal/ident/gs1"
	"github.com/tracewright/tracewright/internal/ident/symbol"
	"github.com/tracewright/tracewright/internal/ident/symbol/symboltest"
)

// pngOf draws a symbol as a scanner sees it: four pixels a module.
func pngOf(t testing.TB, m *symbol.Matrix) []byte {
	t.Helper()
	picture, err := symbol.Picture{Matrix: m, Bar: 40}.PNG(4, 203)
	if err != nil {
		t.Fatal(err)
	}
	return picture
}

// identifiers are what a scanner says of the symbologies (ISO/IEC 15424); in
// brackets what it says of text with an ECI.
var identifiers = map[symbol.Symbology][2]string{
	symbol.Code128: {"]C0"}, symbol.GS1128: {"]C1"}, symbol.QR: {"]Q1", "]Q2"}, symbol.GS1QR: {"]Q3"},
	symbol.DataMatrix: {"]d1", "]d4"}, symbol.GS1DataMatrix: {"]d2"},
}

// checkRead fails unless zxing-cpp reads exactly the text, by bytes, and the
// right identifier.
func checkRead(t rapid.TB, n *symboltest.Node, s symbol.Symbology, text string, picture []byte) {
	t.Helper()
	if id, ids := readSymbol(t, n, s, text, picture), identifiers[s]; id != ids[0] && id != ids[1] {
		t.Fatalf("%s of %q: zxing-cpp says %s", s, text, id)
	}
}

// readSymbol fails unless zxing-cpp reads exactly the text, by bytes, and gives the
// identifier.
func readSymbol(t rapid.TB, n *symboltest.Node, s symbol.Symbology, text string, picture []byte) string {
	t.Helper()
	found, err := n.Read(picture)
	if err != nil {
		t.Fatal(err)
	}
	want := text
	if s == symbol.DataMatrix && isLatin1(text) {
		want = string(latin1(text))
	}
	if bars := s == symbol.Code128 || s == symbol.GS1128; bars && len(found) > 1 {
		// Bars have one check character, modulo 103: now and then the reader sees a second
		// symbol in a blurred line of the first, too.
		found = slices.DeleteFunc(found, func(f symboltest.Symbol) bool { return string(f.Bytes) != want })
	}
	if len(found) != 1 {
		t.Fatalf("%s of %q: zxing-cpp found %d symbols: %+v", s, text, len(found), found)
	}
	got := found[0]
	if string(got.Bytes) != want {
		t.Fatalf("%s of %q: zxing-cpp read %q", s, text, got.Bytes)
	}
	return got.Identifier
}

func isLatin1(text string) bool {
	return strings.IndexFunc(text, func(r rune) bool { return r > 255 }) < 0
}

// latin1 gives text of Latin-1 as its bytes.
func latin1(text string) []byte {
	var b []byte
	for _, r := range text {
		b = append(b, byte(r))
	}
	return b
}

func TestScannersReadWhatLabelsCarry(t *testing.T) {
	t.Parallel()
	n := symboltest.StartNode(t)
	cases := map[string]struct {
		text      string
		symbology []symbol.Symbology
	}{
		"element string with separators": {
			"010952123456788121ABC%12\x1d10L-1\x1d3103000950", []symbol.Symbology{symbol.GS1128, symbol.GS1QR, symbol.GS1DataMatrix},
		},
		"SSCC":               {"00095212345000000018", []symbol.Symbology{symbol.GS1128, symbol.GS1QR, symbol.GS1DataMatrix}},
		"percent signs":      {"21100%%\x1d10%", []symbol.Symbology{symbol.GS1128, symbol.GS1QR, symbol.GS1DataMatrix}},
		"plain serial":       {"SN-000123", []symbol.Symbology{symbol.Code128, symbol.QR, symbol.DataMatrix}},
		"control characters": {"A\x00B\x1d\x7f", []symbol.Symbology{symbol.Code128, symbol.QR, symbol.DataMatrix}},
		"web address":        {"https://id.example.com/01/09521234567881/21/ABC?17=271231", []symbol.Symbology{symbol.Code128, symbol.QR, symbol.DataMatrix}},
		"Latin-1":            {"Größe 5 µm", []symbol.Symbology{symbol.QR, symbol.DataMatrix}},
		"Greek and Cyrillic": {"Ωμ Деталь", []symbol.Symbology{symbol.QR, symbol.DataMatrix}},
		"Macro 05":           {"[)>\x1e05\x1d9N110375286414\x1d1T12345ABCD\x1e\x04", []symbol.Symbology{symbol.Code128, symbol.QR, symbol.DataMatrix}},
		"Macro 06":           {"[)>\x1e06\x1dP12345\x1dSABC123\x1e\x04", []symbol.Symbology{symbol.Code128, symbol.QR, symbol.DataMatrix}},
		"empty Macro":        {"[)>\x1e06\x1d\x1e\x04", []symbol.Symbology{symbol.Code128, symbol.QR, symbol.DataMatrix}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, s := range c.symbology {
				m, err := symbol.Encode(s, c.text, symbol.Options{Shape: symbol.Smallest})
				if err != nil {
					t.Fatal(err)
				}
				checkRead(t, n, s, c.text, pngOf(t, m))
			}
		})
	}
}

func TestAnyTextRoundTrips(t *testing.T) {
	t.Parallel()
	n := symboltest.StartNode(t)
	ascii := texts(digits, capitals, smalls, x12, edifact, controls)
	any := texts(digits, capitals, smalls, x12, edifact, controls, latin, beyond)
	latinOnly := texts(digits, capitals, smalls, x12, edifact, controls, latin)
	gs1 := elementStrings()
	generators := map[symbol.Symbology]*rapid.Generator[string]{
		symbol.Code128: ascii, symbol.QR: any, symbol.DataMatrix: rapid.OneOf(any, latinOnly, ascii),
		symbol.GS1128: gs1, symbol.GS1QR: gs1, symbol.GS1DataMatrix: gs1,
	}
	for s, g := range generators {
		t.Run(string(s), rapid.MakeCheck(func(r *rapid.T) {
			text := g.Draw(r, "text")
			if s == symbol.GS1128 {
				text = strings.TrimSuffix(text[:min(len(text), 48)], "\x1d")
			}
			o := symbol.Options{
				Shape: rapid.SampledFrom([]symbol.Shape{symbol.Square, symbol.Smallest}).Draw(r, "shape"),
				Level: rapid.SampledFrom([]symbol.Level{symbol.LevelL, symbol.LevelM, symbol.LevelQ, symbol.LevelH}).Draw(r, "level"),
			}
			m, err := symbol.Encode(s, text, o)
			if err != nil {
				r.Fatal(err)
			}
			checkRead(r, n, s, text, pngOf(t, m))
		}))
	}
}

// TestEverySizeIsRead makes each size of symbol that the standards have.
func TestEverySizeIsRead(t *testing.T) {
	t.Parallel()
	n := symboltest.StartNode(t)
	sizes := map[string]bool{}
	// A size holds at least 4 percent more than the one before.
	fill := func(s symbol.Symbology, o symbol.Options, most int, pattern string) {
		for length := 1; length <= most; length += 1 + length*3/100 {
			text := strings.Repeat(pattern, length/len(pattern)+1)[:length]
			m, err := symbol.Encode(s, text, o)
			if err != nil {
				t.Fatal(err)
			}
			size := strconv.Itoa(m.Width) + "x" + strconv.Itoa(m.Height) + string(o.Level)
			if sizes[size] {
				continue
			}
			sizes[size] = true
			checkRead(t, n, s, text, pngOf(t, m))
		}
	}
	fill(symbol.DataMatrix, symbol.Options{Shape: symbol.Square}, 1558, "A1b")
	fill(symbol.DataMatrix, symbol.Options{Shape: symbol.Rectangle}, 49, "Ab1")
	if len(sizes) != 30 {
		t.Errorf("%d sizes of Data Matrix were made, want 30: %v", len(sizes), sizes)
	}
	clear(sizes)
	for i, level := range []symbol.Level{symbol.LevelL, symbol.LevelM, symbol.LevelQ, symbol.LevelH} {
		fill(symbol.QR, symbol.Options{Level: level}, []int{2953, 2331, 1663, 1273}[i], "aB1-c")
	}
	if len(sizes) < 4*38 {
		t.Errorf("%d sizes of QR were made, want nearly all of 160", len(sizes))
	}
}

// extended are the sizes of ISO/IEC 21471 in the order of zint's versions 31 to
// 48, with their data codewords.
var extended = []struct{ width, height, data int }{
	{48, 8, 18},
	{64, 8, 24},
	{80, 8, 32},
	{96, 8, 38},
	{120, 8, 49},
	{144, 8, 63},
	{64, 12, 43},
	{88, 12, 64},
	{64, 16, 62},
	{36, 20, 44},
	{44, 20, 56},
	{64, 20, 84},
	{48, 22, 72},
	{48, 24, 80},
	{64, 24, 108},
	{40, 26, 70},
	{48, 26, 90},
	{64, 26, 118},
}

// TestExtendedSizesAreThoseOfZint fills each size of ISO/IEC 21471, module by module
// as zint does, and lets a scanner read it. One pair of digits more needs another.
func TestExtendedSizesAreThoseOfZint(t *testing.T) {
	t.Parallel()
	n := symboltest.StartNode(t)
	for i, size := range extended {
		name := strconv.Itoa(size.width) + "x" + strconv.Itoa(size.height)
		o := symbol.Options{Shape: symbol.Extended, Width: size.width + 2, Height: size.height + 2}
		pairs := strings.Repeat("1234567890", size.data/5+1)
		for _, text := range []string{pairs[:2*size.data], pairs[:2*size.data-8] + "x"} {
			m, err := symbol.Encode(symbol.DataMatrix, text, o)
			if err != nil || m.Width != size.width || m.Height != size.height {
				t.Errorf("%s: %+v, %v", name, m, err)
				continue
			}
			if diff := cmp.Diff(symboltest.ZintRows(t, text, "--barcode=DATAMATRIX", "--vers="+strconv.Itoa(31+i)), rows(m)); diff != "" {
				t.Errorf("%s (-zint +ours):\n%s", name, diff)
			}
			if id := readSymbol(t, n, symbol.DataMatrix, text, pngOf(t, m)); id != "]d7" {
				t.Errorf("%s: zxing-cpp says %s", name, id)
			}
		}
		m, err := symbol.Encode(symbol.DataMatrix, pairs[:2*size.data+2], o)
		if err == nil && m.Width == size.width && m.Height == size.height {
			t.Errorf("%s holds more than it should", name)
		}
	}
	for want, c := range map[string]struct {
		symbology symbol.Symbology
		text      string
	}{
		"]d8": {symbol.GS1DataMatrix, "010952123456788121ABC\x1d10L-1"},
		"]d7": {symbol.DataMatrix, "Ωμ Деталь"},
	} {
		m, err := symbol.Encode(c.symbology, c.text, symbol.Options{Shape: symbol.Extended, Width: 500, Height: 30})
		if err != nil || m.Height != 8 {
			t.Fatalf("%s on an edge: %+v, %v", c.text, m, err)
		}
		id := readSymbol(t, n, c.symbology, c.text, pngOf(t, m))
		if s, _ := gs1.ParseSymbology(id); id != want || (s.Content == gs1.ElementString) != c.symbology.GS1() {
			t.Errorf("%s on an edge: zxing-cpp says %s, which is %+v", c.text, id, s)
		}
	}
}

// rows are the modules as hexadecimal digits, row by row.
func rows(m *symbol.Matrix) []string {
	var all []string
	for y := range m.Height {
		var row strings.Builder
		for x := 0; x < m.Width; x += 4 {
			four := 0
			for i := range 4 {
				if four <<= 1; m.Dark(x+i, y) {
					four++
				}
			}
			row.WriteString(strings.ToUpper(strconv.FormatInt(int64(four), 16)))
		}
		all = append(all, row.String())
	}
	return all
}

func TestDebianReadersReadThem(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		symbology symbol.Symbology
		shape     symbol.Shape
		text      string
	}{
		{symbol.DataMatrix, symbol.Square, "SN-000123 for Ab.cdef; 99"},
		{symbol.DataMatrix, symbol.Square, strings.Repeat("HELLO.WORLD;0123456789", 20)},
		{symbol.DataMatrix, symbol.Rectangle, "SN-000123"},
		{symbol.GS1DataMatrix, symbol.Square, "010952123456788121ABC\x1d10L-1"},
		{symbol.Code128, "", "AB1234567cd"},
		{symbol.GS1128, "", "00095212345000000018"},
		{symbol.QR, "", "SN-000123 for Ab"},
		{symbol.GS1QR, "", "010952123456788121ABC\x1d10L-1"},
	} {
		m, err := symbol.Encode(c.symbology, c.text, symbol.Options{Shape: c.shape})
		if err != nil {
			t.Fatal(err)
		}
		read := symboltest.ReadBars
		if c.shape != "" {
			read = symboltest.ReadDataMatrix
		}
		if diff := cmp.Diff(read(t, pngOf(t, m)), c.text); diff != "" {
			t.Errorf("%s (-read +written): %s", c.symbology, diff)
		}
	}
}

// TestDataMatrixIsNeverLargerThanZints compares with the encoder of zint, which
// searches for short encodations too.
func TestDataMatrixIsNeverLargerThanZints(t *testing.T) {
	t.Parallel()
	g := texts(digits, capitals, smalls, x12, edifact, controls, latin)
	rapid.Check(t, func(r *rapid.T) {
		text := g.Draw(r, "text")
		for shape, option := range map[symbol.Shape]string{symbol.Square: "--square", symbol.Smallest: "--barcode=DATAMATRIX"} {
			m, err := symbol.Encode(symbol.DataMatrix, text, symbol.Options{Shape: shape})
			if err != nil {
				r.Fatal(err)
			}
			width, height := symboltest.ZintSize(t, string(latin1(text)), "--barcode=DATAMATRIX", option)
			if m.Width*m.Height > width*height {
				r.Errorf("%s of %q: %dx%d, zint makes %dx%d", shape, text, m.Width, m.Height, width, height)
			}
		}
	})
}

func TestSameTextSameModules(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(r *rapid.T) {
		text := texts(digits, capitals, smalls).Draw(r, "text")
		for _, s := range []symbol.Symbology{symbol.Code128, symbol.QR, symbol.DataMatrix} {
			a, errA := symbol.Encode(s, text, symbol.Options{})
			b, errB := symbol.Encode(s, text, symbol.Options{})
			if errA != nil || errB != nil {
				r.Fatal(errA, errB)
			}
			if !bytes.Equal(pngOf(t, a), pngOf(t, b)) {
				r.Errorf("%s of %q differs from run to run", s, text)
			}
		}
	})
}

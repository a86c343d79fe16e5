package zpl_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/tracewright/tracewright/internal/ident/symbol"
	"github.com/tracewright/tracewright/internal/ident/symbol/symboltest"
	"github.com/tracewright/tracewright/internal/ident/zpl"
)

// readLabel draws a label of 60 by 40 mm at 8 dots a millimetre, and reads the
// one symbol on it.
func readLabel(t testing.TB, n *symboltest.Node, fields ...string) symboltest.Symbol {
	t.Helper()
	picture, err := n.DrawZPL(zpl.Label(480, 320, fields...), 60, 40, 8)
	if err != nil {
		t.Fatal(err)
	}
	found, err := n.Read(picture)
	if err != nil {
		t.Fatal(err)
	}
	if len(found) != 1 {
		t.Fatalf("%d symbols were read from %q: %+v", len(found), fields, found)
	}
	return found[0]
}

// TestPrinterDrawsWhatWasMeant lets a renderer of ZPL draw native fields.
func TestPrinterDrawsWhatWasMeant(t *testing.T) {
	t.Parallel()
	n := symboltest.StartNode(t)
	for _, c := range []struct {
		symbology  symbol.Symbology
		text       string
		identifier string
	}{
		{symbol.GS1DataMatrix, "010952123456788121SN_0!2\x1d10LOT7", "]d2"},
		{symbol.DataMatrix, `A^B~C_D\E 100%`, "]d1"},
		{symbol.GS1128, "00095212345000000018", "]C1"},
		{symbol.GS1128, "10ABc\x1d21X", "]C1"},
		{symbol.GS1128, "3748\x1d10L2-A", "]C1"},
		{symbol.Code128, `a^B~C_D\9`, "]C0"},
		{symbol.QR, `A^B~C_D\E,f`, "]Q1"},
	} {
		field, err := zpl.Symbol(c.symbology, c.text, symbol.Options{}, 40, 40, 2, 80)
		if err != nil {
			t.Fatal(err)
		}
		got := readLabel(t, n, field)
		if string(got.Bytes) != c.text || got.Identifier != c.identifier {
			t.Errorf("%s %q was drawn as %s %q by %s", c.symbology, c.text, got.Identifier, got.Bytes, field)
		}
	}
}

// TestCode128SwitchesToDigits is held against the invocation codes of the ZPL II
// guide: the renderer takes >5 after letters for FNC4.
func TestCode128SwitchesToDigits(t *testing.T) {
	t.Parallel()
	got, err := zpl.Symbol(symbol.GS1128, "10ABc\x1d21123456", symbol.Options{}, 0, 0, 2, 80)
	if diff := cmp.Diff(got, "^FO0,0^BY2^BCN,80,N,N,N,N^FH\\^FD>:>810ABc>8>521123456^FS\n"); diff != "" || err != nil {
		t.Errorf("%v (-got +want): %s", err, diff)
	}
}

func TestGraphicIsPrintedDotByDot(t *testing.T) {
	t.Parallel()
	n := symboltest.StartNode(t)
	m, err := symbol.Encode(symbol.GS1QR, "010952123456788121SN042", symbol.Options{})
	if err != nil {
		t.Fatal(err)
	}
	const module = 5
	got := readLabel(t, n, zpl.Box(0, 310, 480, 4),
		zpl.Graphic(100, 60, m.Width*module, m.Height*module, func(x, y int) bool { return m.Dark(x/module, y/module) }))
	if string(got.Bytes) != "010952123456788121SN042" || got.Identifier != "]Q3" {
		t.Errorf("the label reads %s %q", got.Identifier, got.Bytes)
	}
}

func TestDataNeverBecomesACommand(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(r *rapid.T) {
		data := rapid.String().Draw(r, "data")
		if got := zpl.Escape(data); strings.ContainsAny(got, "^~\n\r") {
			r.Errorf("%q is written as %q", data, got)
		}
		field, err := zpl.Symbol(symbol.DataMatrix, data, symbol.Options{}, 0, 0, 2, 0)
		if err == nil && strings.Count(field, "^") != 5 || strings.Contains(field, "~") {
			r.Errorf("%q is written as %q", data, field)
		}
	})
}

func TestWhatZPLCannotSayIsRefused(t *testing.T) {
	t.Parallel()
	for name, field := range map[string]func() (string, error){
		"GS1 QR": func() (string, error) {
			return zpl.Symbol(symbol.GS1QR, "21A", symbol.Options{}, 0, 0, 2, 0)
		},
		"control character in Code 128": func() (string, error) {
			return zpl.Symbol(symbol.Code128, "A\x1dB", symbol.Options{}, 0, 0, 2, 9)
		},
		"invocation mark in Code 128": func() (string, error) {
			return zpl.Symbol(symbol.Code128, "A>5", symbol.Options{}, 0, 0, 2, 9)
		},
		"modules of 11 dots": func() (string, error) {
			return zpl.Symbol(symbol.QR, "A", symbol.Options{}, 0, 0, 11, 0)
		},
		"no text": func() (string, error) {
			return zpl.Symbol(symbol.QR, "", symbol.Options{}, 0, 0, 1, 0)
		},
	} {
		if got, err := field(); err == nil {
			t.Errorf("%s gives %q, want an error", name, got)
		}
	}
}

// TestCompressedRows holds the compression against its definition.
func TestCompressedRows(t *testing.T) {
	t.Parallel()
	rows := []string{"........", "########", "#.......", "########", "########"}
	got := zpl.Graphic(1, 2, 8, 5, func(x, y int) bool { return rows[y][x] == '#' })
	if diff := cmp.Diff(got, "^FO1,2^GFA,5,5,1,,HF8,HF:^FS\n"); diff != "" {
		t.Errorf("(-got +want): %s", diff)
	}
	wide := zpl.Graphic(0, 0, 400, 1, func(x, _ int) bool { return x >= 100 && x < 392 || x == 396 })
	if diff := cmp.Diff(wide, "^FO0,0^GFA,50,50,50,gK0iSF08^FS\n"); diff != "" {
		t.Errorf("(-got +want): %s", diff)
	}
}

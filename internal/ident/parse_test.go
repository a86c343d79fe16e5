package ident_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/tracewright/tracewright/internal/golden"
	"github.com/tracewright/tracewright/internal/ident"
)

// codes are what readers send, of every scheme, right and wrong.
var codes = []string{
	// GS1, by the word of the reader.
	"]d2010952123454321310ABC123\x1d21S1", "]C100106141412345678908", "]E09521234543213", "]E495050003",
	"]d20109521234543214", "]C110A", "]Q3\x1d010952123454321317261231", "]e00109521234543213",
	// GS1, from a keyboard wedge.
	"010952123454321310ABC123\x1d21S1", "010952123454321310ABC~21S1\r\n", "010952123454321317261231", "010952123454321310ABC17261231",
	"010952123454321321ABCDEFGHIJKLMNOPQRST10LOT", "^010952123454321310A^21B", "(01)09521234543213(10)A", "(01)09521234543214",
	"9521234543213", "9521234543214", "106141412345678908", "]I119521234543210", "2112345",
	// Links.
	"https://id.gs1.org/01/09521234543213/21/S1?17=261231", "]Q1https://brand.example/gtin/9521234543213/lot/A",
	"https://id.gs1.org/AQEd-1O2-A", "https://example.com/about", "HTTPS://EXAMPLE.COM/01/09521234543214", "https://id.gs1.org/414/9521234543213/254/7",
	// EPC.
	"urn:epc:id:sgtin:0614141.812345.6789", "urn:epc:id:sscc:0614141.1234567890", "urn:epc:idpat:sgtin:0614141.812345.*",
	"urn:epc:class:lgtin:4012345.012345.998877", "urn:epc:id:gid:95100000.12345.400", "urn:epc:tag:sgtin-96:3.0614141.812345.6789",
	"3074257BF7194E4000001A85", "urn:epc:id:sgtin:0614141.812345",
	// ISO/IEC 15434 and data identifiers.
	"[)>\x1e06\x1dP4711-A\x1dQ50\x1dS000123\x1d1TLOT7\x1e\x04", "[)>\x1e06\x1dP4711-A\x1dQ50", "[)>\x1e05\x1d010952123454321310A\x1e\x04",
	"P4711-A", "]A01TLOT7", "S000123",
	// Medical suppliers, vehicles and devices.
	"+A99912345/$$52001510X3/16D20111212/S77DEFG457", "+A123BJC5D6E71G", "+A123BJC5D6E71H", "=G12349865432177", "]C4=G12349865432177=>014032",
	"&$1234", "1M8GDM9AXKP042788", "1M8GDM9A1KP042788", "WVWZZZ1JZXW000001", "490154203237518", "490154203237519", "00-1B-44-11-3A-B7",
	"001b.4411.3ab7", "001B44113AB7",
	// Ours, and plain text.
	"urn:tracewright:obj:k7f3qd2m-000003l-0", "urn:tracewright:place:ST-10", "k7f3qd2m-000003l-0", "Torque wrench 7", "",
	// Hostile.
	"<script>alert(1)</script>", "^XA^FO50,50^FDX^FS^XZ", "\xff\xfe\x00", "a\x00b\x1bc", "\u202eabc", "]d2", "]C1\x1d",
	"'; drop table object; --", "&\x1a00", "%s%n", "010952123454321310A\x00B", "[)>", "(", "urn:epc:", "http://", strings.Repeat("9", 10_000),
	strings.Repeat("(01)", 2000), "[)>\x1e06\x1d" + strings.Repeat("P1\x1d", 1000),
}

// TestReadings shows how each code is read.
func TestReadings(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	for _, code := range codes {
		shown := fmt.Sprintf("%q", code)
		if len(shown) > 100 {
			shown = fmt.Sprintf("%s… (%d bytes)", shown[:60], len(code))
		}
		fmt.Fprintln(&b, shown)
		for _, r := range ident.Parse([]byte(code), ident.Options{}) {
			canonical := r.Canonical
			if len(canonical) > 120 {
				canonical = canonical[:120] + "…"
			}
			fmt.Fprintf(&b, "  %s, %s: %s\n      because %s\n", r.Scheme, r.Confidence, canonical, r.Reason)
			for i, id := range r.Identifiers {
				if i == 5 {
					fmt.Fprintln(&b, "      and more")
					break
				}
				fmt.Fprintf(&b, "      %s %s %.100s\n", id.Level, id.Kind, id.Value)
			}
			for _, f := range r.Faults {
				fmt.Fprintf(&b, "      ! %s %s %s: %.160s\n", f.Scheme, f.Code, f.Where, f.Text)
			}
		}
	}
	golden.Check(t, "testdata/readings.golden", b.Bytes())
}

func whole(t testing.TB, code string, readings []ident.Reading) {
	t.Helper()
	if len(readings) == 0 || readings[len(readings)-1].Scheme != ident.SchemeText {
		t.Fatalf("%q: plain text is not the last reading", code)
	}
	for i, r := range readings {
		if i > 0 && r.Scheme == ident.SchemeText && i < len(readings)-1 {
			t.Errorf("%q is text twice", code)
		}
		texts := append([]string{r.Canonical, r.Reason, r.Symbology}, r.Text...)
		for _, e := range r.Elements {
			texts = append(texts, e.ID, e.Name, e.Value)
		}
		for _, id := range r.Identifiers {
			texts = append(texts, id.Value)
		}
		for _, f := range r.Faults {
			texts = append(texts, f.Text, f.Where, f.Fix)
			if f.Code == "" || f.Text == "" || f.Fix == "" {
				t.Errorf("%q: %+v does not explain itself", code, f)
			}
		}
		for _, text := range texts {
			if !utf8.ValidString(text) || strings.ContainsFunc(text, func(r rune) bool { return r < ' ' || r == 0x7F || r == 0x202E }) {
				t.Errorf("%q: %q cannot be shown", code, text)
			}
		}
	}
}

// TestReadingsCanBeShown: whatever comes in, what is said of it is text that a
// screen, a log and JSON take.
func TestReadingsCanBeShown(t *testing.T) {
	t.Parallel()
	for _, code := range codes {
		whole(t, code, ident.Parse([]byte(code), ident.Options{}))
	}
}

func TestWrongCheckDigitIsPlainTextThatSaysSo(t *testing.T) {
	t.Parallel()
	for _, code := range []string{"]d20109521234543214", "(01)09521234543214", "9521234543214", "https://id.gs1.org/01/09521234543214"} {
		readings := ident.Parse([]byte(code), ident.Options{})
		best := readings[0]
		if best.Scheme != ident.SchemeText || len(best.Faults) == 0 || best.Faults[0].Code != "incorrect-check-digit" {
			t.Errorf("%s is read as %+v", code, best)
		}
	}
}

func TestPlacesCountInWhatCame(t *testing.T) {
	t.Parallel()
	for code, want := range map[string]string{
		"]d20109521234543214":                     "(01), byte 18",
		"]Q1https://id.gs1.org/01/09521234543214": "(01), byte 38",
		"0109521234543214\x1d10A":                 "(01), byte 15",
		"]C0(01)09521234543214":                   "(01), byte 20",
	} {
		readings := ident.Parse([]byte(code), ident.Options{})
		if f := readings[len(readings)-1].Faults; len(f) != 1 || f[0].Where != want {
			t.Errorf("%q: %+v", code, f)
		}
	}
}

func TestDoubtfulSeparatorsGiveCandidates(t *testing.T) {
	t.Parallel()
	readings := ident.Parse([]byte("010952123454321310ABC17261231"), ident.Options{})
	var got []string
	for _, r := range ident.Best(readings) {
		got = append(got, r.Canonical)
	}
	want := []string{"(01)09521234543213(10)ABC17261231", "(01)09521234543213(10)ABC(17)261231"}
	if diff := cmp.Diff(got, want); diff != "" {
		t.Errorf("(-got +want):\n%s", diff)
	}
	// The number of a symbol is no reason to doubt what the reader sent.
	readings = ident.Parse([]byte("]d2010952123454321310ABC17261231"), ident.Options{})
	if best := ident.Best(readings); len(best) != 1 || best[0].Confidence != ident.Certain {
		t.Errorf("got %+v", best)
	}
	// What the plant has set up counts.
	readings = ident.Parse([]byte("010952123454321310ABC%SEP%21S1"), ident.Options{Separators: []string{"%SEP%"}})
	if best := readings[0]; best.Canonical != "(01)09521234543213(10)ABC(21)S1" || best.Confidence != ident.Recovered {
		t.Errorf("got %+v", readings)
	}
}

func TestOneThingHasOneIdentifierInAllItsForms(t *testing.T) {
	t.Parallel()
	const want = "https://id.gs1.org/01/80614141123458/21/6789"
	for _, code := range []string{
		"]d20180614141123458216789", "(01)80614141123458(21)6789", "https://brand.example/x/01/80614141123458/21/6789?17=261231",
		"urn:epc:id:sgtin:0614141.812345.6789", "urn:epc:tag:sgtin-96:3.0614141.812345.6789", "3074257BF7194E4000001A85",
		"[)>\x1e05\x1d0180614141123458216789\x1e\x04",
	} {
		readings := ident.Parse([]byte(code), ident.Options{})
		if len(readings[0].Identifiers) == 0 || readings[0].Identifiers[0] != (ident.Identifier{Kind: "sgtin", Level: ident.Instance, Value: want}) {
			t.Errorf("%q names %+v", code, readings[0].Identifiers)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, code := range codes {
		if len(code) < 500 {
			f.Add([]byte(code))
		}
	}
	f.Fuzz(func(t *testing.T, code []byte) {
		readings := ident.Parse(code, ident.Options{Separators: []string{"%"}})
		whole(t, string(code), readings)
		if len(readings) > 20 {
			t.Fatalf("%q has %d readings", code, len(readings))
		}
	})
}

func BenchmarkParse(b *testing.B) {
	for name, code := range map[string]string{
		"gs1":      "]d201095212345432131726123110ABC123\x1d21SN0000012345",
		"wedge":    "01095212345432131726123110ABC123",
		"link":     "https://id.gs1.org/01/09521234543213/10/ABC123/21/SN0000012345?17=261231",
		"tag":      "3074257BF7194E4000001A85",
		"message":  "[)>\x1e06\x1dP4711-A\x1dQ50\x1dS000123\x1d1TLOT7\x1e\x04",
		"elements": "]d2" + strings.Repeat("10A\x1d", 1000), // 4 kB each of what is worst
		"digits":   strings.Repeat("91", 2000),
		"brackets": strings.Repeat("(10)A", 800),
		"path":     "https://a" + strings.Repeat("/01/1", 800),
		"query":    "https://id.gs1.org/01/09521234543213?" + strings.Repeat("99=A&", 800),
		"other":    "https://id.gs1.org/01/09521234543213?" + strings.Repeat("a=%41&", 650),
		"labels":   "[)>\x1e06" + strings.Repeat("\x1dP1", 1300),
		"hidden":   strings.Repeat("\u202e", 1300),
		"wedged":   strings.Repeat("91", 128),
		"checked":  strings.Repeat("4300", 64),
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				ident.Parse([]byte(code), ident.Options{})
			}
		})
	}
}

// TestMessageWithoutElementsIsPlainText: a header alone says nothing, and is told
// so in place of a reading that names nothing.
func TestMessageWithoutElementsIsPlainText(t *testing.T) {
	t.Parallel()
	for _, code := range []string{"[)>06", "[)>\x1e06", "[)>\x1e06\x1d", "[)>\x1e06\x1d\x1e\x04", "[)>\x1e05\x1d\x1e\x04", "[)>\x1e06\x1e\x04"} {
		readings := ident.Parse([]byte(code), ident.Options{})
		if len(readings) != 1 || readings[0].Scheme != ident.SchemeText || len(readings[0].Faults) == 0 || readings[0].Faults[0].Scheme == ident.SchemeText {
			t.Errorf("%q: %+v", code, readings)
		}
	}
}

package mh10_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/tracewright/tracewright/internal/ident/mh10"
	"github.com/tracewright/tracewright/internal/ident/refusal"
)

const (
	gs  = "\x1d"
	rs  = "\x1e"
	eot = "\x04"
)

// readable lets tables write <GS>, <RS> and <EOT>.
var readable = strings.NewReplacer("<GS>", gs, "<RS>", rs, "<EOT>", eot)

func TestParseStrictly(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name, text string
		want       []mh10.Envelope
	}{
		{"data identifiers, known and unknown", "[)><RS>06<GS>P4711<GS>1TL-1<GS>Q250<GS>999ZX<RS><EOT>", []mh10.Envelope{{
			Format: "06", Elements: []mh10.Element{{"P", "4711"}, {"1T", "L-1"}, {"Q", "250"}, {"999Z", "X"}},
		}}},
		{"a GS1 element string is left as it is", "[)><RS>05<GS>0109506000134352<GS>21A<RS><EOT>", []mh10.Envelope{{Format: "05", Data: "0109506000134352" + gs + "21A"}}},
		{"two envelopes", "[)><RS>05<GS>0109506000134352<RS>06<GS>S1<RS><EOT>", []mh10.Envelope{
			{Format: "05", Data: "0109506000134352"}, {Format: "06", Elements: []mh10.Element{{"S", "1"}}},
		}},
		{"text elements", "[)><RS>12<GS>MFR 1ABC2<GS>PNR 123-4<GS>SEQ 77<RS><EOT>", []mh10.Envelope{{
			Format: "12", Elements: []mh10.Element{{"MFR", "1ABC2"}, {"PNR", "123-4"}, {"SEQ", "77"}},
		}}},
		{"the same in format DD", "[)><RS>DD<GS>CAG 0CVA5<GS>SER 674A36458<RS><EOT>", []mh10.Envelope{{
			Format: "DD", Elements: []mh10.Element{{"CAG", "0CVA5"}, {"SER", "674A36458"}},
		}}},
		{"free text is kept", "[)><RS>07HELLO<RS><EOT>", []mh10.Envelope{{Format: "07", Data: "HELLO"}}},
		{"an unknown format is kept", "[)><RS>XYwhat<GS>ever<RS><EOT>", []mh10.Envelope{{Format: "XY", Data: "what" + gs + "ever"}}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			text := readable.Replace(c.text)
			m, err := mh10.Parse(text, mh10.Options{})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, m.Envelopes); diff != "" {
				t.Errorf("envelopes (-want +got):\n%s", diff)
			}
			again, err := m.Text()
			if err != nil || again != text {
				t.Errorf("text = %q, %v; want %q", again, err, text)
			}
		})
	}
}

func TestDefectsOfRealLabelsAreForgivenAndNamed(t *testing.T) {
	t.Parallel()
	p1t := []mh10.Element{{"P", "4711"}, {"1T", "L1"}}
	cases := []struct {
		name, text string
		want       []mh10.Leniency
		elements   []mh10.Element
	}{
		{"no RS before EOT", "[)><RS>06<GS>P4711<GS>1TL1<EOT>", []mh10.Leniency{mh10.MissingRS}, p1t},
		{"no EOT", "[)><RS>06<GS>P4711<GS>1TL1<RS>", []mh10.Leniency{mh10.MissingEOT}, p1t},
		{"no trailer", "[)><RS>06<GS>P4711<GS>1TL1", []mh10.Leniency{mh10.MissingTrailer}, p1t},
		{"no RS after the header", "[)>06<GS>P4711<GS>1TL1<RS><EOT>", []mh10.Leniency{mh10.MissingRS}, p1t},
		{"the old header of distributors", ">[)>06<GS>P4711<GS>1TL1<RS><EOT>", []mh10.Leniency{mh10.OldHeader, mh10.MissingRS}, p1t},
		{"the header twice", "[)><RS>[)><RS>06<GS>P4711<GS>1TL1<RS><EOT>", []mh10.Leniency{mh10.DoubledHeader}, p1t},
		{"header and format twice", "[)><RS>06<GS>[)><RS>06<GS>P4711<GS>1TL1<RS><EOT>", []mh10.Leniency{mh10.DoubledHeader}, p1t},
		{"no GS after the format", "[)><RS>06P4711<GS>1TL1<RS><EOT>", []mh10.Leniency{mh10.MissingGS}, p1t},
		{"an empty element", "[)><RS>06<GS>P4711<GS><GS>1TL1<RS><EOT>", []mh10.Leniency{mh10.EmptyElement}, p1t},
		{"an empty envelope", "[)><RS><RS>06<GS>P4711<GS>1TL1<RS><EOT>", []mh10.Leniency{mh10.EmptyEnvelope}, p1t},
		{"a value left out", "[)><RS>06<GS>P4711<GS>K<RS><EOT>", []mh10.Leniency{mh10.EmptyValue}, []mh10.Element{{"P", "4711"}, {"K", ""}}},
		{"no identifier", "[)><RS>06<GS>P4711<GS>12345<RS><EOT>", []mh10.Leniency{mh10.NoIdentifier}, []mh10.Element{{"P", "4711"}, {"", "12345"}}},
		{"a line end", "[)><RS>06<GS>P4711<GS>1TL1<RS><EOT>\r\n", []mh10.Leniency{mh10.LineEnd}, p1t},
		{"letters beyond ASCII", "[)><RS>06<GS>PÄ<RS><EOT>", []mh10.Leniency{mh10.NotASCII}, []mh10.Element{{"P", "Ä"}}},
		{"text element without a space", "[)><RS>12<GS>SER77<RS><EOT>", []mh10.Leniency{mh10.MissingSpace}, []mh10.Element{{"SER", "77"}}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			text := readable.Replace(c.text)
			if _, err := mh10.Parse(text, mh10.Options{}); err == nil {
				t.Error("is accepted strictly")
			}
			m, err := mh10.Parse(text, mh10.Options{Lenient: true})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, m.Leniencies); diff != "" {
				t.Errorf("leniencies (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(c.elements, m.Elements()); diff != "" {
				t.Errorf("elements (-want +got):\n%s", diff)
			}
		})
	}
}

func TestVisibleControlCharacters(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"[)><RS>06<GS>P4711<GS>Q5<RS><EOT>",
		"[)>{RS}06{GS}P4711{GS}Q5{RS}{EOT}",
		"[)>␞06␝P4711␝Q5␞␄",
		"[)>^^06^]P4711^]Q5^^^D",
		`[)>\x1e06\x1dP4711\x1dQ5\x1e\x04`,
	} {
		m, err := mh10.Parse(text, mh10.Options{Lenient: true})
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if diff := cmp.Diff([]mh10.Element{{"P", "4711"}, {"Q", "5"}}, m.Elements()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", text, diff)
		}
		if diff := cmp.Diff([]mh10.Leniency{mh10.VisibleControls}, m.Leniencies); diff != "" {
			t.Errorf("%s (-want +got):\n%s", text, diff)
		}
	}
	own := mh10.Options{Lenient: true, Substitutes: []mh10.Substitute{{"~", gs[0]}, {"|", rs[0]}, {"!", eot[0]}}}
	if m, err := mh10.Parse("[)>|06~P4711~Q5|!", own); err != nil || len(m.Elements()) != 2 {
		t.Errorf("own substitutes: %v, %v", m, err)
	}
	half, err := mh10.Parse(readable.Replace("[)><RS>06|P4711|Q5<RS><EOT>"), mh10.Options{Lenient: true, Substitutes: []mh10.Substitute{{"|", gs[0]}}})
	if err != nil || len(half.Elements()) != 2 {
		t.Errorf("a reader that replaces GS alone: %v, %v", half, err)
	}
	kept, err := mh10.Parse(readable.Replace("[)><RS>06<GS>Pa{GS}b<RS><EOT>"), mh10.Options{Lenient: true})
	if err != nil || kept.Elements()[0].Value != "a{GS}b" {
		t.Errorf("a message with real separators was changed: %v, %v", kept, err)
	}
}

func TestParseRefuses(t *testing.T) {
	t.Parallel()
	cases := []struct{ name, text, code string }{
		{"no header", "P4711", "mh10.header"},
		{"text after the end", "[)><RS>06<GS>P1<RS><EOT>[)><RS>06<GS>P2<RS><EOT>", "mh10.trailer"},
		{"a control character", "[)><RS>06<GS>P1\x00<RS><EOT>", "mh10.control"},
		{"a control character of Latin 1", "[)><RS>06<GS>P1\u0085<RS><EOT>", "mh10.control"},
		{"invalid UTF-8", "[)><RS>06<GS>P\xff<RS><EOT>", "mh10.encoding"},
		{"no format", "[)><RS>0<RS><EOT>", "mh10.format"},
		{"binary data", "[)><RS>09<GS>X<RS><EOT>", "mh10.binary"},
		{"nothing", "[)><RS><RS><EOT>", "mh10.empty"},
		{"too long", "[)><RS>06<GS>P" + strings.Repeat("x", mh10.MaxText) + "<RS><EOT>", "mh10.long"},
	}
	for _, c := range cases {
		_, err := mh10.Parse(readable.Replace(c.text), mh10.Options{Lenient: true})
		if got := code(err); got != c.code {
			t.Errorf("%s: %v; want code %s", c.name, err, c.code)
		}
	}
}

func code(err error) string {
	if e, ok := errors.AsType[*refusal.Error](err); ok {
		return e.Code
	}
	return ""
}

func TestCodesOfALabelAreOneAct(t *testing.T) {
	t.Parallel()
	m, err := mh10.ParseLabel([]string{"P4711", "Q250", "1TL1", "V0815", "1JUN123"}, mh10.Options{})
	if err != nil {
		t.Fatal(err)
	}
	want := []mh10.Element{{"P", "4711"}, {"Q", "250"}, {"1T", "L1"}, {"V", "0815"}, {"1J", "UN123"}}
	if diff := cmp.Diff(want, m.Elements()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	both, err := mh10.ParseLabel([]string{readable.Replace("[)><RS>06<GS>P4711<GS>Q250<RS><EOT>"), "P4711", "(1T)L1"}, mh10.Options{Lenient: true})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]mh10.Element{{"P", "4711"}, {"Q", "250"}, {"1T", "L1"}}, both.Elements()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]mh10.Leniency{mh10.RepeatedCode, mh10.Bracketed}, both.Leniencies); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	_, err = mh10.ParseLabel([]string{"P4711", "P4712"}, mh10.Options{Lenient: true})
	if code(err) != "mh10.conflict" || !strings.Contains(err.Error(), "code 2") {
		t.Errorf("two labels mixed up: %v", err)
	}
	_, err = mh10.ParseLabel([]string{"P4711", "<script>"}, mh10.Options{Lenient: true})
	if code(err) != "mh10.identifier" {
		t.Errorf("no element: %v", err)
	}
}

func TestTextRefusesWhatWouldBeReadDifferently(t *testing.T) {
	t.Parallel()
	for name, e := range map[string]mh10.Envelope{
		"separator in a value":        {Format: "06", Elements: []mh10.Element{{"P", "1" + gs + "Q2"}}},
		"identifier of no shape":      {Format: "06", Elements: []mh10.Element{{"PART", "1"}}},
		"digit value after no letter": {Format: "06", Elements: []mh10.Element{{"", "123"}}},
		"data in format 06":           {Format: "06", Elements: []mh10.Element{{"P", "1"}}, Data: "x"},
		"no value":                    {Format: "06", Elements: []mh10.Element{{"P", ""}}},
		"no format":                   {Elements: []mh10.Element{{"P", "1"}}},
		"elements in format 05":       {Format: "05", Elements: []mh10.Element{{"P", "1"}}},
	} {
		m := mh10.Message{Envelopes: []mh10.Envelope{e}}
		if text, err := m.Text(); err == nil {
			t.Errorf("%s: made %q", name, text)
		}
	}
}

func TestMacros(t *testing.T) {
	t.Parallel()
	text, err := mh10.Expand("06", "P4711"+gs+"Q5")
	if err != nil {
		t.Fatal(err)
	}
	m, err := mh10.Parse(text, mh10.Options{})
	if v, ok := m.Value("1P", "P"); err != nil || !ok || v != "4711" {
		t.Errorf("value = %q, %v", v, err)
	}
	format, data, ok := mh10.Compact(text)
	if !ok || format != "06" || data != "P4711"+gs+"Q5" {
		t.Errorf("compact = %q, %q, %v", format, data, ok)
	}
	if _, _, ok := mh10.Compact(readable.Replace("[)><RS>05<GS>01<RS>06<GS>P<RS><EOT>")); ok {
		t.Error("two envelopes fit no macro")
	}
	if _, err := mh10.Expand("12", "x"); err == nil {
		t.Error("there is no macro 12")
	}
}

func TestMeanings(t *testing.T) {
	t.Parallel()
	for _, id := range []string{
		"P", "1P", "2P", "S", "18S", "25S", "T", "1T", "Q", "7Q", "V", "D", "9D", "10D", "16D", "K", "4L",
		"J", "1J", "2J", "3J", "4J", "5J", "6J", "9N", "SER", "PNR",
	} {
		if m, ok := (mh10.Element{ID: id}).Meaning(); !ok || m.Name == "" || m.Role == "" {
			t.Errorf("%s has no name", id)
		}
	}
	if _, ok := (mh10.Element{ID: "888Y"}).Meaning(); ok {
		t.Error("an unknown identifier has a name")
	}
	if q, u, ok := mh10.SplitQuantity("12.5KG"); !ok || q != "12.5" || u != "KG" {
		t.Errorf("quantity = %q %q %v", q, u, ok)
	}
	for _, bad := range []string{"EA", "xEA", "1.2.3EA", ".EA", "12kg"} {
		if _, _, ok := mh10.SplitQuantity(bad); ok {
			t.Errorf("%q is no quantity", bad)
		}
	}
	if !mh10.CheckPPN("111234567842") || mh10.CheckPPN("111234567843") || mh10.CheckPPN("11") {
		t.Error("check digits of a PPN")
	}
}

func TestIssuers(t *testing.T) {
	t.Parallel()
	cases := []struct {
		element mh10.Element
		want    mh10.Issuer
		rest    string
		ok      bool
	}{
		{mh10.Element{"25S", "UN123456789PA12345"}, mh10.Issuer{"UN", "123456789"}, "PA12345", true},
		{mh10.Element{"18S", "0CVA5674A36458"}, mh10.Issuer{"D", "0CVA5"}, "674A36458", true},
		{mh10.Element{"25P", "D0CVA5674A"}, mh10.Issuer{"D", "0CVA5"}, "674A", true},
		{mh10.Element{"1J", "ODABCD000123"}, mh10.Issuer{"OD", "ABCD"}, "000123", true},
		{mh10.Element{"25S", "UN12345X789PA"}, mh10.Issuer{}, "", false},
		{mh10.Element{"25S", "UN1234"}, mh10.Issuer{}, "", false},
		{mh10.Element{"25S", "XY1234567890"}, mh10.Issuer{}, "", false},
		{mh10.Element{"J", "340123450000000115"}, mh10.Issuer{}, "", false},
		{mh10.Element{"S", "UN123456789PA12345"}, mh10.Issuer{}, "", false},
	}
	for _, c := range cases {
		by, rest, ok := c.element.Issuer()
		if by != c.want || rest != c.rest || ok != c.ok {
			t.Errorf("%v: %v, %q, %v", c.element, by, rest, ok)
		}
	}
}

func TestAnyMessageReadsBack(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`[ -~]{1,30}`)
		element := rapid.Custom(func(t *rapid.T) mh10.Element {
			return mh10.Element{ID: rapid.StringMatching(`[0-9]{0,3}[A-Z]`).Draw(t, "id"), Value: text.Draw(t, "value")}
		})
		textElement := rapid.Custom(func(t *rapid.T) mh10.Element {
			return mh10.Element{ID: rapid.StringMatching(`[A-Z]{3}`).Draw(t, "id"), Value: text.Draw(t, "value")}
		})
		envelope := rapid.Custom(func(t *rapid.T) mh10.Envelope {
			switch format := rapid.SampledFrom([]string{"05", "06", "07", "12", "DD"}).Draw(t, "format"); format {
			case "06":
				return mh10.Envelope{Format: format, Elements: rapid.SliceOfN(element, 1, 8).Draw(t, "elements")}
			case "12", "DD":
				return mh10.Envelope{Format: format, Elements: rapid.SliceOfN(textElement, 1, 8).Draw(t, "elements")}
			default:
				return mh10.Envelope{Format: format, Data: text.Draw(t, "data")}
			}
		})
		m := mh10.Message{Envelopes: rapid.SliceOfN(envelope, 1, 4).Draw(t, "envelopes")}
		made, err := m.Text()
		if err != nil {
			// Data may look like a second header; nothing else is refused.
			if code(err) != "mh10.doubled-header" {
				t.Fatal(err)
			}
			return
		}
		again, err := mh10.Parse(made, mh10.Options{Lenient: true})
		if err != nil || len(again.Leniencies) > 0 {
			t.Fatal(again, err)
		}
		if diff := cmp.Diff(m.Envelopes, again.Envelopes); diff != "" {
			t.Fatal(diff)
		}
	})
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		"[)><RS>06<GS>P4711<GS>1TL1<RS><EOT>", "[)>06<GS>P4711", ">[)>06<GS>P1<EOT>", "[)><RS>05<GS>0109506000134352<RS>06<GS>S1<RS><EOT>",
		"[)><RS>12<GS>SER 1<RS><EOT>", "[)>[)>[)>", "<script>alert(1)</script>", "^XA^FDx^FS^XZ",
	} {
		f.Add(readable.Replace(seed))
	}
	f.Fuzz(func(t *testing.T, text string) {
		if m, err := mh10.Parse(text, mh10.Options{}); err == nil {
			if again, err := m.Text(); err != nil || again != text {
				t.Fatalf("strictly read, %q comes back as %q, %v", text, again, err)
			}
		}
		if m, err := mh10.Parse(text, mh10.Options{Lenient: true}); err == nil {
			for _, e := range m.Elements() {
				if strings.ContainsAny(e.Value, gs+rs+eot+"\x00\r\n") {
					t.Fatalf("control character in %q", e.Value)
				}
			}
		}
		_, _ = mh10.ParseLabel([]string{text, "P1"}, mh10.Options{Lenient: true})
	})
}

func BenchmarkParse(b *testing.B) {
	text := readable.Replace("[)><RS>06<GS>P595-LM358N<GS>1P296-1395-1-ND<GS>Q2500<GS>1TLOT4711<RS><EOT>")
	b.ReportAllocs()
	for b.Loop() {
		if _, err := mh10.Parse(text, mh10.Options{}); err != nil {
			b.Fatal(err)
		}
	}
}

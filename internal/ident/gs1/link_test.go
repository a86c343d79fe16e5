package gs1

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestLinksAreTakenApart(t *testing.T) {
	t.Parallel()
	l, err := ParseLink("https://brand.example/shop/01/09521234543213/10/A%2F1/21/S1?17=261231&utm=x&99=a+b#top", LinkOptions{})
	if err == nil {
		t.Fatalf("a blank is accepted in (99): %v", l)
	}
	l, err = ParseLink("https://brand.example/shop/01/09521234543213/10/A%2F1/21/S1?3103=000195&utm=x&&17=261231&flag#top", LinkOptions{})
	if err != nil {
		t.Fatal(err)
	}
	want := Link{
		Stem:       "https://brand.example/shop",
		Path:       Message{{"01", "09521234543213", 27}, {"10", "A/1", 45}, {"21", "S1", 54}},
		Attributes: Message{{"3103", "000195", 60}, {"17", "261231", 79}},
		Others:     []Parameter{{"utm", "=x"}, {"flag", ""}},
		Fragment:   "top",
	}
	if diff := cmp.Diff(l, want); diff != "" {
		t.Errorf("(-got +want):\n%s", diff)
	}
	for _, c := range []struct{ got, want string }{
		{l.String(), "https://brand.example/shop/01/09521234543213/10/A%2F1/21/S1?3103=000195&17=261231&utm=x&flag#top"},
		{l.Canonical().String(), "https://id.gs1.org/01/09521234543213/10/A%2F1/21/S1?17=261231&3103=000195"},
		{l.Constrained().String(), "https://id.gs1.org/01/09521234543213/21/S1"},
		{l.Message().Bracketed(), "(01)09521234543213(10)A/1(21)S1(3103)000195(17)261231"},
	} {
		if c.got != c.want {
			t.Errorf("got %s, want %s", c.got, c.want)
		}
	}
}

func TestLinksInForbiddenFormsAreReadWhereAsked(t *testing.T) {
	t.Parallel()
	for uri, want := range map[string]string{
		"https://x.example/gtin/9521234543213/lot/A/ser/B": "https://id.gs1.org/01/09521234543213/21/B",
		"https://x.example/01/95050003":                    "https://id.gs1.org/01/00000095050003",
		"https://x.example/gln/9521234543213/glnx/1":       "https://id.gs1.org/414/9521234543213/254/1",
		"https://x.example/01/614141999996/22/V/10/L":      "https://id.gs1.org/01/00614141999996/10/L",
		"https://x.example/01/614141999996/235/T":          "https://id.gs1.org/01/00614141999996/235/T",
	} {
		l, err := ParseLink(uri, LinkOptions{Names: true, ShortGTIN: true})
		if err != nil || l.Constrained().String() != want {
			t.Errorf("%s is read as %s, %v", uri, l.Constrained(), err)
		}
	}
}

func TestParseLinkSaysWhatIsWrongAndWhere(t *testing.T) {
	t.Parallel()
	for uri, want := range map[string]Error{
		"mailto:a@example.com":                          {Code: NoLink},
		"https://x.example":                             {Code: NoLink, Offset: 17},
		"https://x.example/products/9521234543213":      {Code: NoLink, Offset: 18},
		"https://x.example/01/09521234543214":           {Code: BadCheckDigit, AI: "01", Offset: 34, Length: 1},
		"https://x.example/01/09521234543213/21/A/10/B": {Code: BadPath, AI: "21", Offset: 36, Length: 2},
		"https://x.example/01/09521234543213/99/A":      {Code: BadPath, AI: "99", Offset: 36, Length: 2},
		"https://x.example/01/09521234543213?21=A":      {Code: NoAttribute, AI: "21", Offset: 36, Length: 2},
		"https://x.example/01/09521234543213?17=261331": {Code: "illegal-month", AI: "17", Offset: 41, Length: 2},
		"https://x.example/01/09521234543213?17=%32%36": {Code: TooShort, AI: "17", Offset: 39, Length: 6},
		"https://x.example/01/09521234543213?99=A&99=A": {Code: Repeated, AI: "99", Offset: 41, Length: 2},
		"https://x.example/01/09521234543213?89=A":      {Code: UnknownAI, Offset: 36, Length: 2},
		"https://x.example/01/0952123454\x00":           {Code: BadURI, Offset: 31, Length: 1},
		"https://x$.example/01/09521234543213":          {Code: NoLink, Offset: 9},
		"https:///01/09521234543213":                    {Code: NoLink, Offset: 8},
	} {
		_, err := ParseLink(uri, LinkOptions{})
		var got *Error
		if !errors.As(err, &got) {
			t.Errorf("%s: %v", uri, err)
			continue
		}
		if g := (Error{Code: got.Code, AI: got.AI, Offset: got.Offset, Length: got.Length}); g != want {
			t.Errorf("%s:\n got %+v\nwant %+v", uri, g, want)
		}
	}
}

func TestNewLinkRefusesWhatNoLinkHolds(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ stem, text string }{
		{"", "(10)A"},
		{"", "(01)09521234543213(8200)http"},
		{"x.example", "(01)09521234543213"},
		{"https://x.example/?a=b", "(01)09521234543213"},
		{"", "(01)09521234543213(10)A(10)B"},
	} {
		m, err := ParseBracketed(c.text, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if l, err := NewLink(c.stem, m); err == nil {
			t.Errorf("%s %s gives %s", c.stem, c.text, l)
		}
	}
	if l, err := NewLink("", Message{{AI: "01", Value: "09521234543214"}}); err == nil {
		t.Errorf("a wrong check digit gives %s", l)
	}
}

// TestLinksSurvive makes links of any elements that may stand in them, and reads
// them again.
func TestLinksSurvive(t *testing.T) {
	t.Parallel()
	var keys, attributes Message
	for _, e := range samples(t) {
		switch r := rowOf(e.AI); {
		case r.key:
			keys = append(keys, e)
		case r.attribute:
			attributes = append(attributes, e)
		}
	}
	lots := Message{{AI: "10", Value: "A/b%c?&="}, {AI: "22", Value: "+"}, {AI: "21", Value: "!\"'()*"}}
	rapid.Check(t, func(t *rapid.T) {
		m := Message{rapid.SampledFrom(keys).Draw(t, "key")}
		if m[0].AI == "01" || m[0].AI == "8006" {
			m = append(m, rapid.SliceOfNDistinct(rapid.SampledFrom(lots), 0, 3, Element.code).Draw(t, "qualifiers")...)
		}
		for _, a := range rapid.SliceOfNDistinct(rapid.SampledFrom(attributes), 0, 4, Element.code).Draw(t, "attributes") {
			if _, there := m.Value(a.AI); !there {
				m = append(m, a)
			}
		}
		l, err := NewLink("https://x.example/a", m)
		if err != nil {
			t.Fatal(err)
		}
		again, err := ParseLink(l.String(), LinkOptions{})
		if err != nil {
			t.Fatalf("%s: %v", l, err)
		}
		again.Path, again.Attributes = withoutOffsets(again.Path), withoutOffsets(again.Attributes)
		if diff := cmp.Diff(again.Message(), l.Message()); diff != "" || again.String() != l.String() {
			t.Fatalf("%s becomes %s\n%s", l, again, diff)
		}
		canonical, err := ParseLink(l.Canonical().String(), LinkOptions{})
		if err != nil || canonical.Canonical().String() != canonical.String() {
			t.Fatalf("%s is not canonical: %v", canonical, err)
		}
	})
}

func (e Element) code() string { return e.AI }

func FuzzParseLink(f *testing.F) {
	for _, uri := range []string{
		"https://brand.example/shop/01/09521234543213/10/A%2F1/21/S1?3103=000195&utm=x&&17=261231&flag#top",
		"HTTP://x.example/gtin/95050003/ser/1",
		"https://id.gs1.org/8003/095060001343520001?99=%zz",
		"https://id.gs1.org/414/9521234543213/254/1",
	} {
		f.Add(uri)
	}
	f.Fuzz(func(t *testing.T, uri string) {
		for _, o := range []LinkOptions{{}, {Names: true, ShortGTIN: true, UnknownAttributes: true}} {
			l, err := ParseLink(uri, o)
			if err != nil {
				if len(uri) <= MaxMessage {
					inside(t, uri, err)
				}
				continue
			}
			again, err := ParseLink(l.String(), o)
			if err != nil || again.String() != l.String() {
				t.Fatalf("%q becomes %q, then %q: %v", uri, l, again, err)
			}
			if c := l.Constrained().String(); !strings.HasPrefix(c, CanonicalStem+"/") {
				t.Fatalf("%q", c)
			}
		}
	})
}

func BenchmarkParseLink(b *testing.B) {
	const uri = "https://id.gs1.org/01/09521234543213/10/ABC123/21/SN0000012345?17=261231"
	b.ReportAllocs()
	for b.Loop() {
		if _, err := ParseLink(uri, LinkOptions{}); err != nil {
			b.Fatal(err)
		}
	}
}

package gs1

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// samples has elements that are right, of every row of the table.
func samples(t testing.TB) Message {
	t.Helper()
	b, err := os.ReadFile("testdata/elements.txt")
	if err != nil {
		t.Fatal(err)
	}
	var all Message
	for line := range strings.Lines(string(b)) {
		m, err := ParseBracketed(strings.TrimSpace(line), Options{})
		if err != nil || len(m) != 1 {
			t.Fatalf("%s: %v", line, err)
		}
		all = append(all, Element{AI: m[0].AI, Value: m[0].Value})
	}
	return all
}

func TestSamplesCoverEveryRow(t *testing.T) {
	t.Parallel()
	covered := map[*row]bool{}
	for _, e := range samples(t) {
		covered[rowOf(e.AI)] = true
	}
	for i := range rows {
		if !covered[&rows[i]] {
			t.Errorf("(%s) has no sample", rows[i].first)
		}
	}
}

func withoutOffsets(m Message) Message {
	m = slices.Clone(m)
	for i := range m {
		m[i].Offset = 0
	}
	return m
}

// TestMessagesSurviveBothForms writes any elements in both forms and reads them
// again.
func TestMessagesSurviveBothForms(t *testing.T) {
	t.Parallel()
	all := samples(t)
	rapid.Check(t, func(t *rapid.T) {
		m := Message(rapid.SliceOfN(rapid.SampledFrom(all), 1, 8).Draw(t, "message"))
		again, err := Parse(m.String(), Options{})
		if err != nil || !cmp.Equal(withoutOffsets(again), m) {
			t.Fatalf("%q is read as %v, %v", m, again, err)
		}
		for _, e := range again {
			if got := m.String()[e.Offset:]; !strings.HasPrefix(got, e.AI+e.Value) {
				t.Fatalf("offset %d of (%s) is wrong", e.Offset, e.AI)
			}
		}
		again, err = ParseBracketed(m.Bracketed(), Options{})
		if err != nil || !cmp.Equal(withoutOffsets(again), m) {
			t.Fatalf("%s is read as %v, %v", m.Bracketed(), again, err)
		}
	})
}

func TestParseSaysWhatIsWrongAndWhere(t *testing.T) {
	t.Parallel()
	for data, want := range map[string]Error{
		"":                        {Code: Empty},
		"\x1d":                    {Code: Empty, Offset: 1},
		"0109521234543214":        {Code: BadCheckDigit, AI: "01", Offset: 15, Length: 1, Detail: "the check digit is 4, and the other digits ask for 3"},
		"01095212345432131":       {Code: UnknownAI, Offset: 16, Length: 1, Detail: `no application identifier begins with "1"`},
		"010952123454321":         {Code: TooShort, AI: "01", Offset: 2, Length: 13, Detail: "the value has 13 characters, and 14 are allowed"},
		"10":                      {Code: Empty, AI: "10", Offset: 2},
		"10A\x1d17261331":         {Code: "illegal-month", AI: "17", Offset: 8, Length: 2},
		"10A~B":                   {Code: "invalid-cset82-character", AI: "10", Offset: 3, Length: 1},
		"10ABCDEFGHIJKLMNOPQRSTU": {Code: TooLong, AI: "10", Offset: 22, Length: 1, Detail: "the value has 21 characters, and 1 to 20 are allowed"},
		"8003095060001343561":     {Code: BadCheckDigit, AI: "8003", Offset: 17, Length: 1, Detail: "the check digit is 6, and the other digits ask for 2"},
		"80131987654Ad4X4bL5ttr2310cXK": {
			Code: BadCheckPair, AI: "8013", Offset: 27, Length: 2, Detail: "the check characters are XK, and the others ask for 2K",
		},
		"20AA\x1d":                            {Code: NotDigit, AI: "20", Offset: 2, Length: 1},
		strings.Repeat("2011", MaxElements+1): {Code: TooMany, AI: "20", Offset: 4 * MaxElements, Length: 2},
		strings.Repeat("9", MaxMessage+1):     {Code: Oversized, Offset: MaxMessage, Length: 1},
	} {
		_, err := Parse(data, Options{})
		var got *Error
		if !errors.As(err, &got) || *got != want {
			t.Errorf("Parse(%.40q):\n got %+v\nwant %+v", data, err, want)
		} else if got.Text() == "" || got.Fix() == "" || got.Error() == "" {
			t.Errorf("%s is not explained", got.Code)
		}
	}
}

func TestEveryFaultIsExplained(t *testing.T) {
	t.Parallel()
	for code, f := range faults {
		if f.text == "" || (&Error{Code: code}).Fix() == "" {
			t.Errorf("%s is not explained", code)
		}
	}
	if got := (&Error{Code: "coupon-truncated-offer-code"}).Text(); got != "coupon truncated offer code" {
		t.Errorf("got %q", got)
	}
}

func TestUnknownElementsAreKeptWhereAsked(t *testing.T) {
	t.Parallel()
	for data, want := range map[string]string{
		"236ABC\x1d10B":    "(236)ABC(10)B",
		"8299ABC":          "(8299)ABC",
		"14261231" + "10B": "",
		"31070\x1d210":     "",
		"3107123456210":    "(3107)123456(21)0",
		"89ABC":            "",
	} {
		m, err := Parse(data, Options{Unknown: true})
		if got := m.Bracketed(); (err == nil) != (want != "") || err == nil && got != want {
			t.Errorf("%q is read as %s, %v", data, got, err)
		}
		if m, err := Parse(data, Options{}); err == nil {
			t.Errorf("%q is read as %v without being asked", data, m)
		}
	}
	if m, err := ParseBracketed("(89)ABC(236)D", Options{Unknown: true}); err != nil || m.String() != "89ABC\x1d236D" {
		t.Errorf("got %q, %v", m, err)
	}
}

func TestBracketedFormsThatPeopleWrite(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"(01) 09521234543213 (10) A": "010952123454321310A",
		`(10)A\(1\((17)261231`:       "10A(1(\x1d17261231",
		"(10)A)":                     "10A)",
	} {
		m, err := ParseBracketed(text, Options{})
		if err != nil || m.String() != want {
			t.Errorf("%q is read as %q, %v", text, m, err)
		}
	}
	for _, text := range []string{"", "01", "(01", "(01)", "(01)0952123454321310A", "(10)A(", "()A", "(100)A"} {
		if m, err := ParseBracketed(text, Options{}); err == nil {
			t.Errorf("%q is read as %v", text, m)
		}
	}
}

func TestCheckJudgesWhatStandsBesideWhat(t *testing.T) {
	t.Parallel()
	for text, want := range map[string][]Code{
		"(01)09521234543213(10)A(17)261231":             nil,
		"(10)A":                                         {Unaccompanied},
		"(01)09521234543213(37)5":                       {Excluded, Unaccompanied},
		"(10)A(01)09521234543213(10)B":                  {Repeated},
		"(00)106141412345678908(02)09521234543213(37)5": nil,
		"(01)09521234543213(3100)000001(3101)000001":    {Excluded},
		"(01)09521234543213(21)S(8030)AAA":              nil,
		"(253)9526064000028(8030)AAA":                   {Unaccompanied},
	} {
		m, err := ParseBracketed(text, Options{})
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		var got []Code
		for _, f := range m.Check() {
			got = append(got, f.Code)
			if !strings.HasPrefix(text[f.Offset:], "("+f.AI+")") {
				t.Errorf("%s: %v is somewhere else", text, f)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: got %v, want %v", text, got, want)
		}
	}
}

func TestScansOfRetailSymbolsGiveGTIN(t *testing.T) {
	t.Parallel()
	for scan, want := range map[string]string{
		"]E09521234543213":               "(01)09521234543213",
		"]E495050003":                    "(01)00000095050003",
		"]E09521234543213|]e010A\x1d99B": "(01)09521234543213(10)A(99)B",
		"]d2010952123454321310A":         "(01)09521234543213(10)A",
		"]d5010952123454321310A\\\\B":    "",
		"]Q4\\000026010952123454321310A": "(01)09521234543213(10)A",
		"]C1\x1d010952123454321310A":     "(01)09521234543213(10)A",
		"]d1ABC":                         "",
	} {
		_, m, _ := ParseScan(scan, Options{})
		if want == "" {
			continue
		}
		if got := m.Bracketed(); got != want {
			t.Errorf("%q is read as %s", scan, got)
		}
	}
	_, _, err := ParseScan("]d2010952123454321410A", Options{})
	var fault *Error
	if !errors.As(err, &fault) || fault.Offset != 3+15 {
		t.Errorf("got %v", err)
	}
}

func TestLookupTellsTheFormat(t *testing.T) {
	t.Parallel()
	for code, want := range map[string]AI{
		"10":   {Code: "10", Title: "BATCH/LOT", Format: "X..20", Separated: true, Attribute: true},
		"3103": {Code: "3103", Title: "NET WEIGHT (kg)", Format: "N6", Attribute: true},
		"8003": {Code: "8003", Title: "GRAI", Format: "N1 N13 [X..16]", Separated: true, Key: true, Attribute: true},
		"95":   {Code: "95", Title: "INTERNAL", Format: "X..90", Separated: true, Attribute: true},
	} {
		if got, ok := Lookup(code); !ok || got != want {
			t.Errorf("Lookup(%s) = %+v", code, got)
		}
	}
	for _, code := range []string{"", "0", "89", "3106", "010", "1O", "80030"} {
		if _, ok := Lookup(code); ok {
			t.Errorf("Lookup(%q) finds something", code)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, e := range samples(f) {
		f.Add(e.AI + e.Value)
	}
	f.Add("]d2010952123454321310A\x1d21B")
	f.Add("(01)09521234543213(10)A")
	f.Fuzz(func(t *testing.T, data string) {
		for _, o := range []Options{{}, {Unknown: true}} {
			m, err := Parse(data, o)
			if err == nil {
				again, err := Parse(m.String(), o)
				if err != nil || !cmp.Equal(withoutOffsets(again), withoutOffsets(m)) {
					t.Fatalf("%q becomes %q: %v", data, m, err)
				}
			} else {
				inside(t, data, err)
			}
			if m, err := ParseBracketed(data, o); err == nil {
				again, err := ParseBracketed(m.Bracketed(), o)
				if err != nil || !cmp.Equal(withoutOffsets(again), withoutOffsets(m)) {
					t.Fatalf("%q becomes %q: %v", data, m, err)
				}
			} else {
				inside(t, data, err)
			}
			if _, _, err := ParseScan(data, o); err != nil {
				_ = err.Error()
			}
			m.Check()
		}
	})
}

// inside checks that a fault points into what was read.
func inside(t *testing.T, data string, err error) {
	t.Helper()
	e := err.(*Error)
	if e.Offset < 0 || e.Length < 0 || e.Offset+e.Length > len(data) {
		t.Fatalf("%q: %+v points outside", data, e)
	}
	_ = fmt.Sprint(e, e.Fix())
}

func BenchmarkParse(b *testing.B) {
	const data = "01095212345432131726123110ABC123\x1d21SN0000012345"
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Parse(data, Options{}); err != nil {
			b.Fatal(err)
		}
	}
}

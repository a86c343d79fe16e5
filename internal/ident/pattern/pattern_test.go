package pattern_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/tracewright/tracewright/internal/ident/pattern"
	"github.com/tracewright/tracewright/internal/ident/refusal"
)

func code(err error) string {
	if e, ok := errors.AsType[*refusal.Error](err); ok {
		return e.Code
	}
	return ""
}

func mustCompile(t testing.TB, text string) *pattern.Pattern {
	t.Helper()
	p, err := pattern.Compile("test", text)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestMakeAndMatch(t *testing.T) {
	t.Parallel()
	newYear := time.Date(2027, 1, 1, 5, 0, 0, 0, time.UTC) // in week 53 of 2026
	draws := uint64(0)
	values := pattern.Values{
		Day: newYear, N: 4711, Named: map[string]string{"product": "A7X", "part": "GRM155/R61-A"},
		Chance: func(n uint64) uint64 { draws++; return draws % n },
	}
	cases := []struct {
		text, want string
		fields     map[string]string
	}{
		{"SN{product:3}{yyww}{seq:5}", "SNA7X265304711", map[string]string{"product": "A7X", "yyww": "2653", "seq": "04711"}},
		{"{yy}{jjj}-{seq:4:16}", "27001-1267", map[string]string{"yy": "27", "jjj": "001", "seq": "1267"}},
		{"{yyyymmdd}{seq:4:safe}", "202701012793", map[string]string{"yyyymmdd": "20270101", "seq": "2793"}},
		{"PN{part:1-20:text}#{seq:6}", "PNGRM155/R61-A#004711", map[string]string{"part": "GRM155/R61-A", "seq": "004711"}},
		{"{{{random:4}}}", "{3456}", map[string]string{"random": "3456"}},
		{"plain", "plain", map[string]string{}},
	}
	for _, c := range cases {
		p := mustCompile(t, c.text)
		draws = 0
		got, err := p.Make(values)
		if err != nil || got != c.want {
			t.Errorf("%s makes %s, %v; want %s", c.text, got, err, c.want)
			continue
		}
		m, ok := p.Match(got)
		if diff := cmp.Diff(c.fields, m.Fields); diff != "" || !ok {
			t.Errorf("%s reads %s: %v (-want +got):\n%s", c.text, got, ok, diff)
		}
		if p.Len() > 0 && m.N != values.N {
			t.Errorf("%s reads the number %d", c.text, m.N)
		}
	}
}

func TestMatchRefusesWhatThePatternCouldNotMake(t *testing.T) {
	t.Parallel()
	p := mustCompile(t, "SN{product:3}{yyww}{seq:5}")
	for _, bad := range []string{
		"", "SN", "SNA7X264711", "SNA7X26480471", "SNA7X2648047111", "snA7X264804711", "SNa7X264804711", "SNA7X265404711", "SNA7X260004711",
		"SNA7X26480471X", "SNA7X2648０4711", strings.Repeat("S", 10_000),
	} {
		if m, ok := p.Match(bad); ok {
			t.Errorf("%.30q is read as %v", bad, m)
		}
	}
}

func TestMakeRefuses(t *testing.T) {
	t.Parallel()
	cases := []struct {
		text string
		v    pattern.Values
		want string
	}{
		{"{seq:3}", pattern.Values{N: 1000}, "pattern.full"},
		{"{product:3}{seq:3}", pattern.Values{}, "pattern.value"},
		{"{product:3}{seq:3}", pattern.Values{Named: map[string]string{"product": "a1x"}}, "pattern.value"},
		{"{product:1-3}{seq:3}", pattern.Values{Named: map[string]string{"product": "ABCD"}}, "pattern.value"},
		{"{random:3}", pattern.Values{}, "pattern.chance"},
	}
	for _, c := range cases {
		if got, err := mustCompile(t, c.text).Make(c.v); code(err) != c.want {
			t.Errorf("%s makes %s, %v; want %s", c.text, got, err, c.want)
		}
	}
}

// TestFilledFieldsAreText: what a field was filled with is made, and asked for.
func TestFilledFieldsAreText(t *testing.T) {
	t.Parallel()
	p := mustCompile(t, "SN{product:1-3}{yyww}{seq:5}")
	filled, err := p.Fill(map[string]string{"product": "P7"})
	if err != nil || len(filled.Named()) != 0 || len(p.Named()) != 1 {
		t.Fatalf("%v: %v are left", err, filled.Named())
	}
	got, err := filled.Make(pattern.Values{Day: time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC), N: 12})
	if err != nil || got != "SNP7264800012" {
		t.Errorf("it makes %s, %v", got, err)
	}
	if m, ok := filled.Match(got); !ok || m.Fields["product"] != "P7" || m.N != 12 {
		t.Errorf("it reads %+v, %v", m, ok)
	}
	for _, other := range []string{"SNP8264800012", "SNP72648000123", "SNP264800012"} {
		if m, ok := filled.Match(other); ok {
			t.Errorf("it reads %s as %+v", other, m)
		}
	}
	for name, values := range map[string]map[string]string{
		"pattern.value": {"product": "a"}, "pattern.name": {"prodcut": "P7"},
	} {
		if _, err := p.Fill(values); code(err) != name {
			t.Errorf("%v: %v", values, err)
		}
	}
	if _, err := p.Fill(map[string]string{"seq": "00001"}); code(err) != "pattern.name" {
		t.Errorf("the running number was filled: %v", err)
	}
}

func TestCompileRefuses(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"": "pattern.length", strings.Repeat("x", 300): "pattern.length", "{seq:5": "pattern.brace", "seq}": "pattern.brace",
		"{}": "pattern.name", "{:5}": "pattern.name", "{Seq:5}": "pattern.name", "{seq}": "pattern.size", "{seq:0}": "pattern.size",
		"{seq:-1}": "pattern.size", "{seq:65}": "pattern.size", "{seq:20}": "pattern.size", "{seq:2-5}": "pattern.size", "{yy:2}": "pattern.size",
		"{a:5-2}": "pattern.size", "{a:1-2}{b:1-2}": "pattern.variable", "{a:2}{a:2}": "pattern.twice", "{seq:2:7}": "pattern.alphabet",
		"Ä{seq:5}": "pattern.character", "\x1d": "pattern.character", strings.Repeat("{yy}x", 3): "pattern.twice",
		"{a:64}{b:64}{c:64}{d:64}{e:1}": "pattern.length",
	} {
		if p, err := pattern.Compile("test", text); code(err) != want {
			t.Errorf("%s: %v, %v; want %s", text, p, err, want)
		}
	}
}

func TestOverlapIsFoundAndNamed(t *testing.T) {
	t.Parallel()
	cases := []struct {
		a, b string
		want bool
	}{
		{"SN{seq:5}", "SN{product:5}", true},
		{"SN{seq:5}", "SN{seq:6}", false},
		{"SN{seq:5}", "S{product:1-6}", true},
		{"SN{seq:5}", "SX{product:5}", false},
		{"{yymmdd}", "{yy}13{seq:2}", false},
		{"{yymmdd}", "{yy}12{seq:2}", true},
		{"{yyww}", "{seq:2}54", false},
		{"{jjj}", "36{seq:1:16}", true},
		{"{jjj}", "37{seq:1}", false},
		{"A{part:1-5}Z", "{part:2-3}YZ", true},
		{"A{part:1-5:10}Z", "{part:2-3}YZ", false},
		{"{seq:3:safe}", "0{seq:2}", false},
	}
	for _, c := range cases {
		a, b := mustCompile(t, c.a), mustCompile(t, c.b)
		text, ok := pattern.Overlap(a, b)
		if ok != c.want {
			t.Errorf("%s and %s: %q, %v; want %v", c.a, c.b, text, ok, c.want)
		}
		if !ok {
			continue
		}
		_, inA := a.Match(text)
		_, inB := b.Match(text)
		if !inA || !inB {
			t.Errorf("%s and %s: %q is matched: %v, %v", c.a, c.b, text, inA, inB)
		}
	}
	_, err := pattern.CompileAll([]pattern.Rule{{"pumps", "P{seq:5}"}, {"valves", "V{seq:5}"}, {"parts", "{name:6}"}})
	if code(err) != "pattern.overlap" || !strings.Contains(err.Error(), "pumps") || !strings.Contains(err.Error(), "parts") || !strings.Contains(err.Error(), "P00000") {
		t.Errorf("overlap: %v", err)
	}
	set, err := pattern.CompileAll([]pattern.Rule{{"pumps", "P{seq:5}"}, {"valves", "V{seq:5}"}})
	if err != nil {
		t.Fatal(err)
	}
	if p, m, ok := set.Match("V00012"); !ok || p.Name() != "valves" || m.N != 12 {
		t.Errorf("match: %v, %v, %v", p, m, ok)
	}
	if p, _, ok := set.Match("X00012"); ok {
		t.Errorf("X00012 is one of %s", p.Name())
	}
}

// drawPattern draws a pattern whose named fields are a and b.
func drawPattern(t *rapid.T, label string) string {
	pieces := rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"A", "B7", "{yyww}", "{mmdd}", "{seq:2}", "{a:2}", "{b:1-3}", "{random:2}", "1", "{jjj}"}), 1, 4, rapid.ID[string]).Draw(t, label)
	return strings.Join(pieces, "")
}

func drawCode(t *rapid.T, p *pattern.Pattern) string {
	v := pattern.Values{
		Day: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, rapid.IntRange(0, 3000).Draw(t, "day")),
		Named: map[string]string{
			"a": rapid.StringMatching(`[A-Z0-9]{2}`).Draw(t, "a"),
			"b": rapid.StringMatching(`[A-Z0-9]{1,3}`).Draw(t, "b"),
		},
		Chance: func(n uint64) uint64 { return rapid.Uint64Range(0, n-1).Draw(t, "chance") },
	}
	if p.Len() > 0 {
		v.N = rapid.Uint64Range(0, p.Len()-1).Draw(t, "n")
	}
	made, err := p.Make(v)
	if err != nil {
		t.Fatal(err)
	}
	m, ok := p.Match(made)
	if !ok || m.N != v.N {
		t.Fatalf("%s makes %s and does not read it: %v, %v", p, made, m, ok)
	}
	for name, value := range m.Fields {
		if want, named := v.Named[name]; named && value != want {
			t.Fatalf("%s makes %s with %s=%s and reads %s", p, made, name, want, value)
		}
	}
	return made
}

func TestWhatIsMadeIsReadAndOverlapsAreExact(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		a, errA := pattern.Compile("a", drawPattern(t, "first"))
		b, errB := pattern.Compile("b", drawPattern(t, "second"))
		if errA != nil || errB != nil {
			t.Fatal(errA, errB)
		}
		text, both := pattern.Overlap(a, b)
		if _, other := pattern.Overlap(b, a); other != both {
			t.Fatalf("%s and %s overlap: %v, and the other way round: %v", a, b, both, other)
		}
		if both {
			_, inA := a.Match(text)
			_, inB := b.Match(text)
			if !inA || !inB {
				t.Fatalf("%s and %s: %q is matched: %v, %v", a, b, text, inA, inB)
			}
		}
		for range 5 {
			made := drawCode(t, a)
			if _, ok := b.Match(made); ok && !both {
				t.Fatalf("%s and %s both match %s", a, b, made)
			}
		}
	})
}

func FuzzCompile(f *testing.F) {
	f.Add("SN{product:3}{yyww}{seq:5}", "SNA7X265304711")
	f.Add("{{{random:4}}}", "{3456}")
	f.Add("PN{part:1-20:text}#{seq:6}", "PN##000001")
	f.Fuzz(func(t *testing.T, text, codeText string) {
		p, err := pattern.Compile("fuzz", text)
		if err != nil {
			return
		}
		m, ok := p.Match(codeText)
		if !ok {
			return
		}
		n := 0
		for _, value := range m.Fields {
			n += len(value)
		}
		if n > len(codeText) {
			t.Fatalf("%q reads %q as %v", text, codeText, m)
		}
		if both, ok := pattern.Overlap(p, p); !ok {
			t.Fatalf("%q does not overlap itself: %q", text, both)
		}
	})
}

func BenchmarkMatch(b *testing.B) {
	p := mustCompile(b, "SN{product:3}{yyww}{seq:5}")
	b.ReportAllocs()
	for b.Loop() {
		if _, ok := p.Match("SNA7X265304711"); !ok {
			b.Fatal("no match")
		}
	}
}

func BenchmarkMake(b *testing.B) {
	p := mustCompile(b, "SN{product:3}{yyww}{seq:5}")
	v := pattern.Values{Day: time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC), Named: map[string]string{"product": "A7X"}}
	b.ReportAllocs()
	for b.Loop() {
		v.N = (v.N + 1) % p.Len()
		if _, err := p.Make(v); err != nil {
			b.Fatal(err)
		}
	}
}

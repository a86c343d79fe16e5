package ident_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/tracewright/tracewright/internal/ident"
)

// TestCodesOfALabelAreOneAct: separate bars say together what one symbol would.
func TestCodesOfALabelAreOneAct(t *testing.T) {
	t.Parallel()
	macro := "[)>\x1e06\x1dP4711\x1dQ24\x1d1JUN123456789\x1e\x04"
	cases := map[string]struct {
		codes []string
		want  string // canonical form
	}{
		"AIAG":                          {[]string{"P4711", "Q24", "V98765", "S000042"}, "(P)4711(Q)24(V)98765(S)000042"},
		"Odette, in another order":      {[]string{"1JUN123456789", "S000042", "Q24", "P4711"}, "(1J)UN123456789(S)000042(Q)24(P)4711"},
		"read twice":                    {[]string{"P4711", "Q24", "P4711\r\n"}, "(P)4711(Q)24"},
		"with the symbol that has all":  {[]string{macro, "P4711", "Q24"}, "(P)4711(Q)24(1J)UN123456789"},
		"with a symbology identifier":   {[]string{"]C0P4711", "]C0Q24"}, "(P)4711(Q)24"},
		"GS1 in two bars":               {[]string{"]C10109521234543213", "]C110LOT7\x1d3712"}, "(01)09521234543213(10)LOT7(37)12"},
		"GS1, one element twice":        {[]string{"]C10109521234543213", "]d2010952123454321310LOT7"}, "(01)09521234543213(10)LOT7"},
		"a text that has a name":        {[]string{"P4711", "4711", "S000042"}, "(P)4711(S)000042"},
		"both kinds":                    {[]string{"]C100106141412345678908", "P4711"}, "(00)106141412345678908(P)4711"},
		"a GS1 message and its bar":     {[]string{"[)>\x1e05\x1d0109521234543213\x1d10A\x1e\x04", "]C110A", "P4711"}, "(01)09521234543213(10)A(P)4711"},
		"one code stays what it is":     {[]string{"]d2010952123454321310LOT7"}, "(01)09521234543213(10)LOT7"},
		"a link beside its element":     {[]string{"https://id.gs1.org/01/09521234543213/21/A", "]C110LOT7"}, "(01)09521234543213(21)A(10)LOT7"},
		"one plain text stays as it is": {[]string{"hello world"}, "hello world"},
	}
	for name, c := range cases {
		readings := ident.ParseLabel(c.codes, ident.Options{})
		if got := readings[0].Canonical; got != c.want {
			t.Errorf("%s: %q reads %s, want %s (%v)", name, c.codes, got, c.want, readings[0].Faults)
		}
	}
}

// TestCodesOfTwoLabelsAreToldApart: what contradicts itself is said, and not guessed.
func TestCodesOfTwoLabelsAreToldApart(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		codes []string
		want  string // the fault
		says  string
	}{
		"two quantities":                     {[]string{"P4711", "Q24", "Q25"}, "mh10.conflict", "quantity (Q) than code 2"},
		"two lots of GS1":                    {[]string{"]C10109521234543213", "]C110A", "]C110B"}, "label.conflict", `(10) "B", and code 2 says "A"`},
		"a bar and the symbol":               {[]string{"[)>\x1e06\x1dP4711\x1e\x04", "P4712"}, "mh10.conflict", "code 2"},
		"a bar behind GS1":                   {[]string{"]C110A", "P4711", "P4712"}, "mh10.conflict", "than code 2"},
		"a GS1 message and a bar of another": {[]string{"[)>\x1e05\x1d10A\x1e\x04", "]C110B"}, "label.conflict", `(10) "B", and code 1 says "A"`},
		"a plain text":                       {[]string{"P4711", "hello world"}, "label.plain", "code 2"},
		"none":                               {nil, "label.codes", ""},
		"too many":                           {slices.Repeat([]string{"P4711"}, 65), "label.codes", "65 codes"},
	}
	for name, c := range cases {
		readings := ident.ParseLabel(c.codes, ident.Options{})
		if len(readings) != 1 || readings[0].Scheme != ident.SchemeText || len(readings[0].Faults) != 1 {
			t.Errorf("%s: %+v", name, readings)
			continue
		}
		f := readings[0].Faults[0]
		if f.Code != c.want || !strings.Contains(f.Where+" "+f.Text, c.says) || f.Fix == "" {
			t.Errorf("%s: %+v, want %s: %s", name, f, c.want, c.says)
		}
	}
}

// TestDamagedCodesOfALabelAreNotCertain: what was recovered in one code is recovered
// in the label.
func TestDamagedCodesOfALabelAreNotCertain(t *testing.T) {
	t.Parallel()
	o := ident.Options{Separators: []string{"%%"}}
	for name, codes := range map[string][]string{
		"GS1":                 {"]C13712", "010952123454321310A~17261231"},
		"a message":           {"P4711", "[)>\x1e06\x1dP4711\x1dQ24\x04"},
		"with its separators": {"P4711", "[)>\x1e06%%P4711%%Q24\x1e\x04"},
	} {
		if r := ident.ParseLabel(codes, o)[0]; r.Confidence != ident.Recovered || !strings.Contains(r.Reason, "codes of one label") {
			t.Errorf("%s: %q is %s: %s %v", name, codes, r.Confidence, r.Reason, r.Faults)
		}
	}
}

// TestALabelNamesWhatItsCodesName: a serial number beside a GS1 key is found too.
func TestALabelNamesWhatItsCodesName(t *testing.T) {
	t.Parallel()
	r := ident.ParseLabel([]string{"]C100106141412345678908", "P4711", "S000042"}, ident.Options{})[0]
	for _, want := range []ident.Identifier{{Kind: "sscc", Level: ident.Instance, Value: "https://id.gs1.org/00/106141412345678908"}, {Kind: "serial", Level: ident.Instance, Value: "000042"}, {Kind: "part", Level: ident.Class, Value: "4711"}} {
		if !slices.Contains(r.Identifiers, want) {
			t.Errorf("%+v is missing in %+v", want, r.Identifiers)
		}
	}
}

// TestTheOrderOfCodesDoesNotMatter joins the bars of a label in any order, some of
// them twice.
func TestTheOrderOfCodesDoesNotMatter(t *testing.T) {
	t.Parallel()
	elements := func(codes []string) []string {
		var all []string
		for _, e := range ident.ParseLabel(codes, ident.Options{})[0].Elements {
			all = append(all, e.ID+" "+e.Value)
		}
		slices.Sort(all)
		return all
	}
	rapid.Check(t, func(t *rapid.T) {
		bars := []string{
			"P" + rapid.StringMatching(`[A-Z0-9]{1,12}`).Draw(t, "part"), "Q" + rapid.StringMatching(`[1-9][0-9]{0,4}`).Draw(t, "quantity"),
			"V" + rapid.StringMatching(`[0-9]{5}`).Draw(t, "supplier"), "1JUN" + rapid.StringMatching(`[0-9]{18}`).Draw(t, "plate"),
		}
		again := rapid.Permutation(append(slices.Clone(bars), rapid.SampledFrom(bars).Draw(t, "twice"))).Draw(t, "order")
		if diff := cmp.Diff(elements(bars), elements(again)); diff != "" || len(elements(bars)) != len(bars) {
			t.Fatalf("%q and %q (-one +other):\n%s", bars, again, diff)
		}
	})
}

func FuzzParseLabel(f *testing.F) {
	f.Add("P4711", "Q24", "S1")
	f.Add("]C10109521234543213", "]C110A", "[)>\x1e06\x1dP1\x1e\x04")
	f.Fuzz(func(t *testing.T, a, b, c string) {
		codes := []string{a, b, c}
		readings := ident.ParseLabel(codes, ident.Options{})
		if len(readings) == 0 {
			t.Fatalf("%q has no reading", codes)
		}
		l, err := ident.JoinLabel(codes, ident.Options{})
		if err != nil {
			return
		}
		if again := ident.Parse([]byte(l.Code), ident.Options{}); again[0].Scheme == ident.SchemeText {
			t.Fatalf("%q is joined as %q, which is plain text", codes, l.Code)
		}
	})
}

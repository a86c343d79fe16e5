package ident_test

import (
	"errors"
	"testing"

	"pgregory.net/rapid"

	"github.com/tracewright/tracewright/internal/ident"
	"github.com/tracewright/tracewright/internal/ident/epc"
)

func TestConvertWritesEveryForm(t *testing.T) {
	t.Parallel()
	r := ident.Parse([]byte("(01)80614141123458(21)6789(17)261231"), ident.Options{})[0]
	w := ident.Writing{Stem: "https://brand.example", Prefixes: epc.Fixed(7), Filter: 3}
	for form, want := range map[ident.Form]string{
		ident.FormElements:    "0180614141123458216789\x1d17261231",
		ident.FormBrackets:    "(01)80614141123458(21)6789(17)261231",
		ident.FormLink:        "https://brand.example/01/80614141123458/21/6789?17=261231",
		ident.FormCanonical:   "https://id.gs1.org/01/80614141123458/21/6789?17=261231",
		ident.FormConstrained: "https://id.gs1.org/01/80614141123458/21/6789",
		ident.FormEPC:         "urn:epc:id:sgtin:0614141.812345.6789",
		ident.FormTag:         "urn:epc:tag:sgtin-96:3.0614141.812345.6789",
		ident.FormHex:         "3074257BF7194E4000001A85",
		ident.FormMessage:     "[)>\x1e05\x1d0180614141123458216789\x1d17261231\x1e\x04",
	} {
		got, err := ident.Convert(r, form, w)
		if err != nil || got != want {
			t.Errorf("%s: got %q, %v, want %q", form, got, err, want)
		}
	}
	for _, form := range ident.Forms() {
		text, err := ident.Convert(r, form, w)
		if err != nil {
			t.Errorf("%s: %v", form, err)
		}
		again := ident.Parse([]byte(text), ident.Options{})[0]
		if len(again.Identifiers) == 0 || again.Identifiers[0] != r.Identifiers[0] {
			t.Errorf("%s: %q names %v", form, text, again.Identifiers)
		}
	}
}

func TestConvertKnowsThePrefixOfAnEPC(t *testing.T) {
	t.Parallel()
	for code, want := range map[string]string{
		"urn:epc:id:sgtin:0614141.812345.6789": "urn:epc:tag:sgtin-96:0.0614141.812345.6789",
		"3074257BF7194E4000001A85":             "urn:epc:tag:sgtin-96:0.0614141.812345.6789",
		// A letter does not fit 96 bits, and is not left out.
		"urn:epc:id:sgtin:0614141.812345.A": "urn:epc:tag:sgtin-198:0.0614141.812345.A",
	} {
		got, err := ident.Convert(ident.Parse([]byte(code), ident.Options{})[0], ident.FormTag, ident.Writing{})
		if err != nil || got != want {
			t.Errorf("%s: got %s, %v", code, got, err)
		}
	}
}

func TestConvertRefusesWhatAFormCannotHold(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		code, want string
		form       ident.Form
	}{
		{"(01)80614141123458(21)6789", "epc.prefix-unknown", ident.FormEPC},
		{"(01)80614141123458(21)6789", "epc.prefix-unknown", ident.FormHex},
		{"(10)A", "no-key", ident.FormLink},
		{"plain", "code.no-gs1", ident.FormLink},
		{"(01)80614141123458", "code.form", "morse"},
	} {
		text, err := ident.Convert(ident.Parse([]byte(c.code), ident.Options{})[0], c.form, ident.Writing{})
		if f := ident.FaultOf(ident.SchemeGS1, err); err == nil || f.Code != c.want || f.Fix == "" {
			t.Errorf("%s as %s: got %q, %+v", c.code, c.form, text, f)
		}
	}
}

func TestMake(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		elements []ident.Element
		form     ident.Form
		want     string
	}{
		{[]ident.Element{{ID: "01", Value: "0952123454321?"}, {ID: "10", Value: "A"}}, ident.FormElements, "010952123454321310A"},
		{[]ident.Element{{ID: "8003", Value: "0950600013435?"}}, ident.FormBrackets, "(8003)09506000134352"},
		{[]ident.Element{{ID: "P", Value: "4711"}, {ID: "S", Value: "1"}}, ident.FormMessage, "[)>\x1e06\x1dP4711\x1dS1\x1e\x04"},
	} {
		got, err := ident.Make(c.elements, c.form, ident.Writing{})
		if err != nil || got != c.want {
			t.Errorf("%v: got %q, %v", c.elements, got, err)
		}
	}
	for _, elements := range [][]ident.Element{
		nil, {{ID: "01", Value: "09521234543214"}}, {{ID: "10", Value: "A"}}, {{ID: "P", Value: "1"}}, {{ID: "10", Value: "A?"}},
	} {
		if text, err := ident.Make(elements, ident.FormElements, ident.Writing{}); err == nil {
			t.Errorf("%v gives %q", elements, text)
		} else if f := ident.FaultOf(ident.SchemeGS1, err); f.Code == "refused" {
			t.Errorf("%v is not explained: %v", elements, errors.Unwrap(err))
		}
	}
}

// TestSerialsSurviveAllForms converts a serialised item from form to form. Its
// GTIN is of a range that GS1 gives out: of others there is no EPC.
func TestSerialsSurviveAllForms(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		serial := rapid.StringMatching(`[!-"%-?A-Z_a-z]{1,20}`).Draw(t, "serial")
		text, err := ident.Make([]ident.Element{
			{ID: "01", Value: rapid.StringMatching(`[0-9][13-8][0-9]{11}`).Draw(t, "gtin") + "?"}, {ID: "21", Value: serial},
		}, ident.FormElements, ident.Writing{})
		if err != nil {
			t.Fatal(err)
		}
		want := ident.Parse([]byte("]d2"+text), ident.Options{})[0]
		w := ident.Writing{Prefixes: epc.Fixed(rapid.IntRange(6, 12).Draw(t, "prefix"))}
		for _, form := range ident.Forms() {
			text, err := ident.Convert(want, form, w)
			if err != nil {
				t.Fatalf("%s: %v", form, err)
			}
			if form == ident.FormElements {
				text = "]d2" + text
			}
			got := ident.Parse([]byte(text), ident.Options{})[0]
			if len(got.Identifiers) == 0 || got.Identifiers[0] != want.Identifiers[0] {
				t.Fatalf("%s: %q names %v, not %v", form, text, got.Identifiers, want.Identifiers)
			}
		}
	})
}

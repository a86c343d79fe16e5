package plant

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestParseKeepsTextOfNumbers(t *testing.T) {
	t.Parallel()
	d, err := Parse([]byte("site: {code: 0815}\nparts:\n- number: 10\n  revision: 01\n  bom:\n  - {line: 10, part: 1e3, quantity: 4.80}\n"))
	if err != nil {
		t.Fatal(err)
	}
	got := []string{d.Site.Code, d.Parts[0].Number, d.Parts[0].Revision, d.Parts[0].BOM[0].Line, d.Parts[0].BOM[0].Part, string(d.Parts[0].BOM[0].Quantity)}
	want := []string{"0815", "10", "01", "10", "1e3", "4.80"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("text changed (-want +got):\n%s", diff)
	}
}

func TestParseSaysWhereAndHow(t *testing.T) {
	t.Parallel()
	tests := map[string]struct{ src, want string }{
		"empty":          {"", "1:1: the document is empty (begin with site: and its code:)"},
		"unknown key":    {"site:\n  code: D\n  zon: UTC\n", `3:3: site.zon: a site has no "zon" (did you mean zone?)`},
		"twice":          {"site:\n  code: D\n  code: E\n", `3:3: site.code: "code" is given twice, first on line 2 (keep one of them)`},
		"scalar for map": {"site: DEMO\n", `1:7: site: expected a site, found "DEMO" (write its keys below, each as key: value)`},
		"map for list":   {"areas:\n  code: A\n", "2:3: areas: expected a list, found key: value (write each item on its own line, after a dash: - …)"},
		"list for text":  {"site:\n  code: [a]\n", "2:9: site.code: expected a text, found a list (write one value)"},
		"flag":           {"routes:\n- operations:\n  - optional: yes\n", `3:15: routes[0].operations[0].optional: expected true or false, found "yes" (write true or false)`},
		"alias":          {"site:\n  code: &a D\n  name: *a\n", "2:9: anchors and aliases are not read (write the value out, or put a text that begins with & or * in quotes)"},
		"tag":            {"site:\n  code: !!str 5\n", "2:9: tags are not read (remove it, or put a text that begins with ! in quotes)"},
		"two documents":  {"site: {code: D}\n---\nsite: {code: E}\n", "3:1: a second document begins (write one document: remove the --- before it)"},
		"not UTF-8":      {"site:\n  code: \xff\n", "2:9: byte 0xff is not UTF-8 (save the file in UTF-8)"},
		"syntax":         {"site: [D\n", "1:7: not YAML: sequence end token ']' not found (see the indentation, the quotes and the brackets here and on the line before)"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := Parse([]byte(test.src))
			var errs Errors
			if !errors.As(err, &errs) {
				t.Fatalf("got %v, want Errors", err)
			}
			if diff := cmp.Diff(test.want, errs.Error()); diff != "" {
				t.Errorf("message (-want +got):\n%s", diff)
			}
		})
	}
}

func TestParseListsAllProblemsInOrder(t *testing.T) {
	t.Parallel()
	src := "parts:\n" + strings.Repeat("- {numbre: P, number: [Q]}\n", 300)
	_, err := Parse([]byte(src))
	var errs Errors
	if !errors.As(err, &errs) || len(errs) != maxErrors {
		t.Fatalf("got %d problems, want %d", len(errs), maxErrors)
	}
	for i, e := range errs {
		if want := 2 + i/2; e.Line != want {
			t.Fatalf("problem %d is on line %d, want %d", i, e.Line, want)
		}
	}
}

func TestEmptyValuesAreNotGiven(t *testing.T) {
	t.Parallel()
	got := parsed(t, "site:\n  code: D\n  name:\nareas:\nparts: []\ninterlocks: {}\nroutes: null\n")
	want := &Definition{Site: Site{Code: "D"}}
	if diff := cmp.Diff(unsourced(want), unsourced(got), cmp.AllowUnexported(Definition{})); diff != "" {
		t.Errorf("definition (-want +got):\n%s", diff)
	}
}

// A mistake in the form does not hide those in what is meant; but what follows
// from it alone is not told.
func TestExamineFindsAllInOneGo(t *testing.T) {
	t.Parallel()
	src := `site:
  code: D
  zon: UTC
areas:
- code: A
  lines:
  - code: L
    stations:
    - {code: S1, operations: [NONE]}
    - {cod: S2}
parts:
- number: P
  bom:
  - {line: 10, part: MISSING}
`
	d, errs := Examine([]byte(src))
	want := `3:3: site.zon: a site has no "zon" (did you mean zone?)
9:31: areas[0].lines[0].stations[0].operations[0]: no route has an operation "NONE"
10:8: areas[0].lines[0].stations[1].cod: a station has no "cod" (did you mean code?)
14:22: parts[0].bom[0].part: no part has this number: "MISSING" (known are P)`
	if diff := cmp.Diff(want, errs.Error()); diff != "" {
		t.Errorf("problems (-want +got):\n%s", diff)
	}
	if line, column := d.At("site", "code"); line != 2 || column != 9 {
		t.Errorf("site.code is at %d:%d", line, column)
	}
	if _, errs := Examine([]byte("site: {code: D}\n")); len(errs) != 0 {
		t.Errorf("a sound definition: %v", errs)
	}
}

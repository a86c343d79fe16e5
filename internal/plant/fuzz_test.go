package plant

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func FuzzParse(f *testing.F) {
	f.Add([]byte(small))
	f.Add([]byte(`{"site":{"code":"A","zone":"UTC"},"parts":[{"number":"P","bom":[{"line":"1","part":"Q","quantity":1.50}]}]}`))
	for _, seed := range []string{
		"", "site:", "site: {code: }", "? a\n: b", "- - - -", "[[[[", "{{{{", "a: &b\n*b", "!!map {}", "|\n x", ">-\n\n x\n", "--- a\n--- b", "%YAML 1.2\n---\nsite: {code: a}",
		"\"\\uD800\"", "\"\\", "site:\r\n  code: a\r", "\ufeffsite: {code: a}", "'", "#", "a:\n\t- b", "<<: {}", "routes: [{operations: [{characteristics: [{lower: -.5}]}]}]",
	} {
		f.Add([]byte(seed))
	}
	examples, err := filepath.Glob("../../testdata/plant/*.yaml")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range examples {
		src, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(src)
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		d, err := Parse(src)
		if err != nil {
			var errs Errors
			if !errors.As(err, &errs) || len(errs) == 0 || len(errs) > maxErrors {
				t.Fatalf("not a list of problems: %v", err)
			}
			for _, e := range errs {
				if e.Line < 1 || e.Column < 1 || e.Problem == "" {
					t.Errorf("a problem without place or text: %#v", e)
				}
			}
			return
		}
		_ = d.Check()
		d.Index()
		back, err := Parse(d.YAML())
		if err != nil {
			t.Fatalf("what is written is not read: %v\n%s", err, d.YAML())
		}
		if !d.Equal(back) {
			t.Fatalf("changed:\n%s\n%s", d.YAML(), back.YAML())
		}
	})
}

// Before they were refused by their tokens, some of these took minutes or all
// of the stack.
func TestParseSurvivesHostileSources(t *testing.T) {
	t.Parallel()
	const much = 1 << 17
	laughs := "a: &a [x,x,x,x,x,x,x,x]\n"
	for c := 'b'; c < 'k'; c++ {
		laughs += string(c) + ": &" + string(c) + " [" + strings.Repeat("*"+string(c-1)+",", 8) + "]\n"
	}
	tests := map[string]string{
		"too large":                   strings.Repeat("#", MaxSource+1),
		"billion laughs":              laughs,
		"brackets":                    strings.Repeat("[", much),
		"braces":                      strings.Repeat("{a: ", much/4),
		"dashes":                      strings.Repeat("- ", much),
		"dashes, indented":            indented("-", 2000),
		"keys, indented":              indented("a:", 2000),
		"question marks":              strings.Repeat("?\n", much),
		"colons":                      strings.Repeat(":", much),
		"tags":                        strings.Repeat("!a\n", much),
		"anchors":                     strings.Repeat("&a\n", much),
		"quotes":                      strings.Repeat(`"" `, much),
		"single quotes":               strings.Repeat("'", much),
		"open quote":                  "site: \"" + strings.Repeat("\\\n", much),
		"documents":                   strings.Repeat("---\n", much),
		"long plain text":             "site:\n  cod: " + strings.Repeat("a\n   ", much),
		"many unknown keys":           "site:\n" + strings.Repeat("  x: 1\n", much/8),
		"many unknown keys in braces": "site: {" + strings.Repeat("x: 1,\n", much/8),
		"many items":                  "parts:\n" + strings.Repeat("- a\n", much/8),
		"many items in brackets":      "parts: [" + strings.Repeat("a,", much/8) + "]",
		"many colons":                 strings.Repeat("a:\n", much),
		"many commas":                 "[" + strings.Repeat(",", much),
		"percent":                     strings.Repeat("%\n", much),
		"comments":                    strings.Repeat("# c\n", much),
		"block texts":                 strings.Repeat("|\n", much),
		"carriage returns":            strings.Repeat("\r", much),
		"tabs":                        strings.Repeat("\t", much),
		"spaces":                      strings.Repeat(" ", much),
		"nul":                         "site: \x00",
		"closed brackets":             strings.Repeat("]", much),
		"key without an end":          "site: {" + strings.Repeat("a", much),
	}
	for name, src := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := Parse([]byte(src))
			var errs Errors
			if !errors.As(err, &errs) {
				t.Errorf("got %v, want Errors", err)
			}
		})
	}
}

// indented nests a mark by one more column a line.
func indented(mark string, depth int) string {
	var b strings.Builder
	for i := range depth {
		b.WriteString(strings.Repeat(" ", i) + mark + "\n")
	}
	return b.String()
}

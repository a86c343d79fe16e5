package track

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

var piece = regexp.MustCompile(`\{(\w+)\}`)

// TestCodeTable checks the table against the code: each constant has a row,
// each row a constant, and each place that gives a code gives every piece that
// its sentences name.
func TestCodeTable(t *testing.T) {
	t.Parallel()
	info, names := map[Code]CodeInfo{}, map[string]bool{}
	for _, c := range Codes() {
		if _, twice := info[c.Code]; twice || names[c.Name] {
			t.Errorf("%s %s is there twice", c.Code, c.Name)
		}
		if info[c.Code], names[c.Name] = c, true; c.Text == "" || c.Next == "" || c.Meaning == "" || c.Cause == "" {
			t.Errorf("%s lacks a sentence", c.Code)
		}
	}
	constants, given := readCodes(t)
	if len(constants) != len(info) {
		t.Errorf("%d constants and %d rows", len(constants), len(info))
	}
	for name, code := range constants {
		row, ok := info[code]
		if !ok {
			t.Errorf("%s has no row", name)
		}
		if len(given[name]) == 0 && code != CodeOK && code != CodeRecorded {
			t.Errorf("nothing gives %s", name)
		}
		for _, evidence := range given[name] {
			for _, p := range piece.FindAllStringSubmatch(row.Text+row.Next, -1) {
				if evidence != nil && !evidence[p[1]] {
					t.Errorf("%s is given without %q: %v", name, p[1], evidence)
				}
			}
		}
	}
}

// readCodes reads the package's sources: the constants of type Code, and for
// each the keys of the evidence it is given with (nil where that is built
// elsewhere).
func readCodes(t *testing.T) (constants map[string]Code, given map[string][]map[string]bool) {
	t.Helper()
	constants, given = map[string]Code{}, map[string][]map[string]bool{}
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range files {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.ValueSpec:
				if id, ok := n.Type.(*ast.Ident); ok && id.Name == "Code" && len(n.Values) == 1 {
					text, _ := strconv.Unquote(n.Values[0].(*ast.BasicLit).Value)
					constants[n.Names[0].Name] = Code(text)
				}
			case *ast.CallExpr:
				name, evidence := "", map[string]bool(nil)
				for _, arg := range n.Args {
					switch arg := arg.(type) {
					case *ast.Ident:
						if strings.HasPrefix(arg.Name, "Code") {
							name = arg.Name
						}
					case *ast.CompositeLit:
						evidence = map[string]bool{}
						for _, el := range arg.Elts {
							if kv, ok := el.(*ast.KeyValueExpr); ok {
								if key, ok := kv.Key.(*ast.BasicLit); ok {
									text, _ := strconv.Unquote(key.Value)
									evidence[text] = true
								}
							}
						}
					}
				}
				if name != "" {
					given[name] = append(given[name], evidence)
				}
			case *ast.AssignStmt:
				for _, v := range n.Rhs {
					if id, ok := v.(*ast.Ident); ok && strings.HasPrefix(id.Name, "Code") {
						given[id.Name] = append(given[id.Name], nil)
					}
				}
			}
			return true
		})
	}
	return constants, given
}

func TestVerbs(t *testing.T) {
	t.Parallel()
	seen := map[Verb]bool{}
	for _, v := range Verbs() {
		if seen[v.Verb] || v.Summary == "" || v.New() == nil {
			t.Errorf("verb %q: there twice, or incomplete", v.Verb)
		}
		seen[v.Verb] = true
		if found, ok := VerbNamed(v.Verb); !ok || found.Verb != v.Verb {
			t.Errorf("verb %q is not found", v.Verb)
		}
	}
}

func TestFill(t *testing.T) {
	t.Parallel()
	for _, c := range [][2]string{
		{"{a} is {b}.", "A is B."},
		{"{a}{nothing}!", "A!"},
		{"open {a", "open {a"},
		{"", ""},
	} {
		if got := Fill(c[0], Evidence{"a": "A", "b": "B"}); got != c[1] {
			t.Errorf("%q: got %q, want %q", c[0], got, c[1])
		}
	}
	if got := Fill("{a}", Evidence{"a": "{b}", "b": "no"}); got != "{b}" {
		t.Errorf("evidence is filled in again: %q", got)
	}
}

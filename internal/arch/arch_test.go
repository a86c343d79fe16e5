package arch

import (
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const (
	root   = "../.."
	module = "github.com/tracewright/tracewright/"

	maxFile, maxFunc, maxPackage = 600, 80, 3500 // lines
)

// A file is one parsed Go file; pkg is its folder without internal/.
type file struct {
	*ast.File
	pkg   string
	test  bool
	lines int
}

// A tree is all our Go code. Its rules collect what they find in complaints.
type tree struct {
	fset       *token.FileSet
	files      []file
	promised   map[string]bool // package.Method of its interfaces
	complaints []string
}

func TestArchitecture(t *testing.T) {
	t.Parallel()
	tr := newTree()
	if err := tr.load(); err != nil {
		t.Fatal(err)
	}
	tr.checkAll()
	if err := tr.checkLibraries(); err != nil {
		t.Fatal(err)
	}
	slices.Sort(tr.complaints)
	for _, c := range tr.complaints {
		t.Error(c)
	}
	tr.warnOfSizes(t.Log)
}

func newTree() *tree {
	return &tree{fset: token.NewFileSet(), promised: map[string]bool{}}
}

func (tr *tree) checkAll() {
	documented := map[string]bool{}
	first := map[string]file{}
	for _, f := range tr.files {
		tr.checkImports(f)
		tr.checkCalls(f)
		if f.test {
			continue
		}
		tr.checkComments(f)
		documented[f.pkg] = documented[f.pkg] || f.Doc != nil
		if _, seen := first[f.pkg]; !seen {
			first[f.pkg] = f
		}
	}
	for pkg, f := range first {
		if !documented[pkg] {
			tr.complain(f.Package, "package %s has no comment; say in doc.go what it is for and what it must not know", f.Name)
		}
		if slices.Contains(bannedNames, path.Base(pkg)) {
			tr.complain(f.Package, "the name %s says nothing; name the package for what it provides, or put the code where it is used", f.Name)
		}
		if _, known := allowed(pkg); !known {
			tr.complain(f.Package, "package %s has no row in the table of imports; add one to internal/arch/table_test.go", pkg)
		}
	}
}

// load parses all our Go files.
func (tr *tree) load() error {
	for _, dir := range []string{"api", "client", "cmd", "internal"} {
		err := fs.WalkDir(os.DirFS(root), dir, func(name string, d fs.DirEntry, err error) error {
			switch {
			case errors.Is(err, fs.ErrNotExist):
				return nil
			case err != nil:
				return err
			case d.IsDir() && (d.Name() == "testdata" || d.Name() == "dist"):
				return fs.SkipDir
			case !strings.HasSuffix(name, ".go"):
				return nil
			}
			src, err := os.ReadFile(filepath.Join(root, name))
			if err != nil {
				return err
			}
			return tr.add(name, src)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (tr *tree) add(name string, src []byte) error {
	parsed, err := parser.ParseFile(tr.fset, name, src, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return err
	}
	f := file{
		File:  parsed,
		pkg:   strings.TrimPrefix(path.Dir(name), "internal/"),
		test:  strings.HasSuffix(name, "_test.go"),
		lines: strings.Count(string(src), "\n"),
	}
	tr.files = append(tr.files, f)
	tr.notePromises(f)
	return nil
}

// TestRulesSeeTheirBreach shows each rule a package that breaks it.
func TestRulesSeeTheirBreach(t *testing.T) {
	t.Parallel()
	const doc = "// Package x is for tests.\npackage x\n"
	cases := []struct{ name, file, src, want string }{
		{"forbidden import", "internal/view/x.go", doc + `import _ "` + module + `internal/engine"`, "view must not import engine"},
		{"import of cli", "internal/tools/x/x.go", doc + `import _ "` + module + `internal/cli"`, "must not import cli"},
		{"another driver", "internal/device/mqtt/x.go", doc + `import _ "` + module + `internal/device/tcp"`, "must not import device/tcp"},
		{"test package in code", "internal/engine/x.go", doc + `import _ "` + module + `internal/sqldb/sqldbtest"`, "is for tests"},
		{"test library in code", "internal/engine/x.go", doc + `import _ "testing"`, "is for tests"},
		{"impure import", "internal/track/x.go", doc + `import _ "net/http"`, "track is pure"},
		{"chance in a view", "internal/view/x.go", doc + `import _ "math/rand/v2"`, "same answer at replay"},
		{"clock in pure code", "internal/plant/x.go", doc + "var clock = time.Now", "plant has no clock"},
		{"unknown package", "internal/novel/x.go", doc, "no row in the table"},
		{"banned name", "internal/util/x.go", doc, "the name x says nothing"},
		{"no package comment", "internal/feed/x.go", "package x", "has no comment"},
		{"undocumented function", "internal/feed/x.go", doc + "func Open() {}", "exported Open"},
		{"undocumented method", "internal/feed/x.go", doc + "func (f *Feed[T]) Open() {}", "exported Open"},
		{"comment without the name", "internal/feed/x.go", doc + "// Opens it.\ntype Feed int", "exported Feed"},
		{"undocumented constant", "internal/feed/x.go", doc + "const Limit = 3", "exported Limit"},
		{"sleep in a test", "internal/feed/x_test.go", doc + "func f() { time.Sleep(1) }", "must not sleep"},
		{"print", "internal/feed/x.go", doc + `func f() { fmt.Println() }`, "io.Writer"},
		{"panic", "internal/feed/x.go", doc + `func f() { panic("no") }`, "list feed.f"},
		{"init", "internal/feed/x.go", doc + "func init() {}", "func init"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			tr := newTree()
			if err := tr.add(c.file, []byte(c.src)); err != nil {
				t.Fatal(err)
			}
			tr.checkAll()
			if got := strings.Join(tr.complaints, "\n"); !strings.Contains(got, c.want) || !strings.HasPrefix(got, c.file+":") {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

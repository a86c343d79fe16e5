package arch

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/mod/modfile"
)

func (tr *tree) complain(at token.Pos, format string, args ...any) {
	p := tr.fset.Position(at)
	tr.complaints = append(tr.complaints, fmt.Sprintf("%s:%d: %s", p.Filename, p.Line, fmt.Sprintf(format, args...)))
}

// allowed returns what the package may import, and whether the table knows it.
func allowed(pkg string) (row []string, known bool) {
	if row, known = mayImport[pkg]; known {
		return row, true
	}
	parent := path.Dir(pkg)
	if pkg == parent+"/"+path.Base(parent)+"test" {
		row, known = allowed(parent)
		return slices.Concat(row, []string{parent, "schema", "golden"}), known
	}
	row, known = mayImport[parent+"/*"]
	return row, known
}

func (tr *tree) checkImports(f file) {
	row, known := allowed(f.pkg)
	forTests := f.test || strings.HasSuffix(f.pkg, "test") || f.pkg == "golden"
	for _, spec := range f.Imports {
		imported := importPath(spec)
		ours, isOurs := strings.CutPrefix(imported, module)
		ours = strings.TrimPrefix(ours, "internal/")
		switch {
		case !forTests && (matches(imported, testOnly) || isOurs && strings.HasSuffix(ours, "test")):
			tr.complain(spec.Pos(), "%s is for tests; move the use into a _test.go file or a package %stest", imported, path.Base(f.pkg))
		case f.test:
		case within(f.pkg, pure) && !forTests && matches(imported, impure) && !slices.Contains(pureAnyway, imported):
			tr.complain(spec.Pos(), "%s is pure and must not import %s; take what you need as an argument", f.pkg, imported)
		case within(f.pkg, deterministic) && matches(imported, []string{"math/rand", "math/rand/", "crypto/rand"}):
			tr.complain(spec.Pos(), "%s must find the same answer at replay; leave %s to its caller", f.pkg, imported)
		case isOurs && known && !mayUse(row, ours):
			tr.complain(spec.Pos(), "%s must not import %s; pass the value or function in from cli, or change the table in internal/arch and say why", f.pkg, ours)
		}
	}
}

func importPath(spec *ast.ImportSpec) string {
	return strings.Trim(spec.Path.Value, "\"`")
}

func mayUse(row []string, pkg string) bool {
	return slices.Contains(row, pkg) || slices.Contains(row, "*") && !slices.Contains(nobodyImports, pkg)
}

// matches reports whether the import is one of the names, or below one that ends in a slash.
func matches(imported string, names []string) bool {
	return slices.ContainsFunc(names, func(name string) bool {
		return imported == name || strings.HasSuffix(name, "/") && strings.HasPrefix(imported, name)
	})
}

// within reports whether the package is one of the folders or inside one.
func within(pkg string, folders []string) bool {
	return slices.ContainsFunc(folders, func(dir string) bool {
		return pkg == dir || strings.HasPrefix(pkg, dir+"/")
	})
}

func (tr *tree) checkCalls(f file) {
	for _, decl := range f.Decls {
		fn, isFunc := decl.(*ast.FuncDecl)
		name := ""
		if isFunc {
			name = fn.Name.Name
		}
		if name == "init" && fn.Recv == nil {
			tr.complain(decl.Pos(), "func init hides the order of things; call it by name from the wiring in cli")
		}
		panics := f.test || strings.HasPrefix(strings.ToLower(name), "must") || slices.Contains(mayPanic, f.pkg+"."+name)
		ast.Inspect(decl, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CallExpr:
				if id, ok := n.Fun.(*ast.Ident); ok && id.Name == "panic" && !panics {
					tr.complain(n.Pos(), "panic is for broken invariants of our own; return an error, or list %s.%s in internal/arch/table_test.go", f.pkg, name)
				}
			case *ast.SelectorExpr: // a value such as Clock: time.Now counts as a use
				if pkg, ok := n.X.(*ast.Ident); ok {
					tr.checkUse(f, n, pkg.Name+"."+n.Sel.Name)
				}
			}
			return true
		})
	}
}

func (tr *tree) checkUse(f file, n ast.Node, name string) {
	switch name {
	case "time.Now", "time.Since", "time.Until":
		if !f.test && within(f.pkg, deterministic) {
			tr.complain(n.Pos(), "%s has no clock; take the time as an argument instead of calling %s", f.pkg, name)
		}
	case "time.Sleep":
		if f.test || strings.HasSuffix(f.pkg, "test") {
			tr.complain(n.Pos(), "a test must not sleep; wait for a signal, or use testing/synctest")
		}
	case "fmt.Print", "fmt.Printf", "fmt.Println":
		if !f.test && !within(f.pkg, mayPrint) {
			tr.complain(n.Pos(), "%s writes to standard output, which belongs to cli; take an io.Writer or a *slog.Logger", name)
		}
	}
}

func (tr *tree) checkComments(f file) {
	if f.Name.Name == "main" {
		return
	}
	for _, decl := range f.Decls {
		switch d := decl.(type) {
		case *ast.FuncDecl:
			if d.Name.IsExported() && (d.Recv == nil || exportedReceiver(d) && !tr.promised[f.pkg+"."+d.Name.Name]) {
				tr.checkDoc(d.Name, d.Doc)
			}
		case *ast.GenDecl:
			for _, spec := range d.Specs {
				tr.checkSpec(d, spec)
			}
		}
	}
}

// checkSpec accepts, for a constant or variable of a group, a comment on the group or at the end of its line.
func (tr *tree) checkSpec(d *ast.GenDecl, spec ast.Spec) {
	switch s := spec.(type) {
	case *ast.TypeSpec:
		doc := s.Doc
		if doc == nil && !d.Lparen.IsValid() {
			doc = d.Doc
		}
		if s.Name.IsExported() {
			tr.checkDoc(s.Name, doc)
		}
	case *ast.ValueSpec:
		if s.Names[0].IsExported() && s.Doc == nil && s.Comment == nil && d.Doc == nil {
			tr.complain(s.Pos(), "exported %s has no comment; give its meaning and unit", s.Names[0])
		}
	}
}

func (tr *tree) checkDoc(name *ast.Ident, doc *ast.CommentGroup) {
	words := strings.Fields(doc.Text())
	if len(words) > 1 && slices.Contains([]string{"A", "An", "The"}, words[0]) {
		words = words[1:]
	}
	if len(words) == 0 || !strings.HasPrefix(words[0], name.Name) {
		tr.complain(name.Pos(), "exported %s has no comment that begins with its name; say what it gives, its units and its errors", name)
	}
}

func exportedReceiver(d *ast.FuncDecl) bool {
	return ast.IsExported(strings.TrimLeft(types.ExprString(d.Recv.List[0].Type), "*"))
}

// notePromises keeps the methods of the interfaces of a file: they are explained there, once for all who have them.
func (tr *tree) notePromises(f file) {
	ast.Inspect(f.File, func(n ast.Node) bool {
		if i, ok := n.(*ast.InterfaceType); ok {
			for _, m := range i.Methods.List {
				for _, name := range m.Names {
					tr.promised[f.pkg+"."+name.Name] = true
				}
			}
		}
		return true
	})
}

// warnOfSizes only warns: a long table or wiring may be the clearest form.
func (tr *tree) warnOfSizes(log func(...any)) {
	sizes := map[string]int{}
	for _, f := range tr.files {
		name := tr.fset.Position(f.Package).Filename
		if f.lines > maxFile {
			log(fmt.Sprintf("%s: %d lines; above %d, split the file by noun", name, f.lines, maxFile))
		}
		if f.test {
			continue
		}
		sizes[f.pkg] += f.lines
		for _, decl := range f.Decls {
			from, to := tr.fset.Position(decl.Pos()).Line, tr.fset.Position(decl.End()).Line
			if fn, ok := decl.(*ast.FuncDecl); ok && to-from >= maxFunc {
				log(fmt.Sprintf("%s:%d: %s has %d lines; above %d, name its parts", name, from, fn.Name, to-from+1, maxFunc))
			}
		}
	}
	for pkg, lines := range sizes {
		if lines > maxPackage {
			log(fmt.Sprintf("package %s has %d lines; above %d, look for a second noun in it", pkg, lines, maxPackage))
		}
	}
}

// checkLibraries wants a decision for every library that our code or our tools use.
func (tr *tree) checkLibraries() error {
	data, err := os.ReadFile(filepath.Join(root, "go.mod"))
	if err != nil {
		return err
	}
	mod, err := modfile.Parse("go.mod", data, nil)
	if err != nil {
		return err
	}
	decisions, err := readDecisions()
	if err != nil {
		return err
	}
	uses := map[string]token.Pos{} // by module, the first place that uses it
	use := func(imported string, at token.Pos) {
		longest := ""
		for _, r := range mod.Require {
			if within(imported, []string{r.Mod.Path}) && len(r.Mod.Path) > len(longest) {
				longest = r.Mod.Path
			}
		}
		if _, seen := uses[longest]; longest != "" && !seen {
			uses[longest] = at
		}
	}
	for _, f := range tr.files {
		for _, spec := range f.Imports {
			use(importPath(spec), spec.Pos())
		}
	}
	for _, tool := range mod.Tool {
		use(tool.Path, token.NoPos)
	}
	for library, at := range uses {
		if !strings.Contains(decisions, "`"+library+"`") {
			tr.complain(at, "no page in docs/decisions names `%s`; add what it replaces, its licence and its weight", library)
		}
	}
	return nil
}

func readDecisions() (string, error) {
	pages, err := filepath.Glob(filepath.Join(root, "docs/decisions/*.md"))
	if err != nil {
		return "", err
	}
	var all strings.Builder
	for _, page := range pages {
		data, err := os.ReadFile(page)
		if err != nil {
			return "", err
		}
		all.Write(data)
	}
	return all.String(), nil
}

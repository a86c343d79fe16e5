package epcis

import (
	"encoding/csv"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestVocabularyIsComplete compares the constants with the published term
// lists: none missing, none invented.
func TestVocabularyIsComplete(t *testing.T) {
	t.Parallel()
	dir := os.Getenv("CONFORMANCE_DIR")
	if dir == "" {
		t.Skip("CONFORMANCE_DIR is not set: the vocabulary was NOT compared with the published lists")
	}
	file, err := parser.ParseFile(token.NewFileSet(), "cbv.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	for prefix, list := range map[string]string{
		"Step":   "bizstep",
		"Disp":   "disposition",
		"Tx":     "biztransaction-type",
		"Party":  "sourcedest-type",
		"Reason": "error-reason",
	} {
		t.Run(list, func(t *testing.T) {
			t.Parallel()
			got := constants(t, file, prefix)
			want := firstColumn(t, filepath.Join(dir, "cbv", list+".csv"))
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("terms (-published +ours):\n%s", diff)
			}
		})
	}
}

func constants(t *testing.T, file *ast.File, prefix string) []string {
	t.Helper()
	var words []string
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok || !strings.HasPrefix(spec.Names[0].Name, prefix) {
			return true
		}
		word, err := strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value)
		if err != nil {
			t.Fatal(err)
		}
		words = append(words, word)
		return true
	})
	slices.Sort(words)
	return words
}

func firstColumn(t *testing.T, path string) []string {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.FieldsPerRecord = -1
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var words []string
	for _, row := range rows[1:] {
		words = append(words, row[0])
	}
	slices.Sort(words)
	return words
}

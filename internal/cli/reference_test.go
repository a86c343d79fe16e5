package cli_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tracewright/tracewright/internal/golden"
)

// docs/cli is what the program says of itself.
func TestReferenceIsTheDocumentedOne(t *testing.T) {
	t.Parallel()
	const documented = "../../docs/cli"
	folder := t.TempDir()
	run(t, 0, "docs", folder)
	pages, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	written := map[string]bool{}
	for _, page := range pages {
		b, err := os.ReadFile(filepath.Join(folder, page.Name()))
		if err != nil {
			t.Fatal(err)
		}
		written[page.Name()] = true
		golden.Check(t, filepath.Join(documented, page.Name()), b)
	}
	kept, err := os.ReadDir(documented)
	if err != nil {
		t.Fatal(err)
	}
	for _, page := range kept {
		if !written[page.Name()] {
			t.Errorf("docs/cli/%s is of no command: remove it", page.Name())
		}
	}
}

func TestManualHasAPageForEachCommand(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	run(t, 0, "docs", "--man", folder)
	documented, err := os.ReadDir("../../docs/cli")
	if err != nil {
		t.Fatal(err)
	}
	for _, page := range documented {
		name := strings.TrimSuffix(page.Name(), ".md") + ".1"
		if _, err := os.Stat(filepath.Join(folder, name)); err != nil {
			t.Errorf("no page %s", name)
		}
	}
	page, err := os.ReadFile(filepath.Join(folder, "tracewright-do-receive.1"))
	if err != nil {
		t.Fatal(err)
	}
	list := strings.Index(string(page), ".EX")
	if list < 0 || !strings.Contains(string(page)[list:], "\n  quantity ") {
		t.Errorf("the arguments are not a list:\n%s", page)
	}
}

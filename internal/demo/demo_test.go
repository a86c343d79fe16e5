package demo_test

import (
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tracewright/tracewright/internal/demo"
)

func TestDefinitionIsTheDocumentedOne(t *testing.T) {
	t.Parallel()
	want, err := os.ReadFile("../../testdata/plant/pump.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), demo.Definition()); diff != "" {
		t.Errorf("copy testdata/plant/pump.yaml to internal/demo:\n%s", diff)
	}
}

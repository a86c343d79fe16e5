package demo_test

import (
	"testing"

	"github.com/tracewright/tracewright/internal/demo"
	"github.com/tracewright/tracewright/internal/plant"
)

func TestDefinitionIsSound(t *testing.T) {
	t.Parallel()
	d, err := plant.Parse([]byte(demo.Definition()))
	if err != nil {
		t.Fatal(err)
	}
	if d.Site.Code != "DEMO" {
		t.Errorf("the site is %q", d.Site.Code)
	}
}

package epcistest

import (
	"bytes"
	"fmt"
	"os/exec"
	"path/filepath"
	"testing"
)

// XSD returns a function that says what the official XML schema of EPCIS 2.0
// has against a document; nil when it is accepted. It asks xmllint, whose
// absence is a failure. XSD skips the test when the schema is not at hand, as
// Dir does.
func XSD(t testing.TB) func(document []byte) error {
	t.Helper()
	dir := Dir(t)
	xmllint, err := exec.LookPath("xmllint")
	if err != nil {
		t.Fatal("xmllint is not installed: run scripts/setup, or install libxml2-utils")
	}
	return func(document []byte) error {
		name := "EPCglobal-epcis-2_0.xsd"
		if bytes.Contains(document[:min(200, len(document))], []byte("EPCISQueryDocument")) {
			name = "EPCglobal-epcis-query-2_0.xsd"
		}
		cmd := exec.Command(xmllint, "--nonet", "--noout", "--huge", "--schema", filepath.Join(dir, "standard", "xsd", "2.0", name), "-")
		cmd.Stdin = bytes.NewReader(document)
		if out, err := cmd.CombinedOutput(); err != nil {
			return fmt.Errorf("%w: %s", err, out)
		}
		return nil
	}
}

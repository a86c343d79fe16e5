// Package epcistest judges EPCIS events by the official JSON schema, for the
// tests of whoever makes events.
package epcistest

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/dlclark/regexp2"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

// Dir returns the folder of public test vectors that CONFORMANCE_DIR names. It
// skips the test, saying so, when the variable is not set.
func Dir(t testing.TB) string {
	t.Helper()
	dir := os.Getenv("CONFORMANCE_DIR")
	if dir == "" {
		t.Skip("NOT RUN: set CONFORMANCE_DIR to the folder of public test vectors to run this test")
	}
	return dir
}

// Schema returns a function that says what the ratified EPCIS 2.0 JSON schema,
// with formats asserted, has against a document or a bare event; nil when it
// is accepted. The function may be used by several goroutines. Schema skips the
// test when the schema is not at hand, as Dir does.
func Schema(t testing.TB) func(json []byte) error {
	t.Helper()
	Dir(t)
	schema, err := compiled()
	if err != nil {
		t.Fatal(err)
	}
	return func(json []byte) error {
		v, err := jsonschema.UnmarshalJSON(bytes.NewReader(bytes.TrimPrefix(json, []byte("\xef\xbb\xbf"))))
		if err != nil {
			return err
		}
		return schema.Validate(v)
	}
}

// Profile returns a function that judges a document by a profile: a JSON schema
// of a customer, which may refer to the official one.
func Profile(t testing.TB, path string) (func(json []byte) error, error) {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	profile, err := jsonschema.UnmarshalJSON(bytes.NewReader(b))
	if err != nil {
		return nil, err
	}
	c, err := compiler(schemaID, "https://ref.gs1.org/standards/epcis/epcis-json-schema.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := c.AddResource("profile.json", profile); err != nil {
		return nil, err
	}
	schema, err := c.Compile("profile.json")
	if err != nil {
		return nil, err
	}
	return func(json []byte) error {
		v, err := jsonschema.UnmarshalJSON(bytes.NewReader(json))
		if err != nil {
			return err
		}
		return schema.Validate(v)
	}, nil
}

const schemaID = "https://ref.gs1.org/standards/epcis/2.0.0/epcis-json-schema.json"

var compiled = sync.OnceValues(compile)

func compile() (*jsonschema.Schema, error) {
	c, err := compiler(schemaID)
	if err != nil {
		return nil, err
	}
	return c.Compile(schemaID)
}

// compiler knows the ratified schema under some addresses.
func compiler(ids ...string) (*jsonschema.Compiler, error) {
	path := filepath.Join(os.Getenv("CONFORMANCE_DIR"), "standard", "json-schema", "ratified-2.0.0", "epcis-json-schema.json")
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	c := jsonschema.NewCompiler()
	c.UseRegexpEngine(pattern) // the schema looks ahead, which Go's regexp cannot
	c.AssertFormat()
	for _, id := range ids {
		v, err := jsonschema.UnmarshalJSON(bytes.NewReader(b))
		if err != nil {
			return nil, err
		}
		if id != schemaID {
			delete(v.(map[string]any), "$id")
		}
		if err := c.AddResource(id, v); err != nil {
			return nil, errors.Join(errors.New(path), err)
		}
	}
	return c, nil
}

type expression struct{ *regexp2.Regexp }

func (e expression) MatchString(s string) bool {
	ok, err := e.Regexp.MatchString(s)
	return ok && err == nil
}

func pattern(s string) (jsonschema.Regexp, error) {
	re, err := regexp2.Compile(s, regexp2.ECMAScript)
	return expression{re}, err
}

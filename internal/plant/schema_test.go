package plant

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

var update = flag.Bool("update", false, "write the golden files anew")

func TestSchemaIsTheOneInTheDocuments(t *testing.T) {
	t.Parallel()
	const golden = "../../docs/plant.schema.json"
	if *update {
		if err := os.WriteFile(golden, Schema(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(Schema())); diff != "" {
		t.Errorf("run go test with -update (-file +code):\n%s", diff)
	}
}

// compiled gives the schema ready to validate with.
func compiled(t *testing.T) *jsonschema.Schema {
	t.Helper()
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(Schema()))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.DefaultDraft(jsonschema.Draft2020)
	if err := c.AddResource("plant.schema.json", document); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("plant.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// validate reads YAML as an editor does and holds it against the schema.
func validate(t *testing.T, s *jsonschema.Schema, src []byte) error {
	t.Helper()
	text, err := yaml.YAMLToJSON(src)
	if err != nil {
		t.Fatal(err)
	}
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return s.Validate(v)
}

func TestExamplesAreRightByCheckAndSchema(t *testing.T) {
	t.Parallel()
	s := compiled(t)
	examples, err := filepath.Glob("../../testdata/plant/*.yaml")
	if err != nil || len(examples) == 0 {
		t.Fatalf("no examples: %v", err)
	}
	for _, name := range examples {
		src, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		d := parsed(t, string(src))
		if errs := d.Check(); errs != nil {
			t.Errorf("%s:\n%v", name, errs)
		}
		if err := validate(t, s, src); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if err := validate(t, s, d.YAML()); err != nil {
			t.Errorf("%s, written again: %v", name, err)
		}
	}
}

func TestSchemaMarksMistakes(t *testing.T) {
	t.Parallel()
	s := compiled(t)
	if err := validate(t, s, []byte(small)); err != nil {
		t.Fatal(err)
	}
	tests := map[string]struct{ old, new string }{
		"unknown key": {"zone:", "zon:"},
		"no site":     {"site:", "sit:"},
		"no code":     {"code: DEMO, ", ""},
		"zone":        {"Europe/Berlin", "CET+1"},
		"rule":        {"{hold: enforce}", "{holds: enforce}"},
		"mode":        {"hold: enforce", "hold: enforced"},
		"tracking":    {"tracking: lot", "tracking: batch"},
		"unit":        {"uom: NU", "uom: Nm"},
		"decimal":     {"lower: 4.80", `lower: "4,80"`},
		"space":       {"code: L1", `code: "L1 "`},
		"list":        {"[PREP]", "PREP"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if err := validate(t, s, []byte(strings.Replace(small, test.old, test.new, 1))); err == nil {
				t.Error("the mistake is not marked")
			}
		})
	}
}

// TestShapeIsThatOfTheTypes holds the one table of the document against the
// types that others use.
func TestShapeIsThatOfTheTypes(t *testing.T) {
	t.Parallel()
	sameShape(t, "definition", reflect.TypeFor[Definition](), documentShape)
}

func sameShape(t *testing.T, at string, typ reflect.Type, s *shape) {
	t.Helper()
	kinds := map[kind]reflect.Kind{
		kindText: reflect.String, kindDecimal: reflect.String, kindFlag: reflect.Bool, kindCount: reflect.Int,
		kindList: reflect.Slice, kindObject: reflect.Struct, kindMap: reflect.Map,
	}
	if typ.Kind() != kinds[s.kind] || (s.kind == kindDecimal) != (typ == reflect.TypeFor[Decimal]()) {
		t.Fatalf("%s: the type is %v, the shape of kind %d", at, typ, s.kind)
	}
	switch s.kind {
	case kindList:
		sameShape(t, at+"[]", typ.Elem(), s.item)
	case kindObject:
		var names []string
		for f := range typ.Fields() {
			if !f.IsExported() {
				continue
			}
			name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
			names = append(names, name)
			if sf, ok := s.field(name); ok {
				sameShape(t, at+"."+name, f.Type, sf.shape)
			}
		}
		if diff := cmp.Diff(names, s.names()); diff != "" {
			t.Errorf("%s: keys (-type +shape):\n%s", at, diff)
		}
	}
}

func TestJSONIsReadLikeYAML(t *testing.T) {
	t.Parallel()
	d := parsed(t, small)
	text, err := json.MarshalIndent(d, "", "\t")
	if err != nil {
		t.Fatal(err)
	}
	if !d.Equal(parsed(t, string(text))) {
		t.Errorf("changed:\n%s", text)
	}
}

// TestHowToIsRight reads the pieces of the how-to page, which together make a
// definition.
func TestHowToIsRight(t *testing.T) {
	t.Parallel()
	page, err := os.ReadFile("../../docs/plant-definition.md")
	if err != nil {
		t.Fatal(err)
	}
	var src strings.Builder
	for i, piece := range strings.Split(string(page), "```") {
		if text, ok := strings.CutPrefix(piece, "yaml\n"); ok && i%2 == 1 {
			src.WriteString(text)
		}
	}
	if errs := parsed(t, src.String()).Check(); errs != nil {
		t.Errorf("%v\n%s", errs, src.String())
	}
	if err := validate(t, compiled(t), []byte(src.String())); err != nil {
		t.Error(err)
	}
	for _, rule := range modesShape.names() {
		if !strings.Contains(string(page), "`"+rule+"`") {
			t.Errorf("the page does not tell of rule %s", rule)
		}
	}
	for _, key := range documentShape.keys(nil) {
		if !strings.Contains(src.String(), key+":") {
			t.Errorf("the pieces of the page do not use %s", key)
		}
	}
	for _, name := range envNames() {
		if !strings.Contains(string(page), "`"+name+"`") {
			t.Errorf("the page does not tell what %s is in a condition", name)
		}
	}
	for _, typ := range []reflect.Type{reflect.TypeFor[EnvObject](), reflect.TypeFor[EnvResult](), reflect.TypeFor[EnvComponent]()} {
		for f := range typ.Fields() {
			if name := f.Tag.Get("expr"); !strings.Contains(string(page), "`."+name+"`") {
				t.Errorf("the page does not tell of %s in %s", name, typ.Name())
			}
		}
	}
}

// keys lists the keys of all objects in a shape.
func (s *shape) keys(list []string) []string {
	if s.item != nil {
		return s.item.keys(list)
	}
	for _, f := range s.fields {
		list = f.shape.keys(append(list, f.name))
	}
	return list
}

package query

import (
	"slices"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/tracewright/tracewright/internal/epcis"
)

// Definition is a query that can be kept: the object that stands under "query" in
// a named query of EPCIS 2.0.
type Definition struct {
	// Text is the object, as JSON without insignificant white space.
	Text       jsontext.Value
	Parameters map[string][]string
	Namespaces epcis.Namespaces
}

// maxDefinition bounds the text of a definition, in bytes.
const maxDefinition = 64 << 10

// ParseDefinition reads a definition: an object of parameters, each with its value
// or a list of values, and an optional "@context" that declares prefixes. Its
// errors are of type *epcis.Error with the name of the parameter as their path.
func ParseDefinition(text []byte) (*Definition, error) {
	d := &Definition{Text: slices.Clone(text), Parameters: map[string][]string{}}
	if len(text) > maxDefinition {
		return nil, refuse("", "is too long", "keep within "+strconv.Itoa(maxDefinition)+" bytes")
	}
	var members map[string]jsontext.Value
	if err := d.Text.Compact(); err != nil || d.Text.Kind() != '{' {
		return nil, refuse("", "is not an object of parameters", `write it like {"EQ_bizStep": ["shipping"]}`)
	}
	if err := json.Unmarshal(d.Text, &members); err != nil {
		return nil, refuse("", "has a parameter twice", "name each once, with a list of values")
	}
	for name, v := range members {
		if name == "@context" {
			d.Namespaces = epcis.NamespacesOf(listOf(v))
			continue
		}
		var values []string
		for _, item := range listOf(v) {
			text, ok := scalar(name, item)
			if !ok {
				return nil, refuse(name, "has a value that is neither a text nor a number", "write a value, or a list of values")
			}
			values = append(values, text)
		}
		d.Parameters[name] = values
	}
	for _, name := range []string{"nextPageToken", "perPage"} {
		if _, there := d.Parameters[name]; there {
			return nil, refuse(name, "is no part of a query", "give it when the query is run")
		}
	}
	_, err := d.Query(Options{})
	return d, err
}

// DefinitionOf makes a definition of parameters as a URL has them, whose values
// may be parted by "|", and of the prefixes that they use.
func DefinitionOf(parameters map[string][]string, ns epcis.Namespaces) (*Definition, error) {
	members := map[string]any{}
	for name, given := range parameters {
		values, err := split(name, given)
		if err != nil {
			return nil, err
		}
		members[name] = written(name, values)
	}
	if len(ns) > 0 {
		members["@context"] = []any{map[string]string(ns)}
	}
	text, err := json.Marshal(members, json.Deterministic(true))
	if err != nil {
		return nil, err
	}
	return ParseDefinition(text)
}

// written is the values of a parameter in the kind that the published schema of
// queries has for them.
func written(name string, values []string) any {
	if strings.HasPrefix(name, "EXISTS_") && values[0] != "false" {
		return 1
	}
	prefix, _, _ := strings.Cut(name, "_")
	if !slices.Contains([]string{"GE", "GT", "LE", "LT", "orderBy", "orderDirection", "eventCountLimit", "maxEventCount", "EXISTS"}, prefix) || len(values) > 1 {
		return values
	}
	if v := jsontext.Value(values[0]); v.IsValid() && (v.Kind() == '0' || v.Kind() == 'f') {
		return v
	}
	return values[0]
}

func listOf(v jsontext.Value) []jsontext.Value {
	if v.Kind() != '[' {
		return []jsontext.Value{v}
	}
	var items []jsontext.Value
	if json.Unmarshal(v, &items) != nil {
		return nil
	}
	return items
}

// scalar is the text of a value; that of EXISTS_ may be void.
func scalar(name string, v jsontext.Value) (string, bool) {
	exists := strings.HasPrefix(name, "EXISTS_")
	switch v.Kind() {
	case '"':
		b, err := jsontext.AppendUnquote(nil, v)
		return string(b), err == nil
	case 'n':
		return "", exists
	case '0':
		if exists {
			return "", true
		}
		return string(v), true
	case 't', 'f':
		return string(v), true
	}
	return "", false
}

// Query reads the query that is defined, with the prefixes of the definition
// beside those of o. Values hold no "|" that parts them.
func (d *Definition) Query(o Options) (*Query, error) {
	ns := epcis.Namespaces{}
	for _, from := range []epcis.Namespaces{o.Namespaces, d.Namespaces} {
		for prefix, uri := range from {
			ns[prefix] = uri
		}
	}
	o.Namespaces, o.whole = ns, true
	return Parse(d.Parameters, o)
}

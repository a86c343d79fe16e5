package plant

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
)

// Schema is the JSON Schema (2020-12) of the YAML document, by which an editor
// completes keys and values, explains them, and marks mistakes while typing.
// It accepts what Parse and Check accept, but knows nothing of references.
func Schema() []byte {
	s := schemaOf(documentShape, "The plant definition of one site: places, parts, bills of material and routes.")
	s.Dialect = "https://json-schema.org/draft/2020-12/schema"
	s.Title = "Tracewright plant definition"
	var buf bytes.Buffer
	e := json.NewEncoder(&buf)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(s); err != nil {
		panic(fmt.Sprintf("plant: the schema is not JSON: %v", err)) // its types cannot fail
	}
	return buf.Bytes()
}

// schema is as much of JSON Schema as the plant definition needs.
type schema struct {
	Dialect     string             `json:"$schema,omitempty"`
	Title       string             `json:"title,omitempty"`
	Description string             `json:"description,omitempty"`
	Type        any                `json:"type,omitempty"` // a name or a list of names
	Enum        []string           `json:"enum,omitempty"`
	Default     any                `json:"default,omitempty"`
	Pattern     string             `json:"pattern,omitempty"`
	Minimum     *int               `json:"minimum,omitempty"`
	Maximum     *int               `json:"maximum,omitempty"`
	MinLength   int                `json:"minLength,omitempty"`
	MaxLength   int                `json:"maxLength,omitempty"`
	Examples    []string           `json:"examples,omitempty"`
	Required    []string           `json:"required,omitempty"`
	Properties  map[string]*schema `json:"properties,omitempty"`
	Additional  *bool              `json:"additionalProperties,omitempty"`
	Items       *schema            `json:"items,omitempty"`
	Unique      bool               `json:"uniqueItems,omitempty"`
}

func schemaOf(s *shape, doc string) *schema {
	j := &schema{Description: doc}
	switch s.kind {
	case kindObject, kindMap:
		no := false
		j.Type, j.Additional, j.Properties = "object", &no, map[string]*schema{}
		for _, f := range s.fields {
			value := schemaOf(f.shape, f.doc)
			if f.required {
				j.Required, value.Default = append(j.Required, f.name), nil
			}
			j.Properties[f.name] = value
		}
	case kindList:
		j.Type, j.Items = "array", schemaOf(s.item, "")
		j.Items.Default = nil
		j.Unique = s.item.kind == kindText
	case kindFlag:
		j.Type, j.Default = "boolean", false
	case kindDecimal:
		j.Type, j.Pattern = []string{"number", "string"}, `^-?(0|[1-9][0-9]*)(\.[0-9]+)?$`
	case kindCount:
		j.Type, j.Minimum, j.Maximum = "integer", new(0), new(maxCount)
	case kindText:
		j.text(s)
	}
	return j
}

// text describes a text; where numbers keep their text, a bare one is allowed.
func (j *schema) text(s *shape) {
	if len(s.enum) > 0 {
		j.Type, j.Enum, j.Default = "string", s.enum, s.enum[0]
		return
	}
	j.Type = []string{"string", "number"}
	switch s.format {
	case formatName:
		j.MaxLength = maxName
	case formatCode:
		j.MinLength, j.MaxLength, j.Pattern = 1, maxCode, `^\S(.*\S)?$`
	case formatZone:
		j.Type, j.Pattern, j.Default = "string", zonePattern.String(), "UTC"
		j.Examples = strings.Fields("Europe/Berlin America/Chicago Asia/Shanghai UTC")
	case formatUoM:
		j.Pattern = uomPattern.String()
		j.Examples = strings.Fields("C62 KGM GRM MTR MMT LTR NU DD BAR CEL")
	case formatGTIN:
		j.Pattern = `^([0-9]{8}|[0-9]{12,14})$`
	case formatGLN:
		j.Pattern = `^[0-9]{13}(/[^ ]{1,20})?$`
	case formatDuration:
		j.Type, j.Pattern = "string", durationPattern.String()
		j.Examples = strings.Fields("PT30M PT8H P7D P180D P52W")
	case formatTime:
		j.Type, j.Pattern = "string", timePattern.String()
		j.Examples = strings.Fields("06:00 14:00 22:00")
	case formatText:
		j.MaxLength = maxText
	case formatExpr:
		j.Type, j.MinLength, j.MaxLength = []string{"string", "boolean"}, 1, maxText
	}
}

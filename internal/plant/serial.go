package plant

import "github.com/tracewright/tracewright/internal/ident/pattern"

// SerialField is the text of a field of a serial pattern, such as P10 of {product:3}.
type SerialField struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

var serialFieldShape = &shape{kind: kindObject, title: "field", identity: []string{"name"}, fields: []field{
	{"name", true, "The name of the field in the pattern, such as product of {product:3}.", nameShape},
	{"value", true, "What stands in its place.", nameShape},
}}

// SerialPattern is the pattern of the serial numbers of a part, ready to be
// used; it is not ok for a part without one. The part must come from this index.
func (x *Index) SerialPattern(part *Part) (p *pattern.Pattern, ok bool) {
	p, ok = x.serials[part]
	return p, ok
}

// serialFault says why the serial pattern of a part cannot be used; nil if it
// can.
func serialFault(p *Part) error {
	_, err := p.serialPattern()
	return err
}

// serialPattern compiles the pattern of a part's serial numbers with the texts of
// its fields.
func (p *Part) serialPattern() (*pattern.Pattern, error) {
	compiled, err := pattern.Compile(p.Number, p.Serials)
	if err != nil || len(p.SerialFields) == 0 {
		return compiled, err
	}
	values := make(map[string]string, len(p.SerialFields))
	for _, f := range p.SerialFields {
		values[f.Name] = f.Value
	}
	return compiled.Fill(values)
}

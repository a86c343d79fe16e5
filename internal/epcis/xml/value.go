package xml

import (
	"slices"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/tracewright/tracewright/internal/epcis"
)

// contentName is the member that holds a mixture of text and elements.
const contentName = "#content"

// jsonName is the name of an element or an attribute in JSON.
func (p *prefixes) jsonName(n name) string {
	if n.space == "" {
		return decoded(n.local)
	}
	return p.of(n) + ":" + decoded(n.local)
}

// value tells an element of an extension in JSON.
func (p *prefixes) value(n *node, without ...string) (jsontext.Value, error) {
	attrs := slices.DeleteFunc(slices.Clone(n.attrs), func(a attribute) bool {
		return a.space == xsiSpace || a.space == epcis.Namespace && a.local == asJSON || a.space == "" && slices.Contains(without, a.local)
	})
	elements := n.elements()
	if len(attrs) == 0 && len(elements) == 0 {
		return p.scalar(n)
	}
	var o object
	for _, a := range attrs {
		o.add("@"+p.jsonName(a.name), quote(a.value))
	}
	mixed := isMixed(n)
	switch {
	case len(elements) == 0:
		v, err := p.scalar(n)
		if err != nil {
			return nil, err
		}
		o.add("@value", v)
		return o.value(n)
	case !mixed:
		for _, k := range elements {
			v, err := p.value(k)
			if err != nil {
				return nil, err
			}
			o.add(p.jsonName(k.name), v)
		}
		return o.value(n)
	}
	content, err := p.content(n)
	if err != nil {
		return nil, err
	}
	o.add(contentName, content)
	return o.value(n)
}

// isMixed reports whether the children of an element cannot be parted by name:
// there is text between them, or a name comes back after another.
func isMixed(n *node) bool {
	seen := map[name]bool{}
	last := name{}
	for _, k := range n.kids {
		if k.local == "" {
			if strings.TrimSpace(k.text) != "" {
				return true
			}
			continue
		}
		bare := name{space: k.space, local: k.local}
		if seen[bare] && bare != last {
			return true
		}
		seen[bare], last = true, bare
	}
	return false
}

// content is the list of texts and elements in an element.
func (p *prefixes) content(n *node) (jsontext.Value, error) {
	list := []byte{'['}
	for _, k := range n.kids {
		v := quote(k.text)
		if k.local != "" {
			inner, err := p.value(k)
			if err != nil {
				return nil, err
			}
			var o object
			o.add(p.jsonName(k.name), inner)
			if v, err = o.value(k); err != nil {
				return nil, err
			}
		} else if strings.TrimSpace(k.text) == "" {
			continue
		}
		if len(list) > 1 {
			list = append(list, ',')
		}
		list = append(list, v...)
	}
	return append(list, ']'), nil
}

// scalar tells an element without attributes and elements.
func (p *prefixes) scalar(n *node) (jsontext.Value, error) {
	text := ""
	for _, k := range n.kids {
		if k.local == "" {
			text += k.text
		}
	}
	trimmed := strings.Trim(text, " \t\r\n")
	if null, ok := n.attr(xsiSpace, "nil"); ok && trimmed == "" && (null == "true" || null == "1") {
		return jsontext.Value("null"), nil
	}
	typed, ok := n.attr(xsiSpace, "type")
	if !ok {
		return quote(text), nil
	}
	prefix, local, found := strings.Cut(typed, ":")
	if !found {
		prefix, local = "", typed
	}
	space, known := n.scope.lookup(prefix)
	if !known {
		return nil, n.fail("namespace", "has a type with the prefix "+prefix+", which is not declared", "declare it with xmlns:"+prefix)
	}
	if space == xsdSpace {
		switch {
		case local == "string":
			return quote(text), nil
		case local == "anyType" && trimmed == "":
			return jsontext.Value("{}"), nil
		case local == "boolean" && (trimmed == "true" || trimmed == "false"),
			local == "integer" && isInteger(trimmed),
			local == "double" && epcis.IsNumber(trimmed) && !isInteger(trimmed):
			return jsontext.Value(trimmed), nil
		}
		typed = "xsd:" + local
	} else if space != "" {
		typed = p.typeName(name{space, local, prefix})
	}
	var o object
	o.add("@type", quote(typed))
	o.add("@value", quote(text))
	return o.value(n)
}

// typeName is the name of a type; those of EPCIS itself keep their prefix.
func (p *prefixes) typeName(n name) string {
	if ours(n.space) {
		return "epcis:" + n.local
	}
	return p.of(n) + ":" + n.local
}

func isInteger(s string) bool { return epcis.IsNumber(s) && !strings.ContainsAny(s, ".eE") }

// object makes a JSON object. Values of one name become a list, if they come
// in a row; they are checked to do so before.
type object struct {
	names  []string
	index  map[string]int
	values [][]jsontext.Value
}

func (o *object) add(name string, v jsontext.Value) {
	i, known := o.index[name]
	if !known {
		if o.index == nil {
			o.index = map[string]int{}
		}
		i = len(o.names)
		o.names, o.values, o.index[name] = append(o.names, name), append(o.values, nil), i
	}
	o.values[i] = append(o.values[i], v)
}

func (o *object) value(n *node) (jsontext.Value, error) {
	b := []byte{'{'}
	for i, name := range o.names {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(append(b, quote(name)...), ':')
		b = append(b, listOf(o.values[i])...)
	}
	b = append(b, '}')
	if !jsontext.Value(b).IsValid() {
		return nil, n.fail("utf-8", "has a text that JSON cannot hold", "send text in UTF-8")
	}
	return b, nil
}

// listOf is one value as it is, and several as a list.
func listOf(values []jsontext.Value) jsontext.Value {
	if len(values) == 1 {
		return values[0]
	}
	b := []byte{'['}
	for i, v := range values {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, v...)
	}
	return append(b, ']')
}

func quote(s string) jsontext.Value {
	b, err := jsontext.AppendQuote(nil, strings.ToValidUTF8(s, "\ufffd"))
	if err != nil {
		return jsontext.Value(`""`) // cannot be: the text is valid
	}
	return b
}

// extensions are what has been collected, each name once.
func (o *object) extensions() []epcis.Extension {
	var list []epcis.Extension
	for i, name := range o.names {
		list = append(list, epcis.Extension{Name: name, Value: listOf(o.values[i])})
	}
	return list
}

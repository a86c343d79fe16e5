package xml

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/tracewright/tracewright/internal/epcis"
)

// printer writes elements. The first error stays.
type printer struct {
	dst       []byte
	err       *epcis.Error
	words     Vocabulary
	spellings []string         // of the event
	spaces    epcis.Namespaces // of the names to be written
	declared  []epcis.Prefix   // in force at this place
	open      []opening
}

// opening is an element that has been begun, and where.
type opening struct {
	tag      string
	at       int
	declared int
}

func (p *printer) raw(s string) { p.dst = append(p.dst, s...) }

func (p *printer) fail(path, rule, detail, fix string) {
	if p.err != nil {
		return
	}
	where := ""
	for _, o := range p.open {
		where += "/" + o.tag
	}
	if path != "" {
		where += "/" + path
	}
	p.err = &epcis.Error{Path: where, Rule: rule, Detail: detail, Fix: fix}
}

func (p *printer) missing(path string) {
	tag := path[strings.LastIndexByte(path, '/')+1:]
	p.fail(path, "required", "is missing", "give "+tag)
}

// begin writes a start tag but for its end, which raw(">") gives.
func (p *printer) begin(tag string) {
	p.open = append(p.open, opening{tag, len(p.dst), len(p.declared)})
	p.dst = append(append(p.dst, '<'), tag...)
}

func (p *printer) start(tag string) {
	p.begin(tag)
	p.dst = append(p.dst, '>')
}

func (p *printer) end(tag string) {
	p.dst = append(append(append(p.dst, "</"...), tag...), '>')
	p.pop()
}

func (p *printer) pop() {
	last := p.open[len(p.open)-1]
	p.open, p.declared = p.open[:len(p.open)-1], p.declared[:last.declared]
}

// abandon takes back an element that has been begun.
func (p *printer) abandon() {
	p.dst = p.dst[:p.open[len(p.open)-1].at]
	p.pop()
}

func (p *printer) leaf(tag, text string) {
	p.dst = append(append(append(p.dst, '<'), tag...), '>')
	p.text(text, false)
	p.dst = append(append(append(p.dst, "</"...), tag...), '>')
}

func (p *printer) attribute(name, value string) {
	p.dst = append(append(append(p.dst, ' '), name...), `="`...)
	p.text(value, true)
	p.dst = append(p.dst, '"')
}

// text writes character data. White space that a reader would change is
// written as references.
func (p *printer) text(s string, inAttribute bool) {
	if !utf8.ValidString(s) {
		p.fail("", "utf-8", "is not valid UTF-8", "send text in UTF-8")
		return
	}
	for _, r := range s {
		switch {
		case r == '&':
			p.raw("&amp;")
		case r == '<':
			p.raw("&lt;")
		case r == '>':
			p.raw("&gt;")
		case r == '"' && inAttribute:
			p.raw("&quot;")
		case r == '\r' || inAttribute && (r == '\n' || r == '\t'):
			p.raw("&#" + strconv.Itoa(int(r)) + ";")
		case r < ' ' && r != '\n' && r != '\t', r == 0xFFFE, r == 0xFFFF:
			p.fail("", "xml", "has a character that XML cannot hold", "leave out control characters")
		default:
			p.dst = utf8.AppendRune(p.dst, r)
		}
	}
}

func (p *printer) term(t *epcis.Terms, word string) string {
	return p.words.Word(t, word, p.spellings)
}

// typed writes a text with the attribute type.
func (p *printer) typed(tag string, terms *epcis.Terms, kind, id string) {
	p.begin(tag)
	if kind != "" {
		p.attribute("type", p.term(terms, kind))
	}
	p.raw(">")
	p.text(id, false)
	p.end(tag)
}

// declare declares a prefix at the element that has been begun.
func (p *printer) declare(prefix, uri string) {
	p.attribute("xmlns:"+prefix, uri)
	p.declared = append(p.declared, epcis.Prefix{Name: prefix, URI: uri})
}

// frame declares the prefixes of a context, and those that values need.
func (p *printer) frame(context []jsontext.Value) {
	p.declare("xsi", xsiSpace)
	p.declare("xsd", xsdSpace)
	p.prefixes(context)
}

// prefixes declares the prefixes of a context that are not in force yet.
func (p *printer) prefixes(context []jsontext.Value) {
	spaces := epcis.NamespacesOf(context)
	for _, d := range epcis.PrefixesOf(context) {
		uri := spaces[d.Name] // the last one counts
		if !reserved(d.Name) && uri != "" && p.inForce(d.Name) != uri && !isStandard(d.Name, uri) {
			p.declare(d.Name, uri)
		}
	}
}

// reserved are the prefixes that the frame uses itself.
func reserved(prefix string) bool {
	switch prefix {
	case "epcis", "epcisq", "sbdh", "xsi", "xsd":
		return true
	}
	return strings.HasPrefix(strings.ToLower(prefix), "xml") || encoded(prefix) != prefix
}

// inForce is what a prefix stands for at this place.
func (p *printer) inForce(prefix string) string {
	for i := len(p.declared) - 1; i >= 0; i-- {
		if p.declared[i].Name == prefix {
			return p.declared[i].URI
		}
	}
	return ""
}

// prefixed returns a prefix for a namespace; it declares one at the element
// that has been begun, if there is none in force.
func (p *printer) prefixed(uri, wish string) string {
	for i := len(p.declared) - 1; i >= 0; i-- {
		if d := p.declared[i]; d.URI == uri && p.inForce(d.Name) == uri {
			return d.Name
		}
	}
	if wish == "" || reserved(wish) {
		wish = "ns"
	}
	prefix := wish
	for i := 1; p.inForce(prefix) != "" || p.spaces[prefix] != "" && p.spaces[prefix] != uri; i++ {
		prefix = wish + strconv.Itoa(i)
	}
	p.declare(prefix, uri)
	return prefix
}

// split parts the name of an extension into its namespace and its local name.
func (p *printer) split(name string) (uri, local, prefix string) {
	uri, local = p.spaces.Split(name)
	if _, _, ok := p.spaces.Expand(name); ok {
		prefix, _, _ = strings.Cut(name, ":")
	}
	return uri, local, prefix
}

// qualified is the name of an extension as a tag or an attribute of the element
// that has been begun. For a tag that is yet to be begun, what it declares goes
// along with it.
func (p *printer) qualified(name string, tag bool) string {
	uri, local, prefix := p.split(name)
	if uri == "" {
		return encoded(local)
	}
	if !tag {
		return p.prefixed(uri, prefix) + ":" + encoded(local)
	}
	before, declared := len(p.dst), len(p.declared)
	used := p.prefixed(uri, prefix)
	p.dst, p.declared = p.dst[:before], p.declared[:declared]
	return used + ":" + encoded(local)
}

// beginNamed begins an element with the name of an extension.
func (p *printer) beginNamed(name string) (tag string) {
	uri, local, _ := p.split(name)
	if uri == "" {
		tag = encoded(local)
		p.begin(tag)
		return tag
	}
	tag = p.qualified(name, true)
	p.begin(tag)
	if used, _, _ := strings.Cut(tag, ":"); p.inForce(used) != uri {
		p.declare(used, uri)
	}
	return tag
}

// foreign writes a text in an element of a namespace.
func (p *printer) foreign(uri, prefix, local, text string) {
	before := p.spaces
	p.spaces = epcis.Namespaces{prefix: uri}
	tag := p.beginNamed(prefix + ":" + local)
	p.spaces = before
	p.raw(">")
	p.text(text, false)
	p.end(tag)
}

// extensions writes extensions as elements.
func (p *printer) extensions(list []epcis.Extension) {
	for i := range list {
		if uri, _, _ := p.split(list[i].Name); uri == "" {
			p.fail(list[i].Name, "member", "is not a name of an extension", "give it a declared prefix, or a URI")
			return
		}
		p.named(list[i].Name, list[i].Value)
	}
}

// member is a member of a JSON object.
type member struct {
	name  string
	value jsontext.Value
}

// parts takes a JSON value apart: an object into members, a list into elements.
func parts(v jsontext.Value) (members []member, elements []jsontext.Value) {
	d := jsontext.NewDecoder(strings.NewReader(string(v)))
	t, err := d.ReadToken()
	if err != nil || t.Kind() != '{' && t.Kind() != '[' {
		return nil, nil
	}
	isObject := t.Kind() == '{'
	for k := d.PeekKind(); k != '}' && k != ']' && k != 0; k = d.PeekKind() {
		name := ""
		if isObject {
			t, err := d.ReadToken()
			if err != nil {
				return members, elements
			}
			name = t.String()
		}
		v, err := d.ReadValue()
		if err != nil {
			return members, elements
		}
		if isObject {
			members = append(members, member{name, v.Clone()})
		} else {
			elements = append(elements, v.Clone())
		}
	}
	return members, elements
}

// named writes a value under a name; a list as one element for each of its
// values.
func (p *printer) named(name string, v jsontext.Value) {
	if v.Kind() == '[' {
		_, elements := parts(v)
		for _, e := range elements {
			p.named(name, e)
		}
		return
	}
	tag := p.beginNamed(name)
	p.content(v)
	p.end(tag)
}

// content writes the attributes and the inside of an element that has been
// begun.
func (p *printer) content(v jsontext.Value) {
	switch v.Kind() {
	case '"':
		p.raw(">")
		p.text(unquote(v), false)
	case 't', 'f':
		p.typeOf("xsd:boolean", string(v))
	case '0':
		if isInteger(string(v)) {
			p.typeOf("xsd:integer", string(v))
		} else {
			p.typeOf("xsd:double", string(v))
		}
	case 'n':
		p.raw(` xsi:nil="true">`)
	case '{':
		members, _ := parts(v)
		p.object(members)
	default:
		p.fail("", "json", "has no value", "give a JSON value")
		p.raw(">")
	}
}

func (p *printer) typeOf(name, text string) {
	p.attribute("xsi:type", name)
	p.raw(">")
	p.text(text, false)
}

// object writes an object: attributes first, then what is inside.
func (p *printer) object(members []member) {
	if len(members) == 0 {
		p.typeOf("xsd:anyType", "")
		return
	}
	value := slices.IndexFunc(members, func(m member) bool { return m.name == "@value" && m.value.Kind() != '{' && m.value.Kind() != '[' })
	var inner []member
	for i, m := range members {
		switch {
		case i == value:
		case m.name == "@type" && value >= 0 && m.value.Kind() == '"':
			p.attribute("xsi:type", p.typeName(unquote(m.value)))
		case strings.HasPrefix(m.name, "@") && len(m.name) > 1 && m.value.Kind() == '"':
			p.attribute(p.qualified(m.name[1:], false), unquote(m.value))
		default:
			inner = append(inner, m)
		}
	}
	if value >= 0 {
		p.content(members[value].value)
		return
	}
	p.raw(">")
	for _, m := range inner {
		if m.name == contentName && m.value.Kind() == '[' && len(inner) == 1 {
			p.mixed(m.value)
			return
		}
		p.named(m.name, m.value)
	}
}

// mixed writes a list of texts and elements.
func (p *printer) mixed(v jsontext.Value) {
	_, elements := parts(v)
	for _, e := range elements {
		if e.Kind() == '"' {
			p.text(unquote(e), false)
			continue
		}
		members, _ := parts(e)
		for _, m := range members {
			p.named(m.name, m.value)
		}
	}
}

// typeName is the name of a type with a prefix that is in force here.
func (p *printer) typeName(name string) string {
	prefix, local, found := strings.Cut(name, ":")
	switch {
	case !found || prefix == "xsd":
		return name
	case prefix == "epcis":
		return p.prefixed(space2, "epcis") + ":" + local
	}
	return p.qualified(name, false)
}

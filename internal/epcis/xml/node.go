package xml

import (
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"

	"github.com/tracewright/tracewright/internal/epcis"
)

const (
	xsiSpace = "http://www.w3.org/2001/XMLSchema-instance"
	xsdSpace = "http://www.w3.org/2001/XMLSchema"
	xmlSpace = "http://www.w3.org/XML/1998/namespace"
)

// name is a name with its namespace. The prefix is a hint for people.
type name struct {
	space, local, prefix string
}

// node is an element with all that is in it, or a piece of text.
type node struct {
	name
	attrs []attribute
	kids  []*node
	text  string // of a piece of text; its name is empty
	up    *node
	scope *scope
	line  int
	index int // among the events of a document, from 1
}

type attribute struct {
	name
	value string
}

// scope is a declaration of a namespace, with those around it.
type scope struct {
	up          *scope
	prefix, uri string
}

func (s *scope) lookup(prefix string) (uri string, ok bool) {
	for ; s != nil; s = s.up {
		if s.prefix == prefix {
			return s.uri, s.uri != "" || prefix == ""
		}
	}
	switch prefix {
	case "":
		return "", true
	case "xml":
		return xmlSpace, true
	}
	return "", false
}

// parser reads elements within limits.
type parser struct {
	d      *xml.Decoder
	source *epcis.Bounded
	limits epcis.Limits
	open   []opened
}

// opened is an element whose end has not been read.
type opened struct {
	raw  xml.Name
	node *node
}

func newParser(r io.Reader, limits epcis.Limits) *parser {
	limits = limits.OrDefault()
	source := &epcis.Bounded{R: r, Limit: limits.Bytes}
	source.Mark()
	return &parser{d: xml.NewDecoder(source), source: source, limits: limits}
}

// next reads the next token that matters: the start of an element as a node
// without children, the end of one as nil, or a piece of text. At the end of
// the input it returns io.EOF.
func (p *parser) next() (*node, error) {
	for {
		t, err := p.d.RawToken()
		if err != nil {
			return nil, p.broken(err)
		}
		switch t := t.(type) {
		case xml.StartElement:
			return p.start(t)
		case xml.EndElement:
			return nil, p.end(t)
		case xml.CharData:
			if len(p.open) > 0 {
				if len(t) > p.limits.Text {
					return nil, p.fail("text", "is too long", "keep within "+strconv.Itoa(p.limits.Text)+" bytes")
				}
				return &node{text: string(t)}, nil
			}
			if strings.TrimLeft(string(t), " \t\r\n\ufeff") != "" {
				return nil, p.fail("xml", "has text outside of the root element", "send one XML document")
			}
		case xml.Directive:
			return nil, p.fail("doctype", "has a DOCTYPE or another declaration", "leave it out: entities and external texts are not read")
		}
	}
}

func (p *parser) broken(err error) error {
	switch {
	case p.source.Err != nil:
		return p.source.Err
	case p.source.Over:
		return p.fail("bytes", "is too large", "keep within "+strconv.Itoa(p.limits.Bytes)+" bytes")
	case err == io.EOF && len(p.open) == 0:
		return io.EOF
	case err == io.EOF:
		return p.fail("xml", "ends too early", "send the whole of it")
	}
	detail := err.Error()
	if s, ok := errors.AsType[*xml.SyntaxError](err); ok {
		detail = s.Msg
	}
	return p.fail("xml", "is not well-formed XML: "+detail, "send well-formed XML in UTF-8")
}

func (p *parser) start(t xml.StartElement) (*node, error) {
	n := &node{}
	n.line, _ = p.d.InputPos()
	if len(p.open) > 0 {
		n.up = p.open[len(p.open)-1].node
		n.scope = n.up.scope
	}
	if len(p.open) >= p.limits.Depth+8 { // the frame of a document is not the sender's choice
		return nil, p.fail("depth", "is nested too deep", "keep within "+strconv.Itoa(p.limits.Depth)+" levels")
	}
	if len(t.Attr) > p.limits.Members {
		return nil, p.fail("members", "has too many attributes", "keep within "+strconv.Itoa(p.limits.Members))
	}
	for _, a := range t.Attr {
		switch {
		case a.Name.Space == "xmlns":
			n.scope = &scope{n.scope, a.Name.Local, a.Value}
		case a.Name.Space == "" && a.Name.Local == "xmlns":
			n.scope = &scope{n.scope, "", a.Value}
		}
	}
	p.open = append(p.open, opened{raw: t.Name, node: n})
	var err error
	if n.name, err = p.resolve(n, t.Name, true); err != nil {
		return nil, err
	}
	for _, a := range t.Attr {
		if a.Name.Space == "xmlns" || a.Name.Space == "" && a.Name.Local == "xmlns" {
			continue
		}
		resolved, err := p.resolve(n, a.Name, false)
		if err != nil {
			return nil, err
		}
		if _, twice := n.attr(resolved.space, resolved.local); twice {
			return nil, n.fail("duplicate", "has the attribute "+a.Name.Local+" twice", "keep one of the two")
		}
		if len(a.Value) > p.limits.Text {
			return nil, n.fail("text", "has an attribute that is too long", "keep within "+strconv.Itoa(p.limits.Text)+" bytes")
		}
		n.attrs = append(n.attrs, attribute{resolved, a.Value})
	}
	return n, nil
}

func (p *parser) resolve(n *node, raw xml.Name, element bool) (name, error) {
	if raw.Space == "" && !element {
		return name{local: raw.Local}, nil
	}
	uri, ok := n.scope.lookup(raw.Space)
	if !ok || strings.Contains(raw.Local, ":") {
		return name{}, p.fail("namespace", "has the prefix "+raw.Space+", which is not declared", "declare it with xmlns:"+raw.Space)
	}
	return name{uri, raw.Local, raw.Space}, nil
}

func (p *parser) end(t xml.EndElement) error {
	if len(p.open) == 0 || p.open[len(p.open)-1].raw != t.Name {
		return p.fail("xml", "is not well-formed XML: the end tag "+t.Name.Local+" has no start tag", "send well-formed XML")
	}
	p.open = p.open[:len(p.open)-1]
	return nil
}

// fill reads the rest of an element that has been started.
func (p *parser) fill(n *node) error {
	elements := 0
	for {
		kid, err := p.next()
		switch {
		case err != nil:
			return err
		case kid == nil:
			return nil
		case kid.local == "":
			if last := len(n.kids) - 1; last >= 0 && n.kids[last].local == "" {
				n.kids[last].text += kid.text // parted by a comment
			} else {
				n.kids = append(n.kids, kid)
			}
			continue
		}
		if elements++; elements > p.limits.List {
			return n.fail("list", "has too many elements", "keep within "+strconv.Itoa(p.limits.List))
		}
		n.kids = append(n.kids, kid)
		if err := p.fill(kid); err != nil {
			return err
		}
	}
}

// fail makes an error about the innermost element.
func (p *parser) fail(rule, detail, fix string) error {
	if len(p.open) > 0 {
		e := p.open[len(p.open)-1].node.fail(rule, detail, fix)
		line, _ := p.d.InputPos()
		e.Detail = detail + lineText(line)
		return e
	}
	return &epcis.Error{Rule: rule, Detail: detail, Fix: fix}
}

func lineText(line int) string { return " (line " + strconv.Itoa(line) + ")" }

// attr is the value of an attribute.
func (n *node) attr(space, local string) (value string, ok bool) {
	for i := range n.attrs {
		if a := &n.attrs[i]; a.local == local && a.space == space {
			return a.value, true
		}
	}
	return "", false
}

// elements are the children that are no text.
func (n *node) elements() []*node {
	var list []*node
	for _, k := range n.kids {
		if k.local != "" {
			list = append(list, k)
		}
	}
	return list
}

// content is the text of an element without elements, without white space
// around it.
func (n *node) content() (string, error) {
	text := ""
	for _, k := range n.kids {
		if k.local != "" {
			return "", k.fail("member", "is not expected inside "+n.local, "write a text there")
		}
		text += k.text
	}
	return strings.Trim(text, " \t\r\n"), nil
}

// fail makes an error about an element. Its path is one of XPath.
func (n *node) fail(rule, detail, fix string) *epcis.Error {
	return &epcis.Error{Path: n.path(), Rule: rule, Detail: detail + lineText(n.line), Fix: fix}
}

func (n *node) path() string {
	if n == nil {
		return ""
	}
	step := n.local
	if n.prefix != "" {
		step = n.prefix + ":" + n.local
	}
	if n.index > 0 {
		step = "*[" + strconv.Itoa(n.index) + "]"
	} else if n.up != nil {
		at, same := 0, 0
		for _, k := range n.up.kids {
			if k.name == n.name {
				same++
			}
			if k == n {
				at = same
			}
		}
		if same > 1 {
			step += "[" + strconv.Itoa(at) + "]"
		}
	}
	return n.up.path() + "/" + step
}

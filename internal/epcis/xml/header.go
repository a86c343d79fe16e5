package xml

import (
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/tracewright/tracewright/internal/epcis"
)

const standardHeader = "StandardBusinessDocumentHeader"

// header reads the header of a document: master data, and the standard business
// header, which is kept as an extension; what JSON has a member for is read
// from it.
func (ev *events) header(n *node) error {
	if ev.bodied {
		return n.fail("order", "comes too late", "write EPCISHeader before EPCISBody")
	}
	var x object
	masterData := map[string]func(*node) error{
		"EPCISMasterData": func(k *node) error {
			return ev.walk(k, map[string]func(*node) error{"VocabularyList": ev.vocabularies, "extension": ev.nothing}, nil)
		},
		"extension": ev.nothing,
	}
	err := ev.walk(n, map[string]func(*node) error{
		"extension":       func(k *node) error { return ev.walk(k, masterData, nil) },
		"EPCISMasterData": masterData["EPCISMasterData"],
	}, &x)
	if err != nil {
		return err
	}
	ev.doc.HeaderExtensions = x.extensions()
	for _, e := range ev.doc.HeaderExtensions {
		if strings.HasSuffix(e.Name, ":"+standardHeader) {
			ev.standard(e)
		}
	}
	return nil
}

// standard takes from the standard business header what JSON has a member for.
func (ev *events) standard(e epcis.Extension) {
	prefix := strings.TrimSuffix(e.Name, standardHeader)
	ev.doc.Sender = inside(e.Value, prefix+"Sender", prefix+"Identifier")
	ev.doc.Receiver = inside(e.Value, prefix+"Receiver", prefix+"Identifier")
	ev.doc.InstanceIdentifier = inside(e.Value, prefix+"DocumentIdentification", prefix+"InstanceIdentifier")
}

// inside is the text at a path of names in a JSON value; of a list, in its
// first element.
func inside(v jsontext.Value, path ...string) string {
	members, elements := parts(v)
	switch {
	case len(elements) > 0:
		return inside(elements[0], path...)
	case len(path) == 0 && v.Kind() == '"':
		return strings.TrimSpace(unquote(v))
	case len(path) == 0:
		path = []string{"@value"}
	}
	for _, m := range members {
		if m.name == path[0] {
			return inside(m.value, path[1:]...)
		}
	}
	return ""
}

func (ev *events) vocabularies(n *node) error {
	return ev.walk(n, map[string]func(*node) error{
		"Vocabulary": func(k *node) error {
			if err := ev.p.fill(k); err != nil {
				return err
			}
			v, err := ev.vocabulary(k)
			ev.doc.MasterData = append(ev.doc.MasterData, v)
			if err == nil && len(ev.doc.MasterData) > ev.p.limits.Members {
				err = n.fail("members", "has too many vocabularies", "send fewer in one document")
			}
			return err
		},
	}, nil)
}

func (ev *events) vocabulary(n *node) (v epcis.Vocabulary, err error) {
	v.Type, _ = n.attr("", "type")
	if v.Type = strings.TrimSpace(v.Type); v.Type == "" {
		return v, n.fail("required", "has no type", "give its attribute type")
	}
	n.drop("type")
	v.Extensions, err = ev.children(n, map[string]func(*node) error{
		"VocabularyElementList": func(k *node) error {
			return k.each("VocabularyElement", func(k *node) error {
				e, err := ev.vocabularyElement(k)
				v.Elements = append(v.Elements, e)
				return err
			})
		},
	}, "VocabularyElementList")
	return v, err
}

func (ev *events) vocabularyElement(n *node) (e epcis.VocabularyElement, err error) {
	e.ID, _ = n.attr("", "id")
	if e.ID = strings.TrimSpace(e.ID); e.ID == "" {
		return e, n.fail("required", "has no id", "give its attribute id")
	}
	n.drop("id")
	e.Extensions, err = ev.children(n, map[string]func(*node) error{
		"attribute": func(k *node) error {
			a, err := ev.attribute(k)
			e.Attributes = append(e.Attributes, a)
			return err
		},
		"children": func(k *node) error {
			return k.each("id", func(k *node) error {
				s, err := k.word()
				e.Children = append(e.Children, s)
				return err
			})
		},
	}, "attribute*", "children")
	return e, err
}

// attribute reads an attribute of master data. JSON allows a string, a number
// or an object for its value.
func (ev *events) attribute(n *node) (a epcis.Attribute, err error) {
	id, _ := n.attr("", "id")
	if a.ID = strings.TrimSpace(id); a.ID == "" {
		return a, n.fail("required", "has no id", "give its attribute id")
	}
	_, isNumber := n.attr(epcis.Namespace, asJSON)
	if a.Value, err = ev.prefixes.value(n, "id"); err != nil {
		return a, err
	}
	if text := unquote(a.Value); isNumber && epcis.IsNumber(text) {
		a.Value = jsontext.Value(text)
	}
	if k := a.Value.Kind(); k == 't' || k == 'f' {
		a.Value = jsontext.Value(`{"@type":"xsd:boolean","@value":"` + string(a.Value) + `"}`)
	} else if k == 'n' {
		a.Value = jsontext.Value(`{}`)
	}
	return a, nil
}

// drop forgets an attribute that has been read.
func (n *node) drop(local string) {
	for i, a := range n.attrs {
		if a.space == "" && a.local == local {
			n.attrs = append(n.attrs[:i:i], n.attrs[i+1:]...)
			return
		}
	}
}

func writeVocabularies(p *printer, list []epcis.Vocabulary) {
	p.start("VocabularyList")
	for i := range list {
		v := &list[i]
		p.begin("Vocabulary")
		p.attribute("type", v.Type)
		p.raw(">")
		if len(v.Elements) > 0 {
			p.start("VocabularyElementList")
			for j := range v.Elements {
				writeElement(p, &v.Elements[j])
			}
			p.end("VocabularyElementList")
		}
		p.extensions(v.Extensions)
		p.end("Vocabulary")
	}
	p.end("VocabularyList")
}

func writeElement(p *printer, e *epcis.VocabularyElement) {
	p.begin("VocabularyElement")
	p.attribute("id", e.ID)
	p.raw(">")
	for i := range e.Attributes {
		p.begin("attribute")
		p.attribute("id", e.Attributes[i].ID)
		if v := e.Attributes[i].Value; v.Kind() == '0' { // the schema allows no xsi:type here
			p.attribute(p.prefixed(epcis.Namespace, "tw")+":"+asJSON, "number")
			p.raw(">")
			p.text(string(v), false)
		} else {
			p.content(v)
		}
		p.end("attribute")
	}
	if len(e.Children) > 0 {
		p.start("children")
		for _, id := range e.Children {
			p.leaf("id", id)
		}
		p.end("children")
	}
	p.extensions(e.Extensions)
	p.end("VocabularyElement")
}

package validate

import (
	"errors"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/tracewright/tracewright/internal/epcis"
	"github.com/tracewright/tracewright/internal/ident/epc"
	"github.com/tracewright/tracewright/internal/ident/gs1"
)

// uri judges a URI that may be absent.
func (c *check) uri(s, path string) {
	if s != "" && !epcis.IsName(s) {
		c.fail(path, ruleURI, "is no URI")
	}
}

func (c *check) uriAt(s, path string, i int) {
	if !epcis.IsName(s) {
		c.fail(index(path, i), ruleURI, "is no URI")
	}
}

func (c *check) uriIn(s string, p place, name string) {
	if s != "" && !epcis.IsName(s) {
		c.fail(p.path(name), ruleURI, "is no URI")
	}
}

// id judges the identifier of a thing, a place or a transaction, which may be
// absent.
func (c *check) id(s, path string) {
	if r, detail := fault(s); r != nil {
		c.fail(path, r, detail)
	}
}

func (c *check) idAt(s, path string, i int, rest ...string) {
	if r, detail := fault(s); r != nil {
		c.fail(index(path, i)+strings.Join(rest, ""), r, detail)
	}
}

// fault is what is wrong with an identifier.
func fault(s string) (*rule, string) {
	var err error
	switch {
	case s == "":
		return nil, ""
	case !epcis.IsName(s):
		return ruleURI, "is no URI"
	case strings.HasPrefix(s, "urn:epc:idpat:"):
		_, err = epc.ParsePattern(s)
	case strings.HasPrefix(s, "urn:epc:id:"), strings.HasPrefix(s, "urn:epc:class:"):
		_, err = epc.Parse(s)
	case strings.HasPrefix(s, "http"):
		return linkFault(s)
	}
	if err != nil {
		return ruleGS1, "is no valid EPC: " + err.Error()
	}
	return nil, ""
}

// linkFault judges a web URI. One on the domain of GS1 is a Digital Link; one
// elsewhere may be, and is judged if its path begins with a GS1 key that has
// the digits of one.
func linkFault(s string) (*rule, string) {
	_, err := gs1.ParseLink(s, gs1.LinkOptions{Names: true, UnknownAttributes: true})
	if err == nil {
		return nil, ""
	}
	e, ok := errors.AsType[*gs1.Error](err)
	if !ok || !strings.HasPrefix(s, gs1.CanonicalStem+"/") && (e.Code == gs1.NoLink || !hasKey(s)) {
		return nil, ""
	}
	return ruleGS1, "is no valid Digital Link: " + err.Error()
}

// hasKey reports whether the path of a web URI has a primary key of GS1 with a
// value of digits, as a link has it.
func hasKey(s string) bool {
	s, _, _ = strings.Cut(s, "?")
	segments := strings.Split(s, "/")
	for i := 3; i+1 < len(segments); i++ {
		ai, value := segments[i], segments[i+1]
		if _, ok := gs1.Lookup(ai); ok && len(value) >= 8 && strings.Trim(value, "0123456789") == "" {
			return true
		}
	}
	return false
}

// term judges a word of a list, or a URI in its place; it may be absent.
func (c *check) term(s string, t *epcis.Terms, path string) {
	if r, detail := termFault(s, t); r != nil {
		c.fail(path, r, detail)
	}
}

func (c *check) termAt(s string, t *epcis.Terms, path string, i int) {
	if r, detail := termFault(s, t); r != nil {
		c.fail(index(path, i)+"/type", r, detail)
	}
}

func (c *check) termIn(s string, t *epcis.Terms, p place, name string) {
	if r, detail := termFault(s, t); r != nil {
		c.fail(p.path(name), r, detail)
	}
}

func termFault(s string, t *epcis.Terms) (*rule, string) {
	switch {
	case s == "" || t.Has(s):
		return nil, ""
	case t.Reserved(s):
		if word := t.Word(s); word != s {
			return ruleBare, "is a URI for the word " + word
		}
		return ruleWord, "is in a namespace of the vocabulary, which lacks it"
	case !epcis.IsName(s):
		return ruleWord, "is no word of the vocabulary"
	}
	return nil, ""
}

func (c *check) extensionsIn(list []epcis.Extension, p place) {
	if len(list) > 0 {
		c.extensions(list, p.path(""))
	}
}

// extensions judges the prefixes of names, also inside of the values.
func (c *check) extensions(list []epcis.Extension, path string) {
	for i := range list {
		c.prefix(list[i].Name, path)
		if k := list[i].Value.Kind(); k == '{' || k == '[' {
			c.names(list[i].Value, path+string(jsontext.Pointer("").AppendToken(list[i].Name)))
		}
	}
}

// names judges the names inside of a value.
func (c *check) names(v jsontext.Value, path string) {
	d := jsontext.NewDecoder(strings.NewReader(string(v)))
	for {
		t, err := d.ReadToken()
		if err != nil {
			return
		}
		kind, n := d.StackIndex(d.StackDepth())
		if kind == '{' && t.Kind() == '"' && n%2 == 1 {
			if name := t.String(); strings.Contains(name, ":") {
				c.prefix(strings.TrimPrefix(name, "@"), path+string(d.StackPointer().Parent()))
			}
		}
	}
}

// schemes of URIs in use for names; any other beginning is a prefix.
var schemes = map[string]bool{"http": true, "https": true, "urn": true, "tag": true, "ni": true, "did": true, "info": true}

func (c *check) prefix(name, path string) {
	prefix, _, found := strings.Cut(name, ":")
	if !found || schemes[prefix] {
		return
	}
	if !epcis.Declares(c.context, prefix) && !c.isOpen() {
		c.fail(path+string(jsontext.Pointer("").AppendToken(name)), rulePrefix, "has the prefix "+prefix+", which is not declared")
	}
}

// isOpen reports whether a context other than the published one is named.
// Contexts are not fetched: with one, any prefix may be declared.
func (c *check) isOpen() bool {
	for _, entry := range c.context {
		if entry.Kind() == '"' && !strings.Contains(string(entry), "epcis-context.jsonld") {
			return true
		}
	}
	return false
}

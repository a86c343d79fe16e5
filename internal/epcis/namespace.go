package epcis

import (
	"strings"

	"github.com/go-json-experiment/json/jsontext"
)

// Namespaces maps prefixes to the namespaces that they stand for, each beside
// the standard ones, which every event has.
type Namespaces map[string]string

// standardNamespaces are the prefixes of the published context. The one of
// master data has no colon at its end in XML, and so here.
var standardNamespaces = Namespaces{
	"epcis":   "https://ref.gs1.org/epcis/",
	"cbv":     "https://ref.gs1.org/cbv/",
	"cbvmda":  "urn:epcglobal:cbv:mda",
	"gs1":     gs1Voc,
	"rdfs":    "http://www.w3.org/2000/01/rdf-schema#",
	"owl":     "http://www.w3.org/2002/07/owl#",
	"xsd":     "http://www.w3.org/2001/XMLSchema#",
	"dcterms": "http://purl.org/dc/terms/",
}

// StandardNamespace is what a prefix of the published context stands for.
func StandardNamespace(prefix string) (uri string, ok bool) {
	uri, ok = standardNamespaces[prefix]
	return uri, ok
}

// NamespacesOf collects the prefixes that the entries of a context declare,
// later ones before earlier ones. Nil entries are the default context.
func NamespacesOf(context []jsontext.Value) Namespaces {
	ns := Namespaces{}
	for _, p := range PrefixesOf(context) {
		ns[p.Name] = p.URI
	}
	return ns
}

// PrefixesOf lists the prefixes that the entries of a context declare, in their
// order. Nil entries are the default context.
func PrefixesOf(context []jsontext.Value) (list []Prefix) {
	if context == nil {
		return []Prefix{{"tw", Namespace}}
	}
	for _, entry := range context {
		if entry.Kind() != '{' {
			continue
		}
		eachMember(entry, func(name string, v jsontext.Value) {
			if uri, ok := prefixValue(v); ok && isScheme(name) {
				list = append(list, Prefix{name, uri})
			}
		})
	}
	return list
}

// Declares reports whether a context, or the standard, declares a prefix. It
// is quicker than [NamespacesOf] for one name.
func Declares(context []jsontext.Value, prefix string) bool {
	if _, ok := standardNamespaces[prefix]; ok {
		return true
	}
	if context == nil {
		return prefix == "tw"
	}
	for _, entry := range context {
		if entry.Kind() == '{' && hasMember(entry, prefix) {
			return true
		}
	}
	return false
}

// hasMember reports whether an object that is valid JSON without insignificant
// white space has a member of a name without escapes.
func hasMember(object []byte, name string) bool {
	depth := 0
	for i := 0; i < len(object); i++ {
		switch object[i] {
		case '{', '[':
			depth++
		case '}', ']':
			depth--
		case '"':
			start := i + 1
			for i++; object[i] != '"'; i++ {
				if object[i] == '\\' {
					i++
				}
			}
			if depth == 1 && i+1 < len(object) && object[i+1] == ':' && string(object[start:i]) == name {
				return true
			}
		}
	}
	return false
}

// prefixValue is the namespace in a definition of a prefix: a string, or an
// object with an @id.
func prefixValue(v jsontext.Value) (uri string, ok bool) {
	switch v.Kind() {
	case '"':
		return unquoted(v), true
	case '{':
		eachMember(v, func(name string, v jsontext.Value) {
			if name == "@id" && v.Kind() == '"' {
				uri, ok = unquoted(v), true
			}
		})
	}
	return uri, ok
}

// Lookup is what a prefix stands for, in these namespaces or the standard.
func (ns Namespaces) Lookup(prefix string) (uri string, ok bool) {
	if uri, ok = ns[prefix]; ok {
		return uri, true
	}
	return StandardNamespace(prefix)
}

// Expand parts a prefixed name into its namespace and the local name. It is
// not ok for a name whose prefix is not declared, such as a full URI.
func (ns Namespaces) Expand(name string) (uri, local string, ok bool) {
	prefix, local, found := strings.Cut(name, ":")
	if !found {
		return "", name, false
	}
	if uri, ok = ns.Lookup(prefix); !ok {
		return "", name, false
	}
	return uri, local, true
}

// Split parts the name of an extension into its namespace and its local name: a
// prefixed name by its prefix, a full URI behind its last separator. A name of
// neither kind has no namespace.
func (ns Namespaces) Split(name string) (uri, local string) {
	if uri, local, ok := ns.Expand(name); ok && uri != "" && local != "" {
		return uri, local
	}
	i := strings.LastIndexAny(name[:max(0, len(name)-1)], "#/:")
	return name[:i+1], name[i+1:]
}

// eachMember calls f for each member of an object that is valid JSON; of any
// other value for none.
func eachMember(object jsontext.Value, f func(name string, v jsontext.Value)) {
	d := jsontext.NewDecoder(strings.NewReader(string(object)))
	if t, err := d.ReadToken(); err != nil || t.Kind() != '{' {
		return
	}
	for d.PeekKind() != '}' {
		t, err := d.ReadToken()
		if err != nil {
			return
		}
		name := t.String()
		v, err := d.ReadValue()
		if err != nil {
			return
		}
		f(name, v)
	}
}

func unquoted(v jsontext.Value) string {
	b, err := jsontext.AppendUnquote(nil, v)
	if err != nil {
		return ""
	}
	return string(b)
}

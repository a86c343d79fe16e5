package resolver

import (
	"slices"
	"strings"

	"github.com/go-json-experiment/json"
)

// vocabulary begins the link types of GS1.
const vocabulary = "https://gs1.org/voc/"

// vocabularies are what a link type of GS1 may begin with in a request.
var vocabularies = []string{"gs1:", vocabulary, "http://gs1.org/voc/", "https://www.gs1.org/voc/", "https://ref.gs1.org/voc/"}

// Link leads from the thing to something about it.
type Link struct {
	// Type is a link type of the GS1 Web Vocabulary without its prefix, or a URI.
	Type, Title, Href string
	Language, Media   string // may be empty
}

// typeURI is a link type as a URI.
func typeURI(text string) string {
	for _, prefix := range vocabularies {
		if name, ok := strings.CutPrefix(text, prefix); ok {
			return vocabulary + name
		}
	}
	if strings.Contains(text, ":") {
		return text
	}
	return vocabulary + text
}

// Find picks the link of a type that suits best: one in a language that is
// spoken, one for any language, the first.
func Find(links []Link, linkType string, languages []string) (Link, bool) {
	var fit []Link
	for _, l := range links {
		if typeURI(l.Type) == typeURI(linkType) {
			fit = append(fit, l)
		}
	}
	for _, tag := range append(languages, "") {
		for _, l := range fit {
			if own := strings.ToLower(l.Language); own == tag || tag != "" && strings.HasPrefix(tag, own+"-") || tag != "" && strings.HasPrefix(own, tag+"-") {
				return l, true
			}
		}
	}
	if len(fit) == 0 {
		return Link{}, false
	}
	return fit[0], true
}

// Suited leaves out links in a language that is not spoken where there is one of
// the same type that is.
func Suited(links []Link, languages []string) []Link {
	return slices.DeleteFunc(slices.Clone(links), func(l Link) bool {
		best, _ := Find(links, l.Type, languages)
		return l.Language != "" && l.Language != best.Language
	})
}

// target is a link in a linkset (RFC 9264, section 4.2).
type target struct {
	Href     string   `json:"href"`
	Title    string   `json:"title,omitempty"`
	Type     string   `json:"type,omitempty"`
	Language []string `json:"hreflang,omitempty"`
}

// Linkset writes links as application/linkset+json. The first of each type that
// is read is the better one.
func Linkset(anchor, description string, links []Link) ([]byte, error) {
	context := map[string]any{"anchor": anchor}
	if description != "" {
		context["itemDescription"] = description
	}
	byType := map[string][]target{}
	for _, l := range links {
		t := target{Href: l.Href, Title: l.Title, Type: l.Media}
		if l.Language != "" {
			t.Language = []string{l.Language}
		}
		relation := typeURI(l.Type)
		byType[relation] = append(byType[relation], t)
		context[relation] = byType[relation]
	}
	return json.Marshal(map[string]any{"linkset": []any{context}}, json.Deterministic(true))
}

// Header is a link in the form of the header Link (RFC 8288). A quotation mark
// or a line end cannot leave it: both are escaped or left out.
func Header(href, rel, media string) string {
	text := "<" + strings.NewReplacer("<", "%3C", ">", "%3E", "\r", "", "\n", "", " ", "%20").Replace(href) + `>; rel="` + rel + `"`
	if media != "" {
		text += `; type="` + media + `"`
	}
	return text
}

// ContextHeader refers to what turns a linkset into JSON-LD.
const ContextHeader = `<https://ref.gs1.org/standards/resolver/linkset-context>; rel="http://www.w3.org/ns/json-ld#context"; type="application/ld+json"`

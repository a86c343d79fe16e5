package plant

import (
	"net/url"
	"regexp"
)

const (
	maxShares     = 200
	maxShareLinks = 50
)

var (
	languageTag = regexp.MustCompile(`^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$`)
	mediaType   = regexp.MustCompile(`^[a-z]+/[a-z0-9.+-]+$`)
	linkType    = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9]*$`)
)

// shares checks what anybody may see.
func (c *checker) shares() {
	if len(c.d.Public) > maxShares {
		c.fault((*path)(nil).at("public"), "name several parts in one", "there are %d shares, more than %d", len(c.d.Public), maxShares)
		return
	}
	codes := unique{}
	for i := range c.d.Public {
		s, at := &c.d.Public[i], (*path)(nil).at("public").item(i)
		c.uniqueCode(codes, s.Code, at.at("code"), "share", "the site")
		if len(s.Parts) == 0 && len(s.Kinds) == 0 {
			c.fault(at, "name parts or kinds", "the share does not say what it is about")
		}
		c.partNumbers(s.Parts, at.at("parts"), "the share")
		sharedWords(c, s.Kinds, at.at("kinds"), "kind", shareKindShape.enum)
		sharedWords(c, s.Fields, at.at("fields"), "field", shareFieldShape.enum)
		c.lines(s.Text, at.at("text"))
		c.shareLinks(s.Links, at.at("links"))
	}
}

// sharedWords checks a list of words that each must be one of a few, and given
// once.
func sharedWords[W ~string](c *checker, words []W, at *path, what string, known []string) {
	seen := unique{}
	for i, w := range words {
		if at := at.item(i); c.uniqueCode(seen, string(w), at, what, "the share") {
			c.known(string(w), at, "a "+what+" that can be shared", known)
		}
	}
}

func (c *checker) shareLinks(links []ShareLink, at *path) {
	if len(links) > maxShareLinks {
		c.fault(at, "write fewer", "there are %d links, more than %d", len(links), maxShareLinks)
		return
	}
	for i, l := range links {
		at := at.item(i)
		c.name(l.Title, at.at("title"))
		if l.Title == "" {
			c.fault(at, "write what people read", "the link has no title")
		}
		if !linkType.MatchString(l.Type) && !isWebAddress(l.Type) || len(l.Type) > maxName {
			c.fault(at.at("type"), "write a link type of the GS1 Web Vocabulary, such as pip, or a URI", "%s is no link type", quoted(l.Type))
		}
		if !isWebAddress(l.Href) {
			c.fault(at.at("href"), "write an address such as https://example.com/manual", "%s is no web address", quoted(l.Href))
		}
		if l.Language != "" && !languageTag.MatchString(l.Language) {
			c.fault(at.at("language"), "write a tag such as en or de-CH", "%s is no language", quoted(l.Language))
		}
		if l.Media != "" && (!mediaType.MatchString(l.Media) || len(l.Media) > maxCode) {
			c.fault(at.at("media"), "write a type such as text/html or application/pdf", "%s is no media type", quoted(l.Media))
		}
	}
}

// isWebAddress reports whether a text is an absolute http or https address.
func isWebAddress(text string) bool {
	u, err := url.Parse(text)
	return err == nil && len(text) <= 2048 && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" && u.User == nil
}

// isStem reports whether a text can begin a Digital Link.
func isStem(text string) bool {
	u, err := url.Parse(text)
	return isWebAddress(text) && err == nil && u.RawQuery == "" && u.Fragment == "" && len(text) <= maxName
}

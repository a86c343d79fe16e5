package plant

// IdentifierRule says how far the identifiers of a scheme tell objects apart.
type IdentifierRule struct {
	Scheme string `json:"scheme"`
	// Issuer is who gives them; empty means anybody for whom there is no rule.
	Issuer string `json:"issuer,omitempty"`
	// Unique is when an identifier names one object only.
	Unique Unique `json:"unique,omitempty"`
}

// Unique says when an identifier of one scheme and issuer names one object only.
type Unique string

// The degrees; the empty one is UniqueValid.
const (
	UniqueValid  Unique = "valid" // at any one time
	UniqueEver   Unique = "ever"  // for ever: it is never given again
	UniqueInPart Unique = "part"  // at any one time, among the objects of a part
	UniqueNot    Unique = "no"
)

// Unique is when identifiers of a scheme and an issuer name one object only.
func (x *Index) Unique(scheme, issuer string) Unique {
	if u, ok := x.uniques[identifierKey{scheme, issuer}]; ok {
		return u
	}
	if u, ok := x.uniques[identifierKey{scheme, ""}]; ok {
		return u
	}
	return UniqueValid
}

type identifierKey struct{ scheme, issuer string }

// ownSchemes are those whose uniqueness follows from what they are: the part says
// what a serial number means that is used again, and a lot is its maker's text.
var ownSchemes = []string{"serial", "lot", "package", "receipt", "equipment", "carrier"}

func (c *checker) identifierRules() {
	seen := map[identifierKey]bool{}
	for i, r := range c.d.Identifiers {
		at := (*path)(nil).at("identifiers").item(i)
		if c.code(r.Scheme, at.at("scheme"), "rule for identifiers") {
			c.foreign(r.Scheme, at.at("scheme"))
		}
		if r.Issuer != "" {
			c.codeText(r.Issuer, at.at("issuer"))
		}
		c.known(string(r.Unique), at.at("unique"), "when an identifier is unique", uniqueShape.enum)
		key := identifierKey{r.Scheme, r.Issuer}
		if seen[key] {
			c.fault(at, "keep one of the two", "there are two rules for the scheme %s and this issuer", quoted(r.Scheme))
		}
		seen[key] = true
	}
}

func (c *checker) foreign(scheme string, at *path) {
	for _, own := range ownSchemes {
		if scheme == own {
			c.fault(at, "remove it", "the uniqueness of %s follows from what it is", quoted(scheme))
		}
	}
}

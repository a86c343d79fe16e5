package plant

import "strings"

// PrefixLength is how many digits the GS1 company prefix has that some digits
// begin with: that of CompanyPrefixes, of several the longest. Shorter ones count
// as six digits, as in EPCs (TDS clause 7.1).
func (x *Index) PrefixLength(digits string) (n int, ok bool) {
	for _, p := range x.d.CompanyPrefixes {
		if strings.HasPrefix(digits, p) && len(p) > n {
			n = len(p)
		}
	}
	return max(n, 6), n > 0
}

// maxPrefixes bounds the company prefixes of a definition; who needs more loads
// the table of GS1.
const maxPrefixes = 1000

func (c *checker) companyPrefixes() {
	at := (*path)(nil).at("companyPrefixes")
	if len(c.d.CompanyPrefixes) > maxPrefixes {
		c.fault(at, "load the table of GS1 with the setting gcp-table", "there are %d prefixes, more than %d", len(c.d.CompanyPrefixes), maxPrefixes)
		return
	}
	seen := unique{}
	for i, p := range c.d.CompanyPrefixes {
		at := at.item(i)
		if c.uniqueCode(seen, p, at, "company prefix", "the plant") && (len(p) < 4 || len(p) > 12 || !allDigits(p)) {
			c.fault(at, "write its 4 to 12 digits", "%s is no GS1 company prefix", quoted(p))
		}
	}
}

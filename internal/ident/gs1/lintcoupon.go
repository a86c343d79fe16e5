package gs1

import "strings"

// coupon reads the fields of a North American coupon from left to right, until
// one is wrong. A finding's code is made of what is wrong with which field:
// "coupon-truncated-offer-code".
type coupon struct {
	value string
	at    int
	found finding
}

func (c *coupon) done() bool { return c.found.code != "" }

// blame sets the finding on the rest of the value, or on all of it where
// nothing is left.
func (c *coupon) blame(code Code, length int) {
	c.found = finding{code, c.at, length}
	if c.at >= len(c.value) {
		c.found = whole(c.value, code)
	}
}

// choice takes one digit, of those allowed.
func (c *coupon) choice(field, allowed string) byte {
	switch {
	case c.done():
		return 0
	case c.at >= len(c.value):
		c.blame(Code("coupon-missing-"+field), 0)
		return 0
	}
	d := c.value[c.at]
	if !strings.Contains(allowed, string(d)) {
		c.blame(Code("coupon-invalid-"+strings.Replace(field, "-vli", "-length", 1)), 1)
		return 0
	}
	c.at++
	return d
}

// exactly takes some digits.
func (c *coupon) exactly(field string, length int) string {
	switch {
	case c.done():
		return ""
	case len(c.value)-c.at < length:
		c.blame(Code("coupon-truncated-"+field), len(c.value)-c.at)
		return ""
	}
	c.at += length
	return c.value[c.at-length : c.at]
}

// sized takes a digit that says how many follow, less the base, and those.
func (c *coupon) sized(field, allowed string, base int) string {
	d := c.choice(field+"-vli", allowed)
	if c.done() {
		return ""
	}
	return c.exactly(field, int(d-'0')+base)
}

// prefix is sized for a GS1 Company Prefix, where 9 stands for none.
func (c *coupon) prefix(field, allowed string) {
	if strings.HasPrefix(c.value[c.at:], "9") && strings.Contains(allowed, "9") {
		c.at++
		return
	}
	c.sized(field, allowed, 6)
}

// option reports whether an optional field of this number comes next.
func (c *coupon) option(number byte) bool {
	if c.done() || c.at >= len(c.value) || c.value[c.at] != number {
		return false
	}
	c.at++
	return true
}

// purchase takes what must be bought: how much, of what kind, of which family.
func (c *coupon) purchase(which string) {
	c.sized(which+"-purchase-requirement", "12345", 0)
	c.choice(which+"-purchase-requirement-code", "012349")
	c.exactly(which+"-purchase-family-code", 3)
}

func (c *coupon) date(which string) string {
	from := c.at
	if len(c.value)-from < 6 {
		c.blame(Code("coupon-too-short-for-"+which+"-date"), len(c.value)-from)
		return ""
	}
	date := c.value[from : from+6]
	if lintYymmdd(date).code != "" {
		c.blame(Code("coupon-invalid-"+which+"-date"), 6)
		return ""
	}
	c.at += 6
	return date
}

func (c *coupon) end() finding {
	if !c.done() && c.at < len(c.value) {
		c.blame("coupon-excess-data", len(c.value)-c.at)
	}
	return c.found
}

// lintCouponcode judges AI (8110): North American Coupon Application Guideline.
func lintCouponcode(value string) finding {
	if f := setN.outside(value); f.code != "" {
		return f
	}
	c := &coupon{value: value}
	c.sized("gcp", "0123456", 6)
	c.exactly("offer-code", 6)
	c.sized("save-value", "12345", 0)
	c.purchase("1st")
	if c.option('1') {
		c.choice("additional-purchase-rules-code", "0123")
		c.purchase("2nd")
		c.prefix("2nd-purchase-gcp", "01234569")
	}
	if c.option('2') {
		c.purchase("3rd")
		c.prefix("3rd-purchase-gcp", "01234569")
	}
	c.dates()
	if c.option('5') {
		c.sized("serial-number", digits, 6)
	}
	if c.option('6') {
		c.sized("retailer-gcp-or-gln", "1234567", 6)
	}
	if c.option('9') {
		c.choice("save-value-code", "01256")
		c.choice("save-value-applies-to-item", "012")
		c.choice("store-coupon-flag", digits)
		c.choice("dont-multiply-flag", "01")
	}
	return c.end()
}

// dates takes the last day and the first day of the coupon.
func (c *coupon) dates() {
	last := ""
	if c.option('3') {
		last = c.date("expiration")
	}
	if c.option('4') {
		first := c.date("start")
		if !c.done() && last != "" && first > last {
			c.found = finding{"coupon-expiration-before-start", c.at - 14, 14}
		}
	}
}

// lintCouponposoffer judges AI (8112): GS1 AI (8112) Coupon Data Specification.
func lintCouponposoffer(value string) finding {
	if f := setN.outside(value); f.code != "" {
		return f
	}
	c := &coupon{value: value}
	c.choice("format-code", "01")
	c.sized("funder", "0123456", 6)
	c.exactly("offer-code", 6)
	c.sized("serial-number", digits, 6)
	return c.end()
}

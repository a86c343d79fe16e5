package plant

import (
	"strings"

	"github.com/cockroachdb/apd/v3"
)

// maxDigits bounds the digits of a Decimal.
const maxDigits = 30

// Valid tells whether d is a plain decimal: an optional minus, digits, and
// optionally a point and more digits, at most 30 digits in all, no leading
// zeros, no exponent. The empty Decimal is not valid.
func (d Decimal) Valid() bool {
	whole, fraction, point := strings.Cut(strings.TrimPrefix(string(d), "-"), ".")
	digits := len(whole) + len(fraction)
	return digits <= maxDigits && allDigits(whole) && (len(whole) == 1 || whole[0] != '0') &&
		(!point || allDigits(fraction))
}

// Cmp compares two valid decimals by value: -1, 0 or 1, so that 4.8 and 4.80
// are equal. A decimal that is not valid compares as zero.
func (d Decimal) Cmp(e Decimal) int {
	x, y := d.value(), e.value()
	return x.Cmp(&y)
}

func (d Decimal) value() (value apd.Decimal) {
	if d.Valid() {
		if v, _, err := apd.NewFromString(string(d)); err == nil {
			value.Set(v)
		}
	}
	return value
}

// allDigits tells whether s is one or more of 0 to 9.
func allDigits(s string) bool {
	for _, r := range s {
		if r < '0' || r > '9' {
			return false
		}
	}
	return s != ""
}

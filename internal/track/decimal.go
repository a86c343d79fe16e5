package track

import (
	"strings"

	"github.com/cockroachdb/apd/v3"
)

// maxDigits bounds the digits of a decimal, before and after the point each.
const maxDigits = 30

// decimals computes exactly: additions of numbers within maxDigits never round.
func decimals() *apd.Context { return apd.BaseContext.WithPrecision(4 * maxDigits) }

// ParseDecimal reads a plain decimal number ("-4.80") of at most 30 digits on
// either side of the point, and gives the text by which it is kept: digits on
// both sides of a point, no plus sign and no leading zeros, so that it is a
// number in JSON. Exponents, infinities and NaN are refused.
func ParseDecimal(text string) (Decimal, bool) {
	digits, negative := strings.CutPrefix(text, "-")
	if !negative {
		digits = strings.TrimPrefix(digits, "+")
	}
	whole, fraction, point := strings.Cut(digits, ".")
	if whole+fraction == "" || point && fraction == "" || len(whole) > maxDigits || len(fraction) > maxDigits {
		return "", false
	}
	if strings.Trim(whole+fraction, "0123456789") != "" {
		return "", false
	}
	whole = first(strings.TrimLeft(whole, "0"), "0")
	if point {
		whole += "." + fraction
	}
	if negative && strings.Trim(whole, "0.") != "" {
		whole = "-" + whole
	}
	return Decimal(whole), true
}

// number is the value of a decimal; an empty or malformed one counts as zero.
func number(d Decimal) *apd.Decimal {
	n, _, err := apd.NewFromString(string(d))
	if err != nil || n.Form != apd.Finite {
		return apd.New(0, 0)
	}
	return n
}

// add returns a+b, exactly.
func add(a, b Decimal) Decimal {
	sum := new(apd.Decimal)
	_, _ = decimals().Add(sum, number(a), number(b))
	return Decimal(sum.Text('f'))
}

// Sum adds up some decimals; empty ones are 0.
func Sum(all ...Decimal) Decimal {
	total := Decimal("0")
	for _, d := range all {
		total = add(total, d)
	}
	return total
}

// times returns a*b, exactly.
func times(a, b Decimal) Decimal {
	product := new(apd.Decimal)
	_, _ = decimals().Mul(product, number(a), number(b))
	return Decimal(product.Text('f'))
}

// least is the smaller of two decimals.
func least(a, b Decimal) Decimal {
	if compare(a, b) <= 0 {
		return a
	}
	return b
}

// negate returns -a.
func negate(a Decimal) Decimal {
	n := number(a)
	if !n.IsZero() {
		n.Negative = !n.Negative
	}
	return Decimal(n.Text('f'))
}

// compare orders two decimals by value.
func compare(a, b Decimal) int { return number(a).Cmp(number(b)) }

// sign is -1, 0 or 1.
func sign(a Decimal) int { return number(a).Sign() }

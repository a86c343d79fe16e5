package track

import (
	"github.com/cockroachdb/apd/v3"
)

// maxDigits bounds the digits of a decimal, before and after the point each.
const maxDigits = 30

// decimals computes exactly: additions of numbers within maxDigits never round.
func decimals() *apd.Context { return apd.BaseContext.WithPrecision(4 * maxDigits) }

// ParseDecimal reads a plain decimal number ("-4.80") of at most 30 digits on
// either side of the point, and gives its text without a plus sign. Exponents,
// infinities and NaN are refused.
func ParseDecimal(text string) (Decimal, bool) {
	digits, seen, point := 0, false, false
	for i, r := range text {
		switch {
		case r >= '0' && r <= '9':
			digits++
			seen = true
		case r == '.' && !point:
			point, digits = true, 0
		case (r == '-' || r == '+') && i == 0:
		default:
			return "", false
		}
		if digits > maxDigits {
			return "", false
		}
	}
	if !seen || text[len(text)-1] == '.' {
		return "", false
	}
	if text[0] == '+' {
		text = text[1:]
	}
	return Decimal(text), true
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

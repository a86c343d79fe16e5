package gs1

import (
	"fmt"
	"strings"
)

// GTIN is a Global Trade Item Number in its one form for comparison: 14 digits.
// GTIN-8, GTIN-12 and GTIN-13 are padded with zeros on the left (GenSpecs 3.3.2),
// so that one trade item has one key.
type GTIN string

// ParseGTIN reads a GTIN of 8, 12, 13 or 14 digits. The error is an [*Error]
// that says what is wrong; a wrong check digit is not mended.
func ParseGTIN(text string) (GTIN, error) {
	switch len(text) {
	case 8, 12, 13, 14:
	default:
		return "", &Error{Code: WrongLength, Detail: fmt.Sprintf("a GTIN has 8, 12, 13 or 14 digits, and this has %d characters", len(text))}
	}
	for i := range len(text) {
		if text[i] < '0' || text[i] > '9' {
			return "", &Error{Code: NotDigit, Offset: i, Length: 1}
		}
	}
	if !HasCheckDigit(text) {
		want, _ := CheckDigit(text[:len(text)-1])
		return "", wrongCheckDigit(text, want)
	}
	return GTIN(strings.Repeat("0", 14-len(text)) + text), nil
}

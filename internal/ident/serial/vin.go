package serial

import (
	"strings"

	"github.com/tracewright/tracewright/internal/ident/refusal"
)

// VIN is a vehicle identification number (ISO 3779): 17 letters and digits.
type VIN string

// vinWeights and vinValues are of the check digit (49 CFR 565.15); values are
// those of the letters from A on, with 0 for the three that no VIN has.
var vinWeights = [17]int{8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2}

const vinValues = "12345678012345070923456789"

// checkPlace is where the check digit of a VIN stands.
const checkPlace = 8

// ParseVIN reads a VIN. A wrong check digit is refused where the region of the
// maker requires a right one (North America, China); elsewhere the place is
// free, and HasCheckDigit tells. The error is a *refusal.Error.
func ParseVIN(text string) (VIN, error) {
	if len(text) != 17 || !all(text, vinCharacter) {
		return "", refuse("serial.vin", refusal.Quote(text)+" is no VIN", "give 17 capitals and digits without I, O and Q")
	}
	v := VIN(text)
	if v.checkRequired() && !v.HasCheckDigit() {
		return "", refuse("serial.vin-check", "has the check digit "+text[checkPlace:checkPlace+1]+", and should have "+string(v.checkDigit()), "read the number again")
	}
	return v, nil
}

// HasCheckDigit reports whether the ninth character is the check digit of the
// others.
func (v VIN) HasCheckDigit() bool {
	return len(v) == 17 && v[checkPlace] == v.checkDigit()
}

// Maker returns the world manufacturer identifier, the first three characters.
func (v VIN) Maker() string { return string(v[:3]) }

// checkRequired reports whether the maker's region wants the check digit.
func (v VIN) checkRequired() bool { return strings.IndexByte("12345L", v[0]) >= 0 }

func (v VIN) checkDigit() byte {
	sum := 0
	for i := range len(v) {
		value := int(v[i] - '0')
		if !digit(v[i]) {
			value = int(vinValues[v[i]-'A'] - '0')
		}
		sum += value * vinWeights[i]
	}
	return "0123456789X"[sum%11]
}

func vinCharacter(c byte) bool {
	return digit(c) || 'A' <= c && c <= 'Z' && c != 'I' && c != 'O' && c != 'Q'
}

func digit(c byte) bool { return '0' <= c && c <= '9' }

func all(s string, ok func(byte) bool) bool {
	for i := range len(s) {
		if !ok(s[i]) {
			return false
		}
	}
	return true
}

func refuse(code, detail, fix string) error {
	return &refusal.Error{Code: code, Detail: detail, Fix: fix}
}

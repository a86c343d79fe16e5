package serial

import (
	"strings"

	"github.com/tracewright/tracewright/internal/ident/refusal"
)

// IMEI is the number of a mobile equipment (3GPP TS 23.003, 6.2): 14 digits and
// a check digit.
type IMEI string

// printed are the separators that people put into an IMEI.
var printed = strings.NewReplacer("-", "", " ", "", "/", "")

// ParseIMEI reads an IMEI, with or without its separators. Numbers of 14 digits
// (without the check digit) and 16 (with a software version instead) are
// refused, since they could be taken for one. The error is a *refusal.Error.
func ParseIMEI(text string) (IMEI, error) {
	number := text
	if len(text) <= 24 {
		number = printed.Replace(text)
	}
	if len(number) != 15 || !all(number, digit) {
		return "", refuse("serial.imei", refusal.Quote(text)+" is no IMEI", "give 15 digits")
	}
	if want := luhn(number[:14]); number[14] != want {
		return "", refuse("serial.imei-check", "has the check digit "+number[14:]+", and should have "+string(want), "read the number again")
	}
	return IMEI(number), nil
}

// NewIMEI adds the check digit to a type allocation code of 8 digits and a
// serial number of 6.
func NewIMEI(typeCode, number string) (IMEI, error) {
	if len(typeCode) != 8 || len(number) != 6 || !all(typeCode+number, digit) {
		return "", refuse("serial.imei", refusal.Quote(typeCode+number)+" does not fit", "give 8 digits of the type and 6 of the serial number")
	}
	return IMEI(typeCode + number + string(luhn(typeCode+number))), nil
}

// TypeCode returns the type allocation code, which names maker and model.
func (n IMEI) TypeCode() string { return string(n[:8]) }

// luhn returns the check digit of a number (ISO/IEC 7812-1, annex B).
func luhn(number string) byte {
	sum := 0
	for i := range len(number) {
		d := int(number[len(number)-1-i] - '0')
		if i%2 == 0 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return byte('0' + (10-sum%10)%10)
}

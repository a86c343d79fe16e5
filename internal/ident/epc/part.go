package epc

import (
	"strconv"
	"strings"

	"github.com/tracewright/tracewright/internal/ident/refusal"
)

// check says whether a value, without escapes, may be this part of an EPC with
// the company prefix.
func (p *part) check(value, company string) error {
	if p.fits(value, company) {
		return nil
	}
	return refuse("epc.part", p.name, refusal.Quote(value)+" does not fit", "give "+p.want(company))
}

func (p *part) fits(value, company string) bool {
	switch p.kind {
	case prefix:
		return 6 <= len(value) && len(value) <= 12 && allDigits(value)
	case reference:
		return len(value) == p.max-len(company) && allDigits(value)
	case digits:
		return p.min <= len(value) && len(value) <= p.max && allDigits(value)
	case number:
		n, ok := parseNumber(value)
		return ok && n <= p.limit
	case text:
		return p.min <= len(value) && len(value) <= p.max && all(value, encodable)
	case filling:
		return value != "" && len(company)+len(value) <= p.max && all(value, encodable)
	case component:
		return value != "" && len(company)+len(value) <= p.max && all(value, partCharacter)
	case cage:
		return (len(value) == 5 || len(value) == 6) && all(value, cageCharacter)
	case partNo:
		return len(value) <= p.max && all(value, adiCharacter)
	case adiSerial:
		rest := strings.TrimPrefix(value, "#")
		return rest != "" && len(value) <= p.max && all(rest, adiCharacter)
	}
	return isContainer(value)
}

// want says in words what fits.
func (p *part) want(company string) string {
	left := strconv.Itoa(p.max - len(company))
	switch p.kind {
	case prefix:
		return "6 to 12 digits"
	case reference:
		return left + " digits, to fill up the company prefix"
	case digits:
		return p.span() + " digits"
	case number:
		return "a number of at most " + strconv.FormatUint(p.limit, 10) + ", without leading zeros"
	case text:
		return p.span() + " of the characters that GS1 keys may hold"
	case filling:
		return "1 to " + left + " of the characters that GS1 keys may hold"
	case component:
		return "1 to " + left + " digits, capitals, #, - or /"
	case cage:
		return "5 or 6 digits and capitals without I and O"
	case partNo:
		return "at most " + strconv.Itoa(p.max) + " digits, capitals, - or /"
	case adiSerial:
		return "1 to " + strconv.Itoa(p.max) + " digits, capitals, - or /, after an optional #"
	}
	return "a BIC code: owner, U, J or Z, six digits and a check digit"
}

func (p *part) span() string {
	if p.min == p.max {
		return strconv.Itoa(p.max)
	}
	return strconv.Itoa(p.min) + " to " + strconv.Itoa(p.max)
}

// parseNumber reads a number without leading zeros.
func parseNumber(s string) (uint64, bool) {
	if !allDigits(s) || s == "" || len(s) > 19 || s[0] == '0' && s != "0" {
		return 0, false
	}
	n, err := strconv.ParseUint(s, 10, 64)
	return n, err == nil
}

// isContainer reports whether a value has the form of a BIC code (ISO 6346).
// The check digit is not verified: TDS does not ask for it.
func isContainer(s string) bool {
	return len(s) == 11 && all(s[:3], func(c byte) bool { return capital(c) && cageCharacter(c) }) &&
		strings.IndexByte("UJZ", s[3]) >= 0 && allDigits(s[4:])
}

func all(s string, ok func(byte) bool) bool {
	for i := range len(s) {
		if !ok(s[i]) {
			return false
		}
	}
	return true
}

func allDigits(s string) bool { return all(s, digit) }

func digit(c byte) bool   { return '0' <= c && c <= '9' }
func capital(c byte) bool { return 'A' <= c && c <= 'Z' }

// encodable is the character set of most GS1 keys (GenSpecs figure 7.11-1).
func encodable(c byte) bool {
	return '%' <= c && c <= '?' || capital(c) || 'a' <= c && c <= 'z' || c == '!' || c == '"' || c == '_'
}

// partCharacter is the character set of a CPI (GenSpecs figure 7.11-2).
func partCharacter(c byte) bool { return adiCharacter(c) || c == '#' }

func adiCharacter(c byte) bool { return digit(c) || capital(c) || c == '-' || c == '/' }

func cageCharacter(c byte) bool { return digit(c) || capital(c) && c != 'I' && c != 'O' }

func refuse(code, where, detail, fix string) error {
	return &refusal.Error{Code: code, Where: where, Detail: detail, Fix: fix}
}

func unknownScheme(name string) error {
	return refuse("epc.scheme", "", "there is no scheme "+refusal.Quote(name), "use one of TDS 2.3, such as sgtin")
}

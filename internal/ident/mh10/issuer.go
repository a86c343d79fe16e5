package mh10

import "strings"

// Issuer is who has given out an identifier that is unique in the world.
type Issuer struct {
	Agency  string // issuing agency code (ISO/IEC 15459-2), such as "UN" for DUNS numbers
	Company string // the number of the company there
}

// agencies are the issuing agencies whose company numbers have one length. A
// code that begins with a digit is GS1's, and its company prefix has none.
var agencies = []struct {
	code   string
	length int
}{
	{"UN", 9}, // Dun & Bradstreet: DUNS number
	{"OD", 4}, // Odette
	{"LH", 4}, // EHIBCC: labeler code
	{"QC", 4}, // HIBCC: labeler code
	{"D", 5},  // NATO: CAGE code
}

// Issuer splits the value of an element that begins with its issuer, such as
// 25S, 25P, 25T, 18V and the license plates of category J, into the issuer and
// what that company has made unique; 18S begins with a CAGE code alone. False
// where the identifier is another, or the length of the company number is not
// known.
func (e Element) Issuer() (by Issuer, rest string, ok bool) {
	switch e.ID {
	case "18S":
		return splitIssuer("D"+e.Value, "D", 5)
	case "25B", "25P", "25S", "25T", "37S", "18V", "J", "1J", "2J", "3J", "4J", "5J", "6J":
	default:
		return Issuer{}, "", false
	}
	for _, a := range agencies {
		if strings.HasPrefix(e.Value, a.code) {
			return splitIssuer(e.Value, a.code, a.length)
		}
	}
	return Issuer{}, "", false
}

func splitIssuer(value, agency string, length int) (Issuer, string, bool) {
	end := len(agency) + length
	if len(value) < end {
		return Issuer{}, "", false
	}
	company := value[len(agency):end]
	for i := range len(company) {
		if !upper(company[i]) || agency == "UN" && company[i] > '9' {
			return Issuer{}, "", false
		}
	}
	return Issuer{agency, company}, value[end:], true
}

package gs1

import "strings"

// A linter judges the content of one component of a value. Its name is that of
// the syntax dictionary.
type linter func(value string) finding

// finding is what a linter has against a value: a code, and which bytes. The
// zero finding is nothing.
type finding struct {
	code       Code
	at, length int
}

// whole blames a value as a whole.
func whole(value string, code Code) finding { return finding{code, 0, len(value)} }

// byteSet is a set of bytes.
type byteSet [256]bool

func bytesOf(chars string) *byteSet {
	var s byteSet
	for i := range len(chars) {
		s[chars[i]] = true
	}
	return &s
}

const (
	digits       = "0123456789"
	upperLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	set64        = upperLetters + "abcdefghijklmnopqrstuvwxyz" + digits + "-_"
)

// charset is a character set of the syntax dictionary.
type charset struct {
	letter byte // N, X, Y, Z
	bytes  *byteSet
	code   Code
}

// The character sets (GenSpecs 7.11).
var (
	setN = &charset{'N', bytesOf(digits), NotDigit}
	setX = &charset{'X', bytesOf(set82), "invalid-cset82-character"}
	setY = &charset{'Y', bytesOf("#-/" + digits + upperLetters), "invalid-cset39-character"}
	setZ = &charset{'Z', bytesOf(set64), "invalid-cset64-character"}
)

// outside finds the first byte that is not of the set. Set Z ends in padding
// that fills three characters.
func (c *charset) outside(value string) finding {
	in := c.bytes
	for i := range len(value) {
		if in[value[i]] {
			continue
		}
		if c == setZ && strings.Trim(value[i:], "=") == "" {
			return padded(value, i)
		}
		return finding{c.code, i, 1}
	}
	return finding{}
}

// padded judges the padding at the end of a value of set Z.
func padded(value string, from int) finding {
	if length := len(value) - from; length > 2 || len(value)%3 != 0 || from == 0 {
		return finding{"invalid-cset64-padding", from, length}
	}
	return finding{}
}

func lintCsum(value string) finding {
	if value == "" {
		return whole(value, "too-short-for-check-digit")
	}
	if f := setN.outside(value); f.code != "" {
		return f
	}
	if !HasCheckDigit(value) {
		return finding{BadCheckDigit, len(value) - 1, 1}
	}
	return finding{}
}

func lintCsumalpha(value string) finding {
	switch {
	case len(value) < 2:
		return whole(value, "too-short-for-check-pair")
	case len(value) > len(pairWeights)+2:
		return whole(value, "too-long-for-check-pair")
	}
	if f := setX.outside(value[:len(value)-2]); f.code != "" {
		return f
	}
	if !HasCheckPair(value) {
		return finding{BadCheckPair, len(value) - 2, 2}
	}
	return finding{}
}

// shortestPrefix is how many digits the shortest GS1 Company Prefix has.
const shortestPrefix = 4

func lintGcppos1(value string) finding {
	if len(value) < shortestPrefix {
		return whole(value, "too-short-for-gcp")
	}
	if f := setN.outside(value[:shortestPrefix]); f.code != "" {
		return finding{"invalid-gcp-prefix", f.at, 1}
	}
	return finding{}
}

func lintGcppos2(value string) finding {
	if value == "" {
		return whole(value, "too-short-for-gcp")
	}
	f := lintGcppos1(value[1:])
	if f.code != "" {
		f.at++
	}
	return f
}

func lintHasnondigit(value string) finding {
	if setN.outside(value).code == "" {
		return whole(value, "requires-non-digit-character")
	}
	return finding{}
}

func lintHyphen(value string) finding {
	if strings.Trim(value, "-") != "" {
		return whole(value, "not-hyphen")
	}
	return finding{}
}

func lintImporteridx(value string) finding {
	if len(value) != 1 {
		return whole(value, "importer-idx-must-be-one-character")
	}
	if !setZ.bytes[value[0]] {
		return whole(value, "invalid-import-idx-character")
	}
	return finding{}
}

// listed makes a linter of a code list.
func listed(codes map[string]bool, code Code) linter {
	return func(value string) finding {
		if !codes[value] {
			return whole(value, code)
		}
		return finding{}
	}
}

var (
	lintIso3166       = listed(countryNumbers, "not-iso3166")
	lintIso3166alpha2 = listed(countryLetters, "not-iso3166-alpha2")
	lintIso4217       = listed(currencies, "not-iso4217")
	lintIso5218       = listed(set("0 1 2 9"), "invalid-biological-sex-code")
	lintPackagetype   = listed(packageTypes, "invalid-package-type")
	lintWinding       = listed(set("0 1 9"), "invalid-winding-direction")
	lintYesno         = listed(set("0 1"), "not-zero-or-one")
)

func lintIso3166999(value string) finding {
	if value != "999" && !countryNumbers[value] {
		return whole(value, "not-iso3166-or-999")
	}
	return finding{}
}

func lintMediatype(value string) finding {
	if len(value) != 2 || setN.outside(value).code != "" || value == "00" || value > "10" && value < "80" {
		return whole(value, "invalid-media-type")
	}
	return finding{}
}

func lintNonzero(value string) finding {
	if f := setN.outside(value); f.code != "" {
		return f
	}
	if strings.Trim(value, "0") == "" {
		return whole(value, "illegal-zero-value")
	}
	return finding{}
}

func lintNozeroprefix(value string) finding {
	if f := setN.outside(value); f.code != "" {
		return f
	}
	if strings.HasPrefix(value, "0") {
		return finding{"illegal-zero-prefix", 0, 1}
	}
	return finding{}
}

func lintZero(value string) finding {
	if value == "" || strings.Trim(value, "0") != "" {
		return whole(value, "not-zero")
	}
	return finding{}
}

func lintPcenc(value string) finding {
	for i := 0; i < len(value); i++ {
		if value[i] != '%' {
			continue
		}
		if i+2 >= len(value) || !isHex(value[i+1]) || !isHex(value[i+2]) {
			return finding{"invalid-percent-sequence", i, min(3, len(value)-i)}
		}
		i += 2
	}
	return finding{}
}

func isHex(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'A' && c <= 'F' || c >= 'a' && c <= 'f'
}

// lintPieceoftotal judges two numbers of the same length: which piece, of how
// many.
func lintPieceoftotal(value string) finding {
	if value == "" || len(value)%2 != 0 {
		return whole(value, "invalid-length-for-piece-of-total")
	}
	if f := setN.outside(value); f.code != "" {
		return f
	}
	half := len(value) / 2
	piece, total := value[:half], value[half:]
	switch {
	case strings.Trim(piece, "0") == "":
		return finding{"zero-piece-number", 0, half}
	case strings.Trim(total, "0") == "":
		return finding{"zero-total-pieces", half, half}
	case piece > total:
		return whole(value, "piece-number-exceeds-total")
	}
	return finding{}
}

// lintPosinseqslash judges "position/end".
func lintPosinseqslash(value string) finding {
	position, end, ok := strings.Cut(value, "/")
	if !ok || position == "" || end == "" || setN.outside(position).code != "" || setN.outside(end).code != "" {
		return whole(value, "position-in-sequence-malformed")
	}
	switch {
	case position[0] == '0':
		return finding{"illegal-zero-prefix", 0, len(position)}
	case end[0] == '0':
		return finding{"illegal-zero-prefix", len(position) + 1, len(end)}
	case len(position) > len(end) || len(position) == len(end) && position > end:
		return whole(value, "position-exceeds-end")
	}
	return finding{}
}

// degrees makes a linter of an angle in units of a ten-millionth of a degree,
// counted from the south pole or the antimeridian.
func degrees(limit string, length, beyond Code) linter {
	return func(value string) finding {
		if len(value) != len(limit) {
			return whole(value, length)
		}
		if f := setN.outside(value); f.code != "" {
			return f
		}
		if value > limit {
			return whole(value, beyond)
		}
		return finding{}
	}
}

var (
	lintLatitude  = degrees("1800000000", "latitude-invalid-length", "invalid-latitude")
	lintLongitude = degrees("3600000000", "longitude-invalid-length", "invalid-longitude")
)

// lintIban judges an account number (ISO 13616-1), by its country and its check
// digits, modulo 97.
func lintIban(value string) finding {
	switch {
	case len(value) < 4:
		return whole(value, "iban-too-short")
	case !countryLetters[value[:2]]:
		return finding{"illegal-iban-country-code", 0, 2}
	case len(value) > 34:
		return whole(value, "iban-too-long")
	case len(value) <= 10:
		return whole(value, "iban-too-short")
	}
	rest := 0
	for i := range len(value) {
		at := (i + 4) % len(value)
		switch c := value[at]; {
		case c >= '0' && c <= '9':
			rest = (rest*10 + int(c-'0')) % 97
		case c >= 'A' && c <= 'Z':
			rest = (rest*100 + int(c-'A') + 10) % 97
		default:
			return finding{"invalid-iban-character", at, 1}
		}
	}
	if rest != 1 {
		return finding{"incorrect-iban-checksum", 2, 2}
	}
	return finding{}
}

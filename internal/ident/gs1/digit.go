package gs1

import "strings"

// CheckDigit computes the check digit that follows the digits of a GTIN, GLN,
// SSCC or another numeric key (GenSpecs 7.9.1): weights 3 and 1 from the right,
// modulo 10. It reports false when there are no digits or something else.
func CheckDigit(digits string) (digit byte, ok bool) {
	sum, weight := 0, 3
	for i := len(digits) - 1; i >= 0; i-- {
		d := digits[i] - '0'
		if d > 9 {
			return 0, false
		}
		sum += weight * int(d)
		weight = 4 - weight
	}
	return byte('0' + (10-sum%10)%10), digits != ""
}

// HasCheckDigit reports whether a key's last digit is its check digit.
func HasCheckDigit(key string) bool {
	if key == "" {
		return false
	}
	want, ok := CheckDigit(key[:len(key)-1])
	return ok && want == key[len(key)-1]
}

// pairWeights are the primes that weigh the characters of a key with a check
// character pair, from its right end. A GMN needs the first 23 of them.
var pairWeights = primes(97)

func primes(count int) []int {
	var found []int
next:
	for n := 2; len(found) < count; n++ {
		for _, p := range found {
			if n%p == 0 {
				continue next
			}
		}
		found = append(found, n)
	}
	return found
}

// The characters of set 82 in the order of their values, and those of which a
// check character pair is made (GenSpecs 7.9.5).
const (
	set82     = `!"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz`
	pairChars = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
)

// CheckPair computes the check character pair that follows a Global Model
// Number (GenSpecs 7.9.5). It reports false when the text is empty, longer than
// 97 characters, or holds a character outside set 82.
func CheckPair(text string) (pair string, ok bool) {
	if text == "" || len(text) > len(pairWeights) {
		return "", false
	}
	sum := 0
	for i := range len(text) {
		v := strings.IndexByte(set82, text[i])
		if v < 0 {
			return "", false
		}
		sum += v * pairWeights[len(text)-1-i]
	}
	sum %= 1021
	return string([]byte{pairChars[sum>>5], pairChars[sum&31]}), true
}

// HasCheckPair reports whether a key's last two characters are its check
// character pair.
func HasCheckPair(key string) bool {
	if len(key) < 3 {
		return false
	}
	want, ok := CheckPair(key[:len(key)-2])
	return ok && want == key[len(key)-2:]
}

package epcis

import (
	"strings"
	"time"
)

// MaxDecimal is the longest text of a Decimal, in bytes.
const MaxDecimal = 64

const numberBounds = "write it like 12 or -0.50, in at most 64 characters and with an exponent of at most three digits"

// ParseDecimal takes a number in JSON's form, such as "12", "-0.50" or "1e3",
// of at most MaxDecimal bytes and three digits of exponent.
func ParseDecimal(s string) (Decimal, error) {
	if d := Decimal(s); isNumber(s) && d.bounded() {
		return d, nil
	}
	return "", &Error{Rule: "number", Detail: "is not a number in JSON's form", Fix: numberBounds}
}

// bounded reports whether a well-formed number is short enough to reckon with.
func (d Decimal) bounded() bool {
	if len(d) > MaxDecimal {
		return false
	}
	i := strings.IndexAny(string(d), "eE")
	return i < 0 || len(strings.TrimLeft(string(d[i+1:]), "+-0")) <= 3
}

// isNumber reports whether s is a number by the grammar of JSON.
func isNumber[S ~string | ~[]byte](s S) bool {
	i := 0
	if i < len(s) && s[i] == '-' {
		i++
	}
	whole := i
	if i = afterDigits(s, whole); i == whole || s[whole] == '0' && i > whole+1 {
		return false
	}
	if i < len(s) && s[i] == '.' {
		point := i + 1
		if i = afterDigits(s, point); i == point {
			return false
		}
	}
	if i < len(s) && s[i]|0x20 == 'e' {
		if i++; i < len(s) && (s[i] == '+' || s[i] == '-') {
			i++
		}
		return i < len(s) && afterDigits(s, i) == len(s)
	}
	return i == len(s)
}

// afterDigits returns the index of the first byte from i on that is no digit.
func afterDigits[S ~string | ~[]byte](s S, i int) int {
	for i < len(s) && isDigit(s[i]) {
		i++
	}
	return i
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

// isExtensionName reports whether a name is a prefixed name or a URI: what the
// JSON schema takes for the name of an extension.
func isExtensionName(s string) bool {
	scheme, rest, found := strings.Cut(s, ":")
	return found && rest != "" && isScheme(scheme) && isURIText(rest)
}

func isScheme(s string) bool {
	for i := range len(s) {
		if c := s[i]; !isLetter(c) && (i == 0 || !isDigit(c) && c != '+' && c != '-' && c != '.') {
			return false
		}
	}
	return s != ""
}

// isURIText refuses what may not stand in a URI unescaped. It is lenient with
// letters beyond ASCII, which the schema takes too.
func isURIText(s string) bool {
	for i := range len(s) {
		switch c := s[i]; {
		case c <= ' ', c == 0x7f, strings.IndexByte("\"<>[\\]^`{|}", c) >= 0:
			return false
		case c == '%' && (i+2 >= len(s) || !isHex(s[i+1]) || !isHex(s[i+2])):
			return false
		}
	}
	return true
}

func isHex(c byte) bool { return isDigit(c) || 'a' <= c|0x20 && c|0x20 <= 'f' }

// parseInstant reads an RFC 3339 date-time as an instant in UTC. It is
// stricter than the time package: no leap second, no lower case, an offset of
// at most 14 hours, and the years 1 to 9999.
func parseInstant(b []byte) (time.Time, bool) {
	const form = "0000-00-00T00:00:00"
	if len(b) < len(form)+1 || !matches(b[:len(form)], form) {
		return time.Time{}, false
	}
	rest := b[len(form):]
	nanos, rest, ok := fraction(rest)
	if !ok {
		return time.Time{}, false
	}
	offset := 0
	if string(rest) != "Z" {
		if offset, ok = parseOffset(rest); !ok {
			return time.Time{}, false
		}
	}
	year, month, day := digits(b[0:4]), digits(b[5:7]), digits(b[8:10])
	hour, minute, second := digits(b[11:13]), digits(b[14:16]), digits(b[17:19])
	t := time.Date(year, time.Month(month), day, hour, minute, second, nanos, time.UTC)
	if t.Month() != time.Month(month) || t.Day() != day || t.Hour() != hour || t.Minute() != minute || t.Second() != second {
		return time.Time{}, false // some part overflowed into the next
	}
	t = t.Add(-time.Duration(offset) * time.Minute)
	return t, !t.IsZero() && 1 <= t.Year() && t.Year() <= 9999
}

// fraction takes the fraction of a second, in nanoseconds, off the front.
func fraction(b []byte) (nanos int, rest []byte, ok bool) {
	if len(b) == 0 || b[0] != '.' {
		return 0, b, true
	}
	n := 1
	for n < len(b) && isDigit(b[n]) {
		n++
	}
	if n == 1 || n > 10 {
		return 0, nil, false
	}
	nanos = digits(b[1:n])
	for range 10 - n {
		nanos *= 10
	}
	return nanos, b[n:], true
}

// parseOffset reads a zone offset such as "+01:00", in minutes east of UTC.
func parseOffset(b []byte) (minutes int, ok bool) {
	if len(b) != 6 || !matches(b[1:], "00:00") {
		return 0, false
	}
	minutes = digits(b[1:3])*60 + digits(b[4:6])
	if digits(b[4:6]) > 59 || minutes > maxOffset {
		return 0, false
	}
	switch b[0] {
	case '+':
		return minutes, true
	case '-':
		return -minutes, true
	}
	return 0, false
}

const maxOffset = 14 * 60

// matches compares b with a form in which "0" stands for any digit.
func matches(b []byte, form string) bool {
	if len(b) != len(form) {
		return false
	}
	for i, c := range b {
		if f := form[i]; f == '0' && !isDigit(c) || f != '0' && f != c {
			return false
		}
	}
	return true
}

// digits is the value of ASCII digits.
func digits(b []byte) (n int) {
	for _, c := range b {
		n = n*10 + int(c-'0')
	}
	return n
}

// ParseInstant reads a date and time with an offset, of RFC 3339 and the years
// 1 to 9999, as an instant in UTC; at most nine digits of a second.
func ParseInstant(s string) (t time.Time, ok bool) { return parseInstant([]byte(s)) }

// FormatInstant writes an instant in UTC as events have it.
func FormatInstant(t time.Time) string { return t.UTC().Format(time.RFC3339Nano) }

// ParseOffset reads a zone offset such as "+01:00", in minutes east of UTC.
func ParseOffset(s string) (minutes int, ok bool) { return parseOffset([]byte(s)) }

// FormatOffset writes a zone offset of at most 14 hours.
func FormatOffset(minutes int) string {
	w := writer{}
	w.offset(minutes)
	return strings.Trim(string(w.dst), `"`)
}

// IsName reports whether a text may be the name of an extension: a prefixed
// name or a URI.
func IsName(s string) bool { return isExtensionName(s) }

// IsNumber reports whether a text is a number in JSON's form.
func IsNumber(s string) bool { return isNumber(s) }

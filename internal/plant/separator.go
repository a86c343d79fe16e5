package plant

import (
	"slices"
	"strings"
	"unicode"
)

// The bounds of what stands for GS.
const (
	maxSeparators = 8
	maxSeparator  = 16 // bytes of each
)

// Separators are what the readers of a station send for the group separator GS of
// GS1 and ISO/IEC 15434, besides what is known: those of the station, else those
// of the plant.
func (x *Index) Separators(station string) []string {
	if s, _, _, ok := x.Station(station); ok && len(s.Separators) > 0 {
		return s.Separators
	}
	return x.d.Separators
}

// separators checks what stands for GS. Letters and digits alone would part
// values that hold them.
func (c *checker) separators(all []string, at *path) {
	if len(all) > maxSeparators {
		c.fault(at, "write those that the readers really send", "there are %d separators, more than %d", len(all), maxSeparators)
		return
	}
	for i, s := range all {
		switch {
		case s == "" || len(s) > maxSeparator || strings.IndexFunc(s, unicode.IsControl) >= 0:
			c.fault(at.item(i), "write what the reader types, such as ~ or {GS}", "%s is not 1 to %d printable bytes", quoted(s), maxSeparator)
		case strings.IndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) < 0:
			c.fault(at.item(i), "set the reader to send a sign, such as ~ or {GS}", "%s may stand in a value", quoted(s))
		case slices.Index(all, s) < i:
			c.fault(at.item(i), "remove one of the two", "%s is there twice", quoted(s))
		}
	}
}

package plant

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// Effectivity tells for which products a line of a bill of material stands
// (effectivity by date or by serial number, as in ISO 10303-44). The zero value
// is always. What it replaces stands until then, so that between the two there
// is neither a gap nor an overlap.
type Effectivity struct {
	// Replaces is the line of the same bill whose place this one takes.
	Replaces string `json:"replaces,omitempty"`
	// From and Until are times by the clock of the site, as "2026-03-01" or
	// "2026-03-01T06:00"; Until is the first at which it no longer stands.
	From  string `json:"from,omitempty"`
	Until string `json:"until,omitempty"`
	// FromSerial and UntilSerial are serial numbers of the product; UntilSerial
	// is the first for which it no longer stands.
	FromSerial  string `json:"fromSerial,omitempty"`
	UntilSerial string `json:"untilSerial,omitempty"`
	// RunOut is the part number of what is used up first: the line begins when
	// its stock does not do for another product.
	RunOut string `json:"runOut,omitempty"`
}

// Cut is for which product, and when, the lines of a bill are asked for.
type Cut struct {
	At     time.Time
	Serial string // empty: it has none, and comes before all that have one
	// Over reports whether the stock of a part is used up for the product; nil:
	// none is. It is asked only where a line waits for that alone.
	Over func(stock string) bool
}

// Effective picks the lines of a resolved bill that stand for a product: those
// that have begun, have not ended, and that none which has begun replaces.
// Dates are read by the clock of the site.
func (x *Index) Effective(bill []*BOMLine, c Cut) []*BOMLine {
	e := effectivities{zone: x.zone, cut: c, lines: map[string]*Effectivity{}, replaced: map[string]bool{}}
	for _, l := range bill {
		if l.Effective != (Effectivity{}) {
			e.lines[root(l)] = &l.Effective
		}
	}
	if len(e.lines) == 0 {
		return bill
	}
	for number, l := range e.lines {
		if l.Replaces != "" && e.begun(number) {
			e.replaced[l.Replaces] = true
		}
	}
	var some []*BOMLine
	for _, l := range bill {
		if number := root(l); e.begun(number) && !e.ended(&l.Effective) && !e.replaced[number] {
			some = append(some, l)
		}
	}
	return some
}

// CutIn reports whether a line of the part's bill of material stands for some
// of its products only. The part must come from this index.
func (x *Index) CutIn(part *Part) bool { return x.cutIn[part] }

// root is the number of the line as it is written in the bill of the product:
// that of the phantom for a line of a phantom.
func root(l *BOMLine) string {
	number, _, _ := strings.Cut(l.Line, "/")
	return number
}

// effectivities judges the lines of one bill, by their numbers.
type effectivities struct {
	zone     *time.Location
	cut      Cut
	lines    map[string]*Effectivity
	replaced map[string]bool
}

// begun reports whether a line has taken its place: what it replaces must have
// begun before.
func (e *effectivities) begun(number string) bool {
	var waits []string // for stock, the last change first
	for range len(e.lines) + 1 {
		l := e.lines[number]
		if l != nil && l.RunOut != "" {
			waits = append(waits, l.RunOut)
		}
		switch {
		case l == nil:
			return e.usedUp(waits)
		case l.From != "" && e.cut.At.Before(siteTime(l.From, e.zone)),
			l.FromSerial != "" && CompareSerials(e.cut.Serial, l.FromSerial) < 0:
			return false
		case l.Replaces == "":
			return e.usedUp(waits)
		}
		number = l.Replaces
	}
	return false // lines that replace each other, which Check refuses
}

// usedUp reports whether the stock of each of some parts is used up. It is asked
// of the first change first: nobody waits for what is not in use yet.
func (e *effectivities) usedUp(parts []string) bool {
	for _, stock := range slices.Backward(parts) {
		if e.cut.Over == nil || !e.cut.Over(stock) {
			return false
		}
	}
	return true
}

func (e *effectivities) ended(l *Effectivity) bool {
	return l.Until != "" && !e.cut.At.Before(siteTime(l.Until, e.zone)) ||
		l.UntilSerial != "" && CompareSerials(e.cut.Serial, l.UntilSerial) >= 0
}

// siteTimes are the forms of a time by the clock of the site.
var siteTimes = [...]string{"2006-01-02", "2006-01-02T15:04"}

// siteTime reads a time by the clock of a zone; the zero time where it is none.
func siteTime(text string, zone *time.Location) time.Time {
	for _, form := range siteTimes {
		if at, err := time.ParseInLocation(form, text, zone); err == nil {
			return at
		}
	}
	return time.Time{}
}

// CompareSerials orders serial numbers as people count them: runs of digits by
// their value, all else by its bytes, so that SN9 comes before SN10. It is
// negative where a comes before b, and 0 for those that differ in leading zeros
// alone.
func CompareSerials(a, b string) int {
	for a != "" && b != "" {
		var x, y string
		x, a = run(a)
		y, b = run(b)
		order := cmp.Compare(x, y)
		if isDigit(x[0]) && isDigit(y[0]) {
			x, y = strings.TrimLeft(x, "0"), strings.TrimLeft(y, "0")
			order = cmp.Or(cmp.Compare(len(x), len(y)), cmp.Compare(x, y))
		}
		if order != 0 {
			return order
		}
	}
	return cmp.Compare(len(a), len(b))
}

// run cuts off the digits that a text begins with, or what is before its first
// digit.
func run(text string) (head, rest string) {
	digits := isDigit(text[0])
	for i := range len(text) {
		if isDigit(text[i]) != digits {
			return text[:i], text[i:]
		}
	}
	return text, ""
}

func isDigit(b byte) bool { return '0' <= b && b <= '9' }

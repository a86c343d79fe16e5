package serial

import (
	"cmp"
	"strconv"

	"github.com/tracewright/tracewright/internal/ident/refusal"
)

// Kind says what the numbers of a range are.
type Kind string

// The kinds of ranges.
const (
	MACs   Kind = "mac"   // MAC addresses
	IMEIs  Kind = "imei"  // IMEIs of one type allocation code
	Digits Kind = "digit" // numbers of as many digits as the first, at most 18
	Texts  Kind = "text"  // any printable text, given one by one
)

// Range is numbers that follow each other, such as a customer gives out: MAC
// addresses, IMEIs or plain numbers. A place in it, from 0 on, stands for a
// number, so that whoever keeps account needs to keep places alone.
type Range struct {
	kind  Kind
	first uint64
	n     uint64
	width int    // of digits; bits of MACs
	lead  string // type allocation code of IMEIs
}

// NewRange returns the range from the first number to the last, both of them in
// it. The error is a *refusal.Error.
func NewRange(kind Kind, first, last string) (Range, error) {
	a, err := parseIn(kind, first)
	if err != nil {
		return Range{}, err
	}
	b, err := parseIn(kind, last)
	if err != nil {
		return Range{}, err
	}
	switch {
	case a.width != b.width || a.lead != b.lead:
		return Range{}, refuse("serial.range", "goes from one kind of number to another", "give a first and a last of the same length and type")
	case b.first < a.first:
		return Range{}, refuse("serial.range", "ends before it begins", "swap the first and the last")
	}
	a.n = b.first - a.first + 1
	if a.n == 0 || a.n > 1<<62 {
		return Range{}, refuse("serial.range", "has too many numbers", "give a smaller one")
	}
	return a, nil
}

// parseIn reads one number as a range of one.
func parseIn(kind Kind, text string) (Range, error) {
	switch kind {
	case MACs:
		m, err := ParseMAC(text)
		return Range{kind: kind, first: m.value, n: 1, width: int(m.bits)}, err
	case IMEIs:
		i, err := ParseIMEI(text)
		if err != nil {
			return Range{}, err
		}
		v, _ := strconv.ParseUint(string(i[8:14]), 10, 64)
		return Range{kind: kind, first: v, n: 1, width: 6, lead: i.TypeCode()}, nil
	case Digits:
		if text == "" || len(text) > 18 || !all(text, digit) {
			return Range{}, refuse("serial.range", refusal.Quote(text)+" is no number", "give 1 to 18 digits")
		}
		v, _ := strconv.ParseUint(text, 10, 64)
		return Range{kind: kind, first: v, n: 1, width: len(text)}, nil
	case Texts:
		if text == "" || len(text) > 256 || !all(text, func(c byte) bool { return ' ' < c && c < 0x7f }) {
			return Range{}, refuse("serial.text", refusal.Quote(text)+" is no serial number", "give 1 to 256 printable characters without spaces")
		}
		return Range{kind: kind, n: 1, lead: text}, nil
	}
	return Range{}, refuse("serial.kind", refusal.Quote(string(kind))+" is no kind of number", "use mac, imei, digit or text")
}

// Len returns how many numbers the range has.
func (r Range) Len() uint64 { return r.n }

// At returns the number at a place; false beyond the end.
func (r Range) At(place uint64) (string, bool) {
	if place >= r.n {
		return "", false
	}
	v := r.first + place
	switch r.kind {
	case MACs:
		return MAC{v, uint8(r.width)}.String(), true
	case IMEIs:
		body := r.lead + padded(v, r.width)
		return body + string(luhn(body)), true
	case Texts:
		return r.lead, true
	}
	return padded(v, r.width), true
}

// Place returns where a number stands in the range, in whichever notation it is
// written; false where it is not in the range.
func (r Range) Place(text string) (uint64, bool) {
	one, err := parseIn(r.kind, text)
	if err != nil || one.width != r.width || one.lead != r.lead || one.first < r.first || one.first-r.first >= r.n {
		return 0, false
	}
	return one.first - r.first, true
}

// Compare orders ranges: those of one kind of number by their first.
func (r Range) Compare(o Range) int {
	return cmp.Or(cmp.Compare(r.kind, o.kind), cmp.Compare(r.width, o.width), cmp.Compare(r.lead, o.lead), cmp.Compare(r.first, o.first))
}

// Covers reports whether all numbers of another range are in this one.
func (r Range) Covers(o Range) bool {
	return r.Overlaps(o) && r.first <= o.first && o.first-r.first+o.n <= r.n
}

// Overlaps reports whether two ranges have a number in common.
func (r Range) Overlaps(o Range) bool {
	return r.kind == o.kind && r.width == o.width && r.lead == o.lead && r.first < o.first+o.n && o.first < r.first+r.n
}

func padded(v uint64, width int) string {
	s := strconv.FormatUint(v, 10)
	const zeros = "000000000000000000"
	return zeros[:width-len(s)] + s
}

package medical

import (
	"strconv"
	"strings"

	"github.com/tracewright/tracewright/internal/ident/refusal"
)

// maxHIBC is the longest HIBC code that is read, in bytes.
const maxHIBC = 256

// modulo43 is the character set of HIBC, in the order of its values.
const modulo43 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-. $/+%"

// HIBC is one code of a supplier: primary data, secondary data, or both.
type HIBC struct {
	// Primary data. Labeler is empty where a code has secondary data alone.
	Labeler string // LIC: a letter and three letters or digits
	Product string // PCN: 1 to 18 letters and digits
	Unit    int    // unit of measure: 0 is the thing itself, 1 to 8 packages, 9 a variable quantity

	// Secondary data; what is not there is empty, nil or -1.
	Lot, Serial  string
	Expiry, Made *Date
	Quantity     int

	// Link is the check character of the primary data that a code with secondary
	// data alone belongs to; zero for others.
	Link byte

	// Others are the further elements of the code, as it has them.
	Others []string
}

// ParseHIBC reads a code of the HIBC Supplier Labeling Standard. The error is a
// *refusal.Error whose code begins with "hibc.".
func ParseHIBC(text string) (HIBC, error) {
	h := HIBC{Quantity: -1}
	body, ok := strings.CutPrefix(text, "+")
	if !ok || len(text) > maxHIBC || len(text) < 4 || strings.HasPrefix(body, "/") {
		return h, refuse("hibc.flag", "", refusal.Quote(text)+" is no HIBC code of a supplier", "scan one that begins with +")
	}
	want, ok := check43(text[:len(text)-1])
	if !ok {
		return h, refuse("hibc.character", "", "has characters that HIBC does not know", "scan the code again")
	}
	if got := text[len(text)-1]; got != want {
		return h, refuse("hibc.check", "check character", "is "+refusal.Quote(string(got))+", and should be "+refusal.Quote(string(want)), "scan the code again; if it stays so, the label is wrong")
	}
	body = body[:len(body)-1]
	if capital(body[0]) {
		primary, rest, combined := strings.Cut(body, "/")
		if err := h.primary(primary); err != nil || !combined {
			return h, err
		}
		return h, h.elements(rest)
	}
	h.Link, body = body[len(body)-1], body[:len(body)-1]
	return h, h.elements(body)
}

func (h *HIBC) primary(s string) error {
	if len(s) < 6 || len(s) > 23 || !all(s, alphanumeric) || !digit(s[len(s)-1]) {
		return refuse("hibc.primary", "primary data", refusal.Quote(s)+" does not fit", "give four characters of the labeler, 1 to 18 of the product and a digit for the unit")
	}
	h.Labeler, h.Product, h.Unit = s[:4], s[4:len(s)-1], int(s[len(s)-1]-'0')
	return nil
}

// elements reads secondary data and what follows it, parted by slashes.
func (h *HIBC) elements(s string) error {
	for i, part := range strings.Split(s, "/") {
		var err error
		switch {
		case strings.HasPrefix(part, "14D"):
			err = h.date(&h.Expiry, part[3:], "YYYYMMDD")
		case strings.HasPrefix(part, "16D"):
			err = h.date(&h.Made, part[3:], "YYYYMMDD")
		case i > 0 && strings.HasPrefix(part, "S"):
			err = h.name(&h.Serial, part[1:], "serial")
		case i > 0 && strings.HasPrefix(part, "Q"):
			err = h.quantity(part[1:])
		case i == 0:
			err = h.secondary(part)
		default:
			h.Others = append(h.Others, part)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// secondary reads the element that begins with $ or with a date.
func (h *HIBC) secondary(s string) error {
	rest, dated := strings.CutPrefix(s, "$$")
	if !dated {
		if lot, ok := strings.CutPrefix(s, "$"); ok {
			if serial, ok := strings.CutPrefix(lot, "+"); ok {
				return h.name(&h.Serial, serial, "serial")
			}
			return h.name(&h.Lot, lot, "lot")
		}
		if len(s) < 5 || !all(s[:5], digit) {
			return refuse("hibc.secondary", "secondary data", refusal.Quote(s)+" does not fit", "begin it with $ or with five digits of a date")
		}
		if err := h.date(&h.Expiry, s[:5], "YYJJJ"); err != nil || len(s) == 5 {
			return err
		}
		return h.name(&h.Lot, s[5:], "lot")
	}
	name, where := &h.Lot, "lot"
	if after, ok := strings.CutPrefix(rest, "+"); ok {
		name, where, rest = &h.Serial, "serial", after
	}
	for format, size := range map[byte]int{'8': 2, '9': 5} {
		if strings.HasPrefix(rest, string(format)) {
			if len(rest) <= size {
				return refuse("hibc.quantity", "quantity", "is too short", "give "+strconv.Itoa(size)+" digits")
			}
			if err := h.quantity(rest[1 : size+1]); err != nil {
				return err
			}
			rest = rest[size+1:]
			break
		}
	}
	layout, flag := dateLayout(rest)
	if len(rest) < flag+len(layout) {
		return refuse("hibc.date", "expiration date", "is too short", "give it as "+layout)
	}
	if layout != "" {
		if err := h.date(&h.Expiry, rest[flag:flag+len(layout)], layout); err != nil {
			return err
		}
	}
	if rest = rest[flag+len(layout):]; rest == "" {
		return nil
	}
	return h.name(name, rest, where)
}

// dateLayout returns the layout of the date that a text begins with, and how
// many characters of flag stand before it.
func dateLayout(s string) (layout string, flag int) {
	if s == "" {
		return "", 0
	}
	switch s[0] {
	case '2':
		return "MMDDYY", 1
	case '3':
		return "YYMMDD", 1
	case '4':
		return "YYMMDDhh", 1
	case '5':
		return "YYJJJ", 1
	case '6':
		return "YYJJJhh", 1
	case '7':
		return "", 1 // there is none
	}
	return "MMYY", 0
}

func (h *HIBC) date(into **Date, digits, layout string) error {
	d, ok := parseDate(digits, layout)
	if !ok {
		return refuse("hibc.date", "date", refusal.Quote(digits)+" is no date", "give it as "+layout)
	}
	*into = &d
	return nil
}

func (h *HIBC) name(into *string, value, where string) error {
	if value == "" || len(value) > 18 || !all(value, nameCharacter) {
		return refuse("hibc."+where, where, refusal.Quote(value)+" does not fit", "give 1 to 18 letters, digits, hyphens, dots or spaces")
	}
	*into = value
	return nil
}

func (h *HIBC) quantity(value string) error {
	n, err := strconv.ParseUint(value, 10, 31)
	if err != nil || len(value) > 5 || !all(value, digit) {
		return refuse("hibc.quantity", "quantity", refusal.Quote(value)+" is no quantity", "give up to 5 digits")
	}
	h.Quantity = int(n)
	return nil
}

// Text writes the code: primary and secondary data in one symbol, or whichever
// of them is there, with the check character. A date is written as YYMMDD,
// those of other layouts by their own; a quantity as five digits.
func (h HIBC) Text() (string, error) {
	text := "+"
	if h.Labeler != "" {
		text += h.Labeler + h.Product + strconv.Itoa(h.Unit)
	}
	second := h.second()
	if second != "" && h.Labeler != "" {
		second = "/" + second
	}
	if text += second; h.Labeler == "" {
		text += string(h.Link)
	}
	check, ok := check43(text)
	if !ok {
		return "", refuse("hibc.character", "", "has characters that HIBC does not know", "give capitals, digits, hyphens, dots and spaces")
	}
	text += string(check)
	again, err := ParseHIBC(text)
	if err != nil {
		return "", err
	}
	if again.Labeler != h.Labeler || again.Product != h.Product || again.Lot != h.Lot || again.Serial != h.Serial || again.Quantity != h.Quantity {
		return "", refuse("hibc.ambiguous", "", "would be read as something else", "shorten the product or leave the slash out of a value")
	}
	return text, nil
}

// second writes all but the primary data.
func (h HIBC) second() string {
	text, name := "$$", h.Lot
	serial := h.Lot == "" && h.Serial != ""
	if serial {
		text, name = "$$+", h.Serial
	}
	if h.Quantity >= 0 {
		text += "9" + (Date{Year: h.Quantity}).digits("YYYYY")
	}
	switch layout, flag := h.expiryLayout(); {
	case layout != "":
		text += flag + h.Expiry.digits(layout) + name
	case h.Quantity >= 0:
		text += "7" + name
	case name == "":
		text = ""
	default:
		text = text[1:] + name // $ or $+ and no date
	}
	parts := []string{}
	if text != "" {
		parts = append(parts, text)
	}
	if h.Made != nil {
		parts = append(parts, "16D"+h.Made.digits("YYYYMMDD"))
	}
	if h.Serial != "" && !serial {
		parts = append(parts, "S"+h.Serial)
	}
	return strings.Join(append(parts, h.Others...), "/")
}

// expiryLayout chooses how the expiration date is written after $$.
func (h HIBC) expiryLayout() (layout, flag string) {
	switch d := h.Expiry; {
	case d == nil:
		return "", ""
	case d.YearDay >= 0 && d.Hour >= 0:
		return "YYJJJhh", "6"
	case d.YearDay >= 0:
		return "YYJJJ", "5"
	case d.Hour >= 0:
		return "YYMMDDhh", "4"
	case d.Day >= 0:
		return "YYMMDD", "3"
	}
	return "MMYY", ""
}

// check43 returns the check character of a text (modulo 43); false where it has
// characters without a value.
func check43(text string) (byte, bool) {
	sum := 0
	for i := range len(text) {
		v := strings.IndexByte(modulo43, text[i])
		if v < 0 {
			return 0, false
		}
		sum += v
	}
	return modulo43[sum%43], true
}

func all(s string, ok func(byte) bool) bool {
	for i := range len(s) {
		if !ok(s[i]) {
			return false
		}
	}
	return true
}

func digit(c byte) bool         { return '0' <= c && c <= '9' }
func capital(c byte) bool       { return 'A' <= c && c <= 'Z' }
func alphanumeric(c byte) bool  { return digit(c) || capital(c) }
func nameCharacter(c byte) bool { return alphanumeric(c) || c == '-' || c == '.' || c == ' ' }

func refuse(code, where, detail, fix string) error {
	return &refusal.Error{Code: code, Where: where, Detail: detail, Fix: fix}
}

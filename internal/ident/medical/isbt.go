package medical

import (
	"strconv"
	"strings"

	"github.com/tracewright/tracewright/internal/ident/refusal"
)

// maxISBT is the longest ISBT 128 code that is read, in bytes.
const maxISBT = 512

// ISBT is one data structure of ISBT 128.
type ISBT struct {
	ID    string // data identifier: "=" for a donation number, else two characters such as "=>"
	Name  string // what it is, in words; empty where this package does not know
	Value string
	Date  *Date // of those that are dates
}

// structure is what the package knows of a data structure.
type structure struct {
	id     string
	name   string
	size   int
	layout string // of dates
}

// structures are the data structures of the ISBT 128 Standard Technical
// Specification that a factory meets.
var structures = []structure{
	{"=%", "blood group", 4, ""},
	{"=<", "product code", 8, ""},
	{"=>", "expiration date", 6, "CYYJJJ"},
	{"&>", "expiration date and time", 10, "CYYJJJhhmm"},
	{"=*", "collection date", 6, "CYYJJJ"},
	{"&*", "collection date and time", 10, "CYYJJJhhmm"},
	{"=}", "production date", 6, "CYYJJJ"},
	{"&}", "production date and time", 10, "CYYJJJhhmm"},
	{"=)", "container maker and catalogue number", 10, ""},
	{"&)", "container lot", 10, ""},
	{"=,", "product division", 6, ""},
	{"=/", "processor's product", 16, ""},
	{"&,", "lot of the pool or batch", 19, ""}, // begins with 1
}

// donation is the donation identification number: 13 characters and two flags.
var donation = structure{"=", "donation number", 15, ""}

// ParseISBT reads one or more data structures of ISBT 128 in a row. Those that
// are not known are kept up to the next identifier. The error is a
// *refusal.Error whose code begins with "isbt.".
func ParseISBT(text string) ([]ISBT, error) {
	if len(text) > maxISBT || len(text) < 3 || !strings.ContainsRune("=&", rune(text[0])) {
		return nil, refuse("isbt.identifier", "", refusal.Quote(text)+" is no ISBT 128 code", "scan one that begins with = or &")
	}
	if strings.HasPrefix(text, "=+") { // a compound message says how many follow
		if len(text) < 8 || !all(text[2:7], digit) {
			return nil, refuse("isbt.compound", "compound message", "does not begin with five digits", "scan the code again")
		}
		text = text[7:]
	}
	var found []ISBT
	for text != "" {
		one, rest, err := cutISBT(text)
		if err != nil {
			return nil, err
		}
		found, text = append(found, one), rest
	}
	return found, nil
}

// cutISBT takes the first data structure off.
func cutISBT(text string) (one ISBT, rest string, err error) {
	s := structureOf(text)
	if s == nil {
		end := len(text)
		if i := strings.IndexAny(text[min(2, end):], "=&"); i >= 0 {
			end = i + 2
		}
		if end < 3 || !all(text[2:end], printable) || text[0] != '=' && text[0] != '&' {
			return one, "", refuse("isbt.identifier", "", refusal.Quote(text)+" is no data structure", "scan the code again")
		}
		return ISBT{ID: text[:2], Value: text[2:end]}, text[end:], nil
	}
	end := len(s.id) + s.size
	if len(text) < end {
		return one, "", refuse("isbt.short", s.name, "is too short", "give "+strconv.Itoa(s.size)+" characters")
	}
	one = ISBT{ID: s.id, Name: s.name, Value: text[len(s.id):end]}
	switch {
	case s == &donation:
		err = checkDonation(one.Value)
	case !all(one.Value, alphanumeric):
		err = refuse("isbt.value", s.name, refusal.Quote(one.Value)+" does not fit", "give letters and digits")
	case s.layout != "":
		d, ok := parseDate(one.Value, s.layout)
		if !ok {
			err = refuse("isbt.date", s.name, refusal.Quote(one.Value)+" is no date", "give century, year and day of the year")
		}
		one.Date = &d
	}
	return one, text[end:], err
}

func structureOf(text string) *structure {
	if len(text) > 1 && text[0] == '=' && alphanumeric(text[1]) {
		return &donation
	}
	for i := range structures {
		if strings.HasPrefix(text, structures[i].id) {
			return &structures[i]
		}
	}
	return nil
}

// checkDonation verifies a donation number with its two flags. Flags from 60 to
// 96 are a check character.
func checkDonation(value string) error {
	if !all(value, alphanumeric) || !all(value[5:13], digit) {
		return refuse("isbt.donation", "donation number", refusal.Quote(value)+" does not fit", "give five characters of the facility, two digits of the year and six of the number")
	}
	flag, err := strconv.Atoi(value[13:])
	if err != nil || flag < 60 || flag > 96 {
		return nil
	}
	if want := modulo37(value[:13]); flag-60 != want {
		return refuse("isbt.check", "donation number", "has the flag "+value[13:]+", and should have "+strconv.Itoa(60+want), "scan the code again; if it stays so, the label is wrong")
	}
	return nil
}

const modulo37Characters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ*"

// modulo37 returns the check value of a text (ISO/IEC 7064, modulo 37-2).
func modulo37(text string) int {
	sum := 0
	for i := range len(text) {
		sum = (sum + strings.IndexByte(modulo37Characters, text[i])) * 2 % 37
	}
	return (38 - sum) % 37
}

// DonationCheck returns the check character that people read beside a donation
// number of 13 characters; false for any other text.
func DonationCheck(number string) (byte, bool) {
	if len(number) != 13 || !all(number, alphanumeric) {
		return 0, false
	}
	return modulo37Characters[modulo37(number)], true
}

// DonationCode returns the code of a donation number of 13 characters, with its
// check character as flags.
func DonationCode(number string) (string, error) {
	if len(number) != 13 || !all(number, alphanumeric) {
		return "", refuse("isbt.donation", "donation number", refusal.Quote(number)+" does not fit", "give 13 letters and digits")
	}
	code := "=" + number + strconv.Itoa(60+modulo37(number))
	_, err := ParseISBT(code)
	return code, err
}

func printable(c byte) bool { return ' ' < c && c < 0x7f }

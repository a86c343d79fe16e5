package pattern

import (
	"strconv"
	"strings"
	"time"
)

// unit is a piece of a date, with the numbers that it may be. The name has as
// many letters as the number has digits.
type unit struct {
	name      string
	low, high int
}

// units are the pieces of dates; one that begins as another does stands first.
var units = []unit{
	{"yyyy", 0, 9999}, {"yy", 0, 99}, {"mm", 1, 12}, {"dd", 1, 31}, {"ww", 1, 53}, {"jjj", 1, 366},
}

// dateUnits splits the name of a field into pieces of a date; nil when it is
// another name.
func dateUnits(name string) []unit {
	var found []unit
	for name != "" {
		n := len(found)
		for _, u := range units {
			if rest, ok := strings.CutPrefix(name, u.name); ok {
				found, name = append(found, u), rest
				break
			}
		}
		if len(found) == n {
			return nil
		}
	}
	return found
}

// writeDate writes a day. A year beside a week is the year of the ISO week,
// which differs around New Year.
func writeDate(units []unit, day time.Time) string {
	year := day.Year()
	weekYear, week := day.ISOWeek()
	for _, u := range units {
		if u.name == "ww" {
			year = weekYear
		}
	}
	var b strings.Builder
	for _, u := range units {
		v := 0
		switch u.name {
		case "yyyy", "yy":
			v = year
		case "mm":
			v = int(day.Month())
		case "dd":
			v = day.Day()
		case "ww":
			v = week
		case "jjj":
			v = day.YearDay()
		}
		b.WriteString(writeNumber(uint64(max(v, 0)), "0123456789", len(u.name)))
	}
	return b.String()
}

// holdsDate reports whether each piece of a date is a number that it may be.
// Whether the month has that day does not matter.
func holdsDate(units []unit, value string) bool {
	for _, u := range units {
		v, err := strconv.ParseUint(value[:len(u.name)], 10, 16)
		if err != nil || int(v) < u.low || int(v) > u.high {
			return false
		}
		value = value[len(u.name):]
	}
	return true
}

package medical

// Date is a date as a label gives it; what the label leaves out is -1. A year
// below 100 has come without its century.
type Date struct {
	Year, Month, Day int
	YearDay          int // day of the year, instead of month and day
	Hour, Minute     int
}

// parseDate reads digits by a layout of the same length, such as "YYMMDD": its
// letters are year, month, day, J the day of the year, h hour, m minute, and C
// the century digit of ISBT 128.
func parseDate(digits, layout string) (Date, bool) {
	d := Date{-1, -1, -1, -1, -1, -1}
	if len(digits) != len(layout) {
		return d, false
	}
	century := -1
	for i := range len(layout) {
		into := d.field(layout[i])
		if layout[i] == 'C' {
			into = &century
		}
		if digits[i] < '0' || digits[i] > '9' {
			return d, false
		}
		*into = max(*into, 0)*10 + int(digits[i]-'0')
	}
	switch { // ISBT 128: 9 is 1900 to 1999, 0 is 2000 to 2099
	case century == 9:
		d.Year += 1900
	case century >= 0:
		d.Year += 2000 + 100*century
	}
	return d, d.valid()
}

func (d *Date) field(letter byte) *int {
	switch letter {
	case 'Y':
		return &d.Year
	case 'M':
		return &d.Month
	case 'D':
		return &d.Day
	case 'J':
		return &d.YearDay
	case 'h':
		return &d.Hour
	}
	return &d.Minute
}

// valid reports whether there is such a day. A year without its century is a
// leap year when 4 divides it.
func (d *Date) valid() bool {
	leap := d.Year%4 == 0 && (d.Year < 100 || d.Year%100 != 0 || d.Year%400 == 0)
	year, february := 365, 28
	if leap {
		year, february = 366, 29
	}
	month := 31
	if d.Month >= 1 && d.Month <= 12 {
		month = [...]int{31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}[d.Month-1]
	}
	within := func(v, lo, hi int) bool { return v == -1 || lo <= v && v <= hi }
	return within(d.Month, 1, 12) && within(d.Day, 1, month) && within(d.YearDay, 1, year) &&
		within(d.Hour, 0, 23) && within(d.Minute, 0, 59)
}

// digits writes a date by a layout; the opposite of parseDate.
func (d Date) digits(layout string) string {
	b := []byte(layout)
	for i := len(b) - 1; i >= 0; i-- {
		p := d.field(layout[i])
		v := max(*p, 0)
		b[i] = byte('0' + v%10)
		*p = v / 10
	}
	return string(b)
}

package gs1

// dated makes a linter of a date of years of some digits, months and days. Day
// 00 stands for the whole month, where it is allowed (GenSpecs 3.4.2).
func dated(yearDigits int, wholeMonth bool) linter {
	return func(value string) finding {
		switch want := yearDigits + 4; {
		case len(value) < want:
			return whole(value, "date-too-short")
		case len(value) > want:
			return whole(value, "date-too-long")
		}
		if f := setN.outside(value); f.code != "" {
			return f
		}
		year, month, day := number(value[:yearDigits]), number(value[yearDigits:yearDigits+2]), number(value[yearDigits+2:])
		switch {
		case month < 1 || month > 12:
			return finding{"illegal-month", yearDigits, 2}
		case day > daysIn(year, month) || day == 0 && !wholeMonth:
			return finding{"illegal-day", yearDigits + 2, 2}
		}
		return finding{}
	}
}

var (
	lintYymmdd   = dated(2, false)
	lintYymmd0   = dated(2, true)
	lintYyyymmdd = dated(4, false)
	lintYyyymmd0 = dated(4, true)
)

func number(digits string) int {
	n := 0
	for i := range len(digits) {
		n = 10*n + int(digits[i]-'0')
	}
	return n
}

// daysIn counts the days of a month. A year of two digits has its leap day each
// four years, since no century year but 2000 is near.
func daysIn(year, month int) int {
	switch month {
	case 4, 6, 9, 11:
		return 30
	case 2:
		if year%4 == 0 && (year < 100 || year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}

// clock makes a linter of hours, minutes or seconds, of which there are fewer
// than limit.
func clock(limit int, short, long, illegal Code) linter {
	return func(value string) finding {
		switch {
		case len(value) < 2:
			return whole(value, short)
		case len(value) > 2:
			return whole(value, long)
		}
		if f := setN.outside(value); f.code != "" {
			return f
		}
		if number(value) >= limit {
			return whole(value, illegal)
		}
		return finding{}
	}
}

var (
	lintHh = clock(24, "hour-too-short", "hour-too-long", "illegal-hour")
	lintMi = clock(60, "minute-too-short", "minute-too-long", "illegal-minute")
	lintSs = clock(60, "second-too-short", "second-too-long", "illegal-second")
)

func lintHhmi(value string) finding {
	switch {
	case len(value) < 4:
		return whole(value, "hour-with-minute-too-short")
	case len(value) > 4:
		return whole(value, "hour-with-minute-too-long")
	}
	if f := setN.outside(value); f.code != "" {
		return f
	}
	if f := lintHh(value[:2]); f.code != "" {
		return f
	}
	f := lintMi(value[2:])
	if f.code != "" {
		f.at += 2
	}
	return f
}

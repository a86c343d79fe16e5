package plant

import (
	"regexp"
	"strconv"
	"strings"
)

// Duration is the text of a length of time as ISO 8601 writes it ("PT168H",
// "P180D", "P1DT12H"). A week is 7 days and a day is 24 hours, whatever the
// clocks do; months and years have no exact length and are refused. The empty
// Duration means that none is given.
type Duration string

// MaxDuration is the longest Duration, 36,500 days, in microseconds.
const MaxDuration = 36_500 * microsOfDay

const (
	microsOfSecond = 1_000_000
	microsOfMinute = 60 * microsOfSecond
	microsOfHour   = 60 * microsOfMinute
	microsOfDay    = 24 * microsOfHour
)

// durationPattern needs a number after P and after T. Only seconds may have a
// fraction, of at most six digits. Numbers have at most nine digits, so that
// no sum of them overflows.
var durationPattern = regexp.MustCompile(
	`^P(?:([0-9]{1,5})W|(?:([0-9]{1,5})D)?(?:T(?:([0-9]{1,9})H)?(?:([0-9]{1,9})M)?(?:([0-9]{1,9})(\.[0-9]{1,6})?S)?)?)$`)

// Micros is the exact length in microseconds: above 0 and at most MaxDuration.
// It is not ok for a text that is no Duration, the empty one too.
func (d Duration) Micros() (micros int64, ok bool) {
	m := durationPattern.FindStringSubmatch(string(d))
	if m == nil || strings.HasSuffix(string(d), "T") {
		return 0, false
	}
	for i, unit := range []int64{7 * microsOfDay, microsOfDay, microsOfHour, microsOfMinute, microsOfSecond} {
		n, _ := strconv.ParseInt(m[i+1], 10, 64) // digits, or none at all
		micros += n * unit
	}
	fraction, _ := strconv.ParseInt((strings.TrimPrefix(m[6], ".") + "000000")[:6], 10, 64)
	micros += fraction
	return micros, micros > 0 && micros <= MaxDuration
}

// DefaultOverride is how long an override waits to be used where its
// definition does not say.
const DefaultOverride Duration = "PT8H"

// Lasts is how long an override waits to be used, in microseconds.
func (o Override) Lasts() int64 {
	if micros, ok := o.Valid.Micros(); ok {
		return micros
	}
	micros, _ := DefaultOverride.Micros()
	return micros
}

var timePattern = regexp.MustCompile(`^([01][0-9]|2[0-3]):[0-5][0-9]$`)

// Minutes gives the start and end of a shift in minutes after the midnight of
// the day on which it starts, by the clock on the wall; the end is above the
// start, and above 1440 for a shift that ends on the next day. It is not ok
// for a shift whose times are not HH:MM.
func (s Shift) Minutes() (start, end int, ok bool) {
	if !timePattern.MatchString(s.Start) || !timePattern.MatchString(s.End) {
		return 0, 0, false
	}
	start, end = minutes(s.Start), minutes(s.End)
	if end <= start {
		end += 24 * 60
	}
	return start, end, true
}

// minutes gives a time that timePattern matches in minutes.
func minutes(clock string) int {
	hours, _ := strconv.Atoi(clock[:2])
	rest, _ := strconv.Atoi(clock[3:])
	return 60*hours + rest
}

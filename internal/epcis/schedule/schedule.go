package schedule

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Fields are a schedule as it is written: each a list of numbers, of ranges
// "[a-b]" and of steps "a/n", parted by commas. Empty fields were left out.
// Monday is day 1 of the week, Sunday day 7.
type Fields struct {
	Second     string `json:"second,omitzero"`
	Minute     string `json:"minute,omitzero"`
	Hour       string `json:"hour,omitzero"`
	DayOfMonth string `json:"dayOfMonth,omitzero"`
	Month      string `json:"month,omitzero"`
	DayOfWeek  string `json:"dayOfWeek,omitzero"`
}

// Error says what is wrong with a field of a schedule.
type Error struct {
	Field  string // as Fields names it in JSON; empty: all of them
	Detail string
	Fix    string
}

// Error tells all of it.
func (e *Error) Error() string { return e.Field + " " + e.Detail + ": " + e.Fix }

// Schedule is the times at which something is due. The zero Schedule has none.
type Schedule struct {
	second, minute, hour, day, month, weekday set
}

// set is the numbers of a field; bit n stands for n.
type set uint64

func (s set) has(n int) bool { return s&(1<<n) != 0 }

// maxField bounds the text of one field, in bytes.
const maxField = 200

// Parse reads a schedule. Its errors are of type *Error.
func Parse(f Fields) (*Schedule, error) {
	s := &Schedule{}
	finest := true // no field that is given is finer
	for _, x := range []struct {
		name, text string
		low, high  int
		to         *set
		clock      bool
	}{
		{"second", f.Second, 0, 59, &s.second, true},
		{"minute", f.Minute, 0, 59, &s.minute, true},
		{"hour", f.Hour, 0, 23, &s.hour, true},
		{"dayOfMonth", f.DayOfMonth, 1, 31, &s.day, false},
		{"month", f.Month, 1, 12, &s.month, false},
		{"dayOfWeek", f.DayOfWeek, 1, 7, &s.weekday, false},
	} {
		switch {
		case x.text == "" && finest && x.clock:
			*x.to = 1
		case x.text == "":
			*x.to = span(x.low, x.high, 1)
		default:
			finest = false
			var err error
			if *x.to, err = numbers(x.name, x.text, x.low, x.high); err != nil {
				return nil, err
			}
		}
	}
	if f == (Fields{}) {
		return nil, &Error{Detail: "has no field", Fix: "give one of second, minute, hour, dayOfMonth, month and dayOfWeek"}
	}
	if s.Next(time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)).IsZero() {
		return nil, &Error{Field: "dayOfMonth", Detail: "is a day that the months do not have", Fix: "correct the day or the month"}
	}
	return s, nil
}

func span(low, high, step int) (s set) {
	for n := low; n <= high; n += step {
		s |= 1 << n
	}
	return s
}

// numbers reads a field.
func numbers(name, text string, low, high int) (set, error) {
	wrong := &Error{
		Field: name, Detail: fmt.Sprintf("is %.40q", text),
		Fix: fmt.Sprintf("write numbers from %d to %d or ranges as [%d-%d], parted by commas", low, high, low, low+1),
	}
	if len(text) > maxField {
		return 0, wrong
	}
	number := func(text string) (int, bool) {
		n, err := strconv.Atoi(text)
		return n, err == nil && n >= low && n <= high && text[0] >= '0' && text[0] <= '9'
	}
	var all set
	for part := range strings.SplitSeq(text, ",") {
		part = strings.TrimSpace(part)
		first, last, step := part, part, "1"
		if inner, ok := strings.CutPrefix(part, "["); ok {
			inner, closed := strings.CutSuffix(inner, "]")
			if first, last, ok = strings.Cut(inner, "-"); !ok || !closed {
				return 0, wrong
			}
		} else if from, each, ok := strings.Cut(part, "/"); ok {
			first, last, step = from, strconv.Itoa(high), each
		}
		a, okA := number(first)
		b, okB := number(last)
		n, err := strconv.Atoi(step)
		if !okA || !okB || a > b || err != nil || n < 1 {
			return 0, wrong
		}
		all |= span(a, b, min(n, high+1))
	}
	return all, nil
}

// farthest is how many years ahead a time is looked for: 29 February may be eight
// years away, and on one weekday forty.
const farthest = 41

// Next is the first time of the schedule after t, in the zone of t; zero where
// there is none.
func (s *Schedule) Next(t time.Time) time.Time {
	zone := t.Location()
	t = t.Truncate(time.Second).Add(time.Second)
	for last := t.Year() + farthest; t.Year() <= last; {
		year, month, day := t.Date()
		switch {
		case !s.month.has(int(month)):
			t = time.Date(year, month+1, 1, 0, 0, 0, 0, zone)
		case !s.day.has(day) || !s.weekday.has((int(t.Weekday())+6)%7+1):
			t = time.Date(year, month, day+1, 0, 0, 0, 0, zone)
		case !s.hour.has(t.Hour()):
			t = t.Add(time.Hour - time.Duration(t.Minute())*time.Minute - time.Duration(t.Second())*time.Second)
		case !s.minute.has(t.Minute()):
			t = t.Add(time.Minute - time.Duration(t.Second())*time.Second)
		case !s.second.has(t.Second()):
			t = t.Add(time.Second)
		default:
			return t
		}
	}
	return time.Time{}
}

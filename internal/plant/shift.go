package plant

import (
	"slices"
	"time"
)

// ShiftAt is the code of the shift that covers an instant, by the clock on the
// site's wall: through a change to summer time a night shift is an hour shorter.
// Of several the first one written counts; between shifts it is empty.
func (x *Index) ShiftAt(at time.Time) string {
	local := at.In(x.zone)
	minute := 60*local.Hour() + local.Minute()
	for _, s := range x.d.Shifts {
		start, end, ok := s.Minutes()
		today := ok && start <= minute && minute < end && s.startsOn(local.Weekday())
		yesterday := ok && minute+24*60 < end && s.startsOn((local.Weekday()+6)%7)
		if today || yesterday {
			return s.Code
		}
	}
	return ""
}

// startsOn reports whether the shift starts on a day of the week.
func (s Shift) startsOn(day time.Weekday) bool {
	return len(s.Days) == 0 || slices.Contains(s.Days, weekdays[day])
}

// weekdays are the words of Shift.Days, in the order of time.Weekday.
var weekdays = [...]Day{Sunday, Monday, Tuesday, Wednesday, Thursday, Friday, Saturday}

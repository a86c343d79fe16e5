package erp

import (
	"strconv"
	"strings"
	"time"

	"github.com/tracewright/tracewright/internal/track"
)

// cell takes what a cell says over into an order.
func (r *reader) cell(o *track.OrderRow, field Field, text string) (problem, fix string) {
	switch field {
	case Order:
		o.Order = text
	case Part:
		o.Part = text
	case Revision:
		o.Revision = text
	case Line:
		o.Line = text
	case Customer:
		o.Customer = text
	case Sales:
		o.Sales = text
	case Options:
		for _, option := range strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ';' || r == '|' }) {
			if option = strings.TrimSpace(option); option != "" {
				o.Options = append(o.Options, option)
			}
		}
	case Quantity:
		quantity, ok := track.ParseDecimal(text)
		if !ok {
			return "is not a number", "write it with a decimal point, and with nothing between thousands: 1000 or 2.5"
		}
		o.Quantity = quantity
	case Priority:
		n, err := strconv.Atoi(text)
		if err != nil {
			return "is not a whole number", "write one from 0 to 1000000, the higher the sooner"
		}
		o.Priority = &n
	case Due:
		var ok bool
		if o.Due, ok = when(text, r.o.Zone); !ok {
			return "is not a time that can be read in one way only", "write 2026-02-28, 2026-02-28 14:00, 28.02.2026 or 2026-02-28T14:00:00Z"
		}
	}
	return "", ""
}

// when reads a time; one without a zone is in zone, and a day means
// its last minute.
func when(text string, zone *time.Location) (time.Time, bool) {
	for _, layout := range []string{time.DateOnly, "02.01.2006"} {
		if t, err := time.ParseInLocation(layout, text, zone); err == nil {
			return time.Date(t.Year(), t.Month(), t.Day(), 23, 59, 0, 0, zone), true
		}
	}
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04:05", "2006-01-02 15:04:05", "2006-01-02T15:04", "2006-01-02 15:04", "02.01.2006 15:04"} {
		if t, err := time.ParseInLocation(layout, text, zone); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}

package cli

import (
	"time"
)

// when reads a time that a person has typed; a text without a zone is in the
// zone of this machine. The empty text is the zero time.
func when(flag, text string) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04:05", "2006-01-02 15:04:05", "2006-01-02T15:04", "2006-01-02 15:04", time.DateOnly} {
		if t, err := time.ParseInLocation(layout, text, time.Local); err == nil {
			return t, nil
		}
	}
	return time.Time{}, usagef("--%s: %q is not a time; write 2026-11-22 or 2026-11-22T14:30:00Z", flag, text)
}

// timeForms tells in the help what when reads.
const timeForms = "2026-11-22 or 2026-11-22T14:30:00Z"

// stamp writes a time for people, in UTC and to the second.
func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format("2006-01-02 15:04:05Z")
}

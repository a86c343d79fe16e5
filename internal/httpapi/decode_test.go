package httpapi

import (
	"encoding/json"
	"strings"
	"testing"
)

// FuzzDecode: whatever comes in is read as JSON or is a problem with a place,
// and what is read is not deeper than it may be.
func FuzzDecode(f *testing.F) {
	for _, seed := range []string{
		`{}`, `{"id":"x","verb":"scan","args":{"code":"A"}}`, `{"verb":"scan","verb":"scan"}`, `[1,2`, "\xff", ``, `null`, `{"a":` + strings.Repeat("[", 70),
		`{"verb":"scan"} {}`, `{"occurredAt":"2026-01-05T07:00:00+01:00"}`, `{"zoneOffset":1e400}`, `"\ud800"`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		var c command
		err := decode(b, "body", &c)
		if err == nil {
			if !json.Valid(b) {
				t.Errorf("read what is not JSON: %q", b)
			}
			return
		}
		p := faultOf(err)
		if p.Status != 400 && p.Status != 422 {
			t.Errorf("status %d for %q", p.Status, b)
		}
		if len(p.Errors) != 1 || !strings.HasPrefix(p.Errors[0].Location, "body") {
			t.Errorf("no place in %+v", p.Problem)
		}
		if n := len(p.Errors[0].Message); n > 1000 {
			t.Errorf("a message of %d bytes", n)
		}
	})
}

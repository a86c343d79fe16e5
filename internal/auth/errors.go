package auth

import (
	"errors"
	"fmt"
	"time"
)

// What callers branch on. None of them tells which part of a proof was wrong.
var (
	// ErrUnauthenticated says that nobody is known by what was shown. It is the
	// same for what is unknown, wrong, revoked, expired or of a disabled person.
	ErrUnauthenticated = errors.New("not signed in")
	// ErrForbidden says that whoever asks may not do this.
	ErrForbidden = errors.New("not allowed")
	// ErrThrottled says that there were too many wrong tries; it comes as a
	// *ThrottledError.
	ErrThrottled = errors.New("too many tries")
	// ErrPINNeeded says that a badge does not sign its person in alone.
	ErrPINNeeded = errors.New("the PIN is needed")
	// ErrNotFound says that there is no such person, badge, token or session.
	ErrNotFound = errors.New("not found")
	// ErrTaken says that a badge belongs to somebody else.
	ErrTaken = errors.New("in use")
)

// ThrottledError is ErrThrottled with the time to wait before the next try.
type ThrottledError struct{ After time.Duration }

// Error says how long to wait, in seconds.
func (e *ThrottledError) Error() string {
	return fmt.Sprintf("%v: wait %v", ErrThrottled, e.After.Round(time.Second))
}

// Unwrap makes the error an ErrThrottled.
func (e *ThrottledError) Unwrap() error { return ErrThrottled }

// InputError says which field of a request is wrong, and how to mend it. It
// never repeats the value, which may be a secret.
type InputError struct {
	Field   string // in camelCase, as the API names it
	Problem string
}

// Error names the field and the remedy.
func (e *InputError) Error() string { return e.Field + ": " + e.Problem }

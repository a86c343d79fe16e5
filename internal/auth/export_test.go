package auth

import "time"

// ParseToken is for the fuzz target: with the prefix of a token or of a session.
var ParseToken = parseToken

// FormatToken is for the fuzz target.
var FormatToken = formatToken

// The prefixes of tokens.
const (
	TokenPrefix   = tokenPrefix
	SessionPrefix = sessionPrefix
)

// CheapPINs makes a PIN cost next to nothing, for tests that set many.
func (s *Store) CheapPINs() { s.hasher = newHasher(cost{memoryKiB: 8, passes: 1, lanes: 1}) }

// Tries counts tries of sign-in.
type Tries struct{ t throttle }

// Begin counts one more.
func (t *Tries) Begin(badge, station string, now time.Time) time.Duration {
	if t.t.tries == nil {
		t.t.tries = map[tryKey]try{}
	}
	return t.t.begin(tryKey{badge, station}, now)
}

// Len is how many badges and stations are remembered.
func (t *Tries) Len() int { return len(t.t.tries) }

// MaxTries bounds Len.
const MaxTries = maxTries

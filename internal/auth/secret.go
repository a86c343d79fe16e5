package auth

import (
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"io"
	"log/slog"
	"strings"
)

// Secret is a text that proves who somebody is. Printed, logged or encoded it
// shows as [secret]; Reveal gives the text to whoever it was made for.
type Secret struct {
	// A pointer, since fmt prints the fields of a struct without asking their
	// methods where it cannot: then it shows an address.
	text *string
}

// NewSecret hides a text.
func NewSecret(text string) Secret { return Secret{&text} }

const hidden = "[secret]"

// Reveal returns the text itself, which is empty for the zero Secret.
func (s Secret) Reveal() string {
	if s.text == nil {
		return ""
	}
	return *s.text
}

// String hides the text.
func (s Secret) String() string { return hidden }

// Format hides the text from every verb of fmt.
func (s Secret) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, hidden) }

// MarshalText hides the text from encoders, that of JSON among them.
func (s Secret) MarshalText() ([]byte, error) { return []byte(hidden), nil }

// LogValue hides the text from logs.
func (s Secret) LogValue() slog.Value { return slog.StringValue(hidden) }

// A token is tw_<id>_<secret>: the id is public and finds the row, the secret is
// 256 random bits. Both are of small letters and digits, so that a double click
// takes the whole.
// That of a session is tws_<id>_<secret>.
const (
	tokenPrefix    = "tw_"
	sessionPrefix  = "tws_"
	idBytes        = 5  // 8 characters
	sessionIDBytes = 10 // 16 characters: there are many more sessions
	secretBytes    = 32 // 52 characters
	secretChars    = 52
	maxIDChars     = 16
)

var lowerBase32 = base32.NewEncoding("abcdefghijklmnopqrstuvwxyz234567").WithPadding(base32.NoPadding)

func formatToken(prefix, id, secret string) Secret { return NewSecret(prefix + id + "_" + secret) }

// parseToken takes a token apart. It accepts the form that formatToken writes,
// and nothing else.
func parseToken(prefix, token string) (id, secret string, ok bool) {
	rest, ok := strings.CutPrefix(token, prefix)
	if !ok || len(rest) > maxIDChars+1+secretChars {
		return "", "", false
	}
	id, secret, ok = strings.Cut(rest, "_")
	if !ok || id == "" || len(id) > maxIDChars || len(secret) != secretChars || !lowerAlphanumeric(id) || !lowerAlphanumeric(secret) {
		return "", "", false
	}
	return id, secret, true
}

func lowerAlphanumeric(s string) bool {
	return strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789") == ""
}

// hashSecret is how a token is kept. A plain hash is enough, since 256 random
// bits cannot be guessed, unlike a PIN.
func hashSecret(secret string) []byte {
	sum := sha256.Sum256([]byte(secret))
	return sum[:]
}

// random returns n random bytes.
func (s *Store) random(n int) ([]byte, error) {
	s.randMu.Lock()
	defer s.randMu.Unlock()
	b := make([]byte, n)
	if _, err := io.ReadFull(s.rand, b); err != nil {
		return nil, fmt.Errorf("random bytes: %w", err)
	}
	return b, nil
}

// randomText returns n random bytes as small letters and digits.
func (s *Store) randomText(n int) (string, error) {
	b, err := s.random(n)
	return lowerBase32.EncodeToString(b), err
}

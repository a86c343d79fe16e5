package auth

// Action is what a change did.
type Action string

// The actions.
const (
	TokenCreated   Action = "token-created"
	TokenRevoked   Action = "token-revoked"
	TokenGranted   Action = "token-granted" // what it sees is set
	PersonCreated  Action = "person-created"
	PersonChanged  Action = "person-changed"
	PersonEnabled  Action = "person-enabled"
	PersonDisabled Action = "person-disabled"
	BadgeAssigned  Action = "badge-assigned"
	BadgeRevoked   Action = "badge-revoked"
	PINSet         Action = "pin-set"
	// BadgeKeyReplaced ends all badges and PINs.
	BadgeKeyReplaced Action = "badge-key-replaced"

	SignedIn     Action = "signed-in"
	SignedOut    Action = "signed-out"
	SignInFailed Action = "sign-in-failed" // the badge or the PIN was wrong, or the place is not in the scope
	PINAsked     Action = "pin-asked"      // a badge was read that does not sign in alone
)

// Change is what the journal keeps of a change of access, or of a try to sign in,
// as an entry of the
// kind access. It has ids only: no name, no secret and no hash of one.
type Change struct {
	Action Action `json:"action"`
	Person string `json:"person,omitempty"`
	Badge  string `json:"badge,omitempty"`
	Token  string `json:"token,omitempty"`
	// Session is the one that was opened or ended.
	Session string `json:"session,omitempty"`
	// Roles and Scope are as they are after the change, where it sets them.
	Roles []Role `json:"roles,omitempty"`
	Scope Scope  `json:"scope,omitzero"`
	// Grants are what the token sees after the change, where it sets them.
	Grants []string `json:"grants,omitempty"`
	// ExpiresAt is when a token ends, in microseconds UTC; 0 is never.
	ExpiresAt int64 `json:"expiresAt,omitempty"`
}

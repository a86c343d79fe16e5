package api

import "time"

// SignIn is what somebody shows to sign in.
type SignIn struct {
	Badge string `json:"badge" doc:"The badge, as its reader reads it"`
	PIN   string `json:"pin,omitempty" doc:"The PIN; left out for a badge that signs in alone"`
}

// SignOut is what somebody shows to leave.
type SignOut struct {
	Badge string `json:"badge" doc:"The badge, as its reader reads it"`
}

// SignedIn is a session, with the token that stands for it.
type SignedIn struct {
	Session Session `json:"session"`
	// Token is given here and never again; signing in again gives another, and
	// ends this one.
	Token string `json:"token" doc:"Stands for this person at this place: Authorization: Bearer <token>. Signing in again gives another, and ends this one."`
}

// Session is somebody signed in at a station, or at a terminal that is bound to
// none. Several people may be signed in at one station, and one person at
// several.
type Session struct {
	ID string `json:"id"`
	// Person is the actor, as the journal has it.
	Person  string   `json:"person" doc:"The actor, as the journal has it"`
	Name    string   `json:"name,omitempty" doc:"For the screen only; the journal does not have it"`
	Roles   []string `json:"roles,omitempty"`
	Station string   `json:"station,omitempty"`
	// Device is the actor of the terminal.
	Device    string    `json:"device,omitempty" doc:"The actor of the terminal"`
	OpenedAt  time.Time `json:"openedAt"`
	ExpiresAt time.Time `json:"expiresAt,omitzero" doc:"When it ends unless it is used before"`
	EndedAt   time.Time `json:"endedAt,omitzero"`
}

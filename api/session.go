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

// BrowserSignIn is what somebody shows to sign a browser in: a token, or badge
// and PIN.
type BrowserSignIn struct {
	Token string `json:"token,omitempty" doc:"An API token: that of a device makes the browser the terminal of a station"`
	Badge string `json:"badge,omitempty" doc:"The badge, as its reader reads it"`
	PIN   string `json:"pin,omitempty" doc:"The PIN or password; a badge alone does not sign a browser in"`
}

// Me is who asks, and what they may do.
type Me struct {
	// Actor is as the journal has it.
	Actor string   `json:"actor" doc:"As the journal has it"`
	Name  string   `json:"name,omitempty" doc:"For the screen only; the journal does not have it"`
	Roles []string `json:"roles"`
	// Access is what the roles grant, wherever that is.
	Access []string `json:"access" doc:"What the roles grant: read, operate, quality, plan, define, audit, admin"`
	// Lines and Stations are the scope; both are left out for the whole site.
	Lines    []string `json:"lines,omitempty" doc:"Of the scope; the whole site, if lines and stations are left out"`
	Stations []string `json:"stations,omitempty" doc:"Of the scope"`
	Session  string   `json:"session,omitempty"`
	Station  string   `json:"station,omitempty" doc:"Where the session was opened"`
	// Terminal says that people may sign in at a station through it.
	Terminal bool `json:"terminal,omitzero" doc:"Other people may sign in at a station through it"`
	Site     Site `json:"site"`
	// Names are the plant's own words, by the terms of its definition.
	Names   map[string]string `json:"names,omitempty" doc:"The plant's own words, by the terms of its definition: lot, lots, work-order"`
	Version string            `json:"version" doc:"The server's"`
}

// Site is the site of the plant definition; without one its texts are empty.
type Site struct {
	Code string `json:"code"`
	Name string `json:"name,omitempty"`
	Zone string `json:"zone,omitempty" doc:"IANA time zone"`
}

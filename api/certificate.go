package api

import "time"

// Certificate says that somebody is able to do something.
type Certificate struct {
	ID     string `json:"id"`
	Person string `json:"person"` // pseudonymous id
	// Name is that of the person, for who may see who is signed in.
	Name     string    `json:"name,omitempty"`
	Skill    string    `json:"skill"`
	Level    string    `json:"level,omitempty"`
	From     time.Time `json:"from"`
	Until    time.Time `json:"until,omitzero"` // just after it is good; left out: no end
	Evidence string    `json:"evidence,omitempty"`
	// State is good, lapsed, revoked, or coming before it begins.
	State       string    `json:"state" enum:"good,lapsed,revoked,coming"`
	Actor       string    `json:"actor,omitempty"` // who gave it
	Given       int64     `json:"given"`
	Revoked     int64     `json:"revoked,omitempty"` // the entry that took it back
	RevokedAt   time.Time `json:"revokedAt,omitzero"`
	RevokedNote string    `json:"revokedNote,omitempty"`
}

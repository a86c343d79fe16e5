package auth

import (
	"log/slog"
	"slices"
)

// Scope is where in the site a principal may act. The zero Scope is the whole
// site; a station is in any other if the scope names it or its line.
type Scope struct {
	Lines    []string `json:"lines,omitempty"`
	Stations []string `json:"stations,omitempty"`
}

// Whole reports whether the scope is the whole site.
func (s Scope) Whole() bool { return len(s.Lines) == 0 && len(s.Stations) == 0 }

// Principal is who is asking: a person or a service, as proven by a token or at
// a station. It is shared by requests and never changed.
type Principal struct {
	// ID is the pseudonymous actor that the journal keeps: "p-" and 8 letters or
	// digits for a person, "s-" and the id of the token for a service. It is
	// never a name and never used again.
	ID string
	// Name is for the screen of whoever signed in. It never enters the journal
	// or a log.
	Name  string
	Roles []Role
	Scope Scope
	// Within are further scopes, each of which narrows Scope: those of a session.
	Within []Scope
	// Grants are queries of EPCIS events: who may not read sees what one of them
	// asks for, and what they have reported themselves.
	Grants []string
	// TokenID is the public part of the token; for a session, that of the
	// terminal, or empty where it has none.
	TokenID string
	// Session is the id of the session, empty for a token. Station is where it
	// was opened, empty for none, and Device the actor of its terminal.
	Session, Station, Device string
	// LineOf returns the line of a station, or empty if the plant has no such
	// station. Without it no station is in a line. The store fills it in.
	LineOf func(station string) string
}

// Can reports whether a role of the principal grants the access at all,
// wherever that is. It is the question to ask before the station is known; it
// never replaces May. A nil principal can nothing.
func (p *Principal) Can(access Access) bool {
	return p != nil && slices.ContainsFunc(p.Roles, func(r Role) bool { return r.Grants(access) })
}

// May reports whether the principal may use the access at the station; an empty
// station stands for an act that is bound to none.
//
// A principal whose scope is the whole site may do what its roles grant. Any
// other sees what its roles let it see, may operate and decide on quality only
// at the stations of its scope, never without a station, and may neither define
// nor administrate, since those concern the whole site.
func (p *Principal) May(access Access, station string) bool {
	if !p.Can(access) {
		return false
	}
	switch access.bounded() {
	case everywhere:
		return true
	case atStations:
		return p.covers(station)
	}
	return p.Scope.Whole() && !slices.ContainsFunc(p.Within, func(s Scope) bool { return !s.Whole() })
}

// covers reports whether a station lies in every scope of the principal; no
// station lies in those of the whole site only.
func (p *Principal) covers(station string) bool {
	return p.inScope(p.Scope, station) && !slices.ContainsFunc(p.Within, func(s Scope) bool { return !p.inScope(s, station) })
}

// mayBeAt reports whether somebody may sign in at a station, or, without one, at
// a terminal that moves.
func (p *Principal) mayBeAt(station string) bool { return station == "" || p.covers(station) }

func (p *Principal) inScope(s Scope, station string) bool {
	if s.Whole() || station != "" && slices.Contains(s.Stations, station) {
		return true
	}
	if station == "" || p.LineOf == nil || len(s.Lines) == 0 {
		return false
	}
	line := p.LineOf(station)
	return line != "" && slices.Contains(s.Lines, line)
}

// LogValue gives what may stand in a log: the ids, not the name.
func (p *Principal) LogValue() slog.Value {
	if p == nil {
		return slog.StringValue("nobody")
	}
	return slog.GroupValue(slog.String("id", p.ID), slog.String("token", p.TokenID), slog.String("session", p.Session))
}

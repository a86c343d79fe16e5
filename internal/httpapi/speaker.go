package httpapi

import (
	"context"
	"errors"
	"slices"
	"strconv"

	"github.com/tracewright/tracewright/api"
	"github.com/tracewright/tracewright/internal/auth"
	"github.com/tracewright/tracewright/internal/track"
)

// deviceOf is the actor of the terminal that a request comes through, or empty.
func deviceOf(p *auth.Principal) string {
	if slices.Contains(p.Roles, auth.RoleDevice) && p.Session == "" {
		return p.ID
	}
	return p.Device
}

// speaker sets who gives a command, and in which session: the person of the badge
// or the session that it names, whoever is signed in by the token, or who is
// alone at the station of the device that sends it.
func (s *server) speaker(ctx context.Context, in *command, c *track.Command, at string) error {
	p := principalOf(ctx)
	c.Actor, c.Device, c.Session = p.ID, deviceOf(p), p.Session
	if in.Operator == "" && (in.Session == "" || in.Session == p.Session) && (p.Session != "" || c.Device == "") {
		return nil
	}
	if in.Operator != "" && !speaksForOthers(p) {
		return problem(CodeForOther, "")
	}
	open, err := s.People.Sessions(ctx, func(v *auth.Session) bool {
		if v.Station != "" {
			return v.Station == c.Station
		}
		return v.Token == p.TokenID && (c.Station == "" || v.Principal.May(auth.Operate, c.Station))
	})
	if err != nil {
		return err
	}
	switch {
	case in.Operator != "":
		return s.byBadge(ctx, in.Operator, open, c, at)
	case in.Session != "":
		return s.bySession(in.Session, open, c, at)
	}
	return s.byPresence(open, c)
}

// byBadge has a command given by the person of a badge, in their session here, if
// they have one.
func (s *server) byBadge(ctx context.Context, badge string, open []auth.Session, c *track.Command, at string) error {
	actor, err := s.People.Badge(ctx, badge)
	if errors.Is(err, auth.ErrNotFound) {
		return problem(CodeNoBadge, "", api.Fault{Location: at + ".operator", Message: "it is no badge of this site"})
	}
	if err != nil {
		return err
	}
	c.Actor, c.Session = actor, ""
	if i := slices.IndexFunc(open, func(v auth.Session) bool { return v.Person == actor }); i >= 0 {
		s.act(&open[i], c)
	}
	return nil
}

// bySession has a command given in a session that it names. A report from one
// that has ended meanwhile keeps the name, as its source gave it.
func (s *server) bySession(id string, open []auth.Session, c *track.Command, at string) error {
	i := slices.IndexFunc(open, func(v auth.Session) bool { return v.ID == id })
	switch {
	case i >= 0:
		s.act(&open[i], c)
	case c.Mode == track.ModeReport:
		c.Session = id
	default:
		return problem(CodeNoSession, "", api.Fault{Location: at + ".session", Message: "it is not open here"})
	}
	return nil
}

// byPresence has a command of a device given by who is alone at its station. Of
// several it asks who it is; but a report stays that of the device, and so does
// what happened before anybody came.
func (s *server) byPresence(open []auth.Session, c *track.Command) error {
	open = slices.DeleteFunc(open, func(v auth.Session) bool {
		return !v.Principal.Can(auth.Operate) || c.OccurredAt != 0 && int64(c.OccurredAt) < v.OpenedAt
	})
	switch {
	case len(open) == 1:
		s.act(&open[0], c)
	case len(open) > 1 && c.Mode != track.ModeReport:
		return problem(CodeWhoIsIt, strconv.Itoa(len(open))+" people are signed in here.")
	}
	return nil
}

// act has a command given in a session.
func (s *server) act(v *auth.Session, c *track.Command) {
	c.Actor, c.Session = v.Person, v.ID
	s.People.Use(v.ID)
}

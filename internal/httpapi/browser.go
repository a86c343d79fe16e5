package httpapi

import (
	"errors"
	"net"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/tracewright/tracewright/api"
	"github.com/tracewright/tracewright/internal/auth"
	"github.com/tracewright/tracewright/internal/engine"
	"github.com/tracewright/tracewright/internal/view"
)

// A browser keeps its token in a cookie that no script reads and that no other
// site has sent along (docs/decisions has the reasons).
const (
	secureCookie = "__Host-session"
	// plainCookie is for HTTP without TLS, where browsers take no __Host- cookie.
	// The port follows it, since cookies do not tell ports apart.
	plainCookie = "session-"
	// terminalStays is how long a browser remembers a device: as long as any does.
	terminalStays = 400 * 24 * time.Hour
)

// Token is what a request proves itself by: the token of its header, or else of
// its cookie; empty for none.
func Token(r *http.Request) string {
	if token, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer "); ok {
		return token
	}
	if c, err := r.Cookie(cookieName(r)); err == nil {
		return c.Value
	}
	return ""
}

// overTLS reports whether the browser speaks TLS, to us or to a proxy before us.
func overTLS(r *http.Request) bool {
	return r.TLS != nil || r.Header.Get("X-Forwarded-Proto") == "https"
}

func cookieName(r *http.Request) string {
	if overTLS(r) {
		return secureCookie
	}
	_, port, err := net.SplitHostPort(r.Host)
	if err != nil {
		port = "80"
	}
	return plainCookie + port
}

// remember gives a browser its token; an empty one takes it away.
func remember(w http.ResponseWriter, r *http.Request, token string, stays time.Duration) {
	c := &http.Cookie{
		Name: cookieName(r), Value: token, Path: "/", HttpOnly: true, Secure: overTLS(r),
		SameSite: http.SameSiteStrictMode, MaxAge: int(stays.Seconds()),
	}
	if token == "" {
		c.MaxAge = -1
	}
	http.SetCookie(w, c)
}

func describeBrowserSignIn(h huma.API, op *huma.Operation) {
	answers[api.Me](h, op)
	op.Description += " The answer sets a cookie that stands for the browser until it signs out: with a token of role device for good, else until it is closed."
	jsonBody(op, "A token, or badge and PIN.", schemaOf[api.BrowserSignIn](h))
}

func describeBrowserSignOut(_ huma.API, op *huma.Operation) {
	op.Responses["204"] = &huma.Response{Description: "The cookie is taken away, and the session has ended."}
}

// postBrowserSignIn signs a browser in.
func (s *server) postBrowserSignIn(w http.ResponseWriter, r *http.Request) error {
	b, err := body(w, r, maxBody)
	if err != nil {
		return err
	}
	var in api.BrowserSignIn
	if err := decode(b, "body", &in); err != nil {
		return err
	}
	token := in.Token
	switch {
	case in.Token != "" && (in.Badge != "" || in.PIN != ""):
		return problem(CodeBadValue, "", api.Fault{Location: "body.token", Message: "give a token, or badge and PIN, not both"})
	case in.Token == "" && in.Badge == "":
		return problem(CodeBadValue, "", api.Fault{Location: "body.badge", Message: "it is missing"})
	case in.Token == "" && in.PIN == "":
		return problem(CodeBadValue, "", api.Fault{Location: "body.pin", Message: "it is missing"})
	case in.Token == "":
		if token, err = s.openBrowser(r, &in); err != nil {
			return err
		}
	}
	p, err := s.People.Authenticate(r.Context(), token)
	if errors.Is(err, auth.ErrUnauthenticated) {
		return problem(CodeSignIn, "The token is wrong, expired or revoked.", api.Fault{Location: "body.token", Message: "it is no token of this server"})
	}
	if err != nil {
		return err
	}
	var stays time.Duration
	if slices.Contains(p.Roles, auth.RoleDevice) && p.Session == "" {
		stays = terminalStays
	}
	me, err := s.me(r, p)
	if err != nil {
		return err
	}
	remember(w, r, token, stays)
	return answer(w, me)
}

// openBrowser opens a session that is bound to no station and no terminal. It
// needs a PIN, since a badge can be copied.
func (s *server) openBrowser(r *http.Request, in *api.BrowserSignIn) (token string, err error) {
	if !s.Engine.Leads() {
		return "", engine.ErrStandby
	}
	shown := auth.Shown{Badge: in.Badge, PIN: in.PIN, Terminal: &auth.Principal{}}
	_, secret, change, err := s.People.SignIn(r.Context(), shown)
	if _, failed := s.noteBadge(r.Context(), &shown, change, err); failed != nil {
		return "", failed
	}
	if err != nil {
		return "", signInFault(err, "")
	}
	return secret.Reveal(), nil
}

// postBrowserSignOut signs a browser out, and ends the session that it had.
func (s *server) postBrowserSignOut(w http.ResponseWriter, r *http.Request) error {
	p, err := s.Authenticate(r)
	if err != nil && !errors.Is(err, auth.ErrUnauthenticated) {
		return err
	}
	if p != nil && p.Session != "" {
		if !s.Engine.Leads() {
			return engine.ErrStandby
		}
		_, change, err := s.People.SignOut(r.Context(), p.Session)
		if err == nil && change.Action != "" {
			s.metrics.badges.WithLabelValues(string(change.Action)).Inc()
			_, err = s.Engine.Record(r.Context(), engine.Note{
				Kind: engine.KindAccess, Actor: p.ID, Station: p.Station, Session: p.Session, Device: deviceOf(p), Body: change,
			})
		}
		if err != nil {
			return err
		}
	}
	remember(w, r, "", 0)
	w.WriteHeader(http.StatusNoContent)
	return nil
}

func (s *server) getMe(w http.ResponseWriter, r *http.Request) error {
	me, err := s.me(r, principalOf(r.Context()))
	if err != nil {
		return err
	}
	return answer(w, me)
}

// me is what a browser has to know of who uses it.
func (s *server) me(r *http.Request, p *auth.Principal) (*api.Me, error) {
	out := &api.Me{
		Actor: p.ID, Name: p.Name, Roles: texts(p.Roles), Lines: p.Scope.Lines, Stations: p.Scope.Stations,
		Session: p.Session, Station: p.Station, Terminal: speaksForOthers(p), Version: s.Version, Access: []string{},
	}
	for _, a := range auth.Accesses() {
		if p.Can(a) {
			out.Access = append(out.Access, string(a))
		}
	}
	err := s.Views.Read(r.Context(), func(q *view.Query) error {
		index, err := s.plant(q)
		if err == nil {
			site := &index.Definition().Site
			out.Site = api.Site{Code: site.Code, Name: site.Name, Zone: site.Zone}
			out.Names = index.Definition().Names
		}
		return err
	})
	return out, err
}

package cli

import (
	"context"
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"strings"

	"github.com/tracewright/tracewright/internal/auth"
	"github.com/tracewright/tracewright/internal/engine"
	"github.com/tracewright/tracewright/internal/httpapi"
)

// part is one of the people that whoever opens the demo may be.
type part struct {
	Role  auth.Role `json:"role"`
	Name  string    `json:"name"`
	Badge string    `json:"badge,omitempty"` // to be scanned at a station
	PIN   string    `json:"pin,omitempty"`
	// Token signs a browser in.
	Token string `json:"token"`
}

// demoParts lists who may be chosen, in the order of the chooser. The operator
// has the tablet of a station, at which people sign in by badge.
func demoParts() []part {
	return []part{
		{Role: auth.RoleDevice, Name: "Demo tablet"},
		{Role: auth.RoleLead, Name: "Greta Holm", Badge: "DEMO-B-201", PIN: "314159"},
		{Role: auth.RoleQuality, Name: "Dev Patel", Badge: "DEMO-B-104", PIN: "271828"},
		{Role: auth.RoleEngineer, Name: "Hugo Brandt", Badge: "DEMO-B-202", PIN: "161803"},
		{Role: auth.RoleAuditor, Name: "demo page"},
	}
}

// cast gives each part its person, and the token that the demo hands out.
func (d *demonstration) cast(ctx context.Context, s *store) error {
	a := &admin{auth: s.auth, engine: s.engine}
	for _, p := range demoParts() {
		profile := auth.Profile{Name: p.Name, Roles: []auth.Role{p.Role}}
		wanted := auth.NewToken{Profile: profile}
		if p.Badge != "" {
			person, err := a.employ(ctx, s, p.Name, p.Badge, p.Role)
			if err != nil {
				return err
			}
			if _, err := a.setPIN(ctx, &adminCall{Person: person, Secret: p.PIN}); err != nil {
				return err
			}
			wanted = auth.NewToken{Person: person, Profile: auth.Profile{Name: "demo, " + string(p.Role)}}
		}
		var err error
		if p.Token, err = keptToken(ctx, s, string(p.Role)+".token", wanted); err != nil {
			return err
		}
		d.parts = append(d.parts, p)
	}
	return nil
}

// employ finds the person of a badge, or makes one.
func (a *admin) employ(ctx context.Context, s *store, name, badge string, role auth.Role) (id string, err error) {
	id, err = s.auth.Badge(ctx, badge)
	if !errors.Is(err, auth.ErrUnauthenticated) && !errors.Is(err, auth.ErrNotFound) {
		return id, err
	}
	person, err := a.createPerson(ctx, &adminCall{Name: name, Roles: []string{string(role)}})
	if row, ok := person.(personRow); ok && err == nil {
		id = row.ID
		_, err = a.assignBadge(ctx, &adminCall{Person: id, Secret: badge})
	}
	return id, err
}

// keptToken is the token in a file of the data folder; a new one, if there is
// none that is still good.
func keptToken(ctx context.Context, s *store, file string, wanted auth.NewToken) (string, error) {
	path := filepath.Join(s.db.Dir, file)
	if b, err := os.ReadFile(path); err == nil {
		token := strings.TrimSpace(string(b))
		if _, err := s.auth.Authenticate(ctx, token); err == nil {
			return token, nil
		}
	}
	secret, _, change, err := s.auth.CreateToken(ctx, wanted)
	if err == nil {
		_, err = s.engine.Record(ctx, engine.Note{Kind: engine.KindAccess, Body: change})
	}
	if err != nil {
		return "", err
	}
	return secret.Reveal(), os.WriteFile(path, []byte(secret.Reveal()+"\n"), 0o600)
}

// pages serves the parts and the badges of the demo, and how its line goes on, to
// whoever is in it already, by the token of the printed address or as one of the
// parts.
func (d *demonstration) pages(s *store) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /demo/people", func(w http.ResponseWriter, _ *http.Request) {
		writeDemo(w, map[string]any{"parts": d.parts, "badges": d.operators})
	})
	mux.HandleFunc("GET /demo/line", d.getLine)
	mux.HandleFunc("POST /demo/line", d.changeLine)
	mux.HandleFunc("/demo/", func(w http.ResponseWriter, _ *http.Request) { httpapi.Refuse(w, httpapi.CodeNoAddress, "") })
	return sameOrigin(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p, err := s.authenticate(r)
		if err != nil || !p.Can(auth.Read) {
			httpapi.Refuse(w, httpapi.CodeNotSignedIn, "")
			return
		}
		mux.ServeHTTP(w, r)
	}))
}

// sameOrigin refuses what a page of another origin asks for in the name of who
// is signed in.
func sameOrigin(h http.Handler) http.Handler {
	cross := http.NewCrossOriginProtection()
	cross.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { httpapi.Refuse(w, httpapi.CodeCrossOrigin, "") }))
	return cross.Handler(h)
}

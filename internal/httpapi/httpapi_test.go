package httpapi_test

import (
	"context"
	"crypto/rand"
	"io"
	mathrand "math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/tracewright/tracewright/client"
	"github.com/tracewright/tracewright/internal/attachment"
	"github.com/tracewright/tracewright/internal/auth"
	"github.com/tracewright/tracewright/internal/capture"
	"github.com/tracewright/tracewright/internal/engine/enginetest"
	"github.com/tracewright/tracewright/internal/epcisview"
	"github.com/tracewright/tracewright/internal/httpapi"
	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/subscription"
	"github.com/tracewright/tracewright/internal/track"
	"github.com/tracewright/tracewright/internal/view"
)

// site is an API over a plant at work.
type site struct {
	*enginetest.Plant
	t      *testing.T
	url    string
	web    *httptest.Server
	people *auth.Store

	captures *capture.Jobs
}

// start serves the API of a new site; tokens are names of roles.
func start(t *testing.T, db *sqldb.DB) *site {
	t.Helper()
	return serve(t, enginetest.Start(t, db))
}

// serve serves the API of a plant.
func serve(t *testing.T, p *enginetest.Plant) *site {
	t.Helper()
	cfg := config(t, p)
	web := httptest.NewServer(httpapi.New(cfg))
	t.Cleanup(web.Close)
	return &site{Plant: p, t: t, url: web.URL, web: web, people: cfg.People, captures: cfg.Captures}
}

func config(t testing.TB, p *enginetest.Plant) httpapi.Config {
	t.Helper()
	people := auth.NewStore(p.DB, t.TempDir(), p.Clock.Now, mathrand.NewChaCha8([32]byte{1}))
	events := &epcisview.Index{Journal: p.DB, Open: func(context.Context) (*sqldb.DB, error) { return p.DB, nil }}
	return httpapi.Config{
		Subscriptions: &subscription.States{DB: p.DB}, Destinations: &subscription.Destinations{Hosts: []string{"erp.example.com"}},
		Events: events, Captures: capture.New(capture.Config{DB: p.DB, Engine: p.Engine, Events: events, Now: p.Clock.Now, NewID: rand.Text}),
		Engine: p.Engine, Views: view.NewStore(p.DB), Feed: p.Feed, Version: "test", People: people,
		Attachments:  &attachment.Store{DB: p.DB, Now: p.Clock.Now},
		Authenticate: func(r *http.Request) (*auth.Principal, error) { return signedIn(r, people) },
		Patience:     100 * time.Millisecond, Heartbeat: 10 * time.Millisecond,
	}
}

// signedIn takes the name of a role for its token, beside real tokens.
func signedIn(r *http.Request, people *auth.Store) (*auth.Principal, error) {
	name := httpapi.Token(r)
	if strings.HasPrefix(name, "tw") {
		return people.Authenticate(r.Context(), name)
	}
	role, station, scoped := strings.Cut(name, "@")
	if !auth.Role(role).Known() {
		return nil, auth.ErrUnauthenticated
	}
	p := &auth.Principal{ID: "p-" + role, Roles: []auth.Role{auth.Role(role)}}
	if scoped {
		p.Scope = auth.Scope{Stations: []string{station}}
	}
	return p, nil
}

// hire gives somebody new a badge, and a PIN unless it is empty.
func (s *site) hire(name, badge, pin string, roles ...auth.Role) string {
	s.t.Helper()
	p, _, err := s.people.CreatePerson(s.t.Context(), auth.Profile{Name: name, Roles: roles})
	if err != nil {
		s.t.Fatal(err)
	}
	if _, _, err := s.people.AssignBadge(s.t.Context(), p.ID, badge); err != nil {
		s.t.Fatal(err)
	}
	if pin != "" {
		if _, err := s.people.SetPIN(s.t.Context(), p.ID, pin); err != nil {
			s.t.Fatal(err)
		}
	}
	return p.ID
}

// shop starts a site with the demo plant, in which testdata/shop.jsonl has
// happened: a pump in work, a refusal, a hold and a broken rule.
func shop(t *testing.T, db *sqldb.DB) *site {
	t.Helper()
	s := start(t, db)
	s.Do(t, &track.Command{ID: "plant", Verb: "apply", Actor: "p-engineer", Args: &track.ApplyPlant{Definition: plantYAML(t)}})
	s.hire("Ada Moreau", "4711", "", auth.RoleOperator)
	commands, err := os.ReadFile("testdata/shop.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(commands)) {
		c := &track.Command{}
		if err := c.UnmarshalJSON([]byte(line)); err != nil {
			t.Fatal(err)
		}
		s.Clock.Advance(time.Second)
		s.Do(t, c)
	}
	return s
}

func (s *site) client(role string) *client.Client {
	s.t.Helper()
	c, err := client.New(s.url, role)
	if err != nil {
		s.t.Fatal(err)
	}
	return c
}

// response is what came back.
type response struct {
	status int
	header http.Header
	body   string
}

// send makes one request; a header is "Name: value".
func (s *site) send(method, path, as, body string, header ...string) response {
	s.t.Helper()
	req, err := http.NewRequestWithContext(s.t.Context(), method, s.url+path, strings.NewReader(body))
	if err != nil {
		s.t.Fatal(err)
	}
	if body != "" {
		req.Header.Set("Content-Type", "application/json")
	}
	if as != "" {
		req.Header.Set("Authorization", "Bearer "+as)
	}
	for _, h := range header {
		name, value, _ := strings.Cut(h, ": ")
		req.Header.Set(name, value)
	}
	res, err := s.web.Client().Do(req)
	if err != nil {
		s.t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	return response{res.StatusCode, res.Header, string(b)}
}

// receive books in a lot.
func receive(id, part, maker, lot string) *track.Command {
	return &track.Command{ID: id, Verb: "receive", Args: &track.Receive{Part: part, Maker: maker, Lot: lot, Quantity: "10"}}
}

func plantYAML(t testing.TB) string {
	t.Helper()
	b, err := os.ReadFile("../../testdata/plant/pump.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

package client_test

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"

	"github.com/go-json-experiment/json"

	"github.com/tracewright/tracewright/api"
	"github.com/tracewright/tracewright/client"
)

// server answers the requests with one handler after the other, and keeps the
// ids of the commands that came.
type server struct {
	*httptest.Server
	mu  sync.Mutex
	ids []string
}

func serve(t *testing.T, answers ...http.HandlerFunc) *server {
	t.Helper()
	s := &server{}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		var c api.Command
		if len(body) > 0 {
			if err := json.Unmarshal(body, &c); err != nil {
				t.Error(err)
			}
		}
		s.mu.Lock()
		n := len(s.ids)
		s.ids = append(s.ids, c.ID)
		s.mu.Unlock()
		if n >= len(answers) {
			t.Errorf("request %d was not expected", n+1)
			return
		}
		answers[n](w, r)
	}))
	t.Cleanup(s.Close)
	return s
}

func (s *server) client(t *testing.T) *client.Client {
	t.Helper()
	c, err := client.New(s.URL, "token")
	if err != nil {
		t.Fatal(err)
	}
	c.Tries = 3
	return c
}

func status(code int, mediaType, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", mediaType)
		w.Header().Set("Retry-After", "0")
		w.WriteHeader(code)
		_, _ = io.WriteString(w, body) // the client is gone
	}
}

func hangUp(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }

const (
	answered = `{"id":"x","seq":7,"recordedAt":"2026-01-05T06:00:00Z","verdict":{"answer":"refuse","code":"T201","text":"no"}}`
	busy     = `{"type":"/api/reference#H503","title":"Busy.","status":503,"code":"H503"}`
	problem  = "application/problem+json"
)

// TestACommandKeepsItsID however often it is sent, so that it is recorded once.
func TestACommandKeepsItsID(t *testing.T) {
	t.Parallel()
	s := serve(t, hangUp, status(http.StatusServiceUnavailable, problem, busy), status(http.StatusOK, "application/json", answered))
	a, err := s.client(t).Do(t.Context(), api.Command{Verb: "scan"})
	if err != nil {
		t.Fatal(err)
	}
	if a.Seq != 7 || a.Permitted() {
		t.Errorf("got %+v", a)
	}
	if s.ids[0] == "" || s.ids[0] != s.ids[1] || s.ids[1] != s.ids[2] {
		t.Errorf("the ids were %q", s.ids)
	}
}

// TestTriesAreBounded: a server that stays busy is an error that says so.
func TestTriesAreBounded(t *testing.T) {
	t.Parallel()
	no := status(http.StatusServiceUnavailable, problem, busy)
	s := serve(t, no, no, no)
	_, err := s.client(t).Do(t.Context(), api.Command{Verb: "scan"})
	if p, ok := errors.AsType[*api.Problem](err); !ok || p.Code != "H503" {
		t.Errorf("got %v", err)
	}
}

// TestAReadOnlyServerIsNotAskedAgain: a person has to mend it first, so it does
// not say when to come back.
func TestAReadOnlyServerIsNotAskedAgain(t *testing.T) {
	t.Parallel()
	s := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", problem)
		w.WriteHeader(http.StatusServiceUnavailable)
		_, _ = io.WriteString(w, `{"title":"The journal is read-only.","status":503,"code":"H551"}`)
	})
	_, err := s.client(t).Do(t.Context(), api.Command{Verb: "scan"})
	if p, ok := errors.AsType[*api.Problem](err); !ok || p.Code != "H551" {
		t.Errorf("got %v", err)
	}
}

// TestAProblemIsNotTriedAgain: what the client did wrong stays wrong.
func TestAProblemIsNotTriedAgain(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, mediaType, body, code string
		status                      int
	}{
		{"a problem", problem, `{"title":"No.","status":422,"code":"H422","errors":[{"location":"body.verb","message":"it is missing"}]}`, "H422", http.StatusUnprocessableEntity},
		{"a proxy's page", "text/html", `<h1>Bad Gateway</h1>`, "none", http.StatusBadGateway},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := serve(t, status(c.status, c.mediaType, c.body))
			_, err := s.client(t).Object(t.Context(), "a/b c")
			if p, ok := errors.AsType[*api.Problem](err); !ok || p.Code != c.code || p.Status != c.status {
				t.Errorf("got %v", err)
			}
		})
	}
}

// TestNewRefusesWhatIsNoAddress with a word of what one looks like.
func TestNewRefusesWhatIsNoAddress(t *testing.T) {
	t.Parallel()
	for _, address := range []string{"", "localhost:8080", "ftp://host", "http://", "/path"} {
		if _, err := client.New(address, ""); err == nil {
			t.Errorf("%q was taken", address)
		}
	}
}

// TestReadyTellsWhyNot: a server that is not ready is no error.
func TestReadyTellsWhyNot(t *testing.T) {
	t.Parallel()
	s := serve(t, status(http.StatusServiceUnavailable, "application/json", `{"ready":false,"role":"writer","readOnly":"lost","seq":3,"version":"1"}`))
	r, err := s.client(t).Ready(t.Context())
	if err != nil || r.Ready || r.ReadOnly != "lost" {
		t.Errorf("got %+v, %v", r, err)
	}
}

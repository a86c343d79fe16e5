package httpapi_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/tracewright/tracewright/internal/auth"
	"github.com/tracewright/tracewright/internal/sqldb/sqldbtest"
	"github.com/tracewright/tracewright/internal/track"
)

// cookie is what a browser sends back of what an answer has set.
func cookie(t *testing.T, res response) string {
	t.Helper()
	set := res.header.Get("Set-Cookie")
	pair, _, _ := strings.Cut(set, ";")
	if pair == "" {
		t.Fatalf("no cookie: status %d: %s", res.status, res.body)
	}
	return "Cookie: " + pair
}

// TestABrowserSignsInByBadgeAndPIN: each browser has a session of its own, and
// leaving one ends none of the others.
func TestABrowserSignsInByBadgeAndPIN(t *testing.T) {
	t.Parallel()
	s := shop(t, sqldbtest.SQLite(t))
	s.hire("Greta", "B-1", "314159", auth.RoleLead)
	const shown = `{"badge":"B-1","pin":"314159"}`
	one := s.send(http.MethodPost, "/api/v1/sign-in", "", shown)
	for _, want := range []string{"HttpOnly", "SameSite=Strict", "Path=/"} {
		if got := one.header.Get("Set-Cookie"); !strings.Contains(got, want) || strings.Contains(got, "Max-Age") {
			t.Errorf("the cookie %q; want %s, until the browser is closed", got, want)
		}
	}
	two := s.send(http.MethodPost, "/api/v1/sign-in", "", shown)
	for _, c := range []string{cookie(t, one), cookie(t, two)} {
		if me := s.send(http.MethodGet, "/api/v1/me", "", "", c); !strings.Contains(me.body, `"name":"Greta"`) || !strings.Contains(me.body, `"access":["read","operate","plan","audit"]`) {
			t.Errorf("status %d: %s", me.status, me.body)
		}
	}
	if out := s.send(http.MethodPost, "/api/v1/sign-out", "", "", cookie(t, one)); out.status != http.StatusNoContent || !strings.Contains(out.header.Get("Set-Cookie"), "Max-Age=0") {
		t.Errorf("status %d, cookie %q", out.status, out.header.Get("Set-Cookie"))
	}
	if me := s.send(http.MethodGet, "/api/v1/me", "", "", cookie(t, one)); me.status != http.StatusUnauthorized {
		t.Errorf("after signing out: status %d", me.status)
	}
	if me := s.send(http.MethodGet, "/api/v1/me", "", "", cookie(t, two)); me.status != http.StatusOK {
		t.Errorf("the other browser: status %d", me.status)
	}
}

// TestABrowserLearnsThePlantsWords: screens say job for work order where the
// plant does.
func TestABrowserLearnsThePlantsWords(t *testing.T) {
	t.Parallel()
	s := start(t, sqldbtest.SQLite(t))
	definition := plantYAML(t) + "\nnames: {lot: Batch, lots: Batches, work-order: Job}\n"
	s.Do(t, &track.Command{ID: "plant", Verb: "apply", Actor: "p-engineer", Args: &track.ApplyPlant{Definition: definition}})
	s.hire("Greta", "B-1", "314159", auth.RoleLead)
	in := s.send(http.MethodPost, "/api/v1/sign-in", "", `{"badge":"B-1","pin":"314159"}`)
	if want := `"names":{"lot":"Batch","lots":"Batches","work-order":"Job"}`; !strings.Contains(in.body, want) {
		t.Errorf("status %d: %s; want %s", in.status, in.body, want)
	}
}

func TestABrowserIsNotSignedIn(t *testing.T) {
	t.Parallel()
	s := shop(t, sqldbtest.SQLite(t))
	s.hire("Ada", "B-2", "", auth.RoleOperator)
	for _, c := range []struct {
		name, body string
		code       string
	}{
		{"with a wrong PIN", `{"badge":"B-2","pin":"000001"}`, "H455"},
		{"with a badge nobody has", `{"badge":"B-9","pin":"314159"}`, "H455"},
		{"by a badge alone", `{"badge":"B-2"}`, "H422"},
		{"with a token nobody has", `{"token":"tw_aaaaaaaa_bbbb"}`, "H455"},
		{"with both", `{"token":"tw_a_b","badge":"B-2"}`, "H422"},
		{"with nothing", `{}`, "H422"},
	} {
		res := s.send(http.MethodPost, "/api/v1/sign-in", "", c.body)
		if !strings.Contains(res.body, `"code":"`+c.code+`"`) || res.header.Get("Set-Cookie") != "" {
			t.Errorf("%s: status %d, cookie %q: %s", c.name, res.status, res.header.Get("Set-Cookie"), res.body)
		}
	}
}

// TestABrowserBecomesATerminal: with a device's token it stays signed in.
func TestABrowserBecomesATerminal(t *testing.T) {
	t.Parallel()
	s := shop(t, sqldbtest.SQLite(t))
	token, _ := s.device("tablet", auth.Scope{})
	res := s.send(http.MethodPost, "/api/v1/sign-in", "", `{"token":"`+token+`"}`)
	if got := res.header.Get("Set-Cookie"); !strings.Contains(got, "Max-Age=34560000") || !strings.Contains(res.body, `"terminal":true`) {
		t.Errorf("cookie %q: %s", got, res.body)
	}
	secure := s.send(http.MethodPost, "/api/v1/sign-in", "", `{"token":"`+token+`"}`, "X-Forwarded-Proto: https")
	if got := secure.header.Get("Set-Cookie"); !strings.HasPrefix(got, "__Host-session=") || !strings.Contains(got, "Secure") {
		t.Errorf("over TLS the cookie is %q", got)
	}
}

// TestAnotherSiteCannotUseTheCookie: what changes something and comes from
// another origin is refused before anything else.
func TestAnotherSiteCannotUseTheCookie(t *testing.T) {
	t.Parallel()
	s := shop(t, sqldbtest.SQLite(t))
	token, _ := s.device("tablet", auth.Scope{})
	c := cookie(t, s.send(http.MethodPost, "/api/v1/sign-in", "", `{"token":"`+token+`"}`))
	scan := `{"code":"SN1"}`
	if res := s.send(http.MethodPost, "/api/v1/stations/ST-20/scans", "", scan, c, "Origin: https://elsewhere.example"); res.status != http.StatusForbidden || !strings.Contains(res.body, "H450") {
		t.Errorf("from another site: status %d: %s", res.status, res.body)
	}
	if res := s.send(http.MethodPost, "/api/v1/stations/ST-20/scans", "", scan, c); res.status != http.StatusOK {
		t.Errorf("from the page: status %d: %s", res.status, res.body)
	}
}

package httpapi_test

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/google/go-cmp/cmp"

	"github.com/tracewright/tracewright/api"
	"github.com/tracewright/tracewright/client"
	"github.com/tracewright/tracewright/internal/auth"
	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/sqldb/sqldbtest"
)

// device makes a token of role device and returns it with its id.
func (s *site) device(name string, scope auth.Scope) (token, id string) {
	s.t.Helper()
	secret, made, _, err := s.people.CreateToken(s.t.Context(), auth.NewToken{
		Profile: auth.Profile{Name: name, Roles: []auth.Role{auth.RoleDevice}, Scope: scope},
	})
	if err != nil {
		s.t.Fatal(err)
	}
	return secret.Reveal(), made.ID
}

// signIn signs somebody in through a terminal and returns the client of the
// session.
func (s *site) signIn(terminal, station, badge, pin string) (*client.Client, api.Session) {
	s.t.Helper()
	s.Clock.Advance(time.Second)
	in, err := s.client(terminal).SignIn(s.t.Context(), station, api.SignIn{Badge: badge, PIN: pin})
	if err != nil {
		s.t.Fatal(err)
	}
	return s.client(in.Token), in.Session
}

// entry is who the journal says has done something.
type entry struct{ Kind, Station, Session, Actor, Device, Command string }

// entries reads the journal from a sequence on.
func (s *site) entries(from int64) (list []entry, text string) {
	s.t.Helper()
	res := s.send(http.MethodGet, fmt.Sprintf("/api/v1/journal/entries?limit=1000&from=%d", from), "auditor", "")
	var page struct{ Items []entry }
	if err := json.Unmarshal([]byte(res.body), &page, json.MatchCaseInsensitiveNames(true)); err != nil || res.status != http.StatusOK {
		s.t.Fatalf("%v: %s", err, res.body)
	}
	return page.Items, res.body
}

// Who gave a command stands in the journal, with the session and the terminal,
// however it was sent.
func TestWhoActsAtAStation(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		s := shop(t, db)
		tablet, id := s.device("tablet", auth.Scope{Lines: nil, Stations: []string{"ST-10", "ST-20"}})
		ben := s.hire("Ben Okafor", "B-102", "", auth.RoleOperator)
		dev := s.hire("Dev Patel", "B-104", "161803", auth.RoleQuality)
		device := "s-" + id
		n := 0
		scan := func(as, body string) (status int, got entry) {
			t.Helper()
			n++
			from := s.Log.Next()
			res := s.send(http.MethodPost, "/api/v1/stations/ST-10/scans", as, fmt.Sprintf(`{"id":"w%d","code":"NOSUCH"%s}`, n, body))
			if list, _ := s.entries(from); len(list) > 0 {
				got = list[len(list)-1]
			}
			got.Command = ""
			return res.status, got
		}
		want := func(what string, status int, got entry, actor, session, through string) {
			t.Helper()
			w := entry{Kind: "judged", Station: "ST-10", Session: session, Actor: actor, Device: through}
			if diff := cmp.Diff(w, got); diff != "" || status != http.StatusOK {
				t.Errorf("%s: HTTP %d\n%s", what, status, diff)
			}
		}
		refused := func(what string, status, wanted int, got entry) {
			t.Helper()
			if status != wanted || got != (entry{}) {
				t.Errorf("%s: HTTP %d, %+v", what, status, got)
			}
		}

		status, got := scan(tablet, "")
		want("nobody is there", status, got, device, "", device)
		atWork, first := s.signIn(tablet, "ST-10", "B-102", "")
		status, got = scan(tablet, "")
		want("one is there", status, got, ben, first.ID, device)
		_, second := s.signIn(tablet, "ST-10", "B-104", "161803")
		status, got = scan(tablet, "")
		refused("two are there", status, http.StatusConflict, got)
		status, got = scan(tablet, `,"operator":"B-102"`)
		want("the badge", status, got, ben, first.ID, device)
		status, got = scan(tablet, `,"operator":"4711"`)
		if got.Session != "" || got.Actor == ben || status != http.StatusOK {
			t.Errorf("the badge of who is not there: HTTP %d, %+v", status, got)
		}
		status, got = scan(tablet, `,"session":"`+second.ID+`"`)
		want("the session", status, got, dev, second.ID, device)
		status, got = scan(tablet, `,"session":"ss-none"`)
		refused("a session that is not open", status, http.StatusUnprocessableEntity, got)
		status, got = scan(tablet, `,"mode":"report"`)
		if got.Actor != device || got.Session != "" || status != http.StatusOK {
			t.Errorf("a report of two: HTTP %d, %+v", status, got)
		}
		status, got = scan(tablet, `,"mode":"report","session":"ss-none"`)
		if got.Actor != device || got.Session != "ss-none" || status != http.StatusOK {
			t.Errorf("a report from a session that has ended: HTTP %d, %+v", status, got)
		}

		// The token of the session says all of it, and the station with it.
		a, err := atWork.Do(t.Context(), api.Command{Verb: "scan", Args: map[string]string{"code": "NOSUCH"}})
		if err != nil {
			t.Fatal(err)
		}
		list, _ := s.entries(a.Seq)
		list[0].Command = ""
		want("the token of the session", http.StatusOK, list[0], ben, first.ID, device)
		if _, err := atWork.Scan(t.Context(), "ST-20", api.Scan{Code: "NOSUCH"}); problemCode(err) != "H403" {
			t.Errorf("at another station of the terminal: %v", err)
		}

		if _, err := s.client(tablet).EndSession(t.Context(), first.ID); err != nil {
			t.Fatal(err)
		}
		status, got = scan(tablet, "")
		want("one has left", status, got, dev, second.ID, device)
		status, got = scan(tablet, `,"mode":"report","occurredAt":"2026-01-05T06:00:01Z"`)
		if got.Actor != device || got.Session != "" || status != http.StatusOK {
			t.Errorf("what happened before anybody came: HTTP %d, %+v", status, got)
		}
		if _, err := atWork.Scan(t.Context(), "ST-10", api.Scan{Code: "NOSUCH"}); problemCode(err) != "H401" {
			t.Errorf("after signing out: %v", err)
		}
	})
}

func problemCode(err error) string {
	var p *api.Problem
	if !errors.As(err, &p) {
		return fmt.Sprint(err)
	}
	return p.Code
}

// A forklift has no station: who has signed in there works at all those of its
// terminal.
func TestSessionWithoutAStation(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		s := shop(t, db)
		truck, id := s.device("forklift", auth.Scope{Stations: []string{"ST-10"}})
		other, _ := s.device("other forklift", auth.Scope{})
		ben := s.hire("Ben Okafor", "B-102", "", auth.RoleOperator)
		driver, session := s.signIn(truck, "", "B-102", "")
		for what, c := range map[string]*client.Client{"the session": driver, "the forklift": s.client(truck)} {
			a, err := c.Scan(t.Context(), "ST-10", api.Scan{Code: "NOSUCH"})
			if err != nil {
				t.Fatalf("%s: %v", what, err)
			}
			list, _ := s.entries(a.Seq)
			want := entry{Kind: "judged", Station: "ST-10", Session: session.ID, Actor: ben, Device: "s-" + id, Command: a.ID}
			if diff := cmp.Diff(want, list[0]); diff != "" {
				t.Errorf("%s:\n%s", what, diff)
			}
		}
		if _, err := driver.Scan(t.Context(), "ST-20", api.Scan{Code: "NOSUCH"}); problemCode(err) != "H403" {
			t.Errorf("outside the scope of the terminal: %v", err)
		}
		a, err := s.client(other).Scan(t.Context(), "ST-10", api.Scan{Code: "NOSUCH"})
		if err != nil {
			t.Fatal(err)
		}
		if list, _ := s.entries(a.Seq); list[0].Session != "" || list[0].Actor == ben {
			t.Errorf("another terminal acts as the driver: %+v", list[0])
		}
	})
}

// A badge that is read at a station signs in and out; what cannot is answered,
// and no badge is ever written down.
func TestBadgeIsScanned(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		s := shop(t, db)
		tablet, id := s.device("tablet", auth.Scope{})
		ben := s.hire("Ben Okafor", "BADGE-102", "", auth.RoleOperator)
		s.hire("Dev Patel", "BADGE-104", "161803", auth.RoleQuality)
		gone := s.hire("Eve Gone", "BADGE-105", "", auth.RoleOperator)
		if _, err := s.people.DisablePerson(t.Context(), gone); err != nil {
			t.Fatal(err)
		}
		from := s.Log.Next()
		for i, step := range []struct{ id, code, station, answer, verdict, next string }{
			{"b1", "BADGE-102", "ST-40", api.Permit, "T901", "In work here: SN2. Scan what goes in, or the unit to complete it."},
			{"b1", "BADGE-102", "ST-40", api.Permit, "T901", "In work here: SN2. Scan what goes in, or the unit to complete it."}, // the answer was lost
			{"b2", "BADGE-102\r\n", "ST-60", api.Permit, "T901", "Scan what to work on."},
			{"b3", "BADGE-102", "ST-40", api.Permit, "T902", "Whoever works here next reads their badge."},
			{"b4", "BADGE-104", "ST-40", api.Ask, "T903", "Enter the PIN."},
			{"b5", "BADGE-105", "ST-40", api.Refuse, "T904", "Use another badge, or have it given back to you."},
		} {
			a, err := s.client(tablet).Scan(t.Context(), step.station, api.Scan{ID: step.id, Code: step.code})
			if err != nil {
				t.Fatalf("step %d: %v", i, err)
			}
			got := []string{a.Verdict.Answer, a.Verdict.Code, a.Verdict.Next, a.ID}
			if diff := cmp.Diff([]string{step.answer, step.verdict, step.next, step.id}, got); diff != "" {
				t.Errorf("step %d:\n%s", i, diff)
			}
			if a.Seq != s.Log.Next()-1 || a.RecordedAt.IsZero() {
				t.Errorf("step %d: it is not the last entry: %+v", i, a)
			}
		}
		list, text := s.entries(from)
		for _, secret := range []string{"BADGE-1", "Ben", "Patel", "161803"} {
			if strings.Contains(text, secret) {
				t.Errorf("the journal has %q", secret)
			}
		}
		if len(list) != 6 {
			t.Fatalf("%d entries, want 6", len(list))
		}
		in := entry{Kind: "access", Station: "ST-40", Session: list[0].Session, Actor: ben, Device: "s-" + id, Command: "b1"}
		if diff := cmp.Diff(in, list[0]); diff != "" || list[0].Session == "" || !strings.Contains(text, `"signed-in"`) {
			t.Error(diff)
		}
		failed := entry{Kind: "access", Station: "ST-40", Actor: "s-" + id, Device: "s-" + id, Command: "b5"}
		if diff := cmp.Diff(failed, list[5]); diff != "" {
			t.Error(diff)
		}

		// Not even by those who may not sign others in, nor by other ways.
		from = s.Log.Next()
		if res := s.send(http.MethodPost, "/api/v1/stations/ST-40/scans", "operator", `{"code":"BADGE-102"}`); res.status != http.StatusForbidden {
			t.Errorf("by an operator's own token: %s", res.body)
		}
		if res := s.send(http.MethodPost, "/api/v1/stations/ST-40/scans", tablet, `{"mode":"report","code":"BADGE-102"}`); res.status != http.StatusUnprocessableEntity {
			t.Errorf("as a report: %s", res.body)
		}
		if list, _ := s.entries(from); len(list) != 0 {
			t.Errorf("%d entries were written", len(list))
		}
		res := s.send(http.MethodPost, "/api/v1/commands:batch", tablet, `[{"verb":"scan","station":"ST-40","args":{"code":"BADGE-102"}}]`)
		if _, text := s.entries(from); !strings.Contains(res.body, "T901") || strings.Contains(text, "BADGE-1") {
			t.Errorf("in a batch: %s", res.body)
		}
		if res := s.send(http.MethodGet, "/metrics", "", ""); !strings.Contains(res.body, `tracewright_badges_shown_total{outcome="pin-asked"} 1`) {
			t.Error("what became of the badges is not counted")
		}
	})
}

// TestSignInIsRefused: why, with a code that stays.
func TestSignInIsRefused(t *testing.T) {
	t.Parallel()
	s := shop(t, sqldbtest.SQLite(t))
	tablet, _ := s.device("tablet", auth.Scope{Stations: []string{"ST-10"}})
	s.hire("Dev Patel", "B-104", "161803", auth.RoleQuality)
	s.hire("Lea", "B-105", "", auth.RoleLead)
	visitor, _, err := s.people.CreatePerson(t.Context(), auth.Profile{Name: "Vi", Roles: []auth.Role{auth.RoleOperator}, Scope: auth.Scope{Stations: []string{"ST-20"}}})
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.people.AssignBadge(t.Context(), visitor.ID, "B-106"); err != nil {
		t.Fatal(err)
	}
	const at10 = "/api/v1/stations/ST-10/sign-in"
	for _, c := range []struct {
		name, as, path, body, code string
		entries                    int64
	}{
		{"no such station", "device", "/api/v1/stations/ST-99/sign-in", `{"badge":"B-104"}`, "H451", 0},
		{"a station of another terminal", tablet, "/api/v1/stations/ST-20/sign-in", `{"badge":"B-104"}`, "H403", 0},
		{"an operator's own token", "operator", at10, `{"badge":"B-104"}`, "H453", 0},
		{"no badge", tablet, at10, `{"pin":"161803"}`, "H422", 0},
		{"an unknown member", tablet, at10, `{"badge":"B-104","password":"x"}`, "H422", 0},
		{"no PIN", tablet, at10, `{"badge":"B-104"}`, "H456", 1},
		{"no PIN that there is", tablet, at10, `{"badge":"B-105"}`, "H456", 1},
		{"unknown badge", tablet, at10, `{"badge":"nobody's"}`, "H455", 1},
		{"wrong PIN", tablet, at10, `{"badge":"B-104","pin":"161804"}`, "H455", 1},
		{"wrong PIN, again", tablet, at10, `{"badge":"B-104","pin":"161804"}`, "H455", 1},
		{"wrong PIN, a third time", tablet, at10, `{"badge":"B-104","pin":"161804"}`, "H455", 1},
		{"too soon", tablet, at10, `{"badge":"B-104","pin":"161803"}`, "H429", 0},
		{"outside the scope of the person", tablet, at10, `{"badge":"B-106"}`, "H403", 1},
		{"to leave with an unknown badge", tablet, "/api/v1/stations/ST-10/sign-out", `{"badge":"nobody's"}`, "H455", 0},
	} {
		from := s.Log.Next()
		res := s.send(http.MethodPost, c.path, c.as, c.body)
		var p api.Problem
		if err := json.Unmarshal([]byte(res.body), &p); err != nil || p.Code != c.code || p.Fix == "" {
			t.Errorf("%s: %s", c.name, res.body)
		}
		if c.code == "H429" && res.header.Get("Retry-After") != "1" {
			t.Errorf("%s: Retry-After %q", c.name, res.header.Get("Retry-After"))
		}
		if wrote := s.Log.Next() - from; wrote != c.entries {
			t.Errorf("%s: %d entries, want %d", c.name, wrote, c.entries)
		}
	}
	if _, err := s.client(tablet).EndSession(t.Context(), "ss-none"); problemCode(err) != "H451" {
		t.Errorf("a session that is not there: %v", err)
	}
	if _, err := s.client("device").Sessions(t.Context(), "ST-99"); problemCode(err) != "H451" {
		t.Errorf("who is at a station that is not there: %v", err)
	}
}

// Each sees and ends the sessions where they work.
func TestWhoIsSignedIn(t *testing.T) {
	t.Parallel()
	s := shop(t, sqldbtest.SQLite(t))
	tablet, _ := s.device("tablet", auth.Scope{Stations: []string{"ST-10"}})
	everywhere, _ := s.device("gateway", auth.Scope{})
	s.hire("Ben Okafor", "B-102", "", auth.RoleOperator)
	cleo, ten := s.signIn(tablet, "ST-10", "4711", "")
	ben, twenty := s.signIn(everywhere, "ST-20", "B-102", "")
	_, moving := s.signIn(everywhere, "", "B-102", "")
	for as, want := range map[string][]string{
		tablet: {ten.ID}, everywhere: {moving.ID, ten.ID, twenty.ID}, "auditor": {moving.ID, ten.ID, twenty.ID}, "operator@ST-20": {twenty.ID},
	} {
		list, err := s.client(as).Sessions(t.Context(), "")
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, v := range list.Items {
			got = append(got, v.ID)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("as %s:\n%s", as, diff)
		}
	}
	list, err := s.client("lead").Sessions(t.Context(), "ST-10")
	if err != nil || len(list.Items) != 1 || list.Items[0].Name != "Ada Moreau" || list.Items[0].ExpiresAt.IsZero() {
		t.Errorf("at ST-10: %+v, %v", list, err)
	}
	for as, c := range map[string]*client.Client{"the session of another station": cleo, "the terminal of another": s.client(tablet), "an operator": s.client("operator")} {
		if _, err := c.EndSession(t.Context(), twenty.ID); problemCode(err) != "H403" {
			t.Errorf("%s ends a session: %v", as, err)
		}
	}
	from := s.Log.Next()
	gone, err := ben.EndSession(t.Context(), twenty.ID)
	if err != nil || gone.EndedAt.IsZero() {
		t.Fatalf("one's own: %+v, %v", gone, err)
	}
	again, err := s.client(everywhere).EndSession(t.Context(), twenty.ID)
	if err != nil || !again.EndedAt.Equal(gone.EndedAt) || s.Log.Next() != from+1 {
		t.Errorf("a repeat: %+v, %v, %d entries", again, err, s.Log.Next()-from)
	}
	out, err := s.client(tablet).SignOut(t.Context(), "ST-10", "4711")
	if err != nil || len(out.Items) != 1 || out.Items[0].ID != ten.ID {
		t.Errorf("by the badge: %+v, %v", out, err)
	}
	if out, err = s.client(tablet).SignOut(t.Context(), "ST-10", "4711"); err != nil || len(out.Items) != 0 {
		t.Errorf("by the badge, again: %+v, %v", out, err)
	}
}

// A station page goes on with the token of the session, and may read the next
// badge with it.
func TestSessionServesTheNextPerson(t *testing.T) {
	t.Parallel()
	s := shop(t, sqldbtest.SQLite(t))
	tablet, id := s.device("tablet", auth.Scope{})
	s.hire("Ben Okafor", "B-102", "", auth.RoleOperator)
	ada, _ := s.signIn(tablet, "ST-10", "4711", "")
	a, err := ada.Scan(t.Context(), "ST-10", api.Scan{Code: "B-102"})
	if err != nil || a.Verdict.Code != "T901" {
		t.Fatalf("got %+v, %v", a, err)
	}
	list, err := ada.Sessions(t.Context(), "ST-10")
	if err != nil || len(list.Items) != 2 || list.Items[1].Device != "s-"+id {
		t.Errorf("got %+v, %v", list, err)
	}
	if _, err := s.people.RevokeToken(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	if _, err := ada.Scan(t.Context(), "ST-10", api.Scan{Code: "SN1"}); problemCode(err) != "H401" {
		t.Errorf("after the terminal was revoked: %v", err)
	}
}

// The command code signs out whoever scans it, and is no scan of the plant's.
func TestCommandCodeSignsOut(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		s := shop(t, db)
		tablet, _ := s.device("tablet", auth.Scope{Stations: []string{"ST-10"}})
		s.hire("Ben Okafor", "B-102", "", auth.RoleOperator)
		s.signIn(tablet, "ST-10", "B-102", "")
		for i, want := range []string{"T902", "T692"} {
			s.Clock.Advance(time.Second)
			a, err := s.client(tablet).Scan(t.Context(), "ST-10", api.Scan{ID: fmt.Sprint("out", i), Code: "tw:sign-out"})
			if err != nil {
				t.Fatal(err)
			}
			if a.Verdict.Code != want {
				t.Errorf("got %s %s, want %s", a.Verdict.Code, a.Verdict.Text, want)
			}
			if want == "T902" && a.Verdict.Text != "Ben Okafor is signed out of ST-10." {
				t.Errorf("got %q", a.Verdict.Text)
			}
		}
	})
}

// Of the choices for an unknown code those are shown that somebody may take.
func TestChoicesAreThoseThatOneMayTake(t *testing.T) {
	t.Parallel()
	s := shop(t, sqldbtest.SQLite(t))
	for as, want := range map[string]string{
		"operator": "receive receive produce-unit re-identify", "admin": "receive receive produce-unit re-identify apply",
	} {
		a, err := s.client(as).Scan(t.Context(), "ST-10", api.Scan{ID: as, Code: "NOSUCH"})
		if err != nil {
			t.Fatal(err)
		}
		var verbs []string
		for _, c := range a.Verdict.Choices {
			verbs = append(verbs, c.Verb)
		}
		if got := strings.Join(verbs, " "); got != want {
			t.Errorf("%s: got %s, want %s", as, got, want)
		}
	}
}

package auth_test

import (
	"errors"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/tracewright/tracewright/internal/auth"
	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/sqldb/sqldbtest"
)

// device is a terminal with a token of its own.
func (s *site) device(name string, scope auth.Scope) (*auth.Principal, auth.Token) {
	s.t.Helper()
	n := service(name, auth.RoleDevice)
	n.Scope = scope
	secret, token := s.token(n)
	p, err := s.Authenticate(s.t.Context(), secret)
	if err != nil {
		s.t.Fatal(err)
	}
	return p, token
}

// badge gives somebody new a badge.
func (s *site) badge(name, badge string, scope auth.Scope, roles ...auth.Role) string {
	s.t.Helper()
	p, _, err := s.CreatePerson(s.t.Context(), auth.Profile{Name: name, Roles: roles, Scope: scope})
	if err != nil {
		s.t.Fatal(err)
	}
	if _, _, err := s.AssignBadge(s.t.Context(), p.ID, badge); err != nil {
		s.t.Fatal(err)
	}
	return p.ID
}

// in signs somebody in and returns the token.
func (s *site) in(shown auth.Shown) (auth.Session, string) {
	s.t.Helper()
	s.clock.advance(time.Second) // so that sessions have an order
	session, secret, change, err := s.SignIn(s.t.Context(), shown)
	if err != nil {
		s.t.Fatal(err)
	}
	if change.Action != auth.SignedIn || change.Session != session.ID || change.Person != session.Person || change.Badge == "" {
		s.t.Errorf("the change %+v does not tell of %s", change, session.ID)
	}
	return session, secret.Reveal()
}

func (s *site) who() []string {
	s.t.Helper()
	list, err := s.Sessions(s.t.Context(), func(*auth.Session) bool { return true })
	if err != nil {
		s.t.Fatal(err)
	}
	who := []string{}
	for _, v := range list {
		who = append(who, v.Name+" at "+v.Station)
	}
	return who
}

func (s *site) ended(what, token string) {
	s.t.Helper()
	_, err := s.Authenticate(s.t.Context(), token)
	wantError(s.t, what, err, auth.ErrUnauthenticated)
}

// A session has the rights of the person, within the scopes of the station and of
// the terminal.
func TestSessionIsThePersonAtTheStation(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		s := newSite(t, db)
		line, _ := s.device("tablet", auth.Scope{Lines: []string{"L1"}})
		quality := s.badge("Dev Patel", "D", auth.Scope{}, auth.RoleQuality)
		if _, err := s.SetPIN(t.Context(), quality, "161803"); err != nil {
			t.Fatal(err)
		}
		session, token := s.in(auth.Shown{Badge: "D", PIN: "161803", Station: "ST-10", Terminal: line})
		p, err := s.Authenticate(t.Context(), token)
		if err != nil {
			t.Fatal(err)
		}
		want := &auth.Principal{
			ID: quality, Name: "Dev Patel", Roles: []auth.Role{auth.RoleQuality}, TokenID: line.TokenID,
			Session: session.ID, Station: "ST-10", Device: line.ID,
			Within: []auth.Scope{{Lines: []string{"L1"}}, {Stations: []string{"ST-10"}}},
		}
		if diff := cmp.Diff(want, p, cmpopts.IgnoreFields(auth.Principal{}, "LineOf")); diff != "" {
			t.Error(diff)
		}
		if !p.May(auth.Quality, "ST-10") || p.May(auth.Quality, "ST-20") || p.May(auth.Operate, "") || !p.May(auth.Read, "ST-20") {
			t.Error("the session acts elsewhere, or not at its station")
		}
		mover, moving := s.in(auth.Shown{Badge: "D", PIN: "161803", Terminal: line})
		if p, err = s.Authenticate(t.Context(), moving); err != nil || mover.Station != "" || mover.ID == session.ID {
			t.Fatalf("got %+v, %v, want a session without a station", mover, err)
		}
		if !p.May(auth.Operate, "ST-10") || p.May(auth.Operate, "ST-30") {
			t.Error("a session without a station acts on the lines of its terminal, and there only")
		}
		admin := s.badge("Root", "R", auth.Scope{}, auth.RoleAdmin)
		if _, err := s.SetPIN(t.Context(), admin, "161803"); err != nil {
			t.Fatal(err)
		}
		v, _ := s.in(auth.Shown{Badge: "R", PIN: "161803", Station: "ST-10", Terminal: line})
		if v.Principal.May(auth.Admin, "") || v.Principal.May(auth.Define, "ST-10") {
			t.Error("an admin administrates the site from a station")
		}
		s.badge("Bob", "B", auth.Scope{Lines: []string{"L2"}}, auth.RoleOperator)
		_, _, change, err := s.SignIn(t.Context(), auth.Shown{Badge: "B", Station: "ST-10", Terminal: line})
		wantError(t, "another line's operator", err, auth.ErrForbidden)
		if change.Action != auth.SignInFailed {
			t.Errorf("the change is %+v", change)
		}
	})
}

// A badge alone is enough for who has no PIN and only works at stations.
func TestBadgeAloneSignsInWhoOnlyOperates(t *testing.T) {
	t.Parallel()
	s := newSite(t, sqldbtest.SQLite(t))
	bob := s.badge("Bob", "B", auth.Scope{}, auth.RoleOperator)
	s.badge("Lea", "L", auth.Scope{}, auth.RoleLead)
	_, withPIN, _ := s.anna()
	_, token := s.in(auth.Shown{Badge: "B", Station: "ST-10", Terminal: terminal})
	for _, badge := range []string{"L", withPIN} {
		_, _, change, err := s.SignIn(t.Context(), auth.Shown{Badge: badge, Station: "ST-10", Terminal: terminal})
		wantError(t, "a badge that needs its PIN", err, auth.ErrPINNeeded)
		if change.Action != auth.PINAsked || change.Person == "" {
			t.Errorf("the change is %+v", change)
		}
	}
	// Who gets more rights meanwhile has not proven who they are.
	if _, err := s.ChangePerson(t.Context(), bob, auth.Profile{Name: "Bob", Roles: []auth.Role{auth.RoleQuality}}); err != nil {
		t.Fatal(err)
	}
	s.ended("a session by badge alone, of quality", token)
}

func TestSigningInAgainFindsTheSession(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		s := newSite(t, db)
		tablet, _ := s.device("tablet", auth.Scope{})
		truck, _ := s.device("truck", auth.Scope{})
		s.badge("Bob", "B", auth.Scope{}, auth.RoleOperator)
		s.badge("Cleo", "C", auth.Scope{}, auth.RoleOperator)
		first, old := s.in(auth.Shown{Badge: "B", Station: "ST-10", Terminal: tablet})
		s.in(auth.Shown{Badge: "C", Station: "ST-10", Terminal: tablet})
		s.in(auth.Shown{Badge: "B", Station: "ST-20", Terminal: tablet})
		s.in(auth.Shown{Badge: "B", Terminal: truck})
		s.in(auth.Shown{Badge: "B", Terminal: tablet})
		s.clock.advance(time.Hour)
		again, token := s.in(auth.Shown{Badge: "B", Station: "ST-10", Terminal: truck})
		if again.ID != first.ID || again.OpenedAt != first.OpenedAt || again.ExpiresAt <= first.ExpiresAt+time.Hour.Microseconds() {
			t.Errorf("got %+v, want %+v over an hour later", again, first)
		}
		want := []string{"Bob at ", "Bob at ", "Bob at ST-10", "Cleo at ST-10", "Bob at ST-20"}
		if diff := cmp.Diff(want, s.who()); diff != "" {
			t.Errorf("who is signed in (-want +got):\n%s", diff)
		}
		s.ended("the former token of the session", old)
		restarted := s.open(s.dir, rand.NewChaCha8([32]byte{7}))
		if p, err := restarted.Authenticate(t.Context(), token); err != nil || p.Session != first.ID {
			t.Errorf("after a restart: %+v, %v", p, err)
		}
		gone, change, err := s.SignOut(t.Context(), first.ID)
		if err != nil || gone.EndedAt == 0 || change.Action != auth.SignedOut || change.Person != first.Person {
			t.Errorf("got %+v, %+v, %v", gone, change, err)
		}
		s.ended("after signing out", token)
		if later, change, err := s.SignOut(t.Context(), first.ID); err != nil || later.EndedAt != gone.EndedAt || change.Action != "" {
			t.Errorf("signing out again: %+v, %+v, %v", later, change, err)
		}
		for _, id := range []string{"", "ss-missing", "a\x00b", "\xff"} {
			_, _, err := s.SignOut(t.Context(), id)
			wantError(t, "sign out of what is not there", err, auth.ErrNotFound)
		}
		if next, _ := s.in(auth.Shown{Badge: "B", Station: "ST-10", Terminal: tablet}); next.ID == first.ID {
			t.Error("a session that has ended goes on")
		}
	})
}

// Each of these ends the sessions at once, on this server and, within a second,
// on another one; and taking it back revives none.
func TestSessionsEndWithWhatTheyRestOn(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		for name, end := range map[string]func(*site, string, auth.Token) error{
			"badge revoked": func(s *site, person string, _ auth.Token) error {
				people, err := s.ListPeople(t.Context(), "", 1)
				if err != nil {
					return err
				}
				_, err = s.RevokeBadge(t.Context(), people[0].Badges[0].ID)
				_, _, again := s.AssignBadge(t.Context(), person, "B")
				return errors.Join(err, again)
			},
			"person disabled": func(s *site, person string, _ auth.Token) error {
				_, err := s.DisablePerson(t.Context(), person)
				_, enable := s.EnablePerson(t.Context(), person)
				return errors.Join(err, enable)
			},
			"terminal revoked": func(s *site, _ string, terminal auth.Token) error {
				_, err := s.RevokeToken(t.Context(), terminal.ID)
				return err
			},
			"key replaced": func(s *site, _ string, _ auth.Token) error {
				_, err := s.ReplaceBadgeKey(t.Context())
				return err
			},
		} {
			s := newSite(t, db)
			for _, table := range []string{"session", "badge", "badge_key", "pin", "person", "token"} {
				if err := db.Write(t.Context(), func(tx *sqldb.Tx) error {
					_, err := tx.Exec(t.Context(), "delete from "+table)
					return err
				}); err != nil {
					t.Fatal(err)
				}
			}
			tablet, token := s.device("tablet", auth.Scope{})
			person := s.badge("Bob", "B", auth.Scope{}, auth.RoleOperator)
			_, secret := s.in(auth.Shown{Badge: "B", Station: "ST-10", Terminal: tablet})
			other := s.open(s.dir, rand.NewChaCha8([32]byte{8}))
			if _, err := other.Authenticate(t.Context(), secret); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			if err := end(s, person, token); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			s.ended(name, secret)
			s.clock.advance(time.Second)
			_, err := other.Authenticate(t.Context(), secret)
			wantError(t, name+", on another server", err, auth.ErrUnauthenticated)
		}
	})
}

// Nothing but idleness ends a session by itself, so that it outlasts a shift.
func TestSessionEndsByIdlenessOnly(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		s := newSite(t, db)
		s.Idle = time.Hour
		s.badge("Bob", "B", auth.Scope{}, auth.RoleOperator)
		s.badge("Cleo", "C", auth.Scope{}, auth.RoleOperator)
		first, token := s.in(auth.Shown{Badge: "B", Station: "ST-10", Terminal: terminal})
		scanned, _ := s.in(auth.Shown{Badge: "C", Station: "ST-10", Terminal: terminal})
		for range 40 {
			s.clock.advance(50 * time.Minute)
			if _, err := s.Authenticate(t.Context(), token); err != nil {
				t.Fatal(err)
			}
			s.Use(scanned.ID)
			if err := s.WriteUses(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		if diff := cmp.Diff([]string{"Bob at ST-10", "Cleo at ST-10"}, s.who()); diff != "" {
			t.Error(diff)
		}
		restarted := s.open(s.dir, rand.NewChaCha8([32]byte{7}))
		restarted.Idle = time.Hour
		if _, err := restarted.Authenticate(t.Context(), token); err != nil {
			t.Errorf("after a restart: %v", err)
		}
		s.clock.advance(time.Hour)
		s.ended("an idle session", token)
		if who := s.who(); len(who) != 0 {
			t.Errorf("%v are signed in", who)
		}
		if next, _ := s.in(auth.Shown{Badge: "B", Station: "ST-10", Terminal: terminal}); next.ID == first.ID {
			t.Error("an idle session goes on")
		}
	})
}

// A badge that is read signs in, and out when it is read again; a repeat of the
// same scan changes nothing.
func TestReadBadgeSignsInAndOut(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		s := newSite(t, db)
		s.badge("Bob", "B", auth.Scope{}, auth.RoleOperator)
		_, badge, pin := s.anna()
		read := func(badge, scan string) auth.Action {
			t.Helper()
			session, change, err := s.ReadBadge(t.Context(), auth.Shown{Badge: badge, Station: "ST-10", Terminal: terminal, Scan: scan})
			if err != nil {
				return change.Action + " " + auth.Action(err.Error())
			}
			if session.Name == "" || session.ID != change.Session {
				t.Errorf("got %+v, %+v", session, change)
			}
			return change.Action
		}
		for i, step := range []struct {
			badge, scan string
			want        auth.Action
		}{
			{"B", "c1", auth.SignedIn},
			{"B", "c1", auth.SignedIn}, // the answer was lost
			{"B", "c2", auth.SignedOut},
			{"B", "c2", auth.SignedOut},
			{"B", "c3", auth.SignedIn},
			{badge, "c4", auth.PINAsked + " the PIN is needed"},
			{"nobody's", "c5", auth.SignInFailed + " not signed in"},
		} {
			if got := read(step.badge, step.scan); got != step.want {
				t.Errorf("step %d: got %q, want %q", i, got, step.want)
			}
		}
		s.in(auth.Shown{Badge: badge, PIN: pin, Station: "ST-10", Terminal: terminal})
		if got := read(badge, "c6"); got != auth.SignedOut {
			t.Errorf("to leave without the PIN: %q", got)
		}
		gone, change, err := s.SignOutBadge(t.Context(), auth.Shown{Badge: "B", Station: "ST-10", Terminal: terminal})
		if err != nil || gone.EndedAt == 0 || change.Action != auth.SignedOut || len(s.who()) != 0 {
			t.Errorf("got %+v, %+v, %v", gone, change, err)
		}
		_, change, err = s.SignOutBadge(t.Context(), auth.Shown{Badge: "B", Station: "ST-10", Terminal: terminal})
		if err != nil || change.Action != "" {
			t.Errorf("who is not there: %+v, %v", change, err)
		}
		_, _, err = s.SignOutBadge(t.Context(), auth.Shown{Badge: "none", Station: "ST-10", Terminal: terminal})
		wantError(t, "an unknown badge", err, auth.ErrUnauthenticated)
	})
}

func TestKnowsBadge(t *testing.T) {
	t.Parallel()
	s := newSite(t, sqldbtest.SQLite(t))
	knows := func(code string) bool {
		t.Helper()
		known, err := s.KnowsBadge(t.Context(), code)
		if err != nil {
			t.Fatal(err)
		}
		return known
	}
	if knows("B") {
		t.Error("a site without badges knows one")
	}
	s.badge("Bob", "B", auth.Scope{}, auth.RoleOperator)
	people, err := s.ListPeople(t.Context(), "", 10)
	if err != nil {
		t.Fatal(err)
	}
	if !knows("B") || knows("b") || knows("") {
		t.Error("want the badge alone to be known")
	}
	if _, err := s.RevokeBadge(t.Context(), people[0].Badges[0].ID); err != nil {
		t.Fatal(err)
	}
	if !knows("B") {
		t.Error("a revoked badge is not known, and would be written down")
	}
}

// What ended is cleared away in time, so that the table stays small.
func TestEndedSessionsAreClearedAway(t *testing.T) {
	t.Parallel()
	s := newSite(t, sqldbtest.SQLite(t))
	s.badge("Bob", "B", auth.Scope{}, auth.RoleOperator)
	for range 30 {
		s.in(auth.Shown{Badge: "B", Station: "ST-10", Terminal: terminal})
		s.clock.advance(13 * time.Hour)
	}
	var n []int64
	if err := s.db.Read(t.Context(), func(tx *sqldb.Tx) (err error) {
		n, err = sqldb.Select(t.Context(), tx, func(n *int64) []any { return []any{n} }, "select count(*) from session")
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if n[0] > 3 {
		t.Errorf("%d rows are left", n[0])
	}
}

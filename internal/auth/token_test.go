package auth_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tracewright/tracewright/internal/auth"
	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/sqldb/sqldbtest"
)

func TestTokenOfServiceSpeaksForItself(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		s := newSite(t, db)
		n := service("gateway", auth.RoleDevice, auth.RoleOperator, auth.RoleDevice)
		n.Scope = auth.Scope{Lines: []string{"L1", "L1"}, Stations: []string{"ST-40", "ST-30"}}
		secret, token := s.token(n)
		got, err := s.Authenticate(t.Context(), secret)
		if err != nil {
			t.Fatal(err)
		}
		want := &auth.Principal{
			ID: "s-" + token.ID, Name: "gateway", TokenID: token.ID,
			Roles: []auth.Role{auth.RoleOperator, auth.RoleDevice},
			Scope: auth.Scope{Lines: []string{"L1"}, Stations: []string{"ST-30", "ST-40"}},
		}
		byValue := cmp.FilterPath(func(p cmp.Path) bool { return p.String() == "LineOf" }, cmp.Ignore())
		if diff := cmp.Diff(want, got, byValue); diff != "" {
			t.Error(diff)
		}
		if !got.May(auth.Operate, "ST-10") || got.May(auth.Operate, "ST-20") {
			t.Error("the line of a station is not asked for")
		}
	})
}

func TestWrongTokensAreRefusedAlike(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		s := newSite(t, db)
		right, token := s.token(service("gateway", auth.RoleDevice))
		other, _ := s.token(service("printer", auth.RoleDevice))
		secret := other[strings.LastIndex(other, "_")+1:]
		for name, bearer := range map[string]string{
			"none":                   "",
			"the secret of another":  "tw_" + token.ID + "_" + secret,
			"an unknown id":          "tw_aaaaaaaa_" + secret,
			"one letter less":        right[:len(right)-1],
			"one letter more":        right + "a",
			"in capitals":            strings.ToUpper(right),
			"with a space":           " " + right,
			"with the scheme":        "Bearer " + right,
			"NUL in the id":          "tw_\x00_" + secret,
			"invalid UTF-8":          "tw_\xff\xfe_" + secret,
			"a megabyte":             "tw_" + strings.Repeat("a", 1<<20),
			"a quote in the id":      "tw_' or 1=1 --_" + secret,
			"the hash, not the text": "tw_" + token.ID + "_" + strings.Repeat("0", 52),
		} {
			if p, err := s.Authenticate(t.Context(), bearer); p != nil || !errors.Is(err, auth.ErrUnauthenticated) || err.Error() != auth.ErrUnauthenticated.Error() {
				t.Errorf("%s: got %v, %v, want nothing but ErrUnauthenticated", name, p, err)
			}
		}
		if _, err := s.Authenticate(t.Context(), right); err != nil {
			t.Error(err)
		}
	})
}

func TestRevokedTokenIsRefusedAtOnce(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		s := newSite(t, db)
		secret, token := s.token(service("gateway", auth.RoleDevice))
		standby := s.open(s.dir, rand.NewChaCha8([32]byte{7}))
		for _, store := range []*auth.Store{s.Store, standby} {
			if _, err := store.Authenticate(t.Context(), secret); err != nil {
				t.Fatal(err)
			}
		}
		change, err := s.RevokeToken(t.Context(), token.ID)
		if diff := cmp.Diff(auth.Change{Action: auth.TokenRevoked, Token: token.ID}, change); diff != "" || err != nil {
			t.Error(diff, err)
		}
		_, err = s.Authenticate(t.Context(), secret)
		wantError(t, "at once", err, auth.ErrUnauthenticated)
		s.clock.advance(time.Second)
		_, err = standby.Authenticate(t.Context(), secret)
		wantError(t, "on another server after a second", err, auth.ErrUnauthenticated)

		revoked := s.clock.now().Add(-time.Second).UnixMicro()
		if _, err := s.RevokeToken(t.Context(), token.ID); err != nil {
			t.Error(err)
		}
		if list, err := s.ListTokens(t.Context(), "", 10); err != nil || len(list) != 1 || list[0].RevokedAt != revoked {
			t.Errorf("a second revocation moved the first: %+v, %v", list, err)
		}
		for _, id := range []string{"", "missing", "a\x00b", "\xff", strings.Repeat("a", 1<<20)} {
			_, err := s.RevokeToken(t.Context(), id)
			wantError(t, "revoke what is not there", err, auth.ErrNotFound)
		}
	})
}

func TestTokenExpires(t *testing.T) {
	t.Parallel()
	s := newSite(t, sqldbtest.SQLite(t))
	n := service("visitor", auth.RoleAuditor)
	n.Expires = s.clock.now().Add(500 * time.Millisecond)
	secret, _ := s.token(n)
	if _, err := s.Authenticate(t.Context(), secret); err != nil {
		t.Fatal(err)
	}
	s.clock.advance(500 * time.Millisecond) // less than a cache may be old
	_, err := s.Authenticate(t.Context(), secret)
	wantError(t, "at its end", err, auth.ErrUnauthenticated)
}

func TestTokenOfPersonFollowsThePerson(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		s := newSite(t, db)
		id := s.person("Anna Lind", auth.RoleOperator)
		secret, token := s.token(auth.NewToken{Person: id, Profile: auth.Profile{Name: "Anna's tablet"}})
		p, err := s.Authenticate(t.Context(), secret)
		if err != nil || p.ID != id || p.TokenID != token.ID || !p.May(auth.Operate, "") || p.May(auth.Quality, "") {
			t.Fatalf("got %+v, %v, want an operator", p, err)
		}
		moved := auth.Profile{Name: "Anna Berg", Roles: []auth.Role{auth.RoleQuality}, Scope: auth.Scope{Lines: []string{"L1"}}}
		if _, err := s.ChangePerson(t.Context(), id, moved); err != nil {
			t.Fatal(err)
		}
		p, err = s.Authenticate(t.Context(), secret)
		if err != nil || p.ID != id || p.Name != "Anna Berg" || !p.May(auth.Quality, "ST-10") || p.May(auth.Quality, "ST-20") {
			t.Errorf("after the move: got %+v, %v", p, err)
		}
		if _, err := s.DisablePerson(t.Context(), id); err != nil {
			t.Fatal(err)
		}
		_, err = s.Authenticate(t.Context(), secret)
		wantError(t, "disabled", err, auth.ErrUnauthenticated)
		_, _, _, err = s.CreateToken(t.Context(), auth.NewToken{Person: id, Profile: auth.Profile{Name: "another"}})
		wantInput(t, "a token for somebody disabled", err, "person")
		if _, err := s.EnablePerson(t.Context(), id); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Authenticate(t.Context(), secret); err != nil {
			t.Errorf("enabled again: %v", err)
		}
	})
}

func wantInput(t *testing.T, what string, err error, field string) {
	t.Helper()
	var input *auth.InputError
	if !errors.As(err, &input) || input.Field != field {
		t.Errorf("%s: got %v, want an input error of %s", what, err, field)
	}
}

func TestWrongInputIsNamed(t *testing.T) {
	t.Parallel()
	s := newSite(t, sqldbtest.SQLite(t))
	id := s.person("Anna Lind", auth.RoleOperator)
	operator := []auth.Role{auth.RoleOperator}
	long := strings.Repeat("x", 129)
	tests := []struct {
		name  string
		token auth.NewToken
		field string
	}{
		{"no name", service(" ", auth.RoleDevice), "name"},
		{"long name", service(long, auth.RoleDevice), "name"},
		{"NUL", service("a\x00b", auth.RoleDevice), "name"},
		{"line break", service("a\nb", auth.RoleDevice), "name"},
		{"escape sequence", service("\x1b[2J", auth.RoleDevice), "name"},
		{"no UTF-8", service("\xff", auth.RoleDevice), "name"},
		{"no role", service("gateway"), "roles"},
		{"unknown role", service("gateway", auth.RoleDevice, "root"), "roles[1]"},
		{"two roles in one", service("gateway", "device\nadmin"), "roles[0]"},
		{"many roles", service("gateway", make([]auth.Role, 1000)...), "roles"},
		{"two stations in one", auth.NewToken{Profile: auth.Profile{
			Name: "x", Roles: operator, Scope: auth.Scope{Stations: []string{"ST-1", "ST-2\nST-3"}},
		}}, "scope.stations[1]"},
		{"empty line", auth.NewToken{Profile: auth.Profile{Name: "x", Roles: operator, Scope: auth.Scope{Lines: []string{""}}}}, "scope.lines[0]"},
		{"many lines", auth.NewToken{Profile: auth.Profile{
			Name: "x", Roles: operator, Scope: auth.Scope{Lines: make([]string, 101)},
		}}, "scope.lines"},
		{"expired", auth.NewToken{Profile: auth.Profile{Name: "x", Roles: operator}, Expires: s.clock.now()}, "expires"},
		{"roles beside a person", auth.NewToken{Person: id, Profile: auth.Profile{Name: "x", Roles: operator}}, "roles"},
		{"person's name", auth.NewToken{Person: id}, "name"},
		{"person no id can be", auth.NewToken{Person: long, Profile: auth.Profile{Name: "x"}}, "person"},
	}
	for _, tt := range tests {
		_, _, _, err := s.CreateToken(t.Context(), tt.token)
		wantInput(t, tt.name, err, tt.field)
	}
	_, _, _, err := s.CreateToken(t.Context(), auth.NewToken{Person: "p-missing", Profile: auth.Profile{Name: "x"}})
	wantError(t, "a token for nobody", err, auth.ErrNotFound)
	if list, err := s.ListTokens(t.Context(), "", 10); err != nil || len(list) != 0 {
		t.Errorf("wrong input made %+v, %v", list, err)
	}
}

func TestLastUseIsWrittenLater(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		s := newSite(t, db)
		secret, _ := s.token(service("gateway", auth.RoleDevice))
		lastUse := func() int64 {
			list, err := s.ListTokens(t.Context(), "", 10)
			if err != nil || len(list) != 1 {
				t.Fatal(list, err)
			}
			return list[0].LastUsedAt
		}
		for range 3 {
			s.clock.advance(time.Second)
			if _, err := s.Authenticate(t.Context(), secret); err != nil {
				t.Fatal(err)
			}
		}
		if got := lastUse(); got != 0 {
			t.Errorf("a request wrote to the database: %d", got)
		}
		want := s.clock.now().UnixMicro()
		s.clock.advance(time.Hour)
		ended, end := context.WithCancel(t.Context())
		end()
		if err := s.WriteUses(ended); err == nil {
			t.Error("a failure to write was not told")
		}
		for range 2 {
			if err := s.WriteUses(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		if got := lastUse(); got != want {
			t.Errorf("got %d, want %d", got, want)
		}
	})
}

func TestLastUseIsWrittenWhenTheServerStops(t *testing.T) {
	t.Parallel()
	s := newSite(t, sqldbtest.SQLite(t))
	secret, _ := s.token(service("gateway", auth.RoleDevice))
	if _, err := s.Authenticate(t.Context(), secret); err != nil {
		t.Fatal(err)
	}
	ended, end := context.WithCancel(t.Context())
	end()
	if err := s.Run(ended, slog.New(slog.DiscardHandler)); err != nil {
		t.Error(err)
	}
	if list, err := s.ListTokens(t.Context(), "", 1); err != nil || list[0].LastUsedAt != s.clock.now().UnixMicro() {
		t.Errorf("got %+v, %v, want the use written", list, err)
	}
}

func TestListsAreReadInPages(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		s := newSite(t, db)
		const many = 7
		for i := range many {
			s.token(service(fmt.Sprint("device ", i), auth.RoleDevice))
			s.person(fmt.Sprint("person ", i), auth.RoleOperator)
		}
		tokens := pages(t, s.ListTokens, func(token auth.Token) string { return token.ID })
		people := pages(t, s.ListPeople, func(p auth.Person) string { return p.ID })
		for _, ids := range [][]string{tokens, people} {
			if len(ids) != many || !slices.IsSorted(ids) || len(slices.Compact(ids)) != many {
				t.Errorf("got %v, want %d ids in order", ids, many)
			}
		}
		for _, limit := range []int{-1, 0, 1001} {
			_, err := s.ListTokens(t.Context(), "", limit)
			wantInput(t, "a wrong limit", err, "limit")
		}
		_, err := s.ListPeople(t.Context(), "a\x00b", 1)
		wantInput(t, "a wrong id", err, "after")
	})
}

func pages[T any](t *testing.T, list func(context.Context, string, int) ([]T, error), id func(T) string) (ids []string) {
	t.Helper()
	after := ""
	for {
		page, err := list(t.Context(), after, 3)
		if err != nil {
			t.Fatal(err)
		}
		if len(page) == 0 {
			return ids
		}
		for _, row := range page {
			after = id(row)
			ids = append(ids, after)
		}
	}
}

func TestIDsAreNeverGivenTwice(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		s := newSite(t, db)
		stuck := s.open(s.dir, zeros{})
		first, _, err := stuck.CreatePerson(t.Context(), auth.Profile{Name: "Anna Lind", Roles: []auth.Role{auth.RoleOperator}})
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(first.ID, "p-") || len(first.ID) != 10 {
			t.Errorf("the id %q is not p- and 8 characters", first.ID)
		}
		token, _, _, err := stuck.CreateToken(t.Context(), service("gateway", auth.RoleDevice))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := stuck.DisablePerson(t.Context(), first.ID); err != nil {
			t.Fatal(err)
		}
		_, _, err = stuck.CreatePerson(t.Context(), auth.Profile{Name: "Bob", Roles: []auth.Role{auth.RoleAdmin}})
		wantError(t, "a person with a used id", err, sqldb.ErrUnique)
		_, _, _, err = stuck.CreateToken(t.Context(), service("intruder", auth.RoleAdmin))
		wantError(t, "a token with a used id", err, sqldb.ErrUnique)
		people, err := s.ListPeople(t.Context(), "", 10)
		if err != nil || len(people) != 1 || people[0].Name != "Anna Lind" || people[0].Active {
			t.Errorf("got %+v, %v, want Anna alone", people, err)
		}
		if p, err := s.Authenticate(t.Context(), token.Reveal()); err != nil || p.Name != "gateway" {
			t.Errorf("got %+v, %v, want the first token as it was", p, err)
		}
	})
}

// zeros is a source of chance that is broken.
type zeros struct{}

func (zeros) Read(b []byte) (int, error) { clear(b); return len(b), nil }

func TestRevocationHoldsForWhoeverComesAfter(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		s := newSite(t, db)
		for range 10 {
			secret, token := s.token(service("gateway", auth.RoleDevice))
			var workers sync.WaitGroup
			revoked := make(chan struct{})
			for range 4 {
				workers.Go(func() {
					for {
						after := false
						select {
						case <-revoked:
							after = true
						default:
						}
						_, err := s.Authenticate(t.Context(), secret)
						switch {
						case err != nil && !errors.Is(err, auth.ErrUnauthenticated):
							t.Error(err)
							return
						case after && err == nil:
							t.Error("accepted after the revocation")
							return
						case after:
							return
						}
					}
				})
			}
			if _, err := s.RevokeToken(t.Context(), token.ID); err != nil {
				t.Error(err)
			}
			close(revoked)
			workers.Wait()
		}
	})
}

package auth_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tracewright/tracewright/internal/auth"
	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/sqldb/sqldbtest"
)

func TestSignInNeedsBadgeAndPIN(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		s := newSite(t, db)
		_, err := signIn(t, s.Store, "04:00", "271828", "ST-10")
		wantError(t, "before there is any badge", err, auth.ErrUnauthenticated)
		id, badge, pin := s.anna()
		p, err := signIn(t, s.Store, badge, pin, "ST-10")
		if err != nil || p.Person != id || p.Name != "Anna Lind" || !p.Principal.May(auth.Operate, "ST-10") {
			t.Errorf("got %+v, %v, want Anna", p, err)
		}
		bob := s.person("Bob", auth.RoleOperator)
		if _, _, err := s.AssignBadge(t.Context(), bob, "badge without PIN"); err != nil {
			t.Fatal(err)
		}
		for name, shown := range map[string][2]string{
			"wrong PIN":       {badge, "271829"},
			"PIN and more":    {badge, pin + "0"},
			"PIN with NUL":    {badge, pin + "\x00"},
			"long PIN":        {badge, strings.Repeat("2", 1<<20)},
			"unknown badge":   {"04:FF", pin},
			"no badge":        {"", pin},
			"long badge":      {strings.Repeat("0", 1<<20), pin},
			"badge, no UTF-8": {"\xff\x00", pin},
			"who has no PIN":  {"badge without PIN", pin},
			"no PIN, unknown": {"04:FF", ""},
			"the person's id": {id, pin},
		} {
			p, err := signIn(t, s.Store, shown[0], shown[1], name)
			if p.Principal != nil || !errors.Is(err, auth.ErrUnauthenticated) || err.Error() != auth.ErrUnauthenticated.Error() {
				t.Errorf("%s: got %+v, %v, want nothing but ErrUnauthenticated", name, p, err)
			}
		}
		_, err = signIn(t, s.Store, badge, pin, strings.Repeat("x", 1<<20))
		wantError(t, "a station of a megabyte", err, auth.ErrUnauthenticated)
	})
}

func TestBadgeNamesItsPersonUntilItIsRevoked(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		s := newSite(t, db)
		id, badge, pin := s.anna()
		bob := s.person("Bob", auth.RoleOperator)
		if got, err := s.Badge(t.Context(), badge); got != id || err != nil {
			t.Errorf("got %q, %v, want %s", got, err, id)
		}
		_, _, err := s.AssignBadge(t.Context(), bob, badge)
		wantError(t, "the badge of another", err, auth.ErrTaken)

		people, err := s.ListPeople(t.Context(), "", 10)
		if err != nil {
			t.Fatal(err)
		}
		var lost auth.Badge
		for _, p := range people {
			if p.HasPIN != (p.ID == id) || len(p.Badges) != map[string]int{id: 1}[p.ID] {
				t.Errorf("got %+v, want Anna alone with a badge and a PIN", p)
			}
			if p.ID == id {
				lost = p.Badges[0]
			}
		}
		change, err := s.RevokeBadge(t.Context(), lost.ID)
		if diff := cmp.Diff(auth.Change{Action: auth.BadgeRevoked, Person: id, Badge: lost.ID}, change); diff != "" || err != nil {
			t.Error(diff, err)
		}
		_, err = s.Badge(t.Context(), badge)
		wantError(t, "a revoked badge", err, auth.ErrNotFound)
		_, err = signIn(t, s.Store, badge, pin, "ST-10")
		wantError(t, "to sign in with a revoked badge", err, auth.ErrUnauthenticated)
		_, _, err = s.AssignBadge(t.Context(), bob, badge)
		wantError(t, "the former badge of another", err, auth.ErrTaken)
		if found, _, err := s.AssignBadge(t.Context(), id, badge); err != nil || found.ID != lost.ID {
			t.Errorf("found again: got %+v, %v, want %s", found, err, lost.ID)
		}
		if got, err := s.Badge(t.Context(), badge); got != id || err != nil {
			t.Errorf("found again: got %q, %v", got, err)
		}
		for _, id := range []string{"", "b-missing", "a\x00b", "\xff", badge} {
			_, err := s.RevokeBadge(t.Context(), id)
			wantError(t, "revoke what is not there", err, auth.ErrNotFound)
		}
	})
}

func TestDisabledPersonIsRefusedAtOnce(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		s := newSite(t, db)
		id, badge, pin := s.anna()
		change, err := s.DisablePerson(t.Context(), id)
		if diff := cmp.Diff(auth.Change{Action: auth.PersonDisabled, Person: id}, change); diff != "" || err != nil {
			t.Error(diff, err)
		}
		_, err = s.Badge(t.Context(), badge)
		wantError(t, "the badge", err, auth.ErrNotFound)
		_, err = signIn(t, s.Store, badge, pin, "ST-10")
		wantError(t, "the PIN", err, auth.ErrUnauthenticated)
		_, err = s.SetPIN(t.Context(), id, "161803")
		wantInput(t, "a new PIN", err, "person")
		_, _, err = s.AssignBadge(t.Context(), id, "another")
		wantInput(t, "a new badge", err, "person")
		for _, nobody := range []string{"", "p-missing", "a\x00b", "\xff"} {
			_, disable := s.DisablePerson(t.Context(), nobody)
			_, change := s.ChangePerson(t.Context(), nobody, auth.Profile{Name: "x", Roles: []auth.Role{auth.RoleLead}})
			_, setPIN := s.SetPIN(t.Context(), nobody, "161803")
			_, _, assign := s.AssignBadge(t.Context(), nobody, "another")
			for _, err := range []error{disable, change, setPIN, assign} {
				wantError(t, "nobody", err, auth.ErrNotFound)
			}
		}
	})
}

func TestGuessablePINsAreRefused(t *testing.T) {
	t.Parallel()
	s := newSite(t, sqldbtest.SQLite(t))
	id := s.person("Anna Lind", auth.RoleOperator)
	for _, pin := range []string{"", "12345", "000000", "123456", "987654", "024680"[:5], strings.Repeat("12", 33)} {
		_, err := s.SetPIN(t.Context(), id, pin)
		wantInput(t, "the PIN "+pin, err, "pin")
	}
	_, _, err := s.AssignBadge(t.Context(), id, "")
	wantInput(t, "an empty badge", err, "badge")
	_, _, err = s.AssignBadge(t.Context(), id, strings.Repeat("0", 257))
	wantInput(t, "a long badge", err, "badge")
}

// Another station and another person do not notice what goes on at one.
func TestWrongPINsTakeLongerAndLonger(t *testing.T) {
	t.Parallel()
	s := newSite(t, sqldbtest.SQLite(t))
	_, badge, pin := s.anna()
	var waits []time.Duration
	for i := range 20 {
		_, err := signIn(t, s.Store, badge, fmt.Sprint(100_000+i), "ST-10")
		wantError(t, "a wrong PIN", err, auth.ErrUnauthenticated)
		if i < 2 {
			continue
		}
		var throttled *auth.ThrottledError
		if _, err = signIn(t, s.Store, badge, pin, "ST-10"); !errors.As(err, &throttled) || !errors.Is(err, auth.ErrThrottled) {
			t.Fatalf("after %d wrong PINs: got %v, want to wait", i+1, err)
		}
		waits = append(waits, throttled.After/time.Second)
		if _, err := signIn(t, s.Store, badge, pin, "ST-20"); err != nil {
			t.Errorf("at another station: %v", err)
		}
		s.clock.advance(throttled.After - time.Nanosecond)
		_, err = signIn(t, s.Store, badge, pin, "ST-10")
		wantError(t, "a moment too soon", err, auth.ErrThrottled)
		s.clock.advance(time.Nanosecond)
	}
	want := []time.Duration{1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300, 300, 300, 300, 300, 300, 300}
	if diff := cmp.Diff(want, waits); diff != "" {
		t.Errorf("seconds to wait (-want +got):\n%s", diff)
	}
	if _, err := signIn(t, s.Store, badge, pin, "ST-10"); err != nil {
		t.Errorf("the right PIN in time: %v", err)
	}
	for range 2 { // the right one starts the count anew
		_, err := signIn(t, s.Store, badge, "100000", "ST-10")
		wantError(t, "a wrong PIN", err, auth.ErrUnauthenticated)
	}
	if _, err := signIn(t, s.Store, badge, pin, "ST-10"); err != nil {
		t.Errorf("after two wrong ones: %v", err)
	}
}

// Who has no such badge learns nothing from how often they may try.
func TestUnknownBadgesAreSlowedDownAlike(t *testing.T) {
	t.Parallel()
	s := newSite(t, sqldbtest.SQLite(t))
	_, badge, _ := s.anna()
	for i := range 6 {
		_, known := signIn(t, s.Store, badge, "100000", "ST-10")
		_, unknown := signIn(t, s.Store, "04:FF", "100000", "ST-10")
		if known.Error() != unknown.Error() {
			t.Errorf("try %d: %v for a known badge, %v for an unknown one", i, known, unknown)
		}
	}
}

func TestClockSetBackLocksNobodyOut(t *testing.T) {
	t.Parallel()
	s := newSite(t, sqldbtest.SQLite(t))
	_, badge, pin := s.anna()
	secret, token := s.token(service("gateway", auth.RoleDevice))
	if _, err := s.Authenticate(t.Context(), secret); err != nil {
		t.Fatal(err)
	}
	for range 5 {
		_, err := signIn(t, s.Store, badge, "100000", "ST-10")
		if err == nil {
			t.Fatal("a wrong PIN was taken")
		}
	}
	s.clock.advance(-24 * time.Hour)
	if _, err := signIn(t, s.Store, badge, pin, "ST-10"); err != nil {
		t.Errorf("the right PIN: %v", err)
	}
	other := s.open(s.dir, rand.NewChaCha8([32]byte{3}))
	if _, err := other.RevokeToken(t.Context(), token.ID); err != nil {
		t.Fatal(err)
	}
	_, err := s.Authenticate(t.Context(), secret)
	wantError(t, "a token revoked by another server", err, auth.ErrUnauthenticated)
}

func TestTriesAtOnceAreAllCounted(t *testing.T) {
	t.Parallel()
	s := newSite(t, sqldbtest.SQLite(t))
	_, badge, _ := s.anna()
	var (
		workers sync.WaitGroup
		mu      sync.Mutex
		looked  int
	)
	for i := range 50 {
		workers.Go(func() {
			_, err := signIn(t, s.Store, badge, fmt.Sprint(100_000+i), "ST-10")
			mu.Lock()
			defer mu.Unlock()
			switch {
			case errors.Is(err, auth.ErrUnauthenticated):
				looked++
			case !errors.Is(err, auth.ErrThrottled):
				t.Error(err)
			}
		})
	}
	workers.Wait()
	if looked != 3 {
		t.Errorf("%d PINs were looked at, want the 3 that are free", looked)
	}
}

func TestMadeUpBadgesDoNotFillTheMemory(t *testing.T) {
	t.Parallel()
	var s auth.Tries
	now := time.Date(2026, 3, 2, 6, 0, 0, 0, time.UTC)
	for range 5 {
		now = now.Add(10 * time.Second)
		s.Begin("attacked", "ST-10", now)
	}
	for i := range 3 * auth.MaxTries {
		s.Begin(fmt.Sprint("made up ", i), "ST-10", now)
	}
	if got := s.Len(); got > auth.MaxTries {
		t.Errorf("%d tries are remembered, want at most %d", got, auth.MaxTries)
	}
	if s.Begin("attacked", "ST-10", now) == 0 {
		t.Error("the badge under attack was forgotten")
	}
}

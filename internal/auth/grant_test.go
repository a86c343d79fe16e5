package auth_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tracewright/tracewright/internal/auth"
	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/sqldb/sqldbtest"
)

// TestGrantsFollowTheToken: what a token sees is set when it is made and changed at
// once, by the change that the journal gets.
func TestGrantsFollowTheToken(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		s := newSite(t, db)
		n := service("ACME", auth.RolePartner)
		n.Grants = []string{"EQ_bizStep=shipping", "WD_bizLocation=urn:a|urn:b&EQ_action=ADD"}
		secret, token := s.token(n)
		sees := func() []string {
			t.Helper()
			p, err := s.Authenticate(t.Context(), secret)
			if err != nil || p.Can(auth.Read) || !p.Can(auth.Query) {
				t.Fatalf("%+v: %v", p, err)
			}
			return p.Grants
		}
		if diff := cmp.Diff(n.Grants, sees()); diff != "" {
			t.Error(diff)
		}
		for _, grants := range [][]string{{"EQ_action=ADD"}, nil} {
			change, err := s.Grant(t.Context(), token.ID, grants)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(auth.Change{Action: auth.TokenGranted, Token: token.ID, Grants: grants}, change); diff != "" {
				t.Error(diff)
			}
			if got := sees(); !slices.Equal(got, grants) {
				t.Errorf("sees %q and not %q", got, grants)
			}
		}
	})
}

func TestGrantsAreForPartners(t *testing.T) {
	t.Parallel()
	s := newSite(t, sqldbtest.SQLite(t))
	_, partner := s.token(service("ACME", auth.RolePartner))
	_, device := s.token(service("gateway", auth.RoleDevice))
	for _, c := range []struct {
		token string
		sees  []string
	}{
		{device.ID, []string{"EQ_action=ADD"}},
		{partner.ID, []string{""}},
		{partner.ID, []string{"EQ_action=ADD\nEQ_action=DELETE"}},
		{partner.ID, []string{strings.Repeat("x", 5000)}},
		{partner.ID, slices.Repeat([]string{"EQ_action=ADD"}, 101)},
	} {
		_, err := s.Grant(t.Context(), c.token, c.sees)
		if input, ok := errors.AsType[*auth.InputError](err); !ok || !strings.HasPrefix(input.Field, "sees") {
			t.Errorf("%.40q: %v", c.sees, err)
		}
	}
	if _, err := s.RevokeToken(t.Context(), partner.ID); err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{partner.ID, "nobody", ""} {
		if _, err := s.Grant(t.Context(), id, nil); !errors.Is(err, auth.ErrNotFound) {
			t.Errorf("%q: %v", id, err)
		}
	}
	n := service("gateway", auth.RoleDevice)
	n.Grants = []string{"EQ_action=ADD"}
	if _, _, _, err := s.CreateToken(t.Context(), n); err == nil {
		t.Error("a device is granted something")
	}
}

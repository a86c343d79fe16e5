package auth_test

import (
	"crypto/rand"
	"testing"
	"time"

	"github.com/tracewright/tracewright/internal/auth"
	"github.com/tracewright/tracewright/internal/sqldb/sqldbtest"
)

// Every request asks this, so it must cost next to nothing.
func BenchmarkAuthenticate(b *testing.B) {
	store := auth.NewStore(sqldbtest.SQLite(b), b.TempDir(), time.Now, rand.Reader)
	secret, _, err := store.Bootstrap(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := store.Authenticate(b.Context(), secret.Reveal()); err != nil {
			b.Fatal(err)
		}
	}
}

// A PIN costs what package auth says it does.
func BenchmarkSignIn(b *testing.B) {
	store := auth.NewStore(sqldbtest.SQLite(b), b.TempDir(), time.Now, rand.Reader)
	p, _, err := store.CreatePerson(b.Context(), auth.Profile{Name: "Anna Lind", Roles: []auth.Role{auth.RoleOperator}})
	if err != nil {
		b.Fatal(err)
	}
	if _, _, err := store.AssignBadge(b.Context(), p.ID, "04:A2"); err != nil {
		b.Fatal(err)
	}
	if _, err := store.SetPIN(b.Context(), p.ID, "271828"); err != nil {
		b.Fatal(err)
	}
	shown := auth.Shown{Badge: "04:A2", PIN: "271828", Station: "ST-10", Terminal: &auth.Principal{}}
	b.ReportAllocs()
	for b.Loop() {
		if _, _, _, err := store.SignIn(b.Context(), shown); err != nil {
			b.Fatal(err)
		}
	}
}

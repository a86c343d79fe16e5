package auth_test

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/tracewright/tracewright/internal/auth"
	"github.com/tracewright/tracewright/internal/schema"
	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/sqldb/sqldbtest"
)

// clock stands still until a test moves it.
type clock struct {
	mu sync.Mutex
	at time.Time
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
}

// site is a store with people, whose clock and files a test has in hand.
type site struct {
	*auth.Store
	t     *testing.T
	db    *sqldb.DB
	dir   string
	clock *clock
}

func newSite(t *testing.T, db *sqldb.DB) *site {
	t.Helper()
	s := &site{t: t, db: db, dir: t.TempDir(), clock: &clock{at: time.Date(2026, 3, 2, 6, 0, 0, 0, time.UTC)}}
	s.Store = s.open(s.dir, rand.NewChaCha8([32]byte{1}))
	return s
}

// open is another server on the same store.
func (s *site) open(dir string, random io.Reader) *auth.Store {
	store := auth.NewStore(s.db, dir, s.clock.now, random)
	store.CheapPINs()
	store.LineOf = func(station string) string { return map[string]string{"ST-10": "L1"}[station] }
	return store
}

func (s *site) person(name string, roles ...auth.Role) string {
	s.t.Helper()
	p, _, err := s.CreatePerson(s.t.Context(), auth.Profile{Name: name, Roles: roles})
	if err != nil {
		s.t.Fatal(err)
	}
	return p.ID
}

// anna is an operator with a badge and a PIN.
func (s *site) anna() (id, badge, pin string) {
	s.t.Helper()
	id, badge, pin = s.person("Anna Lind", auth.RoleOperator), "04:A2:19:7F", "271828"
	if _, _, err := s.AssignBadge(s.t.Context(), id, badge); err != nil {
		s.t.Fatal(err)
	}
	if _, err := s.SetPIN(s.t.Context(), id, pin); err != nil {
		s.t.Fatal(err)
	}
	return id, badge, pin
}

func (s *site) token(n auth.NewToken) (string, auth.Token) {
	s.t.Helper()
	secret, token, _, err := s.CreateToken(s.t.Context(), n)
	if err != nil {
		s.t.Fatal(err)
	}
	return secret.Reveal(), token
}

func service(name string, roles ...auth.Role) auth.NewToken {
	return auth.NewToken{Profile: auth.Profile{Name: name, Roles: roles}}
}

// terminal is one that no scope narrows.
var terminal = &auth.Principal{ID: "s-terminal", Roles: []auth.Role{auth.RoleDevice}}

func signIn(t *testing.T, s *auth.Store, badge, pin, station string) (auth.Session, error) {
	t.Helper()
	session, _, _, err := s.SignIn(t.Context(), auth.Shown{Badge: badge, PIN: pin, Station: station, Terminal: terminal})
	return session, err
}

func wantError(t *testing.T, what string, got, want error) {
	t.Helper()
	if !errors.Is(got, want) {
		t.Errorf("%s: got %v, want %v", what, got, want)
	}
}

func TestFirstStartMakesOneAdminToken(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		s := newSite(t, db)
		secret, change, err := s.Bootstrap(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if change.Action != auth.TokenCreated || change.Token == "" {
			t.Errorf("the change %+v does not tell of the token", change)
		}
		text, err := os.ReadFile(filepath.Join(s.dir, "admin.token"))
		if err != nil || string(text) != secret.Reveal()+"\n" {
			t.Errorf("admin.token does not hold the token that was shown: %v", err)
		}
		p, err := s.Authenticate(t.Context(), secret.Reveal())
		if err != nil || !p.May(auth.Admin, "") {
			t.Errorf("the first token gives %+v, %v, want an admin", p, err)
		}
		for _, again := range []*auth.Store{s.Store, s.open(t.TempDir(), rand.NewChaCha8([32]byte{2}))} {
			if secret, change, err := again.Bootstrap(t.Context()); secret.Reveal() != "" || change.Action != "" || err != nil {
				t.Errorf("a second start made a token: %+v, %v", change, err)
			}
		}
		if _, err := s.RevokeToken(t.Context(), p.TokenID); err != nil {
			t.Fatal(err)
		}
		if secret, _, err := s.Bootstrap(t.Context()); secret.Reveal() != "" || err != nil {
			t.Errorf("a start after the revocation made a token, %v", err)
		}
	})
}

func TestFilesAreForTheOwnerOnly(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("modes are of Unix")
	}
	s := newSite(t, sqldbtest.SQLite(t))
	if _, _, err := s.Bootstrap(t.Context()); err != nil {
		t.Fatal(err)
	}
	files, err := os.ReadDir(s.dir)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, f := range files {
		info, err := f.Info()
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, fmt.Sprint(f.Name(), " ", info.Mode()))
	}
	if want := "admin.token -rw-------, badge.key -rw-------"; strings.Join(got, ", ") != want {
		t.Errorf("got %v, want %s", got, want)
	}
}

func TestFirstStartThatCannotWriteTheFileMakesNoToken(t *testing.T) {
	t.Parallel()
	s := newSite(t, sqldbtest.SQLite(t))
	broken := s.open(filepath.Join(s.dir, "missing"), rand.NewChaCha8([32]byte{}))
	if _, _, err := broken.Bootstrap(t.Context()); err == nil {
		t.Fatal("the missing folder was not noticed")
	}
	if secret, _, err := s.Bootstrap(t.Context()); secret.Reveal() == "" || err != nil {
		t.Errorf("the next start made no token, %v", err)
	}
}

func TestServersMayStartAtOnce(t *testing.T) {
	t.Parallel()
	url := sqldbtest.PostgresURL(t)
	first, err := sqldb.Open(t.Context(), sqldb.Config{URL: url})
	if err != nil {
		t.Fatal(err)
	}
	defer first.Close()
	if err := schema.Migrate(t.Context(), first); err != nil {
		t.Fatal(err)
	}
	type start struct {
		secret auth.Secret
		dir    string
		err    error
	}
	starts := make(chan start)
	for i := range 4 {
		dir := t.TempDir()
		go func() {
			db, err := sqldb.Open(t.Context(), sqldb.Config{URL: url})
			if err != nil {
				starts <- start{err: err}
				return
			}
			store := auth.NewStore(db, dir, time.Now, rand.NewChaCha8([32]byte{byte(i)}))
			secret, _, err := store.Bootstrap(t.Context())
			starts <- start{secret, dir, errors.Join(err, db.Close())}
		}()
	}
	made := 0
	for range 4 {
		s := <-starts
		if s.err != nil {
			t.Error(s.err)
		}
		files, err := os.ReadDir(s.dir)
		if err != nil {
			t.Error(err)
		}
		if s.secret.Reveal() != "" {
			made++
		} else if len(files) > 0 {
			t.Errorf("a server that made no token left %v", files)
		}
	}
	if made != 1 {
		t.Errorf("%d servers made a first token, want 1", made)
	}
}

// Whoever steals the database finds nothing to sign in with.
func TestTablesHoldNoUsableSecret(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		s := newSite(t, db)
		first, _, err := s.Bootstrap(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		_, badge, pin := s.anna()
		token, made := s.token(service("gateway", auth.RoleDevice))
		key, err := os.ReadFile(filepath.Join(s.dir, "badge.key"))
		if err != nil {
			t.Fatal(err)
		}
		_, session := s.in(auth.Shown{Badge: badge, PIN: pin, Station: "ST-10", Terminal: terminal})
		secrets := []string{badge, pin, strings.TrimSpace(string(key))}
		for _, token := range []string{token, first.Reveal(), session} {
			secrets = append(secrets, token, token[strings.LastIndex(token, "_")+1:])
		}
		stored := dump(t, db)
		for _, secret := range secrets {
			if bytes.Contains(stored, []byte(secret)) {
				t.Errorf("the database holds the secret %q", secret)
			}
		}
		if !bytes.Contains(stored, []byte(made.ID)) {
			t.Error("the dump does not show the token at all")
		}
	})
}

// dump returns the bytes of every column of every table of this package and, on
// SQLite, of the files of the database.
func dump(t *testing.T, db *sqldb.DB) []byte {
	t.Helper()
	var all bytes.Buffer
	err := db.Read(t.Context(), func(tx *sqldb.Tx) error {
		for _, table := range []string{"person", "badge", "pin", "token", "badge_key", "session"} {
			if err := dumpTable(t.Context(), tx, &all, table); err != nil {
				return fmt.Errorf("%s: %w", table, err)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if db.Dialect == sqldb.SQLite {
		files, err := filepath.Glob(filepath.Join(db.Dir, "tracewright.db*"))
		if err != nil || len(files) == 0 {
			t.Fatalf("no file of a database, %v", err)
		}
		for _, file := range files {
			b, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			all.Write(b)
		}
	}
	return all.Bytes()
}

func dumpTable(ctx context.Context, tx *sqldb.Tx, to *bytes.Buffer, table string) error {
	rows, err := tx.Query(ctx, "select * from "+table)
	if err != nil {
		return err
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		return err
	}
	found := false
	for rows.Next() {
		found = true
		values := make([]sql.RawBytes, len(columns))
		into := make([]any, len(columns))
		for i := range values {
			into[i] = &values[i]
		}
		if err := rows.Scan(into...); err != nil {
			return err
		}
		for _, v := range values {
			to.Write(append(v, '\n'))
		}
	}
	if !found {
		return errors.New("is empty, so the test shows nothing")
	}
	return rows.Err()
}

func TestErrorsHoldNoSecret(t *testing.T) {
	t.Parallel()
	s := newSite(t, sqldbtest.SQLite(t))
	id, badge, _ := s.anna()
	bob := s.person("Bob", auth.RoleOperator)
	const hush = "hush-hush-hush-hush-hush-hush-hush-hush-hush-hush-hush-hush-hush-hush-hush"
	var errs []error
	_, err := s.Authenticate(t.Context(), hush)
	errs = append(errs, err)
	for range 5 {
		_, err = signIn(t, s.Store, badge, hush[:40], "ST-10")
		errs = append(errs, err)
	}
	_, err = s.SetPIN(t.Context(), id, hush)
	errs = append(errs, err)
	_, _, err = s.AssignBadge(t.Context(), bob, badge)
	errs = append(errs, err)
	_, err = s.Badge(t.Context(), hush)
	errs = append(errs, err)
	for _, err := range errs {
		if err == nil || strings.Contains(err.Error(), "hush") || strings.Contains(err.Error(), badge) {
			t.Errorf("the error %q is missing or tells a secret", err)
		}
	}
}

// A second server of a store needs the first one's key.
func TestMissingOrForeignKeyIsAFaultThatSaysSo(t *testing.T) {
	t.Parallel()
	s := newSite(t, sqldbtest.SQLite(t))
	id, badge, pin := s.anna()
	right, err := os.ReadFile(filepath.Join(s.dir, "badge.key"))
	if err != nil {
		t.Fatal(err)
	}
	for name, key := range map[string]string{"missing": "", "foreign": strings.Repeat("a", 52), "broken": "key"} {
		dir := t.TempDir()
		file := filepath.Join(dir, "badge.key")
		if key != "" {
			write(t, file, key)
		}
		other := s.open(dir, rand.NewChaCha8([32]byte{9}))
		_, signIn := signIn(t, other, badge, pin, "ST-10")
		_, lookup := other.Badge(t.Context(), badge)
		_, setPIN := other.SetPIN(t.Context(), id, "161803")
		for _, err := range []error{signIn, lookup, setPIN} {
			if err == nil || errors.Is(err, auth.ErrUnauthenticated) || errors.Is(err, auth.ErrNotFound) || !strings.Contains(err.Error(), "copy") {
				t.Errorf("%s key: got %v, want a fault that says what to copy", name, err)
			}
		}
		write(t, file, string(right))
		if got, err := other.Badge(t.Context(), badge); got != id || err != nil {
			t.Errorf("with the right key: got %q, %v", got, err)
		}
	}
}

func TestLostKeyIsReplaced(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		s := newSite(t, db)
		id, badge, pin := s.anna()
		if _, err := s.Badge(t.Context(), badge); err != nil { // the key is in memory
			t.Fatal(err)
		}
		if err := os.Remove(filepath.Join(s.dir, "badge.key")); err != nil {
			t.Fatal(err)
		}
		if _, err := s.ReplaceBadgeKey(t.Context()); err != nil {
			t.Fatal(err)
		}
		_, err := s.Badge(t.Context(), badge)
		wantError(t, "the badge", err, auth.ErrNotFound)
		_, err = signIn(t, s.Store, badge, pin, "ST-10")
		wantError(t, "badge and PIN", err, auth.ErrUnauthenticated)
		if _, _, err := s.AssignBadge(t.Context(), id, badge); err != nil {
			t.Fatal(err)
		}
		_, err = signIn(t, s.Store, badge, pin, "ST-20")
		wantError(t, "the former PIN", err, auth.ErrUnauthenticated)
		if _, err := s.SetPIN(t.Context(), id, pin); err != nil {
			t.Fatal(err)
		}
		again := s.open(s.dir, rand.NewChaCha8([32]byte{5}))
		if p, err := signIn(t, again, badge, pin, "ST-20"); err != nil || p.Person != id {
			t.Errorf("given anew: got %+v, %v", p, err)
		}
	})
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

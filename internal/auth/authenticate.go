package auth

import (
	"context"
	"crypto/subtle"
	"fmt"
	"maps"
	"strings"
	"sync"
	"time"

	"github.com/tracewright/tracewright/internal/sqldb"
)

// cacheAge is how long a token is believed without asking the database again:
// so late is a change seen that another server made.
const cacheAge = time.Second

// Authenticate returns who a token, or that of a session, speaks for, or
// ErrUnauthenticated; any other error is a fault. The token comes without the
// word Bearer.
func (s *Store) Authenticate(ctx context.Context, bearer string) (*Principal, error) {
	if id, secret, ok := parseToken(sessionPrefix, bearer); ok {
		return s.authenticateSession(ctx, sessionID(id), secret)
	}
	id, secret, ok := parseToken(tokenPrefix, bearer)
	if !ok {
		return nil, ErrUnauthenticated
	}
	now := s.now()
	row, ok := s.tokens.fresh(id, now)
	if !ok {
		generation := s.tokens.current()
		var err error
		if row, ok, err = s.loadToken(ctx, id); err != nil {
			return nil, fmt.Errorf("look up token: %w", err)
		}
		if !ok {
			return nil, ErrUnauthenticated
		}
		row.loaded = now
		s.tokens.keep(id, row, generation)
	}
	if subtle.ConstantTimeCompare(hashSecret(secret), row.hash) != 1 || !row.stands(now) {
		return nil, ErrUnauthenticated
	}
	s.tokens.use(id, now)
	return row.principal, nil
}

// Actor is the principal that an id of the journal stands for now: a person, or the
// service of a token. One that may do nothing any more, or is not known, has no
// roles.
func (s *Store) Actor(ctx context.Context, id string) (*Principal, error) {
	nobody := &Principal{ID: id}
	if token, service := strings.CutPrefix(id, "s-"); service {
		row, ok, err := s.loadToken(ctx, token)
		if err != nil || !ok || !row.stands(s.now()) {
			return nobody, err
		}
		return row.principal, nil
	}
	var people []personRow
	err := s.db.Read(ctx, func(tx *sqldb.Tx) (err error) {
		people, err = sqldb.Select(ctx, tx, (*personRow).scan, selectPeople+"where id = $1", id)
		return err
	})
	if err != nil || len(people) == 0 {
		return nobody, err
	}
	p := people[0].whole()
	if !p.Active {
		return nobody, nil
	}
	return s.principal(p.ID, p.Profile, ""), nil
}

// cached is a token as the tables had it.
type cached struct {
	hash      []byte
	expires   int64 // microseconds UTC; 0: never
	barred    bool  // revoked, or its person is disabled
	principal *Principal
	loaded    time.Time
}

func (c cached) stands(now time.Time) bool {
	return !c.barred && (c.expires == 0 || now.UnixMicro() < c.expires)
}

// loadToken reads a token, with the person it speaks for.
func (s *Store) loadToken(ctx context.Context, id string) (cached, bool, error) {
	var (
		tokens []tokenRow
		people []personRow
	)
	err := s.db.Read(ctx, func(tx *sqldb.Tx) (err error) {
		tokens, err = sqldb.Select(ctx, tx, (*tokenRow).scan, selectTokens+"where id = $1", id)
		if err != nil || len(tokens) == 0 || tokens[0].token.Person == "" {
			return err
		}
		people, err = sqldb.Select(ctx, tx, (*personRow).scan, selectPeople+"where id = $1", tokens[0].token.Person)
		return err
	})
	if err != nil || len(tokens) == 0 {
		return cached{}, false, err
	}
	var person *Person
	if len(people) > 0 {
		p := people[0].whole()
		person = &p
	}
	c, ok := s.cached(&tokens[0], person)
	return c, ok, nil
}

// cached is a token with its person, nil for that of a service; false if the
// person it is for is not known.
func (s *Store) cached(row *tokenRow, person *Person) (cached, bool) {
	t := row.whole()
	c := cached{hash: row.hash, expires: t.ExpiresAt, barred: t.RevokedAt != 0}
	switch {
	case t.Person == "":
		c.principal = s.principal("s-"+t.ID, t.Profile, t.ID)
		c.principal.Grants = t.Grants
	case person == nil:
		return c, false
	default:
		c.barred = c.barred || !person.Active
		c.principal = s.principal(person.ID, person.Profile, t.ID)
	}
	return c, true
}

func (s *Store) principal(id string, p Profile, token string) *Principal {
	return &Principal{ID: id, Name: p.Name, Roles: p.Roles, Scope: p.Scope, TokenID: token, LineOf: s.LineOf}
}

// tokenCache keeps tokens for cacheAge, and when each of them, and of the
// sessions, was last used.
type tokenCache struct {
	mu         sync.Mutex
	rows       map[string]cached
	used       map[string]int64 // by id, in microseconds UTC, of what is not written down yet
	generation int              // counts the calls of forget
}

// maxCached bounds the memory of a store that has very many tokens.
const maxCached = 10_000

func (c *tokenCache) fresh(id string, now time.Time) (cached, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	row, ok := c.rows[id]
	age := now.Sub(row.loaded)
	return row, ok && age >= 0 && age < cacheAge // a clock that was set back makes nothing last longer
}

func (c *tokenCache) current() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.generation
}

// keep remembers a row, unless something changed while it was being read.
func (c *tokenCache) keep(id string, row cached, generation int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if generation != c.generation {
		return
	}
	if len(c.rows) >= maxCached {
		clear(c.rows)
	}
	c.rows[id] = row
}

func (c *tokenCache) forget() {
	c.mu.Lock()
	defer c.mu.Unlock()
	clear(c.rows)
	c.generation++
}

func (c *tokenCache) use(id string, now time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.used[id] = max(c.used[id], now.UnixMicro())
}

func (c *tokenCache) lastUse(id string) int64 {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.used[id]
}

func (c *tokenCache) uses() map[string]int64 {
	c.mu.Lock()
	defer c.mu.Unlock()
	return maps.Clone(c.used)
}

// written forgets uses that were written down; later ones stay.
func (c *tokenCache) written(used map[string]int64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	maps.DeleteFunc(c.used, func(id string, at int64) bool { return used[id] == at })
}

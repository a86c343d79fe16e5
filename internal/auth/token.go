package auth

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/tracewright/tracewright/internal/sqldb"
)

// Token is what is known of a token; its secret is not. Times are microseconds
// UTC.
type Token struct {
	ID string
	// Person is whom the token speaks for, with the roles and the scope that the
	// person has at the time. It is empty for a service.
	Person string
	// Profile has the name of the token and, for a service, its roles and scope.
	Profile
	Grants     []string // queries of EPCIS events, of which it sees what one asks for
	CreatedAt  int64
	ExpiresAt  int64 // 0: never
	LastUsedAt int64 // 0: never; some two minutes late at most
	RevokedAt  int64 // 0: not revoked
}

// NewToken says what token to make.
type NewToken struct {
	// Person is whom the token is for; then it has a name, and no roles and no
	// scope of its own. Empty makes a token of a service.
	Person string
	Profile
	// Grants has at most 100 queries of EPCIS events, of 1 to 4096 bytes each, and
	// is for a service that may query.
	Grants []string
	// Expires is when the token ends; zero is never.
	Expires time.Time
}

// CreateToken makes a token. The secret is given here and never again. A person
// who does not exist is ErrNotFound; wrong input is an *InputError.
func (s *Store) CreateToken(ctx context.Context, n NewToken) (Secret, Token, Change, error) {
	t, err := s.newToken(n)
	if err != nil {
		return Secret{}, Token{}, Change{}, err
	}
	var secret Secret
	err = s.write(ctx, func(tx *sqldb.Tx) error {
		if t.Person != "" {
			if err := checkActive(ctx, tx, t.Person); err != nil {
				return err
			}
		}
		if t.ID, err = s.randomText(idBytes); err != nil {
			return err
		}
		secret, err = s.insertToken(ctx, tx, &t)
		return err
	})
	if err != nil {
		return Secret{}, Token{}, Change{}, fmt.Errorf("create token: %w", err)
	}
	return secret, t, t.change(TokenCreated), nil
}

// newToken checks what is asked for.
func (s *Store) newToken(n NewToken) (Token, error) {
	t := Token{Person: n.Person, Profile: n.Profile, Grants: n.Grants}
	if !n.Expires.IsZero() {
		t.ExpiresAt = n.Expires.UnixMicro()
		if !n.Expires.After(s.now()) {
			return t, &InputError{"expires", "has passed; give a later time, or none"}
		}
	}
	if n.Person == "" {
		var err error
		if t.Profile, err = n.check(); err == nil {
			err = t.checkGrants()
		}
		return t, err
	}
	if len(n.Grants) > 0 {
		return t, &InputError{"sees", "is for a service; leave it or the person out"}
	}
	if len(n.Roles) > 0 || !n.Scope.Whole() {
		return t, &InputError{"roles", "are those of the person; leave roles and scope out, or leave the person out"}
	}
	if err := checkText("name", n.Name); err != nil {
		return t, err
	}
	return t, checkText("person", n.Person)
}

const maxGrants, maxGrant = 100, 4096

// checkGrants judges what a token is to see.
func (t *Token) checkGrants() error {
	switch {
	case len(t.Grants) == 0:
		return nil
	case !slices.ContainsFunc(t.Roles, func(r Role) bool { return r.Grants(Query) }):
		return &InputError{"sees", "is for partners; give the role partner too"}
	case len(t.Grants) > maxGrants:
		return &InputError{"sees", fmt.Sprintf("has %d queries; give at most %d", len(t.Grants), maxGrants)}
	}
	for i, g := range t.Grants {
		if g == "" || len(g) > maxGrant || !utf8.ValidString(g) || strings.ContainsFunc(g, unicode.IsControl) {
			return &InputError{fmt.Sprintf("sees[%d]", i), fmt.Sprintf("is no query of 1 to %d bytes on one line", maxGrant)}
		}
	}
	return nil
}

// Grant sets what the token of a service sees, in place of what it saw. One that
// does not exist, or is revoked, is ErrNotFound; wrong input is an *InputError.
func (s *Store) Grant(ctx context.Context, id string, grants []string) (Change, error) {
	if checkText("id", id) != nil {
		return Change{}, ErrNotFound
	}
	var t Token
	err := s.write(ctx, func(tx *sqldb.Tx) error {
		rows, err := sqldb.Select(ctx, tx, (*tokenRow).scan, selectTokens+"where id = $1 and person = '' and revoked_at = 0", id)
		if err != nil {
			return err
		}
		if len(rows) == 0 {
			return ErrNotFound
		}
		t = rows[0].whole()
		t.Grants = grants
		if err := t.checkGrants(); err != nil {
			return err
		}
		_, err = tx.Exec(ctx, "update token set grants = $1 where id = $2", joinLines(grants, "\n"), id)
		return err
	})
	if err != nil {
		return Change{}, fmt.Errorf("grant token: %w", err)
	}
	return Change{Action: TokenGranted, Token: id, Grants: grants}, nil
}

// RevokeToken ends a token for good, and the sessions that were opened with it.
// One that does not exist is ErrNotFound; of one that is revoked already, the
// first time stands.
func (s *Store) RevokeToken(ctx context.Context, id string) (Change, error) {
	const update = `
		update token
		set revoked_at = case when revoked_at = 0 then $1 else revoked_at end
		where id = $2`
	if err := s.change(ctx, id, endAtTerminal, update, s.now().UnixMicro(), id); err != nil {
		return Change{}, fmt.Errorf("revoke token: %w", err)
	}
	return Change{Action: TokenRevoked, Token: id}, nil
}

// change runs an update of the one row of a key that a caller gave, and is
// ErrNotFound if there is none. Then it ends the sessions of the key, unless end
// is empty.
func (s *Store) change(ctx context.Context, key, end, update string, args ...any) error {
	if checkText("id", key) != nil {
		return ErrNotFound
	}
	return s.write(ctx, func(tx *sqldb.Tx) error {
		n, err := tx.Exec(ctx, update, args...)
		switch {
		case err != nil:
			return err
		case n == 0:
			return ErrNotFound
		case end != "":
			return s.endSessions(ctx, tx, end, key)
		}
		return nil
	})
}

// ListTokens returns tokens, revoked ones too, by id: at most limit of those
// after the given one. The limit is 1 to 1,000.
func (s *Store) ListTokens(ctx context.Context, after string, limit int) ([]Token, error) {
	rows, err := page(ctx, s.db, (*tokenRow).scan, selectTokens, after, limit)
	if err != nil {
		return nil, fmt.Errorf("list tokens: %w", err)
	}
	tokens := make([]Token, len(rows))
	for i, r := range rows {
		tokens[i] = r.whole()
	}
	return tokens, nil
}

// insertToken makes the secret of a token and writes the row.
func (s *Store) insertToken(ctx context.Context, tx *sqldb.Tx, t *Token) (Secret, error) {
	secret, err := s.randomText(secretBytes)
	if err != nil {
		return Secret{}, err
	}
	t.CreatedAt = s.now().UnixMicro()
	r := t.row()
	const insert = `
		insert into token
			(id, hash, name, person, roles, lines, stations, grants, created_at, expires_at, last_used_at, revoked_at)
		values
			($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 0, 0)`
	_, err = tx.Exec(ctx, insert, t.ID, hashSecret(secret), r.name, t.Person, r.roles, r.lines, r.stations, joinLines(t.Grants, "\n"), t.CreatedAt, t.ExpiresAt)
	return formatToken(tokenPrefix, t.ID, secret), err
}

func (t Token) change(a Action) Change {
	return Change{Action: a, Token: t.ID, Person: t.Person, Roles: t.Roles, Scope: t.Scope, Grants: t.Grants, ExpiresAt: t.ExpiresAt}
}

const selectTokens = `
	select id, hash, name, person, roles, lines, stations, grants, created_at, expires_at, last_used_at, revoked_at
	from token
	`

type tokenRow struct {
	token  Token
	hash   []byte
	grants string
	profileRow
}

func (r *tokenRow) scan() []any {
	t := &r.token
	return []any{
		&t.ID, &r.hash, &r.name, &t.Person, &r.roles, &r.lines, &r.stations, &r.grants,
		&t.CreatedAt, &t.ExpiresAt, &t.LastUsedAt, &t.RevokedAt,
	}
}

func (r *tokenRow) whole() Token {
	t := r.token
	t.Profile, t.Grants = r.profile(), splitLines[string](r.grants)
	return t
}

package auth

import (
	"context"
	"crypto/subtle"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/tracewright/tracewright/internal/sqldb"
)

// Sessions returns who is signed in, of those that match: the sessions that have
// not ended, by station and then in the order in which they were opened. Their
// names are for those who work with them.
func (s *Store) Sessions(ctx context.Context, match func(*Session) bool) ([]Session, error) {
	open, err := s.signedIn(ctx, match)
	if err != nil {
		return nil, fmt.Errorf("list sessions: %w", err)
	}
	list := make([]Session, len(open))
	for i, row := range open {
		list[i] = s.told(row)
	}
	return list, nil
}

// Use notes that somebody acts in a session, other than by its token.
func (s *Store) Use(session string) { s.tokens.use(session, s.now()) }

// KnowsBadge reports whether a code is a badge, even one that is revoked, so that
// it is not taken for something else and written down.
func (s *Store) KnowsBadge(ctx context.Context, code string) (bool, error) {
	known, err := s.badges.get(ctx, s.now(), badgeAge, s.loadBadges)
	code = strings.TrimSpace(code)
	if err != nil || len(known) == 0 || len(code) == 0 || len(code) > maxBadge {
		return false, err
	}
	key, err := s.storeKey(ctx)
	if err != nil {
		return false, fmt.Errorf("look up badge: %w", err)
	}
	_, ok := known[string(keyed(key, "badge", code))]
	return ok, nil
}

// authenticateSession returns who the token of a session speaks for.
func (s *Store) authenticateSession(ctx context.Context, id, secret string) (*Principal, error) {
	open, err := s.signedIn(ctx, func(v *Session) bool { return v.ID == id })
	if err != nil {
		return nil, fmt.Errorf("look up session: %w", err)
	}
	if len(open) == 0 || subtle.ConstantTimeCompare(hashSecret(secret), open[0].hash) != 1 {
		return nil, ErrUnauthenticated
	}
	s.Use(id)
	return open[0].session.Principal, nil
}

// signedIn lists the sessions that stand now, of those that match.
func (s *Store) signedIn(ctx context.Context, match func(*Session) bool) ([]*sessionRow, error) {
	open, err := s.roster.get(ctx, s.now(), cacheAge, s.loadSessions)
	if err != nil {
		return nil, err
	}
	var standing []*sessionRow
	for _, row := range open {
		if match(&row.session) && !s.idle(row) {
			standing = append(standing, row)
		}
	}
	return standing, nil
}

// loadSessions reads the sessions that have not ended. It is the one place where
// a session becomes a principal.
func (s *Store) loadSessions(ctx context.Context) ([]*sessionRow, error) {
	var (
		rows   []sessionRow
		people = map[string]*Person{}
		tokens = map[string]*tokenRow{}
	)
	err := s.db.Read(ctx, func(tx *sqldb.Tx) (err error) {
		const open = selectSessions + "where ended_at = 0 order by station, opened_at, id"
		if rows, err = sqldb.Select(ctx, tx, (*sessionRow).scan, open); err != nil || len(rows) == 0 {
			return err
		}
		var who, terminals []string
		for i := range rows {
			who, terminals = append(who, rows[i].session.Person), append(terminals, rows[i].session.Token)
		}
		found, err := sqldb.SelectIn(ctx, tx, (*tokenRow).scan, selectTokens+"where id in (?)", once(terminals))
		if err != nil {
			return err
		}
		for i := range found {
			tokens[found[i].token.ID] = &found[i]
			who = append(who, found[i].token.Person)
		}
		list, err := sqldb.SelectIn(ctx, tx, (*personRow).scan, selectPeople+"where id in (?)", once(who))
		for i := range list {
			p := list[i].whole()
			people[p.ID] = &p
		}
		return err
	})
	var standing []*sessionRow
	for i := range rows {
		row := &rows[i]
		terminal := &cached{principal: &Principal{}}
		if t := tokens[row.session.Token]; t != nil {
			c, ok := s.cached(t, people[t.token.Person])
			if !ok || !c.stands(s.now()) {
				continue
			}
			terminal = &c
		} else if row.session.Token != "" {
			continue
		}
		person := people[row.session.Person]
		if person == nil || !person.Active || row.proven == 0 && person.needsPIN() {
			continue
		}
		row.session.become(s.principal(person.ID, person.Profile, row.session.Token), terminal.principal.Scope)
		standing = append(standing, row)
	}
	return standing, err
}

// become makes a principal that of the session: what the person may do, within
// the scopes of the station and of the terminal.
func (v *Session) become(p *Principal, terminal Scope) {
	p.Session, p.Station, p.Device = v.ID, v.Station, v.Device
	p.Within = []Scope{terminal}
	if v.Station != "" {
		p.Within = append(p.Within, Scope{Stations: []string{v.Station}})
	}
	v.Name, v.Roles, v.Principal = p.Name, p.Roles, p
}

// loadBadges reads the keyed hashes of all badges, of revoked ones too.
func (s *Store) loadBadges(ctx context.Context) (map[string]struct{}, error) {
	known := map[string]struct{}{}
	err := s.db.Read(ctx, func(tx *sqldb.Tx) error {
		hashes, err := sqldb.Select(ctx, tx, func(b *[]byte) []any { return []any{b} }, "select hash from badge")
		for _, hash := range hashes {
			known[string(hash)] = struct{}{}
		}
		return err
	})
	return known, err
}

// once lists each text that is not empty once.
func once(texts []string) []string {
	slices.Sort(texts)
	return slices.DeleteFunc(slices.Compact(texts), func(t string) bool { return t == "" })
}

// badgeAge is how long the set of badges is believed: it decides who is asked for
// a PIN, not who is let in, and other servers rarely change it.
const badgeAge = 10 * time.Second

// kept is what was read from the tables, for a while or until they change here.
type kept[T any] struct {
	mu         sync.Mutex
	value      T
	loaded     time.Time // zero: nothing is kept
	generation int       // counts the calls of forget
}

func (k *kept[T]) get(ctx context.Context, now time.Time, most time.Duration, load func(context.Context) (T, error)) (T, error) {
	k.mu.Lock()
	value, age, generation := k.value, now.Sub(k.loaded), k.generation
	k.mu.Unlock()
	if age >= 0 && age < most {
		return value, nil
	}
	value, err := load(ctx)
	if err != nil {
		return value, err
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if generation == k.generation {
		k.value, k.loaded = value, now
	}
	return value, nil
}

func (k *kept[T]) forget() {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.loaded = time.Time{}
	k.generation++
}

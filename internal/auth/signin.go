package auth

import (
	"context"
	"fmt"

	"github.com/tracewright/tracewright/internal/sqldb"
)

// Badge returns the id of the person whose badge a reader has read, or
// ErrNotFound for one that is unknown, revoked, or of somebody disabled. A badge
// says who it is, and proves nothing: it can be copied. SignIn proves.
func (s *Store) Badge(ctx context.Context, badge string) (personID string, err error) {
	if len(badge) > maxBadge {
		return "", ErrNotFound
	}
	key, err := s.storeKey(ctx)
	if err != nil {
		return "", fmt.Errorf("look up badge: %w", err)
	}
	person, _, err := s.holder(ctx, keyed(key, "badge", badge))
	if err != nil {
		return "", fmt.Errorf("look up badge: %w", err)
	}
	if person.ID == "" {
		return "", ErrNotFound
	}
	return person.ID, nil
}

// SignIn returns who a badge and a PIN, shown together at a station, stand for.
// It is ErrUnauthenticated whatever is wrong with them, and as slow; it is a
// *ThrottledError, and the PIN is not looked at, when this badge was tried at
// this station too often. Any other error is a fault.
//
// A wrong PIN never locks a person out elsewhere. So the caller makes sure that
// the station exists and that the device may speak for it; otherwise who makes
// up stations may try as often.
func (s *Store) SignIn(ctx context.Context, badge, pin, station string) (*Principal, error) {
	if len(badge) == 0 || len(badge) > maxBadge || len(pin) == 0 || len(pin) > maxPIN || len(station) > maxText {
		return nil, ErrUnauthenticated
	}
	key, err := s.storeKey(ctx)
	if err != nil {
		return nil, fmt.Errorf("sign in: %w", err)
	}
	hash := keyed(key, "badge", badge)
	tried := tryKey{string(hash), station}
	if wait := s.tries.begin(tried, s.now()); wait > 0 {
		return nil, &ThrottledError{wait}
	}
	person, saved, err := s.holder(ctx, hash)
	if err != nil {
		return nil, fmt.Errorf("sign in: %w", err)
	}
	right, err := s.matches(ctx, key, person.ID, pin, saved)
	if err != nil {
		return nil, fmt.Errorf("sign in: %w", err)
	}
	if !right {
		return nil, ErrUnauthenticated
	}
	s.tries.succeeded(tried)
	return s.principal(person.ID, person.Profile, ""), nil
}

// holder returns the person of a badge that is good, and their PIN: both are
// empty for any other badge, and the PIN for who has none.
func (s *Store) holder(ctx context.Context, badge []byte) (person Person, pin savedPIN, err error) {
	err = s.db.Read(ctx, func(tx *sqldb.Tx) error {
		const byBadge = selectPeople + `
			where active = 1 and id = (select person from badge where hash = $1 and revoked_at = 0)`
		people, err := sqldb.Select(ctx, tx, (*personRow).scan, byBadge, badge)
		if err != nil || len(people) == 0 {
			return err
		}
		person = people[0].whole()
		const byPerson = `select salt, hash, memory_kib, passes, lanes from pin where person = $1`
		pins, err := sqldb.Select(ctx, tx, (*savedPIN).scan, byPerson, person.ID)
		if err == nil && len(pins) > 0 {
			pin = pins[0]
		}
		return err
	})
	return person, pin, err
}

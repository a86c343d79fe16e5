package auth

import (
	"context"
	"fmt"
	"strings"

	"github.com/tracewright/tracewright/internal/sqldb"
)

// Badge returns the id of the person whose badge a reader has read, or
// ErrNotFound for one that is unknown, revoked, or of somebody disabled. A badge
// says who it is, and proves nothing: it can be copied.
func (s *Store) Badge(ctx context.Context, badge string) (personID string, err error) {
	h, err := s.holder(ctx, badge)
	if err != nil {
		return "", fmt.Errorf("look up badge: %w", err)
	}
	if h.person.ID == "" {
		return "", ErrNotFound
	}
	return h.person.ID, nil
}

// holder is who a badge stands for: nobody, if the badge is unknown or revoked or
// its person disabled. badge is its id in each case.
type holder struct {
	person Person
	badge  string
	hash   []byte
	key    []byte
	pin    savedPIN
}

// change is what the journal keeps of what a badge was shown for.
func (h *holder) change(a Action, session string) Change {
	return Change{Action: a, Person: h.person.ID, Badge: h.badge, Session: session}
}

// holder looks a badge up.
func (s *Store) holder(ctx context.Context, badge string) (*holder, error) {
	h := &holder{}
	badge = strings.TrimSpace(badge)
	if len(badge) == 0 || len(badge) > maxBadge {
		return h, nil
	}
	var err error
	if h.key, err = s.storeKey(ctx); err != nil {
		return nil, err
	}
	h.hash = keyed(h.key, "badge", badge)
	h.badge = badgeID(h.hash)
	return h, s.db.Read(ctx, func(tx *sqldb.Tx) error {
		const byBadge = selectPeople + `
			where active = 1 and id = (select person from badge where hash = $1 and revoked_at = 0)`
		people, err := sqldb.Select(ctx, tx, (*personRow).scan, byBadge, h.hash)
		if err != nil || len(people) == 0 {
			return err
		}
		h.person = people[0].whole()
		const byPerson = `select salt, hash, memory_kib, passes, lanes from pin where person = $1`
		pins, err := sqldb.Select(ctx, tx, (*savedPIN).scan, byPerson, h.person.ID)
		if err == nil && len(pins) > 0 {
			h.pin = pins[0]
		}
		return err
	})
}

// stillGood is ErrUnauthenticated if the badge or its person was ended since the
// badge was looked up.
func (h *holder) stillGood(ctx context.Context, tx *sqldb.Tx) error {
	const query = `
		select count(*)
		from badge
		join person on person.id = badge.person
		where badge.hash = $1 and badge.revoked_at = 0 and person.active = 1`
	n, err := sqldb.Select(ctx, tx, func(n *int64) []any { return []any{n} }, query, h.hash)
	if err == nil && n[0] == 0 {
		err = ErrUnauthenticated
	}
	return err
}

// prove finds out who a badge and a PIN stand for, and whether they may be at the
// place. Errors and the change are those of SignIn.
func (s *Store) prove(ctx context.Context, in *Shown) (*holder, Change, error) {
	if len(in.Badge) == 0 || len(in.Badge) > maxBadge || len(in.PIN) > maxPIN || len(in.Station) > maxText {
		return nil, Change{}, ErrUnauthenticated
	}
	h, err := s.holder(ctx, in.Badge)
	if err != nil {
		return nil, Change{}, fmt.Errorf("sign in: %w", err)
	}
	known := h.person.ID != ""
	if known && in.PIN == "" && h.person.needsPIN() {
		return nil, h.change(PINAsked, ""), ErrPINNeeded
	}
	tried := tryKey{string(h.hash), in.place()}
	if wait := s.tries.begin(tried, s.now()); wait > 0 {
		return nil, Change{}, &ThrottledError{wait}
	}
	if !known || in.PIN != "" {
		right, err := s.matches(ctx, h.key, h.person.ID, in.PIN, h.pin)
		if err != nil {
			return nil, Change{}, fmt.Errorf("sign in: %w", err)
		}
		if !right {
			return nil, h.change(SignInFailed, ""), ErrUnauthenticated
		}
	}
	s.tries.succeeded(tried)
	if !s.principal(h.person.ID, h.person.Profile, "").mayBeAt(in.Station) {
		return nil, h.change(SignInFailed, ""), ErrForbidden
	}
	return h, Change{}, nil
}

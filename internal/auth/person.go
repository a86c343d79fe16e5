package auth

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/tracewright/tracewright/internal/sqldb"
)

// Person is somebody who signs in. Times are microseconds UTC.
type Person struct {
	// ID is pseudonymous: "p-" and 8 random letters or digits.
	ID string
	Profile
	Active    bool
	HasPIN    bool
	Badges    []Badge
	CreatedAt int64
}

// Badge is what is known of a badge; what its reader reads is not.
type Badge struct {
	ID        string // "b-" and 8 letters or digits
	IssuedAt  int64
	RevokedAt int64 // 0: not revoked
}

// badgeID names a badge, by the keyed hash of what its reader reads.
func badgeID(hash []byte) string { return "b-" + lowerBase32.EncodeToString(hash[:idBytes]) }

// needsPIN reports whether a badge alone does not sign somebody in: whoever has
// a PIN shows it, and who may do more than work at stations must have one, since
// a badge can be copied.
func (p *Person) needsPIN() bool {
	more := func(r Role) bool {
		return slices.ContainsFunc(Accesses(), func(a Access) bool { return a != Read && a != Operate && r.Grants(a) })
	}
	return p.HasPIN || slices.ContainsFunc(p.Roles, more)
}

// CreatePerson adds somebody. Wrong input is an *InputError.
func (s *Store) CreatePerson(ctx context.Context, p Profile) (Person, Change, error) {
	p, err := p.check()
	if err != nil {
		return Person{}, Change{}, err
	}
	person := Person{Profile: p, Active: true, CreatedAt: s.now().UnixMicro()}
	err = s.write(ctx, func(tx *sqldb.Tx) error {
		id, err := s.randomText(idBytes)
		if err != nil {
			return err
		}
		person.ID = "p-" + id
		r := p.row()
		const insert = `
			insert into person
				(id, name, roles, lines, stations, active, created_at)
			values
				($1, $2, $3, $4, $5, 1, $6)`
		_, err = tx.Exec(ctx, insert, person.ID, r.name, r.roles, r.lines, r.stations, person.CreatedAt)
		return err
	})
	if err != nil {
		return Person{}, Change{}, fmt.Errorf("create person: %w", err)
	}
	return person, Change{Action: PersonCreated, Person: person.ID, Roles: p.Roles, Scope: p.Scope}, nil
}

// ChangePerson gives somebody another name, other roles or another scope, which
// hold at once. Nobody by that id is ErrNotFound; wrong input is an *InputError.
func (s *Store) ChangePerson(ctx context.Context, id string, p Profile) (Change, error) {
	p, err := p.check()
	if err != nil {
		return Change{}, err
	}
	r := p.row()
	const update = `
		update person
		set name = $1, roles = $2, lines = $3, stations = $4
		where id = $5`
	if err := s.change(ctx, id, "", update, r.name, r.roles, r.lines, r.stations, id); err != nil {
		return Change{}, fmt.Errorf("change person: %w", err)
	}
	return Change{Action: PersonChanged, Person: id, Roles: p.Roles, Scope: p.Scope}, nil
}

// DisablePerson ends what badges, PIN and tokens of somebody are good for, and
// their sessions, at once. The id stays theirs. Nobody by that id is ErrNotFound.
func (s *Store) DisablePerson(ctx context.Context, id string) (Change, error) {
	return s.setActive(ctx, id, 0, endOfPerson, PersonDisabled)
}

// EnablePerson takes DisablePerson back: badges, PIN and tokens that were not
// revoked are good again, ended sessions are not. Nobody by that id is ErrNotFound.
func (s *Store) EnablePerson(ctx context.Context, id string) (Change, error) {
	return s.setActive(ctx, id, 1, "", PersonEnabled)
}

func (s *Store) setActive(ctx context.Context, id string, active int, end string, a Action) (Change, error) {
	if err := s.change(ctx, id, end, "update person set active = $1 where id = $2", active, id); err != nil {
		return Change{}, fmt.Errorf("%s: %w", a, err)
	}
	return Change{Action: a, Person: id}, nil
}

const maxBadge = 256

// AssignBadge gives somebody a badge by what its reader reads, 1 to 256 bytes
// without the spaces and line breaks around it. A
// badge stays with its person for good: for another it is ErrTaken, and for the
// same person it is good again after a revocation. Nobody by that id is
// ErrNotFound; wrong input is an *InputError.
func (s *Store) AssignBadge(ctx context.Context, person, badge string) (Badge, Change, error) {
	badge = strings.TrimSpace(badge)
	if len(badge) == 0 || len(badge) > maxBadge {
		return Badge{}, Change{}, &InputError{"badge", fmt.Sprintf("has %d bytes; give 1 to %d", len(badge), maxBadge)}
	}
	b := Badge{IssuedAt: s.now().UnixMicro()}
	err := s.write(ctx, func(tx *sqldb.Tx) error {
		if err := checkActive(ctx, tx, person); err != nil {
			return err
		}
		key, err := s.makeKey(ctx, tx)
		if err != nil {
			return err
		}
		hash := keyed(key, "badge", badge)
		b.ID = badgeID(hash)
		const upsert = `
			insert into badge
				(hash, id, person, issued_at, revoked_at)
			values
				($1, $2, $3, $4, 0)
			on conflict (hash) do update
			set issued_at = excluded.issued_at, revoked_at = 0
			where badge.person = excluded.person`
		n, err := tx.Exec(ctx, upsert, hash, b.ID, person, b.IssuedAt)
		if err == nil && n == 0 || errors.Is(err, sqldb.ErrUnique) {
			return ErrTaken
		}
		return err
	})
	if err != nil {
		return Badge{}, Change{}, fmt.Errorf("assign badge: %w", err)
	}
	return b, Change{Action: BadgeAssigned, Person: person, Badge: b.ID}, nil
}

// RevokeBadge ends a badge and the sessions that were opened with it. It is named
// by its id, since a lost one cannot be read. One that does not exist is ErrNotFound; of one that is revoked already, the
// first time stands.
func (s *Store) RevokeBadge(ctx context.Context, id string) (Change, error) {
	const update = `
		update badge
		set revoked_at = case when revoked_at = 0 then $1 else revoked_at end
		where id = $2
		returning person`
	c := Change{Action: BadgeRevoked, Badge: id}
	err := s.write(ctx, func(tx *sqldb.Tx) error {
		if checkText("badge", id) != nil {
			return ErrNotFound
		}
		people, err := sqldb.Select(ctx, tx, func(p *string) []any { return []any{p} }, update, s.now().UnixMicro(), id)
		if err != nil {
			return err
		}
		if len(people) == 0 {
			return ErrNotFound
		}
		c.Person = people[0]
		return s.endSessions(ctx, tx, endOfBadge, id)
	})
	if err != nil {
		return Change{}, fmt.Errorf("revoke badge: %w", err)
	}
	return c, nil
}

// KnowsPerson reports whether an id is that of a person, a disabled one too.
func (s *Store) KnowsPerson(ctx context.Context, id string) (bool, error) {
	if checkText("person", id) != nil {
		return false, nil
	}
	var n []int64
	err := s.db.Read(ctx, func(tx *sqldb.Tx) (err error) {
		n, err = sqldb.Select(ctx, tx, func(n *int64) []any { return []any{n} }, "select count(*) from person where id = $1", id)
		return err
	})
	if err != nil {
		return false, fmt.Errorf("look up person: %w", err)
	}
	return n[0] > 0, nil
}

// Names gives the names of people by their ids, of disabled ones too; an id that
// nobody has is left out.
func (s *Store) Names(ctx context.Context, ids []string) (map[string]string, error) {
	type named struct{ id, name string }
	var rows []named
	err := s.db.Read(ctx, func(tx *sqldb.Tx) (err error) {
		rows, err = sqldb.SelectIn(ctx, tx, func(n *named) []any { return []any{&n.id, &n.name} }, "select id, name from person where id in (?)", ids)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("look up names: %w", err)
	}
	names := make(map[string]string, len(rows))
	for _, n := range rows {
		names[n.id] = n.name
	}
	return names, nil
}

// ListPeople returns people, disabled ones too, by id: at most limit of those
// after the given one. The limit is 1 to 1,000.
func (s *Store) ListPeople(ctx context.Context, after string, limit int) ([]Person, error) {
	rows, err := page(ctx, s.db, (*personRow).scan, selectPeople, after, limit)
	if err != nil {
		return nil, fmt.Errorf("list people: %w", err)
	}
	people := make([]Person, len(rows))
	byID := make(map[string]*Person, len(rows))
	ids := make([]string, len(rows))
	for i, r := range rows {
		people[i] = r.whole()
		ids[i] = people[i].ID
		byID[ids[i]] = &people[i]
	}
	type held struct {
		person string
		badge  Badge
	}
	var badges []held
	err = s.db.Read(ctx, func(tx *sqldb.Tx) (err error) {
		const query = `
			select person, id, issued_at, revoked_at
			from badge
			where person in (?)
			order by person, issued_at, id`
		badges, err = sqldb.SelectIn(ctx, tx, func(h *held) []any {
			return []any{&h.person, &h.badge.ID, &h.badge.IssuedAt, &h.badge.RevokedAt}
		}, query, ids)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list badges: %w", err)
	}
	for _, h := range badges {
		p := byID[h.person]
		p.Badges = append(p.Badges, h.badge)
	}
	return people, nil
}

// checkActive is ErrNotFound for nobody, and an *InputError for who is disabled.
func checkActive(ctx context.Context, tx *sqldb.Tx, id string) error {
	if checkText("person", id) != nil {
		return ErrNotFound
	}
	people, err := sqldb.Select(ctx, tx, (*personRow).scan, selectPeople+"where id = $1", id)
	switch {
	case err != nil:
		return err
	case len(people) == 0:
		return ErrNotFound
	case people[0].active == 0:
		return &InputError{"person", "is disabled; enable the person first"}
	}
	return nil
}

const selectPeople = `
	select id, name, roles, lines, stations, active, created_at,
		(select count(*) from pin where pin.person = person.id)
	from person
	`

type personRow struct {
	person       Person
	active, pins int64
	profileRow
}

func (r *personRow) scan() []any {
	p := &r.person
	return []any{&p.ID, &r.name, &r.roles, &r.lines, &r.stations, &r.active, &p.CreatedAt, &r.pins}
}

func (r *personRow) whole() Person {
	p := r.person
	p.Profile, p.Active, p.HasPIN = r.profile(), r.active != 0, r.pins != 0
	return p
}

// page reads rows in the order of their ids.
func page[T any](ctx context.Context, db *sqldb.DB, scan func(*T) []any, query, after string, limit int) ([]T, error) {
	if after != "" && checkText("after", after) != nil {
		return nil, &InputError{"after", "is no id"}
	}
	if limit < 1 || limit > 1000 {
		return nil, &InputError{"limit", "give 1 to 1,000"}
	}
	var rows []T
	err := db.Read(ctx, func(tx *sqldb.Tx) (err error) {
		rows, err = sqldb.Select(ctx, tx, scan, query+"where id > $1 order by id limit $2", after, limit)
		return err
	})
	return rows, err
}

package auth

import (
	"cmp"
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/tracewright/tracewright/internal/sqldb"
)

// Session is somebody signed in at a place: a station as a terminal serves it, or
// a terminal that is bound to none, such as that of a forklift. Times are
// microseconds UTC.
type Session struct {
	ID     string // "ss-" and 16 letters or digits
	Person string
	Name   string // for the screen; it never enters the journal
	Roles  []Role
	// Principal is who acts in it; nil once it has ended.
	Principal *Principal
	Station   string // empty for none
	// Device is the actor of the terminal, and Token the id of its token; they
	// are empty for a browser that somebody signed in alone, and for a program
	// that has opened the store itself.
	Device, Token string
	OpenedAt      int64
	ExpiresAt     int64 // unless it is used before
	EndedAt       int64 // 0: not ended
}

// Shown is a badge that was read, and where.
type Shown struct {
	Badge string // as its reader reads it
	PIN   string // empty for none
	// Station is where the terminal stands; empty for none. The caller makes sure
	// that there is such a station and that the terminal may speak for it.
	Station string
	// Terminal is who has read the badge.
	Terminal *Principal
	// Scan is the id of the command that read the badge, so that a repeat of it
	// is known; empty for none.
	Scan string
}

// place is what tries are counted for.
func (in *Shown) place() string {
	if in.Station != "" {
		return in.Station
	}
	return "token " + in.Terminal.TokenID
}

// device is the actor of the terminal: for a session its own device.
func (in *Shown) device() string {
	if in.Terminal.Session != "" {
		return in.Terminal.Device
	}
	return in.Terminal.ID
}

const (
	// DefaultIdle is how long a session lasts without being used.
	DefaultIdle = 12 * time.Hour
	// keepEnded is how long the row of an ended session stays, so that a repeat
	// of what ended it finds that out.
	keepEnded = 24 * time.Hour

	sessionIDPrefix = "ss-"
)

func sessionID(id string) string { return sessionIDPrefix + id }

// SignIn opens a session, or finds the one that the person has at the place, and
// gives its token: an earlier one of that session is good no more.
//
// It is ErrUnauthenticated whatever is wrong with badge and PIN, and as slow;
// ErrPINNeeded for a good badge that does not sign in alone; ErrForbidden where
// the place is not in the scope of the person; and a *ThrottledError, and the PIN
// is not looked at, when the badge was tried at the place too often. Any other
// error is a fault. The change is for the journal, unless its action is empty.
func (s *Store) SignIn(ctx context.Context, in Shown) (Session, Secret, Change, error) {
	h, change, err := s.prove(ctx, &in)
	if err != nil {
		return Session{}, Secret{}, change, err
	}
	secret, err := s.randomText(secretBytes)
	if err != nil {
		return Session{}, Secret{}, Change{}, err
	}
	var row sessionRow
	err = s.write(ctx, func(tx *sqldb.Tx) error {
		if err := h.stillGood(ctx, tx); err != nil {
			return err
		}
		open, err := openAt(ctx, tx, &in, h.person.ID)
		if err != nil {
			return err
		}
		row = sessionRow{session: Session{Person: h.person.ID, Station: in.Station}, openedBy: in.Scan}
		again := len(open) > 0 && !s.idle(&open[0])
		if again {
			row = open[0]
		}
		row.hash, row.badge, row.used = hashSecret(secret), h.badge, s.now().UnixMicro()
		row.proven, row.session.Device, row.session.Token = flag(in.PIN != ""), in.device(), in.Terminal.TokenID
		if again {
			return row.update(ctx, tx)
		}
		return s.insertSession(ctx, tx, &row)
	})
	if err != nil {
		return Session{}, Secret{}, Change{}, fmt.Errorf("sign in: %w", err)
	}
	token := formatToken(sessionPrefix, strings.TrimPrefix(row.session.ID, sessionIDPrefix), secret)
	open, err := s.signedIn(ctx, func(v *Session) bool { return v.ID == row.session.ID })
	if err != nil {
		return Session{}, Secret{}, Change{}, fmt.Errorf("sign in: %w", err)
	}
	if len(open) == 0 { // it was ended meanwhile
		return Session{}, Secret{}, Change{}, ErrUnauthenticated
	}
	return s.told(open[0]), token, h.change(SignedIn, row.session.ID), nil
}

// ReadBadge signs the person of a badge in at the station, or out if they are in;
// nobody needs a PIN to leave. A repeat of a scan finds what it did. Errors and
// the change are those of SignIn.
func (s *Store) ReadBadge(ctx context.Context, in Shown) (Session, Change, error) {
	session, change, err := s.leave(ctx, &in)
	if err != nil || change.Action != "" {
		return session, change, err
	}
	session, _, change, err = s.SignIn(ctx, in)
	return session, change, err
}

// SignOut ends a session. One that has ended stays as it is, with an empty
// change; one that is not known, or ended over a day ago, is ErrNotFound.
func (s *Store) SignOut(ctx context.Context, id string) (Session, Change, error) {
	if checkText("session", id) != nil {
		return Session{}, Change{}, ErrNotFound
	}
	var row sessionRow
	change := Change{Action: SignedOut, Session: id}
	err := s.write(ctx, func(tx *sqldb.Tx) error {
		rows, err := sqldb.Select(ctx, tx, (*sessionRow).scan, selectSessions+"where id = $1", id)
		if err != nil {
			return err
		}
		if len(rows) == 0 {
			return ErrNotFound
		}
		row = rows[0]
		if row.session.EndedAt != 0 {
			change = Change{}
			return nil
		}
		change.Person = row.session.Person
		return s.end(ctx, tx, &row, "")
	})
	if err != nil {
		return Session{}, Change{}, fmt.Errorf("sign out: %w", err)
	}
	names, err := s.Names(ctx, []string{row.session.Person})
	if err != nil {
		return Session{}, Change{}, err
	}
	row.session.Name = names[row.session.Person]
	return s.told(&row), change, nil
}

// SignOutBadge ends the session that the person of a badge has at the place; the
// change is empty where there is none. A badge that is unknown or revoked is
// ErrUnauthenticated.
func (s *Store) SignOutBadge(ctx context.Context, in Shown) (Session, Change, error) {
	h, err := s.holder(ctx, in.Badge)
	if err != nil || h.person.ID == "" {
		return Session{}, Change{}, cmp.Or(err, ErrUnauthenticated)
	}
	in.Scan = ""
	return s.leave(ctx, &in)
}

// leave ends the session of the person of a badge at the place, if there is one,
// or finds what the same scan has done already.
func (s *Store) leave(ctx context.Context, in *Shown) (Session, Change, error) {
	h, err := s.holder(ctx, in.Badge)
	if err != nil || h.person.ID == "" {
		return Session{}, Change{}, err
	}
	var row sessionRow
	var action Action
	err = s.write(ctx, func(tx *sqldb.Tx) error {
		const byScan = selectSessions + "where person = $1 and (opened_by = $2 or ended_by = $2)"
		if in.Scan != "" {
			done, err := sqldb.Select(ctx, tx, (*sessionRow).scan, byScan, h.person.ID, in.Scan)
			if err != nil {
				return err
			}
			if len(done) > 0 {
				row, action = done[0], SignedOut
				if row.openedBy == in.Scan {
					action = SignedIn
				}
				return nil
			}
		}
		open, err := openAt(ctx, tx, in, h.person.ID)
		if err != nil || len(open) == 0 || s.idle(&open[0]) {
			return err
		}
		row, action = open[0], SignedOut
		return s.end(ctx, tx, &row, in.Scan)
	})
	if err != nil || action == "" {
		return Session{}, Change{}, err
	}
	row.session.Name, row.session.Roles = h.person.Name, h.person.Roles
	return s.told(&row), h.change(action, row.session.ID), nil
}

// told is a session with its end as it is foreseen.
func (s *Store) told(row *sessionRow) Session {
	session := row.session
	session.ExpiresAt = max(row.used, s.tokens.lastUse(session.ID)) + s.Idle.Microseconds()
	return session
}

// idle reports whether a session has not been used for too long.
func (s *Store) idle(row *sessionRow) bool {
	used := max(row.used, s.tokens.lastUse(row.session.ID))
	return s.now().UnixMicro()-used >= s.Idle.Microseconds()
}

// openAt lists the sessions of somebody at a place that have not ended: one at
// most. What has neither a station nor a terminal is no place: each browser that
// signs in has a session of its own.
func openAt(ctx context.Context, tx *sqldb.Tx, in *Shown, person string) ([]sessionRow, error) {
	const query = selectSessions + `
		where person = $1 and ended_at = 0 and station = $2 and (station <> '' or token = $3 and token <> '')
		order by opened_at desc
		limit 1`
	return sqldb.Select(ctx, tx, (*sessionRow).scan, query, person, in.Station, in.Terminal.TokenID)
}

// insertSession opens a session, and clears away what ended long ago.
func (s *Store) insertSession(ctx context.Context, tx *sqldb.Tx, row *sessionRow) error {
	now := s.now()
	const sweep = `
		delete from session
		where used_at < $1 and (ended_at = 0 or ended_at < $1)`
	if _, err := tx.Exec(ctx, sweep, now.Add(-max(keepEnded, 2*s.Idle)).UnixMicro()); err != nil {
		return err
	}
	id, err := s.randomText(sessionIDBytes)
	if err != nil {
		return err
	}
	v := &row.session
	v.ID, v.OpenedAt = sessionID(id), now.UnixMicro()
	const insert = `
		insert into session
			(id, hash, person, badge, proven, station, device, token, opened_at, used_at, ended_at, opened_by, ended_by)
		values
			($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 0, $11, '')`
	_, err = tx.Exec(ctx, insert, v.ID, row.hash, v.Person, row.badge, row.proven, v.Station, v.Device, v.Token,
		v.OpenedAt, row.used, row.openedBy)
	return err
}

func (r *sessionRow) update(ctx context.Context, tx *sqldb.Tx) error {
	const update = `
		update session
		set hash = $1, badge = $2, proven = $3, device = $4, token = $5, used_at = $6
		where id = $7`
	v := &r.session
	_, err := tx.Exec(ctx, update, r.hash, r.badge, r.proven, v.Device, v.Token, r.used, v.ID)
	return err
}

// end ends a session; by is the scan that does so, or empty.
func (s *Store) end(ctx context.Context, tx *sqldb.Tx, row *sessionRow, by string) error {
	row.session.EndedAt = s.now().UnixMicro()
	const update = "update session set ended_at = $1, ended_by = $2 where id = $3"
	_, err := tx.Exec(ctx, update, row.session.EndedAt, by, row.session.ID)
	return err
}

// The ends of sessions that follow from another change.
const (
	endOfPerson   = "update session set ended_at = $1 where ended_at = 0 and person = $2"
	endOfBadge    = "update session set ended_at = $1 where ended_at = 0 and badge = $2"
	endAtTerminal = "update session set ended_at = $1 where ended_at = 0 and token = $2"
)

func (s *Store) endSessions(ctx context.Context, tx *sqldb.Tx, end, key string) error {
	_, err := tx.Exec(ctx, end, s.now().UnixMicro(), key)
	return err
}

const selectSessions = `
	select id, hash, person, badge, proven, station, device, token, opened_at, used_at, ended_at, opened_by
	from session
	`

type sessionRow struct {
	session      Session
	hash         []byte
	badge        string
	proven, used int64
	openedBy     string
}

func (r *sessionRow) scan() []any {
	v := &r.session
	return []any{
		&v.ID, &r.hash, &v.Person, &r.badge, &r.proven, &v.Station, &v.Device, &v.Token, &v.OpenedAt, &r.used, &v.EndedAt, &r.openedBy,
	}
}

// flag is a bool as the tables keep it.
func flag(set bool) int64 {
	if set {
		return 1
	}
	return 0
}

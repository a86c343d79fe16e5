package auth

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/tracewright/tracewright/internal/sqldb"
)

// Store keeps people, badges, PINs and tokens. Its methods may be called by any
// goroutine.
type Store struct {
	// LineOf returns the line of a station in the plant as it is now, or empty.
	// It is set before the first use.
	LineOf func(station string) string
	// Idle is how long a session lasts without being used. It is set before the
	// first use.
	Idle time.Duration

	db  *sqldb.DB
	dir string
	now func() time.Time

	randMu sync.Mutex
	rand   io.Reader

	keyMu sync.Mutex
	key   []byte // of badges and PINs, once read

	tokens tokenCache
	roster kept[[]*sessionRow]
	badges kept[map[string]struct{}] // keyed hashes
	tries  throttle
	hasher hasher
}

// NewStore looks after the people in db. Files that only the server's account
// may read lie in dir, the data folder.
func NewStore(db *sqldb.DB, dir string, now func() time.Time, rand io.Reader) *Store {
	return &Store{
		Idle: DefaultIdle, db: db, dir: dir, now: now, rand: rand,
		tokens: tokenCache{rows: map[string]cached{}, used: map[string]int64{}},
		tries:  throttle{tries: map[tryKey]try{}},
		hasher: newHasher(pinCost),
	}
}

const (
	adminFile = "admin.token"
	// adminToken is the id of the first token. It is fixed, so that of two
	// servers that start at once only one makes it.
	adminToken = "admin"
)

// Bootstrap makes the first token, of an admin, in a store that has never had
// one, writes it to the file admin.token in the data folder and returns it to
// be shown once. Otherwise the secret is empty, and so is the change.
func (s *Store) Bootstrap(ctx context.Context) (Secret, Change, error) {
	token := Token{ID: adminToken, Profile: Profile{Name: "first start", Roles: []Role{RoleAdmin}}}
	var shown Secret
	err := s.write(ctx, func(tx *sqldb.Tx) error {
		used, err := sqldb.Select(ctx, tx, func(id *string) []any { return []any{id} }, "select id from token limit 1")
		if err != nil || len(used) > 0 {
			return err
		}
		// The row comes first: of two servers that start at once, one waits here,
		// fails, and leaves no file.
		if shown, err = s.insertToken(ctx, tx, &token); err != nil {
			return err
		}
		if _, err := s.makeKey(ctx, tx); err != nil {
			return err
		}
		// The file comes before the commit: a file without a token is mended by
		// the next start, a token that nobody has seen by none.
		return writePrivate(filepath.Join(s.dir, adminFile), []byte(shown.Reveal()+"\n"))
	})
	switch {
	case errors.Is(err, sqldb.ErrUnique): // another server was faster
		return Secret{}, Change{}, nil
	case err != nil:
		return Secret{}, Change{}, fmt.Errorf("make the first token: %w", err)
	case shown.text == nil:
		return Secret{}, Change{}, nil
	}
	return shown, token.change(TokenCreated), nil
}

// write changes the tables and forgets what was known of them, whatever the
// outcome: after an unknown one they may have changed.
func (s *Store) write(ctx context.Context, fn func(*sqldb.Tx) error) error {
	defer s.forget()
	return s.db.Write(ctx, fn)
}

func (s *Store) forget() {
	s.tokens.forget()
	s.roster.forget()
	s.badges.forget()
}

// Run writes down when each token and session was last used, once a minute and when ctx
// ends. A failure is logged and made good a minute later.
func (s *Store) Run(ctx context.Context, log *slog.Logger) error {
	tick := time.NewTicker(time.Minute)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			last, cancel := context.WithTimeout(context.WithoutCancel(ctx), lastWrite)
			defer cancel()
			s.logUses(last, log)
			return nil
		case <-tick.C:
			s.logUses(ctx, log)
		}
	}
}

// lastWrite bounds how long a server that stops waits for the last uses.
const lastWrite = 5 * time.Second

func (s *Store) logUses(ctx context.Context, log *slog.Logger) {
	if err := s.WriteUses(ctx); err != nil {
		log.WarnContext(ctx, "last uses of tokens not written", "error", err)
	}
}

// WriteUses writes down when tokens and sessions were last used, in one transaction, and
// none when there was no use since the last time. Run calls it.
func (s *Store) WriteUses(ctx context.Context) error {
	used := s.tokens.uses()
	if len(used) == 0 {
		return nil
	}
	err := s.db.Write(ctx, func(tx *sqldb.Tx) error {
		for id, at := range used {
			update := `update token set last_used_at = $1 where id = $2 and last_used_at < $1`
			if strings.HasPrefix(id, sessionIDPrefix) {
				update = `update session set used_at = $1 where id = $2 and used_at < $1`
			}
			if _, err := tx.Exec(ctx, update, at, id); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("write last uses: %w", err)
	}
	s.roster.forget() // before the uses are, which its rows do not have
	s.tokens.written(used)
	return nil
}

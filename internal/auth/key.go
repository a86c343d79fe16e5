package auth

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/tracewright/tracewright/internal/sqldb"
)

// The key of badges and PINs lies in a file and not in the database: a badge
// number and a PIN are short, and who steals the tables alone could try them
// all. Every server of a store needs the same file; a row proves that it is.
const (
	keyFile  = "badge.key"
	keyBytes = 32
)

// keyed returns the keyed hash of a value. The purpose keeps hashes of one kind
// from being of use as another.
func keyed(key []byte, purpose string, value ...string) []byte {
	mac := hmac.New(sha256.New, key)
	for _, v := range append([]string{purpose}, value...) {
		fmt.Fprintf(mac, "%d:%s", len(v), v)
	}
	return mac.Sum(nil)
}

// storeKey returns the key, or nil when there is none yet, and so no badge.
func (s *Store) storeKey(ctx context.Context) ([]byte, error) {
	s.keyMu.Lock()
	defer s.keyMu.Unlock()
	if s.key != nil {
		return s.key, nil
	}
	var proof []byte
	err := s.db.Read(ctx, func(tx *sqldb.Tx) (err error) {
		proof, err = readProof(ctx, tx)
		return err
	})
	if err != nil || proof == nil {
		return nil, err
	}
	s.key, err = s.readKey(proof)
	return s.key, err
}

// makeKey returns the key, and makes it first where there is none.
func (s *Store) makeKey(ctx context.Context, tx *sqldb.Tx) ([]byte, error) {
	proof, err := readProof(ctx, tx)
	if err != nil {
		return nil, err
	}
	if proof != nil {
		return s.readKey(proof)
	}
	key, err := s.readKey(nil) // left by a start that was cut off
	made := errors.Is(err, fs.ErrNotExist)
	if made {
		key, err = s.random(keyBytes)
	}
	if err != nil {
		return nil, err
	}
	// The row comes first: of two servers that start at once, one waits here and
	// then fails, and must not leave a file.
	_, err = tx.Exec(ctx, "insert into badge_key (id, proof) values (1, $1)", keyed(key, "proof"))
	if err == nil && made {
		err = writePrivate(filepath.Join(s.dir, keyFile), []byte(lowerBase32.EncodeToString(key)+"\n"))
	}
	return key, err
}

// ReplaceBadgeKey is for a key that is lost or was seen by others: it makes a
// new one, revokes every badge, removes every PIN, and ends every session. Badges
// and PINs are then given anew.
// The old file, if there is one, becomes badge.key.old. A server that stands by
// is started again with the new file.
func (s *Store) ReplaceBadgeKey(ctx context.Context) (Change, error) {
	path := filepath.Join(s.dir, keyFile)
	err := s.write(ctx, func(tx *sqldb.Tx) error {
		for _, change := range []string{"delete from pin", "delete from badge_key"} {
			if _, err := tx.Exec(ctx, change); err != nil {
				return err
			}
		}
		_, err := tx.Exec(ctx, "update badge set revoked_at = $1 where revoked_at = 0", s.now().UnixMicro())
		if err == nil {
			_, err = tx.Exec(ctx, "update session set ended_at = $1 where ended_at = 0", s.now().UnixMicro())
		}
		if err != nil {
			return err
		}
		if err := os.Rename(path, path+".old"); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		_, err = s.makeKey(ctx, tx)
		return err
	})
	s.keyMu.Lock()
	defer s.keyMu.Unlock()
	s.key = nil
	if err != nil {
		return Change{}, fmt.Errorf("replace the key of badges and PINs: %w", err)
	}
	return Change{Action: BadgeKeyReplaced}, nil
}

// readKey reads the file and compares it with the proof; nil accepts any key.
func (s *Store) readKey(proof []byte) ([]byte, error) {
	path := filepath.Join(s.dir, keyFile)
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("the key of badges and PINs is missing; copy %s from a backup or from the other server, or replace the key: %w", path, err)
	}
	if err != nil {
		return nil, err
	}
	key, err := lowerBase32.DecodeString(strings.TrimSpace(string(text)))
	if err != nil || len(key) != keyBytes || proof != nil && !hmac.Equal(proof, keyed(key, "proof")) {
		return nil, fmt.Errorf("%s is not the key of this store; copy the right one from a backup or from the other server, or replace the key", path)
	}
	return key, nil
}

func readProof(ctx context.Context, tx *sqldb.Tx) ([]byte, error) {
	proofs, err := sqldb.Select(ctx, tx, func(b *[]byte) []any { return []any{b} }, "select proof from badge_key order by id limit 1")
	if err != nil || len(proofs) == 0 {
		return nil, err
	}
	return proofs[0], nil
}

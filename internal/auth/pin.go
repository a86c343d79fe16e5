package auth

import (
	"context"
	"crypto/subtle"
	"fmt"
	"math"

	"golang.org/x/crypto/argon2"

	"github.com/tracewright/tracewright/internal/sqldb"
)

// cost is what one Argon2id hash takes. A row keeps the cost it was made with,
// so that this one may rise without a new PIN for anybody.
type cost struct{ memoryKiB, passes, lanes int64 }

// pinCost is the smaller of the two settings that OWASP gives: 19 MiB and two
// passes, some 20 ms of one core. The store's key, which the hash includes, does
// more for a short PIN than a higher cost would.
var pinCost = cost{memoryKiB: 19 * 1024, passes: 2, lanes: 1}

const (
	saltBytes  = 16
	pinHash    = 32
	hashAtOnce = 4 // so sign-ins take 76 MiB at most; more of them wait

	minPIN, maxPIN = 6, 64
)

// hasher computes few hashes at a time, so that a flood of sign-ins does not
// exhaust the memory.
type hasher struct {
	cost  cost
	slots chan struct{}
}

func newHasher(c cost) hasher { return hasher{c, make(chan struct{}, hashAtOnce)} }

func (h hasher) hash(ctx context.Context, value, salt []byte, c cost) ([]byte, error) {
	select {
	case h.slots <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	defer func() { <-h.slots }()
	if c.passes < 1 || c.passes > math.MaxUint8 || c.memoryKiB < 1 || c.memoryKiB > 1<<20 || c.lanes < 1 || c.lanes > math.MaxUint8 {
		return nil, fmt.Errorf("the cost of a PIN is out of range: %+v", c)
	}
	return argon2.IDKey(value, salt, uint32(c.passes), uint32(c.memoryKiB), uint8(c.lanes), pinHash), nil
}

// SetPIN gives somebody a PIN of 6 to 64 bytes in place of an earlier one.
// Nobody by that id is ErrNotFound; wrong input is an *InputError.
func (s *Store) SetPIN(ctx context.Context, person, pin string) (Change, error) {
	if len(pin) < minPIN || len(pin) > maxPIN {
		return Change{}, &InputError{"pin", fmt.Sprintf("give %d to %d characters", minPIN, maxPIN)}
	}
	if guessable(pin) {
		return Change{}, &InputError{"pin", "is among the first that anybody would try; give one that is not a row of digits"}
	}
	key, err := s.ensureKey(ctx, person)
	if err != nil {
		return Change{}, fmt.Errorf("set PIN: %w", err)
	}
	salt, err := s.random(saltBytes)
	if err != nil {
		return Change{}, err
	}
	hash, err := s.hasher.hash(ctx, keyed(key, "pin", person, pin), salt, s.hasher.cost)
	if err != nil {
		return Change{}, err
	}
	err = s.write(ctx, func(tx *sqldb.Tx) error {
		const upsert = `
			insert into pin
				(person, salt, hash, memory_kib, passes, lanes, set_at)
			values
				($1, $2, $3, $4, $5, $6, $7)
			on conflict (person) do update
			set salt = excluded.salt, hash = excluded.hash, memory_kib = excluded.memory_kib,
				passes = excluded.passes, lanes = excluded.lanes, set_at = excluded.set_at`
		c := s.hasher.cost
		_, err := tx.Exec(ctx, upsert, person, salt, hash, c.memoryKiB, c.passes, c.lanes, s.now().UnixMicro())
		return err
	})
	if err != nil {
		return Change{}, fmt.Errorf("set PIN: %w", err)
	}
	return Change{Action: PINSet, Person: person}, nil
}

// ensureKey returns the store's key, for somebody who exists. It is asked before
// the PIN is hashed, so that no transaction waits for that.
func (s *Store) ensureKey(ctx context.Context, person string) (key []byte, err error) {
	err = s.write(ctx, func(tx *sqldb.Tx) error {
		if err := checkActive(ctx, tx, person); err != nil {
			return err
		}
		key, err = s.makeKey(ctx, tx)
		return err
	})
	return key, err
}

// guessable reports whether each character is the same number of steps from the
// one before: 000000, 123456, 987654.
func guessable(pin string) bool {
	for i := 2; i < len(pin); i++ {
		if pin[i]-pin[i-1] != pin[1]-pin[0] {
			return false
		}
	}
	return true
}

// savedPIN is a PIN as the table keeps it.
type savedPIN struct {
	salt, hash []byte
	cost       cost
}

func (p *savedPIN) scan() []any {
	return []any{&p.salt, &p.hash, &p.cost.memoryKiB, &p.cost.passes, &p.cost.lanes}
}

// matches compares in a time that does not tell how much of the PIN is right.
// Of nobody, it takes as long and is false.
func (s *Store) matches(ctx context.Context, key []byte, person, pin string, saved savedPIN) (bool, error) {
	known := len(saved.hash) == pinHash
	if !known {
		saved = savedPIN{salt: make([]byte, saltBytes), hash: make([]byte, pinHash), cost: s.hasher.cost}
	}
	hash, err := s.hasher.hash(ctx, keyed(key, "pin", person, pin), saved.salt, saved.cost)
	if err != nil {
		return false, err
	}
	return subtle.ConstantTimeCompare(hash, saved.hash) == 1 && known, nil
}

package track

import (
	"crypto/sha256"
	"encoding/binary"
	"math"
)

// chance draws numbers that nobody can guess who does not know the seed of the
// tick. A command draws the same ones however often it is judged.
type chance struct {
	seed  [32]byte
	seq   int64
	block uint64
	rest  []byte
}

func (t *Tick) chance() *chance { return &chance{seed: t.Chance, seq: t.Seq} }

// below draws a number from 0 to n-1, each as likely as the others.
func (c *chance) below(n uint64) uint64 {
	most := math.MaxUint64 - math.MaxUint64%n
	for {
		if v := c.next(); v < most {
			return v % n
		}
	}
}

func (c *chance) next() uint64 {
	if len(c.rest) == 0 {
		message := append([]byte("tracewright chance 1\x00"), c.seed[:]...)
		message = binary.BigEndian.AppendUint64(message, uint64(c.seq))
		message = binary.BigEndian.AppendUint64(message, c.block)
		sum := sha256.Sum256(message)
		c.rest, c.block = sum[:], c.block+1
	}
	v := binary.BigEndian.Uint64(c.rest)
	c.rest = c.rest[8:]
	return v
}

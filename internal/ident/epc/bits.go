package epc

import (
	"math/big"
	"math/bits"
	"strconv"
)

// reader reads bits, the first being the highest of its byte.
type reader struct {
	data     []byte
	pos, end int // in bits
	short    bool
}

// take reads up to 64 bits as a number. Where fewer are left, it notes so and
// returns zero.
func (r *reader) take(n int) uint64 {
	if n > r.end-r.pos {
		r.short, r.pos = true, r.end
		return 0
	}
	var v uint64
	for n > 0 {
		free := 8 - r.pos&7
		k := min(free, n)
		v = v<<k | uint64(r.data[r.pos>>3])>>(free-k)&(1<<k-1)
		r.pos += k
		n -= k
	}
	return v
}

// restIsZero reports whether no set bit is left.
func (r *reader) restIsZero() bool {
	for r.pos < r.end {
		if r.take(min(64, r.end-r.pos)) != 0 {
			return false
		}
	}
	return true
}

// decimal reads n bits as a number of exactly width digits, and reports whether
// it fits.
func (r *reader) decimal(n, width int) (string, bool) {
	var s string
	if n <= 64 {
		s = strconv.FormatUint(r.take(n), 10)
	} else {
		high := new(big.Int).SetUint64(r.take(n - 64))
		s = high.Lsh(high, 64).Or(high, new(big.Int).SetUint64(r.take(64))).String()
	}
	if s == "0" {
		s = ""
	}
	if len(s) > width {
		return "", false
	}
	return zeros[:width-len(s)] + s, true
}

const zeros = "00000000000000000000000000000000"

// writer writes bits, the first being the highest of its byte.
type writer struct {
	data []byte
	n    int // in bits
}

// put writes the lowest n bits of a number, at most 64.
func (w *writer) put(v uint64, n int) {
	for n > 0 {
		if w.n&7 == 0 {
			w.data = append(w.data, 0)
		}
		free := 8 - w.n&7
		k := min(free, n)
		w.data[w.n>>3] |= byte(v >> (n - k) & (1<<k - 1) << (free - k))
		w.n += k
		n -= k
	}
}

// putDecimal writes a number in digits as n bits.
func (w *writer) putDecimal(s string, n int) {
	v, _ := new(big.Int).SetString("0"+s, 10)
	if n > 64 {
		w.put(new(big.Int).Rsh(v, 64).Uint64(), n-64)
		n = 64
	}
	w.put(new(big.Int).And(v, new(big.Int).SetUint64(1<<64-1)).Uint64(), n)
}

// decimalBits returns how many bits a number of some digits needs.
func decimalBits(digits int) int {
	if digits == 0 {
		return 0
	}
	ten := big.NewInt(10)
	return new(big.Int).Sub(new(big.Int).Exp(ten, big.NewInt(int64(digits)), nil), big.NewInt(1)).BitLen()
}

// lengthBits returns how many bits tell a length of at most limit.
func lengthBits(limit int) int { return bits.Len(uint(limit)) }

package epc

import (
	"encoding/hex"
	"math/big"
	"strconv"
	"strings"

	"github.com/tracewright/tracewright/internal/ident/refusal"
)

// Raw is the EPC memory of a tag that nobody has understood, as a raw URI
// carries it (TDS clause 12).
type Raw struct {
	Bits int    // how many
	Data []byte // the bits, from the highest of the first byte on; the rest is zero
	AFI  int    // application family identifier of a tag that holds no EPC, or -1
}

// URI returns the raw URI, such as "urn:epc:raw:96.x300000000000044000000001".
func (r Raw) URI() string {
	digits := strings.ToUpper(hex.EncodeToString(r.Data))
	lead := rawURN + strconv.Itoa(r.Bits) + "."
	if r.AFI >= 0 {
		lead += "x" + strings.ToUpper(hex.EncodeToString([]byte{byte(r.AFI)})) + "."
	}
	return lead + "x" + digits[:min(len(digits), (r.Bits+3)/4)]
}

// ParseRaw reads a raw URI, in hexadecimal digits or in the decimal ones of old.
func ParseRaw(uri string) (Raw, error) {
	rest, ok := strings.CutPrefix(uri, rawURN)
	if !ok || len(uri) > maxURI {
		return Raw{}, refuse("epc.uri", "", refusal.Quote(uri)+" is no raw URI", "begin it with "+rawURN)
	}
	length, body, _ := strings.Cut(rest, ".")
	n, ok := parseNumber(length)
	if !ok || n == 0 || n > maxBits {
		return Raw{}, refuse("epc.raw", "length", "is no number of bits", "give 1 to "+strconv.Itoa(maxBits))
	}
	r := Raw{Bits: int(n), AFI: -1}
	if afi, after, found := strings.Cut(body, "."); found {
		v, err := strconv.ParseUint(strings.TrimPrefix(afi, "x"), 16, 8)
		if err != nil || !strings.HasPrefix(afi, "x") || len(afi) != 3 {
			return Raw{}, refuse("epc.raw", "AFI", "is no application family identifier", "give x and two hexadecimal digits")
		}
		r.AFI, body = int(v), after
	}
	var err error
	r.Data, err = rawBits(body, r.Bits)
	return r, err
}

// rawBits reads exactly so many bits.
func rawBits(text string, bits int) ([]byte, error) {
	wrong := refuse("epc.raw", "value", refusal.Quote(text)+" is no value of "+strconv.Itoa(bits)+" bits", "give x and "+strconv.Itoa((bits+3)/4)+" hexadecimal digits")
	digits, isHex := strings.CutPrefix(text, "x")
	if !isHex {
		v, ok := new(big.Int).SetString(text, 10)
		if !ok || !allDigits(text) || v.BitLen() > bits {
			return nil, wrong
		}
		v.Lsh(v, uint((bits+7)/8*8-bits))
		return v.FillBytes(make([]byte, (bits+7)/8)), nil
	}
	if len(digits) != (bits+3)/4 {
		return nil, wrong
	}
	data, err := hex.DecodeString(digits + zeros[:len(digits)%2])
	if err != nil || bits%8 != 0 && data[len(data)-1]<<(bits%8) != 0 {
		return nil, wrong
	}
	return data, nil
}

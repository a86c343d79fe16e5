package serial

import (
	"strconv"
	"strings"

	"github.com/tracewright/tracewright/internal/ident/refusal"
)

// MAC is an extended unique identifier of IEEE 802: an EUI-48, the usual MAC
// address, or an EUI-64. The zero value is none.
type MAC struct {
	value uint64
	bits  uint8 // 48 or 64
}

// ParseMAC reads a MAC address in any of its notations: pairs of digits with
// colons or hyphens, fours with dots, or digits alone. The error is a
// *refusal.Error.
func ParseMAC(text string) (MAC, error) {
	wrong := refuse("serial.mac", refusal.Quote(text)+" is no MAC address", "give 12 or 16 hexadecimal digits, in pairs with colons or hyphens, in fours with dots, or without separators")
	if len(text) < 12 || len(text) > 23 {
		return MAC{}, wrong
	}
	digits := text
	if at := strings.IndexAny(text, ":-."); at == 2 || at == 4 && text[at] == '.' {
		groups := strings.Split(text, text[at:at+1])
		for _, g := range groups {
			if len(g) != at {
				return MAC{}, wrong
			}
		}
		digits = strings.Join(groups, "")
	}
	value, err := strconv.ParseUint(digits, 16, 64)
	if err != nil || len(digits) != 12 && len(digits) != 16 {
		return MAC{}, wrong
	}
	return MAC{value, uint8(4 * len(digits))}, nil
}

// String returns the address as IEEE writes it: capitals in pairs, with hyphens.
func (m MAC) String() string {
	const hexDigits = "0123456789ABCDEF"
	var b strings.Builder
	for shift := int(m.bits) - 8; shift >= 0; shift -= 8 {
		octet := byte(m.value >> shift)
		b.WriteByte(hexDigits[octet>>4])
		b.WriteByte(hexDigits[octet&15])
		if shift > 0 {
			b.WriteByte('-')
		}
	}
	return b.String()
}

// Bits returns 48 or 64.
func (m MAC) Bits() int { return int(m.bits) }

// Group reports whether the address is of a group and not of one device.
func (m MAC) Group() bool { return m.first()&1 != 0 }

// Local reports whether the address is given out locally and not by a maker.
func (m MAC) Local() bool { return m.first()&2 != 0 }

func (m MAC) first() byte {
	if m.bits == 0 {
		return 0
	}
	return byte(m.value >> (m.bits - 8))
}

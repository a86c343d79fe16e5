package epc

import (
	"strconv"

	"github.com/tracewright/tracewright/internal/ident/refusal"
)

// encode writes the fields of a coding. The EPC has been checked.
func (c *coding) encode(w *writer, e EPC) error {
	sp := find(e.Scheme)
	i := 0
	for k := range c.fields {
		f := &c.fields[k]
		if f.kind == reserved {
			w.put(0, f.bits)
			continue
		}
		if f.kind <= shortPartition {
			if err := c.encodePair(w, f, e.Parts[i], e.Parts[i+1], sp.parts[i+1].name); err != nil {
				return err
			}
			i += 2
			continue
		}
		if err := c.encodePart(w, f, e.Parts[i], sp.parts[i].name); err != nil {
			return err
		}
		i++
	}
	return nil
}

func (c *coding) encodePair(w *writer, f *field, company, value, where string) error {
	p := 12 - len(company)
	w.put(uint64(p), 3)
	w.putDecimal(company, prefixBits[p])
	switch f.kind {
	case partition:
		w.putDecimal(value, f.rest[p])
	case openPartition:
		return c.encodeInteger(w, value, f.rest[p], where)
	case textPartition:
		return c.encodeText(w, value, f.rest[p], where)
	case shortPartition:
		putSix(w, value)
		w.put(0, 6)
	}
	return nil
}

func (c *coding) encodePart(w *writer, f *field, value, where string) error {
	switch f.kind {
	case integer:
		return c.encodeInteger(w, value, f.bits, where)
	case characters:
		return c.encodeText(w, value, f.bits, where)
	case marked:
		return c.encodeMarked(w, value, f.bits, where)
	case fixed:
		w.putDecimal(value, f.bits)
	case padded:
		if len(value) == 5 {
			w.put(' ', 8)
		}
		for i := range len(value) {
			w.put(uint64(value[i]), 8)
		}
	case short:
		if len(value) == 5 {
			w.put(' ', 6)
		}
		putSix(w, value)
	case open:
		putSix(w, value)
		w.put(0, 6)
	}
	return nil
}

func (c *coding) encodeInteger(w *writer, value string, bits int, where string) error {
	n, ok := parseNumber(value)
	if !ok || n >= 1<<bits {
		return c.unfit(where, value, "numbers up to "+strconv.FormatUint(1<<bits-1, 10)+", without leading zeros")
	}
	w.put(n, bits)
	return nil
}

func (c *coding) encodeMarked(w *writer, value string, bits int, where string) error {
	n, err := strconv.ParseUint("1"+value, 10, 64)
	// TDS 14.3.6: as many digits as fit with either first digit.
	if err != nil || !allDigits(value) || n >= 1<<bits || decimalBits(len(value))+1 > bits {
		return c.unfit(where, value, "numbers whose digits fit "+strconv.Itoa(bits)+" bits")
	}
	w.put(n, bits)
	return nil
}

func (c *coding) encodeText(w *writer, value string, bits int, where string) error {
	if len(value)*7 > bits {
		return c.unfit(where, value, strconv.Itoa(bits/7)+" characters")
	}
	for i := range len(value) {
		w.put(uint64(value[i]), 7)
	}
	for left := bits - 7*len(value); left > 0; left -= 64 {
		w.put(0, min(left, 64))
	}
	return nil
}

func putSix(w *writer, s string) {
	for i := range len(s) {
		w.put(uint64(s[i]&0x3f), 6)
	}
}

// unfit says that a value does not fit a coding. It is never cut.
func (c *coding) unfit(where, value, holds string) error {
	return refuse("epc.unfit", where, refusal.Quote(value)+" does not fit "+c.name+", which holds "+holds, "use another coding of the scheme, or another "+where)
}

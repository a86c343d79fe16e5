package epc

import "strconv"

// maxTagText bounds the text of all parts of an EPC on a tag.
const maxTagText = 96

// decode reads the fields of a coding into an EPC. The parts share one string.
func (c *coding) decode(r *reader) (EPC, error) {
	var buffer [maxTagText]byte
	d := decoder{r: r, text: buffer[:0]}
	for i := range c.fields {
		if err := d.field(&c.fields[i]); err != nil {
			return EPC{}, err
		}
	}
	if r.short {
		return EPC{}, refuse("epc.short", "", "ends before the "+c.name+" does", "read the whole EPC memory of the tag")
	}
	e := EPC{Scheme: c.scheme}
	text, from := string(d.text), 0
	for i := range d.n {
		e.Parts[i] = text[from:d.ends[i]]
		from = d.ends[i]
	}
	return e, nil
}

type decoder struct {
	r    *reader
	text []byte // of all parts read
	ends [maxParts]int
	n    int // parts read
}

func (d *decoder) close() {
	d.ends[d.n] = len(d.text)
	d.n++
}

func (d *decoder) field(f *field) error {
	r := d.r
	switch f.kind {
	case partition, openPartition, textPartition, shortPartition:
		return d.partition(f)
	case integer:
		d.text = strconv.AppendUint(d.text, r.take(f.bits), 10)
	case characters:
		if err := d.characters(f.bits, 20); err != nil {
			return err
		}
	case marked:
		s := strconv.FormatUint(r.take(f.bits), 10)
		if s[0] != '1' || len(s) < 2 {
			return badField("serial", "has no 1 before its digits")
		}
		d.text = append(d.text, s[1:]...)
	case fixed:
		if !d.number(r.take(f.bits), f.size) {
			return badField("piece or total", "has more digits than it may")
		}
	case padded, short:
		if err := d.cage(f); err != nil {
			return err
		}
	case open:
		if err := d.open(32); err != nil {
			return err
		}
	case reserved:
		if r.take(f.bits) != 0 {
			return badField("reserved bits", "are not zero")
		}
		return nil
	}
	d.close()
	return nil
}

func (d *decoder) partition(f *field) error {
	p := d.r.take(3)
	if p > 6 {
		return badField("partition", "is "+strconv.FormatUint(p, 10)+", and may be 6 at most")
	}
	length := 12 - int(p)
	if !d.number(d.r.take(prefixBits[p]), length) {
		return badField("company prefix", "has more digits than its partition allows")
	}
	d.close()
	switch f.kind {
	case partition:
		if !d.number(d.r.take(f.rest[p]), f.size-length) {
			return badField("reference", "has more digits than its partition allows")
		}
	case openPartition:
		d.text = strconv.AppendUint(d.text, d.r.take(f.rest[p]), 10)
	case textPartition:
		if err := d.characters(f.rest[p], f.size-length); err != nil {
			return err
		}
	case shortPartition:
		if err := d.open(f.size - length); err != nil {
			return err
		}
	}
	d.close()
	return nil
}

// number appends a number with exactly so many digits, and reports whether it
// fits.
func (d *decoder) number(v uint64, width int) bool {
	d.text = append(d.text, zeros[:width]...)
	field := d.text[len(d.text)-width:]
	for i := width - 1; i >= 0 && v > 0; i-- {
		field[i] = byte('0' + v%10)
		v /= 10
	}
	return v == 0
}

// characters appends characters of 7 bits: all of the field up to a zero, after
// which only zeros may follow.
func (d *decoder) characters(bits, limit int) error {
	ended, n := false, 0
	for ; bits >= 7; bits -= 7 {
		c := byte(d.r.take(7))
		switch {
		case c == 0:
			ended = true
		case ended || n == limit || !encodable(c):
			return badField("text", "has a character that it may not have")
		default:
			d.text = append(d.text, c)
			n++
		}
	}
	if d.r.take(bits) != 0 {
		return badField("text", "has set bits after its end")
	}
	return nil
}

// open appends characters of 6 bits up to a zero.
func (d *decoder) open(limit int) error {
	for range limit + 1 {
		c := byte(d.r.take(6))
		if c == 0 {
			return nil
		}
		d.text = append(d.text, fromSix(c))
	}
	return badField("text", "has no end")
}

func (d *decoder) cage(f *field) error {
	width := f.bits / 6
	for i := range 6 {
		c := byte(d.r.take(width))
		if width == 6 {
			c = fromSix(c)
		}
		if c == ' ' && i == 0 {
			continue // a CAGE code has five characters
		}
		if !cageCharacter(c) {
			return badField("CAGE code or DoDAAC", "has a character that it may not have")
		}
		d.text = append(d.text, c)
	}
	return nil
}

// fromSix returns the character that six bits stand for (TDS table G-1): the
// low bits of its ASCII code.
func fromSix(c byte) byte {
	if c < 0x20 {
		return c | 0x40
	}
	return c
}

func badField(where, detail string) error {
	return refuse("epc.binary", where, detail, "read the tag again; it may hold no EPC")
}

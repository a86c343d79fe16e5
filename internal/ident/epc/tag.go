package epc

import (
	"encoding/hex"
	"strconv"
	"strings"

	"github.com/tracewright/tracewright/internal/ident/gs1"
	"github.com/tracewright/tracewright/internal/ident/refusal"
)

// maxBits is the size of an EPC memory bank that a tag can declare: 31 words.
const maxBits = 31 * 16

// Tag is what the EPC memory of an RFID tag holds, from bit 20h on.
type Tag struct {
	Coding string // such as "sgtin-96", "sgtin+" or "sgtin++"
	Filter uint8  // what kind of thing bears the tag; its values differ by scheme

	EPC EPC // of the codings with a company prefix

	// Of the codings with a + in their name, which know no company prefix:
	Elements gs1.Message // the GS1 key, its serial and, in dsgtin+, a date
	Hostname string      // of the codings with ++, where a link leads
	MoreData bool        // that the tag says that data follow; they are not read
}

// Key returns what the tag holds as the elements of a GS1 element string; false
// for the schemes that have none.
func (t Tag) Key() (gs1.Message, bool) {
	if plusByName(t.Coding) != nil {
		return t.Elements, true
	}
	return t.EPC.Elements()
}

// Link returns the GS1 Digital Link of what the tag holds: on its own host, or
// else on that of GS1. The schemes outside GS1 have none.
func (t Tag) Link() (gs1.Link, error) {
	key, ok := t.Key()
	if !ok {
		return gs1.Link{}, refuse("epc.no-key", "", string(t.EPC.Scheme)+" is no key of GS1 and has no link", "use its URI")
	}
	stem := gs1.CanonicalStem
	if t.Hostname != "" {
		stem = "https://" + t.Hostname
	}
	return gs1.NewLink(stem, key)
}

// ParseTagURI reads a tag URI, such as
// "urn:epc:tag:sgtin-96:3.0614141.812345.6789".
func ParseTagURI(uri string) (Tag, error) {
	rest, ok := strings.CutPrefix(uri, tagURN)
	if !ok || len(uri) > maxURI {
		return Tag{}, refuse("epc.uri", "", refusal.Quote(uri)+" is no tag URI", "begin it with "+tagURN)
	}
	name, body, _ := strings.Cut(rest, ":")
	c := codingByName(name)
	if c == nil {
		return Tag{}, unknownCoding(name)
	}
	t := Tag{Coding: c.name}
	if c.filter > 0 {
		filter, after, _ := strings.Cut(body, ".")
		n, ok := parseNumber(filter)
		if !ok || n >= 1<<c.filter {
			return Tag{}, badFilter(c.filter)
		}
		t.Filter, body = uint8(n), after
	}
	e, err := Parse(idURN + string(c.scheme) + ":" + body)
	if err != nil {
		return Tag{}, err
	}
	t.EPC = e
	_, err = t.Binary() // only what fits the coding has a tag URI
	return t, err
}

// URI returns the tag URI. The codings with a + have none.
func (t Tag) URI() (string, error) {
	c := codingByName(t.Coding)
	if c == nil {
		return "", refuse("epc.no-tag-uri", "", "there is no tag URI for "+refusal.Quote(t.Coding), "write the element string or the link instead")
	}
	if _, err := t.Binary(); err != nil {
		return "", err
	}
	lead := tagURN + c.name + ":"
	if c.filter > 0 {
		lead += strconv.Itoa(int(t.Filter)) + "."
	}
	return lead + t.EPC.body(), nil
}

// ParseHex reads the EPC memory of a tag in hexadecimal digits.
func ParseHex(text string) (Tag, error) {
	var buffer [maxBits / 8]byte
	if len(text) < 4 || len(text) > 2*len(buffer) {
		return Tag{}, badHex("has " + strconv.Itoa(len(text)) + " digits")
	}
	for i := range len(text) {
		v := unhex(text[i])
		if v > 15 {
			return Tag{}, badHex("has " + refusal.Quote(text[i:i+1]) + " in it")
		}
		buffer[i/2] |= v << (4 - i%2*4)
	}
	return parse(buffer[:(len(text)+1)/2], 4*len(text))
}

// ParseBinary reads the EPC memory of a tag. Zeros may follow the EPC, since
// tags hold whole words.
func ParseBinary(data []byte) (Tag, error) {
	if len(data) < 2 || len(data) > maxBits/8 {
		return Tag{}, refuse("epc.size", "", "has "+strconv.Itoa(len(data))+" bytes", "read 2 to "+strconv.Itoa(maxBits/8)+" bytes of EPC memory")
	}
	return parse(data, 8*len(data))
}

func parse(data []byte, bits int) (Tag, error) {
	r := &reader{data: data, end: bits}
	header := byte(r.take(8))
	c := codingByHeader(header)
	if c == nil {
		return parsePlus(header, r)
	}
	t := Tag{Coding: c.name, Filter: uint8(r.take(c.filter))}
	var err error
	if t.EPC, err = c.decode(r); err != nil {
		return Tag{}, err
	}
	if err = t.EPC.Check(); err != nil {
		return Tag{}, err
	}
	if !r.restIsZero() {
		return Tag{}, badField("end", "is followed by set bits")
	}
	return t, nil
}

// Binary returns the bytes of the EPC memory, in whole words of 16 bits, as a
// tag holds them. What does not fit the coding is refused.
func (t Tag) Binary() ([]byte, error) {
	w := &writer{data: make([]byte, 0, maxBits/8)}
	if p := plusByName(t.Coding); p != nil {
		if err := p.encode(w, t); err != nil {
			return nil, err
		}
		return w.words()
	}
	c := codingByName(t.Coding)
	switch {
	case c == nil:
		return nil, unknownCoding(t.Coding)
	case c.scheme != t.EPC.Scheme:
		return nil, refuse("epc.coding", "", t.Coding+" is no coding of "+string(t.EPC.Scheme), "use one of "+strings.Join(Codings(t.EPC.Scheme), ", "))
	case int(t.Filter) >= 1<<c.filter:
		return nil, badFilter(c.filter)
	}
	if err := t.EPC.Check(); err != nil {
		return nil, err
	}
	w.put(uint64(c.header), 8)
	w.put(uint64(t.Filter), c.filter)
	if err := c.encode(w, t.EPC); err != nil {
		return nil, err
	}
	return w.words()
}

// Hex returns the EPC memory in hexadecimal digits.
func (t Tag) Hex() (string, error) {
	data, err := t.Binary()
	return strings.ToUpper(hex.EncodeToString(data)), err
}

// words fills the last word with zeros.
func (w *writer) words() ([]byte, error) {
	if w.n > maxBits {
		return nil, refuse("epc.size", "", "needs "+strconv.Itoa(w.n)+" bits, and a tag has "+strconv.Itoa(maxBits), "shorten the serial or the host name")
	}
	if len(w.data)%2 == 1 {
		w.data = append(w.data, 0)
	}
	return w.data, nil
}

func badFilter(bits int) error {
	return refuse("epc.filter", "filter", "is out of range", "give 0 to "+strconv.Itoa(1<<bits-1))
}

func badHex(detail string) error {
	return refuse("epc.hex", "", detail, "give 4 to "+strconv.Itoa(maxBits/4)+" hexadecimal digits")
}

func unknownCoding(name string) error {
	return refuse("epc.coding", "", "there is no coding "+refusal.Quote(name), "use one of TDS 2.3, such as sgtin-96")
}

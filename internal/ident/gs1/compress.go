package gs1

import (
	"fmt"
	"math"
	"math/big"
	"math/bits"
	"slices"
	"strings"
)

// The compressed form of a Digital Link (GS1 Digital Link: compression 1.0) is
// one path segment in the alphabet of base64url. Its bits are application
// identifiers, four bits a digit, each followed by its value as its format
// allows; F announces a parameter that GS1 gives no meaning.

const (
	alphabet64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
	upperHex   = "0123456789ABCDEF"
	lowerHex   = "0123456789abcdef"
)

// sequences are the codes that stand for several application identifiers.
var shortcuts = map[string][]string{
	"0A": {"01", "22"}, "0B": {"01", "10"}, "0C": {"01", "21"}, "0D": {"01", "17"}, "0E": {"01", "7003"}, "0F": {"01", "30"},
	"1A": {"01", "10", "21", "17"}, "1B": {"01", "15"}, "1C": {"01", "11"}, "1D": {"01", "16"}, "1E": {"01", "91"},
	"1F": {"01", "10", "15"}, "9A": {"8010", "8011"}, "9B": {"8017", "8019"}, "9C": {"8018", "8019"}, "9D": {"414", "254"},
	"CA": {"255", "3940"}, "CB": {"255", "3941"}, "CC": {"255", "3942"}, "CD": {"255", "3943"},
}

// shortcut returns the application identifiers of a code of two hexadecimal
// digits.
func shortcut(code string) []string {
	if all, ok := shortcuts[code]; ok {
		return all
	}
	first, second := code[0], code[1]
	switch {
	case (first == '2' || first == '3') && second >= 'A':
		return []string{"01", map[byte]string{'2': "310", '3': "320"}[first] + string('0'+second-'A')}
	case first == 'A' && second <= '9':
		return []string{"01", "392" + string(second)}
	case first == 'C' && second <= '9':
		return []string{"255", "390" + string(second)}
	}
	return nil
}

// field is a part of a value as compression sees it.
type field struct {
	numeric bool
	fixed   int // characters; 0 for a field of variable length
	max     int
}

// fields joins the parts of a row: digits of fixed length that follow each other
// are one number, and everything from the first letter on is one text.
func (r *row) fields() []field {
	var all []field
	for _, p := range r.parts {
		f := field{numeric: p.set == setN, max: p.max}
		if p.min == p.max && !p.optional {
			f.fixed = p.max
		}
		if n := len(all); n > 0 {
			last := &all[n-1]
			switch {
			case last.numeric != f.numeric:
			case f.numeric && last.fixed > 0 && f.fixed > 0, !f.numeric && last.fixed > 0 && f.fixed > 0:
				last.fixed, last.max = last.fixed+f.fixed, last.max+f.max
				continue
			case !f.numeric, last.fixed == 0:
				last.fixed, last.max = 0, last.max+f.max
				continue
			}
		}
		all = append(all, f)
	}
	return all
}

// numberBits is how many bits a number of some digits has.
func numberBits(digits int) int { return int(math.Ceil(float64(digits)*math.Log2(10) + 0.01)) }

// bitReader takes numbers from a row of bits.
type bitReader struct {
	symbols string // of six bits each
	at      int
	failed  bool
}

func (b *bitReader) left() int { return 6*len(b.symbols) - b.at }

// take returns the next n bits, at most 57.
func (b *bitReader) take(n int) uint64 {
	if n > b.left() {
		b.failed = true
		return 0
	}
	var v uint64
	for range n {
		symbol := strings.IndexByte(alphabet64, b.symbols[b.at/6])
		v = v<<1 | uint64(symbol>>(5-b.at%6)&1)
		b.at++
	}
	return v
}

// number returns a decimal number of some digits.
func (b *bitReader) number(digits int) string {
	n := numberBits(digits)
	if n > b.left() {
		b.failed = true
		return ""
	}
	v := new(big.Int)
	for ; n > 0; n -= min(n, 32) {
		k := min(n, 32)
		v.Lsh(v, uint(k)).Or(v, new(big.Int).SetUint64(b.take(k)))
	}
	text := v.String()
	switch {
	case digits == 0:
		return ""
	case len(text) > digits:
		b.failed = true
		return ""
	}
	return strings.Repeat("0", digits-len(text)) + text
}

// text returns characters in one of the five encodings.
func (b *bitReader) text(encoding uint64, length int) string {
	if encoding == 0 {
		return b.number(length)
	}
	width, alphabet := 7, ""
	switch encoding {
	case 1:
		width, alphabet = 4, lowerHex
	case 2:
		width, alphabet = 4, upperHex
	case 3:
		width, alphabet = 6, alphabet64
	case 4:
	default:
		b.failed = true
	}
	if b.failed || width*length > b.left() {
		b.failed = true
		return ""
	}
	out := make([]byte, length)
	for i := range out {
		v := b.take(width)
		if out[i] = byte(v); alphabet != "" {
			out[i] = alphabet[v]
		}
	}
	return string(out)
}

func (b *bitReader) field(f field) string {
	if f.numeric {
		if f.fixed > 0 {
			return b.number(f.fixed)
		}
		return b.number(int(b.take(bits.Len(uint(f.max)))))
	}
	encoding, length := b.take(3), f.fixed
	if length == 0 {
		length = int(b.take(bits.Len(uint(f.max))))
	}
	return b.text(encoding, length)
}

// value reads the value of an application identifier.
func (b *bitReader) value(code string) (Element, error) {
	r := rowOf(code)
	if r == nil {
		return Element{}, notCompressed(fmt.Sprintf("(%s) is no application identifier", code))
	}
	e := Element{AI: code}
	for _, f := range r.fields() {
		e.Value += b.field(f)
	}
	if b.failed {
		return Element{}, notCompressed("it ends within (" + code + ")")
	}
	if f := r.judge(e.Value); f.code != "" {
		return Element{}, e.fault(f, 0, r)
	}
	return e, nil
}

func notCompressed(why string) *Error {
	return &Error{Code: NoLink, Detail: "this is no compressed Digital Link: " + why}
}

// Decompress reads a Digital Link whose last path segment is compressed: all of it,
// or only what stands beside the key, which the path before it tells then. A query
// may follow. The error is an [*Error].
func Decompress(uri string) (Link, error) {
	if len(uri) > MaxMessage {
		return Link{}, &Error{Code: Oversized, Offset: MaxMessage, Length: len(uri) - MaxMessage}
	}
	begin, err := authority(uri)
	if err != nil {
		return Link{}, err
	}
	rest, fragment, _ := strings.Cut(uri, "#")
	path, _, asked := strings.Cut(rest, "?")
	slash := strings.LastIndexByte(path, '/')
	segment := path[slash+1:]
	if slash < begin || len(segment) < 4 || strings.Trim(segment, alphabet64) != "" {
		return Link{}, notCompressed("its path ends in something else")
	}
	m, others, err := decompress(&bitReader{symbols: segment})
	if err != nil {
		return Link{}, err
	}
	stem := path[:slash]
	if key, err := ParseLink(stem, LinkOptions{}); err == nil {
		stem, m = key.Stem, slices.Concat(key.Path, m)
	}
	if asked {
		further := Link{}
		if m, err = further.parseQuery(m, rest, len(path)+1, LinkOptions{}); err != nil {
			return Link{}, err
		}
		others = append(others, further.Others...)
	}
	l, err := NewLink(stem, m)
	l.Others, l.Fragment = others, fragment
	return l, err
}

func decompress(b *bitReader) (m Message, others []Parameter, err error) {
	for b.left() > 8 {
		head := string([]byte{upperHex[b.take(4)], upperHex[b.take(4)]})
		if head[0] == 'F' {
			b.at -= 4
			p := b.parameter()
			if b.failed {
				return nil, nil, notCompressed("it ends within a parameter")
			}
			others = append(others, p)
			continue
		}
		codes := shortcut(head)
		if head[0] <= '9' && head[1] <= '9' {
			codes = []string{b.code(head)}
		}
		if codes == nil {
			return nil, nil, notCompressed(head + " stands for nothing")
		}
		for _, code := range codes {
			e, err := b.value(code)
			if err != nil {
				return nil, nil, err
			}
			m = append(m, e)
		}
	}
	if b.take(b.left()) != 0 {
		return nil, nil, notCompressed("its last bits are not zero")
	}
	return m, others, nil
}

// code reads the digits of an application identifier that follow the first two.
func (b *bitReader) code(head string) string {
	for range int(byDigits.length[number(head)]) - 2 {
		head += string(upperHex[b.take(4)])
	}
	return head
}

// parameter reads a key, and its value.
func (b *bitReader) parameter() Parameter {
	key := b.text(3, int(b.take(7)))
	encoding := b.take(3)
	value := b.text(encoding, int(b.take(7)))
	return Parameter{key, "=" + string(appendEscaped(nil, value, true))}
}

// bitWriter makes a row of bits.
type bitWriter struct {
	symbols []byte
	bits    int // in use of the last symbol; 0 for a new one
}

func (b *bitWriter) put(v uint64, n int) {
	for i := n - 1; i >= 0; i-- {
		if b.bits == 0 {
			b.symbols = append(b.symbols, 0)
		}
		b.symbols[len(b.symbols)-1] |= byte(v>>i&1) << (5 - b.bits)
		b.bits = (b.bits + 1) % 6
	}
}

func (b *bitWriter) number(digits string) {
	n := numberBits(len(digits))
	v, _ := new(big.Int).SetString("0"+digits, 10)
	for i := n - 1; i >= 0; i-- {
		b.put(uint64(v.Bit(i)), 1)
	}
}

// text writes the encoding of the fewest bits, the length in some bits, and the
// characters.
func (b *bitWriter) text(text string, lengthBits int) {
	encoding, width, alphabet := uint64(4), 7, ""
	switch {
	case text != "" && setN.outside(text).code == "":
		encoding = 0
	case text != "" && strings.Trim(text, lowerHex) == "":
		encoding, width, alphabet = 1, 4, lowerHex
	case text != "" && strings.Trim(text, upperHex) == "":
		encoding, width, alphabet = 2, 4, upperHex
	case text != "" && strings.Trim(text, alphabet64) == "":
		encoding, width, alphabet = 3, 6, alphabet64
	}
	b.put(encoding, 3)
	b.put(uint64(len(text)), lengthBits)
	if encoding == 0 {
		b.number(text)
		return
	}
	for i := range len(text) {
		v := int(text[i])
		if alphabet != "" {
			v = strings.IndexByte(alphabet, text[i])
		}
		b.put(uint64(v), width)
	}
}

func (b *bitWriter) value(r *row, value string) {
	for _, f := range r.fields() {
		length := f.fixed
		if length == 0 {
			length = min(f.max, len(value))
		}
		part := value[:length]
		value = value[length:]
		lengthBits := bits.Len(uint(f.max))
		switch {
		case f.numeric && f.fixed > 0:
			b.number(part)
		case f.numeric:
			b.put(uint64(length), lengthBits)
			b.number(part)
		case f.fixed > 0:
			b.text(part, 0)
		default:
			b.text(part, lengthBits)
		}
	}
}

// Compress writes the link with its elements, and the other parameters of its
// query, as one path segment. It uses none of the codes that stand for several
// application identifiers, since readers without their table exist. Parameters
// whose keys have other characters than letters, digits, - and _, or that are
// longer than 127, are an error.
func (l Link) Compress() (string, error) {
	m := l.Message()
	slices.SortStableFunc(m, func(a, b Element) int { return strings.Compare(a.AI, b.AI) })
	b := &bitWriter{}
	for _, e := range m {
		r := rowOf(e.AI)
		if r == nil {
			return "", unknownAI(e.AI, 0, e.AI)
		}
		if f := r.judge(e.Value); f.code != "" {
			return "", e.fault(f, 0, r)
		}
		for i := range len(e.AI) {
			b.put(uint64(e.AI[i]-'0'), 4)
		}
		b.value(r, e.Value)
	}
	for _, p := range l.Others {
		value := unescape(strings.TrimPrefix(p.Value, "="), true)
		if len(p.Key) > 127 || strings.Trim(p.Key, alphabet64) != "" || len(value) > 127 || !isASCII(value) {
			return "", &Error{Code: BadURI, Detail: fmt.Sprintf("the parameter %q cannot be compressed", clip(p.Key))}
		}
		b.put(15, 4)
		b.put(uint64(len(p.Key)), 7)
		for i := range len(p.Key) {
			b.put(uint64(strings.IndexByte(alphabet64, p.Key[i])), 6)
		}
		b.text(value, 7)
	}
	for i, v := range b.symbols {
		b.symbols[i] = alphabet64[v]
	}
	return l.Stem + "/" + string(b.symbols), nil
}

func isASCII(text string) bool {
	return strings.IndexFunc(text, func(r rune) bool { return r > 126 || r < 32 }) < 0
}

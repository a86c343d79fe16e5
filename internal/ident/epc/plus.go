package epc

import (
	"strconv"
	"strings"

	"github.com/tracewright/tracewright/internal/ident/gs1"
	"github.com/tracewright/tracewright/internal/ident/refusal"
)

// plusKind says how a value lies in the bits of the codings of TDS 2.x (14.5).
type plusKind uint8

const (
	nibbles   plusKind = iota // size digits of 4 bits
	anyText                   // up to size characters, in the shortest of six ways
	delimited                 // digits of 4 bits, then characters, together up to size
	anyDigits                 // up to size digits, as a length and a number
	date                      // which date, and year, month and day
)

// plusField is a value, or a piece of one, on a tag.
type plusField struct {
	kind plusKind
	ai   string // the element that it belongs to; fields of the same follow each other
	size int
}

// plusCoding is a binary form that holds GS1 elements and no company prefix.
type plusCoding struct {
	name   string
	header byte
	scheme Scheme
	fields []plusField
	host   bool
}

var (
	gtin    = []plusField{{nibbles, "01", 14}, {anyText, "21", 20}}
	dated   = append([]plusField{{kind: date}}, gtin...)
	sscc    = []plusField{{nibbles, "00", 18}}
	gln     = []plusField{{nibbles, "414", 13}, {anyText, "254", 20}}
	grai    = []plusField{{nibbles, "8003", 14}, {anyText, "8003", 16}}
	giai    = []plusField{{delimited, "8004", 30}}
	gsrn    = []plusField{{nibbles, "8018", 18}}
	gsrnp   = []plusField{{nibbles, "8017", 18}}
	gdti    = []plusField{{nibbles, "253", 13}, {anyText, "253", 17}}
	cpi     = []plusField{{delimited, "8010", 30}, {anyDigits, "8011", 12}}
	sgcn    = []plusField{{nibbles, "255", 13}, {anyDigits, "255", 12}}
	itip    = []plusField{{nibbles, "8006", 18}, {anyText, "21", 20}}
	dateAIs = []string{"11", "13", "15", "16", "17", "7006", "7007"} // by their date type
)

// plusCodings is the table of the codings without a tag URI (TDS 14.6).
var plusCodings = []plusCoding{
	{"sgtin+", 0xf7, SGTIN, gtin, false},
	{"dsgtin+", 0xfb, SGTIN, dated, false},
	{"sgtin++", 0xfd, SGTIN, gtin, true},
	{"dsgtin++", 0xfc, SGTIN, dated, true},
	{"sscc+", 0xf9, SSCC, sscc, false},
	{"sscc++", 0xef, SSCC, sscc, true},
	{"sgln+", 0xf2, SGLN, gln, false},
	{"sgln++", 0xe9, SGLN, gln, true},
	{"grai+", 0xf1, GRAI, grai, false},
	{"grai++", 0xeb, GRAI, grai, true},
	{"giai+", 0xfa, GIAI, giai, false},
	{"giai++", 0xee, GIAI, giai, true},
	{"gsrn+", 0xf4, GSRN, gsrn, false},
	{"gsrn++", 0xe7, GSRN, gsrn, true},
	{"gsrnp+", 0xf5, GSRNP, gsrnp, false},
	{"gsrnp++", 0xe8, GSRNP, gsrnp, true},
	{"gdti+", 0xf6, GDTI, gdti, false},
	{"gdti++", 0xea, GDTI, gdti, true},
	{"cpi+", 0xf0, CPI, cpi, false},
	{"cpi++", 0xe6, CPI, cpi, true},
	{"sgcn+", 0xf8, SGCN, sgcn, false},
	{"sgcn++", 0xec, SGCN, sgcn, true},
	{"itip+", 0xf3, ITIP, itip, false},
	{"itip++", 0xed, ITIP, itip, true},
}

func plusByName(name string) *plusCoding {
	for i := range plusCodings {
		if plusCodings[i].name == name {
			return &plusCodings[i]
		}
	}
	return nil
}

// parsePlus reads what follows a header of TDS 2.x.
func parsePlus(header byte, r *reader) (Tag, error) {
	for i := range plusCodings {
		if plusCodings[i].header == header {
			return plusCodings[i].decode(r)
		}
	}
	return Tag{}, refuse("epc.header", "", "begins with "+strconv.Quote(strings.ToUpper(strconv.FormatUint(uint64(header), 16)))+", which no EPC does", "keep it as a raw URI; the tag may hold no EPC")
}

func (p *plusCoding) decode(r *reader) (Tag, error) {
	t := Tag{Coding: p.name, MoreData: r.take(1) == 1, Filter: uint8(r.take(3))}
	var after gs1.Message // dates, which stand before the key on a tag
	for _, f := range p.fields {
		e, err := f.decode(r)
		if err != nil {
			return Tag{}, err
		}
		switch last := len(t.Elements) - 1; {
		case f.kind == date:
			after = append(after, e)
		case last >= 0 && t.Elements[last].AI == e.AI:
			t.Elements[last].Value += e.Value
		default:
			t.Elements = append(t.Elements, e)
		}
	}
	if last := len(t.Elements) - 1; p.scheme == SGLN && t.Elements[last].Value == "0" {
		t.Elements = t.Elements[:last] // no extension
	}
	t.Elements = append(t.Elements, after...)
	if p.host {
		name, err := readHostname(r)
		if err != nil {
			return Tag{}, err
		}
		t.Hostname = name
	}
	switch {
	case r.short:
		return Tag{}, refuse("epc.short", "", "ends before the "+p.name+" does", "read the whole EPC memory of the tag")
	case !t.MoreData && !r.restIsZero():
		return Tag{}, badField("end", "is followed by set bits")
	}
	return t, p.judge(t.Elements)
}

// judge says whether elements are a key of the scheme. How long the company
// prefix is does not matter for that.
func (p *plusCoding) judge(elements gs1.Message) error {
	pattern, err := read(elements, Fixed(6))
	if err != nil {
		return err
	}
	e, err := pattern.whole()
	if err == nil && e.Scheme != p.scheme {
		err = refuse("epc.coding", "", p.name+" holds no "+string(e.Scheme), "use one of "+strings.Join(Codings(e.Scheme), ", "))
	}
	return err
}

func (f plusField) decode(r *reader) (gs1.Element, error) {
	switch f.kind {
	case nibbles:
		s, end := readNibbles(r, f.size)
		if end != 0 {
			return gs1.Element{}, badField("("+f.ai+")", "has a digit that is none")
		}
		return gs1.Element{AI: f.ai, Value: s}, nil
	case anyText:
		s, err := readText(r, f.size)
		return gs1.Element{AI: f.ai, Value: s}, err
	case delimited:
		s, end := readNibbles(r, f.size+1)
		switch {
		case end == 0xe:
			rest, err := readText(r, f.size)
			return gs1.Element{AI: f.ai, Value: s + rest}, err
		case end != 0xf:
			return gs1.Element{}, badField("("+f.ai+")", "has no end")
		}
		return gs1.Element{AI: f.ai, Value: s}, nil
	case anyDigits:
		n := int(r.take(lengthBits(f.size)))
		if n == 0 || n > f.size {
			return gs1.Element{}, badField("("+f.ai+")", "is too short or too long")
		}
		s, ok := r.decimal(decimalBits(n), n)
		if !ok {
			return gs1.Element{}, badField("("+f.ai+")", "has more digits than its length says")
		}
		return gs1.Element{AI: f.ai, Value: s}, nil
	}
	return readDate(r)
}

// readNibbles reads at most n digits of 4 bits, and what has ended them: 10 or
// more, or zero at the end.
func readNibbles(r *reader, n int) (s string, end byte) {
	text := make([]byte, 0, n)
	for range n {
		d := byte(r.take(4))
		if d > 9 {
			return string(text), d
		}
		text = append(text, '0'+d)
	}
	return string(text), 0
}

func readDate(r *reader) (gs1.Element, error) {
	kind, y, m, d := r.take(4), int(r.take(7)), int(r.take(4)), int(r.take(5))
	if kind >= uint64(len(dateAIs)) || !isDate(y, m, d) {
		return gs1.Element{}, badField("date", "is none")
	}
	return gs1.Element{AI: dateAIs[kind], Value: twoDigits(y) + twoDigits(m) + twoDigits(d)}, nil
}

func twoDigits(n int) string { return string([]byte{byte('0' + n/10), byte('0' + n%10)}) }

// isDate reports whether a month has such a day. Day 0 stands for the whole
// month; 29 February is in every year of two digits that 4 divides.
func isDate(y, m, d int) bool {
	if y > 99 || m < 1 || m > 12 {
		return false
	}
	days := [...]int{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}[m-1]
	if m == 2 && y%4 == 0 {
		days = 29
	}
	return d <= days
}

func (p *plusCoding) encode(w *writer, t Tag) error {
	if t.MoreData {
		return refuse("epc.more-data", "", "cannot be written with more data", "write the EPC alone")
	}
	if t.Filter > 7 {
		return badFilter(3)
	}
	if err := p.judge(t.Elements); err != nil {
		return err
	}
	if p.host != (t.Hostname != "") {
		return refuse("epc.hostname", "host name", "and coding do not go together", "use a coding with ++ for a link of your own, with + for none")
	}
	w.put(uint64(p.header), 8)
	w.put(0, 1)
	w.put(uint64(t.Filter), 3)
	left := t.Elements
	for i := 0; i < len(p.fields); i++ {
		f := p.fields[i]
		value, err := p.value(&left, f)
		if err != nil {
			return err
		}
		if f.kind == nibbles && i+1 < len(p.fields) && p.fields[i+1].ai == f.ai { // one value, two fields
			putNibbles(w, value[:f.size])
			f, value = p.fields[i+1], value[f.size:]
			i++
		}
		if err := f.encode(w, value); err != nil {
			return err
		}
	}
	if len(left) > 0 {
		return refuse("epc.unfit", "("+left[0].AI+")", "does not fit "+p.name, "leave it out, or use another coding")
	}
	if p.host {
		return putHostname(w, t.Hostname)
	}
	return nil
}

// value takes the value of a field out of the elements. A date is returned with
// its type before it.
func (p *plusCoding) value(left *gs1.Message, f plusField) (string, error) {
	for i, e := range *left {
		kind := dateType(e.AI)
		if e.AI != f.ai && (f.kind != date || kind < 0) {
			continue
		}
		*left = append((*left)[:i:i], (*left)[i+1:]...)
		if f.kind == date {
			return strconv.Itoa(kind) + e.Value, nil
		}
		return e.Value, nil
	}
	if f.ai == "254" {
		return "0", nil
	}
	return "", refuse("epc.unfit", "("+f.ai+")", "is missing for "+p.name, "give it, or use another coding")
}

// dateType returns the number of a date's identifier on a tag, or -1.
func dateType(ai string) int {
	for i, known := range dateAIs {
		if ai == known {
			return i
		}
	}
	return -1
}

func (f plusField) encode(w *writer, value string) error {
	switch f.kind {
	case nibbles:
		putNibbles(w, value)
	case anyText:
		return putText(w, value, f.size)
	case delimited:
		n := len(value) - len(strings.TrimLeft(value, "0123456789"))
		putNibbles(w, value[:n])
		if n == len(value) {
			w.put(0xf, 4)
			return nil
		}
		w.put(0xe, 4)
		return putText(w, value[n:], f.size)
	case anyDigits:
		w.put(uint64(len(value)), lengthBits(f.size))
		w.putDecimal(value, decimalBits(len(value)))
	case date:
		return putDate(w, value)
	}
	return nil
}

func putNibbles(w *writer, digits string) {
	for i := range len(digits) {
		w.put(uint64(digits[i]-'0'), 4)
	}
}

// putDate writes a date type and YYMMDD.
func putDate(w *writer, value string) error {
	if len(value) == 7 && allDigits(value) {
		two := func(i int) int { return int(value[i]-'0')*10 + int(value[i+1]-'0') }
		if y, m, d := two(1), two(3), two(5); isDate(y, m, d) {
			w.put(uint64(value[0]-'0'), 4)
			w.put(uint64(y), 7)
			w.put(uint64(m), 4)
			w.put(uint64(d), 5)
			return nil
		}
	}
	return refuse("epc.date", "date", refusal.Quote(value[min(1, len(value)):])+" is none", "give year, month and day of two digits each")
}

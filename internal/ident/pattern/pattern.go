package pattern

import (
	"maps"
	"math/bits"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/tracewright/tracewright/internal/ident/refusal"
)

const (
	maxText  = 256 // bytes of a pattern, and of a code
	maxParts = 32
)

// The names of fields with a meaning of their own.
const (
	Sequence = "seq"
	Random   = "random"
)

// Pattern is a compiled rule for codes.
type Pattern struct {
	name  string
	text  string
	parts []part
	fixed int // characters of all parts but the variable one
	open  int // the variable part, or -1
	limit uint64
}

// part is a stretch of text or a field.
type part struct {
	field    string // name; empty for text
	text     string // of text, and of a field that was filled
	units    []unit // of dates
	alphabet string // of all other fields
	min, max int    // characters
}

// alphabets are the sets of characters that fields may be written in.
var alphabets = []struct{ name, characters string }{
	{"10", "0123456789"},
	{"16", "0123456789ABCDEF"},
	{"36", "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"},
	{"safe", "23456789ABCDEFGHJKMNPQRSTVWXYZ"},
	{"text", "!\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~"},
}

// Compile reads a pattern. Its name is for answers to people. The error is a
// *refusal.Error whose code begins with "pattern.".
func Compile(name, text string) (*Pattern, error) {
	p := &Pattern{name: name, text: text, open: -1}
	if text == "" || len(text) > maxText {
		return nil, p.refuse("pattern.length", "", "has "+strconv.Itoa(len(text))+" bytes", "give 1 to "+strconv.Itoa(maxText))
	}
	for rest := text; rest != ""; {
		part, after, err := p.next(rest)
		if err != nil {
			return nil, err
		}
		if err := p.add(part); err != nil {
			return nil, err
		}
		rest = after
	}
	longest := p.fixed
	if p.open >= 0 {
		longest += p.parts[p.open].max
	}
	if longest > maxText {
		return nil, p.refuse("pattern.length", "", "makes codes of up to "+strconv.Itoa(longest)+" characters", "make its fields shorter; "+strconv.Itoa(maxText)+" are read")
	}
	return p, nil
}

// next takes one part off a text.
func (p *Pattern) next(rest string) (part, string, error) {
	if rest[0] == '{' && !strings.HasPrefix(rest, "{{") {
		body, after, ok := strings.Cut(rest[1:], "}")
		if !ok {
			return part{}, "", p.refuse("pattern.brace", refusal.Quote(rest), "opens a field and does not close it", "write }, or {{ for a brace")
		}
		f, err := p.fieldPart(body)
		return f, after, err
	}
	literal, n := "", 0
	for n < len(rest) {
		c := rest[n]
		switch {
		case c < ' ' || c > '~':
			return part{}, "", p.refuse("pattern.character", refusal.Quote(rest[n:]), "is not printable ASCII", "leave it out")
		case c != '{' && c != '}':
			literal += string(c)
			n++
			continue
		case n+1 < len(rest) && rest[n+1] == c:
			literal += string(c)
			n += 2
			continue
		case c == '}':
			return part{}, "", p.refuse("pattern.brace", refusal.Quote(rest[n:]), "closes a field that is not open", "write }} for a brace")
		}
		break
	}
	return part{text: literal, min: len(literal), max: len(literal)}, rest[n:], nil
}

// fieldPart reads what stands between braces.
func (p *Pattern) fieldPart(body string) (part, error) {
	where := "{" + body + "}"
	name, rest, sized := strings.Cut(body, ":")
	if units := dateUnits(name); units != nil {
		n := 0
		for _, u := range units {
			n += len(u.name)
		}
		if sized {
			return part{}, p.refuse("pattern.size", where, "gives a size to a date", "leave it out; the letters say it")
		}
		return part{field: name, units: units, min: n, max: n}, nil
	}
	if !isName(name) {
		return part{}, p.refuse("pattern.name", where, "has no name", "begin it with small letters, then letters, digits or _")
	}
	size, alphabet, chosen := strings.Cut(rest, ":")
	if !chosen {
		alphabet = map[string]string{Sequence: "10", Random: "safe"}[name]
		if alphabet == "" {
			alphabet = "36"
		}
	}
	f := part{field: name, alphabet: alphabetByName(alphabet)}
	if f.alphabet == "" {
		return part{}, p.refuse("pattern.alphabet", where, "names an alphabet that is none", "use 10, 16, 36, safe or text")
	}
	low, high, variable := strings.Cut(size, "-")
	if !variable {
		high = low
	}
	var errLow, errHigh error
	f.min, errLow = strconv.Atoi(low)
	f.max, errHigh = strconv.Atoi(high)
	if !sized || errLow != nil || errHigh != nil || f.min < 1 || f.max > 64 || f.max < f.min {
		return part{}, p.refuse("pattern.size", where, "has no size", "give a number of characters from 1 to 64 after a colon")
	}
	if variable && (name == Sequence || name == Random) {
		return part{}, p.refuse("pattern.size", where, "may not vary in its length", "give one number of characters")
	}
	return f, nil
}

// add appends a part, and keeps what the pattern as a whole must be.
func (p *Pattern) add(f part) error {
	where := "{" + f.field + "}"
	for _, known := range p.parts {
		if f.field != "" && known.field == f.field {
			return p.refuse("pattern.twice", where, "stands twice", "give each field a name of its own")
		}
	}
	if len(p.parts) == maxParts {
		return p.refuse("pattern.length", "", "has too many fields", "give at most "+strconv.Itoa(maxParts)+" parts")
	}
	if f.min == f.max {
		p.fixed += f.min
	} else {
		if p.open >= 0 {
			return p.refuse("pattern.variable", where, "is the second field that varies in its length", "give all but one a fixed length, or nobody could tell where they part")
		}
		p.open = len(p.parts)
	}
	if f.field == Sequence {
		limit, ok := power(uint64(len(f.alphabet)), f.min)
		if !ok {
			return p.refuse("pattern.size", where, "has more numbers than can be counted", "give fewer characters")
		}
		p.limit = limit
	}
	p.parts = append(p.parts, f)
	return nil
}

// Fill returns the pattern with texts in place of named fields, which it makes and
// asks for from then on. The error is a *refusal.Error.
func (p *Pattern) Fill(values map[string]string) (*Pattern, error) {
	filled := *p
	filled.parts = slices.Clone(p.parts)
	for _, name := range slices.Sorted(maps.Keys(values)) {
		i := slices.IndexFunc(p.parts, func(f part) bool { return f.field == name && f.named() })
		if i < 0 {
			return nil, p.refuse("pattern.name", "{"+name+"}", "is no field of the pattern that has a name of its own", "leave it out, or write the field")
		}
		f, value := &filled.parts[i], values[name]
		if !f.holds(value) {
			return nil, p.refuse("pattern.value", "{"+name+"}", refusal.Quote(value)+" does not fit", "give "+f.want())
		}
		if i == p.open {
			filled.open = -1
			filled.fixed += len(value)
		}
		*f = part{field: name, text: value, min: len(value), max: len(value)}
	}
	return &filled, nil
}

// Named lists the fields that have a name of their own and no text yet: whoever
// makes a code gives their values.
func (p *Pattern) Named() []string {
	var names []string
	for i := range p.parts {
		if p.parts[i].named() {
			names = append(names, p.parts[i].field)
		}
	}
	return names
}

// named reports whether a part is a field whose value is given.
func (f *part) named() bool {
	return f.field != "" && f.units == nil && f.text == "" && f.field != Sequence && f.field != Random
}

// Name returns the name that the pattern was compiled with.
func (p *Pattern) Name() string { return p.name }

// String returns the text of the pattern.
func (p *Pattern) String() string { return p.text }

// Len returns how many numbers the running number of the pattern has, from 0
// on; 0 when it has none.
func (p *Pattern) Len() uint64 { return p.limit }

// Random reports whether the pattern has characters by chance.
func (p *Pattern) Random() bool {
	return slices.ContainsFunc(p.parts, func(f part) bool { return f.field == Random })
}

// Values are what a code is made of.
type Values struct {
	Day    time.Time         // in the zone of the plant
	N      uint64            // the running number, from 0 on
	Named  map[string]string // the named fields
	Chance func(n uint64) uint64
}

// Make returns the code of the values. Chance is asked for a number from 0 to
// n-1, once for each character of a random field. The error is a
// *refusal.Error.
func (p *Pattern) Make(v Values) (string, error) {
	var b strings.Builder
	for i := range p.parts {
		f := &p.parts[i]
		switch {
		case f.text != "":
			b.WriteString(f.text)
		case f.units != nil:
			b.WriteString(writeDate(f.units, v.Day))
		case f.field == Sequence:
			if v.N >= p.limit {
				return "", p.refuse("pattern.full", "{seq}", "has no number "+strconv.FormatUint(v.N, 10), "make the field longer, or begin anew with another date or product")
			}
			b.WriteString(writeNumber(v.N, f.alphabet, f.min))
		case f.field == Random:
			if v.Chance == nil {
				return "", p.refuse("pattern.chance", "{random}", "has nothing to draw from", "give a source of chance")
			}
			for range f.min {
				b.WriteByte(f.alphabet[v.Chance(uint64(len(f.alphabet)))%uint64(len(f.alphabet))])
			}
		default:
			value := v.Named[f.field]
			if !f.holds(value) {
				return "", p.refuse("pattern.value", "{"+f.field+"}", refusal.Quote(value)+" does not fit", "give "+f.want())
			}
			b.WriteString(value)
		}
	}
	return b.String(), nil
}

// Match is what a code says by its pattern.
type Match struct {
	Fields map[string]string // of all fields, by their names
	N      uint64            // the running number, where the pattern has one
}

// Match reads a code; false when the pattern could not have made it.
func (p *Pattern) Match(code string) (Match, bool) {
	spare := len(code) - p.fixed
	if spare < 0 || len(code) > maxText || p.open < 0 && spare > 0 {
		return Match{}, false
	}
	m := Match{Fields: map[string]string{}}
	for i := range p.parts {
		f := &p.parts[i]
		n := f.min
		if i == p.open {
			n = spare
		}
		value := code[:min(n, len(code))]
		code = code[len(value):]
		if !f.holds(value) {
			return Match{}, false
		}
		if f.field != "" {
			m.Fields[f.field] = value
		}
		if f.field == Sequence {
			m.N = readNumber(value, f.alphabet)
		}
	}
	return m, true
}

// holds reports whether a part can be this value.
func (f *part) holds(value string) bool {
	switch {
	case f.text != "":
		return value == f.text
	case len(value) < f.min || len(value) > f.max:
		return false
	case f.units != nil:
		return holdsDate(f.units, value)
	}
	for i := range len(value) {
		if strings.IndexByte(f.alphabet, value[i]) < 0 {
			return false
		}
	}
	return true
}

func (f *part) want() string {
	size := strconv.Itoa(f.min)
	if f.max > f.min {
		size += " to " + strconv.Itoa(f.max)
	}
	if f.alphabet == alphabetByName("text") {
		return size + " printable characters without spaces"
	}
	return size + " of " + f.alphabet
}

func alphabetByName(name string) string {
	for _, a := range alphabets {
		if a.name == name {
			return a.characters
		}
	}
	return ""
}

func isName(s string) bool {
	for i := range len(s) {
		small := 'a' <= s[i] && s[i] <= 'z'
		if !small && (i == 0 || s[i] != '_' && (s[i] < '0' || s[i] > '9') && (s[i] < 'A' || s[i] > 'Z')) {
			return false
		}
	}
	return s != "" && len(s) <= 32
}

// power returns base to the n; false above 63 bits.
func power(base uint64, n int) (uint64, bool) {
	v := uint64(1)
	for range n {
		high, low := bits.Mul64(v, base)
		if high != 0 || low > 1<<62 {
			return 0, false
		}
		v = low
	}
	return v, true
}

func writeNumber(v uint64, alphabet string, width int) string {
	b := make([]byte, width)
	base := uint64(len(alphabet))
	for i := width - 1; i >= 0; i-- {
		b[i] = alphabet[v%base]
		v /= base
	}
	return string(b)
}

func readNumber(s, alphabet string) uint64 {
	v := uint64(0)
	for i := range len(s) {
		v = v*uint64(len(alphabet)) + uint64(strings.IndexByte(alphabet, s[i]))
	}
	return v
}

func (p *Pattern) refuse(code, where, detail, fix string) error {
	of := "pattern " + refusal.Quote(p.name)
	if where != "" {
		of += ", " + where
	}
	return &refusal.Error{Code: code, Where: of, Detail: detail, Fix: fix}
}

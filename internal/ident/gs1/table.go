package gs1

import (
	"strconv"
	"strings"
)

//go:generate go run ../../tools/gs1table rows.go

// row describes application identifiers that differ in their digits alone:
// first to last.
type row struct {
	first, last string
	title       string
	fixed       bool // of a length that scanners know: no separator follows
	attribute   bool // may stand in the query of a Digital Link
	key         bool // may be the primary key of a Digital Link
	parts       []part
	required    [][]string // one of these groups must be there
	excluded    []string
	qualifiers  [][]string // in order, of a Digital Link's key; alternatives

	shortest, longest int // of a value; makeIndex sets them
}

// part is a component of a value. Only the last may vary in length, and none
// follows an optional one that is missing.
type part struct {
	set      *charset
	min, max int
	optional bool
	linters  []linter
}

// AI is what the table knows of an application identifier.
type AI struct {
	Code   string
	Title  string // as the standard prints it: "BATCH/LOT"
	Format string // of its components: "N3 X..9"; optional ones in brackets
	// Separated says that the value varies in length, or is not among those
	// whose length every scanner knows, so that FNC1 follows unless it is last.
	Separated bool
	Key       bool // may be the primary key of a Digital Link
	Attribute bool // may be a data attribute of a Digital Link
}

// Lookup returns what the table knows of an application identifier.
func Lookup(code string) (ai AI, ok bool) {
	r := rowOf(code)
	if r == nil {
		return AI{}, false
	}
	var format []string
	for _, p := range r.parts {
		format = append(format, p.String())
	}
	return AI{
		Code: code, Title: r.title, Format: strings.Join(format, " "),
		Separated: !r.fixed, Key: r.key, Attribute: r.attribute,
	}, true
}

func (p part) String() string {
	s := string(p.set.letter)
	if p.min != p.max {
		s += ".."
	}
	s += strconv.Itoa(p.max)
	if p.optional {
		return "[" + s + "]"
	}
	return s
}

// index finds rows by the first four digits of an application identifier.
type index struct {
	rows   [10000]*row
	length [100]uint8 // of the application identifiers with these two digits in front
	fixed  [100]uint8 // of their values, in characters, where scanners know it
}

var byDigits = makeIndex()

func makeIndex() *index {
	x := &index{}
	for i := range rows {
		r := &rows[i]
		r.measure()
		from, span := number(r.first), 1
		for range 4 - len(r.first) {
			from, span = from*10, span*10
		}
		for n := from; n < from+span*(number(r.last)-number(r.first)+1); n++ {
			x.rows[n] = r
		}
		for prefix := number(r.first[:2]); prefix <= number(r.last[:2]); prefix++ {
			x.length[prefix] = uint8(len(r.first))
		}
	}
	// GenSpecs 7.8.5, figure 7.8.5-2; 23 is no longer among them.
	for prefix, n := range map[int]uint8{0: 18, 1: 14, 2: 14, 3: 14, 4: 16, 20: 2, 41: 13} {
		x.fixed[prefix] = n
	}
	for prefix := 11; prefix <= 19; prefix++ {
		x.fixed[prefix] = 6
	}
	for prefix := 31; prefix <= 36; prefix++ {
		x.fixed[prefix] = 6
	}
	return x
}

// rowOf returns the row of an application identifier, nil when none has it.
func rowOf(code string) *row {
	if len(code) < 2 || len(code) > 4 {
		return nil
	}
	n := 0
	for i := range len(code) {
		d := code[i] - '0'
		if d > 9 {
			return nil
		}
		n = n*10 + int(d)
	}
	for range 4 - len(code) {
		n *= 10
	}
	if r := byDigits.rows[n]; r != nil && len(r.first) == len(code) {
		return r
	}
	return nil
}

// startOf splits the application identifier from the front of an element
// string. The row is nil where the table lacks it; the code is empty when
// digits are missing or nothing is known of these.
func startOf(data string) (code string, r *row) {
	if len(data) < 2 {
		return "", nil
	}
	tens, ones := data[0]-'0', data[1]-'0'
	if tens > 9 || ones > 9 {
		return "", nil
	}
	n := int(tens)*10 + int(ones)
	length := int(byDigits.length[n])
	if length == 0 || len(data) < length {
		return "", nil
	}
	for i := 2; i < 4; i++ {
		n *= 10
		if i >= length {
			continue
		}
		d := data[i] - '0'
		if d > 9 {
			return "", nil
		}
		n += int(d)
	}
	return data[:length], byDigits.rows[n]
}

// unknown stands for the application identifiers that the table lacks.
var unknown = (&row{parts: []part{{set: setX, min: 1, max: 90}}}).measure()

// measure sets the shortest and the longest value.
func (r *row) measure() *row {
	for _, p := range r.parts {
		if !p.optional {
			r.shortest += p.min
		}
		r.longest += p.max
	}
	return r
}

// judge checks a value: its length first, since a wrong check digit says
// nothing about a value that is too long, then each component.
func (r *row) judge(value string) finding {
	switch {
	case value == "":
		return finding{Empty, 0, 0}
	case len(value) < r.shortest:
		return whole(value, TooShort)
	case len(value) > r.longest:
		return finding{TooLong, r.longest, len(value) - r.longest}
	}
	at := 0
	for i := range r.parts {
		p := &r.parts[i]
		text := value[at:]
		if len(text) > p.max {
			text = text[:p.max]
		}
		if text == "" && p.optional {
			continue
		}
		if len(text) < p.min {
			return finding{TooShort, at, len(text)}
		}
		if f := p.judge(text); f.code != "" {
			f.at += at
			return f
		}
		at += len(text)
	}
	return finding{}
}

func (p *part) judge(text string) finding {
	if f := p.set.outside(text); f.code != "" {
		return f
	}
	for _, lint := range p.linters {
		if f := lint(text); f.code != "" {
			return f
		}
	}
	return finding{}
}

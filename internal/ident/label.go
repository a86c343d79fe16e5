package ident

import (
	"slices"
	"strconv"
	"strings"

	"github.com/tracewright/tracewright/internal/ident/gs1"
	"github.com/tracewright/tracewright/internal/ident/mh10"
	"github.com/tracewright/tracewright/internal/ident/refusal"
)

// MaxLabel bounds the codes of one label.
const MaxLabel = 64

// ParseLabel lists the ways to understand the codes of one label, in any order, as
// one code: JoinLabel says which. Where they cannot be joined, the only reading is
// their plain text, with the fault. Like Parse it never fails.
func ParseLabel(codes []string, o Options) []Reading {
	l, err := JoinLabel(codes, o)
	if err != nil {
		p := parser{options: o, data: strings.Join(codes, " ")}
		p.faults = append(p.faults, FaultOf(SchemeText, err))
		return []Reading{p.plain()}
	}
	readings := Parse([]byte(l.Code), o)
	best := &readings[0]
	if len(codes) > 1 {
		best.Reason = "the " + strconv.Itoa(len(codes)) + " codes of one label; " + best.Reason
	}
	if l.Damaged != nil {
		best.Confidence, best.Reason = Recovered, best.Reason+"; one of them came damaged: "+l.Damaged.Reason
		best.Faults = append(best.Faults, l.Damaged.Faults...)
	}
	return readings
}

// Label is the codes of one label, joined.
type Label struct {
	Code string // says all they say
	// Damaged is the reading of the first of several codes that came damaged and could
	// be recovered; nil where none did.
	Damaged *Reading
}

// JoinLabel writes the codes of one label, in any order, as one code that says all
// they say: GS1 element strings and links as one element string; messages of ISO/IEC
// 15434 and codes that begin with a data identifier, as on the labels of AIAG and
// Odette, as one message; and both as one message with two envelopes. A code that
// was read twice counts once, and so does a text that another code gives a name to.
//
// An identifier with two values is refused, since two labels have got mixed up
// then, and so is a code that cannot be joined. One code alone is left as it is. The
// error is one that [FaultOf] explains.
func JoinLabel(codes []string, o Options) (Label, error) {
	if len(codes) == 0 || len(codes) > MaxLabel {
		return Label{}, unable("label.codes", "a label has "+strconv.Itoa(len(codes))+" codes", "Scan 1 to "+strconv.Itoa(MaxLabel)+" codes of one label.")
	}
	if len(codes) == 1 {
		return Label{Code: codes[0]}, nil
	}
	l := joining{named: make([]string, len(codes)), values: map[string]bool{}}
	for i, code := range codes {
		if err := l.take(code, i, o); err != nil {
			return Label{}, err
		}
	}
	m, err := mh10.ParseLabel(l.named, lenient(o))
	if err != nil {
		return Label{}, err
	}
	for _, e := range m.Elements() {
		l.values[e.Value] = true
	}
	for i, text := range l.plain {
		if !l.values[text] {
			return Label{}, unable("label.plain", "code "+strconv.Itoa(l.at[i]+1)+" is plain text: "+refusal.Quote(text), "Scan only codes that say what they are, or this one alone.")
		}
	}
	text, err := l.text(&m)
	return Label{text, l.damaged}, err
}

// text writes the elements and the message of a label as one code.
func (l *joining) text(m *mh10.Message) (string, error) {
	m.Envelopes = slices.DeleteFunc(m.Envelopes, func(e mh10.Envelope) bool { return e.Format == mh10.FormatGS1 })
	if len(m.Envelopes) == 0 {
		return "]C1" + l.elements.String(), nil
	}
	if len(l.elements) > 0 {
		m.Envelopes = slices.Insert(m.Envelopes, 0, mh10.Envelope{Format: mh10.FormatGS1, Data: l.elements.String()})
	}
	return m.Text()
}

// joining is what the codes of a label have said so far.
type joining struct {
	elements gs1.Message
	from     []int           // codes of the elements
	named    []string        // messages, and codes with a data identifier, at their places
	plain    []string        // all others
	at       []int           // codes of these
	values   map[string]bool // that have a name
	damaged  *Reading        // the first code that was recovered
}

// take sorts one code in.
func (l *joining) take(code string, at int, o Options) error {
	best := Parse([]byte(code), o)[0]
	_, bare := gs1.ParseSymbology(strings.TrimRight(code, "\r\n"))
	whole := mh10.Is(bare)
	switch {
	case best.Scheme == SchemeMH10 && (whole || named(bare)), best.Confidence == Plain && !whole && named(bare):
		l.named[at] = bare
	case len(best.message) == 0 || best.Confidence == Possible:
		l.plain, l.at = append(l.plain, bare), append(l.at, at)
		return nil
	}
	if best.Confidence == Recovered && l.damaged == nil {
		l.damaged = &best
	}
	return l.merge(best.message, at)
}

// named reports whether a linear code begins with a data identifier that has a name.
func named(code string) bool {
	e, _, err := mh10.ParseElement(code, mh10.Options{})
	if err != nil {
		return false
	}
	_, known := e.Meaning()
	return known
}

// merge adds the elements of a code, and refuses one that has another value in an
// earlier code.
func (l *joining) merge(m gs1.Message, at int) error {
	for _, e := range m {
		known := false
		for i, before := range l.elements {
			if before.AI != e.AI || l.from[i] == at {
				continue
			}
			if before.Value != e.Value {
				return unable("label.conflict", "code "+strconv.Itoa(at+1)+" says ("+e.AI+") "+refusal.Quote(e.Value)+", and code "+strconv.Itoa(l.from[i]+1)+" says "+refusal.Quote(before.Value), "Scan the codes of one label only.")
			}
			known = true
		}
		if !known {
			l.elements, l.from = append(l.elements, e), append(l.from, at)
			l.values[e.Value] = true
		}
	}
	return nil
}

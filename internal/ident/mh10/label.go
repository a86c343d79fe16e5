package mh10

import (
	"strconv"
	"strings"

	"github.com/tracewright/tracewright/internal/ident/refusal"
)

// maxCodes bounds the codes of one label.
const maxCodes = 64

// ParseElement reads one linear code that holds a data identifier and its
// value, as the labels of AIAG, Odette and ECIA have them ("P4711").
func ParseElement(text string, opt Options) (Element, []Leniency, error) {
	if len(text) > MaxText {
		return Element{}, nil, tooLong(len(text))
	}
	p := parser{lenient: opt.Lenient}
	e, err := p.linear(text, "")
	return e, p.m.Leniencies, err
}

// linear reads a linear code: like an element of format 06, but never one
// without an identifier.
func (p *parser) linear(text, where string) (Element, error) {
	if inner, ok := strings.CutPrefix(text, "("); ok {
		id, value, ok := strings.Cut(inner, ")")
		if ok && len(id) > 0 && identifierLength(id) == len(id) {
			if err := p.forgive(Bracketed, where, "has its identifier in brackets", "scan the code instead of typing its text"); err != nil {
				return Element{}, err
			}
			text = id + value
		}
	}
	if identifierLength(text) == 0 {
		return Element{}, refuse("mh10.identifier", where, "begins with no data identifier: "+refusal.Quote(text), "scan a code that begins with one, such as P or 1T")
	}
	return p.element(FormatDI, text, where)
}

// ParseLabel reads the codes of one label, in any order, as one message: each a
// whole message or one element. A code that was read twice counts once and is
// named. An identifier with two values is refused, since two labels have got
// mixed up then. An empty code is passed over, so that the others keep their
// numbers where something is wrong with them.
func ParseLabel(codes []string, opt Options) (Message, error) {
	if len(codes) == 0 || len(codes) > maxCodes {
		return Message{}, refuse("mh10.codes", "", "has "+strconv.Itoa(len(codes))+" codes", "scan 1 to "+strconv.Itoa(maxCodes)+" codes of one label")
	}
	p := parser{lenient: opt.Lenient}
	singles := Envelope{Format: FormatDI}
	from := map[string]label{}
	for i, code := range codes {
		if code == "" {
			continue
		}
		where := "code " + strconv.Itoa(i+1)
		parts, err := p.code(code, where, opt)
		if err != nil {
			return Message{}, err
		}
		fresh, err := p.merge(parts, from, label{i, where})
		if err != nil {
			return Message{}, err
		}
		if Is(code) {
			p.m.Envelopes = append(p.m.Envelopes, fresh...)
		} else if len(fresh) == 1 {
			singles.Elements = append(singles.Elements, fresh[0].Elements...)
		}
	}
	if len(singles.Elements) > 0 {
		p.m.Envelopes = append(p.m.Envelopes, singles)
	}
	return p.m, nil
}

// label says where an identifier has been seen first.
type label struct {
	code  int
	where string
}

// code reads one code of a label into envelopes.
func (p *parser) code(code, where string, opt Options) ([]Envelope, error) {
	if len(code) > MaxText {
		return nil, tooLong(len(code))
	}
	if !Is(code) {
		e, err := p.linear(code, where)
		return []Envelope{{Format: FormatDI, Elements: []Element{e}}}, err
	}
	m, err := Parse(code, opt)
	if err != nil {
		return nil, err
	}
	for _, l := range m.Leniencies {
		_ = p.forgive(l, where, "", "") // forgiven already
	}
	return m.Envelopes, nil
}

// merge drops what an earlier code of the label has said, and refuses what
// contradicts it. Within one code an identifier may stand as often as it likes.
func (p *parser) merge(parts []Envelope, seen map[string]label, at label) ([]Envelope, error) {
	var fresh []Envelope
	for _, part := range parts {
		kept := Envelope{Format: part.Format, Data: part.Data}
		for _, e := range part.Elements {
			first, known := seen[e.ID]
			switch _, same := seen[e.ID+gs+e.Value]; {
			case !known || first.code == at.code:
				seen[e.ID], seen[e.ID+gs+e.Value] = at, at
				kept.Elements = append(kept.Elements, e)
			case !same:
				return nil, refuse("mh10.conflict", at.where, "says another "+e.describe()+" than "+first.where, "scan the codes of one label only")
			default:
				if err := p.forgive(RepeatedCode, at.where, "repeats the "+e.describe()+" of "+first.where, "scan each code once"); err != nil {
					return nil, err
				}
			}
		}
		if len(kept.Elements) > 0 || !part.elemental() {
			fresh = append(fresh, kept)
		}
	}
	return fresh, nil
}

func (e Element) describe() string {
	if m, ok := e.Meaning(); ok {
		return m.Name + " (" + e.ID + ")"
	}
	return e.ID
}

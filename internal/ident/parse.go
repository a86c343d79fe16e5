package ident

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/tracewright/tracewright/internal/ident/gs1"
	"github.com/tracewright/tracewright/internal/ident/refusal"
)

type message = gs1.Message

// Parse lists the ways to understand what a reader sent, the best first; the
// last always takes it as plain text. It never fails and corrects nothing: what
// is wrong is said in the faults of the reading that it belongs to, and those of
// the schemes that refused the code stand with the plain text.
//
// A line end behind the code, as keyboard wedges send it, is not part of it. A
// code longer than MaxCode, or not UTF-8, is plain text.
func Parse(code []byte, o Options) []Reading {
	p := parser{options: o, data: strings.TrimRight(string(code), "\r\n")}
	if len(p.data) <= MaxCode {
		p.symbology, p.data = gs1.ParseSymbology(p.data)
		p.scan = strings.TrimRight(string(code), "\r\n")
		p.readAll()
	} else {
		p.refuse(SchemeText, "oversized", "", fmt.Sprintf("the code has %d bytes, and at most %d are read", len(code), MaxCode), "Read the code of one symbol.")
	}
	slices.SortStableFunc(p.readings, func(a, b Reading) int { return a.Confidence.rank() - b.Confidence.rank() })
	return append(p.readings, p.plain())
}

// parser collects the readings of one code.
type parser struct {
	options   Options
	scan      string // with the symbology identifier
	data      string // without
	symbology gs1.Symbology
	readings  []Reading
	faults    []Fault
}

func (p *parser) readAll() {
	switch p.symbology.Content {
	case gs1.ElementString, gs1.RetailNumber:
		p.readPromised()
		return
	}
	if !utf8.ValidString(p.data) || p.data == "" {
		return
	}
	p.readPrivate()
	switch {
	case hasPrefixFold(p.data, "urn:epc:"):
		p.readEPC()
	case hasPrefixFold(p.data, "http://"), hasPrefixFold(p.data, "https://"):
		p.readLink()
	case isMessage(p.data):
		p.readMessage()
	case p.data[0] == '(':
		p.readBracketed()
	case p.data[0] == '+':
		p.readHIBC()
	case p.data[0] == '=', p.data[0] == '&':
		p.readISBT()
	default:
		p.readUnmarked()
	}
}

func hasPrefixFold(text, prefix string) bool {
	return len(text) >= len(prefix) && strings.EqualFold(text[:len(prefix)], prefix)
}

// add keeps a reading.
func (p *parser) add(r Reading) {
	r.Symbology = p.symbology.Name
	p.readings = append(p.readings, r)
}

func (p *parser) refuse(s Scheme, code, where, text, fix string) {
	p.faults = append(p.faults, Fault{Scheme: s, Code: code, Where: where, Text: text, Fix: fix})
}

// refused keeps why a scheme did not take the code. Places count in what came,
// the symbology identifier included.
func (p *parser) refused(s Scheme, err error) {
	var g *gs1.Error
	if errors.As(err, &g) {
		moved := *g
		moved.Offset += len(p.symbology.ID)
		err = &moved
	}
	p.faults = append(p.faults, FaultOf(s, err))
}

// FaultOf explains an error of Convert or Make, or of a package below this one,
// as a fault of a scheme.
func FaultOf(s Scheme, err error) Fault {
	var g *gs1.Error
	var r *refusal.Error
	switch {
	case errors.As(err, &g):
		where := fmt.Sprintf("byte %d", g.Offset)
		if g.AI != "" {
			where = fmt.Sprintf("(%s), byte %d", g.AI, g.Offset)
		}
		return Fault{Scheme: s, Code: string(g.Code), Where: where, Text: g.Text(), Fix: g.Fix()}
	case errors.As(err, &r):
		return Fault{Scheme: s, Code: r.Code, Where: r.Where, Text: r.Detail, Fix: sentence(r.Fix)}
	}
	return Fault{Scheme: s, Code: "refused", Text: err.Error()}
}

// sentence begins a remedy with a capital letter and ends it with a full stop.
func sentence(text string) string {
	if text == "" {
		return ""
	}
	return strings.ToUpper(text[:1]) + strings.TrimSuffix(text[1:], ".") + "."
}

// readPrivate reads the URIs that this package makes.
func (p *parser) readPrivate() {
	if key, ok := ObjectKey(p.data); ok {
		p.addPrivate("object", key, Instance)
	} else if IsObjectKey(p.data) {
		p.addPrivate("object", p.data, Instance)
	} else if place, ok := Place(p.data); ok {
		p.addPrivate("place", place, Instance)
	} else if order, ok := Order(p.data); ok {
		p.addPrivate("order", order, Instance)
	}
}

func (p *parser) addPrivate(kind, value string, level Level) {
	p.add(Reading{
		Scheme: SchemePrivate, Confidence: Certain, Reason: "this program writes the " + kind + "s of the plant so",
		Identifiers: []Identifier{{kind, level, visible(value)}}, Canonical: visible(p.data), Text: []string{kind + " " + visible(value)},
	})
}

// plain takes the code as it stands.
func (p *parser) plain() Reading {
	bare := strings.TrimSpace(p.data)
	text := visible(bare)
	r := Reading{
		Scheme: SchemeText, Confidence: Plain, Reason: "every code is text", Symbology: p.symbology.Name,
		Canonical: text, Text: []string{text}, Faults: p.faults,
	}
	if intact(bare) {
		r.Identifiers = []Identifier{{"text", Instance, text}}
	}
	return r
}

// intact reports whether a value can be kept as an identifier, as it stands.
func intact(value string) bool {
	return value != "" && len(value) <= MaxValue && visible(value) == value
}

// visible makes a hostile text printable and bounded: control characters and
// what is not UTF-8 are written as escapes, and what is too long is cut.
func visible(text string) string {
	var b strings.Builder
	for i, r := range text {
		if b.Len() > MaxValue-8 && len(text) > MaxValue {
			b.WriteString("…")
			break
		}
		switch {
		case r == utf8.RuneError && !strings.HasPrefix(text[i:], "\uFFFD"):
			fmt.Fprintf(&b, `\x%02x`, text[i])
		case r < ' ' || r == 0x7F:
			fmt.Fprintf(&b, `\x%02x`, r)
		case r >= 0x80 && r < 0xA0, r >= 0x200B && r <= 0x200F, r >= 0x2028 && r <= 0x202E, r >= 0x2060 && r <= 0x206F, r == 0xFEFF:
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

package mh10

import (
	"slices"
	"strings"
)

// MaxText is the longest message that is read or made, in bytes.
const MaxText = 4096

// The control characters of ISO/IEC 15434, clause 5.
const (
	gs  = "\x1d" // between elements
	rs  = "\x1e" // between envelopes
	eot = "\x04" // at the end

	indicator = "[)>" // how every message begins
	header    = indicator + rs
	trailer   = rs + eot
)

// The formats of ISO/IEC 15434 that are split further, or handed on.
const (
	FormatGS1  = "05" // a GS1 element string
	FormatDI   = "06" // data identifiers of ANSI MH10.8.2
	FormatTEI  = "12" // text element identifiers of ATA Spec 2000
	FormatDoD  = "DD" // the same, as MIL-STD-130 had them before format 12
	formatFile = "09" // binary data, which may hold any separator
)

// Message is what one two-dimensional code, or one label, says.
type Message struct {
	Envelopes  []Envelope
	Leniencies []Leniency // what was forgiven, each once, in the order found
}

// Envelope is a part of a message in one format.
type Envelope struct {
	Format   string    // two characters, such as "06"
	Elements []Element // of the formats 06, 12 and DD
	Data     string    // of all others: what stands after the format, and after its separator in 05
}

// Element is one value with its identifier.
type Element struct {
	ID    string // data identifier such as "1P", or text element identifier such as "SER"
	Value string
}

// Elements returns the elements of all envelopes, in order.
func (m *Message) Elements() []Element {
	var all []Element
	for _, e := range m.Envelopes {
		all = append(all, e.Elements...)
	}
	return all
}

// Value returns the first value that bears one of the identifiers, by the
// order in which they are asked for; false when there is none.
func (m *Message) Value(ids ...string) (string, bool) {
	for _, id := range ids {
		for _, e := range m.Envelopes {
			if i := slices.IndexFunc(e.Elements, func(e Element) bool { return e.ID == id }); i >= 0 {
				return e.Elements[i].Value, true
			}
		}
	}
	return "", false
}

// Text returns the message as ISO/IEC 15434 writes it, for a symbol. It refuses
// what Parse would not read back strictly as the same message.
func (m *Message) Text() (string, error) {
	var b strings.Builder
	b.WriteString(indicator)
	for _, e := range m.Envelopes {
		b.WriteString(rs + e.Format)
		switch {
		case e.Format == FormatGS1:
			b.WriteString(gs + e.Data)
		case !e.elemental():
			b.WriteString(e.Data)
		}
		for _, el := range e.Elements {
			b.WriteString(gs + el.ID)
			if e.Format != FormatDI {
				b.WriteString(" ")
			}
			b.WriteString(el.Value)
		}
	}
	b.WriteString(trailer)
	again, err := Parse(b.String(), Options{})
	if err != nil {
		return "", err
	}
	if !slices.EqualFunc(m.Envelopes, again.Envelopes, Envelope.equal) {
		return "", refuse("mh10.ambiguous", "", "would be read as something else", "give each element an identifier and a value that fit its format, and give data or elements, not both")
	}
	return b.String(), nil
}

// elemental reports whether the format consists of elements.
func (e Envelope) elemental() bool {
	return e.Format == FormatDI || e.Format == FormatTEI || e.Format == FormatDoD
}

func (e Envelope) equal(o Envelope) bool {
	return e.Format == o.Format && e.Data == o.Data && slices.Equal(e.Elements, o.Elements)
}

// Expand returns the message that a Data Matrix symbol with a Macro 05 or 06
// codeword stands for (ISO/IEC 16022, 5.2.4.7); most readers do so themselves.
func Expand(format, data string) (string, error) {
	if format != FormatGS1 && format != FormatDI {
		return "", refuse("mh10.macro", "", "there is no macro for this format", "use 05 or 06")
	}
	return header + format + gs + data + trailer, nil
}

// Compact is the opposite of Expand: the format and the data of a message that
// a macro codeword can stand for; false for any other text.
func Compact(text string) (format, data string, ok bool) {
	rest, ok := strings.CutPrefix(text, header)
	if !ok {
		return "", "", false
	}
	rest, ok = strings.CutSuffix(rest, trailer)
	format, data, found := strings.Cut(rest, gs)
	if !ok || !found || strings.ContainsAny(data, rs+eot) || format != FormatGS1 && format != FormatDI {
		return "", "", false
	}
	return format, data, true
}

package mh10

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/tracewright/tracewright/internal/ident/refusal"
)

// Leniency names a defect that was forgiven.
type Leniency string

// The defects that a lenient reading forgives.
const (
	VisibleControls Leniency = "visible-controls" // control characters came as text, such as <GS>
	LineEnd         Leniency = "line-end"         // a line end follows the message
	OldHeader       Leniency = "old-header"       // a ">" before the header
	DoubledHeader   Leniency = "doubled-header"   // the header stands twice
	MissingRS       Leniency = "missing-rs"       // no RS after the header, or before the EOT
	MissingEOT      Leniency = "missing-eot"      // no EOT at the end
	MissingTrailer  Leniency = "missing-trailer"  // neither RS nor EOT at the end
	MissingGS       Leniency = "missing-gs"       // no GS after the format
	EmptyEnvelope   Leniency = "empty-envelope"   // nothing between two RS
	EmptyElement    Leniency = "empty-element"    // nothing between two GS
	EmptyValue      Leniency = "empty-value"      // an identifier without a value
	NoIdentifier    Leniency = "no-identifier"    // an element that has none; it is kept without
	MissingSpace    Leniency = "missing-space"    // no space after a text element identifier
	NotASCII        Leniency = "not-ascii"        // letters beyond ASCII
	Bracketed       Leniency = "bracketed"        // an identifier in brackets, as people read it
	RepeatedCode    Leniency = "repeated-code"    // one code of a label was read twice
)

// Options says how a message is read. The zero value reads strictly.
type Options struct {
	Lenient     bool         // forgive what real labels have
	Substitutes []Substitute // what stands for control characters, beside the known; only if lenient
}

// Substitute is a text that stands for a control character, as a keyboard wedge
// may send it.
type Substitute struct {
	Text string // what is sent, such as "|"
	For  byte   // 0x1D (GS), 0x1E (RS) or 0x04 (EOT)
}

// visible are the substitutes that are always known: the names and pictures of
// the control characters, their caret notation and their escapes.
var visible = map[string]*strings.Replacer{
	gs:  strings.NewReplacer("<GS>", gs, "{GS}", gs, "[GS]", gs, "␝", gs, "^]", gs, `\x1d`, gs, `\x1D`, gs, `\u001d`, gs, `\u001D`, gs),
	rs:  strings.NewReplacer("<RS>", rs, "{RS}", rs, "[RS]", rs, "␞", rs, "^^", rs, `\x1e`, rs, `\x1E`, rs, `\u001e`, rs, `\u001E`, rs),
	eot: strings.NewReplacer("<EOT>", eot, "{EOT}", eot, "[EOT]", eot, "␄", eot, "^D", eot, `\x04`, eot, `\u0004`, eot),
}

// Is reports whether a text begins as a message does, strictly or leniently.
func Is(text string) bool {
	return strings.HasPrefix(text, indicator) || strings.HasPrefix(text, ">"+indicator)
}

// Parse reads a message of ISO/IEC 15434. The error is a *refusal.Error whose
// code begins with "mh10.".
func Parse(text string, opt Options) (Message, error) {
	if len(text) > MaxText {
		return Message{}, tooLong(len(text))
	}
	p := parser{lenient: opt.Lenient}
	body, err := p.header(p.controls(text, opt.Substitutes))
	if err != nil {
		return Message{}, err
	}
	if body, err = p.trailer(body); err != nil {
		return Message{}, err
	}
	for part := range strings.SplitSeq(body, rs) {
		if err := p.envelope(part); err != nil {
			return Message{}, err
		}
	}
	if len(p.m.Envelopes) == 0 {
		return Message{}, refuse("mh10.empty", "", "there is no envelope in the message", "give a format and its data")
	}
	return p.m, nil
}

type parser struct {
	lenient bool
	m       Message
}

// forgive notes a defect; strictly read, it is refused.
func (p *parser) forgive(l Leniency, where, detail, fix string) error {
	if !p.lenient {
		return refuse("mh10."+string(l), where, detail, fix+", or read leniently")
	}
	if !slices.Contains(p.m.Leniencies, l) {
		p.m.Leniencies = append(p.m.Leniencies, l)
	}
	return nil
}

// controls puts the control characters back that came as text. Where a message
// has one of its own, the names of that one are left as they are: they are data
// then.
func (p *parser) controls(text string, more []Substitute) string {
	if !p.lenient {
		return text
	}
	replaced := text
	for _, control := range []string{gs, rs, eot} {
		if strings.Contains(text, control) {
			continue
		}
		for _, s := range more {
			if s.Text != "" && s.For == control[0] {
				replaced = strings.ReplaceAll(replaced, s.Text, control)
			}
		}
		replaced = visible[control].Replace(replaced)
	}
	if replaced != text {
		_ = p.forgive(VisibleControls, "", "", "") // never refused when lenient
	}
	return replaced
}

// header takes the header off.
func (p *parser) header(text string) (string, error) {
	if !Is(text) {
		return "", refuse("mh10.header", "", "does not begin with "+indicator, "scan the two-dimensional code of the label, or read it as one data element")
	}
	rest, old := strings.CutPrefix(text, ">")
	if old {
		if err := p.forgive(OldHeader, "header", "has a > before it", "begin with "+indicator); err != nil {
			return "", err
		}
	}
	if second := doubled(rest); second != "" {
		if err := p.forgive(DoubledHeader, "header", "stands twice", "print it once"); err != nil {
			return "", err
		}
		rest = second
	}
	rest = strings.TrimPrefix(rest, indicator)
	body, ok := strings.CutPrefix(rest, rs)
	if !ok {
		if err := p.forgive(MissingRS, "header", "has no RS after it", "print 0x1E after "+indicator); err != nil {
			return "", err
		}
	}
	return body, nil
}

// doubled returns the text from its second header on, when that follows the
// first at once or after its format; empty otherwise.
func doubled(text string) string {
	rest := strings.TrimPrefix(strings.TrimPrefix(text, indicator), rs)
	if len(rest) > 2 && rest[2] == gs[0] {
		rest = rest[3:]
	}
	if strings.HasPrefix(rest, indicator) {
		return rest
	}
	return ""
}

// trailer takes the trailer off.
func (p *parser) trailer(body string) (string, error) {
	if cut := strings.TrimRight(body, "\r\n"); cut != body {
		if err := p.forgive(LineEnd, "end", "has a line end after it", "let the scanner send no suffix"); err != nil {
			return "", err
		}
		body = cut
	}
	body, hasEOT := strings.CutSuffix(body, eot)
	body, hasRS := strings.CutSuffix(body, rs)
	var err error
	switch {
	case !hasEOT && !hasRS:
		err = p.forgive(MissingTrailer, "end", "has no trailer", "print 0x1E 0x04 at the end")
	case !hasEOT:
		err = p.forgive(MissingEOT, "end", "has no EOT", "print 0x04 at the end")
	case !hasRS:
		err = p.forgive(MissingRS, "end", "has no RS before the EOT", "print 0x1E before 0x04")
	}
	if err == nil && strings.Contains(body, eot) {
		err = refuse("mh10.trailer", "end", "stands in the middle: something follows the EOT", "scan one code at a time")
	}
	return body, err
}

func (p *parser) envelope(text string) error {
	where := "envelope " + strconv.Itoa(len(p.m.Envelopes)+1)
	if text == "" {
		return p.forgive(EmptyEnvelope, where, "is empty", "print one RS between envelopes")
	}
	if len(text) < 2 || !upper(text[0]) || !upper(text[1]) {
		return refuse("mh10.format", where, "begins with no format: "+refusal.Quote(text), "begin it with two characters, such as 06")
	}
	e := Envelope{Format: text[:2]}
	if e.Format == formatFile {
		return refuse("mh10.binary", where, "holds binary data (format 09), which are not read", "send them as an attachment")
	}
	data, ok := strings.CutPrefix(text[2:], gs)
	switch {
	case e.Format != FormatGS1 && !e.elemental():
		e.Data = text[2:]
		p.m.Envelopes = append(p.m.Envelopes, e)
		return nil
	case !ok:
		if err := p.forgive(MissingGS, where, "has no GS after its format", "print 0x1D after "+e.Format); err != nil {
			return err
		}
	}
	if e.Format == FormatGS1 {
		e.Data = data
		p.m.Envelopes = append(p.m.Envelopes, e)
		return nil
	}
	for part := range strings.SplitSeq(data, gs) {
		el, err := p.element(e.Format, part, where+", element "+strconv.Itoa(len(e.Elements)+1))
		if err != nil {
			return err
		}
		if el != (Element{}) {
			e.Elements = append(e.Elements, el)
		}
	}
	p.m.Envelopes = append(p.m.Envelopes, e)
	return nil
}

// element reads one element; none and no error for an empty one.
func (p *parser) element(format, text, where string) (Element, error) {
	if text == "" {
		return Element{}, p.forgive(EmptyElement, where, "is empty", "print one GS between elements")
	}
	if err := p.characters(text, where); err != nil {
		return Element{}, err
	}
	e, err := p.split(format, text, where)
	if err == nil && e.Value == "" {
		err = p.forgive(EmptyValue, where, "has no value after "+e.ID, "leave the element out")
	}
	return e, err
}

func (p *parser) split(format, text, where string) (Element, error) {
	n := identifierLength(text)
	if format != FormatDI {
		n = textIdentifierLength(text)
	}
	if n == 0 {
		return Element{Value: text}, p.forgive(NoIdentifier, where, "begins with no identifier: "+refusal.Quote(text), "begin it with one")
	}
	e := Element{ID: text[:n], Value: text[n:]}
	if format == FormatDI {
		return e, nil
	}
	value, ok := strings.CutPrefix(e.Value, " ")
	if !ok {
		return e, p.forgive(MissingSpace, where, "has no space after "+e.ID, "print a space there")
	}
	e.Value = value
	return e, nil
}

func (p *parser) characters(text, where string) error {
	for i := range len(text) {
		if text[i] >= utf8.RuneSelf {
			return p.foreign(text, where)
		}
		if text[i] < ' ' || text[i] == 0x7f {
			return controlCharacter(where, text[i])
		}
	}
	return nil
}

// foreign judges a text with letters beyond ASCII.
func (p *parser) foreign(text, where string) error {
	if !utf8.ValidString(text) {
		return refuse("mh10.encoding", where, "is not UTF-8", "let the scanner send UTF-8")
	}
	for _, r := range text {
		if unicode.IsControl(r) {
			return controlCharacter(where, byte(r))
		}
	}
	return p.forgive(NotASCII, where, "has letters beyond ASCII", "print the characters of ISO/IEC 646")
}

// identifierLength returns the length of the data identifier that a text begins
// with: up to three digits and a letter. Zero when there is none.
func identifierLength(text string) int {
	for i := range min(len(text), 4) {
		switch c := text[i]; {
		case 'A' <= c && c <= 'Z':
			return i + 1
		case c < '0' || c > '9':
			return 0
		}
	}
	return 0
}

// textIdentifierLength returns the length of the text element identifier that a
// text begins with, which is three, or zero.
func textIdentifierLength(text string) int {
	if len(text) < 3 || !upper(text[0]) || !upper(text[1]) || !upper(text[2]) {
		return 0
	}
	return 3
}

// upper reports whether a character is a digit or an upper-case letter.
func upper(c byte) bool {
	return '0' <= c && c <= '9' || 'A' <= c && c <= 'Z'
}

func refuse(code, where, detail, fix string) error {
	return &refusal.Error{Code: code, Where: where, Detail: detail, Fix: fix}
}

func tooLong(n int) error {
	return refuse("mh10.long", "", "has "+strconv.Itoa(n)+" bytes", "send at most "+strconv.Itoa(MaxText))
}

func controlCharacter(where string, c byte) error {
	return refuse("mh10.control", where, "holds the control character 0x"+strconv.FormatUint(uint64(c), 16), "let only GS, RS and EOT stand between values")
}

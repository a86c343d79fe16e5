package ident

import (
	"fmt"
	"slices"
	"strings"

	"github.com/tracewright/tracewright/internal/ident/epc"
	"github.com/tracewright/tracewright/internal/ident/gs1"
	"github.com/tracewright/tracewright/internal/ident/mh10"
	"github.com/tracewright/tracewright/internal/ident/refusal"
)

// Form is a way to write a code.
type Form string

// The forms.
const (
	FormElements    Form = "element-string"  // as a reader sends it, with GS
	FormBrackets    Form = "brackets"        // (01)09521234543213(10)A
	FormLink        Form = "link"            // GS1 Digital Link
	FormCanonical   Form = "canonical-link"  // on id.gs1.org, its attributes in order
	FormConstrained Form = "identity-link"   // the same, reduced to the identity
	FormCompressed  Form = "compressed-link" // GS1 Digital Link, compressed
	FormEPC         Form = "epc"             // pure identity URI, or the pattern of a class
	FormTag         Form = "tag"             // EPC tag URI
	FormHex         Form = "hex"             // memory of an RFID tag
	FormMessage     Form = "iso15434"        // a message of ISO/IEC 15434
)

// Forms lists the forms.
func Forms() []Form {
	return []Form{
		FormElements, FormBrackets, FormLink, FormCanonical, FormConstrained, FormCompressed, FormEPC, FormTag, FormHex, FormMessage,
	}
}

// Writing says how a form is written, where there is a choice.
type Writing struct {
	Stem     string   // of a link; empty for the canonical one
	Prefixes Prefixes // lengths of company prefixes, for EPCs; nil knows none
	Coding   string   // of a tag, such as "sgtin-96"; empty for the first that fits
	Filter   uint8    // filter value of a tag
}

// Convert writes a reading in another form. What the form cannot hold is an
// error that [FaultOf] explains; nothing is left out in silence.
func Convert(r Reading, to Form, w Writing) (string, error) {
	m := r.message
	if to == FormMessage {
		return wrap(r)
	}
	if !slices.Contains(Forms(), to) {
		return "", unable("code.form", fmt.Sprintf("there is no form %s", refusal.Quote(string(to))), "Use one of "+joinForms()+".")
	}
	if len(m) == 0 && r.code == (epc.EPC{}) {
		return "", unable("code.no-gs1", "the code holds no GS1 key, so that it has no form "+string(to), "Convert a GS1 code or an EPC.")
	}
	switch to {
	case FormElements:
		return m.String(), nil
	case FormBrackets:
		return m.Bracketed(), nil
	case FormEPC, FormTag, FormHex:
		return writeEPC(r, to, w)
	}
	return writeLink(m, to, w.Stem)
}

func joinForms() string {
	var all []string
	for _, f := range Forms() {
		all = append(all, string(f))
	}
	return strings.Join(all, ", ")
}

func unable(code, detail, fix string) error {
	return &refusal.Error{Code: code, Detail: detail, Fix: fix}
}

func writeLink(m message, to Form, stem string) (string, error) {
	l, err := gs1.NewLink(stem, m)
	if err != nil {
		return "", err
	}
	switch to {
	case FormCanonical:
		l = l.Canonical()
	case FormConstrained:
		l = l.Constrained()
	case FormCompressed:
		return l.Compress()
	}
	return l.String(), nil
}

// writeEPC writes the EPC of a reading.
func writeEPC(r Reading, to Form, w Writing) (string, error) {
	code, err := r.code, error(nil)
	lengths := w.Prefixes
	if lengths == nil {
		lengths = func(string) (int, bool) { return 0, false }
	}
	if to == FormEPC && (code == epc.EPC{}) {
		p, err := epc.PatternFromElements(r.message, lengths)
		if err != nil {
			return "", err
		}
		if code, err = epc.FromElements(r.message, lengths); err != nil {
			return p.URI(), nil // a class
		}
	}
	if to == FormEPC {
		return code.URI(), nil
	}
	if code == (epc.EPC{}) && !strings.HasSuffix(w.Coding, "+") {
		if code, err = epc.FromElements(r.message, lengths); err != nil {
			return "", err
		}
	}
	return writeTag(code, r.message, to, w)
}

// writeTag writes a tag in the coding that was asked for, or in the first that
// the EPC fits.
func writeTag(code epc.EPC, m message, to Form, w Writing) (string, error) {
	codings := []string{w.Coding}
	if w.Coding == "" {
		codings = epc.Codings(code.Scheme)
	}
	first := error(nil)
	for _, coding := range codings {
		tag := epc.Tag{Coding: coding, Filter: w.Filter, EPC: code}
		if strings.HasSuffix(coding, "+") {
			tag.EPC, tag.Elements = epc.EPC{}, m
		}
		write := tag.Hex
		if to == FormTag {
			write = tag.URI
		}
		text, err := write()
		if err == nil {
			return text, nil
		}
		if first == nil {
			first = err
		}
	}
	if first == nil {
		first = unable("code.no-tag", "there is no tag for EPCs of the scheme "+string(code.Scheme), "Use the URI.")
	}
	return "", first
}

// wrap writes a message of ISO/IEC 15434: a GS1 code in format 05, data elements
// in format 06.
func wrap(r Reading) (string, error) {
	env := mh10.Envelope{Format: mh10.FormatGS1, Data: r.message.String()}
	if len(r.message) == 0 {
		env = mh10.Envelope{Format: mh10.FormatDI}
		for _, e := range r.Elements {
			env.Elements = append(env.Elements, mh10.Element{ID: e.ID, Value: e.Value})
		}
	}
	m := mh10.Message{Envelopes: []mh10.Envelope{env}}
	return m.Text()
}

// Make makes a code of elements, written in a form: of application identifiers,
// and for FormMessage also of data identifiers. A GS1 value may end in ? for its
// check digit. The error is one that [FaultOf] explains.
func Make(elements []Element, to Form, w Writing) (string, error) {
	gs1Elements := make([]gs1.Element, len(elements))
	lettered := false
	for i, e := range elements {
		gs1Elements[i] = gs1.Element{AI: e.ID, Value: e.Value}
		lettered = lettered || strings.Trim(e.ID, "0123456789") != ""
	}
	if lettered && to == FormMessage {
		return wrap(Reading{Elements: elements})
	}
	m, err := gs1.NewMessage(gs1Elements...)
	if err != nil {
		return "", err
	}
	if faults := m.Check(); len(faults) > 0 {
		return "", faults[0]
	}
	return Convert(Reading{message: m}, to, w)
}

package ident

import (
	"strings"

	"github.com/tracewright/tracewright/internal/ident/epc"
	"github.com/tracewright/tracewright/internal/ident/gs1"
)

// readEPC reads the URIs of EPCs.
func (p *parser) readEPC() {
	switch uri := p.data; {
	case hasPrefixFold(uri, "urn:epc:tag:"):
		tag, err := epc.ParseTagURI(uri)
		p.addTag(tag, err, Certain, "it is an EPC tag URI")
	case hasPrefixFold(uri, "urn:epc:idpat:"):
		pattern, err := epc.ParsePattern(uri)
		if err != nil {
			p.refused(SchemeEPC, err)
			return
		}
		m, _ := pattern.Elements()
		p.addEPC(pattern.EPC, pattern.URI(), m, Class, "it is the pattern of an EPC, which names a class")
	default:
		code, err := epc.Parse(uri)
		if err != nil {
			p.refused(SchemeEPC, err)
			return
		}
		m, _ := code.Elements()
		level := Instance
		if code.Scheme == epc.LGTIN {
			level = Batch
		}
		p.addEPC(code, code.URI(), m, level, "it is the URI of an EPC")
	}
}

// addEPC keeps the reading of a URI, with the GS1 elements that it stands for.
func (p *parser) addEPC(code epc.EPC, uri string, m gs1.Message, level Level, reason string) {
	r := Reading{
		Scheme: SchemeEPC, Confidence: Certain, Reason: reason, Elements: gs1Elements(m), Identifiers: gs1Identifiers(m),
		Canonical: uri, Text: m.Text(), message: m, code: code,
	}
	if len(m) == 0 {
		r.Identifiers = []Identifier{{schemeOf(uri), level, uri}}
		r.Text = []string{uri}
	}
	p.add(r)
}

// schemeOf is the scheme in an EPC URI: urn:epc:id:gid:… is of gid.
func schemeOf(uri string) string {
	if parts := strings.SplitN(uri, ":", 5); len(parts) == 5 {
		return parts[3]
	}
	return string(SchemeEPC)
}

// readTag reads the memory of an RFID tag in hexadecimal digits, as RFID readers
// send it: whole words, 96 bits at least.
func (p *parser) readTag() {
	if n := len(p.data); n < 24 || n%4 != 0 || strings.Trim(p.data, "0123456789ABCDEFabcdef") != "" {
		return
	}
	tag, err := epc.ParseHex(p.data)
	if err != nil && strings.Trim(p.data, "0123456789") == "" {
		return // a long number, rather
	}
	p.addTag(tag, err, Likely, "it is the memory of an RFID tag in hexadecimal digits")
}

func (p *parser) addTag(tag epc.Tag, err error, c Confidence, reason string) {
	if err != nil {
		p.refused(SchemeEPC, err)
		return
	}
	m, _ := tag.Key()
	r := Reading{Scheme: SchemeEPC, Confidence: c, Reason: reason + " (" + tag.Coding + ")", Elements: gs1Elements(m), Identifiers: gs1Identifiers(m), message: m, code: tag.EPC}
	uri := tag.EPC.URI()
	if tag.EPC == (epc.EPC{}) { // the new codings know no company prefix
		link, err := tag.Link()
		if err != nil {
			p.refused(SchemeEPC, err)
			return
		}
		uri = link.Canonical().String()
	}
	r.Canonical, r.Text = uri, append(m.Text(), uri)
	if len(r.Identifiers) == 0 {
		r.Identifiers = []Identifier{{schemeOf(uri), Instance, uri}}
	}
	p.add(r)
}

package epc

import (
	"strings"

	"github.com/tracewright/tracewright/internal/ident/refusal"
)

// Pattern names all EPCs of a scheme whose first Fixed parts are those of EPC.
type Pattern struct {
	EPC   EPC
	Fixed int // how many parts, from the first, are given; the others are stars
}

// ParsePattern reads a pure identity pattern (TDS clause 8), such as
// "urn:epc:idpat:sgtin:0614141.812345.*". Whatever follows a star is a star.
func ParsePattern(uri string) (Pattern, error) {
	rest, ok := strings.CutPrefix(uri, patternURN)
	if !ok || len(uri) > maxURI {
		return Pattern{}, refuse("epc.pattern", "", refusal.Quote(uri)+" is no pattern", "begin it with "+patternURN)
	}
	name, body, _ := strings.Cut(rest, ":")
	sp := find(Scheme(name))
	if sp == nil || sp.class {
		return Pattern{}, unknownScheme(name)
	}
	parts, err := sp.split(body)
	if err != nil {
		return Pattern{}, err
	}
	p := Pattern{EPC: EPC{Scheme: sp.scheme}}
	for i, escaped := range parts {
		if escaped == "*" {
			continue
		}
		if p.Fixed < i {
			return Pattern{}, refuse("epc.pattern", sp.parts[i].name, "follows a star", "give stars from the first one on")
		}
		value, err := unescape(escaped, sp.parts[i].name)
		if err == nil {
			err = sp.parts[i].check(value, p.EPC.Parts[0])
		}
		if err != nil {
			return Pattern{}, err
		}
		p.EPC.Parts[i], p.Fixed = value, i+1
	}
	return p, nil
}

// URI returns the pattern's URI.
func (p Pattern) URI() string {
	sp := find(p.EPC.Scheme)
	if sp == nil {
		return patternURN + string(p.EPC.Scheme)
	}
	var b strings.Builder
	b.WriteString(patternURN + string(p.EPC.Scheme) + ":")
	for i := range sp.parts {
		if i > 0 {
			b.WriteByte('.')
		}
		if i < p.Fixed {
			escape(&b, p.EPC.Parts[i])
		} else {
			b.WriteByte('*')
		}
	}
	return b.String()
}

// Match reports whether the pattern names the EPC.
func (p Pattern) Match(e EPC) bool {
	if e.Scheme != p.EPC.Scheme || p.Fixed > maxParts {
		return false
	}
	for i := range p.Fixed {
		if e.Parts[i] != p.EPC.Parts[i] {
			return false
		}
	}
	return true
}

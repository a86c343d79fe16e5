package epc

import (
	"strings"

	"github.com/tracewright/tracewright/internal/ident/refusal"
)

// maxURI is the longest URI that is read, in bytes.
const maxURI = 1024

const (
	idURN      = "urn:epc:id:"
	classURN   = "urn:epc:class:"
	patternURN = "urn:epc:idpat:"
	tagURN     = "urn:epc:tag:"
	rawURN     = "urn:epc:raw:"
)

// Parse reads a pure identity URI, such as
// "urn:epc:id:sgtin:0614141.812345.6789", or the URI of a lot
// ("urn:epc:class:lgtin:…"). The error is a *refusal.Error.
func Parse(uri string) (EPC, error) {
	rest, isID := strings.CutPrefix(uri, idURN)
	rest, isClass := strings.CutPrefix(rest, classURN)
	if isID == isClass || len(uri) > maxURI {
		return EPC{}, refuse("epc.uri", "", refusal.Quote(uri)+" is no EPC", "begin it with "+idURN+" or "+classURN)
	}
	name, body, _ := strings.Cut(rest, ":")
	sp := find(Scheme(name))
	if sp == nil || sp.class != isClass {
		return EPC{}, unknownScheme(name)
	}
	parts, err := sp.split(body)
	if err != nil {
		return EPC{}, err
	}
	e := EPC{Scheme: sp.scheme}
	for i, p := range parts {
		if e.Parts[i], err = unescape(p, sp.parts[i].name); err != nil {
			return EPC{}, err
		}
	}
	return e, e.Check()
}

// URI returns the pure identity URI, escaped as TDS writes it. Of parts that do
// not fit the scheme, it makes no URI that Parse would read.
func (e EPC) URI() string {
	lead := idURN
	if sp := find(e.Scheme); sp != nil && sp.class {
		lead = classURN
	}
	return lead + string(e.Scheme) + ":" + e.body()
}

// body returns the parts, escaped and joined.
func (e EPC) body() string {
	sp := find(e.Scheme)
	if sp == nil {
		return ""
	}
	var b strings.Builder
	for i := range sp.parts {
		if i > 0 {
			b.WriteByte('.')
		}
		escape(&b, e.Parts[i])
	}
	return b.String()
}

// split cuts the body of a URI into the parts of the scheme. The last part may
// hold dots.
func (sp *spec) split(body string) ([]string, error) {
	parts := strings.SplitN(body, ".", len(sp.parts))
	if len(parts) != len(sp.parts) {
		return nil, refuse("epc.parts", "", "has too few parts: "+refusal.Quote(body), "give "+sp.template()+", with dots between")
	}
	return parts, nil
}

// template names the parts of a scheme in order.
func (sp *spec) template() string {
	names := make([]string, len(sp.parts))
	for i := range sp.parts {
		names[i] = sp.parts[i].name
	}
	return strings.Join(names, ", ")
}

const hexDigits = "0123456789ABCDEF"

// mustEscape are the characters of keys that a URN does not hold as they are
// (TDS table A-1).
const mustEscape = `"%&/<>?#`

func escape(b *strings.Builder, s string) {
	for i := range len(s) {
		if strings.IndexByte(mustEscape, s[i]) >= 0 {
			b.WriteByte('%')
			b.WriteByte(hexDigits[s[i]>>4])
			b.WriteByte(hexDigits[s[i]&15])
			continue
		}
		b.WriteByte(s[i])
	}
}

func unescape(s, where string) (string, error) {
	if !strings.ContainsAny(s, mustEscape) {
		return s, nil
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] != '%' {
			if strings.IndexByte(mustEscape, s[i]) >= 0 {
				return "", refuse("epc.escape", where, "has "+refusal.Quote(s[i:i+1])+" as it is", "write it as %"+string(hexDigits[s[i]>>4])+string(hexDigits[s[i]&15]))
			}
			b.WriteByte(s[i])
			continue
		}
		if i+2 >= len(s) || unhex(s[i+1]) > 15 || unhex(s[i+2]) > 15 {
			return "", refuse("epc.escape", where, "has a % without two hexadecimal digits", "write % as %25")
		}
		b.WriteByte(unhex(s[i+1])<<4 | unhex(s[i+2]))
		i += 2
	}
	return b.String(), nil
}

// unhex returns the value of a hexadecimal digit; above 15 if it is none.
func unhex(c byte) byte {
	switch {
	case digit(c):
		return c - '0'
	case 'A' <= c && c <= 'F':
		return c - 'A' + 10
	case 'a' <= c && c <= 'f':
		return c - 'a' + 10
	}
	return 0xff
}

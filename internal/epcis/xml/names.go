package xml

import (
	"strconv"
	"strings"
	"unicode"

	"github.com/tracewright/tracewright/internal/epcis"
)

// prefixes gives each namespace the prefix that its names have in JSON: that of
// the XML where it can be, else one made up.
type prefixes struct {
	byURI map[string]string
	taken map[string]bool
	added []epcis.Prefix // in order
	outer *prefixes      // of the document, for those of an event
}

func newPrefixes(outer *prefixes) *prefixes {
	return &prefixes{byURI: map[string]string{}, taken: map[string]bool{}, outer: outer}
}

// ours are the namespaces that are part of the binding, not of the content.
func ours(uri string) bool {
	return uri == "" || uri == xsiSpace || uri == xsdSpace || uri == xmlSpace || strings.HasPrefix(uri, "urn:epcglobal:epcis")
}

// declare takes note of the prefixes in a scope that its outer one lacks.
func (p *prefixes) declare(s, outer *scope) {
	var list []*scope
	for ; s != nil && s != outer; s = s.up {
		list = append(list, s)
	}
	for i := len(list) - 1; i >= 0; i-- {
		if d := list[i]; d.prefix != "" && !ours(d.uri) && d.uri != sbdhSpace {
			p.of(name{space: d.uri, prefix: d.prefix})
		}
	}
}

// of is the prefix for the namespace of a name.
func (p *prefixes) of(n name) string {
	for q := p; q != nil; q = q.outer {
		if prefix, ok := q.byURI[n.space]; ok {
			return prefix
		}
	}
	if isStandard(n.prefix, n.space) {
		return n.prefix
	}
	wish := strings.Map(func(r rune) rune {
		if r < 0x80 && (unicode.IsLetter(r) || unicode.IsDigit(r) || r == '-' || r == '.') {
			return r
		}
		return '-'
	}, n.prefix)
	if !epcis.IsFreePrefix(wish) {
		wish = "ns"
	}
	prefix := wish
	for i := 1; p.isTaken(prefix); i++ {
		prefix = wish + strconv.Itoa(i)
	}
	p.byURI[n.space], p.taken[prefix] = prefix, true
	p.added = append(p.added, epcis.Prefix{Name: prefix, URI: n.space})
	return prefix
}

func (p *prefixes) isTaken(prefix string) bool {
	for q := p; q != nil; q = q.outer {
		if q.taken[prefix] {
			return true
		}
	}
	return false
}

// isStandard reports whether a prefix stands for its namespace without being
// declared. That of master data may end in a colon, as in JSON.
func isStandard(prefix, uri string) bool {
	standard, ok := epcis.StandardNamespace(prefix)
	return ok && (uri == standard || prefix == "cbvmda" && uri == standard+":" || prefix == "gs1" && uri == "https://ref.gs1.org/voc/")
}

// encoded is a local name of any text as XML allows it: what it does not allow
// is written as _xHHHH_.
func encoded(local string) string {
	var b strings.Builder
	for i, r := range local {
		switch {
		case isNameStart(r) || i > 0 && isNameChar(r):
			if r == '_' && strings.HasPrefix(local[i:], "_x") {
				b.WriteString("_x5F_")
				continue
			}
			b.WriteRune(r)
		default:
			b.WriteString("_x" + strings.ToUpper(strconv.FormatInt(int64(r), 16)) + "_")
		}
	}
	return b.String()
}

// decoded is the text that a local name stands for.
func decoded(local string) string {
	if !strings.Contains(local, "_x") {
		return local
	}
	var b strings.Builder
	for local != "" {
		before, after, found := strings.Cut(local, "_x")
		b.WriteString(before)
		if !found {
			break
		}
		code, rest, closed := strings.Cut(after, "_")
		n, err := strconv.ParseInt(code, 16, 32)
		if !closed || err != nil || len(code) > 6 || n > unicode.MaxRune || 0xD800 <= n && n < 0xE000 || n == 0 {
			b.WriteString("_x")
			local = after
			continue
		}
		b.WriteRune(rune(n))
		local = rest
	}
	return b.String()
}

func isNameStart(r rune) bool {
	return r == '_' || 'a' <= r|0x20 && r|0x20 <= 'z' && r < 0x80 || r >= 0x80 && r != unicode.ReplacementChar && unicode.IsLetter(r) && isXML10Letter(r)
}

// isXML10Letter keeps to the letters that were in XML 1.0 from its first
// edition, which all parsers know.
func isXML10Letter(r rune) bool { return 0xC0 <= r && r <= 0x17E && r != 0xD7 && r != 0xF7 }

func isNameChar(r rune) bool {
	return isNameStart(r) || '0' <= r && r <= '9' || r == '-' || r == '.'
}

package gs1

import (
	"fmt"
	"slices"
	"strings"
)

// CanonicalStem begins a canonical Digital Link.
const CanonicalStem = "https://id.gs1.org"

// Link is a GS1 Digital Link URI.
type Link struct {
	Stem       string  // scheme, domain and the path before the key, without a slash at the end
	Path       Message // the key, then its qualifiers in their order
	Attributes Message // of the query, in their order
	Others     []Parameter
	Fragment   string
}

// Parameter is a part of a query that GS1 gives no meaning, as it stands there.
type Parameter struct {
	Key, Value string // Value has its "=", and is empty where there was none
}

// LinkOptions says which links are read that the standard forbids. The zero
// value is the standard.
type LinkOptions struct {
	Names             bool // short names such as gtin, lot and ser, of version 1.0 of the standard
	ShortGTIN         bool // a GTIN of 8, 12 or 13 digits, without its zeros in front
	UnknownAttributes bool // numeric keys in the query that the table lacks
}

// ParseLink reads a Digital Link on any domain. It judges each value as [Parse]
// does, and the order of the path. The error is an [*Error]; its code is
// [NoLink] for a text that does not look like a Digital Link at all.
func ParseLink(uri string, o LinkOptions) (Link, error) {
	if len(uri) > MaxMessage {
		return Link{}, &Error{Code: Oversized, Offset: MaxMessage, Length: len(uri) - MaxMessage}
	}
	begin, err := authority(uri)
	if err != nil {
		return Link{}, err
	}
	rest, fragment, _ := strings.Cut(uri, "#")
	pathEnd := len(rest)
	if q := strings.IndexByte(rest, '?'); q >= 0 {
		pathEnd = q
	}
	l := Link{Fragment: fragment}
	elements := make(Message, 0, 8)
	stemEnd, elements, err := parsePath(elements, rest[:pathEnd], begin, o)
	if err != nil {
		return Link{}, err
	}
	l.Stem = rest[:stemEnd]
	inPath := len(elements)
	if pathEnd < len(rest) {
		if elements, err = l.parseQuery(elements, rest, pathEnd+1, o); err != nil {
			return Link{}, err
		}
	}
	l.Path, l.Attributes = elements[:inPath:inPath], elements[inPath:]
	return l, nil
}

func noLink(at int, why string) *Error { return &Error{Code: NoLink, Offset: at, Detail: why} }

// uriBytes may stand in a URI (RFC 3986, section 2).
var uriBytes = bytesOf(set64 + "._~:/?#[]@!$&'()*+,;=%")

// hostBytes may stand in the domain with its port.
var hostBytes = bytesOf(set64 + "._~:[]@%")

// authority checks the scheme and the domain, and returns where the path begins.
func authority(uri string) (path int, err error) {
	for _, scheme := range []string{"https://", "http://", "HTTPS://", "HTTP://"} {
		if strings.HasPrefix(uri, scheme) {
			path = len(scheme)
		}
	}
	if path == 0 {
		return 0, noLink(0, "a Digital Link begins with https:// or http://")
	}
	for i := path; i < len(uri); i++ {
		if !uriBytes[uri[i]] {
			return 0, &Error{Code: BadURI, Offset: i, Length: 1}
		}
	}
	from := path
	for path < len(uri) && uri[path] != '/' {
		if !hostBytes[uri[path]] {
			return 0, noLink(path, "this is no domain")
		}
		path++
	}
	if path == from {
		return 0, noLink(path, "the domain is missing")
	}
	return path, nil
}

// parsePath finds the key, the last in the path, and reads it and its
// qualifiers. It returns where the stem ends.
func parsePath(into Message, rest string, begin int, o LinkOptions) (stemEnd int, m Message, err error) {
	var starts [8]int // of the pairs, from the right
	end, pairs := len(rest), 0
	for {
		value := strings.LastIndexByte(rest[begin:end], '/')
		if value <= 0 || pairs == len(starts) {
			return 0, nil, noLink(begin, "no path of a key and its value is there")
		}
		slash := begin + strings.LastIndexByte(rest[begin:begin+value], '/')
		if slash < begin {
			return 0, nil, noLink(begin, "no path of a key and its value is there")
		}
		r := rowOf(codeOfSegment(rest[slash+1:begin+value], o))
		if r == nil {
			return 0, nil, noLink(slash+1, fmt.Sprintf("the path has no key: %q is no application identifier", clip(rest[slash+1:begin+value])))
		}
		starts[pairs] = slash
		pairs++
		if end = slash; r.key {
			break
		}
	}
	for i := pairs - 1; i >= 0; i-- {
		to := len(rest)
		if i > 0 {
			to = starts[i-1]
		}
		segment := rest[starts[i]+1 : to]
		ai, value, _ := strings.Cut(segment, "/")
		e, err := linkElement(codeOfSegment(ai, o), value, starts[i]+1, starts[i]+2+len(ai), false, o)
		if err != nil {
			return 0, nil, err
		}
		into = append(into, e)
	}
	return end, into, inOrder(into)
}

func clip(text string) string { return text[:min(len(text), 40)] }

// linkElement reads a value of the path or the query.
func linkElement(code, value string, at, from int, query bool, o LinkOptions) (Element, error) {
	e := Element{AI: code, Value: unescape(value, query), Offset: at}
	if o.ShortGTIN && code == "01" {
		switch n := len(e.Value); n {
		case 8, 12, 13:
			e.Value = "00000000"[:14-n] + e.Value
		}
	}
	r := rowOf(code)
	if r == nil {
		r = unknown
	}
	f := e.judge(r)
	if f.code == "" {
		return e, nil
	}
	err := e.fault(f, from, r)
	if len(e.Value) != len(value) { // where it is in what was decoded does not show where it is here
		err.Offset, err.Length = from, len(value)
	}
	return e, err
}

// inOrder checks that the qualifiers belong to the key, in their order.
func inOrder(path Message) error {
	for _, sequence := range alternatives(path[0].AI) {
		at := 0
		for _, q := range path[1:] {
			for at < len(sequence) && sequence[at] != q.AI {
				at++
			}
			at++
		}
		if at <= len(sequence) {
			return nil
		}
	}
	if len(path) == 1 {
		return nil
	}
	return &Error{
		Code: BadPath, AI: path[1].AI, Offset: path[1].Offset, Length: len(path[1].AI),
		Detail: "the path after (" + path[0].AI + ") may have " + sequences(path[0].AI),
	}
}

func alternatives(key string) [][]string {
	if r := rowOf(key); r != nil {
		return r.qualifiers
	}
	return nil
}

func sequences(key string) string {
	var all []string
	for _, s := range alternatives(key) {
		all = append(all, "("+strings.Join(s, "), (")+")")
	}
	if len(all) == 0 {
		return "nothing"
	}
	return strings.Join(all, ", or ") + ", in this order"
}

// parseQuery reads the attributes of the query that begins at an offset.
func (l *Link) parseQuery(m Message, uri string, at int, o LinkOptions) (Message, error) {
	for at < len(uri) {
		end := len(uri)
		if i := strings.IndexByte(uri[at:], '&'); i >= 0 {
			end = at + i
		}
		pair := uri[at:end]
		from := at
		at = end + 1
		if pair == "" {
			continue
		}
		key, value, assigned := strings.Cut(pair, "=")
		code := codeOfSegment(key, o)
		if !assigned || setN.outside(code).code != "" {
			l.Others = append(l.Others, Parameter{key, pair[len(key):]})
			continue
		}
		if err := l.mayBeAttribute(m, code, from, o); err != nil {
			return nil, err
		}
		e, err := linkElement(code, value, from, from+len(key)+1, true, o)
		if err != nil {
			return nil, err
		}
		if m = append(m, e); len(m) > MaxElements {
			return nil, tooMany(m)
		}
	}
	return m, nil
}

func (l *Link) mayBeAttribute(m Message, code string, at int, o LinkOptions) error {
	if r := rowOf(code); r == nil {
		if !o.UnknownAttributes || !mayBeUnknown(code) {
			return unknownAI(code, 0, code).shift(at)
		}
	} else if !r.attribute {
		return &Error{Code: NoAttribute, AI: code, Offset: at, Length: len(code)}
	}
	if _, there := m.Value(code); there {
		return &Error{Code: Repeated, AI: code, Offset: at, Length: len(code), Detail: "it is there twice"}
	}
	return nil
}

// names are the short names that version 1.0 of the standard had.
var names = map[string]string{
	"sscc": "00", "gtin": "01", "lot": "10", "exp": "17", "ser": "21", "cpv": "22", "gdti": "253", "glnx": "254",
	"gcn": "255", "ginc": "401", "gsin": "402", "gln": "414", "payto": "415", "party": "417", "grai": "8003",
	"giai": "8004", "itip": "8006", "cpid": "8010", "cpsn": "8011", "gmn": "8013", "gsrnp": "8017", "gsrn": "8018",
	"srin": "8019", "refno": "8020", "tpx": "235",
}

// codeOfSegment is the application identifier that a segment or a key names.
func codeOfSegment(text string, o LinkOptions) string {
	if o.Names && text != "" && text[0] > '9' {
		if code, ok := names[strings.ToLower(text)]; ok {
			return code
		}
	}
	return text
}

// unescape decodes percent-encoding, and + in a query. What is no encoding
// stays.
func unescape(text string, query bool) string {
	if strings.IndexByte(text, '%') < 0 && (!query || strings.IndexByte(text, '+') < 0) {
		return text
	}
	b := make([]byte, 0, len(text))
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '%' && i+2 < len(text) && isHex(text[i+1]) && isHex(text[i+2]):
			b = append(b, unhex(text[i+1])<<4|unhex(text[i+2]))
			i += 2
		case c == '+' && query:
			b = append(b, ' ')
		default:
			b = append(b, c)
		}
	}
	return string(b)
}

func unhex(c byte) byte {
	if c <= '9' {
		return c - '0'
	}
	return c&^0x20 - 'A' + 10
}

// unreserved bytes stand for themselves in a URI (RFC 3986, section 2.3).
var unreserved = bytesOf(set64 + "._~")

func appendEscaped(b []byte, text string, query bool) []byte {
	const hex = "0123456789ABCDEF"
	for i := range len(text) {
		switch c := text[i]; {
		case unreserved[c]:
			b = append(b, c)
		case c == ' ' && query:
			b = append(b, '+')
		default:
			b = append(b, '%', hex[c>>4], hex[c&15])
		}
	}
	return b
}

// Message is the elements of the link: key, qualifiers, attributes.
func (l Link) Message() Message { return slices.Concat(l.Path, l.Attributes) }

// String is the URI.
func (l Link) String() string {
	b := append(make([]byte, 0, 128), l.Stem...)
	for _, e := range l.Path {
		b = append(append(append(b, '/'), e.AI...), '/')
		b = appendEscaped(b, e.Value, false)
	}
	mark := byte('?')
	for _, e := range l.Attributes {
		b = append(append(append(b, mark), e.AI...), '=')
		b = appendEscaped(b, e.Value, true)
		mark = '&'
	}
	for _, p := range l.Others {
		b = append(append(append(b, mark), p.Key...), p.Value...)
		mark = '&'
	}
	if l.Fragment != "" {
		b = append(append(b, '#'), l.Fragment...)
	}
	return string(b)
}

// Canonical is the one form of the link for comparison: on id.gs1.org, with the
// attributes in the order of their digits, without what GS1 gives no meaning.
func (l Link) Canonical() Link {
	attributes := slices.Clone(l.Attributes)
	slices.SortFunc(attributes, func(a, b Element) int { return strings.Compare(a.AI, b.AI) })
	return Link{Stem: CanonicalStem, Path: l.Path, Attributes: attributes}
}

// Constrained is the canonical link reduced to the identity, as EPCIS compares
// it (CBV 2.0, section 8): the key, with its serial number, its extension, or
// failing these its lot.
func (l Link) Constrained() Link {
	path := l.Path[:1:1]
	for _, q := range []string{"21", "235", "254", "8011", "8020", "10"} {
		i := slices.IndexFunc(l.Path, func(e Element) bool { return e.AI == q })
		if i > 0 {
			path = append(path, l.Path[i])
			break
		}
	}
	return Link{Stem: CanonicalStem, Path: path}
}

// NewLink makes a link of elements. The first that can be a key is the key; its
// qualifiers go into the path and what is left into the query. An empty stem
// stands for CanonicalStem. The error is an [*Error].
func NewLink(stem string, m Message) (Link, error) {
	if stem == "" {
		stem = CanonicalStem
	}
	l := Link{Stem: strings.TrimSuffix(stem, "/")}
	if at, err := authority(l.Stem + "/"); err != nil || strings.ContainsAny(l.Stem[at:], "?#") {
		return Link{}, &Error{Code: BadURI, Detail: fmt.Sprintf("%q does not begin a link", clip(stem))}
	}
	isKey := func(e Element) bool { r := rowOf(e.AI); return r != nil && r.key }
	key := slices.IndexFunc(m, isKey)
	if key < 0 {
		return Link{}, &Error{Code: NoKey, Detail: "none of the elements can be the key of a link"}
	}
	l.Path = Message{m[key]}
	for _, q := range bestQualifiers(m, m[key].AI) {
		l.Path = append(l.Path, m[slices.IndexFunc(m, func(e Element) bool { return e.AI == q })])
	}
	for _, separate := range []bool{false, true} { // those of a fixed length first (GenSpecs 7.8.1)
		for i, e := range m {
			if separated(e.AI) != separate {
				continue
			}
			if err := l.place(e, m[:i]); err != nil {
				return Link{}, err
			}
		}
	}
	return l, nil
}

// bestQualifiers are those of the alternative that the message has most of.
func bestQualifiers(m Message, key string) []string {
	var best []string
	for _, sequence := range alternatives(key) {
		var found []string
		for _, q := range sequence {
			if _, ok := m.Value(q); ok {
				found = append(found, q)
			}
		}
		if len(found) > len(best) {
			best = found
		}
	}
	return best
}

// place adds an element to the query, unless it is in the path or there before.
func (l *Link) place(e Element, before Message) error {
	if r := rowOf(e.AI); r != nil {
		if f := r.judge(e.Value); f.code != "" {
			return e.fault(f, e.Offset, r)
		}
	}
	for _, set := range []Message{l.Path, before} {
		value, there := set.Value(e.AI)
		if there && value != e.Value {
			return clash(Element{AI: e.AI, Value: value}, e)
		}
		if there {
			return nil
		}
	}
	if r := rowOf(e.AI); r != nil && !r.attribute {
		return &Error{Code: NoAttribute, AI: e.AI, Offset: e.Offset, Length: len(e.AI)}
	}
	l.Attributes = append(l.Attributes, e)
	return nil
}

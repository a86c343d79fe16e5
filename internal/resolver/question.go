package resolver

import (
	"net/http"
	"slices"
	"strings"

	"github.com/tracewright/tracewright/internal/ident/gs1"
)

// MaxURI is the longest path and query that is read, in bytes.
const MaxURI = 2048

// Level says what a link names.
type Level string

// The levels.
const (
	Class    Level = "class"    // all things of a kind
	Lot      Level = "lot"      // the things of one lot
	Instance Level = "instance" // one thing
)

// Question is a request for what is behind a Digital Link.
type Question struct {
	// Link is what was asked for, on the address that was asked.
	Link gs1.Link
	// Compressed says that the request had the link in its compressed form.
	Compressed bool
	// LinkType is the type of link that is wanted; empty for the page itself.
	LinkType string
	Form     Form
	Language Language
	// Languages are those of Accept-Language, the best first.
	Languages []string
}

// Concerns reports whether a request asks for what is behind a Digital Link: its
// path begins with a primary key, or is a compressed link.
func Concerns(r *http.Request) bool {
	first, rest, more := strings.Cut(strings.TrimPrefix(r.URL.EscapedPath(), "/"), "/")
	if ai, known := gs1.Lookup(first); known && ai.Key {
		return more && rest != ""
	}
	return !more && len(first) >= minCompressed && isCompressed(first)
}

// minCompressed is shorter than any compressed link with a key that has a check
// digit, and longer than the addresses of screens.
const minCompressed = 10

func isCompressed(segment string) bool {
	l, err := gs1.Decompress(gs1.CanonicalStem + "/" + segment)
	return err == nil && len(l.Path) > 0
}

// Read reads a question. origin is what the links of this server begin with:
// "https://id.example.com". The error is a *gs1.Error that says what is wrong
// with the link.
func Read(r *http.Request, origin string) (*Question, error) {
	q := &Question{Languages: languages(r.Header.Values("Accept-Language"))}
	q.Language = spoken(q.Languages)
	query := r.URL.Query()
	if types := query["linkType"]; len(types) > 0 {
		q.LinkType = types[0]
	}
	q.Form = formOf(r.Header.Values("Accept"))
	if q.LinkType == "linkset" || q.LinkType == "all" {
		q.Form, q.LinkType = FormLinkset, ""
	}
	if len(r.URL.RequestURI()) > MaxURI {
		return q, &gs1.Error{Code: gs1.Oversized, Offset: MaxURI, Length: len(r.URL.RequestURI()) - MaxURI}
	}
	path := r.URL.EscapedPath()
	if !strings.Contains(strings.TrimPrefix(path, "/"), "/") {
		l, err := gs1.Decompress(origin + path)
		q.Link, q.Compressed = l, true
		return q, err
	}
	uri := origin + path
	if r.URL.RawQuery != "" {
		uri += "?" + r.URL.RawQuery
	}
	l, err := gs1.ParseLink(uri, gs1.LinkOptions{ShortGTIN: true, UnknownAttributes: true})
	q.Link = l
	return q, err
}

// URI is the link that was asked for, uncompressed, with what GS1 gives a meaning.
func (q *Question) URI() string {
	return gs1.Link{Stem: q.Link.Stem, Path: q.Link.Path, Attributes: q.Link.Attributes}.String()
}

// Identity is the key with its qualifiers, on the canonical domain.
func (q *Question) Identity() string {
	return gs1.Link{Stem: gs1.CanonicalStem, Path: q.Link.Path}.String()
}

// Key is the primary key and its value.
func (q *Question) Key() (ai, value string) { return q.Link.Path[0].AI, q.Link.Path[0].Value }

// GLN is the key of a place and its extension, if it has one; not ok for any
// other key.
func (q *Question) GLN() (key, extension string, ok bool) {
	ai, key := q.Key()
	extension, _ = q.Link.Path.Value("254")
	return key, extension, ai == "414"
}

// PartKey is the GTIN or the part number of the key that names a part; empty for
// any other key. An ITIP has the GTIN of the whole.
func (q *Question) PartKey() string {
	switch ai, value := q.Key(); ai {
	case "01", "8010":
		return value
	case "8006":
		return value[:14]
	}
	return ""
}

// withSerial are the keys that name one thing only together with a serial
// component of a fixed part before it.
var withSerial = map[string]int{"253": 13, "255": 13, "8003": 14}

// Level says what the link names.
func (q *Question) Level() Level {
	has := func(codes ...string) bool {
		return slices.ContainsFunc(q.Link.Path[1:], func(e gs1.Element) bool { return slices.Contains(codes, e.AI) })
	}
	ai, value := q.Key()
	fixed, composed := withSerial[ai]
	switch {
	case has("21", "235", "8011"), composed && len(value) > fixed:
		return Instance
	case has("10"):
		return Lot
	case composed, ai == "01", ai == "8006", ai == "8010", ai == "8013":
		return Class
	}
	return Instance
}

// Class is the link to the class of what was asked for: the key alone.
func (q *Question) Class() string { return gs1.Link{Stem: q.Link.Stem, Path: q.Link.Path[:1]}.String() }

// TitleOf is what the standard calls an application identifier: "BATCH/LOT".
func TitleOf(code string) string {
	ai, _ := gs1.Lookup(code)
	return ai.Title
}

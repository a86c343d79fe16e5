package resolver

import (
	"bytes"
	"crypto/sha256"
	_ "embed" // the page and its style
	"encoding/base64"
	"html/template"
)

// Page is what a person is shown. What is empty is left out; every text of it
// comes from the world and is shown as text. A Word is the key of a text that the
// page has in all its languages.
type Page struct {
	Language Language
	Site     string // who answers
	Kind     string // word: what sort of thing it is
	Title    string // what it is called, or
	Heading  string // word: what is said instead
	Subtitle string
	Marks    []Mark
	Notes    []string // words
	Detail   string   // what else is to be said, in a sentence
	Text     string   // what the plant says to visitors; it may have several lines
	Facts    []Fact
	Holds    []Hold
	Names    []Name
	Code     []Element
	Links    []Link
	// Candidates are what the code can mean, where that is several things.
	Candidates []Candidate
	// Screen, SignIn and Class lead on from here; each may be empty.
	Screen, SignIn, Class string
}

// Mark is a state that is seen at once.
type Mark struct {
	Word string
	Tone Tone
}

// Tone is how a state is shown: by its colour, and by a sign beside its word.
type Tone string

// The tones.
const (
	Good  Tone = "good"
	Plain Tone = "plain"
	Stop  Tone = "stop"
)

// Sign is what says the tone without colour.
func (m Mark) Sign() string {
	switch m.Tone {
	case Good:
		return "✓"
	case Stop:
		return "✕"
	}
	return "•"
}

// Fact is one thing that is known.
type Fact struct {
	Word  string
	Value string
	// Spoken says that the value is a word of the page.
	Spoken bool
}

// Hold is a hold that lies on the thing.
type Hold struct{ ID, Reason, Since string }

// Name is an identifier of the thing.
type Name struct {
	Scheme, Issuer, Value string
	Former                bool
}

// Element is a value of the code.
type Element struct{ ID, Name, Value string }

// Candidate is one of several things that a code can mean.
type Candidate struct{ Label, Href string }

var (
	//go:embed page.html
	pageHTML string
	//go:embed colours.css
	colours string
	//go:embed page.css
	pageCSS string
)

// Style is the style of a page that is shown without the app: the colours that all
// of them have, light and dark, and its own rules.
func Style(rules string) string { return colours + rules }

// Pages writes pages. It is made once and is safe for concurrent use.
type Pages struct {
	template *template.Template
	policy   string
}

// MustPages reads the page that is part of the program.
func MustPages() *Pages {
	style := Style(pageCSS)
	t := template.Must(template.New("page").Funcs(template.FuncMap{
		"say":   say,
		"style": func() template.CSS { return template.CSS(style) },
	}).Parse(pageHTML))
	sum := sha256.Sum256([]byte(style))
	return &Pages{t, "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) +
		"'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"}
}

// Policy is the Content-Security-Policy under which a page is shown: its own
// style, and nothing else.
func (p *Pages) Policy() string { return p.policy }

// HTML writes a page.
func (p *Pages) HTML(page *Page) ([]byte, error) {
	var out bytes.Buffer
	if err := p.template.Execute(&out, page); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

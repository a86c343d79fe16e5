package httpapi

import (
	"context"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/tracewright/tracewright/internal/auth"
	"github.com/tracewright/tracewright/internal/dossier"
	"github.com/tracewright/tracewright/internal/locale"
	"github.com/tracewright/tracewright/internal/track"
	"github.com/tracewright/tracewright/internal/view"
)

// PaperLanguage names the language of a document.
type PaperLanguage struct {
	Lang string `query:"lang" enum:"en,de,es" doc:"Language of a pdf; left out: that of Accept-Language, else English"`
}

// paper is a document that is set for somebody: in their language, by the clock of
// the plant, with the names of people where they may see them.
type paper struct {
	*dossier.Document
	language *locale.Language
	zone     *time.Location
	names    map[string]string // of people, by their ids
}

// paperFor begins what a document is set with.
func (s *server) paperFor(ctx context.Context, q *view.Query, in PaperLanguage) (*paper, error) {
	index, err := s.plant(q)
	if err != nil {
		return nil, err
	}
	p := &paper{language: languageOf(ctx), zone: index.Zone()}
	if in.Lang != "" {
		p.language = locale.In(in.Lang)
	}
	return p, nil
}

// person finds the ids of people, as the journal has them, in texts.
var person = regexp.MustCompile(`\bp-[\w-]+`)

// know looks up who is spoken of, for whoever may see who is signed in.
func (s *server) know(ctx context.Context, p *paper, texts []string) error {
	if by := principalOf(ctx); !by.Can(auth.Operate) && !by.Can(auth.Audit) {
		return nil
	}
	var ids []string
	for _, text := range texts {
		ids = append(ids, person.FindAllString(text, -1)...)
	}
	slices.Sort(ids)
	var err error
	p.names, err = s.People.Names(ctx, slices.Compact(ids))
	return err
}

// announce says in the head of an answer what it is.
func (p *paper) announce(c huma.Context) {
	c.SetHeader("Content-Type", "application/pdf")
	c.SetHeader("Content-Language", p.language.Tag())
	c.SetHeader("Vary", "Accept, Accept-Language")
}

// begin begins the pages. What they say of their times stands on each.
func (p *paper) begin(h dossier.Head) {
	h.Subtitle += " · " + p.say("Times by the clock of the plant, {zone}.", "zone", p.zone.String())
	h.Page, h.Language = p.say("page %d of %s"), p.language.Tag()
	p.Document = dossier.New(h)
}

// say says a text of the table of package locale; gaps are names and values of
// what stands in braces.
func (p *paper) say(english string, gaps ...string) string {
	return p.language.Paper(english, gaps...)
}

// word says one of the values that the API names, as a state.
func (p *paper) word(value string) string {
	return strings.NewReplacer("_", " ", "-", " ").Replace(p.say(value))
}

// stamp is a time by the clock of the plant, with the name of its zone then.
func (p *paper) stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(p.zone).Format(p.language.Clock())
}

// utc is a time as the journal has it; empty where the clock of the plant says the
// same.
func (p *paper) utc(t time.Time) string {
	if t.IsZero() || p.zone == time.UTC {
		return ""
	}
	return t.UTC().Format("2006-01-02 15:04:05Z")
}

// who is a person by name, with the id for the small print; others, such as
// devices, are their ids.
func (p *paper) who(id string) (name, note string) {
	if found := p.names[id]; found != "" {
		return found, id
	}
	return id, ""
}

// instant is a time as sentences have it, of RFC 3339 or with a space in it.
var instant = regexp.MustCompile(`\b(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)Z`)

// told is a sentence of the journal, in the language and by the clock of whoever
// reads it.
func (p *paper) told(code track.Code, english string, evidence map[string]string) string {
	text := p.language.Text(code, english, evidence)
	text = instant.ReplaceAllStringFunc(text, func(found string) string {
		for _, layout := range []string{time.RFC3339Nano, "2006-01-02T15:04Z07:00"} {
			if t, err := time.Parse(layout, strings.Replace(found, " ", "T", 1)); err == nil {
				return p.stamp(t)
			}
		}
		return found
	})
	return person.ReplaceAllStringFunc(text, func(id string) string {
		name, _ := p.who(id)
		return name
	})
}

// amount is a decimal with its unit.
func (p *paper) amount(decimal, unit string) string {
	return strings.TrimSpace(p.language.Decimal(decimal) + " " + p.say(unit))
}

// columns are columns of a table: their names, and their shares of its width. One
// with a negative share has numbers.
func (p *paper) columns(names []string, shares ...float64) *dossier.Table {
	all := make([]dossier.Column, len(names))
	for i, name := range names {
		all[i] = dossier.Column{Name: p.say(name), Share: max(shares[i], -shares[i]), Right: shares[i] < 0}
	}
	return p.Table(all...)
}

// facts sets names with their values.
func (p *paper) facts(pairs ...string) {
	for i := 0; i+1 < len(pairs); i += 2 {
		p.Facts(dossier.Fact{Name: p.say(pairs[i]), Value: pairs[i+1]})
	}
}

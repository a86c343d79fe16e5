package locale

import (
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/tracewright/tracewright/internal/track"
)

// sentences are what a code says in a language: what is, and what to do next.
type sentences struct{ text, next string }

// Language says verdicts in one language. It is safe for concurrent use.
type Language struct {
	codes    map[track.Code]sentences
	problems map[string]sentences
	phrases  []pattern
	words    map[string]string
	of       func(*phrase) string // what the language says of a phrase
	tag, clock,
	at, or, and,
	piece, pieces string
}

// pattern is an English sentence with gaps, and how it is said here.
type pattern struct {
	english *regexp.Regexp
	gaps    []string
	said    string
}

// In is the language with a tag such as "de"; nil for English and for those that
// nobody has written: a nil Language leaves everything as it is.
func In(tag string) *Language {
	switch tag {
	case "de":
		return germanOnce()
	case "es":
		return spanishOnce()
	}
	return nil
}

var (
	germanOnce = sync.OnceValue(func() *Language {
		return read(german, func(p *phrase) string { return p.de }, &Language{problems: germanProblems, tag: "de", clock: "02.01.2006 15:04:05 MST", at: " bei ", or: " oder ", and: " und ", piece: "1 Stück", pieces: " Stück"})
	})
	spanishOnce = sync.OnceValue(func() *Language {
		return read(spanish, func(p *phrase) string { return p.es }, &Language{problems: spanishProblems, tag: "es", clock: "02/01/2006 15:04:05 MST", at: " en ", or: " o ", and: " y ", piece: "1 pieza", pieces: " piezas"})
	})
)

func read(codes map[track.Code]sentences, said func(*phrase) string, l *Language) *Language {
	l.codes, l.words, l.of = codes, map[string]string{}, said
	all := slices.Concat(phrases, machine)
	for i := range all {
		p := &all[i]
		if strings.Contains(p.en, "{") {
			l.phrases = append(l.phrases, compile(p.en, said(p)))
		} else {
			l.words[p.en] = said(p)
		}
	}
	return l
}

var gap = regexp.MustCompile(`\{(\w+)\}`)

// compile makes a pattern of a sentence. A gap takes as little as it can.
func compile(english, said string) pattern {
	p := pattern{said: said}
	for _, m := range gap.FindAllStringSubmatch(english, -1) {
		p.gaps = append(p.gaps, m[1])
	}
	var b strings.Builder
	b.WriteString(`(?s)^`)
	for i, part := range gap.Split(english, -1) {
		if i > 0 {
			b.WriteString(`(.*?)`)
		}
		b.WriteString(regexp.QuoteMeta(part))
	}
	p.english = regexp.MustCompile(b.String() + `$`)
	return p
}

// match finds what stands in the gaps of a text; false where the text is not the
// sentence.
func (p *pattern) match(text string) (map[string]string, bool) {
	m := p.english.FindStringSubmatch(text)
	if m == nil {
		return nil, false
	}
	found := make(map[string]string, len(p.gaps))
	for i, g := range p.gaps {
		found[g] = m[i+1]
	}
	return found, true
}

// Text says what is, or what is wrong: the text of a code, as English has it,
// with the evidence that it was filled from, if it is known.
func (l *Language) Text(code track.Code, english string, evidence map[string]string) string {
	return l.say(code, english, evidence, func(i *track.CodeInfo) string { return i.Text }, func(s sentences) string { return s.text })
}

// Next says what to do next.
func (l *Language) Next(code track.Code, english string, evidence map[string]string) string {
	return l.say(code, english, evidence, func(i *track.CodeInfo) string { return i.Next }, func(s sentences) string { return s.next })
}

func (l *Language) say(code track.Code, english string, evidence map[string]string, table func(*track.CodeInfo) string, ours func(sentences) string) string {
	if l == nil || english == "" {
		return english
	}
	info, known := code.Info()
	said, translated := l.codes[code]
	if !known || !translated {
		return l.Phrase(english)
	}
	if len(evidence) == 0 || track.Fill(table(&info), evidence) != english {
		p := compile(table(&info), "")
		var ok bool
		if evidence, ok = p.match(english); !ok {
			return l.Phrase(english)
		}
	}
	filled := make(track.Evidence, len(evidence))
	for name, value := range evidence {
		filled[name] = l.Phrase(value)
	}
	return track.Fill(ours(said), filled)
}

// maxPhrase is how much text is looked through for phrases: more are a list or
// what somebody has written.
const maxPhrase = 600

// Phrase says a phrase or some sentences; what is not known stays as it is.
func (l *Language) Phrase(english string) string {
	if l == nil || english == "" || len(english) > maxPhrase {
		return english
	}
	if said, ok := l.phrase(english); ok {
		return said
	}
	parts := strings.SplitAfter(english, ". ")
	for i, part := range parts {
		trimmed := strings.TrimSuffix(part, " ")
		if said, ok := l.phrase(trimmed); ok {
			parts[i] = said + part[len(trimmed):]
		}
	}
	return strings.Join(parts, "")
}

func (l *Language) phrase(english string) (string, bool) {
	if said, ok := l.words[english]; ok {
		return said, true
	}
	for i := range l.phrases {
		p := &l.phrases[i]
		found, ok := p.match(english)
		if !ok {
			continue
		}
		for name, value := range found {
			found[name] = l.fragment(value)
		}
		return track.Fill(p.said, found), true
	}
	return l.fragmentOf(english)
}

var (
	amount = regexp.MustCompile(`^(\S+) pieces$`)
	place  = regexp.MustCompile(`^(.*) at ([\w./-]+(?:(?:,| or) [\w./-]+)*)(\.?)$`)
)

// fragment says a piece of a sentence.
func (l *Language) fragment(english string) string {
	if said, ok := l.words[english]; ok {
		return said
	}
	if said, ok := l.fragmentOf(english); ok {
		return said
	}
	return english
}

// fragmentOf says amounts, places and lists.
func (l *Language) fragmentOf(english string) (string, bool) {
	if english == "1 piece" {
		return l.piece, true
	}
	if m := amount.FindStringSubmatch(english); m != nil {
		return m[1] + l.pieces, true
	}
	if m := place.FindStringSubmatch(english); m != nil {
		return m[1] + l.at + strings.ReplaceAll(m[2], " or ", l.or) + m[3], true
	}
	for _, last := range []struct{ en, said string }{{" or ", l.or}, {" and ", l.and}} {
		parts := strings.Split(english, last.en)
		if len(parts) != 2 || strings.ContainsAny(english, ".:") {
			continue
		}
		items := append(strings.Split(parts[0], ", "), parts[1])
		for i, item := range items {
			if said, ok := l.words[item]; ok {
				items[i] = said
			}
		}
		return strings.Join(items[:len(items)-1], ", ") + last.said + items[len(items)-1], true
	}
	return english, false
}

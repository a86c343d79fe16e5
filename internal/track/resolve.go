package track

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/tracewright/tracewright/internal/ident"
)

// Ref names an object in a command: a code as it was scanned or typed, an
// identifier, the object's key or its URI.
type Ref string

// clean is the reference as it is looked up: without surrounding white space.
func (r Ref) clean() string { return strings.TrimFunc(string(r), unicode.IsSpace) }

// usable says what is wrong with a text as an identifier; empty when nothing is.
func usable(text string) string {
	switch {
	case text == "":
		return "it is empty"
	case len(text) > ident.MaxValue:
		return "it is longer than " + strconv.Itoa(ident.MaxValue) + " bytes"
	case !utf8.ValidString(text):
		return "it is not valid UTF-8"
	case strings.ContainsFunc(text, func(r rune) bool { return r == 0 || unicode.IsControl(r) }):
		return "it holds control characters"
	}
	return ""
}

// Find lists the objects that a reference can mean at a time (0: without regard to
// it): those that have it as their identifier, else those that it names as a code
// of some standard.
func (s *State) Find(ref Ref, at Micros) []Object { return s.find(ref, at, "") }

// find is Find at a station, whose readers may send something of their own for
// GS.
func (s *State) find(ref Ref, at Micros, station string) []Object {
	text := ref.clean()
	if found := s.called(text, at); len(found) > 0 || text == "" {
		return found
	}
	u := understand(text, s.separators(station))
	found, _ := s.read(&u, at)
	return found
}

// find lists the objects that a reference can mean when the command happened.
func (d *decider) find(ref Ref) []Object { return d.s.find(ref, d.now, d.c.Station) }

// called lists the objects that have a text as their identifier, the oldest
// first. Void objects are never meant, and an unusable text means nothing: it
// must not reach the database either.
func (s *State) called(text string, at Micros) []Object {
	if usable(text) != "" {
		return nil
	}
	key, isURI := ident.ObjectKey(text)
	if isURI || ident.IsObjectKey(text) {
		if !isURI {
			key = text
		}
		if o, ok := s.Objects.Get(ObjectID(key)); ok {
			return []Object{o}
		}
		if isURI {
			return nil
		}
	}
	var found []Object
	for _, id := range s.named(text, at) {
		same := func(o Object) bool { return o.ID == id.Object }
		if o, ok := s.Objects.Get(id.Object); ok && o.Life != LifeVoid && !slices.ContainsFunc(found, same) {
			found = append(found, o)
		}
	}
	return found
}

// object resolves a reference to one object of the wanted kinds (any, if none
// is named). Otherwise it stops the command, with choices where there are
// several; for a report it makes a stub, since what has happened is recorded
// even when nobody knows yet what it happened to.
func (d *decider) object(ref Ref, wanted ...Kind) (Object, bool) {
	text := ref.clean()
	found := d.means(text)
	if len(found) == 0 {
		u := d.understand(text)
		if u.fault != nil && !d.report() {
			d.refuse(CodeMisread, misread(text, u.fault))
			return Object{}, false
		}
		if usable(text) != "" {
			text = u.called(text)
		}
	}
	if problem := usable(text); problem != "" && len(found) == 0 {
		d.refuse(CodeBadValue, Evidence{"field": "the code", "value": strconv.QuoteToASCII(clip(text)), "problem": problem})
		return Object{}, false
	}
	fit := slices.DeleteFunc(slices.Clone(found), func(o Object) bool { return len(wanted) > 0 && !slices.Contains(wanted, o.Kind) })
	switch {
	case len(fit) == 1:
		d.existed(fit[0])
		return fit[0], true
	case len(fit) == 0 && len(found) == 1:
		d.mistake(CodeWrongKind, found[0].ID, Evidence{"code": text, "kind": string(found[0].Kind), "wanted": join(wanted)})
		return found[0], d.report()
	case d.report():
		return d.stub(text, len(found), wanted), true
	case len(found) == 0:
		d.refuse(CodeUnknownCode, Evidence{"code": text})
	case len(fit) == 0:
		d.refuse(CodeWrongKind, Evidence{"code": text, "kind": string(found[0].Kind), "wanted": join(wanted)})
	default:
		d.choose(text, fit)
	}
	return Object{}, false
}

// existed notes that a report speaks of an object before anything tells of it.
func (d *decider) existed(o Object) {
	if !d.report() || d.now >= o.SeenAt {
		return
	}
	since := o.SeenAt
	for _, w := range d.s.SightingsOf.Rows(o.ID) {
		if w.VoidSeq == 0 {
			since = w.OccurredAt // they are in the order of time
			break
		}
	}
	if d.now < since {
		d.mistake(CodeBeforeItWas, o.ID, Evidence{"object": o.name(), "since": when(since), "time": span(since - d.now)})
	}
}

// choose asks which of several objects a code means.
func (d *decider) choose(text string, among []Object) {
	d.refuse(CodeAmbiguous, Evidence{"code": text, "count": strconv.Itoa(len(among))})
	for _, o := range among {
		d.choices = append(d.choices, Choice{Label: label(o), Ref: o.ID})
	}
}

// clip shortens a hostile text for an answer.
func clip(text string) string {
	if len(text) <= 64 {
		return text
	}
	return strings.ToValidUTF8(text[:64], "") + "…"
}

// stub makes an object that a report speaks of and nobody has described.
func (d *decider) stub(text string, candidates int, wanted []Kind) Object {
	for _, known := range d.stubs {
		if known.Identifiers[0].Value == text {
			return Object{ID: known.Object, Kind: known.Kind, Name: text, Life: LifeOpen}
		}
	}
	kind := KindUnit
	if len(wanted) > 0 {
		kind = wanted[0]
	}
	o := Object{ID: d.mint(), Kind: kind, Name: text, Life: LifeOpen}
	d.stubs = append(d.stubs, Declared{
		Object: o.ID, Kind: kind, Stub: true, Identifiers: []NewIdent{{Scheme: SchemeAlias, Value: text}},
	})
	code, evidence := CodeUnknownCode, Evidence{"code": text}
	if candidates > 1 {
		code, evidence = CodeAmbiguous, Evidence{"code": text, "count": strconv.Itoa(candidates)}
	}
	f := newFinding(code, evidence)
	f.Object = o.ID
	d.also = append(d.also, f)
	return o
}

// label is how an object is offered among choices.
func label(o Object) string {
	text := string(o.Kind) + " " + first(o.Name, string(o.ID))
	if o.Part != "" {
		text += ", part " + o.Part
	}
	if o.Maker != "" {
		text += ", made by " + o.Maker
	}
	return text
}

// name is how an object is called in sentences.
func (o *Object) name() string { return first(o.Name, string(o.ID)) }

// join words a choice: "a, b or c".
func join[T ~string](words []T) string { return list(words, " or ") }

// all words things that go together: "a, b and c".
func all[T ~string](words []T) string { return list(words, " and ") }

func list[T ~string](words []T, last string) string {
	var b strings.Builder
	for i, w := range words {
		switch {
		case i > 0 && i == len(words)-1:
			b.WriteString(last)
		case i > 0:
			b.WriteString(", ")
		}
		b.WriteString(string(w))
	}
	return b.String()
}

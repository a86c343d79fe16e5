package label

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/tracewright/tracewright/internal/plant"
)

// Fields are what the braces of a template stand for: {serial} is Fields["serial"].
type Fields map[string]string

// maxField bounds one value, in bytes.
const maxField = 2000

// placeholder is a field in braces, or a brace written twice.
var placeholder = regexp.MustCompile(`\{\{|\}\}|\{[A-Za-z][A-Za-z0-9_.-]*\}|[{}]`)

// separators are the control characters that templates name, for messages of
// ISO/IEC 15434. No field has these names.
var separators = map[string]string{"GS": "\x1d", "RS": "\x1e", "EOT": "\x04"}

// Names lists the fields that a label asks for, in the order of their use.
func Names(l *plant.Label) []string {
	var names []string
	for _, e := range l.Elements {
		for _, m := range placeholder.FindAllString(e.Text, -1) {
			name := strings.Trim(m, "{}")
			if _, is := separators[name]; name != "" && !is && !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	return names
}

// fill puts the values of fields into a text, each as escape writes it. Given
// is false where a field has no value.
func (f Fields) fill(text string, escape func(string) string) (filled string, given bool, err error) {
	given = true
	filled = placeholder.ReplaceAllStringFunc(text, func(m string) string {
		switch {
		case m == "{{" || m == "}}":
			return m[:1]
		case len(m) == 1:
			err = wrong(CodeField, "write fields as {name}, and a brace twice", "%q has a brace without its other", text)
			return m
		}
		name := m[1 : len(m)-1]
		if s, is := separators[name]; is {
			return s
		}
		value := f[name]
		if value == "" {
			if err == nil && given {
				err = wrong(CodeField, "give "+name+"=…, or make the element optional", "field %s has no value", name)
			}
			given = false
		}
		return escape(value)
	})
	return filled, given, err
}

// check wants values that can be printed; what was scanned may hold anything.
func (f Fields) check() error {
	for name, value := range f {
		switch {
		case len(value) > maxField:
			return wrong(CodeField, "shorten it", "field %s has %d bytes; at most %d are printed", name, len(value), maxField)
		case !utf8.ValidString(value):
			return wrong(CodeField, "give text in UTF-8", "field %s is not text", name)
		case strings.ContainsFunc(value, func(r rune) bool { return r != '\n' && !unicode.IsPrint(r) }):
			return wrong(CodeField, "remove it", "field %s holds a character that cannot be printed", name)
		}
	}
	return nil
}

package plant

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode"
)

// maxFlow is the length up to which a list of texts is written on one line.
const maxFlow = 80

// YAML writes the definition in its canonical form: keys in the order of the
// documentation, what is empty left out, texts in quotes only where they need
// them. Equal definitions have the same bytes, and Parse gives back an equal
// definition for any whose texts are UTF-8. Comments are not kept.
func (d *Definition) YAML() []byte {
	w := &writer{}
	w.object(d.tree(), documentShape, "")
	return w.buf.Bytes()
}

// Equal tells whether two definitions say the same; a list without items is
// the same as none.
func (d *Definition) Equal(e *Definition) bool {
	if d == nil || e == nil {
		return d == e
	}
	return bytes.Equal(d.YAML(), e.YAML())
}

// tree gives the definition as maps, lists, texts and booleans.
func (d *Definition) tree() map[string]any {
	text, err := json.Marshal(d)
	if err != nil {
		panic(fmt.Sprintf("plant: a definition is not JSON: %v", err)) // its types cannot fail
	}
	tree := map[string]any{}
	if err := json.Unmarshal(text, &tree); err != nil {
		panic(fmt.Sprintf("plant: a definition is not read back: %v", err))
	}
	return tree
}

// writer writes a tree as block YAML.
type writer struct {
	buf bytes.Buffer
}

// object writes the keys of an object; the first goes on the current line, the
// others begin with the indent.
func (w *writer) object(object map[string]any, s *shape, indent string) {
	first := true
	for _, f := range s.fields {
		v := object[f.name]
		if blank(v) && (!f.required || f.shape.kind == kindList) {
			continue
		}
		if !first {
			w.buf.WriteString(indent)
		}
		first = false
		w.buf.WriteString(f.name + ":")
		w.value(v, f.shape, indent)
	}
}

// value writes what follows a key, up to the end of its last line.
func (w *writer) value(v any, s *shape, indent string) {
	deeper := indent + "  "
	switch s.kind {
	case kindObject:
		w.buf.WriteString("\n" + deeper)
		w.object(object(v), s, deeper)
	case kindMap:
		w.table(object(v), s, deeper)
	case kindList:
		w.list(items(v), s, deeper)
	default:
		w.buf.WriteString(" " + inline(v, s) + "\n")
	}
}

// table writes each key of a map on a line, and objects below their keys.
func (w *writer) table(table map[string]any, s *shape, indent string) {
	w.buf.WriteString("\n")
	for _, key := range sortedKeys(table) {
		w.buf.WriteString(indent + plain(key) + ":")
		below := &writer{}
		if s.item.kind == kindObject {
			below.object(object(table[key]), s.item, indent+"  ")
		}
		if below.buf.Len() > 0 {
			w.buf.WriteString("\n" + indent + "  " + below.buf.String())
		} else {
			w.buf.WriteString(" " + inline(table[key], s.item) + "\n")
		}
	}
}

// list writes objects below each other, and texts on one line if they fit.
func (w *writer) list(list []any, s *shape, indent string) {
	if s.item.kind != kindObject {
		if line := inline(list, s); len(line) <= maxFlow {
			w.buf.WriteString(" " + line + "\n")
			return
		}
	}
	w.buf.WriteString("\n")
	for _, item := range list {
		w.buf.WriteString(indent + "- ")
		if s.item.kind == kindObject {
			w.object(object(item), s.item, indent+"  ")
		} else {
			w.buf.WriteString(inline(item, s.item) + "\n")
		}
	}
}

// object gives a value as an object, and items as a list; nil where it is not.
func object(v any) map[string]any {
	m, _ := v.(map[string]any)
	return m
}

func items(v any) []any {
	list, _ := v.([]any)
	return list
}

// blank tells whether a value is left out.
func blank(v any) bool {
	switch v := v.(type) {
	case nil:
		return true
	case string:
		return v == ""
	case bool:
		return !v
	case float64:
		return v == 0
	case []any:
		return len(v) == 0
	case map[string]any:
		return len(v) == 0
	}
	return false
}

// inline writes a value on one line.
func inline(v any, s *shape) string {
	switch v := v.(type) {
	case bool:
		return strconv.FormatBool(v)
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case string:
		if s.kind == kindDecimal && Decimal(v).Valid() {
			return v
		}
		return plain(v)
	case []any:
		items := make([]string, len(v))
		for i, item := range v {
			items[i] = inline(item, s.item)
		}
		return "[" + strings.Join(items, ", ") + "]"
	case map[string]any:
		var pairs []string
		if s.kind == kindMap {
			for _, key := range sortedKeys(v) {
				pairs = append(pairs, plain(key)+": "+inline(v[key], s.item))
			}
		}
		for _, f := range s.fields {
			if value := v[f.name]; s.kind == kindObject && !blank(value) {
				pairs = append(pairs, f.name+": "+inline(value, f.shape))
			}
		}
		return "{" + strings.Join(pairs, ", ") + "}"
	}
	return `""`
}

var (
	plainPattern = regexp.MustCompile(`^[\p{L}][\p{L}\p{N}_./-]*( [\p{L}\p{N}_./()+-]+)*$`)
	wordPattern  = regexp.MustCompile(`(?i)^(true|false|null|yes|no|on|off|y|n)$`)
)

// plain writes a text as it is, or in quotes where YAML, of any version, would
// read it as something else.
func plain(s string) string {
	if plainPattern.MatchString(s) && !wordPattern.MatchString(s) {
		return s
	}
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\t':
			b.WriteString(`\t`)
		case unicode.IsPrint(r):
			b.WriteRune(r)
		case r > 0xffff:
			fmt.Fprintf(&b, `\U%08X`, r)
		default:
			fmt.Fprintf(&b, `\u%04X`, r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

package plant

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/parser"
)

// MaxSource is the largest source that Parse accepts, in bytes.
const MaxSource = 16 << 20

// maxMarks bounds the characters that may begin a token, and so the memory.
const maxMarks = 4 << 20

// Parse reads a definition from YAML, or from JSON, which is a subset of it.
// It is strict: a key that is not known, a key given twice and a value of the
// wrong type are errors. A number written bare keeps its text (4.80 stays
// "4.80", revision 01 stays "01"), and an empty value means that none is
// given. Anchors, aliases, tags and further documents are refused, so that
// what is written is what is meant. The error is an Errors with every problem
// found. Parse does not check what the values mean; see Check.
func Parse(src []byte) (*Definition, error) {
	d, errs := parse(src)
	if err := errs.Err(); err != nil {
		return nil, err
	}
	return d, nil
}

// parse reads a definition as far as it can be read: it is nil where there is
// nothing to go on with.
func parse(src []byte) (*Definition, Errors) {
	root, errs := parseDocument(src)
	if len(errs) > 0 {
		return nil, errs
	}
	r := &reader{}
	tree := r.read(root, documentShape, nil)
	d, err := fromTree[Definition](tree)
	if err != nil { // what is read has its shape
		return nil, append(r.errs, Error{Problem: "it cannot be read: " + err.Error()}).sorted()
	}
	d.source = src
	return d, r.errs.sorted()
}

// Examine parses a definition and checks what it means, so that all that is
// wrong is found in one go. What follows from a mistake in the form of an object,
// such as that a misspelt key is missing, is left out. The definition is nil
// where the source cannot be parsed at all.
func Examine(src []byte) (*Definition, Errors) {
	d, form := parse(src)
	if d == nil {
		return nil, form
	}
	errs := form
	for _, e := range d.Check() {
		if !slices.ContainsFunc(form, func(f Error) bool { return beside(f.Path, e.Path) }) {
			errs = append(errs, e)
		}
	}
	return d, errs[:min(len(errs), maxErrors)].sorted()
}

// beside reports whether a path lies below the object that holds another one, or
// is it: "parts[2].bom" beside "parts[2].numbre".
func beside(mistake, path string) bool {
	object := ""
	if at := strings.LastIndexAny(mistake, ".["); at >= 0 {
		object = mistake[:at]
	}
	if object == "" { // of the document itself: it is the key alone
		object = mistake
	}
	rest, below := strings.CutPrefix(path, object)
	return below && (rest == "" || rest[0] == '.' || rest[0] == '[')
}

// At gives the line and column of a value, by the keys that lead to it; both are
// 0 for a definition that was not parsed.
func (d *Definition) At(keys ...string) (line, column int) {
	var at *path
	for _, key := range keys {
		at = at.at(key)
	}
	root, errs := parseDocument(d.source)
	if d.source == nil || len(errs) > 0 {
		return 0, 0
	}
	return position(locate(root, at))
}

// fromTree makes a value of a tree that has its shape.
func fromTree[T any](tree any) (*T, error) {
	text, err := json.Marshal(tree)
	if err != nil {
		return nil, err
	}
	v := new(T)
	if err := json.Unmarshal(text, v); err != nil {
		return nil, err
	}
	return v, nil
}

// parseDocument parses the one document of a source into its syntax tree.
func parseDocument(src []byte) (root ast.Node, errs Errors) {
	src = bytes.TrimPrefix(src, []byte("\ufeff"))
	if e, ok := checkSource(src); !ok {
		return nil, Errors{e}
	}
	tokens := lexer.Tokenize(string(src))
	if e, ok := checkTokens(tokens); !ok {
		return nil, Errors{e}
	}
	file, err := parser.Parse(tokens, 0, parser.AllowDuplicateMapKey())
	if err != nil {
		return nil, Errors{syntaxError(err)}
	}
	for _, doc := range file.Docs {
		_, directive := doc.Body.(*ast.DirectiveNode)
		switch {
		case doc.Body == nil || directive:
		case root != nil:
			e := Error{Problem: "a second document begins", Fix: "write one document: remove the --- before it"}
			e.Line, e.Column = position(doc.Body)
			return nil, Errors{e}
		default:
			root = doc.Body
		}
	}
	if root == nil {
		return nil, Errors{{Line: 1, Column: 1, Problem: "the document is empty", Fix: "begin with site: and its code:"}}
	}
	return root, nil
}

// checkSource refuses sources that are too large or not text.
func checkSource(src []byte) (Error, bool) {
	if len(src) > MaxSource {
		return Error{
			Problem: fmt.Sprintf("the source has %d bytes; at most %d are read", len(src), MaxSource),
			Fix:     "split the plant into sites",
		}, false
	}
	line, start, marks := 1, 0, 0
	for i := 0; i < len(src); {
		r, size := utf8.DecodeRune(src[i:])
		problem, fix := "", ""
		switch {
		case r == '\n':
			line, start = line+1, i+1
			marks++
		case bytes.IndexByte([]byte("[]{},:?&*!|>%'\""), src[i]) >= 0:
			if marks++; marks > maxMarks {
				problem, fix = "too many values", "split the plant into sites"
			}
		case r == utf8.RuneError && size == 1:
			problem, fix = fmt.Sprintf("byte 0x%02x is not UTF-8", src[i]), "save the file in UTF-8"
		case r < ' ' && r != '\t' && r != '\r', r == 0x7f:
			problem, fix = fmt.Sprintf("control character U+%04X", r), "remove it"
		}
		if problem != "" {
			column := 1 + utf8.RuneCount(src[start:i])
			return Error{Line: line, Column: column, Problem: problem, Fix: fix}, false
		}
		i += size
	}
	return Error{}, true
}

// syntaxError turns an error of the YAML parser into ours. The parser's own
// text is not asked for where it can be avoided: it prints the source, in time
// that grows with the square of its length.
func syntaxError(err error) Error {
	var syntax *yaml.SyntaxError
	if !errors.As(err, &syntax) {
		return Error{Line: 1, Column: 1, Problem: "not YAML: " + err.Error()}
	}
	e := Error{
		Line: 1, Column: 1, Problem: "not YAML: " + syntax.Message,
		Fix: "see the indentation, the quotes and the brackets here and on the line before",
	}
	if syntax.Token != nil && syntax.Token.Position != nil {
		e.Line, e.Column = syntax.Token.Position.Line, syntax.Token.Position.Column
	}
	return e
}

// reader turns the syntax tree into a tree of maps, lists, strings and
// booleans of the shape that is expected, and collects what does not fit.
type reader struct {
	errs Errors
}

func (r *reader) fault(n ast.Node, at *path, problem, fix string) {
	if len(r.errs) >= maxErrors {
		return
	}
	e := Error{Path: at.String(), Problem: problem, Fix: fix}
	e.Line, e.Column = position(n)
	r.errs = append(r.errs, e)
}

// read gives the value of a node, or nil where none is given or it is wrong.
func (r *reader) read(n ast.Node, s *shape, at *path) any {
	if len(r.errs) >= maxErrors {
		return nil
	}
	switch n.(type) {
	case nil, *ast.NullNode:
		return nil
	}
	switch s.kind {
	case kindObject:
		return r.object(n, s, at)
	case kindMap:
		return r.table(n, s, at)
	case kindList:
		return r.list(n, s, at)
	case kindFlag:
		if b, ok := n.(*ast.BoolNode); ok {
			return b.Value
		}
		r.fault(n, at, "expected true or false, found "+describe(n), "write true or false")
		return nil
	case kindCount:
		return r.count(n, at)
	default:
		text, ok := scalar(n)
		if !ok {
			r.fault(n, at, "expected "+s.expects()+", found "+describe(n), "write one value")
			return nil
		}
		return text
	}
}

// countPattern is what a whole number may look like. Its nine digits fit every
// int; Check tells which numbers make sense.
var countPattern = regexp.MustCompile(`^(0|-?[1-9][0-9]{0,8})$`)

func (r *reader) count(n ast.Node, at *path) any {
	text, ok := scalar(n)
	if !ok || !countPattern.MatchString(text) {
		r.fault(n, at, "expected a whole number, found "+describe(n), "write digits only, such as 3")
		return nil
	}
	count, err := strconv.Atoi(text)
	if err != nil {
		r.fault(n, at, err.Error(), "write digits only, such as 3")
		return nil
	}
	return count
}

func (r *reader) object(n ast.Node, s *shape, at *path) any {
	object := map[string]any{}
	r.entries(n, s.title, at, func(key string, keyNode, value ast.Node) {
		f, ok := s.field(key)
		if !ok {
			r.fault(keyNode, at.at(key), "a "+s.title+" has no "+quoted(key), suggest(key, s.names()))
			return
		}
		if v := r.read(value, f.shape, at.at(key)); v != nil {
			object[key] = v
		}
	})
	return object
}

func (r *reader) table(n ast.Node, s *shape, at *path) any {
	table := map[string]any{}
	r.entries(n, s.title, at, func(key string, _, value ast.Node) {
		table[key] = r.orEmpty(value, s.item, at.at(key))
	})
	if len(table) == 0 {
		return nil
	}
	return table
}

// orEmpty reads a value that is there even where it is written empty.
func (r *reader) orEmpty(n ast.Node, s *shape, at *path) any {
	if v := r.read(n, s, at); v != nil {
		return v
	}
	if s.kind == kindObject {
		return map[string]any{}
	}
	return ""
}

// entries calls found for each key of an object and its value.
func (r *reader) entries(n ast.Node, title string, at *path, found func(key string, keyNode, value ast.Node)) {
	var values []*ast.MappingValueNode
	switch n := n.(type) {
	case *ast.MappingNode:
		values = n.Values
	case *ast.MappingValueNode:
		values = []*ast.MappingValueNode{n}
	default:
		r.fault(n, at, "expected a "+title+", found "+describe(n), "write its keys below, each as key: value")
		return
	}
	lines := make(map[string]int, len(values))
	for _, v := range values {
		key, ok := scalar(v.Key)
		if !ok {
			r.fault(v.Key, at, "a key must be a word, found "+describe(v.Key), "write key: value")
			continue
		}
		line, _ := position(v.Key)
		if before, twice := lines[key]; twice {
			r.fault(v.Key, at.at(key), fmt.Sprintf("%s is given twice, first on line %d", quoted(key), before), "keep one of them")
			continue
		}
		lines[key] = line
		found(key, v.Key, v.Value)
	}
}

func (r *reader) list(n ast.Node, s *shape, at *path) any {
	sequence, ok := n.(*ast.SequenceNode)
	if !ok {
		r.fault(n, at, "expected a list, found "+describe(n), "write each item on its own line, after a dash: - …")
		return nil
	}
	if len(sequence.Values) == 0 {
		return nil
	}
	items := make([]any, len(sequence.Values))
	for i, value := range sequence.Values {
		items[i] = r.orEmpty(value, s.item, at.item(i))
	}
	return items
}

// expects names what a scalar shape takes.
func (s *shape) expects() string {
	if s.kind == kindDecimal {
		return "a number"
	}
	return "a text"
}

// scalar gives the text of a node that is one value, as it was written.
func scalar(n ast.Node) (string, bool) {
	switch n := n.(type) {
	case *ast.StringNode:
		return n.Value, true
	case *ast.LiteralNode:
		return n.Value.Value, true
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode, *ast.InfinityNode, *ast.NanNode, *ast.NullNode:
		return n.GetToken().Value, true
	}
	return "", false
}

// describe names what a node is, for messages.
func describe(n ast.Node) string {
	switch n.(type) {
	case *ast.MappingNode, *ast.MappingValueNode:
		return "key: value"
	case *ast.SequenceNode:
		return "a list"
	}
	if text, ok := scalar(n); ok {
		return quoted(text)
	}
	return quoted(n.GetToken().Value)
}

// position gives the line and column at which a node begins.
func position(n ast.Node) (line, column int) {
	switch m := n.(type) {
	case *ast.MappingNode:
		if !m.IsFlowStyle && len(m.Values) > 0 {
			n = m.Values[0].Key
		}
	case *ast.MappingValueNode:
		n = m.Key
	}
	if t := n.GetToken(); t != nil && t.Position != nil {
		return t.Position.Line, t.Position.Column
	}
	return 0, 0
}

// locate finds the node that a path leads to, or the nearest one above it.
func locate(root ast.Node, at *path) ast.Node {
	n := root
	for _, step := range at.steps() {
		next := child(n, step)
		if next == nil {
			return n
		}
		n = next
	}
	return n
}

func child(n ast.Node, step *path) ast.Node {
	switch n := n.(type) {
	case *ast.SequenceNode:
		if step.key == "" && step.index < len(n.Values) {
			return n.Values[step.index]
		}
	case *ast.MappingNode:
		for _, v := range n.Values {
			if key, ok := scalar(v.Key); ok && key == step.key {
				if _, null := v.Value.(*ast.NullNode); null {
					return v.Key
				}
				return v.Value
			}
		}
	}
	return nil
}

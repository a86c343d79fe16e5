package plant

import "github.com/goccy/go-yaml/token"

const (
	maxNesting = 32  // levels of [ and { in each other, and of dashes on a line
	maxIndent  = 200 // columns before the first character of a line
	maxKeys    = 256 // keys of one object
)

// checkTokens refuses what a plant definition does not use, and what would be
// a danger to the parser, which calls itself for each level of nesting and for
// each key of an object, in time that grows with the square of their number.
func checkTokens(tokens token.Tokens) (Error, bool) {
	g := &guard{}
	for _, t := range tokens {
		if problem, fix := g.judge(t); problem != "" {
			return Error{Line: t.Position.Line, Column: t.Position.Column, Problem: problem, Fix: fix}, false
		}
	}
	return Error{}, true
}

// guard watches the tokens go by.
type guard struct {
	line   int // of the last token
	dashes int // on that line
	flow   int // brackets and braces that are open
	// blocks are the block objects that are open, by the column of their keys.
	blocks []block
}

type block struct{ column, keys int }

// judge tells what is wrong with the next token and how to mend it; the
// problem is empty if nothing is.
func (g *guard) judge(t *token.Token) (problem, fix string) {
	if t.Position.Line != g.line {
		g.line, g.dashes = t.Position.Line, 0
		if g.flow == 0 {
			if t.Position.Column > maxIndent {
				return tooDeep()
			}
			g.leave(t.Position.Column)
		}
	}
	switch t.Type {
	case token.SequenceStartType, token.MappingStartType:
		g.flow++
	case token.SequenceEndType, token.MappingEndType:
		g.flow = max(0, g.flow-1)
	case token.SequenceEntryType:
		g.dashes++
	case token.MappingValueType:
		if g.count(t) > maxKeys {
			return "too many keys in one object", "see which list lacks its dashes here"
		}
	case token.AnchorType, token.AliasType, token.MergeKeyType:
		return "anchors and aliases are not read", "write the value out, or put a text that begins with & or * in quotes"
	case token.TagType:
		return "tags are not read", "remove it, or put a text that begins with ! in quotes"
	case token.MappingKeyType:
		return "keys after a question mark are not read", "write key: value"
	}
	if g.flow > maxNesting || g.dashes > maxNesting {
		return tooDeep()
	}
	return "", ""
}

func tooDeep() (problem, fix string) {
	return "nested too deeply", "a plant definition needs no more than ten levels"
}

// leave closes the block objects whose keys are right of a column.
func (g *guard) leave(column int) {
	for len(g.blocks) > 0 && g.blocks[len(g.blocks)-1].column > column {
		g.blocks = g.blocks[:len(g.blocks)-1]
	}
}

// count adds the key before a colon to its block object and gives the number
// of keys there; objects in braces are not counted.
func (g *guard) count(colon *token.Token) int {
	if g.flow > 0 {
		return 0
	}
	key := colon
	if colon.Prev != nil && colon.Prev.Position.Line == colon.Position.Line {
		key = colon.Prev
	}
	column := key.Position.Column
	if n := len(g.blocks); n == 0 || g.blocks[n-1].column != column {
		g.blocks = append(g.blocks, block{column: column})
	}
	last := &g.blocks[len(g.blocks)-1]
	last.keys++
	return last.keys
}

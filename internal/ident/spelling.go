package ident

import (
	"strings"

	"github.com/tracewright/tracewright/internal/ident/gs1"
)

// Spellings lists other ways in which people may have recorded an identifier: a
// GS1 key in brackets, a MAC address in the notations of other systems.
func (id Identifier) Spellings() []string {
	if strings.HasPrefix(id.Value, gs1.CanonicalStem+"/") {
		if l, err := gs1.ParseLink(id.Value, gs1.LinkOptions{}); err == nil {
			return []string{l.Path.Bracketed()}
		}
	}
	if id.Kind != string(SchemeMAC) {
		return nil
	}
	colons, bare := strings.ReplaceAll(id.Value, "-", ":"), strings.ReplaceAll(id.Value, "-", "")
	var dotted []string
	for rest := strings.ToLower(bare); len(rest) >= 4; rest = rest[4:] {
		dotted = append(dotted, rest[:4])
	}
	return []string{
		colons, strings.ToLower(colons), strings.ToLower(id.Value), bare, strings.ToLower(bare), strings.Join(dotted, "."),
	}
}

package view

import (
	"fmt"
	"strings"
)

// listOf reads and joinList writes a short list of texts in one column, a text
// a line. It is for what is read as a whole and never searched.
type listOf[S ~string] struct{ list *[]S }

// Scan implements sql.Scanner.
func (l *listOf[S]) Scan(value any) error {
	text, ok := value.(string)
	if b, isBytes := value.([]byte); isBytes {
		text, ok = string(b), true
	}
	if !ok {
		return fmt.Errorf("a list is text, not %T", value)
	}
	*l.list = nil
	if text == "" {
		return nil
	}
	for line := range strings.SplitSeq(text, "\n") {
		*l.list = append(*l.list, S(line))
	}
	return nil
}

func joinList[S ~string](list []S) string {
	lines := make([]string, len(list))
	for i, s := range list {
		lines[i] = strings.ReplaceAll(string(s), "\n", " ")
	}
	return strings.Join(lines, "\n")
}

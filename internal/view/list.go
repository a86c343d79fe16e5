package view

import (
	"fmt"
	"strings"

	"github.com/go-json-experiment/json"
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

// jsonOf reads and jsonText writes a value in one column, as JSON; no value is
// an empty text. It is for structs of texts and numbers that are read as a whole
// and never searched.
type jsonOf[V any] struct{ value **V }

// Scan implements sql.Scanner.
func (j *jsonOf[V]) Scan(value any) error {
	var text []byte
	switch v := value.(type) {
	case string:
		text = []byte(v)
	case []byte:
		text = v
	default:
		return fmt.Errorf("JSON is text, not %T", value)
	}
	if *j.value = nil; len(text) == 0 {
		return nil
	}
	*j.value = new(V)
	return json.Unmarshal(text, *j.value)
}

func jsonText[V any](value *V) string {
	if value == nil {
		return ""
	}
	text, _ := json.Marshal(value, json.Deterministic(true)) // texts and numbers can always be written
	return string(text)
}

// jsonListOf reads and jsonList writes a list of values in one column, as jsonOf
// does for one.
type jsonListOf[V any] struct{ list *[]V }

// Scan implements sql.Scanner.
func (j *jsonListOf[V]) Scan(value any) error {
	var list *[]V
	if err := (&jsonOf[[]V]{&list}).Scan(value); err != nil || list == nil {
		*j.list = nil
		return err
	}
	*j.list = *list
	return nil
}

func jsonList[V any](list []V) string {
	if len(list) == 0 {
		return ""
	}
	return jsonText(&list)
}

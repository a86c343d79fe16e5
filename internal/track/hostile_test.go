package track

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/go-json-experiment/json"
)

// TestHostileTexts puts texts that a database cannot keep, or that are too long
// for its indexes, into each text of each verb's arguments in turn: none may
// reach a row.
func TestHostileTexts(t *testing.T) {
	t.Parallel()
	const nul = "a\x00b"
	long := strings.Repeat("long", 80)
	base := newMachine(t)
	for i, args := range everyVerb() {
		verb := verbOf(t, args)
		b, err := json.Marshal(args)
		if err != nil {
			t.Fatal(err)
		}
		var plain any
		if err := json.Unmarshal(b, &plain); err != nil {
			t.Fatal(err)
		}
		for _, bad := range []string{nul, long} {
			n := 0
			for each(plain, n, bad) != nil {
				changed, err := json.Marshal(each(plain, n, bad))
				if err != nil {
					t.Fatal(err)
				}
				info, _ := VerbNamed(verb)
				c := &Command{ID: fmt.Sprint("h", i, n), Verb: verb, Mode: ModeReport, Station: "S1", Args: info.New()}
				n++
				if json.Unmarshal(changed, c.Args) != nil {
					continue
				}
				base.s.Mark()
				entries := Judge(base.s, c, base.tick)
				rows := fmt.Sprintf("%+v", snapshot(base.s))
				base.s.Rollback()
				if strings.Contains(rows, bad) {
					t.Errorf("%s %.200s: the text is in a row; the verdict was %s", verb, changed, entries[0].Verdict.Code)
				}
			}
		}
	}
}

// each returns a copy of a JSON value in which the nth text is another; nil
// when there are fewer.
func each(v any, n int, text string) any {
	done := false
	var walk func(any) any
	walk = func(v any) any {
		switch v := v.(type) {
		case string:
			if n--; n == -1 {
				done = true
				return text
			}
		case []any:
			list := make([]any, len(v))
			for i := range v {
				list[i] = walk(v[i])
			}
			return list
		case map[string]any:
			object := map[string]any{}
			for _, key := range slices.Sorted(maps.Keys(v)) {
				object[key] = walk(v[key])
			}
			return object
		}
		return v
	}
	if out := walk(v); done {
		return out
	}
	return nil
}

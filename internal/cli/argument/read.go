package argument

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/tracewright/tracewright/internal/track"
)

// Read reads words of the form NAME=VALUE as the arguments of a verb. Items of a
// list are parted by commas, or given under the same name again; a value that
// begins with [ or { is JSON where a list or an object is expected.
func Read(v track.VerbInfo, words []string) (jsontext.Value, error) {
	list := Of(v)
	given := map[string]any{}
	for _, w := range words {
		name, text, ok := strings.Cut(w, "=")
		if !ok || name == "" {
			return nil, fmt.Errorf("%q is not NAME=VALUE, such as %s", w, list[0].typed())
		}
		a, err := find(string(v.Verb), list, name)
		if err != nil {
			return nil, err
		}
		value, err := a.read(text)
		if err != nil {
			return nil, err
		}
		before, twice := given[name]
		switch {
		case !twice:
			given[name] = value
		case a.List:
			given[name] = append(before.([]any), value.([]any)...)
		default:
			return nil, fmt.Errorf("%s is given twice", name)
		}
	}
	raw, err := json.Marshal(given, json.Deterministic(true))
	if err != nil {
		return nil, err
	}
	return Check(v, raw)
}

// Check checks one JSON object as the arguments of a verb, and returns it as the
// API takes it: there, exact numbers are texts.
func Check(v track.VerbInfo, raw jsontext.Value) (jsontext.Value, error) {
	if !raw.IsValid() || raw.Kind() != '{' {
		return nil, fmt.Errorf("the arguments are not a JSON object, such as {%q: …}", Of(v)[0].Name)
	}
	return members(string(v.Verb), "", Of(v), raw)
}

func find(owner string, list []Argument, name string) (*Argument, error) {
	i := slices.IndexFunc(list, func(a Argument) bool { return a.Name == name })
	if i >= 0 {
		return &list[i], nil
	}
	names := make([]string, len(list))
	for i, a := range list {
		names[i] = a.Name
	}
	return nil, fmt.Errorf("%s has no argument %s; it has %s", owner, name, strings.Join(names, ", "))
}

// read reads a value as it was typed.
func (a *Argument) read(text string) (any, error) {
	asJSON := text != "" && (text[0] == '[' || text[0] == '{') && (a.List || a.Kind == Object || a.Kind == Names)
	switch {
	case asJSON:
		v := jsontext.Value(text)
		if !v.IsValid() {
			return nil, a.wrong(a.Name, strconv.Quote(text)+" is not JSON")
		}
		if !a.List {
			return v, nil
		}
		if text[0] == '{' {
			return []any{v}, nil
		}
		var items []jsontext.Value
		err := json.Unmarshal(v, &items)
		return anys(items), err
	case a.Kind == Object && !a.List, a.Kind == Names:
		return nil, a.wrong(a.Name, strconv.Quote(text)+" is not JSON")
	case !a.List:
		return a.scalar(text), nil
	}
	var items []any
	for item := range strings.SplitSeq(text, ",") {
		items = append(items, a.scalar(item))
	}
	return items, nil
}

func anys(values []jsontext.Value) []any {
	list := make([]any, len(values))
	for i, v := range values {
		list[i] = v
	}
	return list
}

// scalar is a text as the JSON value that it stands for; what it stands for not
// is found by Check.
func (a *Argument) scalar(text string) any {
	if a.Kind == Whole || a.Kind == Truth {
		if v := jsontext.Value(text); v.IsValid() {
			return v
		}
	}
	return text
}

// members checks an object, whose members are list.
func members(owner, path string, list []Argument, raw jsontext.Value) (jsontext.Value, error) {
	given := map[string]jsontext.Value{}
	if err := json.Unmarshal(raw, &given); err != nil {
		return nil, fmt.Errorf("%s: %w", owner, err)
	}
	for _, name := range slices.Sorted(maps.Keys(given)) {
		a, err := find(owner, list, name)
		if err != nil {
			return nil, err
		}
		if given[name], err = a.check(path+name, given[name]); err != nil {
			return nil, err
		}
	}
	for i := range list {
		if _, ok := given[list[i].Name]; list[i].Needed && !ok {
			return nil, fmt.Errorf("%s needs %s: %s, as %s", owner, path+list[i].Name, list[i].Meaning, list[i].typed())
		}
	}
	return json.Marshal(given, json.Deterministic(true))
}

func (a *Argument) check(path string, v jsontext.Value) (jsontext.Value, error) {
	if !a.List {
		return a.checkOne(path, v)
	}
	if v.Kind() != '[' {
		return nil, a.wrong(path, string(v)+" is not a list")
	}
	var items []jsontext.Value
	if err := json.Unmarshal(v, &items); err != nil {
		return nil, err
	}
	for i := range items {
		var err error
		if items[i], err = a.checkOne(path+"["+strconv.Itoa(i)+"]", items[i]); err != nil {
			return nil, err
		}
	}
	return json.Marshal(items)
}

func (a *Argument) checkOne(path string, v jsontext.Value) (jsontext.Value, error) {
	kind := v.Kind()
	if kind == '{' && len(a.Fields) > 0 {
		return members(path, path+".", a.Fields, v)
	}
	var text string
	if kind == '"' {
		if err := json.Unmarshal(v, &text); err != nil {
			return nil, err
		}
	}
	fits := kind == '"'
	switch a.Kind {
	case Number:
		if kind == '0' {
			text, fits = string(v), true
		}
		if _, ok := track.ParseDecimal(text); !ok || !fits {
			return nil, a.wrong(path, string(v)+" is not a number")
		}
		return json.Marshal(text)
	case Whole:
		_, err := strconv.ParseInt(string(v), 10, 64)
		fits = err == nil
	case Truth:
		fits = kind == 't' || kind == 'f'
	case Time:
		_, err := time.Parse(time.RFC3339, text)
		fits = err == nil
	case Names:
		var m map[string]string
		fits = json.Unmarshal(v, &m) == nil
	case Object:
		fits = false
	}
	if !fits || len(a.Choices) > 0 && !slices.Contains(a.Choices, text) {
		return nil, a.wrong(path, string(v)+" is not "+a.expected())
	}
	return v, nil
}

func (a *Argument) expected() string {
	switch {
	case len(a.Choices) > 0:
		return strings.Join(a.Choices, ", ")
	case a.Kind == Object:
		return "an object"
	case a.Kind == Names, a.Kind == Truth:
		return string(a.Kind)
	}
	return "a " + string(a.Kind)
}

// wrong is the error of a value: where, what, and an example.
func (a *Argument) wrong(path, what string) error {
	return fmt.Errorf("%s: %s; it is %s, as %s", path, clip(what), a.Meaning, a.typed())
}

func clip(text string) string {
	if len(text) <= 120 {
		return text
	}
	return strings.ToValidUTF8(text[:120], "") + "…"
}

package argument

import (
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/tracewright/tracewright/internal/track"
)

// Kind is what a value is, in words for people.
type Kind string

// The kinds. A code may be any code, identifier or key of an object.
const (
	Text   Kind = "text"
	Code   Kind = "code"
	Number Kind = "number" // exact, kept as it is written
	Whole  Kind = "whole number"
	Truth  Kind = "true or false"
	Object Kind = "object" // of Fields
	Names  Kind = "texts by name"
	Time   Kind = "time with its zone"
)

// Argument is one member of a verb's arguments.
type Argument struct {
	Name     string
	Kind     Kind // of the value, or of each item of a list
	List     bool
	Needed   bool
	Usual    bool // left out at times, and shown in examples all the same
	Meaning  string
	Example  string // as it is typed
	Choices  []string
	Fields   []Argument // of an Object, and of what a Code may be spelled out as
	position int
}

// Of lists the arguments of a verb, the needed ones first.
func Of(v track.VerbInfo) []Argument {
	return of(reflect.TypeOf(v.New()).Elem())
}

func of(t reflect.Type) []Argument {
	var list []Argument
	for i := range t.NumField() {
		f := t.Field(i)
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		a := Argument{
			Name: name, Needed: options == "", Usual: f.Tag.Get("usual") != "",
			Meaning: f.Tag.Get("doc"), Example: f.Tag.Get("eg"), position: i,
		}
		if choices := f.Tag.Get("enum"); choices != "" {
			a.Choices = strings.Split(choices, ",")
		}
		a.describe(f.Type)
		list = append(list, a)
	}
	slices.SortStableFunc(list, func(a, b Argument) int { return a.rank() - b.rank() })
	return list
}

func (a *Argument) rank() int {
	switch {
	case a.Needed:
		return a.position
	case a.Usual:
		return 1000 + a.position
	}
	return 2000 + a.position
}

func (a *Argument) describe(t reflect.Type) {
	switch t.Kind() {
	case reflect.Pointer:
		a.describe(t.Elem())
	case reflect.Slice:
		a.List = true
		a.describe(t.Elem())
	case reflect.Struct:
		if t == reflect.TypeFor[time.Time]() {
			a.Kind = Time
			return
		}
		a.Kind, a.Fields = Object, of(t)
		if t == reflect.TypeFor[track.Input]() {
			a.Kind = Code
		}
	case reflect.Map:
		a.Kind = Names
	case reflect.Bool:
		a.Kind = Truth
	case reflect.Int, reflect.Int64:
		a.Kind = Whole
	default:
		a.Kind = Text
		switch t {
		case reflect.TypeFor[track.Ref]():
			a.Kind = Code
		case reflect.TypeFor[track.Decimal]():
			a.Kind = Number
		}
	}
}

// typed is the argument as it is typed in a shell, with its example.
func (a *Argument) typed() string {
	word := a.Name + "=" + a.Example
	if strings.Trim(strings.ToLower(word), "abcdefghijklmnopqrstuvwxyz0123456789_-.,:/@+=") == "" {
		return word
	}
	return a.Name + "='" + a.Example + "'"
}

package hash

import (
	"strings"

	"github.com/go-json-experiment/json/jsontext"
)

// eachElement calls f for each element of a JSON list.
func eachElement(v jsontext.Value, f func(jsontext.Value)) {
	d := jsontext.NewDecoder(strings.NewReader(string(v)))
	if t, err := d.ReadToken(); err != nil || t.Kind() != '[' {
		return
	}
	for d.PeekKind() != ']' {
		v, err := d.ReadValue()
		if err != nil {
			return
		}
		f(v.Clone())
	}
}

// eachMember calls f for each member of a JSON object.
func eachMember(v jsontext.Value, f func(name string, v jsontext.Value)) {
	d := jsontext.NewDecoder(strings.NewReader(string(v)))
	if t, err := d.ReadToken(); err != nil || t.Kind() != '{' {
		return
	}
	for d.PeekKind() != '}' {
		t, err := d.ReadToken()
		if err != nil {
			return
		}
		name := t.String()
		v, err := d.ReadValue()
		if err != nil {
			return
		}
		f(name, v.Clone())
	}
}

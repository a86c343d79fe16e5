package epcis

import "github.com/go-json-experiment/json/jsontext"

// Vocabulary is a list of master data of one type, such as
// "urn:epcglobal:epcis:vtype:BusinessLocation".
type Vocabulary struct {
	Type       string // URI
	Elements   []VocabularyElement
	Extensions []Extension
}

// VocabularyElement is the master data of one thing. Children are the ids of
// what lies directly below it.
type VocabularyElement struct {
	ID         string // URI
	Attributes []Attribute
	Children   []string
	Extensions []Extension
}

// Attribute is one fact about a thing. ID is the URI of its name; Value is a
// JSON string, number or object.
type Attribute struct {
	ID    string
	Value jsontext.Value
}

var vocabularyLayout = newLayout("a vocabulary", func(v *Vocabulary) *[]Extension { return &v.Extensions },
	text("type", func(v *Vocabulary) *string { return &v.Type }).needed(every),
	list("vocabularyElementList", func(v *Vocabulary) *[]VocabularyElement { return &v.Elements }, elementLayout),
)

var elementLayout = newLayout("a vocabulary element", func(e *VocabularyElement) *[]Extension { return &e.Extensions },
	text("id", func(e *VocabularyElement) *string { return &e.ID }).needed(every),
	list("attributes", func(e *VocabularyElement) *[]Attribute { return &e.Attributes }, attributeLayout),
	texts("children", func(e *VocabularyElement) *[]string { return &e.Children }),
)

var attributeLayout = newLayout("an attribute", nil,
	text("id", func(a *Attribute) *string { return &a.ID }).needed(every),
	field[Attribute]{
		name: "attribute",
		has:  func(a *Attribute) bool { return a.Value != nil },
		read: func(r *reader, a *Attribute) (err error) {
			if a.Value, err = r.raw(); err != nil {
				return err
			}
			if k := a.Value.Kind(); k != '"' && k != '0' && k != '{' {
				return r.kind(a.Value, "a string, a number or an object")
			}
			return nil
		},
		write: func(w *writer, a *Attribute) { w.raw(a.Value) },
	},
)

package query

import (
	"slices"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/tracewright/tracewright/internal/epcis"
)

// MasterData is what is known of the things that events name. Ids are canonical.
type MasterData struct {
	// Below lists what lies below some places, directly or not, without themselves.
	Below func(places []string) ([]string, error)
	// Having lists what has one of some attributes, see [AttributeKey], with one of
	// some values; nil values: with any.
	Having func(attributes, values []string) ([]string, error)
}

// With is the query with what it asks of master data looked up. A query that asks
// for them and has none given finds the places themselves alone, and no attribute.
func (q *Query) With(m MasterData) (*Query, error) {
	bound := *q
	bound.conditions = slices.Clone(q.conditions)
	for i := range bound.conditions {
		if bind := bound.conditions[i].bind; bind != nil {
			var err error
			if bound.conditions[i], err = bind(m); err != nil {
				return nil, err
			}
		}
	}
	return &bound, nil
}

// AttributeKey is the form in which names of attributes are compared: what stands
// between the namespace and the local name makes no difference.
func AttributeKey(ns epcis.Namespaces, name string) string {
	uri, local := ns.Split(name)
	return strings.TrimRight(uri, "#/:") + " " + local
}

// AttributeText is the text of the value of an attribute, as it is compared; empty
// for an object.
func AttributeText(v jsontext.Value) string {
	text, _ := textOf(v)
	return Canonical(text)
}

// within is a place with what lies below it by master data.
func (p *parser) within(name string, values []string) error {
	at := things["EQ_"+strings.TrimPrefix(name, "WD_")]
	c, err := identified(values, at)
	if err != nil {
		return refuse(name, err.Error(), "correct the pattern")
	}
	places := make([]string, len(values))
	for i, v := range values {
		places[i] = Canonical(v)
	}
	c.bind = func(m MasterData) (condition, error) {
		below, err := m.Below(places)
		if err != nil {
			return condition{}, err
		}
		return identified(slices.Concat(values, below), at)
	}
	p.q.conditions = append(p.q.conditions, c)
	return nil
}

// described are the fields whose values master data may describe.
var described = map[string]place{
	"bizStep":        {[]Field{FieldStep}, func(e *epcis.Event) [][]string { return [][]string{{e.BizStep}} }},
	"disposition":    {[]Field{FieldDisposition}, func(e *epcis.Event) [][]string { return [][]string{{e.Disposition}} }},
	"readPoint":      things["EQ_readPoint"],
	"bizLocation":    things["EQ_bizLocation"],
	"epc":            things["MATCH_anyEPC"],
	"parentID":       things["MATCH_parentID"],
	"epcClass":       things["MATCH_anyEPCClass"],
	"bizTransaction": {[]Field{FieldTransaction}, func(e *epcis.Event) [][]string { return [][]string{transactions(e)} }},
	"source":         {[]Field{FieldSource}, func(e *epcis.Event) [][]string { return [][]string{partyIDs(e.Sources)} }},
	"destination":    {[]Field{FieldDestination}, func(e *epcis.Event) [][]string { return [][]string{partyIDs(e.Destinations)} }},
}

func transactions(e *epcis.Event) (ids []string) {
	for _, t := range e.Transactions {
		ids = append(ids, t.ID)
	}
	return ids
}

func partyIDs(parties []epcis.Party) (ids []string) {
	for _, p := range parties {
		ids = append(ids, p.ID)
	}
	return ids
}

// hasAttribute is HASATTR_field: master data of the field's value has one of the
// attributes.
func hasAttribute(p *parser, name, field string, values []string) error {
	attributes := make([]string, len(values))
	for i, v := range values {
		attributes[i] = AttributeKey(p.Namespaces, v)
	}
	return p.attribute(name, field, attributes, nil)
}

// equalAttribute is EQATTR_field_attribute: the attribute has one of the values.
func equalAttribute(p *parser, name, rest string, values []string) error {
	field, attribute, ok := strings.Cut(rest, "_")
	if !ok || attribute == "" {
		return refuse(name, "names no attribute", "end the name with _ and an attribute, such as _urn:epcglobal:cbv:mda#latitude")
	}
	texts := make([]string, len(values))
	for i, v := range values {
		texts[i] = Canonical(v)
	}
	return p.attribute(name, field, []string{AttributeKey(p.Namespaces, attribute)}, texts)
}

// attribute adds the condition that a field has a value that is described so.
func (p *parser) attribute(name, field string, attributes, values []string) error {
	described, err := p.describedField(name, field)
	if err != nil {
		return err
	}
	p.q.conditions = append(p.q.conditions, condition{
		match: func(*subject) bool { return false },
		bind: func(m MasterData) (condition, error) {
			ids, err := m.Having(attributes, values)
			if err != nil {
				return condition{}, err
			}
			return described(ids)
		},
	})
	return nil
}

// describedField finds what a parameter asks of: a field of the standard, or an
// extension of the event.
func (p *parser) describedField(name, field string) (func(ids []string) (condition, error), error) {
	if at, ok := described[field]; ok {
		terms := map[string]*epcis.Terms{"bizStep": epcis.BizSteps, "disposition": epcis.Dispositions}[field]
		return func(ids []string) (condition, error) {
			if terms == nil {
				return identified(ids, at)
			}
			return wordCondition(at, terms, ids), nil
		}, nil
	}
	uri, local, err := p.field(name, field)
	if err != nil {
		return nil, err
	}
	return func(ids []string) (condition, error) {
		return condition{match: func(s *subject) bool {
			keeps := func(v jsontext.Value) bool {
				text, ok := textOf(v)
				return ok && slices.Contains(ids, s.canonical(text))
			}
			return (&finder{s, uri, local, keeps}).in(s.e.Extensions, false)
		}}, nil
	}, nil
}

// wordCondition is the condition that a field has one of some words.
func wordCondition(at place, terms *epcis.Terms, ids []string) condition {
	c := condition{keys: []Key{}}
	words := make([]string, len(ids))
	for i, id := range ids {
		words[i] = terms.Word(id)
		c.keys = append(c.keys, Key{Field: at.fields[0], Value: words[i]})
	}
	c.match = func(s *subject) bool {
		for _, list := range at.lists(s.e) {
			for _, v := range list {
				if v != "" && slices.Contains(words, terms.Word(s.expanded(v))) {
					return true
				}
			}
		}
		return false
	}
	return c
}

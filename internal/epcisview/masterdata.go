package epcisview

import (
	"bytes"
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/tracewright/tracewright/internal/epcis"
	"github.com/tracewright/tracewright/internal/epcis/query"
	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/track"
)

// maxDescribed bounds the things that a question finds by master data.
const maxDescribed = 10_000

var (
	putElement   = &sqldb.Upsert{Table: "epcis_element", Key: []string{"id", "vocabulary"}, Columns: []string{"id", "vocabulary", "element"}}
	putChild     = &sqldb.Upsert{Table: "epcis_child", Columns: []string{"parent", "child", "vocabulary"}}
	putAttribute = &sqldb.Upsert{Table: "epcis_attribute", Columns: []string{"id", "vocabulary", "attribute", "value"}}
)

// describes is the master data of an entry; none where it was refused, or erased
// since.
func describes(e *track.Entry) string {
	if e.Command == nil || e.Command.Verb != "capture" || e.Verdict.Answer != track.Permit {
		return ""
	}
	if args, ok := e.Command.Args.(*track.Capture); ok {
		return args.MasterData
	}
	return ""
}

// describe takes master data in: of each thing, what is said last stands.
func (w *writing) describe(ctx context.Context, text string) error {
	d, _, err := epcis.ParseDocument([]byte(text), epcis.Limits{})
	if err != nil {
		return err
	}
	ns := epcis.NamespacesOf(d.Context)
	for _, v := range d.MasterData {
		for i := range v.Elements {
			if err := w.element(ctx, d, &v, &v.Elements[i], ns); err != nil {
				return err
			}
		}
	}
	return nil
}

func (w *writing) element(ctx context.Context, d *epcis.Document, v *epcis.Vocabulary, e *epcis.VocabularyElement, ns epcis.Namespaces) error {
	id, vocabulary := termOf(query.Canonical(e.ID)), termOf(v.Type)
	for _, statement := range []string{
		"delete from epcis_child where parent = $1 and vocabulary = $2",
		"delete from epcis_attribute where id = $1 and vocabulary = $2",
	} {
		if _, err := w.tx.Exec(ctx, statement, id, vocabulary); err != nil {
			return err
		}
	}
	var b bytes.Buffer
	one := &epcis.Document{
		Type: epcis.CaptureDocument, SchemaVersion: "2.0", CreationDate: d.CreationDate, Context: d.Context,
		MasterData: []epcis.Vocabulary{{Type: v.Type, Elements: []epcis.VocabularyElement{spelledOut(*e, ns)}}},
	}
	out, err := epcis.NewWriter(&b, one)
	if err == nil {
		err = out.Close()
	}
	if err != nil {
		return err
	}
	if err := putElement.Exec(ctx, w.tx, [][]any{{id, vocabulary, b.Bytes()}}); err != nil {
		return err
	}
	var children, attributes [][]any
	for _, c := range e.Children {
		children = append(children, []any{id, termOf(query.Canonical(c)), vocabulary})
	}
	for _, a := range e.Attributes {
		attributes = append(attributes, []any{id, vocabulary, termOf(query.AttributeKey(ns, a.ID)), termOf(query.AttributeText(a.Value))})
	}
	if err := putChild.Exec(ctx, w.tx, distinct(children)); err != nil {
		return err
	}
	return putAttribute.Exec(ctx, w.tx, distinct(attributes))
}

// spelledOut is an element whose names need no prefixes of its document.
func spelledOut(e epcis.VocabularyElement, ns epcis.Namespaces) epcis.VocabularyElement {
	whole := func(name string) string {
		prefix, local, _ := strings.Cut(name, ":")
		if uri, ok := ns[prefix]; ok && !strings.HasPrefix(local, "//") {
			return uri + local
		}
		return name
	}
	e.Attributes, e.Extensions = slices.Clone(e.Attributes), slices.Clone(e.Extensions)
	for i := range e.Attributes {
		e.Attributes[i].ID = whole(e.Attributes[i].ID)
	}
	for i := range e.Extensions {
		e.Extensions[i].Name = whole(e.Extensions[i].Name)
	}
	return e
}

// distinct are rows, each once.
func distinct(rows [][]any) [][]any {
	var all [][]any
	for _, r := range rows {
		if !slices.ContainsFunc(all, func(known []any) bool { return slices.Equal(known, r) }) {
			all = append(all, r)
		}
	}
	return all
}

// masterData is what the index knows of the things that events name.
func masterData(ctx context.Context, tx *sqldb.Tx) query.MasterData {
	text := func(s *string) []any { return []any{s} }
	return query.MasterData{
		Below: func(places []string) ([]string, error) {
			var below []string
			seen := map[string]bool{}
			for next := places; len(next) > 0; {
				children, err := sqldb.SelectIn(ctx, tx, text, "select child from epcis_child where parent in (?) order by child", terms(next))
				if err != nil {
					return nil, err
				}
				next = nil
				for _, c := range children {
					if !seen[c] {
						seen[c] = true
						next, below = append(next, c), append(below, c)
					}
				}
				if len(below) > maxDescribed {
					return nil, ErrTooComplex
				}
			}
			return below, nil
		},
		Having: func(attributes, values []string) (ids []string, err error) {
			for _, a := range attributes {
				var found []string
				if values == nil {
					found, err = sqldb.Select(ctx, tx, text, "select distinct id from epcis_attribute where attribute = $1 order by id limit "+strconv.Itoa(maxDescribed+1), termOf(a))
				} else {
					found, err = sqldb.SelectIn(ctx, tx, text, "select distinct id from epcis_attribute where attribute = $1 and value in (?)", terms(values), termOf(a))
				}
				if err != nil {
					return nil, err
				}
				if ids = append(ids, found...); len(ids) > maxDescribed {
					return nil, ErrTooComplex
				}
			}
			return ids, nil
		},
	}
}

func terms(values []string) []string {
	all := make([]string, len(values))
	for i, v := range values {
		all[i] = termOf(v)
	}
	return all
}

// Description is the master data of one thing, as it was said last.
type Description struct {
	id, vocabulary string
	Vocabulary     epcis.Vocabulary // with one element
}

// After is the place of a description in the order of all.
func (d *Description) After() string { return d.id + "\n" + d.vocabulary }

// Describe lists master data in the order of ids: at most limit descriptions after
// a place; of some ids or types of vocabulary only, unless none are given.
func (x *Index) Describe(ctx context.Context, ids, types []string, after string, limit int) ([]Description, error) {
	var found []Description
	err := x.ask(ctx, Everything(), &query.Query{}, func(f *finding) error {
		for len(found) < limit {
			page, err := descriptions(ctx, f.tx, ids, after, limit)
			if err != nil {
				return err
			}
			for _, d := range page {
				if after = d.After(); len(found) < limit && (len(types) == 0 || slices.Contains(types, d.Vocabulary.Type)) {
					found = append(found, d)
				}
			}
			if len(page) < limit {
				return nil
			}
		}
		return nil
	})
	return found, err
}

const selectElements = `
select id, vocabulary, element
from epcis_element
where (id, vocabulary) > ($1, $2)`

// descriptions reads some descriptions after a place.
func descriptions(ctx context.Context, tx *sqldb.Tx, ids []string, after string, limit int) ([]Description, error) {
	type stored struct {
		Description
		element []byte
	}
	id, vocabulary, _ := strings.Cut(after, "\n")
	statement, args := selectElements, []any{id, vocabulary}
	if len(ids) > 0 {
		statement += " and id in ("
		for i, id := range ids {
			args = append(args, termOf(query.Canonical(id)))
			statement += map[bool]string{true: "$", false: ", $"}[i == 0] + strconv.Itoa(len(args))
		}
		statement += ")"
	}
	rows, err := sqldb.Select(ctx, tx, func(s *stored) []any { return []any{&s.id, &s.vocabulary, &s.element} },
		statement+" order by id, vocabulary limit "+strconv.Itoa(limit), args...)
	if err != nil {
		return nil, err
	}
	page := make([]Description, len(rows))
	for i, r := range rows {
		d, _, err := epcis.ParseDocument(r.element, epcis.Limits{})
		if err != nil {
			return nil, err
		}
		page[i] = r.Description
		page[i].Vocabulary = d.MasterData[0]
	}
	return page, nil
}

package epcisview

import (
	"context"
	"slices"
	"strings"

	"github.com/tracewright/tracewright/internal/epcis/query"
	"github.com/tracewright/tracewright/internal/sqldb"
)

// Value is something that events name.
type Value struct {
	Canonical string // form in which it is compared, and the order of lists
	Spelled   string // as the first event that names it has it
}

// Values lists what events have in some fields, each value once and in the order
// of their canonical forms: at most limit of those after one.
func (x *Index) Values(ctx context.Context, fields []query.Field, after string, limit int) ([]Value, error) {
	db, err := x.current(ctx)
	if err != nil {
		return nil, err
	}
	var values []Value
	err = db.Read(ctx, func(tx *sqldb.Tx) error {
		l := &listing{finding: finding{tx: tx, q: &query.Query{}, ascending: true}}
		values, err = l.values(ctx, fields, after, limit)
		return err
	})
	return values, err
}

// listing is a list of values that is made.
type listing struct{ finding }

// term is a value of a field.
type term struct {
	id    int64
	field query.Field
	value string
}

const selectTerms = `
select id, field, value
from epcis_term
where field = $1 and value > $2
order by value
limit $3`

func (l *listing) values(ctx context.Context, fields []query.Field, after string, limit int) ([]Value, error) {
	var terms []term
	for _, f := range fields {
		found, err := sqldb.Select(ctx, l.tx, func(t *term) []any { return []any{&t.id, &t.field, &t.value} }, selectTerms, string(f), after, limit)
		if err != nil {
			return nil, err
		}
		terms = append(terms, found...)
	}
	slices.SortStableFunc(terms, func(a, b term) int { return strings.Compare(a.value, b.value) })
	terms = slices.CompactFunc(terms, func(a, b term) bool { return a.value == b.value })
	terms = terms[:min(len(terms), limit)]
	values := make([]Value, len(terms))
	for i, t := range terms {
		spelled, err := l.spelled(ctx, t)
		if err != nil {
			return nil, err
		}
		values[i] = Value{t.value, spelled}
	}
	return values, nil
}

// spelled is how the first event with a term has its value.
func (l *listing) spelled(ctx context.Context, t term) (string, error) {
	at, err := l.run(ctx, "epcis_key", "term = $1 and ", []any{t.id}, 0, 1<<62, nil)
	if err != nil || len(at) == 0 {
		return "", err
	}
	events, err := l.events(ctx, at[:1])
	if err != nil {
		return "", err
	}
	for k, spelled := range query.Spellings(events[0]) {
		if k.Field == t.field && termOf(k.Value) == t.value {
			return spelled, nil
		}
	}
	return "", nil
}

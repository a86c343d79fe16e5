package epcisview

import (
	"context"
	"maps"
	"slices"
	"strings"

	"github.com/tracewright/tracewright/internal/epcis"
	"github.com/tracewright/tracewright/internal/epcis/query"
	"github.com/tracewright/tracewright/internal/sqldb"
)

// Value is something that events name.
type Value struct {
	Canonical string // form in which it is compared, and the order of lists
	Spelled   string // as the first event that names it has it
}

// Values lists what events that somebody sees have in some fields, each value once
// and in the order of their canonical forms: at most limit of those after one.
func (x *Index) Values(ctx context.Context, by Sight, fields []query.Field, after string, limit int) (values []Value, err error) {
	err = x.ask(ctx, by, &query.Query{}, func(f *finding) error {
		if by.All {
			values, err = f.values(ctx, fields, after, limit)
		} else {
			values, err = f.seenValues(ctx, fields, after, limit)
		}
		return err
	})
	return values, err
}

// seenValues collects values from the events that are seen: terms are of all.
func (f *finding) seenValues(ctx context.Context, fields []query.Field, after string, limit int) ([]Value, error) {
	found := map[string]string{}
	err := f.each(ctx, nil, func(_ place, e *epcis.Event) (bool, error) {
		for k, spelled := range query.Spellings(e) {
			value := termOf(k.Value)
			if _, known := found[value]; !known && value > after && slices.Contains(fields, k.Field) {
				found[value] = spelled
			}
		}
		if len(found) > 10*query.MaxPerPage {
			for _, v := range slices.Sorted(maps.Keys(found))[limit:] {
				delete(found, v)
			}
		}
		return true, nil
	})
	if err != nil {
		return nil, err
	}
	var values []Value
	for _, v := range slices.Sorted(maps.Keys(found)) {
		if len(values) < limit {
			values = append(values, Value{v, found[v]})
		}
	}
	return values, nil
}

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

func (f *finding) values(ctx context.Context, fields []query.Field, after string, limit int) ([]Value, error) {
	var terms []term
	for _, field := range fields {
		found, err := sqldb.Select(ctx, f.tx, func(t *term) []any { return []any{&t.id, &t.field, &t.value} }, selectTerms, string(field), after, limit)
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
		spelled, err := f.spelled(ctx, t)
		if err != nil {
			return nil, err
		}
		values[i] = Value{t.value, spelled}
	}
	return values, nil
}

// spelled is how the first event with a term has its value.
func (f *finding) spelled(ctx context.Context, t term) (string, error) {
	at, err := f.run(ctx, "epcis_key", "term = $1 and ", []any{t.id}, 0, 1<<62, nil)
	if err != nil || len(at) == 0 {
		return "", err
	}
	_, events, err := f.events(ctx, at[:1])
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

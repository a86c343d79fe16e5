package epcisview

import (
	"context"

	"github.com/tracewright/tracewright/internal/epcis"
	"github.com/tracewright/tracewright/internal/epcis/query"
	"github.com/tracewright/tracewright/internal/ident"
	"github.com/tracewright/tracewright/internal/sqldb"
)

// Declarations finds what was declared wrong by some commands, by their ids.
func (x *Index) Declarations(ctx context.Context, commands []string) (map[string]*epcis.Event, error) {
	found := map[string]*epcis.Event{}
	err := x.ask(ctx, Everything(), &query.Query{}, func(f *finding) error {
		terms, err := termsOf(ctx, f.tx, fieldCommand, commands)
		if err != nil {
			return err
		}
		for command, term := range terms {
			at, err := f.run(ctx, "epcis_key", "term = $1 and ", []any{term}, 0, 1<<62, nil)
			if err != nil {
				return err
			}
			_, events, err := f.events(ctx, at)
			if err != nil {
				return err
			}
			for _, e := range events {
				found[command] = e
			}
		}
		return nil
	})
	return found, err
}

// OfLine finds the entry of the journal that was told as the event with an id; false
// where the id is none of the line's own.
func (x *Index) OfLine(ctx context.Context, id string) (entry int64, ours bool, err error) {
	entry, ok := ident.EventEntry(id)
	if !ok {
		return 0, false, nil
	}
	err = x.ask(ctx, Everything(), &query.Query{}, func(f *finding) error {
		numbers, err := sqldb.Select(ctx, f.tx, func(n *int64) []any { return []any{n} }, "select n from epcis_event where entry = $1 order by n", entry)
		if err != nil || len(numbers) == 0 {
			return err
		}
		at := make([]place, len(numbers))
		for i, n := range numbers {
			at[i].n = n
		}
		_, events, err := f.events(ctx, at)
		for _, e := range events {
			ours = ours || e.EventID == id
		}
		return err
	})
	return entry, ours, err
}

package view

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/tracewright/tracewright/internal/sqldb"
)

// tableNames lists the tables of the views with what orders their rows.
func tableNames() [][2]string {
	return [][2]string{
		{objects.name, "id"},
		{identifiers.name, "object, scheme, issuer, value, known_from"},
		{edges.name, "entry, line, known_from"},
		{visits.name, "object, number"},
		{results.name, "entry, line"},
		{sightings.name, "object, entry"},
		{movements.name, "entry, line"},
		{exposures.name, "entry, line"},
		{holds.name, "id"},
		{held.name, "hold, object"},
		{breaches.name, "entry, line"},
		{answers.name, "command"},
		{versions.name, "version"},
	}
}

// Clear empties the views, within a transaction that makes them again.
func Clear(ctx context.Context, tx *sqldb.Tx) error {
	for _, t := range tableNames() {
		if _, err := tx.Exec(ctx, "delete from "+t[0]); err != nil {
			return fmt.Errorf("clear %s: %w", t[0], err)
		}
	}
	return nil
}

// Dump writes every row of every view as text, in one order, so that two
// stores or two ways to the same views can be compared.
func Dump(ctx context.Context, tx *sqldb.Tx, w io.Writer) error {
	for _, t := range tableNames() {
		rows, err := tx.Query(ctx, "select * from "+t[0]+" order by "+t[1])
		if err != nil {
			return fmt.Errorf("dump %s: %w", t[0], err)
		}
		columns, err := rows.Columns()
		if err != nil {
			return err
		}
		values := make([]any, len(columns))
		for i := range values {
			values[i] = new(any)
		}
		for rows.Next() {
			if err := rows.Scan(values...); err != nil {
				return err
			}
			var line strings.Builder
			line.WriteString(t[0])
			for i, v := range values {
				fmt.Fprintf(&line, " %s=%s", columns[i], text(*v.(*any)))
			}
			if _, err := fmt.Fprintln(w, line.String()); err != nil {
				return err
			}
		}
		if err := rows.Err(); err != nil {
			return err
		}
	}
	return nil
}

func text(v any) string {
	if b, ok := v.([]byte); ok {
		v = string(b)
	}
	if s, ok := v.(string); ok {
		return fmt.Sprintf("%q", s)
	}
	return fmt.Sprint(v)
}

package view

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/tracewright/tracewright/internal/sqldb"
)

// Clear empties the views, within a transaction that makes them again.
func Clear(ctx context.Context, tx *sqldb.Tx) error {
	for _, v := range views() {
		if _, err := tx.Exec(ctx, "delete from "+v.name); err != nil {
			return fmt.Errorf("clear %s: %w", v.name, err)
		}
	}
	return nil
}

// Dump writes every row of every view as text, in one order, so that two
// stores or two ways to the same views can be compared.
func Dump(ctx context.Context, tx *sqldb.Tx, w io.Writer) error {
	for _, v := range views() {
		rows, err := tx.Query(ctx, "select * from "+v.name+" order by "+strings.Join(v.key, ", "))
		if err != nil {
			return fmt.Errorf("dump %s: %w", v.name, err)
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
			line.WriteString(v.name)
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

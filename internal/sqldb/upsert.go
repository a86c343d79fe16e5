package sqldb

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
)

// Upsert writes many rows of one table with few statements. Its fields are not
// changed after the first Exec; it may be shared by goroutines and stores.
type Upsert struct {
	// Table is the name of the table.
	Table string
	// Key are the columns of the primary key or of a unique index. Without a
	// key the rows are inserted, and one that exists is ErrUnique.
	Key []string
	// Columns are the columns of a row, in its order, with those of the key.
	Columns []string
	// DoNothing leaves a row that exists as it is, rather than to update it.
	DoNothing bool

	mu    sync.Mutex
	texts map[int]string // statement by number of rows
}

// maxRows bounds the rows of one statement: more gain nothing and make the
// statement costlier to parse and to keep.
const maxRows = 256

// Exec writes the rows, each with one value for each column. No two rows have
// the same key: PostgreSQL refuses to update a row twice in one statement. It
// uses Tx.Send, so an error may come later.
func (u *Upsert) Exec(ctx context.Context, tx *Tx, rows [][]any) error {
	width := len(u.Columns)
	most := floorPowerOfTwo(min(maxRows, tx.Dialect.MaxParams/width))
	for len(rows) > 0 {
		n := min(most, floorPowerOfTwo(len(rows)))
		args := make([]any, 0, n*width)
		for _, row := range rows[:n] {
			if len(row) != width {
				return fmt.Errorf("upsert %s: a row has %d values for %d columns", u.Table, len(row), width)
			}
			args = append(args, row...)
		}
		if err := tx.Send(ctx, u.text(n), args...); err != nil {
			return fmt.Errorf("upsert %s: %w", u.Table, err)
		}
		rows = rows[n:]
	}
	return nil
}

// text gives the statement for n rows.
func (u *Upsert) text(n int) string {
	u.mu.Lock()
	defer u.mu.Unlock()
	text, ok := u.texts[n]
	if !ok {
		if u.texts == nil {
			u.texts = map[int]string{}
		}
		text = u.build(n)
		u.texts[n] = text
	}
	return text
}

func (u *Upsert) build(n int) string {
	b := fmt.Appendf(nil, "insert into %s (%s) values ", u.Table, strings.Join(u.Columns, ", "))
	for i := range n {
		if i > 0 {
			b = append(b, ", "...)
		}
		b = appendPlaceholders(b, i*len(u.Columns), len(u.Columns))
	}
	if len(u.Key) == 0 {
		return string(b)
	}
	b = fmt.Appendf(b, " on conflict (%s) do ", strings.Join(u.Key, ", "))
	var sets []string
	for _, c := range u.Columns {
		if !slices.Contains(u.Key, c) {
			sets = append(sets, c+" = excluded."+c)
		}
	}
	if u.DoNothing || len(sets) == 0 {
		return string(append(b, "nothing"...))
	}
	return string(append(b, "update set "+strings.Join(sets, ", ")...))
}

// floorPowerOfTwo returns the largest power of two that is not above n, and 1
// for less.
func floorPowerOfTwo(n int) int {
	size := 1
	for size <= n/2 {
		size *= 2
	}
	return size
}

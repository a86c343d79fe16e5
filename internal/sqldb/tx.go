package sqldb

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
)

// Tx is a transaction of Write or Read. It serves one goroutine, and one
// statement at a time.
type Tx struct {
	// Dialect is that of the store.
	Dialect Dialect

	session *session
	tx      *sql.Tx
	open    []*sql.Rows // given by Query
	sent    *pgx.Batch  // by Send, not yet on their way
	whole   bool        // statements are not interrupted
}

// Exec runs a statement that gives no rows and returns how many rows it
// inserted, changed or deleted.
func (tx *Tx) Exec(ctx context.Context, query string, args ...any) (int64, error) {
	ctx, stmt, err := tx.prepare(ctx, query)
	if err != nil {
		return 0, classify(err)
	}
	args = numbers(args)
	var res sql.Result
	if stmt != nil {
		res, err = stmt.ExecContext(ctx, args...)
	} else {
		res, err = tx.tx.ExecContext(ctx, query, args...)
	}
	if err != nil {
		return 0, classify(err)
	}
	n, err := res.RowsAffected()
	return n, classify(err)
}

// Send runs a statement of which nobody needs the result. On PostgreSQL it
// waits for the statements that follow and travels with them; so what is wrong
// with it is told by a later statement, or before the commit.
func (tx *Tx) Send(ctx context.Context, query string, args ...any) error {
	if tx.Dialect != Postgres {
		_, err := tx.Exec(ctx, query, args...)
		return err
	}
	if tx.sent == nil {
		tx.sent = &pgx.Batch{}
	}
	tx.sent.Queue(query, numbers(args)...)
	return nil
}

// arrive sees to it that what was sent has been done.
func (tx *Tx) arrive(ctx context.Context) error {
	if tx.sent == nil {
		return nil
	}
	batch := tx.sent
	tx.sent = nil
	return tx.session.conn.Raw(func(conn any) error {
		c := conn.(*stdlib.Conn).Conn()
		if c.IsClosed() {
			return driver.ErrBadConn
		}
		return c.SendBatch(ctx, batch).Close()
	})
}

// Query runs a statement that gives rows. The caller reads them to the end or
// closes them before the next statement; Select does both.
func (tx *Tx) Query(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	rows, err := tx.query(ctx, query, args)
	if err == nil {
		tx.open = append(tx.open, rows)
	}
	return rows, err
}

func (tx *Tx) query(ctx context.Context, query string, args []any) (*sql.Rows, error) {
	ctx, stmt, err := tx.prepare(ctx, query)
	if err != nil {
		return nil, classify(err)
	}
	args = numbers(args)
	var rows *sql.Rows
	if stmt != nil {
		rows, err = stmt.QueryContext(ctx, args...)
	} else {
		rows, err = tx.tx.QueryContext(ctx, query, args...)
	}
	return rows, classify(err)
}

// closeRows closes what Query gave and the caller left open: a statement that
// still runs would spoil the connection for the next transaction.
func (tx *Tx) closeRows() {
	for _, rows := range tx.open {
		_ = rows.Close()
	}
	tx.open = nil
}

// prepare readies the context and gives the prepared statement, or nil where
// the driver keeps its own.
func (tx *Tx) prepare(ctx context.Context, query string) (context.Context, *sql.Stmt, error) {
	if err := tx.arrive(ctx); err != nil {
		return nil, nil, err
	}
	if tx.whole {
		if err := ctx.Err(); err != nil {
			return nil, nil, err
		}
		ctx = context.WithoutCancel(ctx)
	}
	if tx.session.limit == 0 {
		return ctx, nil, nil
	}
	stmt, err := tx.session.prepare(ctx, query)
	return ctx, stmt, err
}

// numbers returns the arguments with each bool as 1 or 0.
func numbers(args []any) []any {
	own := false
	for i, arg := range args {
		b, ok := arg.(bool)
		if !ok {
			continue
		}
		if !own {
			args, own = slices.Clone(args), true // the list is the caller's
		}
		n := int64(0)
		if b {
			n = 1
		}
		args[i] = n
	}
	return args
}

// Select returns the rows of a query. scan returns the destinations of the
// columns in a row, as sql.Rows.Scan takes them:
//
//	func(u *unit) []any { return []any{&u.ID, &u.Part} }
func Select[T any](ctx context.Context, tx *Tx, scan func(*T) []any, query string, args ...any) ([]T, error) {
	return appendRows[T](ctx, tx, nil, scan, query, args)
}

func appendRows[T any](ctx context.Context, tx *Tx, list []T, scan func(*T) []any, query string, args []any) ([]T, error) {
	rows, err := tx.query(ctx, query, args)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var row T
		if err := rows.Scan(scan(&row)...); err != nil {
			return nil, classify(err)
		}
		list = append(list, row)
	}
	return list, classify(rows.Err())
}

// inToken marks the list of keys in a query of SelectIn.
const inToken = "in (?)"

// maxKeys is the largest number of keys in one statement of SelectIn.
const maxKeys = 1024

// SelectIn returns the rows of a query for a list of keys. The query has the
// token "in (?)" once, where the keys go, and may have parameters $1 to $n of
// its own before it, given as args:
//
//	select child, parent from edge where known_to > $1 and child in (?) order by child
//
// A long list is asked for in chunks, whose rows follow each other, so an
// order by holds within a chunk only. Keys should be distinct: rows of a key
// that comes again in another chunk come again too.
func SelectIn[K, T any](ctx context.Context, tx *Tx, scan func(*T) []any, query string, keys []K, args ...any) ([]T, error) {
	if strings.Count(query, inToken) != 1 {
		return nil, fmt.Errorf("query %q: write %q once, where the keys go", query, inToken)
	}
	var list []T
	var err error
	for len(keys) > 0 {
		n := tx.chunkOf(len(keys))
		text, params := inChunk(tx, query, keys[:n], args)
		if list, err = appendRows(ctx, tx, list, scan, text, params); err != nil {
			return nil, err
		}
		keys = keys[n:]
	}
	return list, nil
}

// EachIn runs a query for a list of keys as SelectIn does, and calls row after
// each row has been scanned into dest, which is used again for the next one:
// for hot paths, where a value for each row costs too much.
func EachIn[K any](ctx context.Context, tx *Tx, query string, keys []K, args, dest []any, row func()) error {
	for len(keys) > 0 {
		n := tx.chunkOf(len(keys))
		text, params := inChunk(tx, query, keys[:n], args)
		rows, err := tx.query(ctx, text, params)
		if err != nil {
			return err
		}
		for rows.Next() {
			if err := rows.Scan(dest...); err != nil {
				_ = rows.Close()
				return classify(err)
			}
			row()
		}
		if err := rows.Err(); err != nil {
			return classify(err)
		}
		keys = keys[n:]
	}
	return nil
}

// maxArray is the largest number of keys in one statement on PostgreSQL, where
// they travel as one array.
const maxArray = 16_384

// chunkOf is how many of the keys go into the next statement.
func (tx *Tx) chunkOf(keys int) int {
	if tx.Dialect == Postgres {
		return min(keys, maxArray)
	}
	return min(keys, maxKeys)
}

// inChunk puts the keys of one chunk into a query: as an array on PostgreSQL,
// else as a list that is padded to a power of two.
func inChunk[K any](tx *Tx, query string, keys []K, args []any) (text string, params []any) {
	if array, ok := arrayOf(keys); ok && tx.Dialect == Postgres {
		params = append(slices.Clone(args), array)
		return strings.Replace(query, inToken, "= any ($"+strconv.Itoa(len(params))+")", 1), params
	}
	size := ceilPowerOfTwo(len(keys))
	params = make([]any, 0, len(args)+size)
	params = append(params, args...)
	for i := range size {
		params = append(params, keys[min(i, len(keys)-1)])
	}
	return strings.Replace(query, inToken, "in "+placeholders(len(args), size), 1), params
}

// arrayOf is a list of texts or of numbers as an array of PostgreSQL; false for
// other keys.
func arrayOf[K any](keys []K) (any, bool) {
	texts, numbers := make([]string, 0, len(keys)), make([]int64, 0, len(keys))
	for _, key := range keys {
		switch v := any(key).(type) {
		case string:
			texts = append(texts, v)
		case int64:
			numbers = append(numbers, v)
		}
	}
	switch len(keys) {
	case len(texts):
		return texts, true
	case len(numbers):
		return numbers, true
	}
	return nil, false
}

// placeholders writes "($4,$5)" for two parameters after the third.
func placeholders(after, count int) string {
	return string(appendPlaceholders(make([]byte, 0, 6*count), after, count))
}

func appendPlaceholders(b []byte, after, count int) []byte {
	b = append(b, '(')
	for i := range count {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, '$')
		b = strconv.AppendInt(b, int64(after+i+1), 10)
	}
	return append(b, ')')
}

func ceilPowerOfTwo(n int) int {
	size := 1
	for size < n {
		size *= 2
	}
	return size
}

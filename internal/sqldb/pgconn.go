package sqldb

import (
	"context"
	"database/sql/driver"
	"errors"
	"io"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"
)

// connector lets database/sql use pgx. It does what this package needs and no
// more: pgx keeps the prepared statements, and converts the values.
type connector struct{ config *pgx.ConnConfig }

func (c connector) Connect(ctx context.Context) (driver.Conn, error) {
	conn, err := pgx.ConnectConfig(ctx, c.config)
	if err != nil {
		return nil, err
	}
	return pgConn{conn}, nil
}

func (c connector) Driver() driver.Driver { return c }

// Open is there for the interface only.
func (c connector) Open(string) (driver.Conn, error) { return c.Connect(context.Background()) }

type pgConn struct{ *pgx.Conn }

// patience bounds what runs without the caller's context, so that a server that
// fell silent cannot hold the writer for ever. A commit that takes longer has an
// unknown outcome.
const patience = 30 * time.Second

var errUnsupported = errors.New("not supported: use the method with a context")

func (c pgConn) Prepare(string) (driver.Stmt, error) { return nil, errUnsupported }

func (c pgConn) Begin() (driver.Tx, error) { return nil, errUnsupported }

func (c pgConn) Close() error {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	return c.Conn.Close(ctx)
}

// IsValid lets database/sql forget a connection that was lost.
func (c pgConn) IsValid() bool { return !c.IsClosed() }

// CheckNamedValue leaves the conversion of arguments to pgx.
func (c pgConn) CheckNamedValue(*driver.NamedValue) error { return nil }

func (c pgConn) BeginTx(ctx context.Context, opts driver.TxOptions) (driver.Tx, error) {
	if c.IsClosed() {
		return nil, driver.ErrBadConn
	}
	var options pgx.TxOptions
	if opts.ReadOnly {
		options = pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly}
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	tx, err := c.Conn.BeginTx(ctx, options)
	if err != nil {
		return nil, err
	}
	return pgTx{tx}, nil
}

func (c pgConn) ExecContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Result, error) {
	if c.IsClosed() {
		return nil, driver.ErrBadConn
	}
	tag, err := c.Exec(ctx, query, values(args)...)
	if err != nil {
		return nil, err
	}
	return driver.RowsAffected(tag.RowsAffected()), nil
}

// binaryResults are the types that need no text between.
var binaryResults = pgx.QueryResultFormatsByOID{
	pgtype.BoolOID: 1, pgtype.ByteaOID: 1, pgtype.Int2OID: 1, pgtype.Int4OID: 1, pgtype.Int8OID: 1,
	pgtype.TimestampOID: 1, pgtype.TimestamptzOID: 1,
}

func (c pgConn) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	if c.IsClosed() {
		return nil, driver.ErrBadConn
	}
	rows, err := c.Query(ctx, query, append([]any{binaryResults}, values(args)...)...)
	if err != nil {
		return nil, err
	}
	// pgx tells most errors, and the columns, with the first row only.
	first := rows.Next()
	if err := rows.Err(); err != nil {
		rows.Close()
		return nil, err
	}
	return &pgRows{Rows: rows, types: c.TypeMap(), first: true, more: first}, nil
}

func values(args []driver.NamedValue) []any {
	list := make([]any, len(args))
	for i, arg := range args {
		list[i] = arg.Value
	}
	return list
}

type pgTx struct{ tx pgx.Tx }

func (t pgTx) Commit() error {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	return t.tx.Commit(ctx)
}

func (t pgTx) Rollback() error {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	return t.tx.Rollback(ctx)
}

type pgRows struct {
	pgx.Rows
	types *pgtype.Map
	first bool // Next has not been called
	more  bool // there is a first row
}

func (r *pgRows) Columns() []string {
	fields := r.FieldDescriptions()
	names := make([]string, len(fields))
	for i, f := range fields {
		names[i] = f.Name
	}
	return names
}

func (r *pgRows) Close() error {
	r.Rows.Close()
	return r.Err()
}

func (r *pgRows) Next(dest []driver.Value) error {
	if !r.first {
		r.more = r.Rows.Next()
	}
	r.first = false
	if !r.more {
		if err := r.Err(); err != nil {
			return err
		}
		return io.EOF
	}
	fields, raw := r.FieldDescriptions(), r.RawValues()
	for i, f := range fields {
		value, err := r.value(f.DataTypeOID, f.Format, raw[i])
		if err != nil {
			return err
		}
		dest[i] = value
	}
	return nil
}

func (r *pgRows) value(oid uint32, format int16, src []byte) (driver.Value, error) {
	if src == nil {
		return nil, nil
	}
	if format == 0 {
		return string(src), nil
	}
	t, ok := r.types.TypeForOID(oid)
	if !ok {
		return nil, errors.New("a result of an unknown type")
	}
	return t.Codec.DecodeDatabaseSQLValue(r.types, oid, format, src)
}

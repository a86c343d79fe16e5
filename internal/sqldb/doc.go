// Package sqldb opens the one store of a site, a SQLite folder or a PostgreSQL
// schema, and runs transactions on it. It knows no word of the plant.
//
// SQL is written once for both databases, with parameters $1 to $n. Write runs
// one transaction at a time; Read runs on connections of its own, sees one
// snapshot and never waits for the writer.
//
// # Column types
//
// A table uses only these types; on SQLite it is strict, so that both databases
// refuse a value of another type:
//
//	SQLite    PostgreSQL   Go
//	integer   bigint       int64 and other integers; bool as 0 and 1; times as microseconds UTC
//	text      text         string: UTF-8 without NUL
//	blob      bytea        []byte: nil is null, empty is not (and may read back as nil)
//
// On PostgreSQL a text column is declared with collate "C", so that both sort
// alike. A nullable column is scanned into a pointer or sql.Null. There are no
// floats, arrays, database times or JSON types, and no values made by the
// database.
//
// # Rows
//
// A connection serves one statement at a time: rows are read to their end, or
// closed, before the next statement of the same transaction. Select does so.
//
// # Errors
//
// Every error wraps the driver's error and, where a caller may want to branch,
// one of the sentinels of this package. They are told by error codes, never by
// text.
package sqldb

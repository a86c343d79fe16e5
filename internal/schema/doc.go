// Package schema holds the tables of a store as numbered migrations, in twin
// folders for SQLite and PostgreSQL, and brings a store to the newest version.
//
// A migration is a file NNNN_name.sql in both folders, in the format of goose,
// with an Up part only: a store never goes back. It is not changed once it has
// landed. The tables of both databases agree in names, columns, nullability and
// keys, which a test compares; package sqldb documents the column types.
package schema

package sqldb

import "database/sql"

// Dialect says which database a store lies in and the few things that differ.
// Dialects are compared with ==.
type Dialect struct {
	// Name is "sqlite" or "postgres". The migrations of the dialect lie in a
	// folder of this name.
	Name string
	// MaxParams is the number of parameters that one statement may have.
	MaxParams int

	driver string        // of database/sql
	read   sql.TxOptions // one read-only snapshot
	cached int           // prepared statements kept per connection; 0 when the driver keeps its own
}

// maxStatements is the number of prepared statements that a connection keeps:
// far more than the program has, with the few sizes that lists come in.
const maxStatements = 1024

// SQLite is the database of one file, for one machine.
var SQLite = Dialect{
	Name:      "sqlite",
	MaxParams: 32766,
	driver:    "sqlite",
	read:      sql.TxOptions{ReadOnly: true},
	cached:    maxStatements,
}

// Postgres is a schema in PostgreSQL 15 or newer.
var Postgres = Dialect{
	Name:      "postgres",
	MaxParams: 65535,
	driver:    "pgx",
	read:      sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true},
}

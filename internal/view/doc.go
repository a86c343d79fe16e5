// Package view is the read models: what the journal means, in tables that
// answer questions. They can be thrown away and made again from the journal.
//
// One file holds one table: its columns, how its rows are loaded into a
// working set, and its queries. The rows change by track.Apply only, so the
// decision and every reader see one truth. A law holds and is tested on every
// scenario: views made step by step equal views made again from the journal,
// and those on SQLite equal those on PostgreSQL.
//
// The package does not know who asks, and it writes nothing of its own accord:
// the engine flushes the working set in the transaction that appends.
package view

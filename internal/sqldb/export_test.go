package sqldb

import "time"

// Statements returns how many prepared statements the writer keeps, and the
// limit.
func Statements(db *DB) (n, limit int) {
	for _, s := range db.writer.idle {
		n += len(s.stmts)
	}
	return n, db.writer.limit
}

// SetPatience sets how long the writer may take to begin, commit or roll back.
func SetPatience(db *DB, d time.Duration) { db.writer.patience = d }

// Ordinal is ordinal, for its tests.
var Ordinal = ordinal

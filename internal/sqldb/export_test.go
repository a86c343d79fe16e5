package sqldb

// Statements returns how many prepared statements the writer keeps, and the
// limit.
func Statements(db *DB) (n, limit int) {
	for _, s := range db.writer.idle {
		n += len(s.stmts)
	}
	return n, db.writer.limit
}

// Ordinal is ordinal, for its tests.
var Ordinal = ordinal

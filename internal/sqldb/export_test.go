package sqldb

import (
	"context"
	"net"
	"time"
)

// Dial connects as a store with the address does.
func Dial(ctx context.Context, storeURL, network, address string) (net.Conn, error) {
	config, _, err := parseURL(storeURL)
	if err != nil {
		return nil, err
	}
	return config.DialFunc(ctx, network, address)
}

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

package view

import (
	"context"
	"fmt"
	"strings"

	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/track"
)

// table joins one table of the working set with its table in the database.
type table[K comparable, R any] struct {
	name    string
	key     []string
	columns []string
	scan    func(*R) []any // destinations, in the order of columns
	args    func(*R) []any // values, in the order of columns
	upsert  sqldb.Upsert
}

func newTable[K comparable, R any](name, key, columns string, scan, args func(*R) []any) *table[K, R] {
	t := &table[K, R]{name: name, key: strings.Split(key, ", "), columns: strings.Split(columns, ", "), scan: scan, args: args}
	t.upsert.Table, t.upsert.Key, t.upsert.Columns = name, t.key, t.columns
	return t
}

// query is a select of whole rows, with the rest of the statement.
func (t *table[K, R]) query(rest string) string {
	return "select " + strings.Join(t.columns, ", ") + " from " + t.name + " " + rest
}

// load gives the working set the rows whose keys are missing; the key must be
// one column.
func (t *table[K, R]) load(ctx context.Context, tx *sqldb.Tx, set *track.Table[K, R]) error {
	keys := set.Missing()
	if len(keys) == 0 {
		return nil
	}
	if len(t.key) > 1 {
		return fmt.Errorf("view %s: rows are loaded by group, not by key: %v", t.name, keys)
	}
	rows, err := sqldb.SelectIn(ctx, tx, t.scan, t.query("where "+t.key[0]+" in (?)"), texts(keys))
	if err != nil {
		return fmt.Errorf("load %s: %w", t.name, err)
	}
	for _, r := range rows {
		set.Load(r)
	}
	set.LoadAbsent()
	return nil
}

// loadAll gives the working set every row there is.
func (t *table[K, R]) loadAll(ctx context.Context, tx *sqldb.Tx, set *track.Table[K, R], where string) error {
	rows, err := sqldb.Select(ctx, tx, t.scan, t.query(where))
	if err != nil {
		return fmt.Errorf("load %s: %w", t.name, err)
	}
	for _, r := range rows {
		set.Load(r)
	}
	set.SetWhole()
	return nil
}

// flush writes the rows that have changed.
func (t *table[K, R]) flush(ctx context.Context, tx *sqldb.Tx, set *track.Table[K, R]) error {
	dirty := set.Dirty()
	if len(dirty) == 0 {
		return nil
	}
	rows := make([][]any, len(dirty))
	for i := range dirty {
		rows[i] = t.args(&dirty[i])
	}
	return t.upsert.Exec(ctx, tx, rows)
}

// loadGroup gives the working set the rows of the missing groups; where picks
// out the rows that belong to one, with the token "in (?)" for the groups.
func loadGroup[G, K comparable, R any](ctx context.Context, tx *sqldb.Tx, t *table[K, R], set *track.Group[G, K, R], where string) error {
	groups := set.Missing()
	if len(groups) == 0 {
		return nil
	}
	rows, err := sqldb.SelectIn(ctx, tx, t.scan, t.query("where "+where), texts(groups))
	if err != nil {
		return fmt.Errorf("load %s: %w", t.name, err)
	}
	set.Loaded(rows)
	return nil
}

// texts turns keys of named types into what the drivers take.
func texts[K comparable](keys []K) []any {
	out := make([]any, len(keys))
	for i, k := range keys {
		switch v := any(k).(type) {
		case track.ObjectID:
			out[i] = string(v)
		case track.HoldID:
			out[i] = string(v)
		case track.PermissionID:
			out[i] = string(v)
		case track.CertificateID:
			out[i] = string(v)
		case track.AndonID:
			out[i] = string(v)
		case track.PrintID:
			out[i] = string(v)
		case track.ReservationID:
			out[i] = string(v)
		case track.SubscriptionID:
			out[i] = string(v)
		default:
			out[i] = v
		}
	}
	return out
}

func flag(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

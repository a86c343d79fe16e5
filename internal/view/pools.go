package view

import (
	"fmt"
	"strconv"

	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/track"
)

var pools = newTable[string](
	"number_pool", "pool",
	"pool, count, drawn, returned, void, next",
	func(r *track.PoolCount) []any {
		return []any{&r.Pool, &r.Count, &r.Drawn, &r.Returned, &r.Void, &r.Next}
	},
	func(r *track.PoolCount) []any {
		return []any{r.Pool, int64(r.Count), int64(r.Drawn), int64(r.Returned), int64(r.Void), int64(r.Next)}
	},
)

var poolRanges = newTable[string](
	"number_range", "id",
	"id, pool, kind, first, last, start, count, note, filled, filled_at",
	func(r *track.PoolRange) []any {
		return []any{&r.ID, &r.Pool, &r.Kind, &r.First, &r.Last, &r.Start, &r.Count, &r.Note, &r.Filled, &r.At}
	},
	func(r *track.PoolRange) []any {
		return []any{r.ID, r.Pool, string(r.Kind), r.First, r.Last, int64(r.Start), int64(r.Count), r.Note, r.Filled, int64(r.At)}
	},
)

var poolNumbers = newTable[string](
	"pool_number", "id",
	"id, pool, place, number, single, state, object, reason, note, actor, changed, changed_at",
	func(r *track.PoolNumber) []any {
		return []any{&r.ID, &r.Pool, &r.Place, &r.Number, &r.Single, &r.State, &r.Object, &r.Reason, &r.Note, &r.Actor, &r.Changed, &r.At}
	},
	func(r *track.PoolNumber) []any {
		return []any{
			r.ID, r.Pool, int64(r.Place), r.Number, flag(r.Single), string(r.State), string(r.Object), r.Reason, r.Note, r.Actor, r.Changed, int64(r.At),
		}
	},
)

// PoolCounts are how far the numbers of all pools have come, by their codes.
func (q *Query) PoolCounts() (map[string]track.PoolCount, error) {
	rows, err := sqldb.Select(q.ctx, q.tx, pools.scan, pools.query("order by pool"))
	if err != nil {
		return nil, fmt.Errorf("count the numbers of pools: %w", err)
	}
	counts := make(map[string]track.PoolCount, len(rows))
	for _, c := range rows {
		counts[c.Pool] = c
	}
	return counts, nil
}

// PoolRanges lists the ranges of a pool in the order in which they were loaded.
func (q *Query) PoolRanges(pool string) ([]track.PoolRange, error) {
	rows, err := sqldb.Select(q.ctx, q.tx, poolRanges.scan, poolRanges.query("where pool = $1 order by start limit "+strconv.Itoa(maxPage)), pool)
	if err != nil {
		return nil, fmt.Errorf("list the ranges of pool %s: %w", pool, err)
	}
	return rows, nil
}

// PoolNumbers lists the numbers of a pool that were loaded one by one, and those of
// ranges with which something was done, in the order of their places: all, or those
// in a state.
func (q *Query) PoolNumbers(pool string, state track.PoolState, p Page) (rows []track.PoolNumber, next string, err error) {
	f := &filter{}
	f.add("pool = ?", pool)
	f.equal("state", string(state))
	if p.After != "" {
		place, err := numberCursor(p.After)
		if err != nil {
			return nil, "", err
		}
		f.add("place > ?", place)
	}
	rows, err = sqldb.Select(q.ctx, q.tx, poolNumbers.scan, poolNumbers.query(f.where("place", p.limit())), f.args...)
	if err != nil {
		return nil, "", fmt.Errorf("list the numbers of pool %s: %w", pool, err)
	}
	rows, next = page(rows, p.limit(), func(n *track.PoolNumber) string { return strconv.FormatUint(n.Place, 10) })
	return rows, next, nil
}

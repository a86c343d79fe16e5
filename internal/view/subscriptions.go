package view

import (
	"fmt"

	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/track"
)

// NamedQuery reads a query that is kept under a name, or gives ErrNotFound.
func (q *Query) NamedQuery(name string) (track.NamedQuery, error) {
	rows, err := sqldb.Select(q.ctx, q.tx, queries.scan, queries.query("where name = $1 and dropped = 0"), name)
	if err != nil {
		return track.NamedQuery{}, fmt.Errorf("read named query: %w", err)
	}
	if len(rows) == 0 {
		return track.NamedQuery{}, fmt.Errorf("query %q: %w", name, ErrNotFound)
	}
	return rows[0], nil
}

// NamedQueries lists the queries that are kept, by name: those of one actor, or of
// all where it is empty, at most limit of them and one more. After is the name
// before the first.
func (q *Query) NamedQueries(actor, after string, limit int) ([]track.NamedQuery, error) {
	f := &filter{}
	f.equal("actor", actor)
	f.add("dropped = 0")
	f.add("name > ?", after)
	rows, err := sqldb.Select(q.ctx, q.tx, queries.scan, queries.query(f.where("name", limit)), f.args...)
	if err != nil {
		return nil, fmt.Errorf("list named queries: %w", err)
	}
	return rows, nil
}

// Subscription reads a subscription that stands, or gives ErrNotFound.
func (q *Query) Subscription(id track.SubscriptionID) (track.Subscription, error) {
	rows, err := sqldb.Select(q.ctx, q.tx, subscriptions.scan, subscriptions.query("where id = $1 and ended = 0"), string(id))
	if err != nil {
		return track.Subscription{}, fmt.Errorf("read subscription: %w", err)
	}
	if len(rows) == 0 {
		return track.Subscription{}, fmt.Errorf("subscription %q: %w", id, ErrNotFound)
	}
	return rows[0], nil
}

// Subscriptions lists the subscriptions that stand, to one named query, or to all
// where it is empty. There are few of them.
func (q *Query) Subscriptions(query string) ([]track.Subscription, error) {
	f := &filter{}
	f.equal("query", query)
	f.add("ended = 0")
	rows, err := sqldb.Select(q.ctx, q.tx, subscriptions.scan, subscriptions.query(f.where("query, began", maxStanding)), f.args...)
	if err != nil {
		return nil, fmt.Errorf("list subscriptions: %w", err)
	}
	return rows, nil
}

// maxStanding bounds the subscriptions of a store that are served.
const maxStanding = 10_000

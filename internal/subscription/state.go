package subscription

import (
	"context"
	"time"

	"github.com/go-json-experiment/json"

	"github.com/tracewright/tracewright/internal/epcisview"
	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/track"
)

// State is how far a subscription has been sent.
type State struct {
	// Cursor is behind the last event that was taken.
	Cursor epcisview.Cursor `json:"cursor"`
	// Pending is a delivery that may have been sent, and was not taken yet.
	Pending *Delivery `json:"pending,omitzero"`
	// Run is the time of the schedule that is being done.
	Run *Run `json:"run,omitzero"`
	// Ran is when the last time of the schedule was begun.
	Ran      time.Time `json:"ran,omitzero"`
	Size     int       `json:"size,omitzero"` // events of a delivery at most
	Tries    int       `json:"tries,omitzero"`
	Next     time.Time `json:"next,omitzero"` // not tried before
	Problem  string    `json:"problem,omitzero"`
	Failing  time.Time `json:"failing,omitzero"` // since when
	Notified time.Time `json:"notified,omitzero"`
	// MinRecordTime is when the last event that was taken was recorded.
	MinRecordTime time.Time `json:"minRecordTime,omitzero"`
}

// Delivery is events that are sent together. It is the same however often it is
// sent.
type Delivery struct {
	ID     string           `json:"id"`
	To     epcisview.Cursor `json:"to"`
	Events int              `json:"events"`
}

// Run is one time of a schedule: what was recorded until it began.
type Run struct {
	At    time.Time        `json:"at"`
	Until epcisview.Cursor `json:"until"`
	Sent  int              `json:"sent,omitzero"` // events so far
}

// States are the states of all subscriptions of a store, with the secrets that
// sign their deliveries.
type States struct{ DB *sqldb.DB }

var putState = &sqldb.Upsert{Table: "subscription_state", Key: []string{"subscription"}, Columns: []string{"subscription", "secret", "created_at", "state"}}

// Prepare keeps the secret of a subscription that is going to be made.
func (s *States) Prepare(ctx context.Context, id track.SubscriptionID, secret string, now time.Time) error {
	return s.put(ctx, &row{id: id, secret: secret, created: now.UnixMicro()})
}

// row is a state as the table has it.
type row struct {
	id      track.SubscriptionID
	secret  string
	created int64
	state   State
}

func (s *States) put(ctx context.Context, r *row) error {
	b, err := json.Marshal(&r.state)
	if err != nil {
		return err
	}
	return s.DB.Write(ctx, func(tx *sqldb.Tx) error {
		return putState.Exec(ctx, tx, [][]any{{string(r.id), r.secret, r.created, b}})
	})
}

// Forget forgets a subscription that came to nothing, or has ended.
func (s *States) Forget(ctx context.Context, id track.SubscriptionID) error {
	return s.DB.Write(ctx, func(tx *sqldb.Tx) error {
		_, err := tx.Exec(ctx, "delete from subscription_state where subscription = $1", string(id))
		return err
	})
}

// sweep forgets what no subscription that stands speaks of, and was not made just
// now.
func (s *States) sweep(ctx context.Context, before time.Time) error {
	return s.DB.Write(ctx, func(tx *sqldb.Tx) error {
		_, err := tx.Exec(ctx, "delete from subscription_state where created_at < $1 and subscription not in (select id from subscription where ended = 0)", before.UnixMicro())
		return err
	})
}

// All reads the states of all subscriptions.
func (s *States) All(ctx context.Context) (map[track.SubscriptionID]State, error) {
	var all map[track.SubscriptionID]State
	err := s.DB.Read(ctx, func(tx *sqldb.Tx) (err error) {
		all, err = ReadStates(ctx, tx)
		return err
	})
	return all, err
}

// ReadStates reads the states of all subscriptions of a store.
func ReadStates(ctx context.Context, tx *sqldb.Tx) (map[track.SubscriptionID]State, error) {
	rows, err := read(ctx, tx, "")
	all := make(map[track.SubscriptionID]State, len(rows))
	for i := range rows {
		all[rows[i].id] = rows[i].state
	}
	return all, err
}

// Of reads the state of a subscription; the zero State where it has none yet.
func (s *States) Of(ctx context.Context, id track.SubscriptionID) (State, error) {
	r, err := s.row(ctx, id)
	if err != nil || r == nil {
		return State{}, err
	}
	return r.state, nil
}

// row reads a row; nil: there is none.
func (s *States) row(ctx context.Context, id track.SubscriptionID) (found *row, err error) {
	err = s.DB.Read(ctx, func(tx *sqldb.Tx) error {
		rows, err := read(ctx, tx, "where subscription = $1", string(id))
		if len(rows) > 0 {
			found = &rows[0]
		}
		return err
	})
	return found, err
}

func read(ctx context.Context, tx *sqldb.Tx, where string, args ...any) ([]row, error) {
	type stored struct {
		row
		json []byte
	}
	found, err := sqldb.Select(ctx, tx, func(r *stored) []any { return []any{&r.id, &r.secret, &r.created, &r.json} },
		"select subscription, secret, created_at, state from subscription_state "+where, args...)
	rows := make([]row, len(found))
	for i := range found {
		rows[i] = found[i].row
		if err == nil {
			err = json.Unmarshal(found[i].json, &rows[i].state)
		}
	}
	return rows, err
}

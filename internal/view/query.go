package view

import (
	"context"
	"errors"
	"fmt"

	"github.com/tracewright/tracewright/internal/journal"
	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/track"
)

// ErrNotFound says that what was asked for is not in the views.
var ErrNotFound = errors.New("not found")

// Store answers questions about the plant.
type Store struct {
	db     *sqldb.DB
	plants plants
}

// NewStore reads the views of a database.
func NewStore(db *sqldb.DB) *Store { return &Store{db: db} }

// Read runs questions on one snapshot: all of them see the views as they were
// after one and the same entry.
func (s *Store) Read(ctx context.Context, ask func(*Query) error) error {
	return s.db.Read(ctx, func(tx *sqldb.Tx) error {
		size, err := journal.Size(ctx, tx)
		if err != nil {
			return err
		}
		return ask(&Query{ctx: ctx, tx: tx, Size: size, plants: &s.plants})
	})
}

// Query asks questions of one snapshot. It lives no longer than the function
// it was given to.
type Query struct {
	ctx context.Context
	tx  *sqldb.Tx
	// plants outlive the query: they belong to the store.
	plants *plants
	// Size is how many entries the journal has in this snapshot.
	Size int64
}

// Object returns one object by its key, or ErrNotFound.
func (q *Query) Object(id track.ObjectID) (track.Object, error) {
	found, err := q.Objects([]track.ObjectID{id})
	if err != nil {
		return track.Object{}, err
	}
	o, ok := found[id]
	if !ok {
		return o, fmt.Errorf("object %s: %w", id, ErrNotFound)
	}
	return o, nil
}

// Objects returns the objects that there are of a list of keys.
func (q *Query) Objects(ids []track.ObjectID) (map[track.ObjectID]track.Object, error) {
	rows, err := sqldb.SelectIn(q.ctx, q.tx, objects.scan, objects.query("where id in (?)"), texts(ids))
	if err != nil {
		return nil, fmt.Errorf("read objects: %w", err)
	}
	found := make(map[track.ObjectID]track.Object, len(rows))
	for _, o := range rows {
		found[o.ID] = o
	}
	return found, nil
}

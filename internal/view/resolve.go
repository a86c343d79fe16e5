package view

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/tracewright/tracewright/internal/ident"
	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/track"
)

// maxCandidates bounds how many objects one code may mean.
const maxCandidates = 100

// Resolve lists the objects that a reference can mean at a time (0: without regard
// to it), the oldest identifier first, at most 100: a key, a URI, or an identifier.
// What is called so then comes before what was called so once. None is an empty
// list.
//
// A code of a standard that is no identifier itself is understood first.
func (q *Query) Resolve(ref track.Ref, at track.Micros) ([]track.Object, error) {
	text := strings.TrimFunc(string(ref), unicode.IsSpace)
	key, isURI := ident.ObjectKey(text)
	if isURI || ident.IsObjectKey(text) {
		if !isURI {
			key = text
		}
		found, err := q.Objects([]track.ObjectID{track.ObjectID(key)})
		if o, ok := found[track.ObjectID(key)]; ok || err != nil || isURI {
			return one(o, ok), err
		}
	}
	if text == "" || len(text) > ident.MaxCode {
		return nil, nil
	}
	names, err := q.Called(text)
	if err != nil {
		return nil, err
	}
	for _, tier := range [][]track.Identifier{track.NamesAt(names, at), names} {
		found, err := q.bearers(tier)
		if len(found) > 0 || err != nil {
			return found, err
		}
	}
	return q.understood(ref, at)
}

// understood lists the objects that a code names, as a scan finds them. The plant
// definition tells whose GTIN is on the label.
func (q *Query) understood(ref track.Ref, at track.Micros) ([]track.Object, error) {
	index, err := q.current()
	if err != nil {
		return nil, err
	}
	s := track.NewState()
	s.Plant = index
	return q.find(s, ref, at)
}

func (q *Query) find(s *track.State, ref track.Ref, at track.Micros) ([]track.Object, error) {
	for range maxLookups {
		found := s.Find(ref, at)
		if !s.Missing() {
			return found[:min(len(found), maxCandidates)], nil
		}
		if err := Load(q.ctx, q.tx, s); err != nil {
			return nil, err
		}
	}
	return nil, nil
}

// maxLookups bounds how often rows are loaded for one code: its values, then
// their objects.
const maxLookups = 5

func one(o track.Object, ok bool) []track.Object {
	if !ok {
		return nil
	}
	return []track.Object{o}
}

// Called lists the identifiers of a value that stand, those that are no longer
// valid too: what is and was called so. The oldest comes first; at most 1000.
func (q *Query) Called(value string) ([]track.Identifier, error) {
	names, err := sqldb.Select(q.ctx, q.tx, identifiers.scan,
		identifiers.query("where value = $1 and known_to = 0 order by valid_from, known_from, object, scheme, issuer limit 1000"), value)
	if err != nil {
		return nil, fmt.Errorf("read identifiers: %w", err)
	}
	return names, nil
}

// bearers lists the objects of some identifiers that are not void, at most 100.
func (q *Query) bearers(names []track.Identifier) ([]track.Object, error) {
	names = names[:min(len(names), maxCandidates)]
	ids := make([]track.ObjectID, len(names))
	for i, n := range names {
		ids[i] = n.Object
	}
	objects, err := q.Objects(ids)
	if err != nil {
		return nil, err
	}
	var found []track.Object
	for _, id := range ids {
		if o, ok := objects[id]; ok && o.Life != track.LifeVoid {
			found = append(found, o)
		}
		delete(objects, id)
	}
	return found, nil
}

// Identifiers lists what an object is and was called, the oldest first, at
// most 1000.
func (q *Query) Identifiers(id track.ObjectID) ([]track.Identifier, error) {
	rows, err := sqldb.Select(q.ctx, q.tx, identifiers.scan,
		identifiers.query("where object = $1 order by known_from, scheme, issuer, value limit 1000"), string(id))
	if err != nil {
		return nil, fmt.Errorf("read identifiers of %s: %w", id, err)
	}
	return rows, nil
}

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

// Resolve lists the objects that a reference can mean, the oldest identifier
// first, at most 100: a key, a URI, or an identifier. What is called so today
// comes before what was called so once. None is an empty list.
//
// A code of a standard that is no identifier itself is understood first.
func (q *Query) Resolve(ref track.Ref) ([]track.Object, error) {
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
	for _, valid := range []string{"valid_to = 0", "valid_to <> 0"} {
		found, err := q.named(text, valid)
		if len(found) > 0 || err != nil {
			return found, err
		}
	}
	return q.understood(ref)
}

// understood lists the objects that a code names, as a scan finds them. The plant
// definition tells whose GTIN is on the label.
func (q *Query) understood(ref track.Ref) ([]track.Object, error) {
	index, err := q.current()
	if err != nil {
		return nil, err
	}
	s := track.NewState()
	s.Plant = index
	return q.find(s, ref)
}

func (q *Query) find(s *track.State, ref track.Ref) ([]track.Object, error) {
	for range maxLookups {
		found := s.Find(ref)
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

// named lists the objects with a standing identifier.
func (q *Query) named(value, valid string) ([]track.Object, error) {
	names, err := sqldb.Select(q.ctx, q.tx, identifiers.scan,
		identifiers.query("where value = $1 and known_to = 0 and "+valid+" order by known_from, object, scheme, issuer limit $2"),
		value, maxCandidates)
	if err != nil {
		return nil, fmt.Errorf("read identifiers: %w", err)
	}
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

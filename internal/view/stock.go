package view

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/tracewright/tracewright/internal/plant"
	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/track"
)

// StockFilter picks stock; what is empty does not bind.
type StockFilter struct {
	Part string
	// Place is a station, a position as "STATION/POSITION" or another place of
	// the site: where it was last seen, or is loaded.
	Place string
	// Lot picks a lot and what was parted from it.
	Lot track.ObjectID
}

// Stock is a lot or container of which something is left, or too much was
// booked.
type Stock struct {
	Object track.Object
	Loaded []string     // where it is set up, as "STATION/POSITION"
	Expiry track.Micros // 0: never
	Floor  Floor
}

// Floor is how the floor life of an object stands; the zero value is of one that
// has none.
type Floor struct {
	Limited bool
	Open    bool
	// Left is what was left when it was last opened, sealed or baked.
	Left track.Micros
	// Ends is when none is left, of what is open; 0 while it is sealed.
	Ends track.Micros
}

// ErrTooMuch says that a question has more answers than can be listed.
var ErrTooMuch = errors.New("too much to list")

// maxStock bounds how many lots and containers are looked at.
const maxStock = 5000

// Stock lists lots and containers that something is left of, by part, and in the
// order in which they are to be used: what expires first, then the oldest. More
// than 5000 are ErrTooMuch.
func (q *Query) Stock(s StockFilter) ([]Stock, error) {
	f := &filter{}
	f.add("kind in ('lot', 'container')")
	f.add("life = 'open'")
	f.equal("part", s.Part)
	if s.Lot != "" {
		f.add("(id = ? or id in (select parent from edge where child = ? and kind = 'split' and known_to = 0))", string(s.Lot), string(s.Lot))
	}
	if s.Place != "" {
		f.add("(station = ? or location = ? or id in (select child from edge where "+
			"parent >= ? and parent < ? and kind in ('loaded', 'added') and known_to = 0 and occurred_to = 0))",
			append([]any{s.Place, s.Place}, placeRange(s.Place)...)...)
	}
	rows, err := sqldb.Select(q.ctx, q.tx, objects.scan, objects.query(f.where("part, id", maxStock)), f.args...)
	if err != nil {
		return nil, fmt.Errorf("list stock: %w", err)
	}
	if len(rows) > maxStock {
		return nil, fmt.Errorf("more than %d lots and containers: %w", maxStock, ErrTooMuch)
	}
	rows = slices.DeleteFunc(rows, func(o track.Object) bool { return strings.Trim(string(o.Quantity), "-0.") == "" })
	list := make([]Stock, len(rows))
	for i := range rows {
		list[i].Object = rows[i]
	}
	if err := q.explain(list); err != nil {
		return nil, err
	}
	slices.SortStableFunc(list, func(a, b Stock) int {
		return cmp.Or(cmp.Compare(a.Object.Part, b.Object.Part), cmp.Compare(cmp.Or(a.Expiry, forever), cmp.Or(b.Expiry, forever)),
			cmp.Compare(a.Object.Created, b.Object.Created), cmp.Compare(a.Object.ID, b.Object.ID))
	})
	return list, nil
}

// placeRange bounds the keys of the positions of a station, or is the key of one
// position.
func placeRange(place string) []any {
	station, position, one := strings.Cut(place, "/")
	key := string(track.PlaceID(station, position))
	if one {
		return []any{key, key + "\x01"}
	}
	return []any{key, key + "\U0010FFFF"}
}

// explain adds where stock is loaded, and how long it may be used.
func (q *Query) explain(list []Stock) error {
	ids := make([]track.ObjectID, len(list))
	for i := range list {
		ids[i] = list[i].Object.ID
	}
	loads, err := q.loadsOf(ids)
	if err != nil {
		return err
	}
	from, acts, err := q.lives(ids)
	if err != nil {
		return err
	}
	index, err := q.current()
	if err != nil {
		return err
	}
	for i := range list {
		s := &list[i]
		for _, e := range loads[s.Object.ID] {
			s.Loaded = append(s.Loaded, e.Station+"/"+e.Position)
		}
		s.Expiry = track.ExpiryOf(s.Object.ID, forever, func(id track.ObjectID) []track.Exposure { return acts[id] },
			func(id track.ObjectID) []track.ObjectID { return from[id] })
		if part, ok := index.Part(s.Object.Part, s.Object.Revision); ok {
			s.Floor = floorOf(part, acts[s.Object.ID])
		}
	}
	return nil
}

// floorOf is how floor life stands after the last act.
func floorOf(part *plant.Part, acts []track.Exposure) Floor {
	last := track.Micros(0)
	for _, a := range acts {
		if a.VoidSeq == 0 {
			last = max(last, a.At)
		}
	}
	left, open, limited := track.FloorLife(part, acts, last)
	f := Floor{Limited: limited, Open: open, Left: left}
	if !limited {
		return Floor{}
	}
	if open {
		f.Ends = last + left
	}
	return f
}

// Plant is the present plant definition; an empty one before the first.
func (q *Query) Plant() (*plant.Index, error) { return q.current() }

// current is the present plant definition; an empty one before the first.
func (q *Query) current() (*plant.Index, error) {
	rows, err := sqldb.Select(q.ctx, q.tx, func(v *int64) []any { return []any{v} }, "select version from plant_version order by version desc limit 1")
	if err != nil || len(rows) == 0 {
		return (&plant.Definition{}).Index(), err
	}
	return q.plant(rows[0])
}

// loadsOf reads where objects are loaded now.
func (q *Query) loadsOf(ids []track.ObjectID) (map[track.ObjectID][]track.Edge, error) {
	return q.edgesBy("child in (?) and kind in ('loaded', 'added') and known_to = 0 and occurred_to = 0", texts(ids),
		func(e *track.Edge) track.ObjectID { return e.Child })
}

func (q *Query) edgesBy(where string, keys []any, of func(*track.Edge) track.ObjectID) (map[track.ObjectID][]track.Edge, error) {
	rows, err := sqldb.SelectIn(q.ctx, q.tx, edges.scan, edges.query("where "+where), keys)
	if err != nil {
		return nil, fmt.Errorf("read edges: %w", err)
	}
	slices.SortFunc(rows, inOrder)
	by := map[track.ObjectID][]track.Edge{}
	for i := range rows {
		by[of(&rows[i])] = append(by[of(&rows[i])], rows[i])
	}
	return by, nil
}

// maxParted bounds how often material was parted from other material.
const maxParted = 8

// lives reads what objects were parted from, at all levels, and the acts that
// changed the life of any of it.
func (q *Query) lives(ids []track.ObjectID) (from map[track.ObjectID][]track.ObjectID, acts map[track.ObjectID][]track.Exposure, err error) {
	from, acts = map[track.ObjectID][]track.ObjectID{}, map[track.ObjectID][]track.Exposure{}
	seen := map[track.ObjectID]bool{}
	for range maxParted {
		ids = slices.DeleteFunc(slices.Clone(ids), func(id track.ObjectID) bool { return seen[id] })
		if len(ids) == 0 {
			break
		}
		rows, err := sqldb.SelectIn(q.ctx, q.tx, exposures.scan, exposures.query("where object in (?)"), texts(ids))
		if err != nil {
			return nil, nil, fmt.Errorf("read the life of material: %w", err)
		}
		for _, a := range rows {
			acts[a.Object] = append(acts[a.Object], a)
		}
		parted, err := q.edgesBy("parent in (?) and kind in ('split', 'merged') and known_to = 0 and occurred_to = 0", texts(ids),
			func(e *track.Edge) track.ObjectID { return e.Parent })
		if err != nil {
			return nil, nil, err
		}
		var next []track.ObjectID
		for _, id := range ids {
			seen[id] = true
			for _, e := range parted[id] {
				from[id] = append(from[id], e.Child)
				next = append(next, e.Child)
			}
		}
		slices.Sort(next)
		ids = slices.Compact(next)
	}
	return from, acts, nil
}

// Setup is a piece of material at a position.
type Setup struct {
	Edge  track.Edge
	Stock Stock
}

// Material lists what is loaded at the positions of a station, in the order in
// which it was.
func (q *Query) Material(station string) ([]Setup, error) {
	bounds := placeRange(station)
	rows, err := sqldb.Select(q.ctx, q.tx, edges.scan, edges.query(`
where parent >= $1 and parent < $2 and kind in ('loaded', 'added') and known_to = 0 and occurred_to = 0
order by entry, line
limit 10000`), bounds...)
	if err != nil {
		return nil, fmt.Errorf("read what is loaded at %s: %w", station, err)
	}
	ids := make([]track.ObjectID, len(rows))
	for i := range rows {
		ids[i] = rows[i].Child
	}
	found, err := q.Objects(ids)
	if err != nil {
		return nil, err
	}
	list := make([]Stock, len(rows))
	for i := range rows {
		list[i].Object = found[rows[i].Child]
	}
	if err := q.explain(list); err != nil {
		return nil, err
	}
	setups := make([]Setup, len(rows))
	for i := range rows {
		setups[i] = Setup{rows[i], list[i]}
	}
	return setups, nil
}

package view

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/track"
)

// ObjectFilter picks objects; what is empty does not bind.
type ObjectFilter struct {
	Kinds     []track.Kind // any one of them
	Part      string
	Life      track.Life
	Station   string
	Operation string
	Maker     string
	Order     string // work order
	Text      string // the beginning of an identifier that it has or had
}

// FindObjects lists objects in the order of their keys.
func (q *Query) FindObjects(o ObjectFilter, p Page) (rows []track.Object, next string, err error) {
	f := &filter{}
	if len(o.Kinds) > 0 {
		kinds := make([]any, len(o.Kinds))
		for i, k := range o.Kinds {
			kinds[i] = string(k)
		}
		f.add("kind in (?"+strings.Repeat(", ?", len(kinds)-1)+")", kinds...)
	}
	f.equal("part", o.Part)
	f.equal("life", string(o.Life))
	f.equal("station", o.Station)
	f.equal("operation", o.Operation)
	f.equal("maker", o.Maker)
	if o.Order != "" {
		f.add("work_order = ? and work_order <> ''", o.Order) // as its index says
	}
	if o.Text != "" {
		f.add("id in (select object from identifier where value >= ? and value <= ? and known_to = 0)",
			o.Text, o.Text+"\U0010FFFF")
	}
	if p.After != "" {
		f.add("id > ?", p.After)
	}
	rows, err = sqldb.Select(q.ctx, q.tx, objects.scan, objects.query(f.where("id", p.limit())), f.args...)
	if err != nil {
		return nil, "", fmt.Errorf("list objects: %w", err)
	}
	rows, next = page(rows, p.limit(), func(r *track.Object) string { return string(r.ID) })
	return rows, next, nil
}

// Inside is one thing inside another.
type Inside struct {
	Object track.Object
	Depth  int // 1: directly inside
	Edge   track.Edge
	// Joined: no act tells of the edge, see TraceNode. Of several candidates
	// each is listed, and its edge says why it is only possible.
	Joined bool
}

// maxInside bounds a tree.
const maxInside = 20_000

// Tree lists what is inside an object at all levels, breadth first: as it is,
// or as it was at a time. What is inside in several places is listed in each,
// but looked into once. cut says why the answer is not whole.
func (q *Query) Tree(id track.ObjectID, asOf track.Micros) (list []Inside, cut string, err error) {
	during, args := "occurred_to = 0", []any{}
	if asOf != 0 {
		during, args = "occurred_from <= $1 and (occurred_to = 0 or occurred_to > $2)", []any{int64(asOf), int64(asOf)}
	}
	query := edges.query("where known_to = 0 and kind <> 'same' and " + during + " and parent in (?)")
	t, err := q.tracer(TraceQuestion{Direction: Back, AsOf: asOf})
	if err != nil {
		return nil, "", err
	}
	seen := map[track.ObjectID]bool{id: true}
	level := []track.ObjectID{id}
	for depth := 1; len(level) > 0; depth++ {
		rows, err := sqldb.SelectIn(q.ctx, q.tx, edges.scan, query, texts(level), args...)
		if err != nil {
			return nil, "", fmt.Errorf("read what is inside %s: %w", id, err)
		}
		found, err := t.drawnBy(level, depth)
		if err != nil {
			return nil, "", err
		}
		for _, e := range rows {
			found = append(found, Inside{Depth: depth, Edge: e})
		}
		slices.SortStableFunc(found, func(a, b Inside) int { return inOrder(a.Edge, b.Edge) })
		if len(list)+len(found) > maxInside {
			cut = fmt.Sprintf("more than %d things are inside: look into one of them", maxInside)
			found = found[:maxInside-len(list)]
		}
		level = level[:0]
		for _, n := range found {
			list = append(list, n)
			if !seen[n.Edge.Child] {
				seen[n.Edge.Child] = true
				level = append(level, n.Edge.Child)
			}
		}
		if cut != "" {
			break
		}
	}
	return list, cut, q.describe(list)
}

// drawnBy lists what the visits of objects have drawn from positions.
func (t *tracer) drawnBy(ids []track.ObjectID, depth int) ([]Inside, error) {
	if err := t.join(ids); err != nil {
		return nil, err
	}
	var list []Inside
	for _, id := range ids {
		for _, e := range t.edges[id] {
			list = append(list, Inside{Depth: depth, Edge: *e.Edge, Joined: true})
		}
	}
	return list, nil
}

func inOrder(a, b track.Edge) int {
	return cmp.Or(cmp.Compare(a.Entry, b.Entry), cmp.Compare(a.Line, b.Line))
}

// describe reads the objects of a tree.
func (q *Query) describe(list []Inside) error {
	var ids []track.ObjectID
	for _, n := range list {
		ids = append(ids, n.Edge.Child)
	}
	slices.Sort(ids)
	found, err := q.Objects(slices.Compact(ids))
	for i := range list {
		o, ok := found[list[i].Edge.Child]
		if !ok {
			o.ID = list[i].Edge.Child
		}
		list[i].Object = o
	}
	return err
}

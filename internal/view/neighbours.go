package view

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/tracewright/tracewright/internal/sqldb"
	"github.com/tracewright/tracewright/internal/track"
)

// Neighbours are values of one characteristic that were measured of other objects
// of the same part, in the order of the journal.
type Neighbours struct {
	Characteristic string
	Operation      string
	Results        []track.Result
}

const (
	maxCharacteristics = 50
	// nearResults is how many results of any part are looked at for neighbours.
	nearResults = 400
)

// Neighbours lists, for each characteristic with values that was measured of an
// object, at most so many values of other objects of its part from before its
// first value, and as many from after.
func (q *Query) Neighbours(o *track.Object, most int) ([]Neighbours, error) {
	own, err := sqldb.Select(q.ctx, q.tx, results.scan,
		results.query("where object = $1 and value <> '' order by entry, line limit 1000"), string(o.ID))
	if err != nil {
		return nil, fmt.Errorf("read results of %s: %w", o.ID, err)
	}
	var list []Neighbours
	for i := range own {
		r := &own[i]
		known := func(n Neighbours) bool { return n.Characteristic == r.Characteristic && n.Operation == r.Operation }
		if len(list) == maxCharacteristics || slices.ContainsFunc(list, known) {
			continue
		}
		near, err := q.near(o, r, most)
		if err != nil {
			return nil, err
		}
		list = append(list, Neighbours{r.Characteristic, r.Operation, near})
	}
	return list, nil
}

// near reads the values around a result.
func (q *Query) near(o *track.Object, r *track.Result, most int) ([]track.Result, error) {
	var all []track.Result
	for _, side := range []struct{ is, order string }{{"<", "desc"}, {">", ""}} {
		rows, err := sqldb.Select(q.ctx, q.tx, results.scan, results.query(fmt.Sprintf(
			"where characteristic = $1 and entry %s $2 order by entry %s, line %s limit %d", side.is, side.order, side.order, nearResults,
		)), r.Characteristic, r.Entry)
		if err != nil {
			return nil, fmt.Errorf("read results of %s: %w", r.Characteristic, err)
		}
		known, err := q.Objects(objectsOf(rows))
		if err != nil {
			return nil, err
		}
		rows = slices.DeleteFunc(rows, func(n track.Result) bool {
			return n.Value == "" || n.VoidSeq != 0 || n.Operation != r.Operation || n.UoM != r.UoM || n.Object == o.ID || known[n.Object].Part != o.Part
		})
		all = append(all, rows[:min(most, len(rows))]...)
	}
	slices.SortFunc(all, func(a, b track.Result) int { return cmp.Or(cmp.Compare(a.Entry, b.Entry), cmp.Compare(a.Line, b.Line)) })
	return all, nil
}

func objectsOf(rows []track.Result) []track.ObjectID {
	ids := make([]track.ObjectID, len(rows))
	for i := range rows {
		ids[i] = rows[i].Object
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

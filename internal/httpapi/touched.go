package httpapi

import (
	"cmp"
	"maps"
	"slices"

	"github.com/tracewright/tracewright/api"
	"github.com/tracewright/tracewright/internal/plant"
	"github.com/tracewright/tracewright/internal/track"
	"github.com/tracewright/tracewright/internal/view"
)

const (
	maxTouched  = 50_000 // objects under way that a new definition is held against
	maxExamples = 20     // of them named, of each sort
)

// touching is what a new definition touches: work in progress, and work orders.
type touching struct {
	old, new *plant.Index
	changes  map[[2]string]plant.PartChange // by part and revision of the old definition
	work     []api.PlantWork
	sorts    map[api.PlantPoint]int // places in work
	open     map[string]*track.WorkOrder
	inWork   map[string]int // objects, by work order
	more     bool           // not all of it was looked at
}

// touched tells what work in progress a new definition touches: what is under
// way of the parts whose route or bill of material changes, counted by where
// it stands. What is made for a released work order goes on by what its release
// froze, and is counted with that.
func touched(q *view.Query, old, new *plant.Index) (*touching, error) {
	t := &touching{
		old: old, new: new, changes: map[[2]string]plant.PartChange{}, sorts: map[api.PlantPoint]int{},
		open: map[string]*track.WorkOrder{}, inWork: map[string]int{},
	}
	parts, orders := map[string]bool{}, map[string]bool{}
	for _, c := range plant.ChangedParts(old, new) {
		t.changes[[2]string{c.Old.Number, c.Old.Revision}] = c
		parts[c.Old.Number] = true
	}
	numbers := slices.Sorted(maps.Keys(parts))
	list, more, err := q.UnderWay(numbers, maxTouched)
	if err != nil {
		return nil, err
	}
	for i := range list {
		if list[i].Order != "" {
			orders[list[i].Order] = true
		}
	}
	known, err := q.OrdersFor(numbers, slices.Collect(maps.Keys(orders)))
	if err != nil {
		return nil, err
	}
	for i := range known {
		t.open[known[i].Number] = &known[i]
	}
	for i := range list {
		t.object(&list[i])
	}
	slices.SortStableFunc(t.work, func(a, b api.PlantWork) int {
		return cmp.Or(cmp.Compare(a.Part, b.Part), cmp.Compare(a.Revision, b.Revision), cmp.Compare(a.Next, b.Next), cmp.Compare(b.Operation, a.Operation))
	})
	t.more = more
	return t, nil
}

// changeOf is how the definitions differ in a part.
func (t *touching) changeOf(number, revision string) (plant.PartChange, bool) {
	part, ok := t.old.Part(number, revision)
	if !ok {
		return plant.PartChange{}, false
	}
	change, ok := t.changes[[2]string{part.Number, part.Revision}]
	return change, ok
}

// object counts one that is under way.
func (t *touching) object(o *view.UnderWay) {
	change, ok := t.changeOf(o.Part, o.Revision)
	if !ok {
		return
	}
	if w := t.open[o.Order]; w != nil && len(w.Pins) > 0 {
		t.inWork[o.Order]++
		return
	}
	part := change.Old
	point := api.PlantPoint{Part: part.Number, Revision: part.Revision, Operation: o.Operation, Next: next(t.old, part, o)}
	if change.New != nil {
		point.Then = next(t.new, change.New, o)
	}
	n, known := t.sorts[point]
	if !known {
		n = len(t.work)
		t.sorts[point] = n
		t.work = append(t.work, api.PlantWork{
			PlantPoint: point, Route: change.Route, Bill: change.Bill, Names: []string{}, How: goesOn(point, change, t.new),
		})
	}
	t.work[n].Objects++
	if len(t.work[n].Names) < maxExamples {
		t.work[n].Names = append(t.work[n].Names, cmp.Or(o.Name, string(o.Object)))
	}
}

// orders tells how the work orders go on whose part changes, and those that
// something of these parts is in work for: by the version that each keeps, the
// oldest first, and at last those that are not released.
func (t *touching) orders() []api.PlantOrders {
	out := []api.PlantOrders{}
	for _, number := range slices.Sorted(maps.Keys(t.open)) {
		version, how, ok := t.keeps(t.open[number])
		if !ok {
			continue
		}
		i := slices.IndexFunc(out, func(s api.PlantOrders) bool { return s.Version == version && s.How == how })
		if i < 0 {
			i = len(out)
			out = append(out, api.PlantOrders{Version: version, Names: []string{}, How: how})
		}
		out[i].Orders++
		out[i].Objects += t.inWork[number]
		if len(out[i].Names) < maxExamples {
			out[i].Names = append(out[i].Names, number)
		}
	}
	slices.SortStableFunc(out, func(a, b api.PlantOrders) int {
		return cmp.Or(cmp.Compare(min(b.Version, 1), min(a.Version, 1)), cmp.Compare(a.Version, b.Version))
	})
	return out
}

// keeps is the version by which a work order goes on being made, 0 where it is
// not released; not ok for one that the new definition does not touch.
func (t *touching) keeps(w *track.WorkOrder) (version int64, how string, ok bool) {
	change, changed := t.changeOf(w.Part, w.Revision)
	switch n := len(w.Pins); {
	case n > 0:
		return w.Pins[n-1].Plant, "All that is made for them keeps it. The verb migrate-order brings one to the new definition.", changed || t.inWork[w.Number] > 0
	case changed && change.New == nil && w.Revision != "":
		return 0, "The new definition no longer has their part and revision, so they cannot be released. Keep it until they are made, or close them.", true
	}
	return 0, "Their release takes the new definition.", changed
}

// next is the code of the operation at which an object goes on; empty at the
// end of its route.
func next(x *plant.Index, part *plant.Part, o *view.UnderWay) string {
	operation, ok := x.Next(part, func(code string) bool { return o.Passed[code] })
	if !ok {
		return ""
	}
	return operation.Code
}

// goesOn says how what stands at a point of its route goes on.
func goesOn(p api.PlantPoint, c plant.PartChange, new *plant.Index) string {
	if c.New == nil {
		return "The definition no longer has its part and revision, so no station takes it. Keep the revision until all is finished."
	}
	if _, routed := new.RouteOf(c.New); !routed {
		return "Its part has no route any more, so no station takes it. Keep the route until all is finished."
	}
	if p.Operation != "" {
		if _, _, on := new.Operation(c.New.Route, p.Operation); !on {
			return "It is in work at " + p.Operation + ", which is no longer on its route. Complete it before, or keep the operation."
		}
	}
	then := "has reached the end of its route"
	if p.Then != "" {
		then = "goes to " + p.Then
	}
	switch {
	case p.Operation != "" && p.Operation != p.Then:
		return "It finishes " + p.Operation + ", and then " + then + "."
	case p.Next != p.Then && p.Next != "":
		return "It " + then + " instead of " + p.Next + "."
	case p.Next != p.Then:
		return "It had reached the end of its route, and now " + then + "."
	}
	return "It goes on as before, judged by the new definition from its next scan."
}

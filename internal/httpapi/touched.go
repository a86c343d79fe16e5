package httpapi

import (
	"cmp"
	"maps"
	"slices"

	"github.com/tracewright/tracewright/api"
	"github.com/tracewright/tracewright/internal/plant"
	"github.com/tracewright/tracewright/internal/view"
)

const (
	maxTouched  = 50_000 // objects under way that a new definition is held against
	maxExamples = 20     // of them named, of each sort
)

// touched tells what work in progress a new definition touches: what is under
// way of the parts whose route or bill of material changes, counted by where
// it stands. more tells that not all of it was looked at.
func touched(q *view.Query, old, new *plant.Index) (work []api.PlantWork, more bool, err error) {
	changes := map[[2]string]plant.PartChange{}
	numbers := map[string]bool{}
	for _, c := range plant.ChangedParts(old, new) {
		changes[[2]string{c.Old.Number, c.Old.Revision}] = c
		numbers[c.Old.Number] = true
	}
	list, more, err := q.UnderWay(slices.Sorted(maps.Keys(numbers)), maxTouched)
	if err != nil {
		return nil, false, err
	}
	sorts := map[api.PlantPoint]int{}
	for i := range list {
		o := &list[i]
		part, ok := old.Part(o.Part, o.Revision)
		if !ok {
			continue
		}
		change, ok := changes[[2]string{part.Number, part.Revision}]
		if !ok {
			continue
		}
		point := api.PlantPoint{Part: part.Number, Revision: part.Revision, Operation: o.Operation, Next: next(old, part, o)}
		if change.New != nil {
			point.Then = next(new, change.New, o)
		}
		n, known := sorts[point]
		if !known {
			n = len(work)
			sorts[point] = n
			work = append(work, api.PlantWork{
				PlantPoint: point, Route: change.Route, Bill: change.Bill, Names: []string{}, How: goesOn(point, change, new),
			})
		}
		work[n].Objects++
		if len(work[n].Names) < maxExamples {
			work[n].Names = append(work[n].Names, cmp.Or(o.Name, string(o.Object)))
		}
	}
	slices.SortStableFunc(work, func(a, b api.PlantWork) int {
		return cmp.Or(cmp.Compare(a.Part, b.Part), cmp.Compare(a.Revision, b.Revision), cmp.Compare(a.Next, b.Next), cmp.Compare(b.Operation, a.Operation))
	})
	return work, more, nil
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

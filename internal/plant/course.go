package plant

import "reflect"

// PartChange is a part that two definitions make in different ways.
type PartChange struct {
	Old *Part
	New *Part // nil where the part or its revision is gone
	// Route and Bill tell what differs: the route with all that it asks for,
	// and the resolved bill of material.
	Route, Bill bool
}

// ChangedParts lists the parts made by the old definition whose route or bill
// of material is another in the new one, in the order of the old.
func ChangedParts(old, new *Index) []PartChange {
	var changed []PartChange
	for i := range old.d.Parts {
		c := PartChange{Old: &old.d.Parts[i]}
		was, made := old.RouteOf(c.Old)
		if !made {
			continue
		}
		part, ok := new.parts[partKey{c.Old.Number, c.Old.Revision}]
		if !ok {
			c.Route, c.Bill = true, true
			changed = append(changed, c)
			continue
		}
		c.New = part
		is, _ := new.RouteOf(part)
		c.Route = !reflect.DeepEqual(was, is)
		c.Bill = !reflect.DeepEqual(old.Bill(c.Old), new.Bill(part))
		if c.Route || c.Bill {
			changed = append(changed, c)
		}
	}
	return changed
}

// Next is the operation at which an object of a part goes on, given those that
// it has passed: the first of its route that is neither passed nor optional.
// It is not ok at the end of the route, and for a part without one.
func (x *Index) Next(part *Part, passed func(operation string) bool) (operation *Operation, ok bool) {
	route, ok := x.RouteOf(part)
	if !ok {
		return nil, false
	}
	for i := range route.Operations {
		if o := &route.Operations[i]; !o.Optional && !passed(o.Code) {
			return o, true
		}
	}
	return nil, false
}

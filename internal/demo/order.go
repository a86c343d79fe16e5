package demo

import (
	"fmt"
	"strconv"
	"time"
)

// blockSize is how many drive units in a row are ordered together, in one order
// for each product.
const blockSize = 30

// orderOf is the number of the work order that a drive unit is made for.
func orderOf(u *unit) string {
	return fmt.Sprintf("WO-%04d-%s", 1001+(u.number-1)/blockSize, u.part[len("DU-"):])
}

// order makes the work orders of a block known, and releases them, with the
// first drive unit of the block. A plant that goes on after a stop finds those
// of the block that it was in.
func (f *Factory) order(number int) {
	if (number-1)%blockSize != 0 {
		return
	}
	for n := number; n < number+blockSize; n++ {
		f.open[orderOf(&unit{number: n, part: driveAt(n)})]++
	}
	for i, part := range []string{"DU-250", "DU-500", "DU-750"} {
		o := orderOf(&unit{number: number, part: part})
		f.tell(planning, "create-order", map[string]any{
			"order": o, "part": part, "quantity": strconv.Itoa(f.open[o]), "due": f.due(2 * blockSize * takt), "line": "DL", "customer": Customers()[i],
		})
		f.tell(planning, "release-order", map[string]any{"order": o})
	}
}

// finished counts a drive unit that is packed or scrapped, and closes the order
// after the last; after a cut of the network once all of it has been told.
func (f *Factory) finished(u *unit) {
	o := orderOf(u)
	if f.open[o]--; f.open[o] == 0 {
		f.plan(event{at: max(f.now, f.cutUntil+time.Minute), do: func() {
			f.tell(planning, "close-order", map[string]any{"order": o})
		}})
	}
}

// tell plans an act for now that leaves nothing to chance.
func (f *Factory) tell(who int, verb string, args map[string]any) *Act {
	a := &Act{Verb: verb, Operator: who, Args: args, given: f.now, from: f.now}
	f.plan(event{at: f.now, act: a})
	return a
}

// due is a time so many hours of work from now, as the API writes it.
func (f *Factory) due(in time.Duration) string {
	return f.wall(f.now + in).UTC().Truncate(time.Minute).Format(time.RFC3339)
}

package track

import (
	"cmp"
	"slices"

	"github.com/tracewright/tracewright/internal/plant"
)

// fedLines lists the lines that a part draws from positions of the command's station
// at an operation.
func (d *decider) fedLines(o Object, operation string) []*plant.BOMLine {
	r, ok := d.recipe(o)
	if !ok || d.station == nil {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(r.LinesAt(operation)), func(l *plant.BOMLine) bool {
		return len(d.feeders(l)) == 0
	})
}

// materialReady judges that what an operation draws on is loaded, and may be
// used.
func (d *decider) materialReady(o Object, operation string) {
	if len(d.against) > 0 {
		return // it does not begin here anyway
	}
	for _, line := range d.fedLines(o, operation) {
		there := d.loadedFor(line)
		if len(there) == 0 {
			var places []string
			for _, p := range d.feeders(line) {
				places = append(places, d.station.Code+"/"+p.Code)
			}
			d.judge(plant.RuleMaterialLoaded, CodeNoMaterial, o.ID, Evidence{
				"object": o.name(), "part": join(append([]string{line.Part}, line.Alternates...)), "position": join(places),
			})
		}
		for _, c := range there {
			d.notHeld(c, BlockConsume)
			d.alive(c)
		}
	}
}

// loadedFor lists what is loaded for a line at the station when the command's
// facts occurred: what expires first, then what was loaded first.
func (d *decider) loadedFor(line *plant.BOMLine) []Object {
	type candidate struct {
		Object
		expiry, from Micros
		entry        int64
	}
	var all []candidate
	for _, p := range d.feeders(line) {
		for _, e := range d.thereNow(PlaceID(d.station.Code, p.Code)) {
			c := d.known(e.Child)
			again := slices.ContainsFunc(all, func(other candidate) bool { return other.ID == c.ID })
			if !again && line.Accepts(c.Part) {
				all = append(all, candidate{c, d.expiry(c), e.OccurredFrom, e.Entry})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b candidate) int {
		return cmp.Or(expiresFirst(a.expiry, b.expiry), cmp.Compare(a.from, b.from), cmp.Compare(a.entry, b.entry))
	})
	fit := make([]Object, len(all))
	for i := range all {
		fit[i] = all[i].Object
	}
	return fit
}

// expiresFirst orders what expires before what does not, and what expires
// earlier first.
func expiresFirst(a, b Micros) int {
	return cmp.Or(cmp.Compare(min(1, b), min(1, a)), cmp.Compare(a, b))
}

// thereNow lists what was loaded at a place when the command's facts occurred.
// What is there now is enough to look at, unless a report is older.
func (d *decider) thereNow(place ObjectID) []Edge {
	open := d.loaded(place)
	if len(open) > 0 && !slices.ContainsFunc(open, func(e Edge) bool { return e.OccurredFrom > d.now }) {
		return open
	}
	return slices.DeleteFunc(d.s.loadsAt(place, d.now, d.now), func(e Edge) bool {
		return e.Possible != "" || e.OccurredFrom > d.now || !e.lasts(d.now)
	})
}

// draw books what a number of products draws from positions at an operation: of
// several lots that are loaded, from the one that expires first as long as it
// lasts.
func (d *decider) draw(o Object, operation string, products Decimal) []Item {
	var booked []Item
	for _, line := range d.fedLines(o, operation) {
		left := times(wanted(line), products)
		there := d.loadedFor(line)
		for i, c := range there {
			if sign(left) <= 0 {
				break
			}
			if c.Kind == KindUnit {
				continue // it has no quantity to book
			}
			on := add(c.Quantity, negate(d.taken[c.ID]))
			take := left
			if i < len(there)-1 {
				take = least(left, on)
			}
			if sign(take) <= 0 {
				continue
			}
			left = add(left, negate(take))
			d.drawFrom(c, on, take)
			it := Item{Object: c.ID, Quantity: take, UoM: first(c.UoM, pieces), Second: share(c, take), SecondUoM: c.SecondUoM, BOMLine: line.Line}
			booked = append(booked, it.taken())
		}
	}
	return booked
}

// drawFrom takes a quantity of what is loaded, and judges whether the books have
// it. They are asked about once: when they first fall below nothing.
func (d *decider) drawFrom(c Object, on, take Decimal) {
	if d.taken == nil {
		d.taken = map[ObjectID]Decimal{}
	}
	d.taken[c.ID] = add(d.taken[c.ID], take)
	if sign(on) >= 0 && compare(take, on) > 0 {
		d.judge(plant.RuleQuantity, CodeShort, c.ID, Evidence{
			"component": c.name(), "left": amount(on, c.UoM), "wanted": string(take),
		})
	}
}

// products is how many products an object is.
func products(o Object) Decimal {
	if o.Kind == KindLot && sign(o.Quantity) > 0 {
		return o.Quantity
	}
	return "1"
}

// container finds what of a lot is meant by its code alone, where its stock lies
// in containers: the one that is loaded at the station; else what lies loose, if
// that is enough; else the container that expires first, then the oldest.
func (d *decider) container(lot Object, quantity Decimal) (Object, bool) {
	all := d.containers(lot)
	here := slices.DeleteFunc(slices.Clone(all), func(c Object) bool {
		return !slices.ContainsFunc(d.s.LoadsOf.Rows(c.ID), func(e Edge) bool {
			station, _, _ := e.Parent.Place()
			return e.open() && station == d.c.Station
		})
	})
	switch {
	case len(here) == 1:
		return here[0], true
	case len(here) > 1 && !d.report():
		d.choose(lot.name(), here)
		return lot, false
	case len(all) == 0 || sign(lot.Quantity) > 0 && compare(lot.Quantity, quantity) >= 0:
		return lot, true
	}
	return slices.MinFunc(all, func(a, b Object) int {
		return cmp.Or(expiresFirst(d.expiry(a), d.expiry(b)), cmp.Compare(a.Created, b.Created), cmp.Compare(a.ID, b.ID))
	}), true
}

// containers lists the containers of a lot that something is left in.
func (d *decider) containers(lot Object) []Object {
	if lot.Kind != KindLot {
		return nil
	}
	var all []Object
	for _, e := range d.s.Containers.Rows(lot.ID) {
		c := d.known(e.Parent)
		if c.Kind == KindContainer && c.Life == LifeOpen && sign(c.Quantity) > 0 {
			all = append(all, c)
		}
	}
	return all
}

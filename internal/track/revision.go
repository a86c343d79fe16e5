package track

import (
	"slices"
	"strconv"

	"github.com/tracewright/tracewright/internal/plant"
)

// currentOf finds the revision of a part that a number of new objects get, or the
// one with a serial number: by what a work order has frozen, else by the present
// plant definition.
func (d *decider) currentOf(order, number, serial string, products Decimal) (*plant.Part, bool) {
	if d.s.Plant == nil {
		return nil, false
	}
	index, cut := d.s.Plant, plant.Cut{At: d.now.Time(), Serial: serial}
	if w, ok := d.s.orderOf(Object{Order: order}); ok {
		p, pinned := w.pin()
		if frozen := d.s.plantAt(p.Plant); pinned && frozen != nil {
			if index = frozen; w.Part == number && p.At != 0 {
				cut.At = p.At.Time()
			}
		}
	}
	cut.Over = func(stock string) bool {
		i := slices.IndexFunc(index.Successions(number), func(c plant.RunOut) bool { return c.Stock == stock })
		return i >= 0 && d.succeeded(index, &index.Successions(number)[i], products)
	}
	return index.Current(number, cut)
}

// succeeded reports whether a revision has taken the place of the one before it,
// whose stock is used up or does not do for a number of products.
func (d *decider) succeeded(index *plant.Index, c *plant.RunOut, products Decimal) bool {
	key, acts := runOutKey(c.Before, c), d.s.RunOutsOf.Rows(c.Before.Number)
	if d.gone[key] || key.actBy(acts, d.now, d.t.Seq).Over {
		return true
	}
	if slices.ContainsFunc(acts, func(r RunOut) bool { return r.RunOutKey == key && r.Over && r.At > d.now }) {
		return false // a report of what was before
	}
	need := times((&runOutChange{RunOut: *c}).each(), products)
	return compare(d.spare(index, c, need), need) < 0
}

// asCurrent fills in the revision that a number of new objects get, where none is
// given.
func (d *decider) asCurrent(order, number string, products Decimal, revision *string) {
	if *revision != "" || d.s.Plant == nil {
		return
	}
	if part, ok := d.currentOf(order, number, "", products); ok {
		*revision = part.Revision
	}
}

// asOfSerial puts in the revision that goes with a serial number.
func (d *decider) asOfSerial(order, number, serial string, revision *string) {
	if part, ok := d.currentOf(order, number, serial, "1"); ok {
		*revision = part.Revision
	}
}

// bySerial reports whether a revision of a part begins with a serial number.
func (d *decider) bySerial(number string) bool {
	if d.s.Plant == nil {
		return false
	}
	_, serial := d.s.Plant.CutsIn(number)
	return serial
}

// settleRevision records the changes of revision that stock makes for new objects,
// with the last fact, and returns what there is to say of them. For those of a
// work order its release has decided.
func (d *decider) settleRevision(order, number, revision string, products Decimal) string {
	if d.s.Plant == nil || order != "" {
		return ""
	}
	at := slices.IndexFunc(d.s.Plant.Revisions(number), func(p *plant.Part) bool { return p.Revision == revision })
	note := ""
	for _, c := range d.s.Plant.Successions(number) {
		key := runOutKey(c.Before, &c)
		made := d.gone[key] || key.actBy(d.s.RunOutsOf.Rows(key.Part), d.now, d.t.Seq).Over
		if made || at <= slices.Index(d.s.Plant.Revisions(number), c.Before) {
			continue
		}
		each := (&runOutChange{RunOut: c}).each()
		left := d.spare(d.s.Plant, &c, times(each, products))
		d.gone = with(d.gone, key, true)
		d.fact(&RanOut{RunOutKey: key, Over: true, Since: d.t.Seq, Left: left})
		note = sentences(note, d.usedUp(&key, left))
		if n := productsOf(left, each); n > 0 {
			note += " A work order that names revision " + c.Before.Revision + " uses it up: it does for " + strconv.FormatInt(n, 10) + "."
		}
	}
	return note
}

// revisionGiven judges a revision that is named for new objects against the one
// that they would get: that of the work order, else the one that is current.
func (d *decider) revisionGiven(order, number, serial, revision string) {
	if d.s.Plant == nil || revision == "" {
		return
	}
	wanted := ""
	if w, ok := d.s.orderOf(Object{Order: order}); ok && w.Part == number {
		wanted = w.Revision
	}
	changes, bySerial := d.s.Plant.CutsIn(number)
	if wanted == "" && changes || bySerial {
		part, ok := d.currentOf(order, number, serial, "1")
		if !ok {
			return
		}
		if wanted = part.Revision; bySerial && wanted != revision {
			d.wrongRevision(serial, number, revision, wanted)
			return
		}
	}
	if wanted != "" && wanted != revision {
		d.wrongRevision(first(order, serial), number, revision, wanted)
	}
}

func (d *decider) wrongRevision(what, number, revision, wanted string) {
	d.judge(plant.RuleRightPart, CodeRevision, "", Evidence{"object": what, "part": number, "revision": revision, "expected": wanted})
}

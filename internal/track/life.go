package track

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"time"

	"github.com/tracewright/tracewright/internal/plant"
)

// Exposure is an act by which the life of material changes. What is left of its
// life is computed from such rows when it is used, never kept.
type Exposure struct {
	Entry  int64
	Line   int
	Object ObjectID
	Act    ExposureAct
	At     Micros
	// Until is when the material expires, after an act that says so; 0: never.
	Until   Micros
	VoidSeq int64 // the entry that voided it; 0 while it stands
}

// ExposureAct is what was done to material.
type ExposureAct string

// The acts. What is opened uses up its floor life until it is sealed; baking
// closes it and gives it all of its floor life back.
const (
	ActExpires ExposureAct = "expires" // its shelf life ends, or was extended until then
	ActOpened  ExposureAct = "opened"
	ActSealed  ExposureAct = "sealed"
	ActBaked   ExposureAct = "baked"
)

// Exposed is an act of a fact, of one of the objects that it names.
type Exposed struct {
	Object ObjectID    `json:"object"`
	Act    ExposureAct `json:"act"`
	Until  Micros      `json:"until,omitzero"`
}

// standing lists the acts that stand and were done by a time, in their order.
func standing(acts []Exposure, by Micros) []Exposure {
	acts = slices.DeleteFunc(slices.Clone(acts), func(a Exposure) bool { return a.VoidSeq != 0 || a.At > by })
	slices.SortStableFunc(acts, func(a, b Exposure) int {
		return cmp.Or(cmp.Compare(a.At, b.At), cmp.Compare(a.Entry, b.Entry), cmp.Compare(a.Line, b.Line))
	})
	return acts
}

// Expiry is when material expires as far as its own acts say, by what was done
// until a time, or else first after it: the date was on the lot before it was
// booked in. It is 0 where none says so.
func Expiry(acts []Exposure, by Micros) (until Micros) {
	for _, a := range standing(acts, math.MaxInt64) {
		if a.Act == ActExpires && (a.At <= by || until == 0) {
			until = a.Until
		}
	}
	return until
}

// exposureTime is how long material has been open since it was last baked, by
// a time, and whether it is open then.
func exposureTime(acts []Exposure, by Micros) (spent Micros, open bool) {
	var since Micros
	for _, a := range standing(acts, by) {
		switch a.Act {
		case ActOpened:
			if !open {
				open, since = true, a.At
			}
		case ActSealed:
			if open {
				open, spent = false, spent+a.At-since
			}
		case ActBaked:
			open, spent = false, 0
		}
	}
	if open {
		spent += by - since
	}
	return spent, open
}

// FloorLife is how much of its floor life material has left at a time, which may
// be less than nothing, and whether it is open. It is not ok for a part that has
// none.
func FloorLife(part *plant.Part, acts []Exposure, by Micros) (left Micros, open, ok bool) {
	whole, ok := part.FloorLife.Micros()
	spent, open := exposureTime(acts, by)
	return Micros(whole) - spent, open, ok
}

// maxParted bounds how often material was parted from other material.
const maxParted = 8

// ExpiryOf is when material expires, by what was done until a time: by its own
// acts, else with the first of what it was parted from or merged of; 0: never.
func ExpiryOf(id ObjectID, by Micros, acts func(ObjectID) []Exposure, from func(ObjectID) []ObjectID) Micros {
	return expiryOf(id, by, acts, from, maxParted)
}

func expiryOf(id ObjectID, by Micros, acts func(ObjectID) []Exposure, from func(ObjectID) []ObjectID, levels int) Micros {
	until := Expiry(acts(id), by)
	if until != 0 || levels == 0 {
		return until
	}
	for _, other := range from(id) {
		if first := expiryOf(other, by, acts, from, levels-1); first != 0 && (until == 0 || first < until) {
			until = first
		}
	}
	return until
}

// expiry is when material expires, as it is known now.
func (d *decider) expiry(o Object) Micros {
	return ExpiryOf(o.ID, d.now, d.s.ExposuresOf.Rows, func(id ObjectID) []ObjectID {
		var from []ObjectID
		if o.Kind != KindUnit {
			for _, e := range d.s.Contents.Rows(id) {
				if e.Kind == EdgeSplit || e.Kind == EdgeMerged {
					from = append(from, e.Child)
				}
			}
		}
		return from
	})
}

// alive judges that material has not expired, and has floor life left.
func (d *decider) alive(o Object) {
	if !o.loadable() {
		return
	}
	if until := d.expiry(o); until != 0 && d.now >= until {
		d.judge(plant.RuleExpired, CodeExpired, o.ID, Evidence{"component": o.name(), "expired": until.Time().Format(time.RFC3339)})
	}
	part, ok := d.partNamed(o)
	if !ok || part.FloorLife == "" {
		return
	}
	if left, _, ok := FloorLife(part, d.s.ExposuresOf.Rows(o.ID), d.now); ok && left <= 0 {
		d.judge(plant.RuleFloorLife, CodeFloorLife, o.ID, Evidence{"component": o.name(), "over": hours(-left)})
	}
}

// partNamed is the part that an object is, as it is defined now.
func (d *decider) partNamed(o Object) (*plant.Part, bool) {
	if d.s.Plant == nil {
		return nil, false
	}
	return d.s.Plant.Part(o.Part, o.Revision)
}

// hours words a length of time.
func hours(t Micros) string {
	return strconv.FormatFloat(float64(t)/3600e6, 'f', 1, 64) + " h"
}

// opens adds to a fact that a container is opened with it, where that begins to
// use up its floor life.
func (d *decider) opens(m *Material, o Object) {
	part, ok := d.partNamed(o)
	if !ok || part.FloorLife == "" || o.Kind != KindContainer {
		return
	}
	if _, open := exposureTime(d.s.ExposuresOf.Rows(o.ID), d.now); !open {
		m.Exposed = append(m.Exposed, Exposed{Object: o.ID, Act: ActOpened})
	}
}

// lives adds to a fact when what it brings in expires: as it is said, else by
// the shelf life of its part.
func (d *decider) lives(m *Material, id ObjectID, part *plant.Part, expires string) bool {
	until, ok := d.expires(expires)
	if !ok {
		return false
	}
	if until == 0 && part != nil {
		if shelf, ok := part.ShelfLife.Micros(); ok {
			until = d.now + Micros(shelf)
		}
	}
	if until != 0 {
		m.Exposed = append(m.Exposed, Exposed{Object: id, Act: ActExpires, Until: until})
	}
	return true
}

// expired says what to do with material that has come in too late.
func (d *decider) expired(m *Material) string {
	for _, x := range m.Exposed {
		if x.Act == ActExpires && x.Until <= d.now {
			return "It expired at " + x.Until.Time().Format(time.RFC3339) + ": put it aside."
		}
	}
	return ""
}

// expires reads when material expires: a day, to its end by the source's clock,
// or a time.
func (d *decider) expires(text string) (Micros, bool) {
	if text == "" {
		return 0, true
	}
	at, err := time.Parse(time.RFC3339, text)
	if day, dayErr := time.Parse(time.DateOnly, text); dayErr == nil {
		at, err = day.AddDate(0, 0, 1).Add(-time.Duration(d.c.ZoneOffset)*time.Minute), nil
	}
	if err != nil || at.Year() < 1970 || at.Year() > 9998 {
		d.bad("expires", clip(text), "it is a day such as 2027-03-31, or a time such as 2027-03-31T12:00:00+01:00")
		return 0, false
	}
	return Micros(at.UnixMicro()), true
}

package track

import (
	"slices"

	"github.com/tracewright/tracewright/internal/epcis"
)

// Unload takes material off a position: one lot, container or unit, or all that
// is there.
type Unload struct {
	Object Ref `json:"object,omitzero" doc:"the lot, container or unit; left out: all that is at the position" eg:"REEL-4"`
	// Position of the station; empty: the command's own, or where the object
	// is.
	Position string `json:"position,omitzero" doc:"position of the station; left out: where the object is" eg:"FEEDER-1"`
	// Empty says that nothing is left of it: the books of its containers are
	// set to nothing.
	Empty bool `json:"empty,omitzero" doc:"nothing is left of it" eg:"true"`
}

func (a Unload) decide(d *decider) {
	if !d.texts("position", a.Position) {
		return
	}
	var o Object
	if a.Object != "" {
		var ok bool
		if o, ok = d.object(a.Object, KindLot, KindContainer, KindUnit); !ok {
			return
		}
		d.subject = o.ID
	}
	place, ok := a.place(d, o)
	if !ok {
		return
	}
	station, position, _ := place.Place()
	there := d.loaded(place)
	if o.ID != "" {
		there = slices.DeleteFunc(there, func(e Edge) bool { return e.Child != o.ID })
	}
	if len(there) == 0 {
		d.mistake(CodeNotLoaded, o.ID, Evidence{
			"object": first(o.Name, "Nothing"), "position": station + "/" + position,
			"contents": first(all(d.names(d.loaded(place), "")), "nothing"),
		})
	}
	m := &Material{
		Shape: epcis.Association, Action: epcis.Delete, BizStep: epcis.StepUnloading, Parent: place, Edge: EdgeLoaded,
	}
	if o.ID != "" {
		m.Items = []Item{{Object: o.ID, Position: position}}
	}
	for _, e := range there {
		if o.ID == "" && !slices.ContainsFunc(m.Items, func(it Item) bool { return it.Object == e.Child }) {
			m.Items = append(m.Items, Item{Object: e.Child, Position: position})
		}
	}
	if a.Empty {
		d.emptied(m)
	}
	d.fact(m)
	names := d.names(there, "")
	d.permit(o.ID, first(all(names), o.Name, "Nothing")+" taken off "+station+"/"+position+".", "")
}

// place finds where material is taken off.
func (a *Unload) place(d *decider, o Object) (ObjectID, bool) {
	named := first(a.Position, d.c.Position)
	if named != "" && d.c.Station != "" {
		return PlaceID(d.c.Station, named), true
	}
	var places []ObjectID
	for _, e := range d.s.LoadsOf.Rows(o.ID) {
		station, _, _ := e.Parent.Place()
		if e.open() && (d.c.Station == "" || station == d.c.Station) {
			places = append(places, e.Parent)
		}
	}
	if len(places) == 1 {
		return places[0], true
	}
	d.bad("position", "", "name the station and the position that is unloaded")
	return "", false
}

// emptied books what is left of the containers of a fact as gone.
func (d *decider) emptied(m *Material) {
	for _, it := range m.Items {
		o, _ := d.s.Objects.Get(it.Object)
		if o.Kind == KindContainer && sign(o.Quantity) != 0 {
			m.Booked = append(m.Booked, Item{Object: o.ID, Quantity: negate(o.Quantity), UoM: first(o.UoM, pieces)})
		}
	}
}

package track

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/tracewright/tracewright/internal/plant"
)

// Drawn is a consumption that no act tells of: it follows from what was loaded
// at the station of a visit while that lasted. Its entry is that of the load,
// its position that of the material. It was at some time from OccurredFrom until
// Until, both included.
type Drawn struct {
	Edge
	Until Micros
}

// During reports whether material was loaded at some time of a visit, whose end
// must be set.
func During(v *Visit, load *Edge) bool {
	begun := load.OccurredFrom < v.Ended || load.OccurredFrom == v.Ended && v.Started == v.Ended
	return begun && load.lasts(v.Started)
}

// Draw lists what a visit of a product may have drawn a line of its bill of
// material from, each object once: of what was loaded at the places of the line
// during the visit, that which fits. Of one candidate that is proven; of several
// it is possible from each.
func Draw(v *Visit, product *Object, line *plant.BOMLine, loads []*Edge, object func(ObjectID) Object) []Drawn {
	var all []Drawn
	var places []string
	for _, load := range loads {
		if !During(v, load) || !line.Accepts(object(load.Child).Part) {
			continue
		}
		from := max(v.Started, load.OccurredFrom)
		until := max(from, min(v.Ended, cmp.Or(load.OccurredTo, math.MaxInt64)-1))
		if place := load.Station + "/" + load.Position; !slices.Contains(places, place) {
			places = append(places, place)
		}
		i := slices.IndexFunc(all, func(other Drawn) bool { return other.Child == load.Child })
		if i >= 0 {
			all[i].OccurredFrom, all[i].Until = min(all[i].OccurredFrom, from), max(all[i].Until, until)
			continue
		}
		all = append(all, Drawn{Until: until, Edge: Edge{
			Entry: load.Entry, Line: load.Line, KnownFrom: load.KnownFrom, Parent: v.Object, Child: load.Child, Kind: EdgeConsumed,
			BOMLine: line.Line, Operation: v.Operation, Station: v.Station, Position: load.Position, OccurredFrom: from,
		}})
	}
	for i := range all {
		switch {
		case len(all) > 1:
			all[i].Possible = strconv.Itoa(len(all)) + " were loaded at " + strings.Join(places, " and ") + " during the visit"
		case product.Kind == KindUnit:
			all[i].Quantity, all[i].UoM = wanted(line), object(all[i].Child).UoM
		}
	}
	return all
}

// drawnInto lists what the visits of an object have drawn from positions, the
// candidates of each line together: by the plant definition of that time, and by
// what its work order had frozen.
func (d *decider) drawnInto(id ObjectID) [][]Drawn {
	o, _ := d.s.Objects.Get(id)
	if o.Visit == 0 || !d.s.Fed {
		return nil
	}
	var all [][]Drawn
	for _, v := range d.s.VisitsOf.Rows(id) {
		index := d.s.plantWhen(v.StartSeq)
		if index == nil || v.VoidSeq != 0 && !d.s.stands(v.StartSeq) {
			continue
		}
		station, _, _, there := index.Station(v.Station)
		r, known := d.s.recipeIn(o, &v, index)
		if !there || !known {
			continue
		}
		if v.Ended == 0 {
			v.Ended = max(d.t.Now, v.Started) + clockTolerance
		}
		for _, line := range r.LinesAt(v.Operation) {
			var loads []*Edge
			for _, p := range station.Feeders(line) {
				for _, load := range d.s.loadsAt(PlaceID(v.Station, p.Code), v.Started, v.Ended) {
					loads = append(loads, &load)
				}
			}
			if drawn := Draw(&v, &o, line, loads, d.known); len(drawn) > 0 {
				all = append(all, drawn)
			}
		}
	}
	return all
}

// known is what is known of an object.
func (d *decider) known(id ObjectID) Object {
	o, _ := d.s.Objects.Get(id)
	return o
}

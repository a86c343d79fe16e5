package track

import (
	"slices"
	"time"

	"github.com/tracewright/tracewright/internal/epcis"
	"github.com/tracewright/tracewright/internal/plant"
)

// Load sets a lot, a container or a unit up at a position of material. What the
// station makes from then on draws on it, until it is unloaded or another takes
// its place.
type Load struct {
	Object Ref `json:"object" doc:"the lot, container or unit: a code, an identifier or its key" eg:"REEL-4"`
	// Position of the station; empty: the command's own, or the only one
	// that wants it.
	Position string `json:"position,omitzero" doc:"position of the station; left out: the only one that wants it" eg:"FEEDER-1"`
	// Since is the earliest time at which it may have been there already,
	// where it was changed without a scan. From then on it is in doubt which
	// of the two was used.
	Since time.Time `json:"since,omitzero" doc:"since when it may have been there, if it was changed without a scan" eg:"2026-03-02T09:40:00+01:00"`
	// Splice says that it was joined to the end of what is there, which stays
	// until the next change.
	Splice bool `json:"splice,omitzero" doc:"it was joined to the end of what is there" eg:"true"`
	// Emptied says that nothing was left at a position that holds several.
	Emptied bool `json:"emptied,omitzero" doc:"nothing was left of what was there" eg:"true"`
}

func (a Load) decide(d *decider) {
	o, ok := d.object(a.Object, KindLot, KindContainer, KindUnit)
	if !ok || !d.texts("position", a.Position) {
		return
	}
	if a.Splice && a.Emptied {
		d.bad("splice", "true", "nothing is spliced on where nothing is left")
		return
	}
	if !a.Since.IsZero() && (!a.Since.Before(d.now.Time()) || a.Since.Year() < 1970) {
		d.bad("since", a.Since.Format(time.RFC3339), "it lies before the time of loading, and not before 1970")
		return
	}
	p, ok := d.materialPosition(a.Position, o)
	if !ok {
		return
	}
	d.load(o, p, a)
}

// load judges whether material may be set up at a position, and sets it up.
func (d *decider) load(o Object, p *plant.Position, a Load) {
	if all := d.containers(o); sign(o.Quantity) <= 0 && len(all) == 1 {
		o = all[0]
	} else if sign(o.Quantity) <= 0 && len(all) > 1 && !d.report() {
		d.choose(o.name(), all)
		return
	}
	d.subject = o.ID
	place := PlaceID(d.c.Station, p.Code)
	d.available(o)
	d.free(o)
	d.alive(o)
	d.notHeld(o, BlockConsume)
	d.rightMaterial(o, p)
	m := &Material{
		Shape: epcis.Association, Action: epcis.Add, BizStep: epcis.StepLoading,
		Parent: place, Edge: EdgeLoaded, Items: []Item{{Object: o.ID, Position: p.Code}},
	}
	if a.Splice || p.Holds == plant.HoldsSeveral && !a.Emptied {
		m.Edge = EdgeAdded
	}
	if !a.Since.IsZero() {
		m.Since = Micros(a.Since.UnixMicro())
	}
	d.opens(m, o)
	d.fact(m)
	next := ""
	if off := d.names(d.loaded(place), o.ID); m.Edge == EdgeLoaded && len(off) > 0 {
		next = "Put " + all(off) + " back."
	}
	d.permit(o.ID, o.name()+" is loaded at "+d.c.Station+"/"+p.Code+".", next)
}

// loaded lists what is set up at a place.
func (d *decider) loaded(place ObjectID) []Edge {
	return slices.DeleteFunc(d.s.Contents.Rows(place), func(e Edge) bool { return !e.loads() })
}

// names are what the children of edges are called, but for one of them.
func (d *decider) names(edges []Edge, but ObjectID) []string {
	var names []string
	for _, e := range edges {
		if o, _ := d.s.Objects.Get(e.Child); e.Child != but && !slices.Contains(names, o.name()) {
			names = append(names, o.name())
		}
	}
	return names
}

// materialPosition finds the position of material that is named, or that the
// command is made at, or the only one of the station that wants an object. What
// is reported was loaded there, whatever the definition says of the place.
func (d *decider) materialPosition(named string, o Object) (*plant.Position, bool) {
	if d.c.Station == "" {
		d.bad("station", "", "material is loaded at a station")
		return nil, false
	}
	if named == "" {
		if p, ok := d.position(d.c.Position); ok {
			return p, true
		}
		fit := d.wanting(o)
		if len(fit) == 1 {
			return fit[0], true
		}
		d.bad("position", "", "name the one that it is loaded at: "+first(join(d.materialPositions()), d.c.Station+" has none"))
		return nil, false
	}
	if p, ok := d.position(named); ok {
		return p, true
	}
	d.mistake(CodeNoPosition, o.ID, Evidence{
		"position": named, "station": d.c.Station, "expected": first(join(d.materialPositions()), "none"),
	})
	return &plant.Position{Code: named, Kind: plant.PositionMaterial}, !d.stopped()
}

// position finds a position of material of the station by its code. Without a
// plant definition any will do.
func (d *decider) position(code string) (*plant.Position, bool) {
	if d.s.Plant == nil && code != "" {
		return &plant.Position{Code: code, Kind: plant.PositionMaterial}, true
	}
	if d.s.Plant == nil {
		return nil, false
	}
	p, ok := d.s.Plant.Position(d.c.Station, code)
	return p, ok && p.Kind == plant.PositionMaterial
}

// materialPositions are the codes of the positions of material of the station.
func (d *decider) materialPositions() []string {
	var codes []string
	if d.station != nil {
		for _, p := range d.station.Positions {
			if p.Kind == plant.PositionMaterial {
				codes = append(codes, p.Code)
			}
		}
	}
	return codes
}

// wanting lists the positions of the station that are loaded with what an
// object is.
func (d *decider) wanting(o Object) []*plant.Position {
	var fit []*plant.Position
	if d.station == nil || o.Part == "" {
		return nil
	}
	for i := range d.station.Positions {
		p := &d.station.Positions[i]
		if p.Takes(o.Part) && d.wants(p, o.Part) {
			fit = append(fit, p)
		}
	}
	return fit
}

// wants reports whether something made at the station draws on a position for a
// part: by the present plant definition, or by what an open work order froze.
func (d *decider) wants(p *plant.Position, part string) bool {
	wanted := func(index *plant.Index) bool { return slices.Contains(index.WantedAt(d.station, p), part) }
	return wanted(d.s.Plant) || slices.ContainsFunc(d.s.frozen(), wanted)
}

// rightMaterial judges that something made at the station draws on a position
// for what an object is.
func (d *decider) rightMaterial(o Object, p *plant.Position) {
	if d.station == nil {
		return
	}
	if wanted := d.s.Plant.WantedAt(d.station, p); !d.wants(p, o.Part) {
		d.judge(plant.RuleMaterialLoaded, CodeWrongMaterial, o.ID, Evidence{
			"component": o.name(), "part": first(o.Part, "no part"), "position": d.c.Station + "/" + p.Code,
			"expected": first(join(wanted), "nothing"),
		})
	}
}

package track

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/tracewright/tracewright/internal/epcis"
	"github.com/tracewright/tracewright/internal/plant"
)

// LoadCarrier puts objects on a carrier, each whole. From then on the carrier
// stands for them: they are moved, begun and completed with it.
type LoadCarrier struct {
	Carrier Ref    `json:"carrier" doc:"the tray, pallet, magazine or bin: a code, an identifier or its key" eg:"TRAY-1"`
	Objects []Ref  `json:"objects" doc:"the units, lots, containers or packages that are put on it" eg:"SN000129,SN000130"`
	Place   string `json:"place,omitzero" doc:"place on the carrier, of one object; left out: the first that is free, where the carrier has places" eg:"3"`
}

func (a LoadCarrier) decide(d *decider) {
	carrier, ok := d.object(a.Carrier, KindCarrier)
	if !ok || !d.texts("place", a.Place) {
		return
	}
	objects, ok := d.several(a.Objects, KindUnit, KindLot, KindContainer, KindPackage)
	if !ok {
		return
	}
	if a.Place != "" && len(objects) > 1 {
		d.bad("place", a.Place, "one place is for one object")
		return
	}
	d.subject = carrier.ID
	d.available(carrier)
	d.notHeld(carrier, BlockAdvance)
	there := d.onto(carrier)
	d.leftBehind(carrier, there)
	m := &Material{
		Shape: epcis.Aggregation, Action: epcis.Add, BizStep: epcis.StepLoading, Parent: carrier.ID, Edge: EdgeCarried,
	}
	for _, o := range objects {
		d.carriable(carrier, o)
		m.Items = append(m.Items, Item{Object: o.ID})
	}
	a.places(d, carrier, there, m)
	d.fact(m)
	are := " are on "
	if len(objects) == 1 {
		are = " is on "
	}
	if p := m.Items[0].Position; len(objects) == 1 && p != "" {
		are = " is at place " + p + " of "
	}
	d.permit(carrier.ID, several(objects)+are+carrier.name()+".", "")
}

// carriable judges whether an object may be put on a carrier.
func (d *decider) carriable(carrier, o Object) {
	d.available(o)
	d.free(o)
	d.notHeld(o, BlockMove)
	if on, ok := d.onCarrier(o); ok {
		other := d.known(on.Parent)
		d.judge(plant.RuleNotUsed, CodeOnCarrier, o.ID, Evidence{"object": o.name(), "carrier": other.name()})
	}
	if def := d.carrierNamed(carrier); def != nil && o.Part != "" && len(def.Parts) > 0 && !slices.Contains(def.Parts, o.Part) {
		d.judge(plant.RuleRightPart, CodeWrongTool, o.ID, Evidence{"equipment": carrier.name(), "part": o.Part, "object": o.name(), "parts": join(def.Parts)})
	}
}

// carrierNamed is what the plant definition says of a carrier; nil where it has it
// not.
func (d *decider) carrierNamed(carrier Object) *plant.Equipment {
	if d.s.Plant == nil {
		return nil
	}
	def, _ := d.s.Plant.Equipment(d.s.equipmentCode(carrier))
	return def
}

// leftBehind asks whether what is on a carrier is really there, if it was put on
// elsewhere.
func (d *decider) leftBehind(carrier Object, there []Edge) {
	if slices.ContainsFunc(there, func(e Edge) bool { return e.Station != d.c.Station }) {
		d.leftOn(carrier, there)
	}
}

// leftOn asks whether what is on a carrier may stay there.
func (d *decider) leftOn(carrier Object, there []Edge) {
	d.judgeIn(plant.ModeAsk, plant.RuleNotUsed, CodeCarrierLoaded, carrier.ID, Evidence{
		"carrier": carrier.name(), "contents": several(d.children(there)), "place": first(there[0].Station, "no station"),
	})
}

func (d *decider) children(edges []Edge) []Object {
	objects := make([]Object, len(edges))
	for i, e := range edges {
		objects[i] = d.known(e.Child)
	}
	return objects
}

// places gives each object its place: the named one, or the first that is free of
// those that the carrier has.
func (a *LoadCarrier) places(d *decider, carrier Object, there []Edge, m *Material) {
	taken := map[string]ObjectID{}
	for _, e := range there {
		taken[e.Position] = e.Child
	}
	m.Items[0].Position = a.Place
	if id, ok := taken[a.Place]; ok && a.Place != "" && id != m.Items[0].Object {
		o := d.known(id)
		d.judge(plant.RuleNotUsed, CodePlaceTaken, o.ID, Evidence{"carrier": carrier.name(), "place": a.Place, "object": o.name()})
	}
	def := d.carrierNamed(carrier)
	if def == nil || def.Positions == 0 {
		return
	}
	if n, err := strconv.Atoi(a.Place); a.Place != "" && (err != nil || n < 1 || n > def.Positions || strconv.Itoa(n) != a.Place) {
		d.mistake(CodeNoPlace, carrier.ID, Evidence{"carrier": carrier.name(), "place": a.Place, "count": strconv.Itoa(def.Positions)})
	}
	if wanted := len(there) + len(m.Items); wanted > def.Positions {
		d.judge(plant.RuleNotUsed, CodeCarrierFull, carrier.ID, Evidence{
			"carrier": carrier.name(), "count": strconv.Itoa(def.Positions), "wanted": strconv.Itoa(wanted),
		})
	}
	place := 1
	for i := range m.Items {
		for m.Items[i].Position == "" && place <= def.Positions {
			if _, ok := taken[strconv.Itoa(place)]; !ok {
				m.Items[i].Position = strconv.Itoa(place)
			}
			place++
		}
	}
}

// UnloadCarrier takes objects off a carrier.
type UnloadCarrier struct {
	Carrier Ref   `json:"carrier,omitzero" doc:"the carrier; left out: the one that the objects are on" eg:"TRAY-1" usual:"true"`
	Objects []Ref `json:"objects,omitzero" doc:"what is taken off; left out: everything" eg:"SN000129"`
}

func (a UnloadCarrier) decide(d *decider) {
	if a.Carrier == "" && len(a.Objects) == 0 {
		d.bad("carrier", "", "name the carrier, or what is taken off")
		return
	}
	var carrier Object
	if a.Carrier != "" {
		var ok bool
		if carrier, ok = d.object(a.Carrier, KindCarrier); !ok {
			return
		}
		d.subject = carrier.ID
	}
	var objects []Object
	if len(a.Objects) == 0 {
		if objects = d.children(d.onto(carrier)); len(objects) == 0 {
			d.mistake(CodeCarrierEmpty, carrier.ID, Evidence{"carrier": carrier.name()})
			d.fact(a.off(carrier.ID, nil))
		}
	} else {
		var ok bool
		if objects, ok = d.several(a.Objects); !ok {
			return
		}
	}
	a.unload(d, carrier, objects)
}

// unload takes each object off the carrier that it is on.
func (a *UnloadCarrier) unload(d *decider, carrier Object, objects []Object) {
	var facts []*Material
	for _, o := range objects {
		d.subject = cmp.Or(d.subject, o.ID)
		on, ok := d.onCarrier(o)
		if !ok || carrier.ID != "" && on.Parent != carrier.ID {
			d.mistake(CodeNotOnCarrier, o.ID, Evidence{
				"object": o.name(), "carrier": first(carrier.Name, "any carrier"),
				"contents": first(several(d.children(d.onto(carrier))), "nothing"),
			})
			on.Parent = carrier.ID
		}
		i := slices.IndexFunc(facts, func(m *Material) bool { return m.Parent == on.Parent })
		if i < 0 {
			i, facts = len(facts), append(facts, a.off(on.Parent, nil))
		}
		facts[i].Items = append(facts[i].Items, Item{Object: o.ID, Position: on.Position})
	}
	for _, m := range facts {
		if m.Parent == "" { // it was on none, and was seen without one
			m.Shape, m.Action, m.Edge = epcis.Object, epcis.Observe, ""
		}
		d.fact(m)
	}
	d.permit(d.subject, first(several(objects), "Nothing")+" taken off "+first(carrier.Name, "its carrier")+".", "")
}

func (*UnloadCarrier) off(carrier ObjectID, items []Item) *Material {
	return &Material{
		Shape: epcis.Aggregation, Action: epcis.Delete, BizStep: epcis.StepUnloading, Parent: carrier, Edge: EdgeCarried, Items: items,
	}
}

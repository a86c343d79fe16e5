package track

import (
	"slices"
	"strconv"

	"github.com/tracewright/tracewright/internal/epcis"
	"github.com/tracewright/tracewright/internal/plant"
)

// ApplyPlant publishes a plant definition as a new version. What equals the
// current version is no new version. Equipment that it names becomes an object,
// which can be scanned, held and traced; what it no longer names stays one.
type ApplyPlant struct {
	Definition string `json:"definition" doc:"the plant definition, as YAML" eg:"site: {code: DEMO}"`
	Base       int64  `json:"base,omitzero" doc:"version that it was made from: refused when another one is published by now; left out: not asked" eg:"7"`
	Reason     string `json:"reason,omitzero" doc:"why it is published, for whoever reads the list of versions" eg:"seal of the second supplier"`
}

func (a ApplyPlant) decide(d *decider) {
	if !d.texts("reason", a.Reason) {
		return
	}
	if a.Base != 0 && a.Base != d.s.PlantVersion {
		d.refuse(CodePlantMoved, Evidence{"base": strconv.FormatInt(a.Base, 10), "version": strconv.FormatInt(d.s.PlantVersion, 10)})
		return
	}
	def, faults := plant.Examine([]byte(a.Definition))
	if len(faults) > 0 {
		d.refuse(CodeBadPlant, Evidence{"problem": faults.Error(), "fix": "Mend it and apply it again."})
		return
	}
	old := &plant.Definition{}
	if d.s.Plant != nil {
		old = d.s.Plant.Definition()
	}
	if was := old.Site.Code; was != "" && was != def.Site.Code {
		d.refuse(CodeBadPlant, Evidence{
			"problem": "site.code is " + def.Site.Code + " and was " + was + ", which is the maker of all that was made here",
			"fix":     "Keep the code, and change the name; another site has a store of its own.",
		})
		return
	}
	changes := plant.Diff(old, def)
	if len(changes) == 0 && d.s.Plant != nil {
		d.permit("", "The plant definition is version "+strconv.FormatInt(d.s.PlantVersion, 10)+" already.", "Nothing to do.")
		return
	}
	for _, file := range def.Files() {
		if !plant.IsDigest(file) || !d.kept(file) {
			d.refuse(CodeNoFile, Evidence{"file": file})
			return
		}
	}
	version := d.s.PlantVersion + 1
	f := &Published{Version: version, Definition: string(def.YAML()), Reason: a.Reason, parsed: def}
	for _, c := range changes {
		f.Changes = append(f.Changes, c.String())
	}
	d.fact(f)
	text := "The plant definition is version " + strconv.FormatInt(version, 10) + " now: " + count(len(changes), "change", "changes") + "."
	if pieces := d.equip(def); pieces > 0 {
		text += " " + count(pieces, "piece", "pieces") + " of equipment can be scanned from now on."
	}
	d.permit("", text, "")
	d.info = Evidence{"version": strconv.FormatInt(version, 10)}
}

// maxEquipped bounds the pieces of equipment that one entry makes known.
const maxEquipped = 1000

// equip makes an object of each piece of equipment that is none yet, and tells
// how many there were.
func (d *decider) equip(def *plant.Definition) int {
	var declared []Declared
	for i := range def.Equipment {
		if next, ok := d.equipment(&def.Equipment[i], def.Site.Code); ok {
			declared = append(declared, next)
		}
	}
	for some := range slices.Chunk(declared, maxEquipped) {
		m := &Material{
			Shape: epcis.Object, Action: epcis.Add, BizStep: epcis.StepCommissioning, Disposition: epcis.DispActive, Declared: some,
		}
		for _, next := range some {
			m.Items = append(m.Items, Item{Object: next.Object})
		}
		d.fact(m)
	}
	return len(declared)
}

// equipment is what is to be declared of a piece of equipment: nothing if it is
// an object of its kind already. What was a stub is described, and what has
// become a carrier, or is none any more, changes its kind and scheme.
func (d *decider) equipment(e *plant.Equipment, site string) (Declared, bool) {
	next := Declared{Kind: KindEquipment, Identifiers: []NewIdent{{Scheme: SchemeEquipment, Issuer: site, Value: e.Code}}}
	if e.Kind == plant.EquipmentCarrier {
		next.Kind, next.Identifiers[0].Scheme = KindCarrier, SchemeCarrier
	}
	for _, id := range d.s.named(e.Code, d.now) {
		o, ok := d.s.Objects.Get(id.Object)
		named := id.Issuer == site && (id.Scheme == SchemeEquipment || id.Scheme == SchemeCarrier)
		switch {
		case !ok || o.Life == LifeVoid:
		case named && o.Known && o.Kind == next.Kind:
			return next, false
		case named:
			next.Object, next.Retired = o.ID, []NewIdent{{Scheme: id.Scheme, Issuer: id.Issuer, Value: id.Value}}
			return next, true
		case !o.Known && o.Part == "" && next.Object == "":
			next.Object = o.ID
		}
	}
	if next.Object == "" {
		next.Object = d.mint()
	}
	return next, true
}

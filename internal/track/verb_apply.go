package track

import (
	"strconv"

	"github.com/tracewright/tracewright/internal/plant"
)

// ApplyPlant publishes a plant definition as a new version. What equals the
// current version is no new version.
type ApplyPlant struct {
	Definition string `json:"definition" doc:"the plant definition, as YAML" eg:"site: {code: DEMO}"`
}

func (a ApplyPlant) decide(d *decider) {
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
	version := d.s.PlantVersion + 1
	f := &Published{Version: version, Definition: string(def.YAML()), parsed: def}
	for _, c := range changes {
		f.Changes = append(f.Changes, c.String())
	}
	d.fact(f)
	d.permit("", "The plant definition is version "+strconv.FormatInt(version, 10)+" now: "+count(len(changes), "change", "changes")+".", "")
	d.info = Evidence{"version": strconv.FormatInt(version, 10)}
}

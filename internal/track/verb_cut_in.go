package track

import (
	"github.com/tracewright/tracewright/internal/plant"
)

// CutIn makes a change at once that waits until the stock of a part is used up,
// or turns it back, so that what is there now is used up first.
type CutIn struct {
	Part     string `json:"part" doc:"number of the part whose bill of material changes" eg:"PUMP-100"`
	Revision string `json:"revision,omitzero" doc:"revision of it; left out: the current one" eg:"B"`
	Stock    string `json:"stock,omitzero" doc:"number of the part whose stock is waited for; left out: the only one" eg:"BOARD-4"`
	Back     bool   `json:"back,omitzero" doc:"turn the change back, and use up what is there now" eg:"true"`
	Reason   string `json:"reason" doc:"why" eg:"the last 12 are kept for spares"`
}

func (a CutIn) decide(d *decider) {
	if !d.identifier("part", a.Part) || !d.identifier("reason", a.Reason) || !d.texts("revision", a.Revision, "stock", a.Stock) {
		return
	}
	if d.s.Plant == nil {
		d.refuse(CodeUnknownPart, Evidence{"part": a.Part})
		return
	}
	part, ok := d.s.Plant.Part(a.Part, a.Revision)
	if !ok {
		d.refuse(CodeUnknownPart, Evidence{"part": first(all([]string{a.Part, a.Revision}), a.Part)})
		return
	}
	c, ok := a.change(d, part)
	if !ok {
		return
	}
	key := runOutKey(part, &c)
	if key.actBy(d.s.RunOutsOf.Rows(part.Number), d.now, d.t.Seq).Over != a.Back {
		d.permit("", a.Part+" is made with "+a.uses(&key)+" already.", "Nothing to do.")
		return
	}
	left := d.spare(d.s.Plant, &c, maxStock)
	d.fact(&RanOut{RunOutKey: key, Over: !a.Back, Since: d.t.Seq, Left: left, Reason: a.Reason})
	d.permit("", a.Part+" is made with "+a.uses(&key)+" from here on; "+amount(left, d.unitOf(c.Stock))+" of "+c.Stock+" are free.",
		"What has begun before goes on as it was begun.")
}

// maxStock is more than there is of anything.
const maxStock = "1000000000000000"

// uses is what the part is made with after the act.
func (a *CutIn) uses(key *RunOutKey) string {
	if a.Back {
		return key.Stock
	}
	return key.To
}

// change finds the change that is meant.
func (a *CutIn) change(d *decider, part *plant.Part) (plant.RunOut, bool) {
	changes := d.s.Plant.RunOuts(part)
	var waits []string
	for _, c := range changes {
		if waits = append(waits, c.Stock); c.Stock == a.Stock || a.Stock == "" && len(changes) == 1 {
			return c, true
		}
	}
	d.bad("stock", a.Stock, a.Part+" waits for the stock of "+first(join(waits), "nothing"))
	return plant.RunOut{}, false
}

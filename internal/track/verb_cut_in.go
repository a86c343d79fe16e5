package track

// CutIn makes a change at once that waits until the stock of a part is used up,
// in a bill of material or to the next revision, or turns it back, so that what is
// there now is used up first.
type CutIn struct {
	Part     string `json:"part" doc:"number of the part that changes" eg:"PUMP-100"`
	Revision string `json:"revision,omitzero" doc:"revision that is made until then; left out: where there is one such change only" eg:"B"`
	Stock    string `json:"stock,omitzero" doc:"number of the part whose stock is waited for; left out: the only one" eg:"BOARD-4"`
	Back     bool   `json:"back,omitzero" doc:"turn the change back, and use up what is there now" eg:"true"`
	Reason   string `json:"reason" doc:"why" eg:"the last 12 are kept for spares"`
}

func (a CutIn) decide(d *decider) {
	if !d.identifier("part", a.Part) || !d.identifier("reason", a.Reason) || !d.texts("revision", a.Revision, "stock", a.Stock) {
		return
	}
	known := d.s.Plant != nil
	if known {
		_, known = d.s.Plant.Part(a.Part, a.Revision)
	}
	if !known {
		d.refuse(CodeUnknownPart, Evidence{"part": a.Part})
		return
	}
	c, ok := a.change(d)
	if !ok {
		return
	}
	if c.actBy(d.s.RunOutsOf.Rows(a.Part), d.now, d.t.Seq).Over != a.Back {
		d.permit("", a.Part+" is made with "+a.uses(&c.RunOutKey)+" already.", "Nothing to do.")
		return
	}
	left := d.spare(d.s.Plant, &c.RunOut, maxStock)
	d.fact(&RanOut{RunOutKey: c.RunOutKey, Over: !a.Back, Since: d.t.Seq, Left: left, Reason: a.Reason})
	d.permit("", a.Part+" is made with "+a.uses(&c.RunOutKey)+" from here on; "+amount(left, d.unitOf(c.RunOutKey.Stock))+" of "+c.RunOutKey.Stock+" are free.",
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
func (a *CutIn) change(d *decider) (runOutChange, bool) {
	var fit []runOutChange
	var waits []string
	for _, c := range d.changesOf(a.Part) {
		waits = append(waits, c.RunOutKey.Stock)
		if (a.Revision == "" || a.Revision == c.RunOutKey.Revision) && (a.Stock == "" || a.Stock == c.RunOutKey.Stock) {
			fit = append(fit, c)
		}
	}
	if len(fit) == 1 {
		return fit[0], true
	}
	d.bad("stock", a.Stock, a.Part+" waits for the stock of "+first(join(waits), "nothing"))
	return runOutChange{}, false
}

package track

import (
	"slices"
	"strconv"
)

// PlaceHold stops objects, and whatever contains them, until it is released.
type PlaceHold struct {
	Objects []Ref   `json:"objects" doc:"codes, identifiers or keys of what is stopped" eg:"S-77,SN000129"`
	Reason  string  `json:"reason" doc:"why" eg:"seals crack"`
	Owner   string  `json:"owner,omitzero" doc:"who decides on it" eg:"quality"`
	Blocks  []Block `json:"blocks,omitzero" doc:"acts that it stops; left out: all" eg:"ship" enum:"advance,consume,pack,ship"`
}

// maxHeld bounds how many objects one hold is placed on.
const maxHeld = 50_000

func (a PlaceHold) decide(d *decider) {
	if !d.identifier("reason", a.Reason) || !d.texts("owner", a.Owner) {
		return
	}
	if len(a.Objects) == 0 || len(a.Objects) > maxHeld {
		d.bad("objects", strconv.Itoa(len(a.Objects)), "name from 1 to "+strconv.Itoa(maxHeld)+" objects")
		return
	}
	every := []Block{BlockAdvance, BlockConsume, BlockPack, BlockShip}
	blocks := a.Blocks
	if len(blocks) == 0 {
		blocks = every
	}
	for _, b := range blocks {
		if !slices.Contains(every, b) {
			d.bad("blocks", string(b), "it is one of "+join(every))
			return
		}
	}
	var ids []ObjectID
	for _, ref := range a.Objects {
		o, ok := d.object(ref)
		if !ok {
			return
		}
		ids = append(ids, o.ID)
	}
	ids = once(ids)
	hold := HoldID("H-" + strconv.FormatInt(d.t.Seq, 10))
	d.fact(&Held{Hold: hold, Reason: a.Reason, Owner: a.Owner, Blocks: blocks, Objects: ids})
	d.permit(ids[0], "Hold "+string(hold)+" lies on "+count(len(ids), "object", "objects")+".", d.bites(blocks, len(every)))
	d.info = Evidence{"hold": string(hold)}
}

// bites says what a hold stops from now on.
func (d *decider) bites(blocks []Block, every int) string {
	if len(blocks) == every {
		return "Every scan of what contains them is refused from now on."
	}
	return "From now on nobody can " + join(blocks) + " what contains them."
}

// Release ends a hold, or clears single objects of it.
type Release struct {
	Hold    HoldID `json:"hold" doc:"number of the hold" eg:"H-12"`
	Reason  string `json:"reason" doc:"why it may go on" eg:"checked, good"`
	Objects []Ref  `json:"objects,omitzero" doc:"clear only these, and let the hold stand" eg:"SN000129"`
}

func (a Release) decide(d *decider) {
	if !d.identifier("reason", a.Reason) {
		return
	}
	hold, ok := d.s.Holds.Get(a.Hold)
	if !ok || hold.Released != 0 {
		d.refuse(CodeNoHold, Evidence{"hold": clip(string(a.Hold))})
		return
	}
	var ids []ObjectID
	for _, ref := range a.Objects {
		o, ok := d.object(ref)
		if !ok {
			return
		}
		if row, held := d.s.Held.Get(HeldKey{a.Hold, o.ID}); !held || row.Cleared != 0 {
			d.refuse(CodeNoHold, Evidence{"hold": string(a.Hold) + " on " + o.name()})
			return
		}
		ids = append(ids, o.ID)
	}
	d.fact(&Released{Hold: a.Hold, Reason: a.Reason, Objects: ids})
	text := "Hold " + string(a.Hold) + " is released."
	if len(ids) > 0 {
		text = count(len(ids), "object", "objects") + " cleared from hold " + string(a.Hold) + "."
		d.subject = ids[0]
	}
	d.permit(d.subject, text, "")
	d.info = Evidence{"hold": string(a.Hold)}
}

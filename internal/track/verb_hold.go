package track

import (
	"slices"
	"strconv"

	"github.com/tracewright/tracewright/internal/plant"
)

// PlaceHold stops objects, and whatever contains them, until it is released.
// It is placed on objects that are named, on those that fit a scope, or on
// both; a standing one also on what comes to fit its scope later.
type PlaceHold struct {
	Objects  []Ref  `json:"objects,omitzero" doc:"codes, identifiers or keys of what is stopped" eg:"S-77,SN000129"`
	Where    *Scope `json:"where,omitzero" doc:"what the objects have in common that are stopped" eg:"{\"part\":\"SEAL-3\",\"maker\":\"SEALCO\"}"`
	Standing bool   `json:"standing,omitzero" doc:"what comes to fit where later is stopped too" eg:"true"`
	Reason   string `json:"reason" doc:"why" eg:"seals crack"`
	Owner    string `json:"owner,omitzero" doc:"who decides on it" eg:"quality"`
	// Blocks are what it stops; empty: advance, consume, pack and ship.
	Blocks []Block `json:"blocks,omitzero" doc:"acts that it stops; left out: advance, consume, pack and ship" eg:"ship" enum:"advance,consume,pack,ship,move,inspect,rework,scrap"`
	// Possible is what happens where it is only possible that something held
	// is inside: enforce (also when empty) refuses, ask asks.
	Possible    plant.Mode `json:"possible,omitzero" doc:"where it is only possible that something held is inside: enforce refuses, ask asks; left out: enforce" eg:"ask" enum:"enforce,ask"`
	ReleaseRule string     `json:"releaseRule,omitzero" doc:"what must be done before it is released" eg:"100 % check of the seals"`
}

// MaxHeld bounds how many objects one hold is placed on.
const MaxHeld = 50_000

// usualBlocks are what a hold stops that names nothing, and furtherBlocks what
// it stops only if it is named: the ways to put things right.
var (
	usualBlocks   = []Block{BlockAdvance, BlockConsume, BlockPack, BlockShip}
	furtherBlocks = []Block{BlockMove, BlockInspect, BlockRework, BlockScrap}
)

func (a PlaceHold) decide(d *decider) {
	if !a.check(d) {
		return
	}
	ids, ok := a.objects(d)
	if !ok {
		return
	}
	hold := HoldID("H-" + strconv.FormatInt(d.t.Seq, 10))
	d.fact(&Held{
		Hold: hold, Reason: a.Reason, Owner: a.Owner, Blocks: a.Blocks, Objects: ids, Possible: a.Possible,
		ReleaseRule: a.ReleaseRule, Scope: a.Where, Standing: a.Standing,
	})
	text := "Hold " + string(hold) + " lies on " + count(len(ids), "object", "objects")
	if a.Standing {
		text += ", and on what will fit " + a.Where.words()
	}
	d.permit("", text+".", a.bites())
	if len(ids) > 0 {
		d.subject = ids[0]
	}
	d.info = Evidence{"hold": string(hold), "objects": strconv.Itoa(len(ids))}
}

// check checks what is given, and fills in what is not.
func (a *PlaceHold) check(d *decider) bool {
	if !d.identifier("reason", a.Reason) || !d.texts("owner", a.Owner, "releaseRule", a.ReleaseRule) {
		return false
	}
	if a.Where != nil {
		where := *a.Where
		if err := where.Check(); err != nil {
			d.bad("where", where.words(), err.Error())
			return false
		}
		if where.Since != "" {
			where.Settle(d.s.calibrations(where.Equipment))
		}
		a.Where = &where
	}
	if len(a.Blocks) == 0 {
		a.Blocks = usualBlocks
	}
	every := slices.Concat(usualBlocks, furtherBlocks)
	for _, b := range a.Blocks {
		if !slices.Contains(every, b) {
			d.bad("blocks", string(b), "it is one of "+join(every))
			return false
		}
	}
	switch a.Possible {
	case "":
		a.Possible = plant.ModeEnforce
	case plant.ModeAsk, plant.ModeEnforce:
	default:
		d.bad("possible", string(a.Possible), "it is ask or enforce")
	}
	if a.Standing && a.Where == nil {
		d.bad("standing", "true", "a standing hold needs where: what is to be caught")
	}
	return !d.stopped()
}

// objects lists what the hold is placed on now.
func (a *PlaceHold) objects(d *decider) ([]ObjectID, bool) {
	var ids []ObjectID
	if len(a.Objects) <= MaxHeld {
		for _, ref := range a.Objects {
			o, ok := d.object(ref)
			if !ok {
				return nil, false
			}
			ids = append(ids, o.ID)
		}
	}
	if a.Where != nil {
		ids = append(ids, d.question(a.Where)...)
	}
	ids = once(ids)
	switch {
	case len(ids) > MaxHeld || len(a.Objects) > MaxHeld:
		d.bad("objects", strconv.Itoa(max(len(ids), len(a.Objects))), "a hold is placed on at most "+strconv.Itoa(MaxHeld)+" objects; hold the lot or delivery that they share")
	case len(ids) > 0 || a.Standing || d.s.Matches.anyMissing():
	case a.Where != nil:
		d.refuse(CodeNothingFits, Evidence{"where": a.Where.words()})
	default:
		d.bad("objects", "0", "name from 1 to "+strconv.Itoa(MaxHeld)+" objects, or say where")
	}
	return ids, !d.stopped()
}

// bites says what the hold stops from now on.
func (a *PlaceHold) bites() string {
	if slices.Equal(a.Blocks, usualBlocks) {
		return "Every scan of what contains them is refused from now on."
	}
	return "From now on nobody can " + join(a.Blocks) + " what contains them."
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
	if len(ids) == 0 {
		ids = d.s.heldBy(a.Hold)
	}
	d.permit(d.subject, text, d.leftOverOf(ids))
	d.info = Evidence{"hold": string(a.Hold)}
}

package track

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/tracewright/tracewright/internal/plant"
)

// maxInside bounds the walk between an object and what is held inside it.
const maxInside = 100_000

// fewInside is how far the walk goes down from the object alone; beyond, it
// also comes up from what is on hold, from whichever side has less to look at.
// Where material was ever loaded at positions it goes down only: what was drawn
// from them is known from above.
const fewInside = 2_000

// anyHeld reports whether any hold stands.
func (s *State) anyHeld() bool { return s.HeldIn.members > 0 }

// notHeld judges that no hold which blocks the act lies on the object or on
// anything inside it, at any depth. It is skipped while nothing is on hold.
// What is surely inside is looked for first; then what is possibly, the holds
// that refuse before those that ask.
func (d *decider) notHeld(o Object, act Block) {
	if !d.s.anyHeld() {
		return
	}
	for _, pass := range []struct {
		possibly bool
		of       plant.Mode
	}{{false, ""}, {true, plant.ModeEnforce}, {true, plant.ModeAsk}} {
		w := walk{d: d, act: act, possibly: pass.possibly, of: pass.of, from: o.ID, sure: map[ObjectID]*walk{}}
		w.run()
		if w.cut {
			d.judge(plant.RuleHold, CodeTooDeep, o.ID, Evidence{"object": o.name(), "count": strconv.Itoa(maxInside)})
			return
		}
		if len(w.holds) > 0 {
			d.heldBy(o, &w)
			return
		}
		if !pass.possibly && !w.doubtful {
			return // there is no path besides the proven ones
		}
	}
}

// heldBy judges a hold that a walk has found.
func (d *decider) heldBy(o Object, w *walk) {
	hold := w.holds[0]
	evidence := Evidence{
		"object": o.name(), "hold": string(hold.ID), "reason": hold.Reason, "owner": first(hold.Owner, "quality"),
	}
	code := CodeHeld
	if w.held != o.ID {
		held, _ := d.s.Objects.Get(w.held)
		evidence["held"] = held.name()
		d.nested = append(d.nested, w.held)
		code = CodeHeldInside
	}
	mode := d.mode(plant.RuleHold)
	if w.possibly {
		code, evidence["possible"] = CodeMaybeHeld, sentence(w.doubt[w.held])
		if mode == plant.ModeEnforce && hold.Possible == plant.ModeAsk {
			mode = plant.ModeAsk
		}
	}
	d.judgeIn(mode, plant.RuleHold, code, o.ID, evidence)
}

// walk looks for a held object inside another.
type walk struct {
	d        *decider
	act      Block
	possibly bool       // possible edges are followed too
	of       plant.Mode // of holds with this mode for what is possible; empty: all
	from     ObjectID

	sure     map[ObjectID]*walk // of candidates of what was drawn from positions, by candidate; nil while under way
	doubtful bool               // there were possible edges, whether followed or not
	cut      bool               // there is more than can be looked at
	doubt    map[ObjectID]string
	held     ObjectID // what is held, if anything is
	holds    []Hold   // that lie on it and block the act
}

// frontier is one side of a walk.
type frontier struct {
	level []ObjectID
	seen  map[ObjectID]ObjectID // where the path to each begins
}

func (f *frontier) add(id, from ObjectID) bool {
	if _, again := f.seen[id]; again {
		return false
	}
	f.seen[id] = from
	f.level = append(f.level, id)
	return true
}

func newFrontier(ids ...ObjectID) *frontier {
	f := &frontier{seen: map[ObjectID]ObjectID{}}
	for _, id := range ids {
		f.add(id, id)
	}
	return f
}

// run walks until it meets something held, or one side has no more to look at.
func (w *walk) run() {
	w.doubt = map[ObjectID]string{}
	if w.stops(w.from) {
		return
	}
	down, up := newFrontier(w.from), (*frontier)(nil)
	for len(down.level) > 0 && len(w.holds) == 0 {
		if up == nil && len(down.seen) > fewInside && !w.d.s.Fed {
			up = newFrontier(w.onHold()...)
		}
		switch {
		case up != nil && len(up.level) == 0:
			return
		case len(down.seen) > maxInside, up != nil && len(up.seen) > maxInside+len(w.d.s.Held.rows):
			w.cut = true
			return
		case up != nil && len(up.level) < len(down.level):
			w.ascend(up)
		default:
			w.descend(down)
		}
	}
}

// descend goes one level into what is inside.
func (w *walk) descend(f *frontier) {
	level := f.level
	f.level = nil
	for _, id := range level {
		inside := w.d.s.Contents.Rows(id)
		for _, candidates := range w.d.drawnInto(id) {
			for _, drawn := range candidates {
				inside = append(inside, drawn.Edge)
			}
			if len(candidates) > 1 && !w.possibly && w.eachHeld(candidates) {
				return
			}
		}
		for _, edge := range inside {
			if w.follows(&edge) && f.add(edge.Child, w.from) {
				w.doubt[edge.Child] = first(edge.Possible, w.doubt[id])
				if w.stops(edge.Child) {
					return
				}
			}
		}
	}
}

// eachHeld reports whether every candidate of what was drawn is surely held, or
// holds what is: then something held is inside, whichever it was.
func (w *walk) eachHeld(candidates []Drawn) bool {
	var last *walk
	for i := range candidates {
		id := candidates[i].Child
		found, known := w.sure[id]
		if !known {
			w.sure[id] = nil
			found = &walk{d: w.d, act: w.act, of: w.of, from: id, sure: w.sure}
			found.run()
			w.sure[id] = found
			w.cut = w.cut || found.cut
		}
		if found == nil || len(found.holds) == 0 {
			return false
		}
		last = found
	}
	w.held, w.holds = last.held, last.holds
	return true
}

// ascend goes one level from what is on hold to what contains it.
func (w *walk) ascend(f *frontier) {
	level := f.level
	f.level = nil
	for _, id := range level {
		for _, edge := range w.d.s.UsedIn.Rows(id) {
			if !w.follows(&edge) || !f.add(edge.Parent, f.seen[id]) {
				continue
			}
			w.doubt[edge.Parent] = first(w.doubt[id], edge.Possible)
			if edge.Parent == w.from {
				held := f.seen[id]
				w.doubt[held] = w.doubt[edge.Parent]
				w.stops(held)
				return
			}
		}
	}
}

func (w *walk) follows(edge *Edge) bool {
	if edge.stays() {
		return false // it is not inside
	}
	w.doubtful = w.doubtful || edge.Possible != ""
	return w.possibly || edge.Possible == ""
}

// stops reports whether a hold that blocks the act lies on an object itself.
func (w *walk) stops(id ObjectID) bool {
	for _, row := range w.d.s.HoldsOn.Rows(id) {
		if hold, _ := w.d.s.Holds.Get(row.Hold); w.bites(&hold) {
			w.held, w.holds = id, append(w.holds, hold)
		}
	}
	return len(w.holds) > 0
}

// bites reports whether a hold is one that the walk looks for.
func (w *walk) bites(hold *Hold) bool {
	return hold.Released == 0 && slices.Contains(hold.Blocks, w.act) && (w.of == "" || w.of == hold.Possible)
}

// onHold lists what is on hold for the act, in the order of the keys.
func (w *walk) onHold() []ObjectID {
	var ids []ObjectID
	for _, row := range w.d.s.Held.All() {
		if hold, _ := w.d.s.Holds.Get(row.Hold); row.Cleared == 0 && w.bites(&hold) {
			ids = append(ids, row.Object)
		}
	}
	slices.SortFunc(ids, cmp.Compare[ObjectID])
	return slices.Compact(ids)
}

// sentence ends a text as a sentence.
func sentence(text string) string {
	if text == "" {
		return ""
	}
	return "Reason: " + text + "."
}
